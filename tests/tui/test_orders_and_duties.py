"""Deadlines dismissed and orders set, by real keys and in plain lines."""

from __future__ import annotations

from pathlib import Path

from simulator.console.setup import Prepared
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.line.journey import conduct
from simulator.model.setup import Setup
from simulator.timeline.history import Head
from tests.console.test_duties import setup as with_a_law
from tests.exercise.walls import StillWall
from tests.line.wires import ScriptedWire
from tests.tui.table import context, opened
from tests.world.test_rules_queues import setup as with_a_queue

WHY = "Nobody broke in"


def begun(folder: Path, setup: Setup, wall: StillWall) -> Session:
    folder.mkdir(exist_ok=True)
    session = Session.start(folder / "record.jsonl", Head(setup, seed=7, created=""), wall=wall)
    session.act(c.Begin(self_running=True, reveal=("clocks",)))
    return session


async def test_ctrl_a_twice_says_which_deadline_does_not_apply(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path / "screen", with_a_law(), wall)
    async with opened(tmp_path / "screen", session=session, wall=wall, deaf=1) as table:
        await table.press("ctrl+a", "ctrl+a")
        assert "Does it apply?" in table.shown()
        await table.press("down", "enter", f'"{WHY}"', "enter")
        assert session.state.dismissed["a-law"].why == WHY
        assert WHY in table.shown()
        await table.press("escape")


async def test_f3_asks_what_comes_first_and_next(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path / "screen", with_a_queue(), wall)
    session.next()
    async with opened(tmp_path / "screen", session=session, wall=wall, deaf=1) as table:
        await table.press("f3")
        assert "What comes first?" in table.shown()
        await table.press("down", "down", "enter")
        assert "What comes next?" in table.shown()
        await table.press("enter")
        assert session.state.choices["alert"].option == "bring>call>ask"
        assert "bring → call → ask" in table.shown()


async def test_lines_do_both(tmp_path: Path) -> None:
    wall = StillWall()
    for name, setup, typed in (
        ("law", with_a_law(), ("dismiss", "2", WHY, "", ".")),
        ("queue", with_a_queue(), ("decide", "3", "1")),
    ):
        session = begun(tmp_path / name, setup, wall)
        wire = ScriptedWire(typed, wall)
        await conduct(wire, context(tmp_path / name, wall), Prepared(session, c.Begin()))
        session.close()
        done = session.state.dismissed if name == "law" else session.state.choices
        assert {"law": "a-law", "queue": "alert"}[name] in done, wire.transcript
    assert "bring → call → ask" in wire.transcript
