"""Keys under pressure: doubled, typed over, and the one that stops everything."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from simulator.console.acts import ACTS
from simulator.tui import keys
from simulator.tui.screens.stopped import Stopped
from simulator.tui.widgets.message import MessagePanel
from tests.tui.table import opened, playing


def test_every_act_of_the_console_has_a_key() -> None:
    """Criteria are ticked by F2 on the line for an observation; without a playbook F4 asks for the questions."""
    assert ACTS.keys() - {key.action for key in keys.CONDUCT} == {"tick", "discuss"}


async def test_a_doubled_next_is_heard_once(tmp_path: Path) -> None:
    async with playing(tmp_path, deaf=60) as table:
        await table.press("f5", "escape", "f5")
        assert table.session.state.now == 12 * 60


async def test_what_arrives_never_takes_the_cursor_from_somebody_typing(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", '"half a sen"')
        assert table.app.operator is not None
        table.app.operator.pass_time(table.session.next)
        await table.press('"tence"')
        assert isinstance(table.app.focused, Input)
        assert table.app.focused.value == "half a sentence"
        assert "New message" in table.shown()


async def test_real_event_stops_everything_is_recorded_and_can_be_ended(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", '"half"', "ctrl+e")
        assert isinstance(table.app.screen, Stopped)
        assert table.session.state.stopped
        now = table.session.state.now
        table.wall.talk(600)
        await table.press("enter", "escape", "f9")
        assert isinstance(table.app.screen, Stopped)
        await table.press('"a fire alarm"', "f5")
        assert not table.session.state.stopped
        assert table.session.state.now == now
        assert table.session.state.notes[-1].text == "a fire alarm"


async def test_real_event_is_heard_above_a_dialogue_and_before_startex(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press("enter", "f12")
        assert isinstance(table.app.screen, Stopped)
        await table.press("f5", "enter", "enter", "f4", "f12")
        assert isinstance(table.app.screen, Stopped)


async def test_the_theme_can_be_switched_and_help_lists_the_keys(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        before = table.app.theme
        await table.press("f11")
        assert table.app.theme != before
        await table.press("f1")
        assert "Shift+F5" in table.shown()
        await table.press("escape")
        assert "Large transfer" in table.shown()


async def test_players_view_hides_what_players_must_not_see(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        assert "Who must know" in table.shown()
        assert "Account ticket" in table.shown()
        await table.press("f8")
        for hidden in ("Who must know", "Account ticket", "Do not mention", "par ", "Find out how bad"):
            assert hidden not in table.shown()
        assert table.app.screen.query_one(MessagePanel).region.width > 50


async def test_the_message_goes_to_the_clipboard_and_says_that_it_is_an_exercise(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("ctrl+y")
        assert table.app.clipboard.startswith("【演習】EXERCISE\n")
        assert "71 GB" in table.app.clipboard
        await table.press("enter", "right", "ctrl+y")
        assert "203.0.113.7" in table.app.clipboard


async def test_leaving_asks_and_says_how_to_come_back(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("ctrl+q")
        assert "tabletop resume" in table.shown()
        await table.press("escape")
        assert "Large transfer" in table.shown()


async def test_a_click_on_the_bottom_line_is_as_good_as_a_key(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.pilot.click("#keys", offset=(3, 0))
        await table.pilot.pause()
        assert table.session.state.now == 12 * 60


async def test_the_palette_says_in_the_tables_language_that_nothing_is_called_so(tmp_path: Path) -> None:
    async with opened(tmp_path, language="ja", scenario=None) as table:
        await table.press("ctrl+c")
        assert "Ctrl+Q で終了します" in table.shown(), "as it says what ends the program"
        await table.press("ctrl+p", *"xyz")
        await table.pilot.pause(1)
        assert "該当するコマンドはありません" in table.shown()


async def test_the_palette_knows_every_key_by_name(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        commands = {command.title: command.callback for command in table.app.get_system_commands(table.app.screen)}
        assert "Next  (F5)" in commands
        commands["Very next event  (Shift+F5)"]()
        await table.pilot.pause()
        assert table.session.state.now == 10 * 60
        await table.press("ctrl+p")
        assert "Search for a command" in table.shown()
