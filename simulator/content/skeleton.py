"""A first file to fill in, or a copy of one to change: valid, explained by remarks, known to editors by its schema."""

from __future__ import annotations

import json
import os
import re
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from simulator.content.artefacts import Handout, handouts
from simulator.content.explain import fitting_id
from simulator.content.reading import LoadedItem, kind_named
from simulator.content.schema import schema
from simulator.content.writing import write_list
from simulator.errors import TabletopError
from simulator.files import opened, write_whole
from simulator.model.kinds import SCENARIO, Kind
from simulator.model.scenario import Scenario

_SCHEMAS = ".schemas"
_FOR_EDITORS = "# yaml-language-server: $schema="


def skeleton(kind: str, id: str, folder: Path, today: date, *, discussion: bool = False) -> Path:
    """Writes a new file of this kind into a library's folder, and its schema for editors; the path written.

    ``discussion``: a scenario of modules and questions, without a playbook. Raises TabletopError for a word that is
    no id or kind, where the file exists already, and for a discussion that is no scenario.
    """
    known = kind_named(kind)
    if discussion and known != SCENARIO:
        raise TabletopError("only a scenario can be for discussion: tabletop new scenario {id} --discussion", id=id)
    path = _place(known, id, folder)
    _begin(path, known, folder, _filled("discussion" if discussion else known.name, id, path, today))
    return path


def copy(kind: str, id: str, folder: Path, model: LoadedItem[Any]) -> Path:
    """Writes what another file says under an id of its own, remarks and all, with a scenario's artefacts; the path.

    Of a file that holds several things, only the one is written, under its own id: so it takes the other's place.
    Raises TabletopError for a word that is no id, where a file exists already, and for a thing with errors.
    """
    known, source = kind_named(kind), Path(model.document.file)
    path = _place(known, id, folder)
    if known.several:
        if model.value is None:
            raise TabletopError("{id} cannot be copied as it is", model.problems, id=model.id)
        _begin(path, known, folder, write_list([model.value]))
        return path
    handed = _handed(model)
    homes = {handout.name: f"files/{id}/{Path(handout.name).name}" for handout in handed}
    artefacts = {path.parent / homes[handout.name]: Path(handout.file).read_bytes() for handout in handed}
    for target in (path, *(target for target, content in artefacts.items() if not _holds(target, content))):
        if os.path.lexists(target):
            raise TabletopError("{path} exists already and is left as it is", path=target)
    text = re.sub(rf"(?m)^id:\s*[\"']?{model.id}\b[\"']?", f"id: {id}", source.read_text("utf-8-sig"), count=1)
    for old, new in homes.items():
        text = text.replace(old, new)
    # Artefacts first: where this is interrupted, trying again goes on.
    for target, content in artefacts.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content)
    _begin(path, known, folder, _without_schema(text))
    return path


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file is there with this content: an interrupted copy left it."""
    try:
        with opened(path) as file:
            return file.read() == content
    except OSError:
        return False


def _handed(model: LoadedItem[Any]) -> tuple[Handout, ...]:
    """The artefacts to copy; raises TabletopError where one cannot be read, or two would have one name."""
    if not isinstance(model.value, Scenario):
        return ()
    read, problems = handouts(model.value, model.document)
    if problems:
        raise TabletopError("{id} cannot be copied as it is", problems, id=model.id)
    if len({Path(handout.name).name for handout in read}) < len(read):
        raise TabletopError("{id} cannot be copied: two of its artefacts have the same file name", id=model.id)
    return read


def _without_schema(text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.startswith(_FOR_EDITORS) else text


def _place(kind: Kind, id: str, folder: Path) -> Path:
    if not id or fitting_id(id) != id:
        raise TabletopError(
            "{id!r} is not an id (small letters, digits, hyphens): try {fitting}",
            id=id,
            fitting=fitting_id(id) or "my-first",
        )
    return folder / kind.folder / f"{id}.yaml"


def _begin(path: Path, kind: Kind, folder: Path, text: str) -> None:
    if os.path.lexists(path):
        raise TabletopError("{path} exists already and is left as it is", path=path)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_schema(folder, kind)
    write_whole(path, f"{_FOR_EDITORS}{_way_up(kind)}{_SCHEMAS}/{kind.name}.json\n{text}".encode())


def _way_up(kind: Kind) -> str:
    return "../" * len(kind.folder.split("/"))


def _filled(name: str, id: str, path: Path, today: date) -> str:
    friday = today + timedelta(days=(4 - today.weekday()) % 7 + 7)
    known = {"id": id, "file": str(path), "today": f"{today}", "month": f"{today:%Y-%m}", "day": f"{friday}"}
    text = files("simulator.content").joinpath("skeletons", f"{name}.yaml").read_text("utf-8")
    for mark, value in known.items():
        text = text.replace(f"{{{mark}}}", value)
    return text


def _write_schema(folder: Path, kind: Kind) -> None:
    target = folder / _SCHEMAS / f"{kind.name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, (json.dumps(schema(kind.name), ensure_ascii=False, indent=1) + "\n").encode())
