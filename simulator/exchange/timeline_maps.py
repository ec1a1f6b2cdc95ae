"""A list of maps in JSON as a timeline: keys are known by their names, as the columns of a table are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from simulator.exchange.json_source import Path
from simulator.exchange.timeline_map import NEEDED, TimelineMap, columns_found

_LISTS: Final = (
    *("timeline", "events", "timeline_events", "incident_events", "entries", "items", "logs", "updates", "data"),
    *("records", "result", "results", "messages"),
)
"""Under which key programs keep the list, where it is not all of the file."""
_INNER: Final = ("body", "text", "message", "name", "full_name", "login", "summary", "email")
"""Of a map in the place of a text, which of its texts is taken."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
Pairs = Iterator[tuple[Path, Any]]


def listed(root: Any) -> Pairs | None:
    """The maps of a list, with their attributes; None where they tell no time or no text."""
    path: Path = ()
    if isinstance(root, dict):
        path = next(((key,) for key in _LISTS if isinstance(root.get(key), list) and root[key]), ())
    found = root[path[0]] if path else root
    if not isinstance(found, list) or not any(map(_tells, found)):
        return None
    return (((*path, n), _flat(raw)) for n, raw in enumerate(found))


def fields_of(raw: dict[str, Any], chosen: TimelineMap) -> dict[str, str]:
    """Field → the key of this map that tells it."""
    keys = [key for key, value in raw.items() if said(value)]
    try:
        places = columns_found([_HUMP.sub("_", key) for key in keys], chosen)
    except KeyError:
        places = columns_found([_HUMP.sub("_", key) for key in keys], TimelineMap())
    return {field: keys[place] for field, place in places.items()}


def said(value: Any) -> str:
    """What a value says as text; empty where it says nothing."""
    if isinstance(value, dict):
        return next((text for key in _INNER if (text := said(value.get(key)))), "") if len(value) < 100 else ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip() if isinstance(value, str) or abs(value) < 10**15 else ""


def _tells(raw: Any) -> bool:
    found = fields_of(flat, TimelineMap()) if isinstance(raw, dict) and isinstance(flat := _flat(raw), dict) else {}
    return all(field in found for field in NEEDED)


def _flat(raw: Any) -> Any:
    """With what JSON:API keeps under ``attributes``."""
    inner = raw.get("attributes") if isinstance(raw, dict) else None
    return {**{key: value for key, value in raw.items() if key != "type"}, **inner} if isinstance(inner, dict) else raw
