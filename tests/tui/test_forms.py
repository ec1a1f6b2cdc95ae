"""Forms by real keys and in plain lines: the same record as by the flow itself."""

from __future__ import annotations

from pathlib import Path

from simulator.console.acts import ACTS
from simulator.console.operator import Operator
from simulator.console.setup import Prepared
from simulator.exercise import commands as c
from simulator.line.journey import conduct
from tests.console.script import ScriptedFront
from tests.exercise.walls import StillWall
from tests.line.wires import ScriptedWire
from tests.sheets import begun
from tests.tui.table import context, opened

WRITTEN = "About forty"


async def by_flow(folder: Path) -> list[str]:
    wall = StillWall()
    front = ScriptedFront(["t-told/sheet", "records", {"text": WRITTEN, "seat": "legal"}])
    op = Operator(begun(folder, wall), front, wall)
    await ACTS["forms"](op)
    op.session.close()
    return op.session.path.read_text().splitlines()


async def test_ctrl_f_opens_the_forms_that_are_due_and_what_is_written_is_recorded(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path / "screen", wall)
    async with opened(tmp_path / "screen", session=session, wall=wall, deaf=1) as table:
        await table.press("ctrl+f")
        assert "Customers told: due" in table.shown()
        assert "not to be used, as far as is known" in table.shown()
        await table.press("down", "enter")
        assert "Hardest: write these in your own words" in table.shown()
        await table.press("down", "enter", f'"{WRITTEN}"')
        await table.press("enter")
        assert [x.text for x in session.state.written["sheet/records"]] == [WRITTEN]
        await table.press("escape", "escape")


async def test_lines_write_the_same_record(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path / "lines", wall)
    typed = ("forms", "customer's sheet", "how many records", WRITTEN, "legal", ".", ".")
    wire = ScriptedWire(typed, wall)
    await conduct(wire, context(tmp_path / "lines", wall), Prepared(session, c.Begin()))
    session.close()
    assert "Whom to ask" in wire.transcript
    assert session.path.read_text().splitlines() == await by_flow(tmp_path / "flow")


GOES_OUT = "Forms that go out with it"


async def test_ordering_a_step_that_notifies_shows_what_its_form_lacks(tmp_path: Path) -> None:
    """On a screen that has room for the log, too: the log does not tell it."""
    wall = StillWall()
    session = begun(tmp_path / "screen", wall)
    session.act(c.SetPace(1, self_running=False))
    async with opened(tmp_path / "screen", session=session, wall=wall, deaf=1, size=(160, 50)) as table:
        await table.press("f4", *"statement", "enter")
        assert GOES_OUT in table.shown()
        assert "required and not known yet" in table.shown()
        await table.press("enter")
        assert GOES_OUT not in table.shown()


async def test_lines_read_out_what_the_form_lacks(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path / "lines", wall)
    session.act(c.SetPace(1, self_running=False))
    wire = ScriptedWire(("order", "statement"), wall)
    await conduct(wire, context(tmp_path / "lines", wall), Prepared(session, c.Begin()))
    session.close()
    assert GOES_OUT in wire.transcript


async def test_lines_say_what_was_blank_when_it_went_out(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path / "lines", wall)
    wire = ScriptedWire(("aware", "public statement", "", "", "", "now"), wall)
    await conduct(wire, context(tmp_path / "lines", wall), Prepared(session, c.Begin()))
    session.close()
    assert session.state.reached("public-statement") is not None
    assert wire.transcript.count("Customer's sheet: sent with required items blank") == 1
