"""Our own world as a contestant."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.several import several
from simulator.plan.tables import Plan
from simulator.world.draws import Draws
from simulator.world.played import PlayedRun
from simulator.world.runs import Runs, runs_from
from simulator.world.start import opening
from tests.benchmarks.rivals.playbook import NUMBER, REWORK, ROLES, STEPS, Step, lognormal

Shape = Literal["triangular", "lognormal"]
BLOCK = 1000
LAST = NUMBER["lessons"]


@cache
def plan_of(shape: Shape, ends_after: str = "30d") -> Plan:
    """The playbook, one incident, nobody ever off shift."""
    return compile_plan(Setup.model_validate(_document(shape, ends_after)))


def _document(shape: Shape, ends_after: str) -> dict[str, Any]:
    alert = {"id": "alert", "at": "0m", "title": "An alert", "reaches": ["detected"]}
    return {
        "scenario": {
            "id": "rivals",
            "category": "practice",
            "title": "The shared playbook",
            "opens": "2026-07-10T09:00+00:00",
            "timezone": "UTC",
            "ends_after": ends_after,
            "injects": [alert],
        },
        "playbook": {
            "id": "rivals",
            "owner": "Nobody",
            "version": "1",
            "reviewed": "2026-10-01",
            "steps": [_step(step, shape) for step in STEPS],
        },
        "team": {
            "id": "rivals",
            "title": "Seven people",
            "timezone": "UTC",
            "roles": {role: {"people": people} for role, people in ROLES.items()},
        },
    }


def _step(step: Step, shape: Shape) -> dict[str, Any]:
    written: dict[str, Any] = {"id": step.id, "role": step.role, "takes": _takes(step, shape)}
    written |= {"after": list(step.after)} if step.after else {"once": ["detected"]}
    sender, back_to, odds = REWORK
    if step.id == sender:
        # Rework knows no limit at the rivals; a hundred times is as good.
        written["repeat"] = {"from": back_to, "odds": f"{odds:.0%}", "at_most": 100}
    return written


def _takes(step: Step, shape: Shape) -> dict[str, str]:
    if shape == "lognormal":
        p50, p95 = lognormal(step)
        return {"p50": f"{p50}s", "p95": f"{p95}s"}
    low, likely, high = (f"{n}m" for n in step.minutes)
    return {"low": low, "likely": likely, "high": high, "shape": "triangular"}


def single_runs(seed: int, runs: int) -> list[float]:
    """So many incidents one by one, as a study plays them; minutes each took."""
    plan = plan_of("triangular")
    start = opening(plan)
    minutes: list[float] = []
    for first in range(0, runs, BLOCK):
        count = min(BLOCK, runs - first)
        played = runs_from(start, Draws(seed, first, count))
        played.play(plan.horizon)
        minutes += (played.reached[:, plan.milestone_number[f"step:{STEPS[LAST].id}"]] / 60).tolist()
    return minutes


@cache
def many_cases(cases: int, every: int) -> Plan:
    """So many incidents that share a team, one every so many seconds; lognormal figures."""
    return several(Setup.model_validate(_document("lognormal", "30d")), cases, every)


def shared_run(seed: int, cases: int, every: int) -> Runs:
    """One run of many incidents. A study plays one plan many times: only the first pays for the plan."""
    plan = many_cases(cases, every)
    runs = runs_from(opening(plan), Draws(seed), traced=True)
    runs.play(plan.horizon)
    return runs


def shared_from_files(seed: int, cases: int, every: int) -> Runs:
    """The same, if it were the only run ever: the plan and all that a first run works out count."""
    many_cases.cache_clear()
    return shared_run(seed, cases, every)


def cycle_times(run: PlayedRun, every: int) -> list[float]:
    """Minutes from each incident's opening to the end of its last step."""
    ends = ((row[0], row[5]) for row in run.rows if row[0] % len(STEPS) == LAST)
    return [(end - job // len(STEPS) * every) / 60 for job, end in sorted(ends)]
