"""What a library says of its own facts: when to look again, and what they said before."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.content.library import Library
from simulator.home import bundled
from simulator.verbs.list import list_
from simulator.verbs.show import show
from tests.exercise.records import play_record

RULES = """
- id: moved
  title: {en: A law that moved, ja: 変わった法律}
  kind: law
  from: detected
  to: contained
  within: 4h
  source: {en: Some Act Art. 1, ja: ある法律第1条}
  as_of: 2026-10
  recheck_by: 2026-12-02
  changes:
    - in: 2026-09
      now: {en: Five hours., ja: 5時間。}
      was: {en: Six hours., ja: 6時間。}
      why: {en: It was amended., ja: 改正された。}
    - in: 2026-10
      now: {en: Four hours., ja: 4時間。}
      was: {en: Five hours., ja: 5時間。}
      why: {en: Amended again., ja: 再び改正された。}
- {id: fresh, title: New here, kind: law, from: detected, to: contained, added: 2026-10}
- {id: steady, title: As ever, kind: law, from: detected, to: contained}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "playbooks/expectations").mkdir(parents=True)
    (tmp_path / "playbooks/expectations/ours.yaml").write_text(RULES, "utf-8")
    return tmp_path


@pytest.mark.parametrize(("today", "mark"), [("2026-12-02", ""), ("2026-12-03", ": overdue")])
def test_a_next_look_is_overdue_when_its_day_has_passed(
    own: Path, today: str, mark: str, capsys: pytest.CaptureFixture[str]
) -> None:
    day = date.fromisoformat(today)
    assert list_(kind="expectations", libraries=[own], today=day) == show(id="moved", libraries=[own], today=day) == 0
    listed, shown = capsys.readouterr().out.partition("moved  A law")[::2]
    assert f"2026-12-02{mark} " in listed
    assert f"2026-12-02{mark}\n" in shown


def test_what_changed_is_told_with_what_it_was_and_why(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_(kind="expectations", libraries=[own], changed_since="2026-10") == 0
    assert capsys.readouterr().out.split("\n")[:8] == [
        "expectations: 2 changed or new since 2026-10",
        "",
        "  moved  A law that moved",
        "    2026-10: Four hours.",
        "    before: Five hours.",
        "    why: Amended again.",
        "",
        "  fresh  New here",
    ]
    assert main(["list", "expectations", "--library", str(own), "--changed-since", "2026-09", "--json"]) == 0
    items = {item["id"]: item for item in json.loads(capsys.readouterr().out)["items"]}
    assert [change["in"] for change in items["moved"]["changes"]] == ["2026-09", "2026-10"]


def test_what_is_no_month_or_no_fact_is_refused(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "expectations", "--changed-since", "October"]) == 2
    assert "expected a month such as 2026-10" in capsys.readouterr().err
    assert main(["list", "teams", "--changed-since", "2026-10"]) == 2


def test_a_report_names_what_changed_since_its_exercise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The record keeps the rule as it was played, and so does its report; the library has gone on."""
    setup = Library.open([bundled()]).setup("training-data-provenance")
    before = tuple(rule.model_copy(update={"changes": ()}) for rule in setup.expectations)
    for name, played in (("new", setup), ("old", setup.model_copy(update={"expectations": before}))):
        play_record(tmp_path / f"{name}.jsonl", played, driver="autopilot")
        assert main(["report", "--to", "json", str(tmp_path / f"{name}.jsonl")]) == 0
        told = "has changed since then (2026-11): 72 hours stand" in capsys.readouterr().err
        assert told == (name == "old")
