"""Where records lie: in the working folder and in the user's own; every command that needs no name looks in both."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest

from simulator import home
from simulator.cli import main
from simulator.console.following import Following
from simulator.console.pages.whereabouts import resume_command, watch_command
from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.timeline.history import Head
from simulator.tui.screens.players import Players
from simulator.tui.watching import Watching
from simulator.workspace.actions import past
from simulator.workspace.records import running, unfinished
from tests.conftest import ROOT
from tests.exercise.records import play_record
from tests.exercise.walls import StillWall
from tests.setups import make_setup
from tests.tui.screen_text import screen_text
from tests.tui.table import LIBRARY, SMALL, WIDE, opened, playing

SETUP = make_setup([{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}])


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A working folder with content, and the user's own records."""
    work, data = tmp_path / "work", tmp_path / "data"
    copytree(LIBRARY, work)
    monkeypatch.delenv("TABLETOP_RECORDS")
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    monkeypatch.setattr("platformdirs.unix.Unix.user_data_dir", property(lambda _self: str(data / "tabletop")))
    monkeypatch.chdir(work)
    own = data / "tabletop" / "records"
    own.mkdir(parents=True)
    (work / "records").mkdir()
    return Path("records"), own


def test_new_records_go_to_the_working_folder_and_both_are_looked_in(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert home.records() == places
    monkeypatch.chdir(tmp_path)
    assert home.records() == (places[1],)
    (tmp_path / "records").mkdir()
    assert home.records() == (places[1], Path("records"))
    assert home.records(tmp_path) == (tmp_path,)


def test_last_held_resume_and_coverage_know_both(places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    here, own = places
    assert not past(*home.records())
    play_record(own / "open.jsonl", SETUP, closed=False)
    assert past(*home.records())["test"].last
    play_record(here / "closed.jsonl", SETUP)
    assert unfinished(*home.records()) == own / "open.jsonl"
    assert main(["coverage"]) == 0
    assert f"records in records, {own} show" in capsys.readouterr().out


def test_coverage_counts_an_exercise_wherever_it_lies(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, own = places
    head = Head(Library.open([ROOT]).setup("training-data-provenance"), seed=7, created="2026-11-23T10:00:00+09:00")
    session = Session.start(own / "held.jsonl", head, wall=StillWall())
    for command in (c.Begin(), c.EndPlay(), c.Close()):
        session.act(command)
    session.close()
    assert main(["coverage", "--json"]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    assert any(item["exercises"] for item in items)


def test_the_newest_that_runs_is_the_one_somebody_holds(places: tuple[Path, Path]) -> None:
    here, own = places
    play_record(here / "left.jsonl", SETUP, closed=False)
    assert running(here, own) is None
    session = Session.start(own / "on.jsonl", Head(SETUP, seed=1), wall=StillWall())
    assert running(here, own) == session.path
    session.act(c.Begin())
    session.close()
    assert running(here, own) is None
    Session.resume(session.path).close()


async def test_watch_waits_for_an_exercise_and_follows_it(tmp_path: Path) -> None:
    app = Watching(Following(lambda: running(tmp_path / "records"), "en", (tmp_path / "records",)))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "No exercise runs yet; this window waits for one" in screen_text(app)
        assert str(tmp_path) in screen_text(app)
        async with playing(tmp_path):
            assert isinstance(app.screen, Players)
            app.screen.look()
            await pilot.pause()
            assert "71 GB left" in screen_text(app)


async def test_escape_in_the_players_window_asks(tmp_path: Path) -> None:
    app = Watching(Following(play_record(tmp_path / "record.jsonl", SETUP, closed=False), "en"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("escape", "escape")
        assert app.is_running
        await pilot.press("escape")
        await app.heard()
        assert "Close this window?" in screen_text(app)
        await pilot.press("enter")
        await app.heard()
        await pilot.pause()
        assert not app.is_running


def test_commands_are_quoted_for_a_shell(tmp_path: Path) -> None:
    record = tmp_path / "our records" / "it's.jsonl"
    quoted = "'" + str(record).replace("'", "'\"'\"'") + "'"
    assert watch_command(record) == f"tabletop watch {quoted}"
    assert resume_command(record, lines=True) == f"tabletop resume {quoted} --line"


async def test_the_rules_page_and_the_palette_say_where_and_how_to_watch(tmp_path: Path) -> None:
    folder = tmp_path / "a room"
    async with opened(folder, size=SMALL) as table:
        await table.press("enter", "enter")
        shown = table.shown().replace("\n", "").replace(" ", "")
        command = watch_command(table.session.path)
        assert command.replace(" ", "") in shown
        await table.press("enter")
        commands = {command.title: command.callback for command in table.app.get_system_commands(table.app.screen)}
        commands["Players' window, in another terminal"]()
        await table.pilot.pause()
        assert "The command has been copied" in table.shown()
        assert table.app.clipboard == command
