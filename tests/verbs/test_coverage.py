"""``tabletop coverage`` from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.content.library import Library
from simulator.home import bundled
from tests.exercise.records import play_record


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A folder with one closed exercise, and one file that is no record."""
    setup = Library.open([bundled()]).setup("training-data-provenance")
    play_record(tmp_path / "one.jsonl", setup)
    (tmp_path / "two.jsonl").write_text("no record\n", "utf-8")
    return tmp_path


def test_the_matrix_says_what_is_exercised_and_when_last(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "JP", "--records", str(records)]) == 0
    printed = capsys.readouterr()
    lines = {line.split()[0]: line for line in printed.out.splitlines() if line.startswith("JP-")}
    assert "2026-11-24 training-data-provenance" in lines["JP-PCODE-1"]
    assert "not confirmed, do not cite" in lines["JP-AISI-IR"]
    assert "not legal advice" in printed.out
    assert "two.jsonl" in printed.err


def test_as_a_document_for_programs(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--json", "--records", str(records)]) == 0
    items = {item["id"]: item for item in json.loads(capsys.readouterr().out)["items"]}
    assert "training-data-provenance" in items["ISO42001-A.7.5"]["scenarios"]
    assert [held["scenario"] for held in items["HSEEP-AAR"]["exercises"]] == ["training-data-provenance"]


def test_an_unknown_jurisdiction_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "MARS"]) == 2
    assert "write one of AU, EU" in capsys.readouterr().err


@pytest.fixture
def atlas(tmp_path: Path) -> str:
    """Two public cases; a scenario of the library names the first among its references."""
    steps = "procedure: [{tactic: AML.TA0009, technique: AML.T0035}, {tactic: AML.TA0010, technique: AML.T%s}]"
    cases = [("AML.CS0006", steps % "0025"), ("AML.CS9001", steps % "0024")]
    text = "case-studies:\n" + "".join(f"- {{id: {name}, name: A case, {rest}}}\n" for name, rest in cases)
    (tmp_path / "ATLAS.yaml").write_text(text, "utf-8")
    return str(tmp_path / "ATLAS.yaml")


def test_against_public_cases_it_says_what_was_never_exercised(
    records: Path, atlas: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["coverage", "--against", atlas, "--records", str(records)]) == 0
    printed = capsys.readouterr().out
    lines = {line.split()[0]: line for line in printed.splitlines() if line.strip()}
    assert "2026-11-24 training-data-provenance" in lines["AML.CS0006"]
    assert "–" in lines["AML.CS9001"]
    assert "AML.T0024" in lines
    assert "AML.T0025" not in lines
    assert "2 cases: scenarios in reach are for 1; 1 were exercised. 1 of 3 techniques were never" in printed


def test_only_cases_of_a_category(records: Path, atlas: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["coverage", "--against", atlas, "--category", "model-extraction", "--json", "--records", str(records)]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in told["items"]] == ["AML.CS9001"]
    assert {item["id"]: item["last_exercised"] for item in told["techniques"]} == {"AML.T0035": None, "AML.T0024": None}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["JP", "--against", "a.yaml"], "name one"),
        (["--category", "agent-incident"], "with --against"),
        (["--against", "nothing.yaml"], "cannot be read"),
    ],
)
def test_what_does_not_go_together(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", *words]) == 2
    assert told in capsys.readouterr().err
