"""What is taken back is told to everybody, and named to whoever conducts."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.console.log import latest
from simulator.console.sights import eyes
from simulator.exercise import commands as c
from simulator.exercise import gates
from simulator.exercise.seats import CONSOLE, WALL, Seat
from simulator.exercise.session import Session
from simulator.exercise.views import Gate, Refused
from simulator.journal.reader import read
from simulator.timeline import events as e
from simulator.timeline.history import Head
from simulator.timeline.moves import Move
from simulator.wording.voice import Voice
from tests.console.test_panels import seen
from tests.exercise.walls import StillWall
from tests.setups import make_setup
from tests.world.plays import ALERT, Table, step

SETUP = make_setup([{"id": "look", "title": "Look", "role": "analyst", "takes": "20m", "once": "detected"}])


@pytest.fixture
def session(tmp_path: Path) -> Session:
    begun = Session.start(tmp_path / "record.jsonl", Head(SETUP, seed=1), wall=StillWall())
    begun.act(c.Begin(self_running=False))
    return begun


def newest(session: Session, seat: Seat, language: str = "en") -> str:
    """The newest sentence of a seat's log, read from the record as another process would."""
    history = read(session.path)
    return latest(history.moves, history.effective(), eyes(seat, SETUP, history.state(), Voice.of(SETUP, language)))[0][
        1
    ]


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


def test_an_improvised_message_may_have_a_sender_and_come_later() -> None:
    at = Table(make_setup([step("contain", once="detected")], [ALERT]))
    at.act(c.Improvise("A call", "Who are you?", sender="The ministry", after=1200))
    coming, _ = gates.next_gate(at.plan, at.state, at.draws)
    assert coming == Gate(1200, "inject", "improvised/1")
    moves = (Move(tuple(at.events)),)
    before, wall = seen(at, moves=moves), seen(at, WALL, moves=moves)
    assert [message.title for message in before.messages] == ["Alert"]
    assert before.log[0][1] == "Improvised message “another message”, to arrive Fri 18:00"
    assert "improvised" not in str(wall.log).lower()
    at.until(20)
    moves = (Move(tuple(at.events)),)
    after = seen(at, WALL, moves=moves)
    assert (after.messages[-1].title, after.messages[-1].sender, after.messages[-1].at) == (
        "A call",
        "The ministry",
        1200,
    )
    assert after.log[0] == (1200, "“A call” arrives")
    with pytest.raises(Refused):
        at.act(c.Improvise("Later", reaches=("contained",), after=60))


def test_players_are_not_told_that_a_note_is_there_again() -> None:
    moves = (
        Move((e.Noted(60, "Nobody leads"),), act="note"),
        Move((e.Withdrawn(60, 0),), act="withdraw-observation"),
        Move((e.Redone(60, 0),), act="redo"),
    )
    at = Table(make_setup([step("look", once="detected")], [ALERT]))
    assert "Redone: note “Nobody leads”" in str(seen(at, moves=moves).log)
    assert "redone" not in str(seen(at, WALL, moves=moves).log)
