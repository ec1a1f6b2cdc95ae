"""The verbs that open the screens, where there is no terminal; and which record is resumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.journal.reader import read
from simulator.timeline.history import Head
from simulator.verbs import run as verbs
from tests.exercise.walls import StillWall
from tests.tui.table import LIBRARY, house


def test_without_a_terminal_the_playbook_plays_and_record_and_report_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verbs.run(scenario="lost-weights", libraries=[LIBRARY], records=tmp_path, seed=3, language="ja") == 0
    out, err = capsys.readouterr()
    (record,) = tmp_path.glob("*.jsonl")
    assert err
    assert str(record) in out
    assert str(record.with_suffix(".html")) in out
    history = read(record)
    assert history.state().closed
    assert (history.head.driver, history.head.seed) == ("autopilot", 3)


def test_a_record_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    there = tmp_path / "there.jsonl"
    there.write_text("x", "utf-8")
    with pytest.raises(TabletopError, match="resume"):
        verbs.run(scenario="lost-weights", libraries=[LIBRARY], records=tmp_path, record=there)
    assert there.read_text("utf-8") == "x"


def test_screens_need_a_terminal(tmp_path: Path) -> None:
    with pytest.raises(TabletopError, match="terminal"):
        verbs.library(libraries=[LIBRARY], records=tmp_path)
    with pytest.raises(TabletopError, match="terminal"):
        verbs.resume(records=tmp_path)


def test_the_last_unfinished_record_is_resumed(tmp_path: Path) -> None:
    setup = house(tmp_path, StillWall()).library.setup("lost-weights")
    for name in ("open", "complete"):
        session = Session.start(tmp_path / f"{name}.jsonl", Head(setup, seed=1), wall=StillWall())
        session.act(c.Begin())
        if name == "complete":
            session.act(c.EndPlay())
            session.act(c.Close())
        session.close()
    assert verbs.unfinished(tmp_path) == tmp_path / "open.jsonl"
    with pytest.raises(TabletopError, match="no exercise to resume"):
        verbs.unfinished(tmp_path / "elsewhere")


def test_left_at_the_briefing_is_never_exercised(tmp_path: Path) -> None:
    setup = house(tmp_path, StillWall()).library.setup("lost-weights")
    session = Session.start(tmp_path / "left.jsonl", Head(setup, seed=1, created="2026-11-23T10:00:00+09:00"))
    assert not verbs._past(tmp_path)
    session.act(c.Begin())
    session.close()
    assert verbs._past(tmp_path)["lost-weights"].last == "2026-11-23"
