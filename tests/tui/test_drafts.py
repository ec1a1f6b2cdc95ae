"""What has been written and is not on record is never dropped unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.journal.journal import Journal
from simulator.tui.screens.broken import Broken
from simulator.tui.screens.conduct import Conduct
from simulator.tui.screens.preparing import Preparing
from simulator.tui.widgets.writing import Writing
from tests.tui.table import Table, opened, playing


def line_of(table: Table) -> Writing:
    assert isinstance(table.app.focused, Writing)
    return table.app.focused


@pytest.fixture
def fill_up(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on the disk is full."""

    def append(*_args: object) -> None:
        raise TabletopError("the disk is full")

    return lambda: monkeypatch.setattr(Journal, "append", append)


async def test_a_full_disk_stops_the_screen_until_it_has_been_read(tmp_path: Path, fill_up: Callable[[], None]) -> None:
    async with playing(tmp_path) as table:
        fill_up()
        await table.press("f2", '"half a note"', "enter")
        assert isinstance(table.app.screen, Broken)
        assert "Not on record: half a note" in table.shown()
        await table.press("space", "enter", "escape", "f5", "r", "m")
        assert isinstance(table.app.screen, Broken)
        await table.press("ctrl+q")
        assert not table.app.is_running
        assert table.app.return_code == 2
        assert table.app.typed == ("half a note",)


async def test_what_a_form_held_when_the_disk_was_full_is_shown(tmp_path: Path, fill_up: Callable[[], None]) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "home", "enter", '"A call from legal"')
        fill_up()
        await table.press("enter")
        assert isinstance(table.app.screen, Broken)
        assert "Not on record: A call from legal" in table.shown()


async def test_leaving_names_what_is_not_on_record(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", '"half"', "escape", "ctrl+q")
        assert "Not on record: half" in table.shown()
        await table.press("escape", "f2")
        assert line_of(table).value == "half"


async def test_play_is_not_ended_over_a_half_written_note(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", '"half"', "escape", "f9")
        assert isinstance(table.app.screen, Conduct)
        assert line_of(table).value == "half"
        await table.press("enter", "f9", "enter")
        assert table.session.state.notes[-1].text == "half"
        assert table.session.state.ended_at is not None


async def test_set_up_asks_before_it_drops_what_was_written(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press("end", *["down"] * 9)
        while not isinstance(table.app.focused, Writing):
            await table.press("down")
        await table.press('"Room 4"', "escape")
        assert isinstance(table.app.screen, Preparing)
        assert "Esc once more" in table.shown()
        await table.press("ctrl+q")
        assert "Not on record: Room 4" in table.shown()
        await table.press("escape", "escape")
        assert not table.app.is_running


async def test_what_an_editing_key_took_comes_back(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", '"a long note"', "ctrl+u")
        assert line_of(table).value == ""
        await table.press("ctrl+z")
        assert line_of(table).value == "a long note"
        await table.press("home", "ctrl+k", "ctrl+z", "enter", "f2", "ctrl+z")
        assert line_of(table).value == ""
        assert table.session.state.notes[-1].text == "a long note"


async def test_a_real_event_before_startex_offers_no_line_that_nobody_keeps(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press("enter", "f12")
        assert "nothing is recorded" in table.shown()
        assert not table.app.screen.query(Writing)


async def test_the_way_out_works_in_a_form_and_names_what_it_holds(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "home", "enter", '"A call"', "ctrl+q")
        assert "Not on record: A call" in table.shown()
        await table.press("escape")
        assert line_of(table).value == "A call"


async def test_a_form_that_comes_back_refused_is_not_left_unasked(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "home", "enter", "down", '"no title"', "enter")
        assert line_of(table).value == "" or line_of(table).value == "no title"
        await table.press("escape")
        assert "Esc once more drops" in table.shown()


async def test_another_language_at_set_up_does_not_make_a_draft_forgotten(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        while not (isinstance(table.app.focused, Writing) and table.app.focused.id == "field-place"):
            await table.press("down")
        await table.press('"Room 4"')
        while getattr(table.app.focused, "id", "") != "field-language":
            await table.press("up")
        await table.press("right", "escape")
        assert isinstance(table.app.screen, Preparing)
        assert "もう一度 Esc" in table.shown()


async def test_what_is_sealed_is_a_draft_too_and_nothing_of_it_is_shown(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        while not table.session.state.open_decisions:
            table.session.next()
        await table.press("f3", "down", "down", "enter", "enter", '"Copy it"', "ctrl+q")
        assert "Not on record: •••••••" in table.shown()
        await table.press("escape", "escape")
        assert "Copy it" not in table.shown()
        assert line_of(table).value == "Copy it"
        await table.press("enter")
        assert [given.text for given in table.session.state.opinions["cut-or-copy"].first.values()] == ["Copy it"]
        assert "Copy it" not in table.shown()


async def test_an_escape_held_down_does_not_drop_what_was_written(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "home", "enter", '"A call"')
        await table.together("escape", "escape", "escape")
        assert line_of(table).value == "A call"
        await table.press("escape")
        assert not isinstance(table.app.focused, Writing)


async def test_a_draft_is_written_on_not_over(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", *"half", "escape", "f2", *" more", "enter")
        assert table.session.state.notes[-1].text == "half more"


async def test_a_mistyped_note_is_mended(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", '"Leagl asks"', "enter", "f2", '"another"', "enter")
        await table.press("f10", "f10", "down", "enter")
        assert line_of(table).value == "Leagl asks"
        await table.press("ctrl+u", '"Legal asks"', "enter", "escape")
        assert [note.text for note in table.session.state.notes] == ["another", "Legal asks"]
        await table.press("f10", "f10", "enter", "ctrl+u", "enter", "escape")
        assert [note.text for note in table.session.state.notes] == ["another"]
        assert '"Leagl asks"' in table.session.path.read_text()
        assert table.session.state.now == 0
