"""A first file to fill in: valid, explained by remarks, known to editors by its schema."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from simulator.content.explain import fitting_id
from simulator.content.reading import FOLDERS, kind_named
from simulator.content.schema import schema
from simulator.errors import TabletopError

_SCHEMAS = ".schemas"


def skeleton(kind: str, id: str, folder: Path, today: date) -> Path:
    """Writes a new file of this kind into a library's folder, and its schema for editors; the path written.

    Raises TabletopError for a word that is no id or kind, and where the file exists already.
    """
    known = kind_named(kind)
    if not id or fitting_id(id) != id:
        raise TabletopError(f"{id!r} is no id (small letters, digits, hyphens): try {fitting_id(id) or 'my-first'}")
    path = folder / FOLDERS[known] / f"{id}.yaml"
    text = f"# yaml-language-server: $schema={_way_up(known)}{_SCHEMAS}/{known}.json\n" + _filled(
        known, id, path, today
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise TabletopError(f"{path} exists already and is left as it is") from None
    _write_schema(folder, known)
    return path


def _way_up(kind: str) -> str:
    return "../" * len(FOLDERS[kind].split("/"))


def _filled(kind: str, id: str, path: Path, today: date) -> str:
    friday = today + timedelta(days=(4 - today.weekday()) % 7 + 7)
    known = {"id": id, "file": str(path), "today": f"{today}", "month": f"{today:%Y-%m}", "day": f"{friday}"}
    text = files("simulator.content").joinpath("skeletons", f"{kind}.yaml").read_text("utf-8")
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _write_schema(folder: Path, kind: str) -> None:
    """Replaced as a whole, so that an editor never reads half of it."""
    target = folder / _SCHEMAS / f"{kind}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".json.new")
    fresh.write_text(json.dumps(schema(kind), ensure_ascii=False, indent=1) + "\n", "utf-8")
    os.replace(fresh, target)
