"""What the report says about an exercise in which the table made mistakes."""

from __future__ import annotations

from dataclasses import replace

from simulator.findings.assumptions import assumed_share
from simulator.findings.evidence import acts_on
from simulator.findings.findings import Findings, findings
from simulator.findings.objectives import assess, suggest
from simulator.findings.outcomes import Outcome
from simulator.timeline import events as e
from simulator.timeline.events import Explained
from simulator.timeline.fold import fold
from simulator.timeline.history import History
from simulator.timeline.paths import Basis
from simulator.timeline.state import Delivery, Reached, State
from tests.report.table import CLOSED, ENDEX, PLAY, REVIEW, H, M, history

PAR = State(
    milestones={
        "detected": Reached(0, "inject/alert"),
        "contained": Reached(50 * M, "isolate"),
        "declared": Reached(70 * M, "declare"),
    }
)
FOUND = findings(history(), PAR)


def outcome(key: str, found: Findings = FOUND) -> Outcome:
    return next(o for o in found.outcomes if o.clock.key == key)


def test_met_at_the_table() -> None:
    contained = outcome("own-contain")
    assert (contained.standing, contained.projected, contained.margin) == ("met", False, 4 * H - 105 * M)
    assert contained.basis == Basis(talked=40 * M, worked=45 * M, scripted=20 * M)
    assert contained.par == "met"


def test_missed_by_how_much() -> None:
    assert (outcome("own-declare").standing, outcome("own-declare").margin) == ("missed", -5 * M)
    assert outcome("alert:triage").margin == -10 * M


def test_an_order_that_was_broken() -> None:
    assert (outcome("own-order").standing, outcome("own-order").started) == ("missed", 105 * M)


def test_what_came_after_endex_is_only_projected() -> None:
    known = outcome("appi/when-known")
    assert (known.standing, known.projected, known.reached) == ("met", True, 9 * H)


def test_a_clock_that_nothing_started() -> None:
    assert outcome("appi/when-suspected").standing == "not-started"


def test_a_duty_without_a_number_runs_no_clock() -> None:
    assert [e.id for e in FOUND.untimed] == ["notice"]


def test_every_reading_of_awareness_is_counted() -> None:
    (stated,) = FOUND.awareness
    assert (stated.since, stated.stated_at, stated.seat) == (120 * M, 220 * M, "legal")
    assert [(reading.clock.key, reading.aware_at, reading.met) for reading in stated.readings] == [
        ("appi/when-known", 120 * M, True),
        ("appi/when-known", 220 * M, True),
    ]


def test_the_team_stands_beside_par() -> None:
    contained = next(m for m in FOUND.milestones if m.id == "contained")
    assert (contained.at, contained.par) == (105 * M, 50 * M)


def test_decisions_keep_what_was_not_chosen() -> None:
    (decided,) = FOUND.decisions
    assert decided.option is not None
    assert (decided.option.id, [o.id for o in decided.others]) == ("now", ["later"])
    assert decided.taken_at is not None
    assert decided.taken_at - decided.opened_at == 10 * M


def test_deviations_are_acts_of_people_only() -> None:
    kinds = [deviation.kind for deviation in FOUND.deviations]
    assert kinds == ["early", "estimate", "action", "improvised"]


def test_what_could_have_begun_and_never_did() -> None:
    assert findings(history(PLAY[:8])).left_undone == ("snapshot", "classify")


def test_objectives_come_with_evidence_and_a_rule() -> None:
    keep, tell = FOUND.objectives
    assert [criterion.seen_at is not None for criterion in keep.criteria] == [False, True]
    assert [action.seen for action in keep.actions] == [True]
    assert keep.rating is not None
    assert (keep.rating.rating, keep.suggested) == ("M", "M")
    assert (tell.rating, tell.suggested, tell.shown[0].projected) == (None, "N", True)


def test_a_message_that_nobody_had_makes_nobody_expect_anything() -> None:
    late = replace(FOUND.state, injects={"alert": Delivery("delivered", ENDEX + 1)})
    keep = assess(FOUND.setup, late, FOUND.outcomes)[0]
    assert (keep.actions, keep.suggested) == ((), "N")


def test_the_rule_that_suggests_a_rating() -> None:
    assert [suggest(*counts) for counts in ((3, 3), (2, 3), (1, 3), (0, 3), (0, 0))] == ["P", "S", "M", "U", "N"]


def test_how_much_rests_on_assumed_figures() -> None:
    share = assumed_share(FOUND.assumed)
    assert [a.job for a in FOUND.assumed] == ["classify", "report", "snapshot", "triage", "declare", "isolate"]
    assert share == 1 - 20 * M / (3 * H + 1 * H + 40 * M + 30 * M + 20 * M + 15 * M)


def test_how_long_it_took() -> None:
    assert (FOUND.session.room, FOUND.session.incident, FOUND.session.projected_to) == (1800, ENDEX, 72 * H)
    assert FOUND.session.began == "2026-11-24T14:00:00+09:00"


def test_moves_taken_back_are_counted_and_not_told() -> None:
    assert FOUND.integrity.taken_back == 1
    assert all("slip of the pen" not in str(line.event) for line in FOUND.log)


def test_an_open_record_gives_a_draft() -> None:
    assert not FOUND.draft
    assert findings(history(PLAY + REVIEW)).draft


def test_every_beginning_of_a_record_can_be_reported() -> None:
    for count in range(len(PLAY + REVIEW + CLOSED)):
        part: History = history((PLAY + REVIEW + CLOSED)[:count])
        assert findings(part).state == fold(part.events())


def test_a_reason_said_in_the_review_stands_instead_of_the_one_before() -> None:
    said = Explained(72 * H, "take-it-down", "The copies were still spreading", "high")
    found = findings(history([*PLAY, *REVIEW, [said], *CLOSED]))
    (decided,) = (d for d in found.decisions if d.inject.id == "take-it-down")
    assert (decided.why, decided.sure) == (said.why, said.sure)


def test_what_was_written_after_endex_is_known() -> None:
    """The projection ends days later, and everything of the review is dated to that second."""
    found = findings(history())
    assert {type(event) for event in found.in_review} == {
        e.Ticked,
        e.Rated,
        e.LessonNoted,
        e.ActionAgreed,
        e.Closed,
    }
    assert not findings(history(PLAY[:-1])).in_review


def test_acts_that_may_speak_of_an_objective_are_suggested() -> None:
    """Those on its messages, its steps and milestones, as people did them in play; what follows by itself is no act."""
    one, other = FOUND.setup.scenario.objectives
    done = acts_on(one, FOUND.setup, [line.event for line in FOUND.log])
    assert [type(event).__name__ for event in done] == [
        "WorkQueued",
        "DecisionTaken",
        "WorkQueued",
        "WorkQueued",
        "WorkReestimated",
        "Noted",
    ]
    assert all(event.at <= ENDEX for event in done)
    assert acts_on(other, FOUND.setup, [line.event for line in FOUND.log]) == ()
