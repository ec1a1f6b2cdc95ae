"""``tabletop list``: what the library holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from simulator.content.library import Entry, Library
from simulator.content.reading import kind_named
from simulator.errors import TabletopError
from simulator.model.expectation import Expectation
from simulator.model.fact import Fact
from simulator.model.form import Form
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
from simulator.model.playbook import NONE, Playbook
from simulator.model.precedent import Precedent
from simulator.model.requirement import Requirement
from simulator.model.scenario import Scenario
from simulator.model.team import Team
from simulator.model.text import said
from simulator.verbs.around import Around
from simulator.verbs.around import today as date_of_today
from simulator.verbs.changed import changed_facts
from simulator.verbs.choosing import Wanted, chosen
from simulator.verbs.doubles import tell_doubles
from simulator.verbs.printed import folded
from simulator.verbs.terminal import room
from simulator.verbs.words import limit_words, recheck_words, status_words, word
from simulator.wording.voice import Voice
from simulator.wording.width import cut, fitted


@dataclass(frozen=True)
class _Choosing:
    """The columns that help to choose among items of a kind, beside id and title."""

    heads: tuple[str, ...]
    cells: Callable[[Any, Voice, Around], list[str]]
    details: Callable[[Any, str], dict[str, Any]]
    """The same for ``--json``."""


def kinds() -> tuple[str, ...]:
    """The kinds of file there are to list, as the command line names them."""
    return tuple(kind.name for kind in KINDS)


def ids(kind: str, libraries: Sequence[Path]) -> list[tuple[str, str]]:
    """Ids with their titles, for the shell to offer: of one kind, or of all."""
    library = Library.open(libraries)
    wanted = [kind_named(kind)] if kind else KINDS
    return [(entry.id, said(entry.title, "en")) for known in wanted for entry in library.entries(known)]


def list_(
    *,
    kind: str | None = None,
    changed_since: str | None = None,
    at_most: str = "",
    people: int | None = None,
    category: str = "",
    jurisdiction: str = "",
    never_played: bool = False,
    libraries: Sequence[Path] = (),
    records: Path | None = None,
    language: str = "en",
    as_json: bool = False,
    today: date | None = None,
) -> int:
    """Lists one kind, or all. Broken files are listed as such: 0 also with them.

    ``changed_since``: only what changed or came in this month or later, what it was and why. ``at_most`` to
    ``never_played``: only scenarios that are so (``choosing.Wanted``). ``today``: the day by which a next look is
    overdue; nothing: the day it is. Raises TabletopError for what is no month, no length, or not there.
    """
    library, voice = Library.open(libraries), Voice(language)
    around, wanted = (
        Around(library, today or date_of_today()),
        Wanted(at_most, people, category, jurisdiction, never_played),
    )
    by_kind = _listed(library, kind, wanted, records)
    if changed_since is not None:
        changed_facts(by_kind, changed_since, voice, as_json=as_json)
    elif as_json:
        items = [_item(entry, language) for entries in by_kind.values() for entry in entries]
        print(json.dumps({"schema_version": 1, "items": items}, ensure_ascii=False, indent=2))
    for n, (known, entries) in enumerate(by_kind.items()):
        if not as_json and changed_since is None:
            _print(known, entries, voice, around, first=n == 0)
    broken = [entry for entries in by_kind.values() for entry in entries if entry.value is None]
    for path in dict.fromkeys(entry.path for entry in broken):
        print(voice("{path} has errors: tabletop check {path}", path=path), file=sys.stderr)
    tell_doubles(library, by_kind, voice)
    return 0


def _listed(library: Library, kind: str | None, wanted: Wanted, records: Path | None) -> dict[Kind, Sequence[Entry]]:
    asked = kind_named(kind) if kind else None
    if not wanted.asks:
        return {known: library.entries(known) for known in ([asked] if asked else KINDS)}
    if asked not in (None, SCENARIO):
        raise TabletopError("--at-most, --people, --category, --jurisdiction and --never-played choose scenarios")
    return {SCENARIO: chosen(library, wanted, records)}


def _print(kind: Kind, entries: Sequence[Entry], voice: Voice, around: Around, *, first: bool) -> None:
    title = voice(kind.many).upper() if entries else voice("no {kind}", kind=voice(kind.name))
    print(("" if first else "\n") + title)
    if entries:
        heads = ["ID", *(voice(head) for head in _CHOOSING[kind].heads), voice("TITLE")]
        rows = [_row(entry, len(heads), voice, around) for entry in entries]
        left_out, lines = fitted([heads, *rows], room(), indent="  ")
        print("\n".join(lines))
        if left_out:
            print(*folded(f"  {_no_room(heads[-1 - left_out : -1], voice)}"), sep="\n")


def _no_room(heads: Sequence[str], voice: Voice) -> str:
    sentence = "(no room for {columns}: a wider window or tabletop show ID tells them)"
    return voice(sentence, columns=", ".join(heads))


def _row(entry: Entry, wide: int, voice: Voice, around: Around) -> list[str]:
    if entry.value is None:
        return [entry.id, *[""] * (wide - 2), voice("(has errors)")]
    return [entry.id, *_CHOOSING[entry.kind].cells(entry.value, voice, around), entry.title.say(voice.language)]


def _scenario(value: Scenario, voice: Voice, around: Around) -> list[str]:
    incident = value.category if voice.language == "en" else voice.text(around.library.category(value.category))
    length = voice("{minutes} min", minutes=value.session.total // 60)
    playbook = voice("discussion only") if value.playbook == NONE else value.playbook or ""
    return [incident, length, str(len(value.injects)), playbook, value.team or ""]


def _playbook(value: Playbook, _voice: Voice, _around: Around) -> list[str]:
    return [", ".join(value.for_), str(len(value.steps)), str(value.reviewed)]


def _team(value: Team, _voice: Voice, _around: Around) -> list[str]:
    return [str(len(value.roles)), value.timezone]


def _expectation(value: Expectation, voice: Voice, around: Around) -> list[str]:
    return [word(value.kind, voice), limit_words(value, voice), *_known(value, voice, around)]


def _requirement(value: Requirement, voice: Voice, around: Around) -> list[str]:
    return [word(value.force, voice), *_known(value, voice, around)]


def _form(value: Form, voice: Voice, around: Around) -> list[str]:
    same = value.same_items_as
    items = f"= {same}" if same else str(len(value.items))
    return [", ".join(value.serves), items, *_known(value, voice, around)]


def _precedent(value: Precedent, voice: Voice, around: Around) -> list[str]:
    incident = value.category if voice.language == "en" else voice.text(around.library.category(value.category))
    return [incident, word(value.verified, voice), str(len(value.came)), ", ".join(value.beside)]


def _known(value: Fact, voice: Voice, around: Around) -> list[str]:
    confidence = word(value.confidence, voice) if value.confidence else "–"
    looked = (voice.month(value.as_of), recheck_words(value, voice, around.today))
    source = _short(said(value.source, voice.language))
    return [status_words(value, voice), confidence, word(value.verified, voice), *looked, source]


def _dated(value: Fact) -> dict[str, str | None]:
    """When it was looked up, when it is to be again, from when it applies."""
    days = {"recheck_by": value.recheck_by, "applies_from": value.applies_from}
    return {"as_of": value.as_of, **{key: str(day) if day else None for key, day in days.items()}}


def _short(source: str) -> str:
    return cut(source, 40)


def _item(entry: Entry, language: str) -> dict[str, Any]:
    common = {"id": entry.id, "title": entry.title.say(language), "kind": entry.kind.name, "file": str(entry.path)}
    if entry.value is None:
        return common | {"errors": len(entry.problems)}
    return common | _CHOOSING[entry.kind].details(entry.value, language)


_CHOOSING: dict[Kind, _Choosing] = {
    SCENARIO: _Choosing(
        ("CATEGORY", "ROOM", "INJECTS", "PLAYBOOK", "TEAM"),
        _scenario,
        lambda s, _: {
            "category": s.category,
            "opens": s.opens.isoformat(),
            "ends_after": s.ends_after,
            "session": s.session.total,
            "injects": len(s.injects),
            "playbook": s.playbook,
            "team": s.team,
        },
    ),
    PLAYBOOK: _Choosing(
        ("FOR", "STEPS", "REVIEWED"),
        _playbook,
        lambda p, language: {
            "for": list(p.for_),
            "owner": p.owner.say(language),
            "version": p.version,
            "reviewed": p.reviewed.isoformat(),
            "steps": len(p.steps),
        },
    ),
    TEAM: _Choosing(
        ("ROLES", "TIME ZONE"),
        _team,
        lambda t, _: {"timezone": t.timezone, "roles": list(t.roles)},
    ),
    EXPECTATIONS: _Choosing(
        ("KIND", "WITHIN", "STATUS", "CONFIDENCE", "KNOWN FROM", "AS OF", "NEXT LOOK", "SOURCE"),
        _expectation,
        lambda e, language: {
            "kind_of_rule": e.kind,
            "within": str(e.within) if e.within else None,
            "every": str(e.every) if e.every else None,
            **({"not_before": str(e.not_before)} if e.not_before else {}),
            "status": e.status,
            "off": e.off,
            "confidence": e.confidence,
            "verified": e.verified,
            "source": said(e.source, language),
            **_dated(e),
        },
    ),
    REQUIREMENTS: _Choosing(
        ("FORCE", "STATUS", "CONFIDENCE", "KNOWN FROM", "AS OF", "NEXT LOOK", "SOURCE"),
        _requirement,
        lambda r, language: {
            "jurisdiction": r.jurisdiction,
            "force": r.force,
            "confidence": r.confidence,
            "verified": r.verified,
            "source": said(r.source, language),
            "status": r.status,
            "off": r.off,
            **_dated(r),
        },
    ),
    FORMS: _Choosing(
        ("SERVES", "ITEMS", "STATUS", "CONFIDENCE", "KNOWN FROM", "AS OF", "NEXT LOOK", "SOURCE"),
        _form,
        lambda f, language: {
            "jurisdiction": f.jurisdiction,
            "serves": list(f.serves),
            "items": len(f.items),
            "same_items_as": f.same_items_as,
            "confidence": f.confidence,
            "verified": f.verified,
            "source": said(f.source, language),
            **_dated(f),
        },
    ),
    MILESTONES: _Choosing(
        ("MEANING",),
        lambda m, voice, _: [said(m.meaning, voice.language)],
        lambda m, language: {"meaning": said(m.meaning, language)},
    ),
    PRECEDENTS: _Choosing(
        ("CATEGORY", "KNOWN FROM", "TIMES", "HELD AGAINST"),
        _precedent,
        lambda p, _: {
            "category": p.category,
            "verified": p.verified,
            "came": len(p.came),
            "beside": list(p.beside),
        },
    ),
    CATEGORIES: _Choosing((), lambda *_: [], lambda _category, _: {}),
}
