"""Scenario × playbook × team put together: the Setup, and where each of its parts was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import PurePath
from typing import Any

from simulator.content.artefacts import Handout, handouts
from simulator.content.document import Document, Path
from simulator.content.holidays_of import public_holidays, weeks
from simulator.content.reading import UNWRITTEN, LoadedItem
from simulator.content.rules.walk import words_in
from simulator.errors import Problem
from simulator.model.expectation import Expectation
from simulator.model.form import Form
from simulator.model.kinds import SCENARIO
from simulator.model.playbook import Playbook
from simulator.model.requirement import Requirement
from simulator.model.scenario import Scenario
from simulator.model.setup import Setup, Source
from simulator.model.team import Team
from simulator.model.vocabulary import Milestone
from simulator.model.workdays import Holidays
from simulator.plan.graph import Rule, awaited, certain, earliest, reachers, rules_of


@dataclass(frozen=True)
class Assembly:
    """A Setup with the files it came from: what the rules of the check ask about scenario and playbook together."""

    setup: Setup
    scenario: LoadedItem[Scenario]
    playbook: LoadedItem[Playbook]
    team: LoadedItem[Team]
    expectations: tuple[LoadedItem[Expectation], ...]
    milestones: frozenset[str] = frozenset()
    """The milestones that the libraries in reach know, by id."""
    handouts: tuple[Handout, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Found while assembling: ids of expectations, requirements and forms that name nothing, artefacts, countries."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """What follows what."""
        return rules_of(self.setup)

    @cached_property
    def earliest(self) -> dict[str, int]:
        """What can come, and how early."""
        return earliest(self.rules)

    @cached_property
    def certain(self) -> dict[str, int]:
        """What comes in every run, and by when."""
        return certain(self.rules)

    @cached_property
    def reached(self) -> frozenset[str]:
        """Every milestone that something reaches."""
        return frozenset(milestone for milestone, _ in reachers(self.setup))

    def awaited(self, name: str) -> str:
        """What a word in ``once``, ``only_if`` or ``unless`` means, as ``earliest`` and ``certain`` know it."""
        return awaited(name, self.reached, self._steps)

    @cached_property
    def _steps(self) -> frozenset[str]:
        return frozenset(step.id for step in self.setup.playbook.steps)

    @property
    def is_intended(self) -> bool:
        """Whether the scenario was written for this playbook."""
        return self.setup.scenario.playbook in (None, self.setup.playbook.id)


def assemble(
    scenario: LoadedItem[Scenario],
    playbook: LoadedItem[Playbook],
    team: LoadedItem[Team],
    expectations: Sequence[LoadedItem[Expectation]],
    requirements: Sequence[LoadedItem[Requirement]] = (),
    forms: Sequence[LoadedItem[Form]] = (),
    milestones: Sequence[LoadedItem[Milestone]] = (),
    problems: Iterable[Problem] = (),
    tempting: Sequence[LoadedItem[Expectation]] = (),
) -> Assembly:
    """The assembly of items that have a value; ``problems``: what was wrong with those that have none.

    ``tempting``: expectations that do not apply.

    Raises ValueError where scenario, playbook or team has no value: the caller reports its problems instead.
    """
    story, steps, staff = scenario.value, playbook.value, team.value
    if story is None or steps is None or staff is None:
        raise ValueError("only items with a value can be assembled")
    rules = tuple(item.value for item in expectations if item.value is not None)
    handed, unreadable = handouts(story, scenario.document)
    reports = tuple(item.value for item in forms if item.value is not None)
    named = {name for value in (story, steps, *rules, *reports) for _, name in words_in(value)}
    words = [item for item in milestones if item.id in named]
    facts: tuple[LoadedItem[Any], ...] = (*expectations, *tempting, *requirements, *forms)
    countries = list(countries_of(holidays_kept(team, expectations)))
    names, first_year = {name for name, _, _ in countries}, story.opens.year - 1
    last_year = story.opens.year + 2 + (story.opens.month + story.ends_after // (30 * 86_400)) // 12
    setup = Setup(
        scenario=story,
        playbook=steps,
        team=staff,
        expectations=rules,
        tempting=tuple(item.value for item in tempting if item.value is not None),
        requirements=tuple(item.value for item in requirements if item.value is not None),
        forms=reports,
        milestones=tuple(item.value for item in words if item.value is not None),
        public_holidays=public_holidays(names, first_year, last_year),
        weeks=weeks(names, first_year, last_year),
        sources=tuple(_sources((scenario, playbook, team, *facts, *words), handed)),
        artefacts={handout.name: handout.text for handout in handed},
    )
    return Assembly(
        setup,
        scenario,
        playbook,
        team,
        tuple(expectations),
        frozenset(item.id for item in milestones),
        handed,
        tuple(chain(problems, unreadable)),
    )


Kept = tuple[Holidays, Document, Path]
"""Holidays that somebody keeps, and where they are written."""


def holidays_kept(team: LoadedItem[Team], expectations: Sequence[LoadedItem[Expectation]]) -> Iterator[Kept]:
    """Those of the team, of its roles and of the calendars of expectations."""
    items: tuple[LoadedItem[Any], ...] = (team, *expectations)
    for item in items:
        yield from holidays_in(item)


def holidays_in(item: LoadedItem[Any]) -> Iterator[Kept]:
    """Those of a team and its roles, or of the calendar of an expectation."""
    value = item.value
    if isinstance(value, Team):
        yield value.holidays, item.document, ("holidays",)
        for name, role in value.roles.items():
            if role.holidays:
                yield role.holidays, item.document, ("roles", name, "holidays")
            for site, place in role.sites.items():
                if place.holidays:
                    yield place.holidays, item.document, ("roles", name, "sites", site, "holidays")
    elif isinstance(value, Expectation) and value.calendar:
        yield value.calendar.holidays, item.document, (*item.root, "calendar", "holidays")


def countries_of(kept: Iterable[Kept]) -> Iterator[tuple[str, Document, Path]]:
    """Every country whose holidays are asked for, and where."""
    for holidays, document, path in kept:
        for n, country in enumerate(holidays.country):
            yield country, document, (*path, "country", n)


def _sources(items: Iterable[LoadedItem[Any]], handed: Iterable[Handout]) -> Iterator[Source]:
    """Each file once, by its place in a library, not on this machine."""
    written = [part for item in items for part in item.parts if part.document is not UNWRITTEN]
    digests = {f"{item.kind.folder}/{PurePath(item.document.file).name}": item.document.sha256 for item in written}
    digests |= {f"{SCENARIO.folder}/{handout.name}": handout.sha256 for handout in handed}
    return (Source(path=path, sha256=digest) for path, digest in digests.items())
