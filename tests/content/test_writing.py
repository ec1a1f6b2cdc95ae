"""What the program writes for people who write content: skeletons and schemas."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from simulator.content.library import Library
from simulator.content.lint import check
from simulator.content.schema import schema
from simulator.content.skeleton import copy, skeleton
from simulator.errors import TabletopError
from simulator.home import bundled
from simulator.model.kinds import EXPECTATIONS, KINDS, PLAYBOOK, SCENARIO, TEAM, Kind

KIND_NAMES = [kind.name for kind in KINDS]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_skeleton_is_valid_and_known_to_editors(kind: str, tmp_path: Path) -> None:
    path = skeleton(kind, "my-first", tmp_path, TODAY)
    assert [
        p
        for p in check([tmp_path, bundled()], [path], TODAY)
        if p.severity != "note" and p.file == str(path) and p.code != "unwritten"
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


def weak_places(path: Path) -> list[tuple[str, str]]:
    """What the check says of a file, whatever the day: a copy is as sound as what it was copied from, no sounder."""
    library = [path.parent.parent if path.parent.name in ("scenarios", "playbooks") else path.parents[2], bundled()]
    return [(p.code, p.path) for p in check(library, [path]) if p.severity != "note"]


@pytest.mark.parametrize(
    ("kind", "id"), [(SCENARIO, "model-weight-theft"), (PLAYBOOK, "model-compromise"), (TEAM, "tokyo-platform")]
)
def test_a_copy_is_the_same_under_another_name(kind: Kind, id: str, tmp_path: Path) -> None:
    library = Library.open([bundled()])
    model = library.find(kind, id)
    path = copy(kind.name, "ours", tmp_path, model)
    copied = Library.open([tmp_path]).find(kind, "ours")
    assert model.value is not None
    assert copied.value is not None
    assert copied.value.model_dump(exclude={"id", "injects"}) == model.value.model_dump(exclude={"id", "injects"})
    assert "# " in path.read_text("utf-8").split("\n", 1)[1]  # the remarks, too
    assert weak_places(path) == weak_places(Path(model.document.file))


def test_a_copied_scenario_has_artefacts_of_its_own(tmp_path: Path) -> None:
    model = Library.open([bundled()]).find(SCENARIO, "model-weight-theft")
    copy("scenario", "ours", tmp_path, model)
    story = Library.open([tmp_path]).find(SCENARIO, "ours").value
    assert story is not None
    names = [name for inject in story.injects for artefact in inject.artefacts for name in artefact.file.values()]
    assert names
    for name in names:
        original = bundled() / "scenarios" / name.replace("/ours/", "/model-weight-theft/")
        assert (tmp_path / "scenarios" / name).read_bytes() == original.read_bytes()
    with pytest.raises(TabletopError, match="exists already"):
        copy("scenario", "ours", tmp_path, model)


def test_one_of_a_list_is_copied_alone_and_takes_the_place_of_the_other(tmp_path: Path) -> None:
    model = Library.open([bundled()]).find(EXPECTATIONS, "own-contain")
    path = copy("expectations", "ours", tmp_path, model)
    [copied] = Library.open([tmp_path]).expectations()
    assert (copied.path, copied.value) == (path, model.value)
    assert Library.open([tmp_path, bundled()]).find(EXPECTATIONS, "own-contain").document.file == str(path)


@pytest.mark.parametrize("word", ["My First", "../x", "a/b", ".x", ""])
def test_a_name_that_is_no_id_is_refused(word: str, tmp_path: Path) -> None:
    with pytest.raises(TabletopError, match="is not an id"):
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


@pytest.mark.parametrize(
    ("keys", "right", "wrong"),
    [
        (("playbook", "Step", "takes"), "20m, 10m..60m, 10m .. 20m .. 1h30m", "~20m, 90, 2h-5h, 1:30, 3 days"),
        (("expectations", "Expectation", "within"), "4h, 3 business days, 1 month, PT4H", "3 days, 2 weeks, 72"),
        (("scenario", "Inject", "at"), "0m, 3h20m, 2d, PT4H", "3h 20m, soon, 90"),
        (("playbook", "Fails", "odds"), "35%, 0%, 100%, 0.5%", "0.35, 135%, 35"),
        (("team", "Role", "hours"), "always; Mon-Fri 09:00-18:00; Mon 09:00-12:00, Sat 10:00-12:00", "9-5; Mo-Fr 9-5"),
        (("scenario", "", "opens"), "2026-07-10T18:40+09:00, 2026-07-10T09:40Z", "2026-07-10T18:40, tomorrow"),
    ],
)
def test_patterns_take_what_the_parsers_take(keys: tuple[str, str, str], right: str, wrong: str) -> None:
    kind, shape, key = keys
    written = json.dumps(properties(kind, shape)[key])
    [pattern] = set(map(json.loads, re.findall(r'"pattern": ("(?:[^"\\\\]|\\\\.)*")', written)))
    apart = "; " if ";" in right else ", "
    assert not [word for word in right.split(apart) if not re.search(pattern, word)]
    assert not [word for word in wrong.split(apart) if re.search(pattern, word)]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_schemas_hold_nothing_that_files_cannot(kind: str) -> None:
    text = json.dumps(schema(kind))
    assert '"null"' not in text
    assert '"from_"' not in text
