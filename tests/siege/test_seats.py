"""Thirty phones write while the console is killed, again and again: nothing answered is lost, nothing is there twice.

It takes minutes: ``python -m pytest -m slow tests/siege/test_seats.py``.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from simulator.journal.reader import read, verify
from simulator.timeline import events as e
from tests.conftest import ROOT
from tests.hub.phones import Phone, evaluators

HOST = "127.0.0.1"


class Console:
    """Line mode with seats open, in a process that can be killed."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.record = folder / "record.jsonl"

    async def begin(self, *words: str) -> None:
        """Starts, or goes on, and plays."""
        seats = ("--line", "--seats", "--port", str(self.port))
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "simulator", *words, *seats,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TABLETOP_RECORDS": str(self.folder), "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip

    async def types(self, *lines: str) -> None:
        """What is typed at it."""
        assert self.process.stdin
        self.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        await self.process.stdin.drain()

    async def says(self, words: str) -> str:
        """Reads until a line has these words; that line."""
        assert self.process.stdout
        while line := (await self.process.stdout.readline()).decode():
            if words in line:
                return line
        raise AssertionError(f"it ended before it said {words!r}")

    async def killed(self) -> None:
        """As by a power cut."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()


async def writes(phone: Phone, name: str, count: int, done: set[str], over: asyncio.Event) -> None:
    """Notes under ids of their own, each sent until it is answered, as a page does."""
    for n in range(count):
        ref = f"{name}-{n:05}"
        while not over.is_set():
            status = await phone.act(ref, "note", text=ref, objective="")
            if status == 200:
                done.add(ref)
                break
            assert status in (0, 429, 503), status
            await asyncio.sleep(0.2)
        await asyncio.sleep(0.4)


async def siege(folder: Path, *, phones: int, kills: int, notes: int, port: int) -> list[float]:
    """Seconds from each kill until all pages were whole again."""
    console, loop = Console(folder, port), asyncio.get_running_loop()
    library = ("--library", str(ROOT / "tests" / "tui" / "library"))
    await console.begin("run", "lost-weights", *library, "--record", str(console.record), "--seed", "7")
    await console.types(*[""] * 30)
    await console.says("STARTEX")
    await console.types("seats", ".")
    code = (await console.says("Code: ")).removeprefix("Code: ")[:6]
    there = [Phone(HOST, port) for _ in range(phones)]
    await evaluators(there, code)
    done, over, back = set[str](), asyncio.Event(), list[float]()
    streams = [asyncio.ensure_future(phone.listen()) for phone in there]
    hands = [asyncio.ensure_future(writes(phone, f"phone{n:02}", notes, done, over)) for n, phone in enumerate(there)]
    for _ in range(kills):
        await asyncio.sleep(3)
        opened = [len(phone.first_at) for phone in there]
        await console.killed()
        await console.begin("resume", str(console.record))
        await console.says("Seats are open")
        began = loop.time()
        while any(len(phone.first_at) == before for phone, before in zip(there, opened, strict=True)):
            await asyncio.sleep(0.01)
        back.append(loop.time() - began)
    await asyncio.wait_for(asyncio.gather(*hands), 120)
    for stream in streams:
        stream.cancel()
    await console.killed()
    written = Counter(event.text for event in read(console.record).events() if isinstance(event, e.Noted))
    assert len(done) == phones * notes
    assert written == Counter(done), "each once, and all of them"
    assert not [problem for problem in verify(console.record).problems if problem.severity == "error"]
    return back


@pytest.mark.slow
def test_thirty_phones_and_ten_kills(tmp_path: Path) -> None:
    back = asyncio.run(siege(tmp_path, phones=30, kills=10, notes=60, port=8697))
    print("seconds until all pages were whole again:", [f"{seconds:.2f}" for seconds in back])
