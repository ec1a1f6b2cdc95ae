"""Keys of one read: a bounce, a key held down, a slow line, text pasted as keys. Some may be dropped; text never."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest
from textual import events
from textual.widgets import Input

from simulator.console.following import Following
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.journal.reader import read
from simulator.timeline.events import Event
from simulator.timeline.history import Head
from simulator.tui.screens.briefing import Briefing
from simulator.tui.screens.conduct import Conduct
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.screens.preparing import Preparing
from simulator.tui.screens.reading import Reading
from simulator.tui.screens.stopped import Stopped
from simulator.tui.watching import Watching
from simulator.workspace.records import by_name
from tests.exercise.walls import StillWall
from tests.tui.routes import KEYS, PLAY, ROUTES, at
from tests.tui.table import WIDE, Table, context, one_read, opened, playing

TWICE = [*product(ROUTES, KEYS)]
SOME = Random(26).sample(TWICE, 6)


async def stands(table: Table) -> None:
    """The program goes on, or was left on purpose: never a screen with nothing on it."""
    if table.app.is_running:
        assert table.shown()
        assert table.app.screen is not table.app.screen_stack[0]
        await table.press("escape")
    for record in by_name(table.app.context.records):
        read(record)


@pytest.mark.parametrize(("route", "key"), SOME)
async def test_a_key_twice_in_one_read(tmp_path: Path, route: str, key: str) -> None:
    async with at(route, tmp_path) as table:
        await table.together(key, key)
        await stands(table)


@pytest.mark.slow
@pytest.mark.parametrize(("route", "key"), TWICE)
async def test_every_key_twice_in_one_read(tmp_path: Path, route: str, key: str) -> None:
    async with at(route, tmp_path) as table:
        await table.together(key, key)
        await stands(table)


@pytest.mark.slow
@pytest.mark.parametrize(("route", "key"), [*product(ROUTES, ("enter", "f5", "escape", "space"))])
async def test_a_key_held_down(tmp_path: Path, route: str, key: str) -> None:
    async with at(route, tmp_path) as table:
        await table.together(*[key] * 12)
        await stands(table)


async def test_two_enters_open_one_screen_each_time(tmp_path: Path) -> None:
    async with opened(tmp_path, scenario=None) as table:
        assert isinstance(table.app.screen, LibraryScreen)
        for screen in (Preparing, Briefing):
            await table.together("enter", "enter")
            assert isinstance(table.app.screen, screen)
        await table.together("enter", "enter")
        assert "Rules of play" in table.shown()
        assert isinstance(table.app.screen, Briefing)
        await table.together("enter", "enter")
        assert isinstance(table.app.screen, Conduct)
        await table.together("enter", "enter", "f5")
        assert isinstance(table.app.screen, Reading)
        assert table.session.state.now == 0
        await table.together("enter", "enter")
        assert isinstance(table.app.screen, Conduct)


async def test_a_real_event_is_heard_whatever_was_typed_before_it(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.together("f4", "enter", "f12", "f12")
        assert isinstance(table.app.screen, Stopped)
        assert table.session.state.stopped


async def test_leaving_is_asked_once(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.together("enter", "ctrl+q", "ctrl+q")
        assert "tabletop resume" in table.shown()
        await table.press("escape")
        assert isinstance(table.app.screen, Reading)


async def test_the_players_window_takes_two_enters(tmp_path: Path) -> None:
    setup = context(tmp_path, StillWall()).library.setup("lost-weights")
    session = Session.start(tmp_path / "record.jsonl", Head(setup, seed=7), wall=StillWall())
    session.act(c.Begin())
    app = Watching(Following(session.path, "en"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        for keys in (["enter"] * 2, ["enter"] * 12, ["f5", "down", "enter"]):
            one_read(app, *keys)
            await app.heard()
        assert app.is_running
    session.close()


# ---- text


async def test_text_pasted_as_keys_stands_on_the_line_whole(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.together("f2", '"First line"', "enter", '"second"', "enter", "enter", '"third"', "enter")
        assert isinstance(table.app.focused, Input)
        assert table.app.focused.value == "First line second third"
        await table.press("enter")
        assert table.session.state.notes[-1].text == "First line second third"


async def test_text_that_begins_with_a_line_end_is_text(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", '"so:"')
        await table.together("enter", '"more"')
        assert isinstance(table.app.focused, Input)
        assert table.app.focused.value == "so: more"


async def test_a_paste_of_several_lines_is_joined(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "home", "enter", '"Call"', "down")
        table.app.post_message(events.Paste("First line\r\nSecond line\n\nThird\n"))
        await table.app.heard()
        await table.press("enter")
        (made,) = table.session.state.improvised.values()
        assert made.body == "First line Second line Third"


async def test_keys_typed_quickly_and_pastes_between_them_are_all_written_in_order(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.together("f2", *"日本語で書く")
        one_read(table.app, *" and")
        table.app.post_message(events.Paste(" in "))
        await table.together("left", *"to", "end", *"English")
        assert isinstance(table.app.focused, Input)
        assert table.app.focused.value == "日本語で書く and into English"


async def test_no_key_takes_a_half_written_note_away(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f2", '"half"', "f2", "escape")
        assert isinstance(table.app.focused, Input)
        assert table.app.focused.value == "half"
        await table.press("escape", "f5", "escape", "f2", '" and half"', "enter")
        assert table.session.state.notes[-1].text == "half and half"
        await table.press("f2")
        assert table.app.focused.value == ""


async def test_leaving_a_form_does_not_drop_what_was_written_unasked(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "home", "enter", '"A call"', "escape")
        assert "Esc once more drops what has been written" in table.shown()
        await table.press('" from legal"', "escape")
        assert isinstance(table.app.focused, Input)
        assert table.app.focused.value == "A call from legal"
        await table.press("escape")
        assert "Improvise an inject…" in table.shown()


# ---- what is written


async def written(folder: Path, route: str, keys: tuple[str, ...], *, together: bool) -> list[tuple[Event, ...]]:
    """The moves that keys make from somewhere in an exercise."""
    folder.mkdir()
    async with at(route, folder) as table:
        session = table.session
        await (table.together if together else table.press)(*keys)
        await stands(table)
    return [move.events for move in session.history.moves]


async def some_of_them_in_order(folder: Path, seed: int) -> None:
    """What keys write in one read is what some of them write one after another."""
    rng = Random(seed)
    route = rng.choice([*PLAY])
    keys = tuple(rng.choice(KEYS) for _ in range(rng.choice((2, 2, 3, 3, 4, 5))))
    wanted = await written(folder / "together", route, keys, together=True)
    parts = sorted((part for n in range(len(keys) + 1) for part in combinations(range(len(keys)), n)), key=_likely)
    for part in parts:
        chosen = tuple(keys[n] for n in part)
        if wanted == await written(folder / "".join(map(str, ["part", *part])), route, chosen, together=False):
            return
    raise AssertionError((route, keys, wanted))


def _likely(part: tuple[int, ...]) -> tuple[bool, int]:
    """The first key alone, then other beginnings, then whatever else."""
    return part != tuple(range(len(part))), abs(len(part) - 1)


@pytest.mark.parametrize("seed", range(1))
async def test_what_keys_write_in_one_read_some_of_them_write_in_order(tmp_path: Path, seed: int) -> None:
    await some_of_them_in_order(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 243))
async def test_what_many_keys_write_in_one_read_some_of_them_write_in_order(tmp_path: Path, seed: int) -> None:
    await some_of_them_in_order(tmp_path, seed)


async def test_a_long_text_where_there_is_no_field_is_dropped_whole(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.together(*"h 1 2 ? and what else stands in a clipboard", "enter", *" and a second line of it", "f7")
        assert "Injects of the scenario" in table.shown()


async def test_a_page_of_a_list_that_has_no_room_is_no_error(tmp_path: Path) -> None:
    async with opened(tmp_path, scenario=None, size=(20, 6)) as table:
        await table.press("pageup", "pagedown")
        assert table.app.is_running


async def test_the_language_turned_twice_in_one_read(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        while getattr(table.app.focused, "id", "") != "field-language":
            await table.press("down")
        await table.together(*["right"] * 12)
        assert isinstance(table.app.screen, Preparing)
