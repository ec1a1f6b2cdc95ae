"""The short cases of docs/world.md, recomputed: each is the worked example with its own block put in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from simulator.content.yaml_nodes import parse
from simulator.model.playbook import Playbook
from simulator.model.playbooks import together
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.timeline.fold import fold
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.world.test_worked_example import PAGE, elapsed, rows_of

CASES = re.findall(r"\n### (.+?)\n(.+?)```yaml\n(.*?)```(.*?)(?=\n###? |\Z)", PAGE, re.DOTALL)


def tables(words: str) -> dict[str, list[list[str]]]:
    """First heading → the cells of a table."""
    found: dict[str, list[list[str]]] = {}
    for block in re.findall(r"(?:^\|.*\n?)+", words, re.MULTILINE):
        rows = [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in block.splitlines()]
        found[rows[0][0]] = rows[2:]
    return found


def setup_of(block: str) -> Setup:
    """The people, the alert and the length of the worked example, unless the case has its own."""
    given: Any = parse(block.encode(), "docs/world.md").root
    example: Any = parse(re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1].encode(), "docs/world.md").root  # type: ignore[index]
    scenario = example["scenario"] | {"outcomes": {}, "injects": example["scenario"]["injects"][:1]}
    expectations = given.get("expectations", [])
    written = [{"id": name} | one for name, one in given.get("playbooks", {}).items()] or [{"steps": given["steps"]}]
    whole = {
        "scenario": scenario | given.get("scenario", {}) | {"expectations": [e["id"] for e in expectations]},
        "playbook": together([Playbook.model_validate(example["playbook"] | one) for one in written]),
        "team": example["team"] | given.get("team", {}),
        "expectations": [{"title": e["id"], "kind": "own-target"} | e for e in expectations],
    }
    return Setup.model_validate(whole)


@pytest.mark.parametrize(("block", "rest"), [case[2:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_case_comes_out_as_the_page_says(block: str, rest: str) -> None:
    setup, page = setup_of(block), tables(rest)
    plan = compile_plan(setup)
    events = advance(plan, State(), Draws(1), plan.horizon, auto=True)
    if "T+" in page:
        assert list(rows_of(plan, events)) == [row[:3] for row in page["T+"]]
    verdicts = judge(plan.clocks, replace(fold(events), now=plan.horizon), over=True)
    told = [[v.clock.key, elapsed(v.started), elapsed(v.deadline), elapsed(v.reached), v.standing] for v in verdicts]
    assert told == [row[:5] for row in page.get("clock", [])]


def test_there_are_cases() -> None:
    assert len(CASES) == PAGE.count("\n### ") > 0
