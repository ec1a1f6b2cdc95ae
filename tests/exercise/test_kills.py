"""kill −9 at any byte of any move: acts, talk, notes, taking back, redoing, withdrawing. What was shown is there."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.journal.reader import verify
from simulator.timeline.events import Recovered
from simulator.timeline.history import Head, History
from simulator.timeline.moves import Move
from tests.exercise.hands import random_command
from tests.exercise.walls import StillWall
from tests.setups import random_setup

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a child that starts at once needs fork"),
    pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning"),
]
KINDS = ["act", "act", "next", "note", "note", "talk", "back", "back", "redo", "withdraw"]


def plays(session: Session, rng: Random, wall: StillWall, shown: Callable[[], None]) -> None:
    """A score of random moves; ``shown`` is called after each."""
    for number in range(20):
        with suppress(Refused):
            _do(rng.choice(KINDS), session, rng, wall, number)
        shown()


def _do(kind: str, session: Session, rng: Random, wall: StillWall, number: int) -> None:
    notes = [at for at, move in session.history.effective() if move.act == "note"]
    if kind == "act":
        session.act(random_command(rng, session.plan, session.state))
    elif kind == "next":
        session.next()
    elif kind == "note":
        session.act(c.Note(f"note {number}"))
    elif kind == "talk":
        wall.talk(rng.choice([1, 7, 300]))
        session.tick()
    elif kind == "back":
        session.take_back()
    elif kind == "redo":
        session.redo()
    elif notes:
        session.act(c.WithdrawObservation(rng.choice(notes)))


def begun(path: Path, seed: int) -> tuple[Session, Random, StillWall]:
    """The same exercise and the same hands for the same seed."""
    rng, wall = Random(seed), StillWall()
    session = Session.start(path, Head(random_setup(rng), seed), wall=wall)
    session.act(c.Begin(self_running=rng.random() < 0.5))
    return session, rng, wall


def killed(path: Path, seed: int, byte: int) -> int:
    """The same again in a child that dies when it has written so many bytes; how many moves it had shown by then."""
    ours, its = os.pipe()
    child = os.fork()
    if not child:
        _dies_at(byte, its)
        try:
            session, rng, wall = begun(path, seed)

            def shown() -> None:
                os.write(its, len(session.history.moves).to_bytes(4, "big"))

            plays(session, rng, wall, shown)
        finally:
            os._exit(0)
    os.close(its)
    with os.fdopen(ours, "rb") as told:
        seen = told.read()
    os.waitpid(child, 0)
    return int.from_bytes(seen[-4:], "big") if seen else 0


def _dies_at(byte: int, its: int) -> None:
    write, left = os.write, byte

    def some_of_it(fd: int, data: ReadableBuffer) -> int:
        nonlocal left
        if fd == its:
            return write(fd, data)
        written = write(fd, memoryview(data)[:left]) if left else 0
        left -= written
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return written

    os.write = some_of_it


def without_recovery(history: History) -> tuple[Move, ...]:
    return tuple(move for move in history.moves if not isinstance(move.events[0], Recovered))


def check_a_kill(seed: int) -> None:
    with TemporaryDirectory() as folder:
        whole, path = Path(folder, "whole.jsonl"), Path(folder, "killed.jsonl")
        session, rng, wall = begun(whole, seed)
        head = whole.read_bytes().index(b"\n") + 1
        plays(session, rng, wall, lambda: None)
        moves = session.history.moves
        session.close()
        shown = killed(path, seed, Random(seed).randint(head, whole.stat().st_size))
        again = Session.resume(path, wall=StillWall())
        kept = without_recovery(again.history)
        assert kept == moves[: len(kept)]
        assert len(kept) >= shown
        assert not [problem for problem in verify(path).problems if problem.severity == "error"]
        plays(again, Random(seed), StillWall(), lambda: None)
        again.close()
        last = Session.resume(path, wall=StillWall())
        assert last.state == again.state
        last.close()


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_byte_nothing_shown_is_lost(seed: int) -> None:
    check_a_kill(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_killed_a_thousand_times_nothing_shown_is_lost(block: int) -> None:
    for seed in range(100 + block * 100, 200 + block * 100):
        check_a_kill(seed)
