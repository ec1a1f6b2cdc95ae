"""Which scenarios fit a room: ``tabletop list`` with how long, how many, which kind, whose law, never played."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from simulator import home
from simulator.content.library import Entry, Library
from simulator.content.nearest import advice
from simulator.errors import TabletopError, why
from simulator.model.durations import parse_duration
from simulator.model.scenario import Scenario
from simulator.workspace.actions import past


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a scenario must be; what is empty is not asked."""

    at_most: str = ""
    """Room time from briefing to hot wash, as it was typed."""
    people: int | None = None
    """So many can play it: the story names no more who are not the same people."""
    category: str = ""
    jurisdiction: str = ""
    """One of its deadlines is of this law."""
    never_played: bool = False
    """No record of an exercise of it."""

    @property
    def asks(self) -> bool:
        """Whether anything is asked."""
        return self != Wanted()


def chosen(library: Library, wanted: Wanted, records: Path | None) -> tuple[Entry, ...]:
    """The sound scenarios that are so. TabletopError for a length, category or jurisdiction that there is not."""
    most, laws = _seconds(wanted.at_most), _jurisdictions(library)
    _known(wanted.category, {entry.id for entry in library.categories()}, "no category {id}{advice}")
    _known(wanted.jurisdiction, {law for law in laws.values() if law}, "no deadline of {id} in the library{advice}")
    played = (
        {id_ for id_, found in past(*home.records(records)).items() if found.last} if wanted.never_played else set()
    )

    def fits(value: Scenario) -> bool:
        return (
            (most is None or value.session.total <= most)
            and (wanted.people is None or people_of(value, library) <= wanted.people)
            and wanted.category in ("", value.category)
            and (not wanted.jurisdiction or wanted.jurisdiction in {laws.get(id_) for id_ in value.expectations})
            and value.id not in played
        )

    return tuple(entry for entry in library.scenarios() if entry.value and fits(entry.value))


def people_of(scenario: Scenario, library: Library) -> int:
    """How many play it, each in another seat: roles that the story names, the same people counted once."""
    teams = {entry.id: entry.value for entry in library.teams() if entry.value}
    team = teams.get(scenario.team or "")
    return len({team.pool_of(role) if team else role for role in scenario.roles})


def _seconds(typed: str) -> int | None:
    try:
        return parse_duration(typed) if typed else None
    except ValueError as error:
        raise TabletopError("--at-most {typed}: {reason}", typed=typed, reason=why(error)) from None


def _jurisdictions(library: Library) -> dict[str, str]:
    return {entry.id: entry.value.jurisdiction for entry in library.expectations() if entry.value}


def _known(id: str, known: Iterable[str], sentence: str) -> None:
    names = sorted(known)
    if id and id not in names:
        raise TabletopError(sentence, id=id, advice=advice(id, names))
