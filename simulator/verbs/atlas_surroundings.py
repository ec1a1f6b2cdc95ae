"""What a case of MITRE ATLAS is put into: the nearest scenario's playbook and team, and clocks that can run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.content.library import Library
from simulator.exchange.atlas import Atlas, Case
from simulator.exchange.atlas_ids import current
from simulator.exchange.atlas_scenario import category_of
from simulator.model.playbook import NONE, Playbook
from simulator.model.playbooks import SEPARATOR
from simulator.model.profile import Organisation, Verdict
from simulator.model.scenario import Scenario
from simulator.verbs.clocks import held_against, organisation_of


@dataclass(frozen=True)
class Whose:
    """Whose exercise it is to be, as far as the user says."""

    profile: Path | None = None
    team: str | None = None


def surroundings(case: Case, atlas: Atlas, category: str | None, library: Library, whose: Whose) -> dict[str, Any]:
    """Category, playbook, team, whom messages reach, and clocks. TabletopError for a profile or team that is none.

    A scenario that names the case stands nearest, else of its category the one whose own cases have most techniques
    in common with it.
    """
    organisation = organisation_of(library, whose.profile, whose.team) if whose.profile or whose.team else None
    scenarios = [entry.value for entry in library.scenarios() if entry.value]
    alike = _nearest(case, atlas, category, scenarios)
    found = category or (alike.category if alike else category_of(case))
    playbooks = _playbooks(alike, found, library)
    team = whose.team or (alike.team if alike and alike.team else NONE)
    organisation = organisation or _organisation(team, library)
    of_kind = [one for one in scenarios if one.category == found]
    return {
        "category": found,
        "playbook": SEPARATOR.join(one.id for one in playbooks) or NONE,
        "team": team,
        "roles": _roles(alike, playbooks),
        "expectations": list(dict.fromkeys(_clocks(alike, of_kind, playbooks, organisation, library))),
    }


def _nearest(case: Case, atlas: Atlas, category: str | None, scenarios: Sequence[Scenario]) -> Scenario | None:
    """Of the category asked for, else of the case's own; one that names the case may be of any."""
    fitting = [one for one in scenarios if one.playbook and one.team and category in (None, one.category)]
    naming = (one for one in fitting if any(reference.id == case.id for reference in one.references))
    alike = [one for one in fitting if one.category == (category or category_of(case))]
    return next(naming, None) or max(alike, key=lambda one: _in_common(case, one, atlas), default=None)


def _in_common(case: Case, scenario: Scenario, atlas: Atlas) -> int:
    """How many techniques of the case the scenario's own cases have, too."""
    theirs = {
        current(step.technique)
        for reference in scenario.references
        if (other := atlas.cases.get(reference.id)) is not None
        for step in other.steps
    }
    return len(theirs & {current(step.technique) for step in case.steps})


def _playbooks(alike: Scenario | None, category: str, library: Library) -> list[Playbook]:
    """Those of the nearest scenario, else the first for the category."""
    known = {entry.id: entry.value for entry in library.playbooks() if entry.value}
    named = alike.playbook.split(SEPARATOR) if alike and alike.playbook else []
    return [known[name] for name in named if name in known] or [one for one in known.values() if category in one.for_][
        :1
    ]


def _organisation(team: str, library: Library) -> Organisation | None:
    return next((entry.value.organisation for entry in library.teams() if entry.value and entry.id == team), None)


def _roles(alike: Scenario | None, playbooks: Sequence[Playbook]) -> list[str]:
    """Whom the first message of the nearest scenario reaches, else who begins with the playbook."""
    told = next((inject.to for inject in alike.injects if inject.to), ()) if alike else ()
    return list(told) or [*(one.steps[0].roles[0] for one in playbooks[:1])] or ["incident-commander"]


def _clocks(
    alike: Scenario | None,
    of_kind: Sequence[Scenario],
    playbooks: Sequence[Playbook],
    organisation: Organisation | None,
    library: Library,
) -> Iterator[str]:
    """Those of one's own rules as the nearest scenario has them, then what others demand and can run.

    Of these a scenario of the category runs it, or it starts with what the playbook reaches.
    """
    yield from (one for one in (alike.expectations if alike else ()) if one.startswith("own-"))
    if organisation is None:
        return
    run = {one for scenario in of_kind for one in scenario.expectations}
    reached = {"detected", *(milestone for one in playbooks for step in one.steps for milestone in step.reaches)}
    for one in held_against(library, organisation):
        value = one.expectation
        starts = value.from_ and reached.issuperset(value.from_.values())
        if one.standing.verdict is Verdict.CAN and value.off is None and value.limit and (value.id in run or starts):
            yield value.id
