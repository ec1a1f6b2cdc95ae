"""First opinions: sealed, opened together, and what is said after the talk."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.exercise import commands as c
from simulator.exercise.seats import Seat, table
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.timeline.events import OpinionGiven
from tests.console.script import begun
from tests.exercise.walls import StillWall

ASKED = "cut-or-copy"
LEGAL = Seat.of("player", id="legal", roles=["legal"])


def asked(folder: Path) -> Session:
    """At the second at which the table is asked."""
    session = begun(folder, StillWall())
    while ASKED not in session.state.open_decisions:
        session.next()
    return session


def opine(session: Session, seat: str, **said: object) -> None:
    session.act(c.Opine(ASKED, seat, **said), Seat.of("player", id=seat, roles=[seat]))  # type: ignore[arg-type]


def test_what_is_said_before_the_opening_is_a_first_opinion_and_what_comes_later_is_another(tmp_path: Path) -> None:
    session = asked(tmp_path)
    opine(session, "legal", text="Copy", sure=60)
    opine(session, "legal", text="Copy, and wake the commander", sure=70)
    opine(session, "operations", text="Cut")
    assert session.state.opinions_on(ASKED).sealed
    session.act(c.OpenOpinions(ASKED))
    opine(session, "legal", text="Cut after all")
    said = session.state.opinions_on(ASKED)
    assert {seat: (x.text, x.sure) for seat, x in said.first.items()} == {
        "legal": ("Copy, and wake the commander", 70),
        "operations": ("Cut", None),
    }
    assert {seat: x.text for seat, x in said.later.items()} == {"legal": "Cut after all"}


def test_a_decision_that_is_taken_opens_them_and_taking_it_back_does_not_seal_them_again(tmp_path: Path) -> None:
    session = asked(tmp_path)
    opine(session, "legal", text="Copy")
    session.act(c.Decide(ASKED, "cut"))
    assert [move.act for move in session.history.moves[-2:]] == ["open-opinions", "decide"]
    session.take_back()
    assert ASKED in session.state.open_decisions
    assert not session.state.opinions_on(ASKED).sealed
    with pytest.raises(Refused, match="open already"):
        session.act(c.OpenOpinions(ASKED))


def test_endex_opens_what_is_left_and_nobody_gives_one_who_knows_how_it_came_out(tmp_path: Path) -> None:
    session = asked(tmp_path)
    opine(session, "legal", text="Copy")
    session.act(c.EndPlay())
    assert not session.state.opinions_on(ASKED).sealed
    with pytest.raises(Refused, match="knows how it came out"):
        opine(session, "operations", text="Cut")


def test_an_option_can_be_named_once_it_is_shown_and_words_are_sorted_afterwards(tmp_path: Path) -> None:
    session = asked(tmp_path)
    with pytest.raises(Refused, match="in your own words"):
        opine(session, "legal", option="copy")
    opine(session, "legal", text="Keep everything first")
    session.act(c.OpenOptions(ASKED))
    opine(session, "operations", option="cut", sure=100)
    with pytest.raises(Refused, match="not open yet"):
        session.act(c.SortOpinion(ASKED, "legal", "copy"))
    session.act(c.OpenOpinions(ASKED))
    session.act(c.SortOpinion(ASKED, "legal", "copy"))
    said = session.state.opinions_on(ASKED)
    assert (said.option_before("legal"), said.option_before("operations")) == ("copy", "cut")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"text": " "}, "nothing written"),
        ({"text": "Cut", "sure": 55}, "in steps"),
        ({"text": "Cut", "option": "neither"}, "not shown"),
    ],
)
def test_what_is_no_opinion_is_refused(said: dict[str, object], why: str, tmp_path: Path) -> None:
    session = asked(tmp_path)
    with pytest.raises(Refused, match=why):
        opine(session, "legal", **said)


def test_there_is_nothing_to_open_before_anybody_has_said_anything(tmp_path: Path) -> None:
    session = asked(tmp_path)
    with pytest.raises(Refused, match="Nobody has given"):
        session.act(c.OpenOpinions(ASKED))
    with pytest.raises(Refused, match="No decision is open"):
        session.act(c.Opine("alert", "legal", "Cut"))


def test_a_seat_withdraws_its_own_opinion_and_no_other(tmp_path: Path) -> None:
    session = asked(tmp_path)
    opine(session, "legal", text="Copy")
    offered = session.offer
    assert offered is not None
    with pytest.raises(Refused, match="another seat's"):
        session.act(offered.command, Seat.of("player", id="operations"))
    session.act(offered.command, LEGAL)
    assert not session.state.opinions_on(ASKED).first


def test_nothing_of_the_incident_depends_on_an_opinion(tmp_path: Path) -> None:
    with_opinions, without = asked(tmp_path / "a"), asked(tmp_path / "b")
    opine(with_opinions, "legal", text="Copy")
    with_opinions.act(c.OpenOpinions(ASKED))
    for session in (with_opinions, without):
        session.act(c.Decide(ASKED, "cut"))
        session.act(c.EndPlay())
    assert (with_opinions.state.jobs, with_opinions.state.milestones) == (without.state.jobs, without.state.milestones)


def test_opinions_are_there_again_when_the_record_is_resumed(tmp_path: Path) -> None:
    session = asked(tmp_path)
    opine(session, "legal", text="Copy", sure=80)
    session.close()
    resumed = Session.resume(session.path, wall=StillWall())
    assert resumed.state.opinions_on(ASKED).first == {
        "legal": OpinionGiven(resumed.state.now, ASKED, "Copy", sure=80, seat="legal")
    }
    resumed.close()


def test_the_players_are_those_set_up_and_those_who_joined_besides(tmp_path: Path) -> None:
    session = begun(tmp_path, StillWall())
    roles = table(session.head, session.state)
    session.act(c.Join("legal", ("player",), ("legal",)))
    session.act(c.Join("guest", ("player",), ("press-office",)))
    session.act(c.Join("evaluator", ("evaluator",)))
    assert table(session.head, session.state) == (*roles, "guest")
