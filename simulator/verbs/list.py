"""``tabletop list``: what the libraries in reach hold."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any

from simulator.content.library import Entry, Library
from simulator.content.reading import kind_named
from simulator.model.expectation import Expectation
from simulator.model.kinds import (
    CATEGORIES,
    EXPECTATIONS,
    KINDS,
    MILESTONES,
    PLAYBOOK,
    REQUIREMENTS,
    SCENARIO,
    TEAM,
    Kind,
)
from simulator.model.text import said
from simulator.verbs.columns import columns


@dataclass(frozen=True)
class _Choosing:
    """What helps to choose among things of a kind, beside id and title."""

    heads: tuple[str, ...]
    cells: Callable[[Any, str], list[str]]
    details: Callable[[Any, str], dict[str, Any]]
    """The same for programs."""


def kinds() -> tuple[str, ...]:
    """The kinds of file there are to list, as the command line names them."""
    return tuple(kind.name for kind in KINDS)


def list_(
    *, kind: str | None = None, libraries: Sequence[Path] = (), language: str = "en", as_json: bool = False
) -> int:
    """Lists one kind, or all. Broken files are listed as such: 0 also with them."""
    library = Library.open(libraries)
    found = {known: library.entries(known) for known in ([kind_named(kind)] if kind else KINDS)}
    if as_json:
        items = [_item(entry, language) for entries in found.values() for entry in entries]
        print(json.dumps({"schema_version": 1, "items": items}, ensure_ascii=False, indent=2))
    for n, (known, entries) in enumerate(found.items()):
        if not as_json:
            _print(known, entries, language, first=n == 0)
    broken = [entry for entries in found.values() for entry in entries if entry.value is None]
    for path in dict.fromkeys(entry.path for entry in broken):
        print(f"{path} has errors: tabletop check {path}", file=sys.stderr)
    return 0


def _print(kind: Kind, entries: Sequence[Entry], language: str, *, first: bool) -> None:
    print(("" if first else "\n") + (kind.many.upper() if entries else f"no {kind.name}"))
    if entries:
        heads = ["ID", *_CHOOSING[kind].heads, "TITLE"]
        for line in columns([heads, *(_row(entry, len(heads), language) for entry in entries)], indent="  "):
            print(line)


def _row(entry: Entry, wide: int, language: str) -> list[str]:
    if entry.value is None:
        return [entry.id, *[""] * (wide - 2), "(has errors)"]
    return [entry.id, *_CHOOSING[entry.kind].cells(entry.value, language), entry.title.say(language)]


def _expectation(e: Expectation, language: str) -> list[str]:
    limit = str(e.within) if e.within else "order" if e.order else "no number"
    status = f"off: {e.off}" if e.off else e.status
    return [e.kind, limit, status, e.confidence or "–", e.verified, e.as_of, _short(said(e.source, language))]


def _short(source: str) -> str:
    return shorten(source, 40, placeholder=" …")


def _item(entry: Entry, language: str) -> dict[str, Any]:
    common = {"id": entry.id, "title": entry.title.say(language), "kind": entry.kind.name, "file": str(entry.path)}
    if entry.value is None:
        return common | {"errors": len(entry.problems)}
    return common | _CHOOSING[entry.kind].details(entry.value, language)


_CHOOSING: dict[Kind, _Choosing] = {
    SCENARIO: _Choosing(
        ("CATEGORY", "ROOM", "INJECTS", "PLAYBOOK", "TEAM"),
        lambda s, _: [
            s.category,
            f"{s.session.total // 60} min",
            str(len(s.injects)),
            s.playbook or "",
            s.team or "",
        ],
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
        lambda p, _: [", ".join(p.for_), str(len(p.steps)), str(p.reviewed)],
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
        lambda t, _: [str(len(t.roles)), t.timezone],
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
        lambda r, _: [r.force, r.confidence or "–", r.verified, r.as_of, _short(r.source)],
        lambda r, _: {
            "jurisdiction": r.jurisdiction,
            "force": r.force,
            "confidence": r.confidence,
            "verified": r.verified,
            "source": r.source,
            "as_of": r.as_of,
        },
    ),
    MILESTONES: _Choosing(
        ("MEANING",),
        lambda m, language: [shorten(said(m.meaning, language), 90, placeholder=" …")],
        lambda m, language: {"meaning": said(m.meaning, language)},
    ),
    CATEGORIES: _Choosing((), lambda _category, _: [], lambda _category, _: {}),
}
