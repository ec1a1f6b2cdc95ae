"""Dialogues stand open while the exercise goes on: what they show follows it, and nobody acts on what is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from simulator.exercise import commands as c
from simulator.tui.modals.choose import Choose
from simulator.tui.modals.fill import Fill
from tests.tui.table import Table, painting, playing


async def _to(table: Table, row: str) -> OptionList:
    """The cursor goes down to a row."""
    options = table.app.screen.query_one(OptionList)
    while options.highlighted_option is None or options.highlighted_option.id != row:
        await table.press("down")
    return options


async def _act(table: Table, command: c.Command) -> None:
    """Somebody does something while the dialogue stands open."""
    assert table.app.operator is not None
    table.app.operator.act(command)
    await table.pilot.pause()


async def test_a_dialogue_is_painted_when_it_stands_and_not_at_each_layout_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures: list[str] = []
    render = Choose.render

    def counted(dialogue: Choose) -> object:
        pictures.append("F4")
        return render(dialogue)

    painting.set(True)
    async with playing(tmp_path) as table:
        monkeypatch.setattr(Choose, "render", counted)
        await table.press("f4")
        # Textual alone paints three times. Two are left where a frame falls between: the machine is busy.
        assert len(pictures) in (1, 2)


async def test_a_list_follows_the_exercise_and_the_cursor_stays_on_its_row(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f4")
        options = await _to(table, "cut")
        assert "done in about 10m" in table.shown()
        table.wall.talk(59)
        await _act(table, c.Order("copy"))
        assert "done in about 9m" in table.shown()
        assert "ordered; after Declare" in table.shown()
        assert options.highlighted_option is not None
        assert options.highlighted_option.id == "cut"


async def test_a_row_that_is_gone_stays_under_the_cursor_and_cannot_be_chosen(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await _act(table, c.Act("Ring the provider", "commander", 600))
        await table.press("f4")
        options = await _to(table, "action/1")
        await _act(table, c.Finish("action/1"))
        assert "Ring the provider" in table.shown()
        moves = len(table.session.history.moves)
        await table.press("enter", "f4", "space")
        assert isinstance(table.app.screen, Choose)
        assert len(table.session.history.moves) == moves
        await table.press("down")
        assert all(option.id != "action/1" for option in options.options)


async def test_a_row_does_what_it_showed_or_nothing(tmp_path: Path) -> None:
    """Somebody else has ordered the step while Enter is on its way: the order is refused, and not taken back."""
    async with playing(tmp_path) as table:
        await table.press("f4")
        await _to(table, "copy")
        table.session.act(c.Order("copy"))
        await table.press("enter")
        assert table.session.state.job("copy").ordered
        assert "ordered already" in table.shown()


async def test_a_criterion_ticked_meanwhile_is_not_taken_back(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", "f2")
        table.session.act(c.Tick("objective/keep-evidence/1", True))
        await table.press("enter")
        assert "objective/keep-evidence/1" in table.session.state.ticks
        assert "ticked already" in table.shown()


async def test_a_mistake_keeps_the_form_open_with_the_cursor_on_it(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f4", "home", "down", "enter", '"Ring them"', "down", "down", '" soon"', "up", "enter")
        assert isinstance(table.app.screen, Fill)
        assert "Write a length of time" in table.shown()
        assert table.app.focused is not None
        assert table.app.focused.id == "field-takes"
        await table.press(*["backspace"] * 5, "enter")
        assert table.session.state.actions["action/1"].title == "Ring them"


async def test_a_form_that_is_refused_comes_back_as_it_was_filled_in(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "home", "enter", "down", '"Whose is it?"', "enter")
        assert isinstance(table.app.screen, Fill)
        assert "Say what the message is" in table.shown()
        assert table.app.screen.query_one("#field-body", Input).value == "Whose is it?"
        await table.press('"A call"', "enter")
        assert table.session.state.improvised["improvised/1"].body == "Whose is it?"


async def test_a_step_ordered_twice_with_space_is_ordered_once(tmp_path: Path) -> None:
    """It is under way now: its row stands elsewhere, and where the cursor is it stays, struck out."""
    async with playing(tmp_path) as table:
        table.session.act(c.SetPace(1, self_running=False))
        table.session.act(c.Finish("triage"))
        await table.press("f4")
        options = await _to(table, "declare")
        before = options.highlighted
        await table.press("space")
        moves = len(table.session.history.moves)
        for key in ("space", "enter", "f4"):
            await table.press(key)
            assert isinstance(table.app.screen, Choose)
            assert table.app.screen.heading == "Order"
        assert len(table.session.history.moves) == moves
        options = table.app.screen.query_one(OptionList)
        assert options.highlighted == before
        await table.press("down")
        assert [option.id for option in options.options].count("declare") == 1, "where it stands now"
        await table.press(*"declare", "enter")
        assert "Done now" in table.shown()


async def test_letters_go_to_the_row_that_begins_with_them_or_holds_them(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f4", *"copy")
        options = table.app.screen.query_one(OptionList)

        def at() -> str | None:
            return options.highlighted_option.id if options.highlighted_option else None

        assert at() == "copy"
        await table.press("home", "c")
        assert "c" in str(table.app.screen.query_one(".dialog").border_subtitle)
        await table.press("down", *"playb")
        assert at() == "/action"
        await table.press("backspace", "x")
        assert at() is not None, "what nothing begins with moves nothing"


async def test_a_space_between_letters_orders_nothing(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        moves = len(table.session.history.moves)
        await table.press("f4", *"copy", "space", *"the")
        assert str(table.app.screen.query_one(".dialog").border_subtitle) == "copy the"
        await table.press("space", "space")
        assert str(table.app.screen.query_one(".dialog").border_subtitle) == "copy the "
        assert len(table.session.history.moves) == moves
        await table.press("up", "down", "space")
        assert len(table.session.history.moves) == moves + 1, "no letters stand there any more"


async def test_letters_that_mark_rows_choose_them(tmp_path: Path) -> None:
    """Where they are keys of the dialogue, they are nothing else."""
    async with playing(tmp_path) as table:
        await table.press("f5", "f3", "f3", "z")
        assert not isinstance(table.app.screen, Choose) or not table.app.screen.query_one(".dialog").border_subtitle
