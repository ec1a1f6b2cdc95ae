"""Texts taken out of a record on request: gone from every line, and told by the record, verify and the report."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.exercise import commands as c
from simulator.journal.reader import read, verify
from simulator.timeline.events import Noted, Rewritten
from tests.exercise.records import Deed, play_record
from tests.setups import make_setup

LOOK = {"id": "look", "role": "analyst", "takes": "10m..20m..1h", "once": "detected", "reaches": "looked"}
SETUP = make_setup([LOOK])
WHY = ("--by", "data protection officer", "--reason", "a request of 2 December")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Of three notes one was withdrawn."""
    notes: list[Deed] = [c.Note("Sato hesitated"), "take back", c.Note("SATO was quick"), 20]
    notes += [c.Note("All well", seat="observer")]
    return play_record(tmp_path / "friday.jsonl", SETUP, *notes)


def redacted(record: Path, *asked: str) -> Path:
    path = record.with_name("clean.jsonl")
    assert main(["redact", str(record), *asked, *WHY, "-o", str(path)]) == 0
    return path


def test_a_name_is_gone_from_what_counts_and_from_what_was_withdrawn(record: Path) -> None:
    before = record.read_bytes()
    path = redacted(record, "--containing", "sato")
    assert "sato" not in path.read_text("utf-8").casefold()
    texts = [event.text for event in read(path).events() if isinstance(event, Noted)]
    assert texts == ["[left out 2: evaluator]", "All well"]
    assert record.read_bytes() == before, "the old record is its owner's to remove"


def test_nothing_else_of_it_changes(record: Path) -> None:
    old, new = read(record), read(redacted(record, "--seat", "observer"))
    assert new.head == old.head
    (told,) = new.moves[-1].events
    assert told == Rewritten(old.last_at, old.head_hash, 1, "a request of 2 December", "data protection officer")
    changed = [n for n, (was, now) in enumerate(zip(old.moves, new.moves, strict=False)) if was != now]
    assert len(changed) == 1
    assert replace(new.moves[changed[0]], events=old.moves[changed[0]].events) == old.moves[changed[0]]
    assert new.closed == old.closed


def test_its_chain_holds_and_verify_tells_what_was_done(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = redacted(record, "--containing", "sato")
    (remark,) = verify(path).problems
    assert (remark.code, remark.severity) == ("rewritten", "warning")
    assert main(["verify", str(path)]) == 0
    said = capsys.readouterr().err
    assert "2 texts were taken out of it by data protection officer; reason: a request of 2 December" in said
    assert read(record).head_hash in said
    assert main(["verify", str(path), "--expect", read(record).head_hash]) == 1, "it is not the record of then"


def test_its_report_and_its_pack_say_so(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = redacted(record, "--containing", "sato")
    assert main(["report", str(path), "--to", "md", "--quick"]) == 0
    page = path.with_suffix(".md").read_text("utf-8")
    assert "Texts taken out of the record on request: 2, by data protection officer." in page
    assert "Status**: record closed" in page
    assert main(["report", str(path), "--to", "json", "--quick"]) == 0
    (told,) = json.loads(path.with_suffix(".json").read_text("utf-8"))["record"]["rewritten"]
    assert told["head_hash_before"] == read(record).head_hash
    assert main(["pack", str(path), "--quick"]) == 0
    assert main(["verify", str(path.with_suffix(".zip"))]) == 0
    assert "2 texts were taken out of it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["--containing", "Tanaka"], "holds no such text: nothing was written"),
        ([], "say which texts"),
        (["--containing", "  "], "say which texts"),
    ],
)
def test_what_cannot_be_taken_out_is_refused(
    record: Path, capsys: pytest.CaptureFixture[str], asked: list[str], why: str
) -> None:
    assert main(["redact", str(record), *asked, *WHY]) == 2
    assert why in capsys.readouterr().err
    assert not record.with_suffix(".redacted.jsonl").exists()


def test_no_file_is_written_over(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["redact", str(record), "--seat", "observer", *WHY, "-o", str(record)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_name_that_stands_elsewhere_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = play_record(tmp_path / "friday.jsonl", SETUP, c.Note("Sato hesitated"), place="Sato's office")
    redacted(record, "--containing", "Sato")
    assert "Place, seats or scenario still hold: Sato" in capsys.readouterr().err
