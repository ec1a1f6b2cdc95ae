"""The folder of records: which is the last, which is not complete, what it tells about a scenario."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.model.setup import Setup
from simulator.timeline.history import Head
from simulator.workspace.actions import past
from simulator.workspace.records import begun, by_name, newest_first, readable, unfinished
from tests.exercise.records import play_record
from tests.exercise.walls import StillWall
from tests.setups import make_setup

SETUP: Setup = make_setup([{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}])


def test_records_are_listed_newest_first_and_the_ledger_is_none_of_them(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "old", "ledger")):
        path = play_record(tmp_path / f"{name}.jsonl", SETUP)
        os.utime(path, (1000 - age, 1000 - age))
    assert [path.stem for path in newest_first(tmp_path)] == ["new", "old"]


def test_what_cannot_be_read_is_told_and_left_out(tmp_path: Path) -> None:
    play_record(tmp_path / "good.jsonl", SETUP)
    (tmp_path / "bad.jsonl").write_text("no record\n")
    errors: list[Exception] = []
    assert [path.stem for path, _ in readable(by_name(tmp_path), errors.append)] == ["good"]
    assert "bad.jsonl" in str(errors[0])


def test_the_last_unfinished_record_is_the_one_to_resume(tmp_path: Path) -> None:
    play_record(tmp_path / "open.jsonl", SETUP, closed=False)
    play_record(tmp_path / "complete.jsonl", SETUP)
    assert unfinished(tmp_path) == tmp_path / "open.jsonl"
    with pytest.raises(TabletopError, match="no exercise to resume"):
        unfinished(tmp_path / "elsewhere")


def test_the_next_record_takes_no_name_twice(tmp_path: Path) -> None:
    folder, head = tmp_path / "a" / "b", Head(SETUP, 1)
    (folder.parent).mkdir()

    def begin(path: Path) -> Session:
        return Session.start(path, head, wall=StillWall())

    sessions = [begun(folder, "monday", begin) for _ in range(3)]
    assert [session.path.name for session in sessions] == ["monday.jsonl", "monday-2.jsonl", "monday-3.jsonl"]
    with pytest.raises(TabletopError, match="cannot be created"):
        begun(sessions[0].path, "below-a-file", begin)
    for session in sessions:
        session.close()


def test_whoever_begins_at_the_same_moment_takes_the_next_number(tmp_path: Path) -> None:
    def begin(path: Path) -> Session:
        if path.name == "monday.jsonl":  # another process was quicker
            Session.start(path, Head(SETUP, 2), wall=StillWall()).close()
        return Session.start(path, Head(SETUP, 1), wall=StillWall())

    session = begun(tmp_path, "monday", begin)
    session.close()
    assert session.path.name == "monday-2.jsonl"


def test_left_at_the_briefing_is_never_exercised(tmp_path: Path) -> None:
    session = Session.start(
        tmp_path / "left.jsonl", Head(SETUP, 1, created="2026-11-23T10:00:00+09:00"), wall=StillWall()
    )
    assert not past(tmp_path)
    session.act(c.Begin())
    session.close()
    assert past(tmp_path)["test"].last == "2026-11-23"
