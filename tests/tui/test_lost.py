"""The record is moved, replaced or linked, or its second copy is lost, while somebody plays on the screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.console.context import Choices
from simulator.exercise import commands as c
from simulator.journal.reader import read, verify
from simulator.tui.screens.broken import Broken
from tests.exercise.walls import StillWall
from tests.tui.table import context, library, opened, playing

pytestmark = pytest.mark.skipif(os.name != "posix", reason="an open file has a name that can be taken there")


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))


def replaced(path: Path) -> None:
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)


def linked(path: Path) -> None:
    path.with_name("link").hardlink_to(path)


@pytest.mark.parametrize("meddle", [moved, replaced, linked, Path.unlink])
async def test_a_record_lost_during_play_stops_loudly_and_is_saved_beside(
    tmp_path: Path, meddle: Callable[[Path], None]
) -> None:
    async with playing(tmp_path) as table:
        meddle(table.session.path)
        await table.press("f2", '"the last words"', "enter")
        assert isinstance(table.app.screen, Broken)
        assert "Recording stops here" in table.shown()
        saved = table.session.path
        assert saved.stem.endswith(".saved")
        await table.press("ctrl+q")
        assert table.app.return_code == 2
    assert [note.text for note in read(saved).state().notes] == ["the last words"]
    assert not verify(saved).problems


async def test_a_second_copy_that_is_lost_is_told_at_once_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall, choices = StillWall(), Choices("lost-weights", seed=7, mirror=tmp_path / "usb")
    session = context(tmp_path, wall).start(choices, library().setup(choices.scenario))
    session.act(c.Begin())
    mirror = session._journal._mirror
    assert mirror
    async with opened(tmp_path, session=session, wall=wall) as table:
        await table.press("enter", "escape")
        os.close(mirror._fd)
        mirror._fd = os.open(os.devnull, os.O_RDONLY)
        await table.press("f2", '"one"', "enter")
        assert "No second copy any more" in table.shown()
        table.app.clear_notifications()
        await table.press("f2", '"two"', "enter")
        assert "No second copy any more" not in table.shown()
    assert [note.text for note in session.state.notes] == ["one", "two"]
