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
