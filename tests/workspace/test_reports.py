"""The one way a report is put together from a record, and where it is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.exercise.session import Session
from simulator.journal.reader import read
from simulator.report.render.formats import FORMATS
from simulator.workspace.reports import assembled, publish, write_report
from simulator.world.draws import Draws
from tests.exercise.records import play_record
from tests.exercise.walls import StillWall
from tests.setups import make_setup

LOOK = {"id": "look", "role": "analyst", "takes": "10m..20m..1h", "once": "detected", "reaches": "looked"}
WITHIN = {"id": "own", "title": "Looked", "kind": "own-target", "from": "detected", "to": "looked", "within": "1h"}
SETUP = make_setup([LOOK], expectations=[WITHIN])


def test_the_table_and_the_command_line_write_the_same_report(tmp_path: Path) -> None:
    path = play_record(tmp_path / "friday.jsonl", SETUP)
    session = Session.resume(path, wall=StillWall())
    published = publish(session).read_bytes()
    session.close()
    assert write_report(path, read(path)).read_bytes() == published


def test_people_are_put_beside_par_and_simulated_runs(tmp_path: Path) -> None:
    found = assembled(read(play_record(tmp_path / "people.jsonl", SETUP)))
    assert found.par
    assert [one.outcome.clock.id for one in found.percentiles] == ["own"]


def test_while_people_rate_nothing_is_simulated(tmp_path: Path) -> None:
    found = assembled(read(play_record(tmp_path / "people.jsonl", SETUP)), studied=False)
    assert found.par
    assert not found.percentiles


def test_the_pace_of_the_incident_is_told_once_it_is_over(tmp_path: Path) -> None:
    paced = make_setup([LOOK], expectations=[WITHIN], pace="3")
    running = assembled(read(play_record(tmp_path / "running.jsonl", paced, 30, closed=False)), studied=False)
    assert running.pace is None
    path = play_record(tmp_path / "over.jsonl", paced, 30)
    over = assembled(read(path), studied=False)
    assert over.pace is not None
    assert over.pace.factor == Draws(over.head.seed).factor(0, 3)
    page = write_report(path, read(path), FORMATS["md"], "en").read_text("utf-8")
    assert "This incident's pace was 0.4: all its work went 2.5 times as fast as usual." in page
    assert "Of all incidents 9% go faster." in page


def test_a_playbook_alone_has_nobody_to_compare_with(tmp_path: Path) -> None:
    found = assembled(read(play_record(tmp_path / "alone.jsonl", SETUP, driver="autopilot")))
    assert not found.par
    assert not found.percentiles


def test_a_report_goes_beside_its_record_in_the_format_and_language_asked_for(tmp_path: Path) -> None:
    path = play_record(tmp_path / "friday.jsonl", SETUP)
    history = read(path)
    assert json.loads(write_report(path, history, FORMATS["json"]).read_text("utf-8"))["scenario"] == "test"
    page = write_report(path, history, FORMATS["md"], "ja").read_text("utf-8")
    assert path.with_suffix(".json").exists()
    assert "実施報告書" in page


def test_a_report_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    path = play_record(tmp_path / "friday.jsonl", SETUP)
    with pytest.raises(TabletopError, match="cannot be written"):
        write_report(path, read(path), path=tmp_path / "nowhere" / "report.html")
