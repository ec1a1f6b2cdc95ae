"""Thirty seats on a console at a real terminal: how long an act takes to all pages, and a key meanwhile.

``python -m tests.benchmarks.seats``: the console runs in a process of its own at a pseudoterminal, phones in another.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from tests.hub.phones import Phone, evaluators
from tests.siege.seat import Seat

HOST, PORT = "127.0.0.1", 8699
SEATS, A_SECOND, SECONDS = 30, 2.0, 30.0
F6, ESCAPE, CTRL_J, ENTER = "\x1b[17~", "\x1b", "\n", "\r"
CRITERION = "tick/objective/keep-evidence/1"


class Measured(NamedTuple):
    """Seconds, and bytes."""

    answered: list[float]
    everywhere: list[float]
    """From an act to the last page that shows it."""
    missed: int
    """Pages that have not shown an act."""
    whole: float
    """Until all pages were there, opened at once."""
    sizes: list[int]


async def play(code: str) -> Measured:
    """An evaluator ticks, another takes it back, in turn; all pages show it."""
    began: list[float] = []
    seen: list[dict[int, float]] = []
    sizes: list[int] = []

    def told(phone: int, data: dict[str, Any], size: int) -> None:
        sizes.append(size)
        wanted = f"{CRITERION}/{'off' if len(began) % 2 else 'on'}"
        if began and wanted in "".join(data["parts"].values()):
            seen[-1].setdefault(phone, time.perf_counter())

    phones = [Phone(HOST, PORT, told=partial(told, number)) for number in range(SEATS)]
    await evaluators(phones, code)
    asked = time.perf_counter()
    streams = [asyncio.ensure_future(phone.listen()) for phone in phones]
    while not all(phone.first_at for phone in phones):
        await asyncio.sleep(0.005)
    whole = time.perf_counter() - asked
    answered = []
    for n in range(int(SECONDS * A_SECOND)):
        await asyncio.sleep(max(0.0, asked + 2 + n / A_SECOND - time.perf_counter()))
        seen.append({})
        began.append(time.perf_counter())
        status = await phones[n % SEATS].act(f"bench-{n:06}", f"{CRITERION}/{'off' if n % 2 else 'on'}")
        assert status == 200, status
        answered.append(time.perf_counter() - began[-1])
    await asyncio.sleep(1)
    for stream in streams:
        stream.cancel()
    everywhere = [max(pages.values()) - at for at, pages in zip(began, seen, strict=True) if pages]
    return Measured(answered, everywhere, sum(SEATS - len(pages) for pages in seen), whole, sizes)


def played(code: str) -> Measured:
    """In a process of its own."""
    return asyncio.run(play(code))


def key_presses(seat: Seat, seconds: float) -> list[float]:
    """From F6 to the dialogue it opens."""
    took = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        seat.type(F6)
        while "│  Jump to" not in seat.screen.text and "  Jump  " not in seat.screen.text:
            seat.look(0.001)
        took.append(time.perf_counter() - began)
        seat.type(ESCAPE)
        rests = time.perf_counter() + 0.5
        while time.perf_counter() < rests:
            seat.look(0.01)
    return took


def resident(pid: int) -> float:
    """MB of memory."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) / 1024


def begun(seat: Seat) -> str:
    """From set-up to play, and the code."""
    for words in ("Set-up", "before STARTEX", "STARTEX"):
        seat.see(words)
        seat.rest()
        seat.type(ENTER)
    seat.see("talking")
    seat.rest()
    seat.type(CTRL_J)
    seat.see("Code")
    found = re.search(r"Code\s+(\w{6})", seat.screen.text)
    assert found, seat.screen.text
    seat.type(ESCAPE)
    seat.rest()
    return found[1]


def told(name: str, values: list[float]) -> None:
    """p50, p95 and the longest, in milliseconds."""
    last = sorted(values)[int(len(values) * 0.95)]
    print(f"{name}: p50 {median(values) * 1000:.1f}, p95 {last * 1000:.1f}, max {max(values) * 1000:.1f} ms")


def main() -> None:
    """Everything, for people."""
    with tempfile.TemporaryDirectory() as folder:
        words = ("run", "lost-weights", "--library", "tests/tui/library", "--seats", "--port", str(PORT), "--seed", "7")
        with Seat(*words, TABLETOP_RECORDS=folder) as seat, ProcessPoolExecutor(1) as elsewhere:
            code = begun(seat)
            before = resident(seat.process.pid)
            told("a key, nobody else there", key_presses(seat, 8))
            playing = elsewhere.submit(played, code)
            told(f"a key, {SEATS} seats, {A_SECOND:g} acts a second", key_presses(seat, SECONDS))
            while not playing.done():
                seat.look(0.05)
            measured = playing.result()
            told("an act answered", measured.answered)
            told("an act on all pages", measured.everywhere)
            print(f"{SEATS} whole pages at once: {measured.whole * 1000:.0f} ms; shown nowhere: {measured.missed}")
            print(f"a page: {max(measured.sizes)} bytes at most, then {median(measured.sizes):.0f}")
            print(f"memory: {before:.0f} MB before, {resident(seat.process.pid):.0f} MB with {SEATS} seats")


if __name__ == "__main__":
    main()
