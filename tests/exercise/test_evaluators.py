"""Several evaluators, each by itself; their differences reconciled; the hot wash written before anybody speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.console.flows import review
from simulator.console.operator import Operator
from simulator.console.situation import Situation
from simulator.console.view import View
from simulator.console.visibility import view_for
from simulator.exercise import commands as c
from simulator.exercise.seats import CONSOLE, Seat
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.findings.agreement import alpha_of, equal_pairs, ordinal_alpha
from simulator.findings.findings import findings
from simulator.findings.opinions import Part
from simulator.report.render.formats import FORMATS
from simulator.wording.voice import Voice
from tests.console.script import ScriptedFront, begun
from tests.exercise.walls import StillWall
from tests.report.test_trace import Walk

ONE, TWO = (Seat.of("evaluator", id=f"evaluator-{n}") for n in (1, 2))
PLAYER = Seat.of("player", id="legal", roles=["legal"])
SEEN, GOAL = "objective/keep-evidence/1", "keep-evidence"


def ended(folder: Path) -> Session:
    session = begun(folder, StillWall())
    session.act(c.EndPlay())
    return session


def view(session: Session, seat: Seat) -> View:
    return view_for(seat, session.plan, Situation(session.state, session.now, 0), Voice.of(session.setup, "en"))


def seen(session: Session, seat: Seat) -> tuple[bool, list[str]]:
    goal = view(session, seat).objectives[0]
    return goal.criteria[0].seen_at is not None, [f"{one.who} {one.rating}" for one in goal.ratings]


def test_evaluators_see_their_own_and_the_facilitator_all_until_the_record_is_closed(tmp_path: Path) -> None:
    session = ended(tmp_path)
    session.act(c.Tick(SEEN, seat="evaluator-1"), ONE)
    session.act(c.Rate(GOAL, "P", seat="evaluator-1"), ONE)
    session.act(c.Rate(GOAL, "M", seat="evaluator-2"), TWO)
    assert seen(session, ONE) == (True, ["evaluator 1 P"])
    assert seen(session, TWO) == (False, ["evaluator 2 M"])
    assert seen(session, CONSOLE) == (True, ["evaluator 1 P", "evaluator 2 M"])
    session.act(c.Close())
    assert seen(session, TWO) == (True, ["evaluator 1 P", "evaluator 2 M"])


def test_a_tick_counts_while_any_of_them_holds_to_it(tmp_path: Path) -> None:
    session = ended(tmp_path)
    session.act(c.Tick(SEEN, seat="evaluator-1"), ONE)
    session.act(c.Tick(SEEN, seat="evaluator-2"), TWO)
    with pytest.raises(Refused, match="ticked already"):
        session.act(c.Tick(SEEN, seat="evaluator-2"), TWO)
    session.act(c.Tick(SEEN, on=False, seat="evaluator-1"), ONE)
    assert SEEN in session.state.ticks
    session.act(c.Tick(SEEN, on=False, seat="evaluator-2"), TWO)
    assert SEEN not in session.state.ticks


def test_where_they_differ_none_counts_until_somebody_says_which_and_why(tmp_path: Path) -> None:
    session = ended(tmp_path)
    session.act(c.Rate(GOAL, "P", seat="evaluator-1"), ONE)
    assert session.state.ratings[GOAL].rating == "P"
    with pytest.raises(Refused, match="rated it apart"):
        session.act(c.Reconcile(GOAL, "S", "Talked over"))
    session.act(c.Rate(GOAL, "M", seat="evaluator-2"), TWO)
    assert GOAL not in session.state.ratings
    with pytest.raises(Refused, match="Say why"):
        session.act(c.Reconcile(GOAL, "S", " "))
    session.act(c.Reconcile(GOAL, "S", "The copy came late, but it came"))
    counts = session.state.ratings[GOAL]
    assert (counts.rating, counts.why, counts.seat) == ("S", "The copy came late, but it came", "facilitator")
    session.take_back()
    assert GOAL not in session.state.ratings


async def test_the_review_asks_which_counts(tmp_path: Path) -> None:
    session, front = ended(tmp_path), ScriptedFront()
    op = Operator(session, front, StillWall())
    for seat, rating in ((ONE, "P"), (TWO, "M")):
        session.act(c.Rate(GOAL, rating, "so it was", seat.id), seat)  # type: ignore[arg-type]
    front.answers = [{"rating": "S", "why": "Talked over"}]
    assessed = next(one for one in findings(session.history).objectives if one.objective.id == GOAL)
    assert await review.rate(op, assessed)
    assert "evaluator 1" in repr(front.asked[0])
    assert session.state.ratings[GOAL].rating == "S"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_report_shows_who_rated_what_how_far_apart_and_what_counts(language: str, tmp_path: Path) -> None:
    session = ended(tmp_path)
    three = [Seat.of("evaluator", id=f"evaluator-{n}") for n in (1, 2, 3)]
    for seat, first, second in zip(three, "PMP", "SSU", strict=True):
        session.act(c.Rate("keep-evidence", first, f"by {seat.id}", seat.id), seat)  # type: ignore[arg-type]
        session.act(c.Rate("speak-once", second, seat=seat.id), seat)  # type: ignore[arg-type]
    session.act(c.Reconcile("keep-evidence", "S", "Late, but it came"))
    found = findings(session.history)
    assert [(one.span, one.open) for one in found.agreements] == [(2, False), (2, True)]
    assert equal_pairs(found.agreements) == Part(2, 6)
    assert alpha_of(found.agreements) is not None
    said = FORMATS["md"].report(found, Voice.of(session.setup, language)).decode()
    words = {
        "en": (
            "by evaluator-2",
            "evaluators differ",
            "steps apart: 2",
            "S – Late, but it came",
            "no rating counts",
            "2 of 6 pairs",
        ),
        "ja": ("by evaluator-2", "評定の開き: 2段階", "S – Late, but it came", "採用する評定はまだない", "6組中2組"),
    }
    assert all(part in said for part in words[language])
    assert Walk(found).check()


NONE = None
KRIPPENDORFF = (
    (1, 1, NONE, 1),
    (2, 2, 3, 2),
    (3, 3, 3, 3),
    (3, 3, 3, 3),
    (2, 2, 2, 2),
    (1, 2, 3, 4),
    (4, 4, 4, 4),
    (1, 1, 2, 1),
    (2, 2, 2, 2),
    (NONE, 5, 5, 5),
    (NONE, NONE, 1, 1),
    (NONE, NONE, 3, NONE),
)
"""The data of Krippendorff (2011), which R's ``irr::kripp.alpha`` has as its example: 0.815 for ordered values."""


def test_alpha_is_that_of_the_published_example() -> None:
    units = [[value for value in unit if value is not None] for unit in KRIPPENDORFF]
    alpha = ordinal_alpha(units)
    assert alpha is not None
    assert round(alpha, 3) == 0.815
    assert ordinal_alpha([[1, 1], [1, 1]]) is None


# ---- the hot wash


def test_what_everybody_writes_is_read_by_nobody_until_the_hot_wash_is_opened(tmp_path: Path) -> None:
    session = ended(tmp_path)
    session.act(c.Learn("area", "Nobody knew who may cut", seat="legal", sealed=True), PLAYER)
    session.act(c.Learn("strength", "Said aloud", seat="facilitator"))
    everybody = (PLAYER, ONE, CONSOLE, Seat.of("observer"))
    assert {tuple(said.words for said in view(session, seat).hot_wash) for seat in everybody} == {("Said aloud",)}
    assert "who may cut" not in repr(findings(session.history).areas)
    assert view(session, CONSOLE).slips == 1
    session.act(c.OpenHotWash())
    words = ("Said aloud", "Nobody knew who may cut")
    assert {tuple(said.words for said in view(session, seat).hot_wash) for seat in everybody} == {words}
    with pytest.raises(Refused, match="open already"):
        session.act(c.OpenHotWash())
    session.act(c.Learn("area", "One more", seat="legal", sealed=True), PLAYER)
    assert view(session, CONSOLE).slips == 0


def test_the_hot_wash_comes_after_the_play_and_a_closed_record_holds_nothing_back(tmp_path: Path) -> None:
    session = begun(tmp_path, StillWall())
    with pytest.raises(Refused, match="after the play"):
        session.act(c.OpenHotWash())
    session.act(c.Learn("area", "Too slow", seat="legal", sealed=True), PLAYER)
    session.act(c.EndPlay())
    session.act(c.Close())
    assert [lesson.text for lesson in findings(session.history).areas] == ["Too slow"]


async def test_slips_of_paper_are_typed_in_sealed_and_opened_before_the_round(tmp_path: Path) -> None:
    session, front = ended(tmp_path), ScriptedFront()
    op = Operator(session, front, StillWall())
    front.answers = [{"text": "Roles were clear", "kind": "strength/sealed"}]
    await review.hot_wash(op)
    assert (session.state.slips, op.view().hot_wash) == (1, ())
    assert "Roles were clear" not in repr(op.view())
    front.answers = ["on"]
    await review.hot_wash(op)
    assert [said.words for said in op.view().hot_wash] == ["Roles were clear"]
