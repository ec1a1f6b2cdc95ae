"""All rules, and on what each is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from simulator.content.assembly import Assembly
from simulator.content.reading import LoadedItem
from simulator.content.rules import clocks, figures, flow, freshness, references, session, staff, wording
from simulator.errors import Problem

_FILE: dict[str, tuple[Any, ...]] = {
    "scenario": (
        references.in_scenario,
        references.milestone_names,
        figures.odds_of_options,
        session.fits_the_play,
    ),
    "playbook": (
        references.in_playbook,
        references.milestone_names,
        flow.circles,
        flow.loops,
        flow.without_waits,
        figures.odds_of_outcomes,
        figures.time_limits,
        figures.assumed,
    ),
    "team": (references.in_team,),
    "expectations": (references.milestone_names,),
    "requirements": (),
}
_DATED: dict[str, tuple[Any, ...]] = {
    "playbook": (freshness.review_due,),
    "expectations": (freshness.looked_up,),
    "requirements": (freshness.looked_up,),
}
_CASE = (
    references.in_case,
    references.awaited_in_case,
    staff.roles_of_steps,
    staff.roles_of_injects,
    staff.nobody_on_duty,
    flow.never_injects,
    flow.never_steps,
    flow.joins,
    session.nothing_needs_the_optional,
    session.objectives_exercised,
    clocks.switched_off,
    clocks.clocks,
    wording.in_artefacts,
)


def of_file(sheets: Sequence[LoadedItem[Any]], today: date | None) -> Iterator[Problem]:
    """What is wrong with one file, of whose things these are the sheets. Without ``today`` nothing is out of date."""
    for sheet in sheets:
        yield from _of_sheet(sheet)
        if sheet.value is None:
            continue
        yield from wording.in_file(sheet, sheet.value)
        for rule in _DATED.get(sheet.kind, ()) if today else ():
            yield from rule(sheet, sheet.value, today)
    yield from wording.translated([sheet for sheet in sheets if sheet.value is not None])


def _of_sheet(sheet: LoadedItem[Any]) -> Iterator[Problem]:
    """What may keep one thing from being played. How it is worded never does, and takes longest to read."""
    yield from sheet.problems
    if sheet.value is not None:
        for rule in _FILE[sheet.kind]:
            yield from rule(sheet, sheet.value)


def of_case(case: Assembly) -> Iterator[Problem]:
    """What is wrong between a scenario, a playbook, a team and the expectations."""
    yield from case.problems
    for rule in _CASE:
        yield from rule(case)


def errors_of(case: Assembly) -> tuple[Problem, ...]:
    """Everything that keeps a case from being played, sorted by place."""
    parts: list[LoadedItem[Any]] = [case.scenario, case.playbook, case.team, *case.expectations]
    in_files = sorted({p for part in parts for p in _of_sheet(part) if p.severity == "error"})
    if in_files:
        return tuple(in_files)
    return tuple(sorted({p for p in of_case(case) if p.severity == "error"}))
