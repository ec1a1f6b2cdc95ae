"""What is taken back is told to everybody, and named to whoever conducts."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.console.log import latest
from simulator.console.sights import eyes
from simulator.exercise import commands as c
from simulator.exercise.seats import CONSOLE, WALL, Seat
from simulator.exercise.session import Session
from simulator.journal.reader import read
from simulator.timeline.history import Head
from simulator.wording.voice import Voice
from tests.exercise.walls import StillWall
from tests.setups import make_setup

SETUP = make_setup([{"id": "look", "title": "Look", "role": "analyst", "takes": "20m", "once": "detected"}])


@pytest.fixture
def session(tmp_path: Path) -> Session:
    begun = Session.start(tmp_path / "record.jsonl", Head(SETUP, seed=1), wall=StillWall())
    begun.act(c.Begin(self_running=False))
    return begun


def newest(session: Session, seat: Seat, language: str = "en") -> str:
    """The newest sentence of a seat's log, read from the record as another process would."""
    history = read(session.path)
    return latest(history.moves, eyes(seat, SETUP, history.state(), Voice.of(SETUP, language)))[0][1]


def test_players_learn_that_time_goes_back_and_not_what_for(session: Session) -> None:
    session.act(c.Skip("look"))
    session.take_back()
    assert newest(session, CONSOLE) == "Taken back: leaving out “Look”"
    assert newest(session, CONSOLE, "ja") == "取消: 「Look」の省略"
    assert newest(session, WALL) == "Time goes back: an act is taken back"
    session.redo()
    assert newest(session, CONSOLE) == "Redone: leaving out “Look”"
    assert newest(session, WALL) == "What was taken back is redone"


def test_a_withdrawn_note_is_nothing_to_players_or_the_operator(session: Session) -> None:
    session.act(c.Note("Nobody asked who"))
    session.take_back()
    assert newest(session, Seat.of("facilitator")) == "Withdrawn: note “Nobody asked who”"
    assert newest(session, Seat.of("operator")) == newest(session, WALL) == "“Alert” arrives"
