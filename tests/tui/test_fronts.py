"""One scripted exercise, ticks included, through several fronts with one clock: the records are equal to the byte."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, OptionList

from simulator.console.dialogs import Choice, Pick
from simulator.console.setup import Prepared
from simulator.exercise import commands as c
from simulator.journal.reader import read, verify
from simulator.line.journey import conduct
from simulator.tui import keys
from simulator.tui.modals.choose import Choose
from simulator.tui.modals.fill import Fill
from simulator.tui.modals.say import Say
from simulator.tui.screens.review import Review
from simulator.tui.widgets.fields import PickRow
from tests.console.script import PLAY, REVIEW, Answer, Asked, begun, play_in_memory
from tests.exercise.walls import StillWall
from tests.line import script as line_script
from tests.line.wires import ScriptedWire
from tests.tui.table import Table, context, opened

REVIEW_ROWS = {"wash": "/wash", "actions": "/actions", "close": "/close"}
PLAY_KEYS = {key.action: key.all[0] for key in keys.CONDUCT}


async def test_screen_lines_and_script_write_the_same_record(tmp_path: Path) -> None:
    script, screen, lines = (tmp_path / name for name in ("script", "screen", "lines"))
    in_memory, front = await play_in_memory(script)
    assert read(in_memory).state().closed
    assert not verify(in_memory).problems
    assert {"Order", "Decide", "Last call", "Beyond the playbook", "Closed"} <= set(front.heard)
    in_lines = await play_in_lines(lines)
    assert in_memory.read_text().splitlines() == in_lines.read_text().splitlines()
    by_keys = await play_by_keys(screen)
    assert in_memory.read_text().splitlines() == by_keys.read_text().splitlines()


async def play_in_lines(folder: Path) -> Path:
    """The script typed line by line."""
    wall = StillWall()
    session = begun(folder, wall)
    wire = ScriptedWire((*line_script.PLAY, *line_script.REVIEW), wall)
    left = await conduct(wire, context(folder, wall), Prepared(session, c.Begin()))
    session.close()
    assert left.code == 0
    return session.path


async def play_by_keys(folder: Path) -> Path:
    """The script through the screen, with real keys."""
    wall = StillWall()
    session = begun(folder, wall)
    async with opened(folder, session=session, wall=wall, deaf=1) as table:
        for asked in (*PLAY, *REVIEW):
            wall.talk(asked.talk)
            assert table.app.operator is not None
            table.app.operator.tick()
            await table.pilot.pause()
            await _press(table, asked)
            answers = list(asked.answers)
            while shown := _dialog(table):
                if answers and not _passing(shown):
                    await _answer(table, answers.pop(0))
                else:
                    await table.press("escape")
            assert not answers, asked
    return session.path


async def _press(table: Table, asked: Asked) -> None:
    """What one presses to ask for an act."""
    if isinstance(table.app.screen, Review):
        sections = table.app.screen.query_one("#sections", OptionList)
        wanted = asked.act.removeprefix("rate/")
        sections.highlighted = sections.get_option_index(REVIEW_ROWS.get(wanted, wanted))
        await table.press("enter")
    elif asked.act == "tick":
        await table.press("f2", "f2")
    else:
        await table.press(PLAY_KEYS[asked.act])


def _dialog(table: Table) -> Choose | Fill | Say | None:
    screen = table.app.screen
    return screen if isinstance(screen, Choose | Fill | Say) else None


def _passing(shown: Choose | Fill | Say) -> bool:
    """Whether this is the telling of what passed by, which no script answers."""
    return isinstance(shown, Say) and bool(shown.acts)


async def _answer(table: Table, given: Answer) -> None:
    """With real keys: down to the row, or words into the fields, then Enter or the key of another way."""
    shown = _dialog(table)
    if isinstance(shown, Choose):
        row, way = (given, "") if isinstance(given, str) else given
        options = shown.query_one(OptionList)
        for _ in range(len(options.options)):
            if options.highlighted_option and options.highlighted_option.id == row:
                break
            await table.press("down")
        assert options.highlighted_option
        assert options.highlighted_option.id == row
        await table.press(_key(shown.choice, way) if way else "enter")
    elif isinstance(shown, Fill):
        assert not isinstance(given, str | tuple)
        for field in shown.form.fields:
            widget = shown.query_one(f"#field-{field.id}")
            widget.focus()
            await table.pilot.pause()
            if isinstance(field, Pick):
                assert isinstance(widget, PickRow)
                while widget.value != given.get(field.id, widget.value):
                    await table.press("right")
            elif field.id in given:
                assert isinstance(widget, Input)
                widget.value = ""
                await table.press(f'"{given[field.id]}"')
        await table.press("enter")
    else:
        await table.press("enter")


def _key(choice: Choice, way: str) -> str:
    return next(keys.side(also.key).all[0] for also in choice.also if also.id == way)
