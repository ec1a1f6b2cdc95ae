"""``tabletop list``: what the libraries in reach hold."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from simulator.content.library import Entry, Library
from simulator.content.reading import FOLDERS, kind_named
from simulator.model.expectation import Expectation
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from simulator.model.team import Team
from simulator.verbs.columns import columns


def list_(
    *, kind: str | None = None, libraries: Sequence[Path] = (), language: str = "en", as_json: bool = False
) -> int:
    """Lists one kind, or all. Broken files are listed as such: 0 also with them."""
    library = Library.open(libraries)
    kinds = [kind_named(kind)] if kind else list(FOLDERS)
    found = {kind: library.entries(kind) for kind in kinds}
    if as_json:
        items = [_item(entry, language) for entries in found.values() for entry in entries]
        print(json.dumps({"schema_version": 1, "items": items}, ensure_ascii=False, indent=2))
    for n, (name, entries) in enumerate(found.items()):
        if not as_json:
            _print(name, entries, language, first=n == 0)
    broken = [entry for entries in found.values() for entry in entries if entry.value is None]
    for path in dict.fromkeys(entry.path for entry in broken):
        print(f"{path} has errors: tabletop check {path}", file=sys.stderr)
    return 0


def _print(kind: str, entries: Sequence[Entry], language: str, *, first: bool) -> None:
    print(("" if first else "\n") + (FOLDERS[kind].rpartition("/")[2].upper() if entries else f"no {kind}"))
    rows = [[entry.id, *_cells(entry), _title(entry, language)] for entry in entries]
    for line in columns(rows, indent="  "):
        print(line)


def _title(entry: Entry, language: str) -> str:
    return entry.title.say(language) if entry.value else "(has errors)"


def _cells(entry: Entry) -> list[str]:
    """What helps to choose, beside id and title."""
    value = entry.value
    if isinstance(value, Scenario):
        return [value.category, f"{value.session.total // 60} min", f"{len(value.injects)} injects"]
    if isinstance(value, Playbook):
        return [", ".join(value.for_), f"{len(value.steps)} steps", f"reviewed {value.reviewed}"]
    if isinstance(value, Team):
        return [f"{len(value.roles)} roles", value.timezone]
    if isinstance(value, Expectation):
        limit = str(value.within) if value.within else "order" if value.order else "no number"
        return [value.kind, limit, f"off: {value.off}" if value.off else ""]
    return {"scenario": ["", "", ""], "playbook": ["", "", ""], "team": ["", ""]}.get(entry.kind, ["", "", ""])


def _item(entry: Entry, language: str) -> dict[str, Any]:
    common = {"id": entry.id, "title": entry.title.say(language), "kind": entry.kind, "file": str(entry.path)}
    if entry.value is None:
        return common | {"errors": len(entry.problems)}
    return common | _DETAILS[type(entry.value)](entry.value)


_DETAILS: dict[type, Callable[[Any], dict[str, Any]]] = {
    Scenario: lambda s: {
        "category": s.category,
        "opens": s.opens.isoformat(),
        "ends_after": s.ends_after,
        "session": s.session.total,
        "injects": len(s.injects),
        "playbook": s.playbook,
        "team": s.team,
    },
    Playbook: lambda p: {
        "for": list(p.for_),
        "owner": p.owner,
        "version": p.version,
        "reviewed": p.reviewed.isoformat(),
        "steps": len(p.steps),
    },
    Team: lambda t: {"timezone": t.timezone, "roles": list(t.roles)},
    Expectation: lambda e: {
        "kind_of_rule": e.kind,
        "within": str(e.within) if e.within else None,
        "status": e.status,
        "verified": e.verified,
    },
}
