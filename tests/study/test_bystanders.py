"""What must not change a run, or change it in one direction only, in setups with all that the formats allow.

Every visit is compared, not only the milestones, and queues, meetings, shifts, calls, loops and decisions take part.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.durations import parse_duration
from simulator.model.estimates import Estimate
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.study import study
from tests.setups import crowded_setup, random_setup
from tests.study.samples import played

RUNS = 5
"""Of each random setup; it is many setups that find what is wrong."""
seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=20)
Visits = set[tuple[Any, ...]]
"""Finished visits: job by name, visit, ready, asked, started, ended, outcome."""


def any_setup(seed: int) -> dict[str, Any]:
    """A random setup as a file would have it, sparse or crowded."""
    rng = Random(seed)
    return rng.choice([random_setup, crowded_setup])(rng).normal()


def compiled(setup: dict[str, Any]) -> Plan:
    return compile_plan(Setup.model_validate(setup))


def lived(plan: Plan, seed: int) -> list[tuple[Visits, dict[str, int]]]:
    """Of each run, its visits and when each milestone was reached."""
    found = []
    for run in played(plan, seed=seed, runs=RUNS):
        came = {name: at for name, n in plan.milestone_number.items() if (at := run.reached[n]) is not None}
        found.append(({(plan.jobs[row[0]].name, *row[1:7]) for row in run.rows}, came))
    return found


def without(step: str, runs: list[tuple[Visits, dict[str, int]]]) -> list[tuple[Visits, dict[str, int]]]:
    return [
        ({visit for visit in visits if visit[0] != step}, {m: at for m, at in came.items() if m != f"step:{step}"})
        for visits, came in runs
    ]


@few
@given(seeds, st.sampled_from(["h", " calendar days", " business days"]))
def test_a_later_deadline_is_never_met_less_often(seed: int, unit: str) -> None:
    """Nor does it change anything else: clocks start alike, and what is reached has no less time to spare."""
    setup, lengths = any_setup(seed), (1, 2, 4, 8, 20, 40) if unit == "h" else (1, 2, 3, 5)
    clock = {"title": "T", "kind": "own-target", "from": "m0", "to": Random(seed).choice(["m1", "m2", "m3"])}
    setup["expectations"] = [clock | {"id": f"within-{n}", "within": f"{n}{unit}"} for n in lengths]
    setup["scenario"]["expectations"] = [f"within-{n}" for n in lengths]
    found = study(compiled(setup), seed=seed, runs=RUNS).expectations
    assert len(found) == len(lengths)
    for sooner, later in pairwise(found):
        assert sooner.started == later.started
        assert sooner.undecided <= later.undecided
        assert sooner.met.low <= later.met.low
        assert sooner.met.p <= later.met.p
        assert sooner.met.high <= later.met.high
        assert (sooner.margin is None) == (later.margin is None)
        if sooner.margin and later.margin:
            assert (sooner.margin.p50 is None) == (later.margin.p50 is None)
            assert (sooner.margin.p50 or 0) <= (later.margin.p50 or 0)


_ELAPSED = ("at", "delay", "timeout", "answer_by", "stays", "overtime", "ends_after", "for", "rings_for")


def slowed(written: Any, k: int) -> Any:
    """Every duration of a setup ``k`` times as long; estimates become their likeliest figure, so nothing is rounded."""
    if isinstance(written, list):
        return [slowed(value, k) for value in written]
    if not isinstance(written, dict):
        return written
    found = {}
    for key, value in written.items():
        if key in ("takes", "answers_in"):
            found[key] = f"{Estimate.parse(value).likely * k}s"
        elif key in _ELAPSED:
            found[key] = f"{parse_duration(value) * k}s"
        else:
            found[key] = slowed(value, k)
    return found


@few
@given(seeds, st.integers(2, 5))
def test_where_nobody_goes_home_everything_k_times_as_long_comes_k_times_as_late(seed: int, k: int) -> None:
    """Queues and priorities, meetings, loops, timeouts, decisions: none of them knows how long an hour is."""
    setup = any_setup(seed)
    for holder in (setup["team"], setup["playbook"]):
        holder.pop("pace", None)  # its factor is rounded to seconds once more
    # A run waits for its clocks, and calendar days stay as long as they are.
    setup["expectations"] = setup["scenario"]["expectations"] = []
    for step in setup["playbook"]["steps"]:
        if step.pop("every", None):  # nor do the 35 days for which it may go on
            step.pop("until")
    for role in setup["team"]["roles"].values():
        role.pop("sites", None)
        role["hours"] = "always"
    stretched = [
        (
            # What never began has started at -1, which is no time.
            {
                (job, n, ready * k, asked * k, max(began * k, -1), ended * k, end)
                for job, n, ready, asked, began, ended, end in visits
            },
            {milestone: at * k for milestone, at in came.items()},
        )
        for visits, came in lived(compiled(slowed(setup, 1)), seed)
    ]
    assert lived(compiled(slowed(setup, k)), seed) == stretched


@few
@given(seeds)
def test_a_role_that_nobody_asks_for_changes_nothing(seed: int) -> None:
    """Wherever it stands in the file, whatever its hours, and though it is on call."""
    setup, rng = any_setup(seed), Random(seed)
    hours = rng.choice(["always", "Mon-Fri 09:00-18:00"])
    roles = list(setup["team"]["roles"].items())
    roles.insert(rng.randint(0, len(roles)), ("bystander", {"hours": hours, "on_call": {"answers_in": "5m"}}))
    other = setup | {"team": setup["team"] | {"roles": dict(roles)}}
    assert lived(compiled(setup), seed) == lived(compiled(other), seed)


@few
@given(seeds)
def test_a_step_on_its_own_changes_nothing_else(seed: int) -> None:
    """Work of other people that nothing waits for: wherever it stands, however often it is done again."""
    setup, rng = any_setup(seed), Random(seed)
    aside: dict[str, Any] = {"id": "aside", "role": "recluse", "takes": "10m..3h", "priority": "9"}
    aside["once"] = rng.choice(["m0", "m1", "inject-0"])
    aside |= rng.choice([{}, {"timeout": "30m"}, {"repeat": {"from": "aside", "odds": "50%", "at_most": "2"}}])
    steps = list(setup["playbook"]["steps"])
    steps.insert(rng.randint(0, len(steps)), aside)
    roles = setup["team"]["roles"] | {"recluse": {"hours": rng.choice(["always", "Mon-Fri 09:00-18:00"])}}
    more = {"playbook": setup["playbook"] | {"steps": steps}, "team": setup["team"] | {"roles": roles}}
    assert lived(compiled(setup), seed) == without("aside", lived(compiled(setup | more), seed))


@few
@given(seeds)
def test_without_meetings_the_order_of_roles_in_the_file_means_nothing(seed: int) -> None:
    setup, rng = any_setup(seed), Random(seed)
    for step in setup["playbook"]["steps"]:
        step["role"] = dict([next(iter(step["role"].items()))])
    roles = list(setup["team"]["roles"].items())
    rng.shuffle(roles)
    other = setup | {"team": setup["team"] | {"roles": dict(roles)}}
    assert lived(compiled(setup), seed) == lived(compiled(other), seed)
