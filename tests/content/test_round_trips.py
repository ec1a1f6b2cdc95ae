"""What is written as YAML reads back equal."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.document import Tree
from simulator.content.library import Library
from simulator.content.reading import validate
from simulator.content.writing import in_line, write, write_list
from simulator.content.yaml_nodes import parse
from simulator.errors import clean
from simulator.home import bundled
from simulator.model.base import Value
from simulator.model.kinds import KINDS, PLAYBOOK, SCENARIO, TEAM, Kind
from tests.conftest import ROOT
from tests.setups import random_setup

LIBRARIES = [bundled(), ROOT / "tests" / "tui" / "library", ROOT / "tests" / "faulty" / "library"]
FILES = [(kind, path) for kind in KINDS for path in Library.open(LIBRARIES).files(kind)]


def read(text: str, kind: Kind) -> list[Value]:
    """All things of a file; every problem is told."""
    items = validate(parse(text.encode(), "written.yaml"), kind)
    assert [str(problem.message) for item in items for problem in item.problems] == []
    return [item.value for item in items if item.value is not None]


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda given: getattr(given, "stem", ""))
def test_bundled_files_read_back_equal(kind: Kind, path: Any) -> None:
    values = read(path.read_text("utf-8"), kind)
    written = write_list(values) if kind.several else write(values[0])
    assert read(written, kind) == values
    assert max(map(len, written.split("\n"))) < 400


@given(st.integers(0, 10**9))
def test_random_files_read_back_equal(number: int) -> None:
    setup = random_setup(Random(number))
    values: dict[Kind, Value] = {SCENARIO: setup.scenario, PLAYBOOK: setup.playbook, TEAM: setup.team}
    for kind, value in values.items():
        assert read(write(value), kind) == [value]


texts = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \n:#'\"-[]{},&*!|>%@`日本。"))).map(clean)
languages = st.fixed_dictionaries({}, optional={"en": texts, "ja": texts}).filter(bool)


@given(texts, languages, st.sampled_from(["en", "ja"]))
def test_whatever_can_be_read_as_a_text_reads_back_equal(owner: str, said: dict[str, str], language: str) -> None:
    raw = {"id": "p", "owner": owner, "version": "1", "reviewed": "2026-10-01", "language": language, "summary": said}
    value = PLAYBOOK.shape.model_validate(
        raw | {"steps": [{"id": "s", "role": "r", "takes": "1m"}]}, context={"language": language}
    )
    assert read(write(value), PLAYBOOK) == [value]


@given(st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts.filter(bool), inner)))
def test_anything_on_one_line_reads_back_equal(tree: Tree) -> None:
    if isinstance(tree, dict | list) and not any("：" in key for key in keys(tree)):
        assert parse(f"it: {in_line(tree)}".encode(), "line.yaml").root == {"it": tree}


def keys(tree: Tree) -> list[str]:
    if isinstance(tree, list):
        return [key for inner in tree for key in keys(inner)]
    return [key for name, inner in tree.items() for key in (name, *keys(inner))] if isinstance(tree, dict) else []


def test_it_is_written_as_people_write() -> None:
    [scenario] = read((bundled() / "scenarios" / "model-weight-theft.yaml").read_text("utf-8"), SCENARIO)
    lines = write(scenario).split("\n")
    assert lines[0] == "id: model-weight-theft"
    assert "timezone: Asia/Tokyo" in lines
    [playbook] = read((ROOT / "tests/faulty/library/playbooks/plain.yaml").read_text("utf-8"), PLAYBOOK)
    assert write(playbook).split("\n")[:12] == [
        "id: plain",
        "for: [practice]",
        "owner: Head of practice",
        'version: "1"',
        "reviewed: 2026-10-01",
        "steps:",
        "  - id: triage",
        "    role: operator",
        "    takes: 10m..20m..1h",
        "    once: [detected]",
        "    reaches: [triaged]",
        "  - id: contain",
    ]
