"""``tabletop simulate`` from outside: what it prints, for people and for programs, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from simulator.cli import main
from simulator.wording.width import cells

SCENARIO = "harmful-output"
Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(capsys: Printed, *words: str, code: int = 0) -> str:
    assert main(["simulate", *words]) == code
    return capsys.readouterr().out


def document(capsys: Printed, *words: str) -> Any:
    return json.loads(told(capsys, *words, "--json"))


def test_the_hardest_clock_comes_first_and_then_what_decided_it(capsys: Printed) -> None:
    lines = told(capsys, SCENARIO, "--runs", "200", "--seed", "7").splitlines()
    assert lines[3].startswith("Hardest to meet: Harm contained, in ")
    place = lines.index("What decided “contained”:")
    assert "Keep the conversation before any change" in lines[place + 2]


def test_in_japanese_too(capsys: Printed) -> None:
    assert "最も厳しいのは「" in told(capsys, SCENARIO, "--runs", "50", "--lang", "ja")


def test_a_change_is_ranked_by_what_it_gains(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "MOST"):
        monkeypatch.setattr(f"simulator.study.whatif.{name}", 20)
    found = document(capsys, "voice-of-the-president", "--runs", "50", "--what-if", "--jobs", "1")["what_if"]
    gains = [change["gain"]["by"] for change in found["changes"]]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) >= 10
    assert all(change["gain"]["low"] <= change["gain"]["by"] <= change["gain"]["high"] for change in found["changes"])
    assert {change["kind"] for change in found["assumptions"]} == {"half-longer", "half-shorter"}
    assert {change["kind"] for change in found["decisions"]} == {"decided"}
    missed = [change["gain"]["by"] for change in found["absences"]]
    assert missed == sorted(missed)
    assert {change["kind"] for change in found["absences"]} == {"all-away"}, "each of its roles is one person"


def test_a_gate_fails_below_what_was_asked_and_writes_a_case_an_expectation(capsys: Printed, tmp_path: Path) -> None:
    file = tmp_path / "readiness.xml"
    told(capsys, SCENARIO, "--runs", "100", "--fail-under", "95%", "--junit", str(file), code=1)
    suite = ElementTree.parse(file).getroot()[0]
    cases = {case.get("name"): [part.tag for part in case] for case in suite}
    assert cases["own-contain"] == ["failure", "system-out"]
    assert cases["own-snapshot-before-change"] == ["system-out"]
    assert suite.get("tests") == str(len(cases))
    assert told(capsys, SCENARIO, "--runs", "100", "--fail-under", "1%")


def test_a_page_to_hand_on(capsys: Printed, tmp_path: Path) -> None:
    file = tmp_path / "study.html"
    told(capsys, SCENARIO, "--runs", "50", "--html", str(file))
    page = file.read_text("utf-8")
    assert "<svg" in page
    assert "Harm contained" in page
    assert "script" not in page


def test_several_incidents_are_told_apart(capsys: Printed) -> None:
    found = document(capsys, SCENARIO, "--runs", "20", "--incidents", "2", "--every", "2h")
    assert {e["incident"] for e in found["expectations"]} == {0, 1}
    assert (found["incidents"], found["every"]) == (2, 7200)


def test_a_run_is_told_as_a_story(capsys: Printed) -> None:
    story = told(capsys, SCENARIO, "--run", "17", "--seed", "7")
    assert "“A screenshot of Kotori” reaches" in story
    assert story.splitlines()[0].startswith("T+0h00")
    assert "Harm contained" in story


def test_the_same_playbook_beside_itself_gains_nothing(capsys: Printed) -> None:
    found = document(capsys, SCENARIO, "--runs", "50", "--compare", SCENARIO)["compared"]
    assert found["playbook"] == SCENARIO
    assert all(clock["gain"]["by"] == 0 for clock in found["expectations"])


def test_every_scenario_with_every_playbook_for_it(capsys: Printed) -> None:
    pairs = document(capsys, "--all", "--bundled", "--runs", "5")["pairs"]
    assert {pair["scenario"] for pair in pairs} >= {SCENARIO, "model-weight-theft", "training-data-provenance"}
    assert all(pair["study"]["runs"] == 5 for pair in pairs)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((SCENARIO, "--runs", "10", "--precision", "1%"), "give one of them"),
        ((SCENARIO, "--all"), "leave out the name"),
        ((), "name a scenario"),
        ((SCENARIO, "--run", "1", "--incidents", "2"), "--run is about one incident"),
        ((SCENARIO, "--what-if", "--incidents", "2"), "--what-if is about one incident"),
        (("--all", "--compare", SCENARIO), "--compare is about one scenario"),
        ((SCENARIO, "--every", "soon"), "--every soon"),
        ((SCENARIO, "--set", "steps.triage.takes=60m..10m"), "goes from low to high"),
        ((SCENARIO, "--set", "roles.legal.people=0"), "people"),
    ],
)
def test_what_cannot_be_is_said_before_a_run_begins(capsys: Printed, words: tuple[str, ...], says: str) -> None:
    assert main(["simulate", *words]) == 2
    printed = capsys.readouterr()
    assert says in printed.err
    assert not printed.out


def test_at_eighty_columns_nothing_is_lost_and_nothing_is_wider(
    capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = told(capsys, SCENARIO, "--runs", "20", "--lang", "ja")
    monkeypatch.setattr("simulator.verbs.printed.room", lambda: 80)
    narrow = told(capsys, SCENARIO, "--runs", "20", "--lang", "ja")
    assert max(map(cells, narrow.splitlines())) <= 80 < max(map(cells, whole.splitlines()))
    unbroken = {*narrow.split(), *narrow.replace("\n  ", "").split()}
    assert set(whole.split()) <= unbroken
