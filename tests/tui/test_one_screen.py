"""A room with one screen: under the players' view no key shows what players may not see, unless it is asked first."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.tui import keys
from simulator.tui.screens.conduct import Conduct
from tests.tui.table import SMALL, WIDE, Table, playing

SECRETS = (
    "A customer asks",
    "The press calls",
    "A rumour",
    "contractor",
    "Who must know",
    "Somebody orders the copy aloud",
    "One role answers the press",
    "Somebody asks whose account",
    "Account ticket",
    "Cut at once",
    "Copy the evidence",
    "Which duties apply",
    "personal-data breach known",
    "Legal",
    "par ",
)
"""Of lost-weights while its second message waits for an answer: coming titles, truth, note, criteria, steps, people."""
ASKS = "This shows what players may not see. Show it?"
TIME = ("next", "event", "jump")
KEYS = [name for key in keys.CONDUCT if key.action not in ("players", *TIME) for name in key.all]


def shown_of_it(table: Table) -> list[str]:
    shown = table.shown()
    return [secret for secret in SECRETS if secret in shown]


async def under_players_view(table: Table) -> None:
    """Its second message came and waits for an answer; then the room looks."""
    await table.press("f5", "escape", "f8")
    assert not shown_of_it(table)


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.slow), SMALL])
async def test_no_key_of_the_console_shows_it_unasked(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size=size) as table:
        await under_players_view(table)
        for key in KEYS:
            await table.press(key)
            assert not shown_of_it(table), key
            while not isinstance(table.app.screen, Conduct):
                await table.press("escape")
                assert not shown_of_it(table), key


async def test_time_goes_on_and_shows_what_comes_only_when_it_has_come(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await under_players_view(table)
        await table.press("f6", "escape", "f17", "escape", "f5", "escape", "f5", "escape")
        assert set(shown_of_it(table)) == {"A customer asks", "Legal"}
        await table.press("f5")
        assert "will pass" in table.shown()
        assert set(shown_of_it(table)) == {"A customer asks", "Legal"}


async def test_it_is_shown_when_it_is_asked_for(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await under_players_view(table)
        for first, way, secret in (
            ([], ["f7"], "The press calls"),
            ([], ["f4"], "Copy the evidence"),
            ([], ["f2", "f2"], "Somebody orders the copy aloud"),
            ([], ["ctrl+a"], "personal-data breach known"),
            (["f3", "f3", "enter"], ["f3"], "personal-data breach known"),
            (["f5", "escape", "f5", "escape"], ["f5", "down", "enter"], "Under way: "),
        ):
            await table.press(*first, *way)
            assert ASKS in table.shown()
            assert secret not in table.shown()
            await table.press("escape", "escape")
            assert secret not in table.shown()
            await table.press(*way, "enter")
            assert secret in table.shown()
            while not isinstance(table.app.screen, Conduct):
                await table.press("escape")


async def test_what_to_answer_is_asked_for_beyond_the_list_of_steps(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await under_players_view(table)
        await table.press("f4", "enter", "3", "enter")
        assert ASKS in table.shown()
        assert "contractor" not in table.shown()
        await table.press("enter")
        assert "It belonged to a contractor" in table.shown()


async def test_the_palette_asks_as_the_keys_do(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await under_players_view(table)
        commands = {command.title: command for command in table.app.get_system_commands(table.app.screen)}
        commands["Injects  (F7)"].callback()
        await table.pilot.pause()
        await table.pilot.pause()
        assert ASKS in table.shown()


async def test_the_console_names_what_comes_only_when_asked(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape")
        assert "F5 goes to 18:00 at most." in table.shown()
        assert "A customer asks" not in table.shown()
        await table.press("ctrl+u")
        assert "customer asks" in table.shown()
        await table.press("f8")
        assert not shown_of_it(table)
        await table.press("f8", "ctrl+u")
        assert "customer asks" not in table.shown()


async def test_players_are_not_told_that_a_message_was_made_up(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "home", "enter", '"Somebody is at the door"', "enter")
        assert "Improvised" in table.shown()
        await table.press("f8")
        assert "“Somebody is at the door” arrives" in table.shown()
        assert "Improvised" not in table.shown()


async def test_what_is_taken_back_is_named_only_when_asked(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", '"Nobody asked who"', "enter", "f8", "f10")
        assert ASKS in table.shown()
        assert "Nobody asked who" not in table.shown()
        await table.press("enter")
        assert "Nobody asked who" in table.shown()
