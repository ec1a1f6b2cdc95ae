"""What the program writes for people who write content: skeletons and schemas."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from simulator.content.lint import check
from simulator.content.schema import schema
from simulator.content.skeleton import skeleton
from simulator.errors import TabletopError
from simulator.home import bundled

KINDS = ["scenario", "playbook", "team", "expectations"]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_is_valid_and_known_to_editors(kind: str, tmp_path: Path) -> None:
    path = skeleton(kind, "my-first", tmp_path, TODAY)
    assert [
        p for p in check([tmp_path, bundled()], [path], TODAY) if p.severity != "note" and p.file == str(path)
    ] == []
    first = path.read_text("utf-8").partition("\n")[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads((path.parent / named).read_text("utf-8")) == schema(kind)


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = skeleton("team", "ours", tmp_path, TODAY)
    path.write_text("mine", "utf-8")
    with pytest.raises(TabletopError, match="exists already"):
        skeleton("team", "ours", tmp_path, TODAY)
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize("word", ["My First", "../x", "a/b", ".x", ""])
def test_a_name_that_is_no_id_is_refused(word: str, tmp_path: Path) -> None:
    with pytest.raises(TabletopError, match="is no id"):
        skeleton("team", word, tmp_path, TODAY)
    assert list(tmp_path.iterdir()) == []


def properties(kind: str, name: str = "") -> dict[str, Any]:
    found = schema(kind)
    keys: dict[str, Any] = (found["$defs"][name] if name else found)["properties"]
    return keys


def test_schemas_use_the_keys_and_short_forms_that_files_use() -> None:
    assert {"from", "body", "decision"} <= properties("scenario", "Inject").keys()
    assert {"for", "steps"} <= properties("playbook").keys()
    ways = [way.get("type") for way in properties("playbook", "Step")["after"]["anyOf"]]
    assert ways == ["string", "array"]
    assert {way.get("type") for way in properties("playbook", "Step")["role"]["anyOf"]} == {"string", "object"}
    assert schema("expectations")["type"] == "array"


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_hold_nothing_that_files_cannot(kind: str) -> None:
    text = json.dumps(schema(kind))
    assert '"null"' not in text
    assert '"from_"' not in text
