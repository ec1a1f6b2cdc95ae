"""A study against the same arithmetic done in columns: every milestone of every run, to the second."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.world.draws import Draws
from tests.setups import make_setup
from tests.study.columns_oracle import Columns
from tests.study.samples import played

ENOUGH = {"people": "99", "hours": "always"}
ROLES = {"analyst": ENOUGH, "lawyer": ENOUGH, "robot": {"people": "unlimited", "hours": "always"}}
LENGTHS = ["1s", "10m", "10m", "20m", "10m..20m", "1m..20m..3h", "1s..1h"]
"""Of all work. Round ones come often, so that much falls into one second."""


class Author:
    """Writes a random setup front to back: nothing waits for what comes later, though files may be in any order."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.steps: list[dict[str, Any]] = []
        self.injects: list[dict[str, Any]] = []
        self.in_loop: set[str] = set()
        self.reachable: dict[str, bool] = {}
        """Milestone → whether only work reaches it."""
        self.awaited: set[str] = set()
        """Milestones that somebody waits for: whatever comes later must leave them alone."""

    def setup(self) -> Setup:
        self.inject(at="0m")
        for _ in range(self.rng.randint(3, 9)):
            self.rng.choice([self.step, self.step, self.inject, self.chain])()
        for items in (self.steps, self.injects):
            self.rng.shuffle(items)
        fixed = {step["id"]: "yes" for step in self.steps if "outcomes" in step and self.rng.random() < 0.2}
        ends_after = self.rng.choice(["2h", "12h", "90h"])
        steps = self.steps or [{"id": "idle", "role": "robot", "takes": "1s"}]
        return make_setup(steps, self.injects, ROLES, outcomes=fixed, ends_after=ends_after)

    def chance(self, odds: float) -> bool:
        return self.rng.random() < odds

    def length(self) -> str:
        return self.rng.choice(LENGTHS)

    def reaches(self, *, work: bool = True) -> list[str]:
        """A milestone that nobody waits for yet, or none."""
        open_ones = [f"m{n}" for n in range(8) if f"m{n}" not in self.awaited]
        chosen = self.rng.sample(open_ones, min(len(open_ones), self.rng.choice([0, 1, 1, 2])))
        for milestone in chosen:
            self.reachable[milestone] = self.reachable.get(milestone, True) and work
        return chosen

    def awaits(self, most: int = 2, *, work_only: bool = False) -> list[str]:
        """Milestones, steps or injects that are written already."""
        names = [name for name, work in self.reachable.items() if work or not work_only]
        chosen = self.rng.sample(names, min(len(names), self.rng.randint(1, most)))
        self.awaited.update(chosen)
        return chosen

    # ---- what is written

    def step(self) -> None:
        step = self.waits() | self.work(f"step-{len(self.steps)}")
        if self.chance(0.2):
            step["fails"] = {"odds": "30%"}
        if self.chance(0.2):
            step["timeout"] = self.rng.choice(["10m", "15m", "2h"])
        if self.chance(0.3):
            step["repeat"] = {"from": step["id"], "odds": "50%", "at_most": self.rng.choice("123")}
        self.put(step)

    def chain(self) -> None:
        """Two or three steps one after the other, sent back from the last."""
        waits = self.waits()
        first, *others = (self.work(f"step-{len(self.steps) + n}") for n in range(self.rng.randint(2, 3)))
        self.put(waits | first)
        for step in others:
            self.put(step | {"after": self.steps[-1]["id"]})
        self.steps[-1]["repeat"] = {"from": first["id"], "odds": "60%", "at_most": self.rng.choice("12")}

    def work(self, name: str) -> dict[str, Any]:
        step: dict[str, Any] = {"id": name, "takes": self.length(), "reaches": self.reaches()}
        step["role"] = dict.fromkeys(self.rng.sample(list(ROLES), self.rng.choice([1, 1, 2])), "1")
        if self.chance(0.4):
            odds = self.rng.choice([("40%", "60%"), ("10%", None), (None, None)])
            ends = zip(("yes", "no"), odds, strict=True)
            step["outcomes"] = {
                end: ({"odds": share} if share else {}) | {"reaches": self.reaches()} for end, share in ends
            }
        return step

    def put(self, step: dict[str, Any]) -> None:
        self.steps.append(step)
        self.reachable[step["id"]] = True

    def waits(self) -> dict[str, Any]:
        """Any mixture of ``after``, ``after_any``, ``once``, ``only_if`` and ``unless``; now and then nothing."""
        waits: dict[str, Any] = {}
        if self.steps and self.chance(0.6):
            waits["after"] = self.refs()
        if self.steps and self.chance(0.25):
            waits["after_any"] = self.refs()
        if self.chance(0.3) or (not waits and self.chance(0.8)):
            waits["once"] = self.awaits(1 if waits else 2)
        for key in ("only_if", "unless"):
            if self.chance(0.06):
                waits[key] = self.awaits(1)
        return waits

    def refs(self) -> list[str]:
        before = self.rng.sample(self.steps, min(len(self.steps), self.rng.choice([1, 1, 2, 3])))
        return [self.ref(step) for step in before]

    def ref(self, step: dict[str, Any]) -> str:
        outcomes = ["yes", "yes", "no", "no"] if "outcomes" in step else []
        outcomes += ["failed"] if "fails" in step else []
        outcomes += ["timed-out"] if "timeout" in step else []
        return f"{step['id']}={self.rng.choice(outcomes)}" if outcomes and self.chance(0.35) else step["id"]

    def inject(self, at: str = "") -> None:
        name = f"inject-{len(self.injects)}"
        inject: dict[str, Any] = {"id": name, "title": "Inject"}
        if at or self.chance(0.3):
            inject["at"] = at or self.rng.choice(["5m", "10m", "20m", "2h"])
        if not at and ("at" not in inject or self.chance(0.3)):
            inject |= {"once": self.awaits(), "delay": self.rng.choice(["0m", "10m", "1h"])}
        if self.chance(0.3) and any(self.reachable.values()):
            inject["unless"] = self.awaits(1, work_only=True)
        inject["reaches"] = self.reaches(work=False)
        if self.chance(0.3):
            inject["work"] = {"role": "analyst", "takes": self.length()}
        if self.chance(0.3):
            options = [{"id": n, "text": n, "reaches": self.reaches()} for n in ("one", "two", "three")]
            options[0]["odds"] = "30%"
            inject["decision"] = {"role": "lawyer", "question": "Which?", "takes": self.length(), "options": options}
        self.injects.append(inject)
        self.reachable[name] = False


def assert_columns_agree(plan: Plan, seed: int, count: int) -> None:
    """All milestones that files name, all steps and all injects, in every run."""
    columns = Columns(plan, Draws(seed, 0, count), count)
    runs = [run.reached for run in played(plan, seed=seed, runs=count)]
    for milestone, number in plan.milestone_number.items():
        assert (milestone, [reached[number] for reached in runs]) == (milestone, columns.reached(milestone))


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_every_run_is_what_columns_make_of_it(seed: int) -> None:
    assert_columns_agree(compile_plan(Author(seed).setup()), seed, 100)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_every_run_is_what_columns_make_of_it_in_many_more_plans(seed: int) -> None:
    assert_columns_agree(compile_plan(Author(seed).setup()), seed, 300)


def test_a_join_within_a_loop_by_columns() -> None:
    """To be read: a review sends the draft back; what waits for both draft and data waits until both are there."""
    data = {"id": "data", "role": "analyst", "takes": "10m..2h"}
    draft = {"id": "draft", "role": "lawyer", "takes": "10m..20m..1h", "reaches": "drafted"}
    loop = {"from": "draft", "odds": "50%", "at_most": "2"}
    review = {"id": "review", "role": "lawyer", "takes": "10m..30m", "after": "draft", "repeat": loop}
    merge = {"id": "merge", "role": "analyst", "takes": "5m", "after": ["data", "draft"], "reaches": "merged"}
    plan = compile_plan(make_setup([data, draft, review, merge], roles=ROLES))
    assert_columns_agree(plan, 3, 300)
    columns = Columns(plan, Draws(3, 0, 300), 300)
    later = columns.first("merged") - 300 - columns.first("drafted")
    data_came = columns.first("step:data") - columns.first("drafted")
    assert (later >= data_came).all()
    assert (later > data_came).any(), "the data came while the draft was being done again"
