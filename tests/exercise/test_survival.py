"""Kill it, cut it, start it again: what was shown is there, and nothing else is."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.timeline.events import Event
from simulator.timeline.history import Head
from tests.exercise.test_delivery import PLACED, STEPS
from tests.exercise.walls import StillWall
from tests.setups import make_setup

HEAD = Head(make_setup(STEPS, PLACED), seed=11)
SCRIPT: list[Callable[[Session], object]] = [
    lambda s: s.act(c.Begin(self_running=False)),
    lambda s: s.act(c.Order("look")),
    lambda s: s.next(),
    lambda s: s.act(c.Note("Nobody asked about the backups")),
    lambda s: s.act(c.Act("Ask the landlord", "analyst", 900)),
    lambda s: s.next(),
    lambda s: s.act(c.Mark("aware", 60, "the second mail said so")),
    lambda s: s.take_back(),
    lambda s: s.act(c.Order("act")),
    lambda s: s.next_event(),
    lambda s: s.act(c.Improvise("A rumour", "It is said that …")),
    lambda s: s.next(),
    lambda s: s.act(c.EndPlay()),
    lambda s: s.act(c.Learn("strength", "Calm")),
    lambda s: s.act(c.Agree("Write the contact list", "analyst", "2026-12-01")),
    lambda s: s.act(c.Close()),
]


def whole_story(folder: Path) -> tuple[list[list[Event]], bytes]:
    """Every move of the script played without harm, and the record's bytes."""
    path = folder / "whole.jsonl"
    session = Session.start(path, HEAD, wall=StillWall())
    for step in SCRIPT:
        step(session)
    session.close()
    return [list(move.events) for move in session.history.moves], path.read_bytes()


def test_the_same_seed_and_hands_write_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert whole_story(tmp_path / "one")[1] == whole_story(tmp_path / "two")[1]


def test_kill_minus_nine_loses_nothing_that_was_shown(tmp_path: Path) -> None:
    """Fifty exercises killed after a random move was shown, while the next is being made."""
    moves, _ = whole_story(tmp_path)
    rng = Random(5)
    for round_ in range(50):
        path = tmp_path / f"killed-{round_}.jsonl"
        shown = _play_until_killed(path, rng.randint(0, len(SCRIPT) - 1), rng.randint(0, 3000))
        session = Session.resume(path, wall=StillWall())
        kept = [list(move.events) for move in session.history.moves]
        kept = [move for move in kept if type(move[0]).__name__ != "Recovered"]
        assert len(kept) >= shown
        assert kept == moves[: len(kept)]
        session.close()


def _play_until_killed(path: Path, moves: int, spin: int) -> int:
    """Plays the script in a process of its own and kills it; how many moves it had shown by then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            session = Session.start(path, HEAD, wall=StillWall())
            os.write(writing, b".")
            for step in SCRIPT:
                step(session)
                os.write(writing, b".")
        finally:
            os._exit(0)
    os.close(writing)
    seen = 0
    while seen <= moves and os.read(reading, 1):
        seen += 1
    for _ in range(spin):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while os.read(reading, 1):
        seen += 1
    os.close(reading)
    return seen - 1


def test_cut_after_any_line_the_record_resumes_to_the_whole_moves_before(tmp_path: Path) -> None:
    moves, whole = whole_story(tmp_path)
    path = tmp_path / "cut.jsonl"
    ends = [n + 1 for n, byte in enumerate(whole) if byte == ord("\n")]
    for end in ends:
        for cut in (end, min(end + 17, len(whole))):
            path.write_bytes(whole[:cut])
            session = Session.resume(path, wall=StillWall())
            kept = [list(m.events) for m in session.history.moves if type(m.events[0]).__name__ != "Recovered"]
            assert kept == moves[: len(kept)]
            again = session.state
            session.close()
            resumed = Session.resume(path, wall=StillWall())
            assert resumed.state == again
            resumed.close()
