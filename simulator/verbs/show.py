"""``tabletop show``: one thing of the library, in full but for what would spoil an exercise."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from simulator.content.library import Library, is_path
from simulator.content.nearest import advice
from simulator.content.reading import UNWRITTEN, LoadedItem
from simulator.errors import TabletopError
from simulator.model.base import percent
from simulator.model.kinds import (
    CATEGORIES,
    EXPECTATIONS,
    FORMS,
    KINDS,
    MILESTONES,
    PLAYBOOK,
    PRECEDENTS,
    REQUIREMENTS,
    SCENARIO,
    TEAM,
    Kind,
)
from simulator.model.playbook import NONE, Playbook, PlaybookPart, Step
from simulator.model.playbooks import SEPARATOR
from simulator.model.scenario import Absence, Scenario
from simulator.model.team import Reach, Role, Team
from simulator.model.text import said
from simulator.model.workdays import WEEKDAYS, Holidays
from simulator.verbs import show_sourced
from simulator.verbs.around import Around
from simulator.verbs.around import today as date_of_today
from simulator.verbs.doubles import tell_doubles
from simulator.verbs.drawn import draw
from simulator.verbs.printed import facts, paragraph, table, wide
from simulator.verbs.words import (
    estimate_words,
    listed,
    word,
)
from simulator.wording.lengths import short_span
from simulator.wording.pace import slow_words
from simulator.wording.rhythm import rhythm_words
from simulator.wording.speech import problem_text
from simulator.wording.voice import Voice
from simulator.wording.width import wrapped


def show(
    *,
    id: str,
    libraries: Sequence[Path] = (),
    language: str = "en",
    as_json: bool = False,
    to: str | None = None,
    today: date | None = None,
) -> int:
    """Shows everything of this id (a scenario and its playbook often share one): 1 where a file has errors.

    ``to``: the playbook of this id alone, drawn as ``svg`` or ``mermaid``; TabletopError where there is none.
    ``today``: the day by which a next look is overdue; nothing: the day it is.
    """
    library = Library.open(libraries)
    around = Around(library, today or date_of_today())
    items = _items(library, id)
    if to:
        _refuse_both(as_json)
        return draw(items, id, to, Voice(language), library)
    if as_json:
        values = [item.value for item in items if item.value]
        written = [value.model_dump(mode="json", by_alias=True, exclude_defaults=True) for value in values]
        print(json.dumps({"schema_version": 1, "items": written}, ensure_ascii=False, indent=2))
    for n, item in enumerate(items):
        if item.value is None:
            for problem in item.problems:
                print(problem_text(problem, language), file=sys.stderr)
        elif not as_json:
            print(("\n" if n else "") + "\n".join(shown(item, item.value, Voice(language), around)))
    if not is_path(id):
        tell_doubles(library, KINDS, Voice(language), id)
    return 0 if all(item.value for item in items) else 1


def _refuse_both(as_json: bool) -> None:
    if as_json:
        raise TabletopError("--json and --to are two ways to write it: give one of them")


def _items(library: Library, id: str) -> list[LoadedItem[Any]]:
    if is_path(id):
        if not Path(id).is_file():
            raise TabletopError("{id}: there is no such file", id=id)
        return list(library.items(Path(id)))
    entries = [entry for kind in KINDS for entry in library.entries(kind)]
    named = [entry.item for entry in entries if entry.id == id]
    if not named:
        raise TabletopError("nothing is called {id}{advice}", id=id, advice=advice(id, [entry.id for entry in entries]))
    return named


def shown(item: LoadedItem[Any], value: Any, voice: Voice, around: Around) -> Iterator[str]:
    """One thing, as it is shown to people."""
    yield from wrapped(f"{value.id}  {said(value.title, voice.language)}", wide())
    yield from paragraph(getattr(value, "summary", None), voice)
    yield from _FACTS[item.kind](value, voice, around)
    yield f"  {item.document.file}"


def _scenario(value: Scenario, voice: Voice, around: Around) -> Iterator[str]:
    session, injects, category = value.session, value.injects, value.category
    here = Voice(voice.language, value.opens, value.timezone)
    opens = voice(
        "{moment} {zone}, ends after {span}",
        moment=here.moment(0),
        zone=value.timezone,
        span=short_span(voice, value.ends_after),
    )
    minutes = voice(
        "{total} minutes: briefing {brief}, play {play}, hot wash {hot_wash}",
        total=session.total // 60,
        brief=session.brief // 60,
        play=session.play // 60,
        hot_wash=session.hot_wash // 60,
    )
    counts = voice(
        "{count}, {optional} of them optional; {decisions} decisions",
        count=len(injects),
        optional=sum(inject.optional for inject in injects),
        decisions=sum(bool(inject.decision) for inject in injects),
    )
    yield from facts(
        (voice("category"), category if voice.language == "en" else voice.text(around.library.category(category))),
        (voice("incident opens"), opens),
        (voice("session"), minutes),
        (voice("injects"), counts),
        (voice("modules"), _modules(value, voice)),
        (voice("playbook"), _playbook_named(value, voice, around)),
        (voice("team"), voice("none: the roles that the scenario names") if value.team == NONE else value.team or ""),
        (voice("pace of work"), _pace_that_holds(value, voice, around)),
        (voice("absences"), voice.clauses(_absence(absence, voice) for absence in value.away)),
        (voice("expectations"), ", ".join(value.expectations)),
        *show_sourced.doubtful(value.expectations, voice, around),
        (voice("references"), ", ".join(reference.id for reference in value.references)),
    )
    yield "  " + voice("objectives")
    for objective in value.objectives:
        yield from (f"    {line}" for line in wrapped(objective.text.say(voice.language), wide() - 4))


def _playbook_named(value: Scenario, voice: Voice, around: Around) -> str:
    """The playbook's id; of several together also what each says of itself."""
    if value.playbook == NONE:
        return voice("none: for discussion only")
    if SEPARATOR not in (value.playbook or ""):
        return value.playbook or ""
    try:
        playbooks = around.library.playbook_for(LoadedItem(SCENARIO, UNWRITTEN, value)).value
    except TabletopError:
        playbooks = None
    return voice.clauses(_part(part, voice) for part in playbooks.parts) if playbooks else value.playbook or ""


def _part(part: PlaybookPart, voice: Voice) -> str:
    return voice(
        "{id} (version {version}, reviewed {day}, owner: {owner})",
        id=part.id,
        version=part.version,
        day=voice.month(str(part.reviewed)),
        owner=part.owner.say(voice.language),
    )


def _absence(absence: Absence, voice: Voice) -> str:
    at, span = voice.span(absence.at), voice.span(absence.for_)
    return voice("{role}: out of reach from T+{at} on, for {span}", role=absence.role, at=at, span=span)


def _pace_that_holds(value: Scenario, voice: Voice, around: Around) -> str:
    """The pace that an exercise of it has, and whose that is."""
    story = LoadedItem(SCENARIO, UNWRITTEN, value)
    try:
        holders = [
            item.value for item in (around.library.team_for(story), around.library.playbook_for(story)) if item.value
        ]
    except TabletopError:
        return ""
    for holder in holders:
        if holder.pace:
            return voice("{pace} ({holder})", pace=slow_words(holder.pace, voice), holder=holder.id)
    return ""


def _modules(value: Scenario, voice: Voice) -> str:
    """How many parts the discussion has, and how many questions they ask; their titles would spoil it."""
    if value.playbook != NONE and not any(inject.module for inject in value.injects):
        return ""
    asked = sum(len(inject.questions) for inject in value.injects)
    return voice("{count}, with {questions} questions", count=len(value.modules), questions=asked)


def _playbook(value: Playbook, voice: Voice, _around: Around) -> Iterator[str]:
    yield from facts(
        (voice("scenarios"), ", ".join(value.for_)),
        (voice("owner"), value.owner.say(voice.language)),
        (voice("version"), value.version),
        (voice("reviewed"), voice.month(str(value.reviewed))),
        (voice("pace of work"), _own_pace(value, voice("a team's own pace goes before it"), voice)),
    )
    heads = (voice("STEP"), voice("ROLE"), voice("TAKES"), voice("WAITS FOR"), voice("PHASE"), "")
    yield from table(heads, [_step(step, voice) for step in value.steps])


def _step(step: Step, voice: Voice) -> list[str]:
    either = {role: voice(" or ").join((role, *step.deputies.get(role, ()))) for role in step.role}
    roles = " + ".join(
        either[role] if people == 1 else f"{people} {either[role]}" for role, people in step.role.items()
    )
    return [
        step.id,
        roles,
        _takes(step, voice),
        _waits(step, voice),
        word(step.phase, voice),
        step.name(voice.language),
    ]


def _takes(step: Step, voice: Voice) -> str:
    if step.takes is None:
        return voice("until {milestones}", milestones=listed(step.until, voice))
    return estimate_words(step.takes, voice)


def _waits(step: Step, voice: Voice) -> str:
    parts = [*step.once, *map(str, step.after)]
    if step.after_any:
        parts.append(voice(" or ").join(map(str, step.after_any)))
    parts += [voice("again on {milestone}", milestone=name) for name in step.again_on]
    parts += [voice("if {milestone}", milestone=name) for name in step.only_if]
    parts += [voice("unless {milestone}", milestone=name) for name in step.unless]
    return listed([*parts, *rhythm_words(step, voice, str)], voice)


def _team(value: Team, voice: Voice, _around: Around) -> Iterator[str]:
    days = value.holidays
    early = ", ".join(f"{when} {closes:%H:%M}" for when, closes in days.half_days.items())
    yield from facts(
        (voice("timezone"), value.timezone),
        (voice("closed"), ", ".join((*days.country, *days.also))),
        (voice("weekend"), _weekend(days, voice)),
        (voice("worked all the same"), ", ".join(days.worked)),
        (voice("half days, until"), early),
        (voice("pace of work"), _own_pace(value, voice("it goes before a playbook's"), voice)),
    )
    rows = [[name, *_role(role, voice), said(role.title, voice.language)] for name, role in value.roles.items()]
    heads = (voice("ROLE"), voice("PEOPLE"), voice("HOURS"), voice("OUTSIDE THEM"), "")
    yield from table(heads, rows)


def _own_pace(value: Playbook | Team, order: str, voice: Voice) -> str:
    return listed((slow_words(value.pace, voice), order), voice) if value.pace else ""


def _weekend(days: Holidays, voice: Voice) -> str:
    """The one of one's own; empty where it is the country's."""
    if days.weekend is None:
        return ""
    return listed([voice.weekday(WEEKDAYS.index(day)) for day in days.weekend], voice) or voice("none")


def _given_up(reach: Reach, voice: Voice) -> Iterator[str]:
    """What becomes of a call that nobody answers."""
    if reach.rings_for is not None:
        words = {"odds": percent(reach.answers), "span": voice.span(reach.rings_for)}
        yield voice("{odds} of the calls are answered; given up after {span}", **words)
    if reach.then:
        yield voice("then {role} is called too", role=reach.then)


def _role(role: Role, voice: Voice) -> tuple[str, str, str]:
    if role.same_people_as:
        return voice("those of {role}", role=role.same_people_as), "", ""
    ways = []
    if role.on_call:
        ways.append(voice("on call, answers in {estimate}", estimate=estimate_words(role.on_call.answers_in, voice)))
        ways += _given_up(role.on_call, voice)
    if role.call_in:
        ways.append(
            voice("can be called in, answers in {estimate}", estimate=estimate_words(role.call_in.answers_in, voice))
        )
        ways += _given_up(role.call_in, voice)
    hours = voice.clauses(
        f"{voice('always') if place.hours.always else place.hours.written} {place.timezone or ''}".rstrip()
        for place in role.places
    )
    people = voice("unlimited") if role.headcount == "unlimited" else str(role.headcount)
    return (
        people,
        hours,
        voice.clauses(ways),
    )


_FACTS: dict[Kind, Callable[[Any, Voice, Around], Iterator[str]]] = {
    SCENARIO: _scenario,
    PLAYBOOK: _playbook,
    TEAM: _team,
    EXPECTATIONS: show_sourced.expectation,
    REQUIREMENTS: show_sourced.requirement,
    FORMS: show_sourced.form,
    MILESTONES: show_sourced.milestone,
    PRECEDENTS: show_sourced.precedent,
    CATEGORIES: lambda *_: iter(()),
}
