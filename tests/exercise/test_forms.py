"""Forms in an exercise: what can be answered follows from the incident, what is written is an observation."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.timeline.forms import Report, hardest, reports
from tests.exercise.walls import StillWall
from tests.sheets import begun

HOUR = 3600


def of(session: Session, expectation: str = "t-told") -> Report:
    return next(one for one in reports(session.setup, session.state) if one.expectation.id == expectation)


def knowable(session: Session) -> dict[str, str]:
    return {stands.item.id: stands.knowable for stands in of(session).items}


def until(session: Session, at: int) -> None:
    """Through each gate on the way."""
    while session.now < at:
        before = session.now
        session.jump(at)
        if session.now == before:
            session.next()


def test_items_become_known_as_the_incident_goes_on(tmp_path: Path) -> None:
    session = begun(tmp_path)
    blank = {"who": "complete", "noticed": "blank", "what": "blank", "records": "blank"}
    blank |= {"cause": "blank", "plan": "provisional"}
    assert knowable(session) == blank | {"noticed": "complete"}
    assert [stands.item.id for stands in hardest(of(session))] == ["what", "records"]
    until(session, HOUR)
    assert knowable(session) == blank | {"noticed": "complete", "what": "complete"}
    session.close()


def test_what_was_blank_when_it_went_out_stays_so_and_words_count_as_an_answer(tmp_path: Path) -> None:
    session = begun(tmp_path)
    until(session, HOUR)
    assert [stands.item.id for stands in of(session).lacking] == ["records"]
    session.act(c.Mark("public-statement"))
    went = of(session)
    assert went.sent
    assert [stands.item.id for stands in went.lacking] == ["records"]
    until(session, session.now + 60)
    session.act(c.WriteItem("sheet", "records", "About 40"))
    assert [stands.item.id for stands in of(session).lacking] == ["records"]  # too late
    session.close()
    session = begun(tmp_path / "again")
    until(session, HOUR)
    session.act(c.WriteItem("sheet", "records", " Not known at this time "))
    session.act(c.Mark("public-statement"))
    assert of(session).lacking == ()
    words = of(session).items[3].written
    assert words is not None
    assert words.text == "Not known at this time"
    session.close()


def test_a_mark_is_about_the_words_it_was_given_for(tmp_path: Path) -> None:
    session = begun(tmp_path)
    session.act(c.WriteItem("sheet", "what", "Weights left"))
    session.act(c.MarkItem("sheet", "what", "holds"))
    session.act(c.WriteItem("sheet", "what", "Nothing left"))
    assert of(session).items[2].marked is None
    session.act(c.MarkItem("sheet", "what", "contradicted", "It was on a tracker"))
    marked = of(session).items[2].marked
    assert marked is not None
    assert (marked.mark, marked.why) == ("contradicted", "It was on a tracker")
    session.close()


def test_undo_takes_back_the_words_and_moves_no_time(tmp_path: Path) -> None:
    session = begun(tmp_path)
    before = session.state
    session.act(c.WriteItem("sheet", "what", "Weights left"))
    offer = session.offer
    assert offer is not None
    session.act(offer.command)
    assert (session.state.written, session.state.now) == ({}, before.now)
    session.act(c.ChooseForm("attack-sheet", "t-told", "legal"))
    session.act(c.WriteItem("sheet", "noticed", aware=0))
    session.close()
    resumed = Session.resume(session.path, wall=StillWall())
    assert resumed.state == session.state
    resumed.close()


def test_the_form_that_was_chosen_goes_even_where_it_is_not_the_one_to_use(tmp_path: Path) -> None:
    session = begun(tmp_path)
    assert (of(session).form.id, of(session).chosen) == ("sheet", False)
    session.act(c.ChooseForm("attack-sheet", "t-told"))
    assert (of(session).form.id, of(session).chosen, of(session).applies) == ("attack-sheet", True, False)
    session.act(c.Mark("attack-known"))
    assert of(session).applies
    session.close()


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (c.WriteItem("sheet", "what", "  "), "nothing written"),
        (c.WriteItem("sheet", "whatever", "Weights left"), "no such item"),
        (c.WriteItem("leaflet", "what", "Weights left"), "no such item"),
        (c.WriteItem("sheet", "what", "Weights left", aware=0), "does not ask since when"),
        (c.WriteItem("sheet", "noticed", aware=10**6), "between the opening and now"),
        (c.MarkItem("sheet", "what", "holds"), "Nobody has written"),
        (c.ChooseForm("board", "t-told"), "No such form"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, command: c.FormCommand, why: str) -> None:
    session = begun(tmp_path)
    with pytest.raises(Refused, match=why):
        session.act(command)
    session.close()
