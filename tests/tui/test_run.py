"""The verbs that open the screens, where there is no terminal; and which record is resumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.journal.reader import read
from simulator.verbs import run as verbs
from tests.tui.table import LIBRARY


def test_without_a_terminal_the_playbook_plays_and_record_and_report_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verbs.run(scenario="lost-weights", libraries=[LIBRARY], records=[tmp_path], seed=3, language="ja") == 0
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
    verbs.run(scenario="lost-weights", libraries=[LIBRARY], records=[tmp_path], record=there, seed=3)
    before = there.read_bytes()
    with pytest.raises(TabletopError, match="resume"):
        verbs.run(scenario="lost-weights", libraries=[LIBRARY], records=[tmp_path], record=there)
    assert there.read_bytes() == before


def test_nor_is_any_other_file_of_that_name(tmp_path: Path) -> None:
    there = tmp_path / "there.jsonl"
    there.write_text("x", "utf-8")
    with pytest.raises(TabletopError, match="choose another name"):
        verbs.run(scenario="lost-weights", libraries=[LIBRARY], records=[tmp_path], record=there)
    assert there.read_text("utf-8") == "x"


def test_screens_need_a_terminal(tmp_path: Path) -> None:
    with pytest.raises(TabletopError, match="terminal"):
        verbs.library(libraries=[LIBRARY], records=[tmp_path])
    with pytest.raises(TabletopError, match="terminal"):
        verbs.resume(records=[tmp_path])
