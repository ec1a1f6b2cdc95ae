"""The run that docs/world.md works out by hand, recomputed: page and world say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import pytest

from simulator.content.yaml_nodes import parse
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.timeline import events as e
from simulator.timeline.fold import fold
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "world.md").read_text("utf-8")


def table(first_heading: str) -> list[list[str]]:
    """The cells of the table whose first column is called so, without its head."""
    lines = PAGE.split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first_heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().replace("`", "") for cell in line.strip("|").split("|")])
    return rows


def elapsed(seconds: int | None) -> str:
    """Hours and minutes, as the page writes them."""
    return "" if seconds is None else f"{seconds // 3600}:{seconds % 3600 // 60:02d}"


def told(event: e.Event) -> str:
    """An event in the words of the page; empty for what the page does not list."""
    match event:
        case e.InjectDelivered():
            return f"{event.inject} arrives"
        case e.InjectDropped():
            return f"{event.inject} dropped"
        case e.StepDelayed():
            return f"{event.step} delayed until {elapsed(event.until)}"
        case e.StepRuledOut() | e.StepReopened():
            return f"{event.step} {'ruled out' if isinstance(event, e.StepRuledOut) else 'to be done again'}"
        case e.Called():
            answers = f"answers {elapsed(event.answers_at)}" if event.people else f"rings until {elapsed(event.until)}"
            return f"{event.role} called, {answers}"
        case e.WorkPaused():
            return f"{event.job} pauses"
        case e.WorkResumed():
            return f"{event.job} resumes{by(event.staff)}"
        case e.WorkQueued():
            return f"{event.job} asked{visit(event.visit)}"
        case e.WorkStarted():
            return f"{event.job} begins{visit(event.visit)}{by(event.staff)}"
        case e.WorkEnded() if event.sent_back:
            return f"{event.job} is sent back, again: {', '.join(event.reopened)}"
        case e.WorkEnded():
            outcome = f" = {event.outcome}" if event.outcome else ""
            return f"{event.job} ends{visit(event.visit)}{outcome}"
    return ""


def by(staff: e.Staff) -> str:
    return f" by {' and '.join(role for role, _ in staff)}" if staff else ""


def visit(number: int) -> str:
    return f" ({number})" if number > 1 else ""


@pytest.fixture(scope="module")
def plan() -> Plan:
    block = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert block
    document = parse(block[1].encode(), "docs/world.md")
    assert not document.problems
    return compile_plan(Setup.model_validate(document.root))


@pytest.fixture(scope="module", params=[1, 2])
def events(plan: Plan, request: pytest.FixtureRequest) -> list[e.Event]:
    """Two seeds: nothing in the example is left to chance."""
    return advance(plan, State(), Draws(request.param), plan.horizon, auto=True)


def rows_of(plan: Plan, events: list[e.Event]) -> Iterator[list[str]]:
    for at, instant in groupby(events, key=lambda event: event.at):
        said = [words for words in map(told, instant) if words]
        yield [elapsed(at), f"{plan.setup.moment(at):%a %H:%M}", " · ".join(said)]


def test_every_second_in_which_something_happens_is_as_the_page_says(plan: Plan, events: list[e.Event]) -> None:
    assert list(rows_of(plan, events)) == [row[:3] for row in table("T+")]


def test_milestones_come_when_the_page_says(events: list[e.Event]) -> None:
    milestones = fold(events).milestones
    assert [[name, elapsed(found.at)] for name, found in milestones.items()] == [row[:2] for row in table("milestone")]


def test_clocks_are_judged_as_the_page_says(plan: Plan, events: list[e.Event]) -> None:
    verdicts = judge(plan.clocks, replace(fold(events), now=plan.horizon), over=True)
    assert [
        [v.clock.key, elapsed(v.started), elapsed(v.deadline), elapsed(v.reached), v.standing] for v in verdicts
    ] == table("clock")
