"""What a director must know first, in the order of how bad it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from simulator.findings.findings import Findings, findings
from simulator.findings.first_page import worst_first
from simulator.findings.outcomes import Outcome
from simulator.timeline import events as e
from tests.report.table import ENDEX, IC, PLAY, H, M, history

FOUND = findings(history())
BEGUN = PLAY[:7]
"""Until a decision is asked for, an hour into the incident."""


def ended(*events: e.Event, at: int = ENDEX) -> Findings:
    """Play that ends after this, with the rest of the incident as nobody played it."""
    moves = [list(events)] if events else []
    return findings(history([*BEGUN, *moves, [e.PlayEnded(at), e.Passed(72 * H)]]))


def late(key: str, kind: str, **what: Any) -> Outcome:
    """A clock of a kind, missed by so much."""
    usual = next(o for o in FOUND.outcomes if o.clock.key == "own-declare")
    clock = replace(usual.clock, id=key, kind=kind)
    return replace(usual, clock=clock, **what)


def order(*found: Outcome) -> list[str]:
    return [o.clock.id for o in worst_first(found)]


def test_never_reached_is_worse_than_late() -> None:
    never = late("never", "own-target", reached=None, margin=None)
    assert order(late("a week late", "own-target", margin=-7 * 24 * H), never) == ["never", "a week late"]


def test_reached_only_as_projected_is_never_reached_in_play() -> None:
    after = late("after ENDEX", "own-target", margin=-3 * H, reached_projected=True)
    assert order(late("late", "own-target", margin=-9 * H), after) == ["after ENDEX", "late"]


def test_what_others_demand_comes_before_own_targets() -> None:
    own = late("own", "own-target", reached=None, margin=None)
    demanded = [late(kind, kind, margin=-7 * M) for kind in ("law", "contract", "request")]
    assert order(own, *demanded) == ["law", "contract", "request", "own"]


def test_of_two_that_were_late_the_later_is_worse() -> None:
    assert order(late("7m", "law", margin=-7 * M), late("3h", "law", margin=-3 * H)) == ["3h", "7m"]


def test_an_answer_never_given_is_told_before_one_a_few_minutes_late() -> None:
    """Nobody contains it; the declaration comes five minutes late."""
    found = ended(e.WorkEnded(65 * M, "declare", 1, reaches=("declared",)))
    assert [(o.clock.id, o.never_in_play) for o in found.first_page.worst] == [
        ("own-contain", True),
        ("own-declare", False),
    ]


def test_what_would_be_missed_is_counted_by_itself() -> None:
    """Play ends before four hours are over, and nobody has contained it by then."""
    found = ended(e.WorkEnded(65 * M, "declare", 1, reaches=("declared",)), at=2 * H)
    counts = found.first_page.counts
    assert (counts["missed"], counts["would be missed"]) == (1, 1)
    assert counts["met"] == counts["would be met"] == 0
    assert sum(counts.values()) == found.first_page.readings == 5
    assert found.first_page.expectations == 4, "one may be counted from two moments"


def test_a_decision_nobody_took_is_told() -> None:
    opened = ended().first_page.undecided
    default = e.DecisionTaken(105 * M, "take-it-down", "later", undecided=True)
    assert [d.inject.id for d in opened] == ["take-it-down"]
    assert [d.undecided for d in ended(default).first_page.undecided] == [True]
    assert not ended(e.DecisionTaken(70 * M, "take-it-down", "now", seat=IC)).first_page.undecided
    assert not FOUND.first_page.undecided


def test_a_decision_of_the_projection_was_not_the_tables() -> None:
    later: list[e.Event] = [
        e.PlayEnded(ENDEX),
        e.DecisionTaken(6 * H, "take-it-down", "now", seat=IC),
        e.Passed(72 * H),
    ]
    found = findings(history([*BEGUN, later]))
    assert [d.inject.id for d in found.first_page.undecided] == ["take-it-down"]


def test_ratings_are_counted() -> None:
    assert (dict(FOUND.first_page.ratings), FOUND.first_page.unrated) == ({"M": 1}, 1)


def test_the_autopilot_was_asked_when_the_message_came() -> None:
    """To the autopilot a decision is work: the record tells only when it was taken."""
    without: list[list[e.Event]] = [[x for x in move if not isinstance(x, e.DecisionOpened)] for move in BEGUN]
    taken: list[e.Event] = [e.DecisionTaken(90 * M, "take-it-down", "now")]
    (decided,) = findings(history([*without, taken], driver="autopilot")).decisions
    assert (decided.opened_at, decided.taken_at) == (60 * M, 90 * M)


def test_what_was_done_before_the_message_is_no_reaction_to_it() -> None:
    first: list[e.Event] = [e.Started(0), e.WorkEnded(0, "triage", 1, reaches=("triaged",))]
    found = findings(history([first, [e.InjectDelivered(10 * M, "alert", ("detected",)), e.Passed(20 * M)]]))
    triage = next(o for o in found.outcomes if o.clock.key == "alert:triage")
    assert triage.standing == "met"
    assert triage.before_start
