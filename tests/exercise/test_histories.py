"""Random histories of acts, talk, observations, taking back, redoing, withdrawing and dying: a plain account agrees."""

from __future__ import annotations

from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.journal.follow import Follower
from simulator.journal.reader import read, verify
from simulator.timeline import events as e
from simulator.timeline.acts import on_incident
from simulator.timeline.fold import fold
from simulator.timeline.history import Head
from simulator.timeline.state import State
from simulator.world.advance import advance
from tests.exercise.hands import random_command
from tests.exercise.walls import StillWall
from tests.setups import random_setup


@dataclass
class Standing:
    """What should stand, by a simple account of it."""

    before: list[State] = field(default_factory=list)
    """The incident as it was before each act in force."""
    undone: list[tuple[State, State] | str] = field(default_factory=list)
    """Per act that may be redone: the incident as it stood, and as it was before the act; or the note withdrawn."""
    notes: list[str] = field(default_factory=list)
    ticked: bool = False
    stopped: bool = False
    room: int = 0

    def copied(self) -> Standing:
        return replace(self, before=copy(self.before), undone=copy(self.undone), notes=copy(self.notes))


def incident(state: State) -> State:
    """Without what is only observed."""
    judged: dict[str, Any] = {"ticks": {}, "ticked": {}, "ratings": {}, "rated": {}, "reconciled": {}}
    said: dict[str, Any] = {"notes": (), "lessons": (), "lines": (), "opinions": {}, "told": {}, "agreed": {}}
    return replace(state, **judged, **said, room=0, stopped=False)


KINDS = ["act", "act", "act", "time", "time", "talk", "note", "note", "tick", "withdraw", "real", "die", "cut"]
KINDS += ["back", "back", "back", "redo", "redo"]


class Story:
    """Random acts, observations, talk, taking back, redoing, withdrawing, dying; and the account of it."""

    def __init__(self, rng: Random, folder: Path) -> None:
        self.rng, self.wall, self.path = rng, StillWall(), folder / "record.jsonl"
        self.session = Session.start(self.path, Head(random_setup(rng), rng.randrange(2**32)), wall=self.wall)
        self.session.act(c.Begin(self_running=rng.random() < 0.5))
        self.begun = self.path.stat().st_size
        self.follower = Follower(self.path)
        self.stands = Standing()
        self.marks = [(len(self.session.history.moves), self.stands.copied())]
        self.written = 0

    def play(self) -> None:
        for _ in range(self.rng.randint(5, 30)):
            with suppress(Refused):
                getattr(self, self.rng.choice(KINDS))()
            self.check()
        self.session.close()

    def settled(self) -> State:
        """The incident after the talk so far is written down."""
        self.session._write(self.session._passed(), "talk")
        return incident(self.session.state)

    def act(self) -> None:
        was, command = self.settled(), random_command(self.rng, self.session.plan, self.session.state)
        if isinstance(command, c.Note):
            return
        self.session.act(c.EndPlay() if self.rng.random() < 0.08 else command)
        self.stands.before.append(was)
        self.stands.undone.clear()

    def time(self) -> None:
        was = self.settled()
        if self.rng.random() < 0.5:
            self.session.jump(self.session.now + self.rng.choice([60, 3600, 40_000]))
        else:
            self.session.next()
        self.stands.before.append(was)
        self.stands.undone.clear()

    def talk(self) -> None:
        self.wall.talk(self.rng.choice([1, 7, 300]))
        self.session.tick()

    def note(self) -> None:
        self.written += 1
        self.session.act(c.Note(f"note {self.written}"))
        self.stands.notes.append(f"note {self.written}")

    def tick(self) -> None:
        self.session.act(c.Tick("objective/x/1", on=not self.stands.ticked))
        self.stands.ticked = not self.stands.ticked

    def real(self) -> None:
        self.session.act(c.Interrupt(not self.session.state.stopped))
        self.stands.stopped = not self.stands.stopped

    def back(self) -> None:
        stood = self.settled()
        acts = [number for number, move in self.session.history.effective() if on_incident(move.act)]
        assert len(acts) == len(self.stands.before)
        if acts:
            self.session.act(c.TakeBack(acts[-1]))
            before = self.stands.before.pop()
            self.stands.undone.append((stood, before))
            assert incident(self.session.state) == before

    def redo(self) -> None:
        self.settled()
        assert (self.session.redo_offer is None) == (not self.stands.undone)
        self.session.redo()
        undone = self.stands.undone.pop()
        if isinstance(undone, str):
            self.stands.notes.append(undone)
            return
        stood, before = undone
        self.stands.before.append(before)
        assert incident(self.session.state) == stood

    def withdraw(self) -> None:
        notes = [(number, move) for number, move in self.session.history.effective() if move.act == "note"]
        if notes:
            number, move = self.rng.choice(notes)
            was = incident(self.session.state) if self.session.state.stopped else self.settled()
            self.session.act(c.WithdrawObservation(number))
            assert incident(self.session.state) == was
            (note,) = move.events
            assert isinstance(note, e.Noted)
            self.stands.notes.remove(note.text)
            self.stands.undone.append(note.text)

    def die(self) -> None:
        self.session.close()
        self.session = Session.resume(self.path, wall=self.wall)

    def cut(self) -> None:
        """Killed while a move was being written: the last moves are gone, all before them is there."""
        self.session.close()
        whole = self.path.read_bytes()
        ends = [n + 1 for n, byte in enumerate(whole) if byte == ord("\n") and n + 1 >= self.begun]
        self.path.write_bytes(whole[: self.rng.randint(ends[-12:][0], len(whole))])
        moves = self.session.history.moves
        kept = len(read(self.path).moves)
        self.session = Session.resume(self.path, wall=self.wall)
        assert self.session.history.moves[:kept] == moves[:kept]
        while self.marks[-1][0] > kept:
            self.marks.pop()
        self.stands = self.marks[-1][1].copied()
        self.follower = Follower(self.path)

    def check(self) -> None:
        session, state, stands = self.session, self.session.state, self.stands
        assert sorted(note.text for note in state.notes) == sorted(stands.notes)
        assert (bool(state.ticks), state.stopped) == (stands.ticked, stands.stopped)
        assert state.room >= stands.room
        stands.room = state.room
        times = [event.at for event in session.history.events()]
        assert times == sorted(times)
        assert read(self.path).state() == state
        assert not verify(self.path).problems
        followed = self.follower.poll()
        assert followed is None or followed.state() == state
        self.law_holds()
        self.marks.append((len(session.history.moves), stands.copied()))

    def law_holds(self) -> None:
        plan, state, draws = self.session.plan, self.session.state, self.session.draws
        if state.ended_at is None and not state.stopped:
            half, end = (min(state.now + ahead, plan.horizon) for ahead in (1800, 7200))
            first = advance(plan, state, draws, half)
            then = fold((*first, e.Passed(half)), state)
            assert [*first, *advance(plan, then, draws, end)] == advance(plan, state, draws, end)


def tell_a_story(seed: int) -> None:
    with TemporaryDirectory() as folder:
        Story(Random(seed), Path(folder)).play()


@settings(max_examples=12)
@given(st.integers(0, 2**32 - 1))
@example(716)  # cut where the story is over and no clock runs any more
def test_random_histories_stand_as_a_simple_account_says(seed: int) -> None:
    tell_a_story(seed)


@pytest.mark.slow
@settings(max_examples=1500)
@given(st.integers(0, 2**32 - 1))
def test_many_random_histories_stand_as_a_simple_account_says(seed: int) -> None:
    tell_a_story(seed)
