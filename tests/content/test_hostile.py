"""Files that mean harm, or are no YAML at all: refused with a place and a reason, never with a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.reading import kind_of, validate
from simulator.content.yaml_nodes import parse
from simulator.model.kinds import KINDS, Kind

HOSTILE = {
    "too-large": b"a: " + b"x" * 6_000_000,
    "too-deep": b"[" * 30_000,
    "too-deep-braces": b"{a: " * 30_000,
    "not-text": b"id: a\ntitle: \xff\xfe\x00binary",
    "control-character": b"id: a\ntitle: \x1b[31mred\n",
    "control-character-nul": b"id: a\x00b\n",
    "control-character-bidi": "id: a\ntitle: \u202eevil\n".encode(),
    "empty-file": b"",
    "empty-file-but-spaces": b" \n\n",
    "empty-file-but-remarks": b"# nothing here\n",
    "several-documents": b"a: b\n---\nc: d\n",
    "key-not-a-word": b"{[a]: b}",
    "syntax": b"a: [b",
    "syntax-percent": b"%YAML 9.9\n---\na: b",
    "anchor": b"a: &x b",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused(name: str) -> None:
    problem = parse(HOSTILE[name], "bad.yaml").problems[0]
    assert name.startswith(problem.code)
    assert problem.file == "bad.yaml"


def test_an_alias_bomb_is_told_and_never_expanded() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
    document = parse(bomb.encode(), "bomb.yaml")
    assert {problem.code for problem in document.problems} == {"anchor", "alias"}
    assert len(str(document.root)) < 1000


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize(
    "text", ["just words", "[]", "{}", "a: b", "- a", "id: [a]\nsteps: {a: b}\nroles: x\ninjects: y"]
)
def test_whatever_stands_where_something_else_is_due_is_a_problem(kind: Kind, text: str) -> None:
    for item in validate(parse(text.encode(), "odd.yaml"), kind):
        assert item.value is None
        assert item.problems
        assert all(problem.file == "odd.yaml" for problem in item.problems)


words = st.sampled_from(
    ["id", "a", "steps", "injects", "roles", "once", "5m", "[", "]", "{", "}", ":", "- ", "\n", "  ", '"', "#"]
)


@given(st.lists(words, max_size=40).map("".join))
def test_nothing_that_can_be_typed_crashes(text: str) -> None:
    document = parse(text.encode(), "typed.yaml")
    for item in validate(document, kind_of(Path("typed.yaml"), document.root)):
        assert item.value is not None or item.problems


@given(st.binary(max_size=200))
def test_no_bytes_crash(data: bytes) -> None:
    document = parse(data, "bytes.yaml")
    assert document.root is not None or document.problems


def test_every_scalar_is_text() -> None:
    root = parse(b"a: 1:30\nb: no\nc: 010\nd: 1.10\ne: 2026-10-01\nyes: ~\nf: 0x1F\ng: .nan\n", "plain.yaml").root
    assert root == {
        "a": "1:30",
        "b": "no",
        "c": "010",
        "d": "1.10",
        "e": "2026-10-01",
        "yes": "~",
        "f": "0x1F",
        "g": ".nan",
    }


def test_places_count_characters_and_know_windows_lines() -> None:
    document = parse("題: {日本語: はい, x: y}\r\nb:\r\n  - c\r\n".encode(), "places.yaml")
    assert document.values[("題", "x")] == (1, 17)
    assert document.values[("b", 0)] == (3, 5)
    assert document.problems == ()
