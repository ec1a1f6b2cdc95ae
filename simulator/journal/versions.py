"""The versions of a record. Events never change their meaning: a version gives other names and another envelope."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

VERSION = 2
"""What is written. Since 2 the first line of a move says who did what, and talk is a move of its own; an event that is
new needs no new version: a program that does not know it says so."""

_RENAMED: Mapping[int, Mapping[str, str]] = {1: {"healed": "recovered"}}
"""Version → its own names of events → today's."""


def continued_as(path: Path) -> Path:
    """Where a record of an earlier version goes on, once somebody has resumed it."""
    return path.with_name(f"{path.stem}.v{VERSION}{path.suffix}")


def as_today(raw: dict[str, Any], version: int) -> dict[str, Any]:
    """An event's object with today's name, as ``codec.decode`` reads it."""
    name = raw.get("event")
    known = _RENAMED.get(version, {})
    return {**raw, "event": known[name]} if isinstance(name, str) and name in known else raw


def head_as_today(raw: dict[str, Any], version: int) -> dict[str, Any]:
    """A head's object with what records of version 1 left to the program: what milestones were called then."""
    setup = raw.get("setup")
    if version > 1 or not isinstance(setup, dict):
        return raw
    titles = tomllib.loads(files("simulator.journal").joinpath("version1_milestones.toml").read_text("utf-8"))
    return raw | {"setup": {"milestones": [{"id": name, "title": title} for name, title in titles.items()]} | setup}
