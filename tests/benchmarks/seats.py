"""Thirty seats on a console: how long an act takes to all pages, and a key meanwhile.

``python -m tests.benchmarks.seats``: the console runs here, the phones in a process of their own.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from textual import events
from textual.pilot import Pilot

from simulator.console.operator import Operator
from simulator.console.setup import Prepared
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.wall import RealWall
from simulator.hub.hub import Hub
from simulator.hub.place import Place
from simulator.timeline.history import Head
from simulator.tui.app import Tabletop
from tests.benchmarks.compiled import as_users_have_it
from tests.benchmarks.screen import Paper
from tests.exercise.walls import StillWall
from tests.hub.phones import Phone, evaluators
from tests.tui.table import WIDE, context, library

HOST, PORT = "127.0.0.1", 8699
SEATS, A_SECOND, SECONDS = 30, 2.0, 20.0


class Measured(NamedTuple):
    """Seconds, and bytes."""

    answered: list[float]
    """How long each note of a seat took."""
    seen: list[list[tuple[float, bool]]]
    """Of each phone when its page told how fast time goes, and whether that was twice as fast."""
    whole: float
    """Until all pages were there, opened at once."""
    sizes: list[int]


async def play(code: str) -> Measured:
    """Evaluators write notes in turn, and all pages tell what the console does meanwhile."""
    seen: list[list[tuple[float, bool]]] = [[] for _ in range(SEATS)]
    sizes: list[int] = []

    def told(phone: int, data: dict[str, Any], size: int) -> None:
        sizes.append(size)
        if "top" in data["parts"]:
            seen[phone].append((time.perf_counter(), "2:1" in data["parts"]["top"]))

    phones = [Phone(HOST, PORT, told=partial(told, number)) for number in range(SEATS)]
    await evaluators(phones, code)
    asked = time.perf_counter()
    streams = [asyncio.ensure_future(phone.listen()) for phone in phones]
    while not all(phone.first_at for phone in phones):
        await asyncio.sleep(0.005)
    whole, answered = time.perf_counter() - asked, []
    for n in range(int(SECONDS * A_SECOND)):
        await asyncio.sleep(max(0.0, asked + 2 + n / A_SECOND - time.perf_counter()))
        began = time.perf_counter()
        status = await phones[n % SEATS].act(f"bench-{n:06}", "note", text=f"Seen {n}", objective="")
        assert status == 200, status
        answered.append(time.perf_counter() - began)
    await asyncio.sleep(1)
    for stream in streams:
        stream.cancel()
    return Measured(answered, seen, whole, sizes)


async def paces(op: Operator, began: list[float]) -> None:
    """The console changes how fast time goes, so that every page has something new; notes when."""
    while True:
        began.append(time.perf_counter())
        op.act(c.SetPace(1 + len(began) % 2, self_running=True))
        await asyncio.sleep(1 / A_SECOND)


def everywhere(began: list[float], seen: list[list[tuple[float, bool]]]) -> list[float]:
    """From an act at the console to the last page that tells of it; only of acts that all pages were there for."""
    there = max(page[0][0] for page in seen)
    took = []
    for n, at in enumerate(began):
        until = began[n + 1] if n + 1 < len(began) else at + 1
        shown = [next((t for t, fast in page if at <= t < until + 1 and fast == (n % 2 == 0)), None) for page in seen]
        if at > there and None not in shown:
            took.append(max(t for t in shown if t is not None) - at)
    return took


def played(code: str) -> Measured:
    """In a process of its own."""
    return asyncio.run(play(code))


async def key_presses(app: Tabletop, pilot: Pilot[None], seconds: float) -> list[float]:
    """Seconds from F6 to the dialogue it opens, as it is sent to the terminal."""
    took = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        Paper.wanted = "Jump"
        began = time.perf_counter()
        app.post_message(events.Key("f6", None))
        while Paper.wanted:
            await asyncio.sleep(0.001)
            assert time.perf_counter() < began + 20
        took.append(Paper.shown_at - began)
        await asyncio.sleep(0.15)
        await pilot.press("escape")
        await asyncio.sleep(0.25)
    return took


def resident() -> float:
    """MB of memory."""
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1024


def told(name: str, values: list[float]) -> str:
    """p50, p95 and the longest, in milliseconds."""
    last = sorted(values)[int(len(values) * 0.95)]
    return f"{name}: p50 {median(values) * 1000:.1f}, p95 {last * 1000:.1f}, max {max(values) * 1000:.1f} ms"


async def measure(folder: Path) -> list[str]:
    """The console here, the phones elsewhere."""
    wall = RealWall()
    setup = library().setup("lost-weights")
    session = Session.start(folder / "record.jsonl", Head(setup, seed=7), wall=wall)
    session.act(c.Begin())
    where = replace(context(folder, StillWall()), wall=wall, opens=_hub, seats_at_once=True)
    app = Tabletop(where, Prepared(session, c.Begin()))
    app.driver_class = Paper
    said: list[str] = []
    with ProcessPoolExecutor(1) as elsewhere:
        async with app.run_test(headless=False, size=WIDE, notifications=True) as pilot:
            await pilot.pause()
            assert app.operator is not None
            assert app.operator.host is not None
            code = app.operator.host.standing().code
            said.append(told("a key, nobody else there", await key_presses(app, pilot, 8)))
            before = resident()
            playing, began = elsewhere.submit(played, code), list[float]()
            pacing, cpu = asyncio.ensure_future(paces(app.operator, began)), time.process_time()
            said.append(
                told(f"a key, {SEATS} seats, {A_SECOND:g} acts a second", await key_presses(app, pilot, SECONDS))
            )
            while not playing.done():
                await asyncio.sleep(0.05)
            pacing.cancel()
            busy = (time.process_time() - cpu) * 1000 / (2 * len(began))
            measured = playing.result()
            said.append(told("a note answered", measured.answered))
            said.append(told("an act on all pages", everywhere(began, measured.seen)))
            said.append(f"an act, console and all pages: {busy:.1f} ms of this process's time, keys included")
            said.append(f"{SEATS} whole pages at once: {measured.whole * 1000:.0f} ms")
            said.append(f"a page: {max(measured.sizes)} bytes at most, then {median(measured.sizes):.0f}")
            said.append(f"memory: {before:.0f} MB after keys alone, {resident():.0f} MB with {SEATS} seats and acts")
    return said


def _hub(op: Operator) -> Hub:
    return Hub(op, Place(HOST, PORT))


def main() -> None:
    """Everything, for people."""
    as_users_have_it()
    with tempfile.TemporaryDirectory() as folder:
        print(*asyncio.run(measure(Path(folder))), sep="\n")


if __name__ == "__main__":
    main()
