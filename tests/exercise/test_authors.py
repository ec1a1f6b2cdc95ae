"""A move has an author, and what is sent again is not done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.exercise import commands as c
from simulator.exercise.seats import CONSOLE, Seat
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.timeline.history import Head
from tests.exercise.test_delivery import PLACED, STEPS
from tests.exercise.walls import StillWall
from tests.setups import make_setup

EVALUATOR = Seat.of("evaluator", id="evaluator-2")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    begun = Session.start(tmp_path / "record.jsonl", Head(make_setup(STEPS, PLACED), seed=1), wall=StillWall())
    begun.act(c.Begin(self_running=False))
    return begun


def test_talk_is_a_move_of_its_own_before_the_act(tmp_path: Path) -> None:
    wall = StillWall()
    session = Session.start(tmp_path / "record.jsonl", Head(make_setup(STEPS, PLACED), seed=1), wall=wall)
    session.act(c.Begin())
    for act in (c.Note("Seen"), c.Order("act"), c.Next()):
        wall.talk(3)
        session.act(act)
    acts = [(move.act, move.by) for move in session.history.moves]
    typed = [("note", "facilitator"), ("order", "facilitator"), ("next", "facilitator")]
    assert acts[1:] == [pair for act in typed for pair in (("talk", ""), act)]


def test_a_move_names_the_seat_that_typed_it_and_the_event_whose_act_it_was(session: Session) -> None:
    session.act(c.Note("Seen", seat="evaluator-2"), EVALUATOR)
    session.act(c.Order("look", "analyst"))
    assert [move.by for move in session.history.moves] == ["facilitator", "evaluator-2", "facilitator"]
    assert [getattr(move.events[0], "seat", "") for move in session.history.moves][1:] == ["evaluator-2", "analyst"]


def test_what_comes_again_under_the_same_id_is_not_done_again(session: Session) -> None:
    note = c.Note("Seen", seat="evaluator-2")
    session.act(note, EVALUATOR, ref="k1")
    written = session.path.read_bytes()
    session.act(note, EVALUATOR, ref="k1")
    assert session.path.read_bytes() == written
    session.close()

    again = Session.resume(session.path, wall=StillWall())
    again.act(note, EVALUATOR, ref="k1")
    assert again.path.read_bytes() == written
    again.act(c.Note("Seen", seat=""), CONSOLE, ref="k1")
    again.act(note, EVALUATOR, ref="k2")
    assert len(again.state.notes) == 3
    again.close()


def test_a_step_in_time_that_comes_again_is_answered_as_before(session: Session) -> None:
    session.act(c.Order("look"))
    went = [session.pass_time(c.Next(), ref="k1"), session.pass_time(c.Jump(1560), ref="k2")]
    went.append(session.pass_time(c.NextEvent(), ref="k3"))
    session.close()
    again = Session.resume(session.path, wall=StillWall())
    assert [again.pass_time(c.Next(), ref=ref) for ref in ("k1", "k2", "k3")] == went
    assert again.state == session.state
    again.close()


def test_what_was_refused_may_be_sent_again(session: Session) -> None:
    with pytest.raises(Refused):
        session.act(c.Decide("call", "x"), ref="k1")
    session.act(c.Order("look"), ref="k1")
    assert session.state.job("look").status == "running"


def test_seats_join_and_leave_even_before_the_exercise_begins(tmp_path: Path) -> None:
    session = Session.start(tmp_path / "record.jsonl", Head(make_setup(STEPS, PLACED), seed=1), wall=StillWall())
    session.act(c.Join("table-2", ("player",), ("analyst",)))
    with pytest.raises(Refused, match="sits there already"):
        session.act(c.Join("table-2", ("player",)))
    session.act(c.Begin())
    assert list(session.state.seats) == ["table-2"]
    session.act(c.Leave("table-2"), Seat.of("player", id="table-2"))
    assert not session.state.seats
    with pytest.raises(Refused, match="Nobody sits there"):
        session.act(c.Leave("table-2"))
    session.close()
