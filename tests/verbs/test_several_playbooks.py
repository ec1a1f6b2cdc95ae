"""Two playbooks in one incident at the command line: named in the file, or by the option, and told of one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.content.library import Library
from simulator.exercise import commands as c
from tests.content.test_together import write
from tests.exercise.records import Deed, play_record

Printed = pytest.CaptureFixture[str]
BOTH = "technical,privacy"
CLOCK = "- {id: assessed-soon, title: Assessed, kind: own-target, from: detected, to: assessed, within: 2h}\n"


@pytest.fixture(autouse=True)
def _in_a_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "playbook: [technical, privacy]\nexpectations: assessed-soon")
    (tmp_path / "playbooks/expectations").mkdir()
    (tmp_path / "playbooks/expectations/own.yaml").write_text(CLOCK, "utf-8")
    monkeypatch.chdir(tmp_path)


def told(capsys: Printed, *words: str) -> str:
    assert main([*words, "--library", "."]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [(), ("--playbook", BOTH), ("--playbook", "technical", "--playbook", "privacy")], ids=str
)
def test_the_option_names_what_a_scenario_may_name(words: tuple[str, ...], capsys: Printed) -> None:
    study = json.loads(told(capsys, "simulate", "leak", "--runs", "5", "--json", *words))
    assert (study["playbook"], study["expectations"][0]["met"]["p"]) == (BOTH, 1.0)


def test_without_the_other_playbook_nothing_reaches_the_milestone(capsys: Printed) -> None:
    words = ("simulate", "leak", "--playbook", "privacy", "--compare", BOTH, "--runs", "5", "--json")
    study = json.loads(told(capsys, *words))
    assert study["expectations"][0]["met"]["p"] == 0
    assert study["compared"]["playbook"] == BOTH


def test_the_matrix_plays_them_together_and_not_each_alone(capsys: Printed) -> None:
    pairs = json.loads(told(capsys, "simulate", "--all", "--runs", "5", "--json"))["pairs"]
    assert [(pair["scenario"], pair["playbook"]) for pair in pairs] == [("leak", BOTH)]


def test_the_check_of_one_file_reads_it_with_the_other(capsys: Printed) -> None:
    assert "unknown-id" not in told(capsys, "check", "playbooks/privacy.yaml")


def test_each_stands_in_show_in_papers_in_report_and_study(capsys: Printed) -> None:
    shown = " ".join(told(capsys, "show", "leak").split())
    assert "privacy (version 2, reviewed 2026-10-02, owner: Head of privacy)" in shown
    told(capsys, "simulate", "leak", "--runs", "5", "--html", "study.html")
    told(capsys, "print", "leak", "--for", "facilitator", "-o", "paper.html")
    told(capsys, "run", "leak", "--autopilot", "--record", "leak.jsonl")
    assert main(["report", "leak.jsonl", "-o", "leak.html"]) == 0
    for file in ("study.html", "paper.html", "leak.html"):
        page = Path(file).read_text("utf-8")
        for title, reviewed in (
            ("technical", "version 1, reviewed Thu 1 Oct"),
            ("privacy", "version 2, reviewed Fri 2"),
        ):
            for words in (f"The {title} one", reviewed, f"owner: Head of {title}"):
                assert words in page, (file, words)


def test_each_playbook_learns_its_own_steps_from_one_record(tmp_path: Path, capsys: Printed) -> None:
    setup = Library.open([tmp_path]).setup("leak")
    deeds: list[Deed] = [c.Order("triage"), 5, c.Reestimate("triage", 22 * 60), 25]
    deeds += [c.Order("assess"), 30, c.Reestimate("assess", 90 * 60), 130]
    record = play_record(tmp_path / "held.jsonl", setup, *deeds)
    for playbook, step, length in (("technical", "triage", "22m"), ("privacy", "assess", "1h30m")):
        patch = told(capsys, "observe", str(record), "--into", playbook)
        [changed] = [line for line in patch.splitlines() if line.startswith("+  -")]
        assert f"id: {step}" in changed, patch
        assert f"observed: [{length}]" in changed, patch
