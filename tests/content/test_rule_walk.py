"""A rule of the check as CONTRIBUTING walks it: the files it names are all that a rule needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.content.library import Library
from simulator.content.lint import check
from simulator.content.reading import LoadedItem
from simulator.content.rules import catalogue, figures
from simulator.content.rules.rule import ItemRule, of_item
from simulator.errors import Problem, Sentence
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import Playbook
from tests.conftest import ROOT

SOUND = ROOT / "tests" / "faulty" / "library"
PLAYBOOK_OF_ONE = """\
id: lonely
for: practice
owner: Head of practice
version: "1"
reviewed: 2026-10-01
steps:
  - {id: triage, role: operator, takes: 20m, once: detected, reaches: triaged}
"""


@of_item(PLAYBOOK)
def one_step(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """A trial rule: a playbook of one step is hardly a playbook."""
    if len(value.steps) == 1:
        message = Sentence("{playbook} has one step only", playbook=value.id)
        yield item.document.problem(("steps",), "one-step", message, "warning", key=True)


def test_a_function_with_its_decorator_in_a_family_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "lonely.yaml"
    path.write_text(PLAYBOOK_OF_ONE, "utf-8")

    def told() -> list[tuple[int, str]]:
        return [(p.line, p.code) for p in check(Library.open([SOUND]), [path]) if p.severity != "note"]

    assert told() == []
    monkeypatch.setattr(figures, "one_step", one_step, raising=False)
    monkeypatch.setattr(catalogue, "_OF_ITEM", catalogue._rules(ItemRule))
    assert told() == [(6, "one-step")]


def test_the_walk_names_every_file_and_each_is_there() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    walk = page.partition("**A rule of the check**")[2].partition("\n**")[0]
    named = re.findall(r"`((?:simulator|tests|docs)/[\w./-]+)`", walk)
    assert [name for name in named if not (ROOT / name).exists()] == ["tests/faulty/one-step.yaml"]
    assert set(named) >= {
        "simulator/content/rules/figures.py",
        "simulator/wording/ja.toml",
        "docs/writing-scenarios.md",
    }
