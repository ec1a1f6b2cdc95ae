"""Odds, estimates and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.content.document import Document, Path
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import of_item
from simulator.errors import Problem, Sentence
from simulator.model.base import percent
from simulator.model.durations import Limit, format_duration
from simulator.model.expectation import Expectation
from simulator.model.kinds import EXPECTATIONS, PLAYBOOK, SCENARIO, TEAM
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from simulator.model.team import Team

_BOUNDED = ("fixed", "uniform", "pert", "triangular")
"""Shapes of estimates that have a most."""


@of_item(SCENARIO)
def odds_of_options(item: LoadedItem[Scenario], value: Scenario) -> Iterator[Problem]:
    """The odds of a decision's options make 100 %."""
    for n, inject in enumerate(value.injects):
        if inject.decision:
            odds = {option.id: option.odds for option in inject.decision.listed}
            yield from _sum(item.document, ("injects", n, "decision", "options"), odds)


@of_item(PLAYBOOK)
def odds_of_outcomes(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """The odds of a step's outcomes make 100 %."""
    for n, step in enumerate(value.steps):
        odds = {name: outcome.odds for name, outcome in step.outcomes.items()}
        yield from _sum(item.document, ("steps", n, "outcomes"), odds)


def _sum(document: Document, path: Path, odds: Mapping[str, float | None]) -> Iterator[Problem]:
    given = [share for share in odds.values() if share is not None]
    silent = [name for name, share in odds.items() if share is None]
    total = sum(given)
    if total > 1 + 1e-9 or (odds and not silent and total < 1 - 1e-9):
        yield document.problem(
            path, "odds-sum", Sentence("the odds make {total}, not 100%", total=percent(total)), key=True
        )
    elif given and silent and total > 1 - 1e-9:
        message = Sentence(
            "the odds of the others make 100% already, so {silent} can never happen", silent=tuple(silent)
        )
        yield document.problem(path, "never", message, "warning", key=True)


@of_item(PLAYBOOK)
def time_limits(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """Steps that can only fail."""
    for n, step in enumerate(value.steps):
        if step.timeout is not None and step.takes and step.timeout < step.takes.low and not value.pace:
            message = Sentence(
                "{step} takes at least {low}, so this time limit always passes first",
                step=step.id,
                low=format_duration(step.takes.low),
            )
            yield item.document.problem(("steps", n, "timeout"), "always-times-out", message, "warning")
        if step.fails and step.fails.odds >= 1:
            yield item.document.problem(
                ("steps", n, "fails"), "always-fails", Sentence("{step} always fails", step=step.id), "warning"
            )


@of_item(EXPECTATIONS)
def limits_of_no_time(item: LoadedItem[Expectation], value: Expectation) -> Iterator[Problem]:
    """Limits that are over in the second in which they begin; 0 days are the rest of that day."""
    limits: list[tuple[Path, Limit | None]] = [(("within",), value.within), (("every",), value.every)]
    limits += [(("not_before",), value.not_before)]
    limits += [(("cap", "within"), value.cap.within)] if value.cap else []
    for path, limit in limits:
        if limit and not limit.amount and limit.unit in ("seconds", "business hours"):
            message = Sentence("this limit is over as soon as it starts: write how long it may take, such as 24h")
            yield item.document.problem((*item.root, *path), "no-time", message, "warning")


@of_item(TEAM)
def calls_that_nobody_answers(item: LoadedItem[Team], value: Team) -> Iterator[Problem]:
    """Calls that are always given up."""
    for name, role in value.roles.items():
        for key, reach in (("on_call", role.on_call), ("call_in", role.call_in)):
            if reach and not reach.answers:
                message = Sentence("nobody ever answers in {name}: write how likely it is, such as 80%", name=name)
                yield item.document.problem(("roles", name, key, "answers"), "cannot-be-called", message, "warning")


@of_item(PLAYBOOK)
def called_pace(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """Figures are looked up by name, and the pace of an incident by this one."""
    for n, step in enumerate(value.steps):
        if step.id == "pace":
            message = Sentence("a step called {id} is as long as its incident is slow: give it another id", id=step.id)
            yield item.document.problem(("steps", n, "id"), "kept-word", message, "warning")


@of_item(PLAYBOOK)
def assumed(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """How much of it is only assumed, in one note."""
    count = sum(takes.basis == "assumed" for takes in value.estimates.values())
    if count:
        message = Sentence(
            "{count} of {all} estimates are only assumed: "
            "put in your own figures (takes: {{p50: …, p95: …, basis: measured}}), and results will say so",
            count=count,
            all=len(value.estimates),
        )
        yield item.document.problem(("steps",), "assumed", message, "note", key=True)


@of_item(PLAYBOOK)
def short_tails(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """Whether most of it rests on ranges that nothing ever exceeds, in one note: 0.1 wrote estimates so."""
    estimates = value.estimates.values()
    ranges = [takes for takes in estimates if takes.basis == "assumed" and takes.shape in _BOUNDED]
    if value.pace or 2 * len(ranges) <= len(estimates):
        return
    message = Sentence(
        "{count} of {all} estimates are assumed ranges that nothing ever exceeds, and there is no pace: real incidents "
        "run over such ranges, so chances come out too high. Write takes: {example}, and pace: {pace}",
        count=len(ranges),
        all=len(estimates),
        example="{p50: 20m, p95: 100m}",
        pace="{p95: 3}",
    )
    yield item.document.problem(("steps",), "short-tails", message, "note", key=True)
