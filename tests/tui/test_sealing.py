"""Ending, closing and sealing: no key pressed again and again gets there; and letters that rate."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.tui.screens.review import Review
from tests.tui.table import opened, playing

ENDED = ("f9", "enter")
"""From play to the review."""


@pytest.mark.parametrize("key", ["enter", "f9"])
async def test_one_key_and_enter_never_close_a_record(tmp_path: Path, key: str) -> None:
    async with playing(tmp_path) as table:
        await table.press(*ENDED)
        for _ in range(12):
            await table.press(key, "enter")
        assert not table.session.state.closed


async def test_f9_means_one_thing_it_ends_the_play(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press(*ENDED, "f9")
        assert isinstance(table.app.screen, Review)
        assert "F9" not in table.shown()


async def test_a_record_is_closed_by_typing_the_first_letters_of_its_name(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press(*ENDED, "end", "enter", "enter")
        assert "To close, type lost" in table.shown()
        await table.press('"los"', "enter")
        assert not table.session.state.closed
        assert "the first letters of the record's name" in table.shown()
        await table.press('"T"', "enter")
        assert table.session.state.closed
        assert "tabletop-witness" in table.shown()


async def test_letters_rate(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press(*ENDED)
        for count, (key, rating) in enumerate(zip("psmunMＵ", "PSMUNMU", strict=True), 1):
            await table.press("home", "enter")
            assert "Enter P S M U N rates" in table.shown()
            await table.press(key)
            assert table.session.state.ratings["keep-evidence"].rating == rating
            await table.press('"why"', "enter")
            assert table.session.state.ratings["keep-evidence"].why == "why" * count


async def test_figures_still_go_to_a_rating(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press(*ENDED, "enter", "4")
        assert not table.session.state.ratings
        await table.press("enter")
        assert table.session.state.ratings["keep-evidence"].rating == "U"


async def test_becoming_aware_is_in_f3_and_in_the_palette(tmp_path: Path) -> None:
    """A multiplexer keeps Ctrl+A for itself."""
    async with playing(tmp_path) as table:
        await table.press("f3")
        assert "Which milestone was reached?" in table.shown()
        assert "No decision is open." in table.shown()
        await table.press("escape", "f5", "escape", "f3", "end")
        assert "somebody is aware" in table.shown()
        await table.press("enter")
        assert "Which milestone was reached?" in table.shown()
        assert "No decision is open." not in table.shown()
        await table.press("escape")
        commands = {command.title: command.callback for command in table.app.get_system_commands(table.app.screen)}
        commands["Became aware  (Ctrl+A)"]()
        await table.pilot.pause()
        assert "Which milestone was reached?" in table.shown()


async def test_the_keys_of_a_long_list_stay_in_sight_on_a_tiny_screen(tmp_path: Path) -> None:
    async with playing(tmp_path, size=(80, 16)) as table:
        await table.press("f3")
        assert "Enter chooses" in table.shown()


async def test_after_a_real_event_before_startex_the_same_key_goes_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press("enter", "f12", "f9", "enter", "escape")
        assert "REAL EVENT" in table.shown()
        await table.press("f5")
        assert "REAL EVENT" not in table.shown()


async def test_a_letter_rates_the_objective_under_the_cursor(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f9", "enter")
        await table.press("m", *"late", "enter")
        rated = table.session.state.ratings["keep-evidence"]
        assert (rated.rating, rated.why) == ("M", "late")
        await table.press("end", "m")  # closing is no objective
        assert [(name, one.rating) for name, one in table.session.state.ratings.items()] == [("keep-evidence", "M")]
        await table.press("home", "p", "escape")
        assert table.session.state.ratings["keep-evidence"].rating == "P", "the note may stay as it was"
        assert table.session.state.ratings["keep-evidence"].why == "late"


async def test_the_hot_wash_is_put_before_the_room_without_the_ratings(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press(*ENDED, "m", '"late"', "enter", "f8")
        shown = table.shown()
        assert "The play has ended" in shown
        assert "late" not in shown
        assert table.session.setup.scenario.objectives[0].text.say("en") not in shown
        await table.press("p", "enter", '"Roles were clear"', "enter", "escape")
        assert "+ Roles were clear" in table.shown()
        assert {one.rating for one in table.session.state.ratings.values()} == {"M"}, "no letter rates before the room"
        await table.press("escape")
        assert "Close the record" in table.shown()
        await table.press("home", "s", "escape")
        assert {one.rating for one in table.session.state.ratings.values()} == {"S"}
