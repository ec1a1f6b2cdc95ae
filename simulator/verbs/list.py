"""``tabletop list``: what the library holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.content.library import Entry, Library
from simulator.content.reading import kind_named
from simulator.model.expectation import Expectation
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
from simulator.verbs.doubles import tell_doubles
from simulator.verbs.terminal import room
from simulator.verbs.words import limit_words, word
from simulator.wording.voice import Voice
from simulator.wording.width import cut, fitted


@dataclass(frozen=True)
class _Choosing:
    """The columns that help to choose among items of a kind, beside id and title."""

    heads: tuple[str, ...]
    cells: Callable[[Any, Voice, Library], list[str]]
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
    *, kind: str | None = None, libraries: Sequence[Path] = (), language: str = "en", as_json: bool = False
) -> int:
    """Lists one kind, or all. Broken files are listed as such: 0 also with them."""
    library, voice = Library.open(libraries), Voice(language)
    by_kind = {known: library.entries(known) for known in ([kind_named(kind)] if kind else KINDS)}
    if as_json:
        items = [_item(entry, language) for entries in by_kind.values() for entry in entries]
        print(json.dumps({"schema_version": 1, "items": items}, ensure_ascii=False, indent=2))
    for n, (known, entries) in enumerate(by_kind.items()):
        if not as_json:
            _print(known, entries, voice, library, first=n == 0)
    broken = [entry for entries in by_kind.values() for entry in entries if entry.value is None]
    for path in dict.fromkeys(entry.path for entry in broken):
        print(voice("{path} has errors: tabletop check {path}", path=path), file=sys.stderr)
    tell_doubles(library, by_kind, voice)
    return 0


def _print(kind: Kind, entries: Sequence[Entry], voice: Voice, library: Library, *, first: bool) -> None:
    title = voice(kind.many).upper() if entries else voice("no {kind}", kind=voice(kind.name))
    print(("" if first else "\n") + title)
    if entries:
        heads = ["ID", *(voice(head) for head in _CHOOSING[kind].heads), voice("TITLE")]
        rows = [_row(entry, len(heads), voice, library) for entry in entries]
        for line in fitted([heads, *rows], room(), indent="  "):
            print(line)


def _row(entry: Entry, wide: int, voice: Voice, library: Library) -> list[str]:
    if entry.value is None:
        return [entry.id, *[""] * (wide - 2), voice("(has errors)")]
    return [entry.id, *_CHOOSING[entry.kind].cells(entry.value, voice, library), entry.title.say(voice.language)]


def _scenario(value: Scenario, voice: Voice, library: Library) -> list[str]:
    incident = value.category if voice.language == "en" else voice.text(library.category(value.category))
    length = voice("{minutes} min", minutes=value.session.total // 60)
    playbook = voice("discussion only") if value.playbook == NONE else value.playbook or ""
    return [incident, length, str(len(value.injects)), playbook, value.team or ""]


def _playbook(value: Playbook, _voice: Voice, _library: Library) -> list[str]:
    return [", ".join(value.for_), str(len(value.steps)), str(value.reviewed)]


def _team(value: Team, _voice: Voice, _library: Library) -> list[str]:
    return [str(len(value.roles)), value.timezone]


def _expectation(value: Expectation, voice: Voice, _library: Library) -> list[str]:
    status = voice("off: {reason}", reason=word(value.off, voice)) if value.off else word(value.status, voice)
    source = _short(said(value.source, voice.language))
    return [word(value.kind, voice), limit_words(value, voice), status, *_known(value, voice), source]


def _requirement(value: Requirement, voice: Voice, _library: Library) -> list[str]:
    return [word(value.force, voice), *_known(value, voice), _short(value.source)]


def _form(value: Form, voice: Voice, _library: Library) -> list[str]:
    same = value.same_items_as
    items = f"= {same}" if same else str(len(value.items))
    source = _short(said(value.source, voice.language))
    return [", ".join(value.serves), items, *_known(value, voice), source]


def _precedent(value: Precedent, voice: Voice, library: Library) -> list[str]:
    incident = value.category if voice.language == "en" else voice.text(library.category(value.category))
    return [incident, word(value.verified, voice), str(len(value.came)), ", ".join(value.beside)]


def _known(value: Expectation | Requirement | Form, voice: Voice) -> list[str]:
    confidence = word(value.confidence, voice) if value.confidence else "–"
    return [confidence, word(value.verified, voice), voice.month(value.as_of)]


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
        lambda p, _: {
            "for": list(p.for_),
            "owner": p.owner,
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
        ("KIND", "WITHIN", "STATUS", "CONFIDENCE", "KNOWN FROM", "AS OF", "SOURCE"),
        _expectation,
        lambda e, language: {
            "kind_of_rule": e.kind,
            "within": str(e.within) if e.within else None,
            "status": e.status,
            "off": e.off,
            "confidence": e.confidence,
            "verified": e.verified,
            "source": said(e.source, language),
            "as_of": e.as_of,
        },
    ),
    REQUIREMENTS: _Choosing(
        ("FORCE", "CONFIDENCE", "KNOWN FROM", "AS OF", "SOURCE"),
        _requirement,
        lambda r, _: {
            "jurisdiction": r.jurisdiction,
            "force": r.force,
            "confidence": r.confidence,
            "verified": r.verified,
            "source": r.source,
            "as_of": r.as_of,
        },
    ),
    FORMS: _Choosing(
        ("SERVES", "ITEMS", "CONFIDENCE", "KNOWN FROM", "AS OF", "SOURCE"),
        _form,
        lambda f, language: {
            "jurisdiction": f.jurisdiction,
            "serves": list(f.serves),
            "items": len(f.items),
            "same_items_as": f.same_items_as,
            "confidence": f.confidence,
            "verified": f.verified,
            "source": said(f.source, language),
            "as_of": f.as_of,
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
