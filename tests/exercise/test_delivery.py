"""Whatever people do, every due inject is delivered exactly once, in order, at its time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.timeline.events import InjectDelivered
from simulator.timeline.history import Head
from tests.exercise.hands import random_command
from tests.exercise.walls import StillWall
from tests.setups import make_setup, random_setup

PLACED = [
    {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"},
    {"id": "call", "at": "25m", "title": "A call"},
    {"id": "letter", "at": "25m", "title": "A letter"},
    {"id": "evening", "at": "3h10m", "title": "Evening news"},
    {"id": "morning", "at": "14h", "title": "Morning news"},
]
DUE = {"alert": 0, "call": 1500, "letter": 1500, "evening": 11_400, "morning": 50_400}
STEPS = [
    {"id": "look", "role": "analyst", "takes": "5m..20m..60m", "once": "detected"},
    {"id": "act", "role": "analyst", "takes": "10m..60m..300m", "after": "look"},
]
seeds = st.integers(0, 2**32 - 1)


def play_at_random(rng: Random, session: Session, wall: StillWall, path: Path) -> Session:
    """Talk, gates, next, jumps, orders, undo, and now and then the terminal dies."""
    for _ in range(rng.randint(5, 25)):
        try:
            match rng.choice(["talk", "talk", "next", "event", "jump", "act", "undo", "die"]):
                case "talk":
                    wall.talk(rng.choice([1, 7, 300]))
                    session.tick()
                case "next":
                    session.next()
                case "event":
                    session.next_event()
                case "jump":
                    session.jump(session.now + rng.choice([60, 3600, 40_000]))
                case "undo":
                    session.take_back()
                case "act":
                    step = rng.choice(["look", "act"])
                    wishes = (c.Order(step), c.Order(step, now=True), c.Finish(step), c.Note("Seen"))
                    session.act(rng.choice(wishes))
                case "die":
                    session.close()
                    session = Session.resume(path, wall=wall)
        except Refused:
            continue
    return session


def delivers(seed: int) -> None:
    """Every due inject comes once, in order, at its time."""
    rng, wall = Random(seed), StillWall()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "exercise.jsonl"
        session = Session.start(path, Head(make_setup(STEPS, PLACED), seed), wall=wall)
        session.act(c.Begin(self_running=rng.random() < 0.5))
        session = play_at_random(rng, session, wall, path)
        session.act(c.EndPlay())
        came = [(x.inject, x.at) for x in session.history.events() if isinstance(x, InjectDelivered)]
        assert came == list(DUE.items())
        session.close()


def resumes(seed: int) -> None:
    """Over random plans and hands: what is on disk folds to the State that was shown."""
    rng, wall = Random(seed), StillWall()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "exercise.jsonl"
        session = Session.start(path, Head(random_setup(rng), seed), wall=wall)
        session.act(c.Begin(self_running=rng.random() < 0.5))
        for _ in range(8):
            wall.talk(rng.choice([0, 1, 30]))
            try:
                if rng.random() < 0.1:
                    session.take_back()
                session.act(random_command(rng, session.plan, session.state))
                if rng.random() < 0.4:
                    session.next()
            except Refused:
                continue
        session.close()
        again = Session.resume(path, wall=wall)
        assert again.state == session.state
        again.close()


@settings(max_examples=30)
@given(seeds)
def test_every_due_inject_comes_once_in_order_at_its_time(seed: int) -> None:
    delivers(seed)


@settings(max_examples=20)
@given(seeds)
def test_a_resumed_exercise_stands_where_it_stood(seed: int) -> None:
    resumes(seed)


@pytest.mark.slow
@pytest.mark.parametrize("holds", [delivers, resumes])
def test_over_many_exercises(holds: Callable[[int], None]) -> None:
    settings(max_examples=600)(given(seeds)(holds))()


def test_before_hours_pass_it_is_told_what_anybody_can_know_and_not_when_drawn_work_ends(tmp_path: Path) -> None:
    answer = {"id": "answer", "once": "looked", "title": "An answer"}
    look = STEPS[0] | {"takes": "2h..3h..4h", "reaches": "looked"}
    head = Head(make_setup([look], [*PLACED, answer]), seed=7, created="")
    session = Session.start(tmp_path / "record.jsonl", head, wall=StillWall())
    session.act(c.Begin(self_running=True))
    while session.now < DUE["call"]:
        session.next()
    call = session.last_call()
    assert call is not None
    assert call.latest == DUE["evening"]
    session.next()
    assert session.state.delivery("answer").at == session.now < call.latest
    session.close()
