"""The conduct screen under a watch: what Pilot itself takes is counted in, so the figures are upper bounds."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Sequence
from pathlib import Path

from textual import events

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.model.setup import Setup
from simulator.study.apart import Apart
from simulator.timeline.history import Head
from simulator.tui.app import Tabletop
from simulator.tui.outlook import Outlook
from simulator.tui.screens.conduct import Conduct
from tests.exercise.walls import StillWall
from tests.tui.screen_text import screen_text
from tests.tui.table import WIDE, house, opened


def begun(folder: Path, setup: Setup) -> Session:
    """An exercise whose play has begun and whose every message so far is on the screen."""
    session = Session.start(folder / "big.jsonl", Head(setup, seed=1))
    session.act(c.Begin())
    return session


async def first_paint(folder: Path, setup: Setup) -> float:
    """Seconds from a session to its conduct screen, painted."""
    session = begun(folder, setup)
    began = time.perf_counter()
    async with opened(folder, session=session) as table:
        assert isinstance(table.app.screen, Conduct)
        return time.perf_counter() - began


class Watched(Tabletop):
    """The program, noting when it has painted what is wanted."""

    CSS_PATH = [Path(inspect.getfile(Tabletop)).parent / path for path in Tabletop.CSS_PATH]
    wanted = ""
    shown_at = 0.0

    def post_display_hook(self) -> None:
        now = time.perf_counter()
        if self.wanted and self.wanted in screen_text(self):
            self.shown_at, self.wanted = now, ""


async def key_presses(folder: Path, setup: Setup, count: int) -> list[float]:
    """Seconds from F5 (a move, written with fsync, and told) to the paint that shows the new time."""
    session = begun(folder, setup)
    for _ in range(150):
        session.next()
    Conduct.DEAF = 0  # doubled keys are what is measured here
    app = Watched(house(folder, StillWall()), session=session)
    figures = []
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        for n in range(count):
            moves = len(session.history.moves)
            coming = session.coming
            app.wanted = f"{app.voice.local(coming.at):%H:%M:%S}" if coming else ""
            began = time.perf_counter()
            app.post_message(events.Key("f5", None))
            await pilot.pause(0.2)
            assert len(session.history.moves) > moves, n
            figures.append(app.shown_at - began)
            await pilot.press("escape")
    return figures


async def refreshes(folder: Path, setups: Sequence[Setup]) -> tuple[list[float], list[float]]:
    """Of the chances from five gates into each: seconds a refresh takes, and between turns of the loop meanwhile."""
    took, gaps = [], []
    for setup in setups:
        session = Session.start(folder / f"{setup.scenario.id}.jsonl", Head(setup, seed=1))
        session.act(c.Begin())
        for _ in range(5):
            session.next()
        outlook = Outlook(session, Apart)
        outlook.due()
        await outlook.reckon(lambda _: None)  # the process has begun
        for _ in range(5):
            session.act(c.Note("Somebody asks"))
            assert outlook.due()
            began = last = time.perf_counter()
            work = asyncio.create_task(outlook.reckon(lambda _: None))
            while not work.done():
                await asyncio.sleep(0)
                now = time.perf_counter()
                gaps.append(now - last)
                last = now
            took.append(last - began)
        outlook.close()
        session.close()
    return took, gaps
