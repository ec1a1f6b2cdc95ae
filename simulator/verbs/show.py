"""``tabletop show``: one thing of the library, in full but for what would spoil an exercise."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

from simulator.content.library import Library, is_path
from simulator.content.nearest import advice
from simulator.content.reading import LoadedItem
from simulator.errors import TabletopError
from simulator.model.durations import format_duration
from simulator.model.expectation import Expectation
from simulator.model.kinds import EXPECTATIONS, KINDS, PLAYBOOK, REQUIREMENTS, SCENARIO, TEAM, Kind
from simulator.model.playbook import Playbook, Step
from simulator.model.requirement import Requirement
from simulator.model.scenario import Scenario
from simulator.model.team import Role, Team
from simulator.model.text import Text, said
from simulator.verbs.columns import columns


def show(*, id: str, libraries: Sequence[Path] = (), language: str = "en", as_json: bool = False) -> int:
    """Shows everything of this id (a scenario and its playbook often share one): 1 where a file has errors."""
    sheets = _sheets(Library.open(libraries), id)
    if as_json:
        items = [
            sheet.value.model_dump(mode="json", by_alias=True, exclude_defaults=True) for sheet in sheets if sheet.value
        ]
        print(json.dumps({"schema_version": 1, "items": items}, ensure_ascii=False, indent=2))
    for n, sheet in enumerate(sheets):
        if sheet.value is None:
            for problem in sheet.problems:
                print(problem, file=sys.stderr)
        elif not as_json:
            print(("\n" if n else "") + "\n".join(_told(sheet, sheet.value, language)))
    return 0 if all(sheet.value for sheet in sheets) else 1


def _sheets(library: Library, id: str) -> list[LoadedItem[Any]]:
    if is_path(id):
        if not Path(id).is_file():
            raise TabletopError("{id}: there is no such file", id=id)
        return list(library.sheets(Path(id)))
    entries = [entry for kind in KINDS for entry in library.entries(kind)]
    found = [entry.sheet for entry in entries if entry.id == id]
    if not found:
        raise TabletopError("nothing is called {id}{advice}", id=id, advice=advice(id, [entry.id for entry in entries]))
    return found


def _told(sheet: LoadedItem[Any], value: Any, language: str) -> Iterator[str]:
    title = said(value.title, language)
    yield f"{value.id}  {title}".rstrip()
    if summary := getattr(value, "summary", None):
        yield _paragraph(summary, language)
    yield from _FACTS[sheet.kind](value, language)
    yield f"  {sheet.document.file}"


def _paragraph(text: Text, language: str) -> str:
    return "\n".join(
        fill(part, 100, initial_indent="  ", subsequent_indent="  ") for part in text.say(language).split("\n")
    )


def _facts(**facts: str) -> Iterator[str]:
    return columns([[name.replace("_", " "), fact] for name, fact in facts.items() if fact], indent="  ")


def _scenario(value: Scenario, language: str) -> Iterator[str]:
    session, injects = value.session, value.injects
    optional = sum(inject.optional for inject in injects)
    yield from _facts(
        category=value.category,
        opens=f"{value.opens:%a %d %b %Y %H:%M} {value.timezone}, ends after {format_duration(value.ends_after)}",
        session=f"{session.total // 60} minutes: briefing {session.brief // 60}, play {session.play // 60}, "
        f"hot wash {session.hot_wash // 60}",
        injects=f"{len(injects)}, {optional} of them optional; {sum(bool(i.decision) for i in injects)} decisions",
        playbook=value.playbook or "",
        team=value.team or "",
        expectations=", ".join(value.expectations),
        references=", ".join(reference.id for reference in value.references),
    )
    yield "  objectives"
    for objective in value.objectives:
        yield f"    {objective.text.say(language)}"


def _playbook(value: Playbook, language: str) -> Iterator[str]:
    yield from _facts(
        scenarios=", ".join(value.for_), owner=value.owner, version=value.version, reviewed=str(value.reviewed)
    )
    rows = [
        [step.id, step.phase, _roles(step), str(step.takes), _waits(step), step.name(language)] for step in value.steps
    ]
    yield from columns([["STEP", "PHASE", "ROLE", "TAKES", "WAITS FOR", ""], *rows], indent="  ")


def _roles(step: Step) -> str:
    return " + ".join(role if people == 1 else f"{people} {role}" for role, people in step.role.items())


def _waits(step: Step) -> str:
    parts = [*step.once, *map(str, step.after)]
    if step.after_any:
        parts.append(" or ".join(map(str, step.after_any)))
    conditions = [f"if {name}" for name in step.only_if] + [f"unless {name}" for name in step.unless]
    return ", ".join(parts + conditions)


def _team(value: Team, language: str) -> Iterator[str]:
    yield from _facts(timezone=value.timezone, closed=", ".join((*value.holidays.country, *value.holidays.also)))
    rows = [[name, *_role(role), said(role.title, language)] for name, role in value.roles.items()]
    yield from columns([["ROLE", "PEOPLE", "HOURS", "OUTSIDE THEM", ""], *rows], indent="  ")


def _role(role: Role) -> tuple[str, str, str]:
    if role.same_people_as:
        return f"those of {role.same_people_as}", "", ""
    ways = [f"on call, answers in {role.on_call.answers_in}"] if role.on_call else []
    ways += [f"can be called in, answers in {role.call_in.answers_in}"] if role.call_in else []
    hours = f"{role.hours.written} {role.timezone}" if role.timezone else role.hours.written
    return str(role.people), hours, "; ".join(ways)


def _requirement(value: Requirement, language: str) -> Iterator[str]:
    yield _paragraph(value.asks, language)
    yield _paragraph(value.shown_by, language)
    yield from _facts(
        source=value.source,
        section=value.section,
        force=value.force,
        link=value.url,
        as_of=_known_from(value),
    )
    if value.note:
        yield _paragraph(value.note, language)


def _known_from(value: Expectation | Requirement) -> str:
    return f"{value.as_of}, verified: {value.verified}, confidence: {value.confidence or '–'}"


def _expectation(value: Expectation, language: str) -> Iterator[str]:
    starts = [f"{start} ({reading})" if reading else start for reading, start in value.from_.items()]
    yield from _facts(
        kind=f"{value.kind}, {value.status}",
        rule=f"{value.order[0]} before {value.order[1]}" if value.order else "",
        starts=" or ".join(starts),
        stops=value.to or "",
        within=(str(value.within) if value.within else "no number") if value.to else "",
        recipient=said(value.recipient, language),
        source=said(value.source, language),
        link=value.url,
        as_of=_known_from(value),
        off=value.off or "",
    )
    if value.note:
        yield _paragraph(value.note, language)


_FACTS: dict[Kind, Callable[[Any, str], Iterator[str]]] = {
    SCENARIO: _scenario,
    PLAYBOOK: _playbook,
    TEAM: _team,
    EXPECTATIONS: _expectation,
    REQUIREMENTS: _requirement,
}
