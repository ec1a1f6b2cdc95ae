"""What changed of the facts in a library: which rules and demands, from what, why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.content.library import Entry
from simulator.errors import TabletopError
from simulator.model.fact import Fact
from simulator.model.kinds import Kind
from simulator.verbs.printed import folded
from simulator.verbs.terminal import room
from simulator.verbs.words import change_words
from simulator.wording.voice import Voice
from simulator.wording.width import wrapped

READABLE = 100
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def changed_facts(by_kind: Mapping[Kind, Sequence[Entry]], since: str, voice: Voice, *, as_json: bool = False) -> None:
    """Prints what changed or came in a month or later. Raises TabletopError for what is no month, or no facts."""
    if not _MONTH.fullmatch(since):
        raise TabletopError("expected a month such as 2026-10, found {found!r}", found=since[:20])
    facts = {kind: entries for kind, entries in by_kind.items() if issubclass(kind.shape, Fact)}
    if not facts:
        raise TabletopError("only expectations, requirements and forms are facts that change")
    if as_json:
        items = [_item(entry, since, voice.language) for some in facts.values() for entry in _moved(some, since)]
        print(json.dumps({"schema_version": 1, "items": items}, ensure_ascii=False, indent=2))
        return
    for kind, entries in facts.items():
        print("\n".join(_lines(kind, _moved(entries, since), since, voice)))


def _moved(entries: Sequence[Entry], since: str) -> list[Entry]:
    """Those that changed, then those that are new."""
    known = [entry for entry in entries if entry.value is not None]
    changed = [entry for entry in known if entry.value.changed_since(since)]
    return changed + [entry for entry in known if (entry.value.added or "") >= since and entry not in changed]


def _lines(kind: Kind, entries: Sequence[Entry], since: str, voice: Voice) -> Iterator[str]:
    said = {"kind": voice(kind.many), "count": len(entries), "month": voice.month(since)}
    yield voice("{kind}: {count} changed or new since {month}", **said)
    wide = min(room() or READABLE, READABLE)
    for entry in entries:
        yield ""
        yield from folded(f"  {entry.id}  {entry.title.say(voice.language)}")
        changes = entry.value.changed_since(since)
        lines = [line for change in changes for line in change_words(change, voice)]
        for line in lines or [voice("new in {month}", month=voice.month(entry.value.added))]:
            yield from (f"    {part}" for part in wrapped(line, wide - 4))
    yield ""


def _item(entry: Entry, since: str, language: str) -> dict[str, Any]:
    changes = [
        {"in": change.in_} | {key: getattr(change, key).say(language) for key in ("now", "was", "why")}
        for change in entry.value.changed_since(since)
    ]
    title = entry.title.say(language)
    return {"id": entry.id, "title": title, "kind": entry.kind.name, "added": entry.value.added, "changes": changes}
