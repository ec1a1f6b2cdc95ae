"""JSON Schema for editors: completion and red lines while one writes. The check stays the authority."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter

from simulator.content.reading import kind_named

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_RENAMED = {"ge": "minimum", "le": "maximum"}


def schema(kind: str) -> dict[str, Any]:
    """The schema of a kind of file, with the keys as files write them. Raises TabletopError for an unknown kind."""
    known = kind_named(kind)
    shape: Any = GenericAlias(tuple, (known.shape, ...)) if known.several else known.shape
    made: dict[str, Any] = _tidy(TypeAdapter(shape).json_schema(by_alias=True, mode="validation"))
    return {"$schema": DIALECT, "title": f"{known.name} of an AI incident tabletop"} | made


@cache
def _descriptions() -> dict[str, dict[str, str]]:
    """Shape → key → what it is for, as the guide has it."""
    read: dict[str, dict[str, str]] = tomllib.loads(
        files("simulator.content").joinpath("descriptions.toml").read_text("utf-8")
    )
    return read


def _tidy(schema: Any) -> Any:
    """Without what files never hold (null) and editors only repeat (titles made from keys, defaults)."""
    if isinstance(schema, list):
        return [_tidy(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    described = _descriptions().get(schema.get("title", ""), {}) if isinstance(schema.get("properties"), dict) else {}
    tidied: dict[str, Any] = {}
    key: str
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            words = described if key == "properties" else {}
            tidied[key] = {
                name: _tidy(part) | ({"description": words[name]} if name in words else {})
                for name, part in value.items()
            }
        elif key not in ("title", "default"):
            tidied[_RENAMED.get(key, key)] = _tidy(value)
    ways = [way for way in tidied.get("anyOf", []) if way != {"type": "null"}]
    if len(ways) == 1:
        return {key: value for key, value in tidied.items() if key != "anyOf"} | ways[0]
    return tidied | ({"anyOf": ways} if ways else {})
