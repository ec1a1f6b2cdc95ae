"""May a step begin? The truth table of world rules 5 and 6, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.plan.compiler import compile_plan
from simulator.plan.readiness import HOLDS, IMPOSSIBLE, RULED_OUT, WAITS, WAIVED, holds, missing, readiness
from simulator.plan.tables import Plan
from tests.setups import make_setup

WAITING, READY, NEVER = WAITS, HOLDS, IMPOSSIBLE
NOT_OVER, DONE, FAILED = None, "", "failed"
RESCUE = ({"id": "rescue", "role": "analyst", "takes": "1m", "after": ["x=failed"]},)


def plan_of(waits: dict[str, Any], *more: dict[str, Any]) -> Plan:
    """A step ``s`` that waits for ``x`` and ``y``, each of which may end as ``o``, as ``p`` or failed."""
    ends = {"outcomes": {"o": {}, "p": {}}, "fails": {"odds": "1%"}}
    before = [{"id": name, "role": "analyst", "takes": "1m", "once": "detected"} | ends for name in ("x", "y")]
    injects = [{"id": name, "at": "1h", "title": name, "reaches": name} for name in ("m", "n")]
    return compile_plan(make_setup([*before, {"id": "s", "role": "analyst", "takes": "1m"} | waits, *more], injects))


def asked(plan: Plan, ends: dict[str, str | None], *reached: str) -> int:
    ended = [ends.get(spec.name) for spec in plan.jobs]
    return readiness(plan.jobs[2], plan.jobs, ended, [0 if name in reached else None for name in plan.milestones])


@pytest.mark.parametrize(
    ("end", "plain", "conditional"),
    [
        (NOT_OVER, WAITS, WAITS),
        ("o", HOLDS, HOLDS),
        ("p", HOLDS, IMPOSSIBLE),
        (DONE, HOLDS, IMPOSSIBLE),
        (RULED_OUT, WAIVED, IMPOSSIBLE),
        (FAILED, WAITS, IMPOSSIBLE),
    ],
    ids=["not over", "the outcome", "another", "skipped", "ruled out", "failed"],
)
def test_what_an_entry_comes_to(end: str | None, plain: int, conditional: int) -> None:
    jobs = plan_of({"after": "x"}).jobs
    ended = [end, *[None] * (len(jobs) - 1)]
    assert (holds(0, None, jobs, ended), holds(0, "o", jobs, ended)) == (plain, conditional)


def test_a_failure_that_some_step_answers_is_final_for_the_plain_entry() -> None:
    jobs = plan_of({"after": "x"}, *RESCUE).jobs
    ended = [FAILED, *[None] * (len(jobs) - 1)]
    assert holds(0, None, jobs, ended) == IMPOSSIBLE
    assert holds(0, "failed", jobs, ended) == HOLDS
    assert holds(0, "failed", jobs, ["o", *ended[1:]]) == IMPOSSIBLE


@pytest.mark.parametrize(
    ("x", "y", "found"),
    [
        (NOT_OVER, NOT_OVER, WAITING),
        ("o", NOT_OVER, WAITING),
        ("o", "p", READY),
        ("o", RULED_OUT, READY),
        (NOT_OVER, RULED_OUT, WAITING),
        (RULED_OUT, RULED_OUT, NEVER),
        ("o", FAILED, WAITING),
        (FAILED, RULED_OUT, WAITING),
    ],
)
def test_after_waits_for_all_and_is_never_when_all_are_waived(x: str | None, y: str | None, found: int) -> None:
    assert asked(plan_of({"after": ["x", "y"]}), {"x": x, "y": y}) == found


@pytest.mark.parametrize(
    ("x", "y", "found"),
    [
        ("o", DONE, READY),
        ("o", NOT_OVER, WAITING),
        ("p", NOT_OVER, NEVER),
        (DONE, "o", NEVER),
        (RULED_OUT, NOT_OVER, NEVER),
        (FAILED, "o", NEVER),
    ],
)
def test_an_outcome_that_cannot_come_any_more_rules_out_at_once(x: str | None, y: str | None, found: int) -> None:
    assert asked(plan_of({"after": ["x=o", "y"]}), {"x": x, "y": y}) == found


@pytest.mark.parametrize(
    ("x", "y", "found"),
    [
        (NOT_OVER, NOT_OVER, WAITING),
        ("o", NOT_OVER, READY),
        (NOT_OVER, DONE, READY),
        ("p", NOT_OVER, WAITING),
        ("p", DONE, READY),
        ("p", RULED_OUT, NEVER),
        ("p", FAILED, WAITING),
    ],
)
def test_after_any_needs_one_and_is_never_when_none_is_left(x: str | None, y: str | None, found: int) -> None:
    assert asked(plan_of({"after_any": ["x=o", "y"]}), {"x": x, "y": y}) == found


@pytest.mark.parametrize(
    ("x", "y", "found"),
    [("o", NOT_OVER, WAITING), ("o", "o", READY), (RULED_OUT, NOT_OVER, NEVER), (NOT_OVER, RULED_OUT, NEVER)],
)
def test_after_and_after_any_must_hold_together(x: str | None, y: str | None, found: int) -> None:
    assert asked(plan_of({"after": "x", "after_any": "y"}), {"x": x, "y": y}) == found


@pytest.mark.parametrize(
    ("reached", "found"), [((), WAITING), (("m",), WAITING), (("n",), WAITING), (("m", "n"), READY)]
)
def test_once_waits_for_every_milestone(reached: tuple[str, ...], found: int) -> None:
    assert asked(plan_of({"once": ["m", "n"]}), {}, *reached) == found


@pytest.mark.parametrize(
    ("reached", "if_all_hold"),
    [((), NEVER), (("m",), READY), (("n",), NEVER), (("m", "n"), NEVER)],
)
def test_conditions_are_not_asked_before_all_waits_hold(reached: tuple[str, ...], if_all_hold: int) -> None:
    plan = plan_of({"after": "x", "only_if": "m", "unless": "n"})
    assert asked(plan, {"x": NOT_OVER}, *reached) == WAITING
    assert asked(plan, {"x": "o"}, *reached) == asked(plan, {"x": DONE}, *reached) == if_all_hold


@pytest.mark.parametrize(
    ("end", "found"), [(NOT_OVER, WAITING), (DONE, READY), ("p", READY), (RULED_OUT, NEVER), (FAILED, WAITING)]
)
def test_a_chain_of_one_entry(end: str | None, found: int) -> None:
    assert asked(plan_of({"after": "x"}), {"x": end}) == found
    assert asked(plan_of({"after": "x", "once": "m"}), {"x": end}) == (NEVER if found == NEVER else WAITING)


def test_what_waits_for_nothing_is_ready() -> None:
    assert asked(plan_of({}), {}) == READY


def test_a_person_is_told_what_is_still_missing() -> None:
    plan = plan_of({"after": ["x=o", "y"], "after_any": ["x", "y=p"], "once": ["m", "n"]})
    reached = [0 if name == "n" else None for name in plan.milestones]

    def told(x: str | None, y: str | None) -> list[str]:
        found = missing(plan.jobs[2], plan, [x, y, *[None] * (len(plan.jobs) - 2)], reached)
        return [f"{clause.kind} {clause.name}" for clause in found]

    assert told(None, None) == ["after x=o", "after y", "after_any x", "after_any y=p", "once m"]
    assert told("o", None) == ["after y", "once m"]
    assert told("o", "p") == ["once m"]
