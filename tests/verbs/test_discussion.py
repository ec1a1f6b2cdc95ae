"""A scenario for discussion only, as public situation manuals are written: every verb says what is so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.cli import main

Run = Callable[..., tuple[int, str, str]]

MANUAL = """\
id: modules
category: seminar
title: "Chatbot of a water utility: discussion in three modules"
opens: 2026-12-09T09:00-05:00
timezone: America/New_York
ends_after: 10d
session: {brief: 15m, play: 120m, hot_wash: 30m}
objectives:
  - {id: info, text: Information sharing, look_for: [Names who is called]}
injects:
  - id: module-1
    at: 0m
    discuss: 40m
    title: "Module 1: day 1"
    body: "A researcher reports that the customer chatbot repeats other customers' account data."
    objectives: [info]
    questions:
      - "Cybersecurity: what are your first steps? Who decides?"
      - "Who may switch the chatbot off?"
  - {id: module-2, at: 2d, discuss: 40m, title: "Module 2: day 3", objectives: [info], questions: ["What now?"]}
  - {id: module-3, at: 7d, discuss: 40m, title: "Module 3: day 8", objectives: [info], questions: ["What do you send?"]}
"""
"""As somebody wrote it who had never heard of playbooks."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program in a folder that holds the manual: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    Path("scenarios").mkdir()
    Path("scenarios/modules.yaml").write_text(MANUAL, "utf-8")

    def called(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return (code, *capsys.readouterr())

    return called


def test_the_check_says_that_it_is_only_discussed(run: Run) -> None:
    code, said, _ = run("check")
    assert code == 0
    assert re.findall(r" (\w+): .*\[([a-z-]+)\]", said) == [("note", "discussion-only")]
    path = Path("scenarios/modules.yaml")
    path.write_text(MANUAL.replace("category: seminar", "category: seminar\nplaybook: none"), "utf-8")
    assert run("check")[1] == "no problems found\n"


def test_a_mistyped_category_is_no_discussion(run: Run) -> None:
    Path("scenarios/modules.yaml").write_text(MANUAL.replace("seminar", "model-compromis"), "utf-8")
    code, said, _ = run("check")
    assert code == 1
    assert "did you mean model-compromise? (playbook: none" in said


def test_without_a_terminal_the_messages_come_in_turn(run: Run) -> None:
    code, said, warned = run("run", "modules", "--record", "x.jsonl")
    assert code == 0
    assert "nobody discusses them" in warned
    assert "x.html" in said
    page = run("report", "x.jsonl", "--to", "md", "-o", "-")[1]
    for words in ("Questions discussed: 0 of 4.", "none: for discussion only", "Module 3: day 8", "not discussed"):
        assert words in page
    for words in ("autopilot", "par to compare", "Deadlines that bind", "Where the time went"):
        assert words not in page.partition("## Appendix")[0]


def test_there_is_nothing_to_simulate(run: Run) -> None:
    code, _, warned = run("simulate", "modules")
    assert code == 2
    assert "without a playbook there is nothing to simulate" in warned
    code, said, warned = run("simulate", "--all", "--json")
    assert code == 0
    assert json.loads(said) == {"schema_version": 1, "pairs": [], "discussions": ["modules"]}
    assert "modules is for discussion only" in warned
    assert run("simulate", "harmful-output", "--playbook", "none")[0] == 2
    assert "nothing to compare" in run("simulate", "harmful-output", "--compare", "none")[2]
    code, _, warned = run("simulate", "modules", "--set", "steps.triage.takes=5m")
    assert code == 2
    assert "there is no playbook here to change" in warned


def test_any_scenario_can_be_only_discussed(run: Run) -> None:
    assert run("run", "harmful-output", "--playbook", "none", "--record", "x.jsonl")[0] == 0
    assert run("verify", "x.jsonl")[0] == 0


def test_the_first_file_of_a_discussion_is_sound_in_both_languages(run: Run) -> None:
    assert run("new", "scenario", "ours", "--discussion")[0] == 0
    assert run("check", "scenarios/ours.yaml", "--strict")[:2] == (0, "no problems found\n")
    shown = run("show", "ours")[1]
    assert "3, with 9 questions" in shown
    assert "Module" not in shown, "their titles would spoil it"
    assert "なし（討議のみ）" in run("show", "ours", "--lang", "ja")[1]
    assert "discussion only" in run("list", "scenarios")[1]
    assert run("new", "playbook", "ours", "--discussion")[0] == 2
    assert run("new", "scenario", "mine", "--discussion", "--from", "harmful-output")[0] == 2


def _of_the_guide(*words: str) -> set[tuple[str, str]]:
    return {("evaluator", said) for said in words}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_papers_are_by_module(run: Run, language: str) -> None:
    run("new", "scenario", "ours", "--discussion")
    pages = {}
    for reader in ("facilitator", "players", "evaluator"):
        assert run("print", "ours", "--for", reader, "--lang", language, "-o", "page.html")[0] == 0
        pages[reader] = Path("page.html").read_text("utf-8")
    asked = {"en": "Who may switch the assistant off", "ja": "案内AIを止めてよいのは誰か"}[language]
    note = {"en": "Wait for a role", "ja": "課の名前ではなく"}[language]
    update = {"en": "A leaflet of another town", "ja": "他市のちらし"}[language]
    playbook = {"en": "our playbook", "ja": "プレイブック（対応手順書）"}[language]
    holds = {(reader, words) for reader, page in pages.items() for words in (asked, note, update) if words in page}
    assert holds == {*(("facilitator", words) for words in (asked, note, update)), *_of_the_guide(asked, update)}
    assert pages["facilitator"].count('class="module"') == 3
    assert not any(playbook in page for page in pages.values())
