"""What is filled in for reports: kept for a team or an exercise, never for another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.cli import main
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.journal.reader import read
from simulator.model.report_fields import FIELDS
from simulator.workspace.report_fields import keep, kept_in
from tests.exercise.records import play_record
from tests.model.test_mark import png
from tests.setups import make_setup

LOOK = {"id": "look", "role": "analyst", "takes": "10m..20m..1h", "once": "detected", "reaches": "looked"}
SETUP = make_setup([LOOK])


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return play_record(tmp_path / "friday.jsonl", SETUP, c.Note("Sato hesitated"))


def page(record: Path, *asked: str) -> str:
    assert main(["report", str(record), "--to", "md", *asked, "-o", str(record.with_suffix(".md"))]) == 0
    return record.with_suffix(".md").read_text("utf-8")


def test_what_is_filled_in_once_stands_there_next_time(record: Path) -> None:
    asked = ("--audience", "ministry", "--field", "organisation=Hibari AI", "--field", "overall=It went\nwell")
    assert "Hibari AI" in page(record, *asked)
    later = page(record, "--audience", "ministry")
    assert "Hibari AI" in later
    assert "It went" in later


def test_what_is_said_of_one_exercise_is_not_said_of_the_next(record: Path) -> None:
    page(record, "--field", "organisation=Hibari AI", "--field", "overall=All went well")
    other = play_record(record.with_name("monday.jsonl"), SETUP, created="2026-12-24T14:00:00+09:00")
    told = page(other, "--audience", "ministry")
    assert "Hibari AI" in told, "the organisation is the same"
    assert "All went well" not in told


def test_one_teams_name_is_never_put_on_anothers_report(record: Path) -> None:
    page(record, "--field", "organisation=Hibari AI")
    head = read(record).head
    other = head.setup.model_copy(update={"team": head.setup.team.model_copy(update={"id": "another"})})
    told = play_record(record.with_name("other.jsonl"), other, created="2026-12-24T14:00:00+09:00")
    assert "Hibari AI" not in page(told)


def test_an_empty_answer_takes_it_back(record: Path) -> None:
    page(record, "--field", "organisation=Hibari AI")
    assert "Hibari AI" not in page(record, "--field", "organisation=")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["--field", "organization=x"], "no field of a report is called organization: choose organisation, "),
        (["--field", "organisation"], "--field organisation: write NAME=VALUE"),
        (["--field", "overall=" + "x" * 1201], "overall has 1201 characters and room for 1200"),
        (["--mark", "nowhere.png"], "the mark nowhere.png cannot be used: No such file"),
        (["--audience", "board", "--brief"], "each name a paper: ask for one"),
        (["--audience", "board", "--to", "json"], "json holds the whole report"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(
    record: Path, capsys: pytest.CaptureFixture[str], asked: list[str], why: str
) -> None:
    assert main(["report", str(record), *asked]) == 2
    assert why in capsys.readouterr().err
    assert not (record.parent / "report-fields.yaml").exists()


def test_every_answer_reads_back_as_it_was_given(record: Path) -> None:
    head, nasty = read(record).head, "- x: [y] # 'z' \"q\"\n  | > & * ! % @ `\u3000終"
    keep(record.parent, head, dict.fromkeys(FIELDS, nasty))
    assert kept_in(record.parent).of(head) == dict.fromkeys(FIELDS, nasty)


def test_a_file_that_somebody_spoilt_is_named_with_its_line(record: Path) -> None:
    (record.parent / "report-fields.yaml").write_text("teams:\n  x:\n    organization: y\n", "utf-8")
    with pytest.raises(TabletopError, match=r"report-fields\.yaml cannot be read"):
        kept_in(record.parent)


def test_a_mark_stands_in_the_page_and_the_policy_allows_no_more(record: Path) -> None:
    mark = record.with_name("mark.png")
    mark.write_bytes(png())
    assert main(["report", str(record), "--mark", str(mark)]) == 0
    told = record.with_suffix(".html").read_text("utf-8")
    assert '<img src="data:image/png;base64,' in told
    assert "img-src data:" in told
    mark.unlink()
    assert main(["report", str(record)]) == 2, "a mark that is gone is said, not left out in silence"


def test_a_redacted_report_says_how_much_it_leaves_out(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = page(record)
    told = page(record, "--redact")
    assert "Sato hesitated" in whole
    assert "Sato" not in told
    assert r"\[left out 1: evaluator\]" in told
    assert "Left out, free texts: 1." in capsys.readouterr().err


def test_what_is_filled_in_at_set_up_stands_in_the_report_at_once(tmp_path: Path) -> None:
    record = tmp_path / "kept" / "a.jsonl"
    filled = ("--field", "organisation=Hibari AI", "--field", "document-number=12")
    assert main(["run", "stolen-inference-key", "--autopilot", "--record", str(record), *filled]) == 0
    assert "Hibari AI" in record.with_suffix(".html").read_text("utf-8")
    assert (
        main(["run", "stolen-inference-key", "--autopilot", "--record", str(tmp_path / "b.jsonl"), "--field", "x=1"])
        == 2
    )
    assert not (tmp_path / "b.jsonl").exists(), "it is said before the exercise begins"
