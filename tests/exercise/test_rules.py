"""What people may do, and the words they get when they may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.timeline.history import Head
from tests.exercise.walls import StillWall
from tests.setups import make_setup

LOOK = {"id": "look", "role": "analyst", "takes": "20m", "once": "detected", "reaches": "seen"}
ACT = {"id": "act", "role": "analyst", "takes": "30m", "after": "look"}
ALERT = {
    "id": "alert",
    "at": "0m",
    "title": "Alert",
    "reaches": "detected",
    "artefacts": [{"file": "log.txt"}, {"file": "ticket.txt", "on_request": "true"}],
}
LATER = {"id": "later", "at": "1h", "title": "Later"}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Every step waits for an order."""
    setup = make_setup([LOOK, ACT], [ALERT, LATER])
    begun = Session.start(tmp_path / "record.jsonl", Head(setup, seed=1), wall=StillWall())
    begun.act(c.Begin(self_running=False))
    return begun


def test_an_order_on_a_step_that_is_not_ready_waits_for_it(session: Session) -> None:
    session.act(c.Order("look"))
    session.act(c.Order("act"))
    assert session.state.job("act").ordered
    session.jump(25 * 60)
    assert session.state.job("act").status == "running"


def test_undo_takes_back_one_thing_after_another(session: Session) -> None:
    session.act(c.Order("look"))
    session.act(c.Note("seen"))
    session.take_back()
    assert not session.state.notes
    session.take_back()
    assert session.state.job("look").status == "ready"
    with pytest.raises(Refused, match="nothing to take back"):
        session.take_back()


def test_something_else_needs_no_playbook(session: Session) -> None:
    session.act(c.Act("Ask the landlord for the door log", "analyst", 600, ("door-log-known",)))
    session.jump(15 * 60)
    assert session.state.reached("door-log-known") == 600


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (c.Order("lok"), "no step lok"),
        (c.Begin(), "begun already"),
        (c.Act(" ", "analyst", 60), "what is to be done"),
        (c.CallIn("analyst"), "on duty"),
        (c.CallIn("nobody"), "no role nobody"),
        (c.Hold("alert"), "delivered or dropped already"),
        (c.HandOut("alert", 1), "nothing there"),
        (c.HandOut("later", 1), "not been delivered"),
        (c.Mark("aware", since=99), "between the opening and now"),
        (c.Decide("alert", "x"), "No decision"),
        (c.Close(), "End the play first"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_in_words_and_changes_nothing(
    session: Session, wish: c.Command, words: str
) -> None:
    before = session.path.read_bytes()
    with pytest.raises(Refused, match=words):
        session.act(wish)
    assert session.path.read_bytes() == before


def test_what_is_handed_out_is_handed_out_once(session: Session) -> None:
    session.act(c.HandOut("alert", 2))
    assert dict(session.state.handed) == {"alert/2": 0}
    with pytest.raises(Refused, match="already"):
        session.act(c.HandOut("alert", 2))


@pytest.mark.parametrize("due", ["next friday", "2026-13-01", "20261201", "soon", "12/01"])
def test_a_due_day_is_a_day_of_the_calendar(session: Session, due: str) -> None:
    with pytest.raises(Refused, match=f"“{due}” is no day: write it as 2026-12-01, or leave it empty"):
        session.act(c.Agree("Write the list", "analyst", due))
    assert not session.state.agreed
    assert session.act(c.Agree("Write the list", "analyst", " 2026-12-01 ")).agreed["ca-1"].due == "2026-12-01"
    assert session.act(c.Agree("Another")).agreed["ca-2"].due == ""
