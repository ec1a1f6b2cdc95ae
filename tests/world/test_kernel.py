"""The kernel, which plays studies and forecasts, and the plain world, which plays exercises, give the same runs.

They share tables, draws and the rules, and no code that plays them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.home import bundled
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.several import several
from simulator.plan.tables import Plan
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.kernel.runs import KernelRuns
from simulator.world.played import PlayedRun
from simulator.world.run import Run
from simulator.world.start import Start, start_from
from tests.setups import crowded_setup, queue_setup, random_setup, relay_setup, several_playbooks
from tests.world.plays import ALERT, OFFICE, play, step
from tests.world.test_law import played_state

seeds = st.integers(0, 2**32 - 1)
KERNEL = Path(__file__).parents[2] / "simulator/world/kernel"


def are_the_same_runs(start: Start, draws: Draws) -> None:
    """Visits, whom they waited for, milestones, causes and what the end cut off, run by run."""
    plan, kernel = start.plan, KernelRuns(start, draws, traced=True)
    kernel.play(plan.horizon)
    for run, (found, statuses) in enumerate(zip(kernel.told(), kernel.statuses.tolist(), strict=True), draws.first):
        plain = Run(start, draws, run, auto=True).play(plan.horizon)
        expected = PlayedRun.of(plain, traced=True)
        assert found.reached == expected.reached
        assert found.reached_by == expected.reached_by
        assert sorted(found.rows) == sorted(expected.rows)
        assert sorted(found.cut_off) == sorted(expected.cut_off)
        assert sorted(found.ruled_out) == sorted(expected.ruled_out)
        assert found.again == expected.again
        assert (found.staffed, found.handed_over) == (expected.staffed, expected.handed_over)
        assert statuses == plain.status


def any_setup(rng: Random) -> Setup:
    """A story, playbook and team that use the whole language between them."""
    makers: list[Callable[[Random], Setup]] = [random_setup, crowded_setup, relay_setup, queue_setup]
    makers.append(lambda rng: several_playbooks(rng)[0])
    return rng.choice(makers)(rng)


def from_the_opening(seed: int, runs: int = 2) -> None:
    rng = Random(seed)
    draws = Draws(seed, rng.choice([0, 0, 5]), runs, antithetic=rng.random() < 0.3)
    are_the_same_runs(start_from(compile_plan(any_setup(rng)), State()), draws)


def from_the_middle(seed: int, known_ends: bool, runs: int = 2) -> None:
    """From a state that people have brought about: as the par plays it to the end, and as a forecast does."""
    rng = Random(seed)
    plan, draws = compile_plan(any_setup(rng)), Draws(seed, 0, runs)
    are_the_same_runs(start_from(plan, played_state(rng, plan, draws), known_ends=known_ends), draws)


def of_several_incidents(seed: int) -> None:
    rng = Random(seed)
    setup = rng.choice([random_setup, crowded_setup, relay_setup, queue_setup])(rng)
    plan = several(setup, rng.choice([2, 3, 66]), rng.choice([0, 600, 40_000]))
    are_the_same_runs(start_from(plan, State()), Draws(seed, 0, 2))


def bundled_plans() -> Iterator[Plan]:
    library = Library.open([bundled()])
    for scenario, team in product(library.scenarios(), library.teams()):
        with suppress(TabletopError):
            yield compile_plan(library.setup(scenario.id, team=team.id))


@settings(max_examples=30)
@given(seeds)
def test_kernel_and_plain_world_play_the_same_runs(seed: int) -> None:
    from_the_opening(seed)


@settings(max_examples=20)
@given(seeds, st.booleans())
def test_kernel_and_plain_world_play_the_same_runs_from_the_middle(seed: int, known_ends: bool) -> None:
    from_the_middle(seed, known_ends)


@settings(max_examples=2)
@given(seeds)
def test_kernel_and_plain_world_play_the_same_runs_of_several_incidents(seed: int) -> None:
    of_several_incidents(seed)


@pytest.mark.slow
@settings(max_examples=2500)
@given(seeds, st.booleans())
def test_kernel_and_plain_world_play_the_same_twenty_thousand_runs(seed: int, known_ends: bool) -> None:
    from_the_opening(seed, runs=4)
    from_the_middle(seed, known_ends, runs=4)


@pytest.mark.slow
@settings(max_examples=100)
@given(seeds)
def test_kernel_and_plain_world_play_hundreds_of_runs_of_several_incidents(seed: int) -> None:
    of_several_incidents(seed)


@pytest.mark.slow
def test_kernel_and_plain_world_play_the_same_runs_of_the_library() -> None:
    """Every bundled scenario with every bundled team that has the roles for it."""
    played = 0
    for plan in bundled_plans():
        are_the_same_runs(start_from(plan, State()), Draws(7, 0, 10))
        played += 10
    assert played >= 1000


def test_a_forecast_of_a_hundred_runs_is_played_in_parts() -> None:
    """As a forecast asks for some more, and for more, the first ones stay what they were."""
    plan = compile_plan(any_setup(Random(3)))
    start, draws = start_from(plan, State(), known_ends=False), Draws(5, 0, 100)
    whole, parts = KernelRuns(start, draws), KernelRuns(start, draws)
    whole.play(plan.horizon)
    for runs in (10, 60, 100):
        parts.play(plan.horizon, runs)
        assert (parts.reached == whole.reached[:runs]).all()


@pytest.mark.parametrize("module", sorted(path.stem for path in KERNEL.glob("*.pxd")))
def test_machine_code_knows_every_number_that_a_module_names(module: str) -> None:
    """One that is declared and not imported would be 0 there, and in Python nobody would miss it."""
    source, types = (KERNEL / f"{module}{suffix}" for suffix in (".py", ".pxd"))
    imported = re.findall(r"^from [\w.]+ import (\([^)]*\)|.*)$", source.read_text("utf-8"), re.MULTILINE)
    declared = re.findall(r"^cdef long long (.*)$", types.read_text("utf-8"), re.MULTILINE)
    constants, known = (set(re.findall(r"\b[A-Z_]{2,}\b", " ".join(names))) for names in (imported, declared))
    assert constants == known


@pytest.mark.parametrize(
    ("steps", "stops"),
    [
        pytest.param(
            [step("usual", "2h", after="come"), step("pressing", "2h", after="come", priority="1")],
            "usual",
            id="what is less urgent, wherever it stands in the file",
        ),
        pytest.param(
            [step("second", "2h", after="gap"), step("first", "2h", after="come")],
            "second",
            id="of equals what was asked for later, wherever it stands in the file",
        ),
        pytest.param(
            [step("usual", "2h", after="come"), step("pressing", "2h", after="gap", priority="1")],
            "usual",
            id="what is less urgent, though it began earlier",
        ),
    ],
)
def test_when_people_leave_a_study_pauses_what_stands_last_in_the_order_of_service(
    steps: list[dict[str, Any]], stops: str
) -> None:
    """Two are called at 22:40 and begin both steps at once; at 23:40 one of them leaves (rule 13)."""
    comes = {"on_call": {"answers_in": "0m"}, "call_in": {"answers_in": "0m", "stays": "1h"}}
    roles = {"analyst": OFFICE | comes | {"people": "2"}, "robot": {"people": "1", "hours": "always"}}
    gap = {"id": "gap", "role": "robot", "takes": "10m", "after": "come"}
    late = {"id": "late", "at": "5h", "title": "At night", "reaches": "late"}
    story = play([step("come", once="late", calls_in="true"), gap, *steps], [ALERT, late], roles)
    assert len(story.hours(stops)) == 2, "it stops at 23:40 and goes on when the other is done"

    are_the_same_runs(start_from(story.plan, State()), Draws(1))


def test_a_study_staffs_work_with_deputies_anew_when_it_is_done_again() -> None:
    """The deputy does it at night, and the officer when it is sent back on Monday; a study must not keep the deputy."""
    roles = {"officer": OFFICE, "deputy": {"people": "1", "hours": "always"}}
    late = {"id": "late", "at": "5h", "title": "At night", "reaches": "late"}
    approve = step("approve", once="late", role="officer", deputies="deputy")
    back = {"from": "approve", "odds": "100%", "at_most": "1"}
    check = step("check", after="approve", role="officer", repeat=back)
    story = play([approve, check], [ALERT, late], roles, ends_after="200h")
    assert [visit.staff for visit in story.visits("approve")] == [(("deputy", 1),), (("officer", 1),)]

    are_the_same_runs(start_from(story.plan, State()), Draws(1))
