"""The conduct screen under a watch."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.drivers.headless_driver import HeadlessDriver

from simulator.console.forecasts import ForecastFeed
from simulator.console.operator import Operator
from simulator.console.setup import Prepared
from simulator.exercise import commands as c
from simulator.exercise.gates import next_gate
from simulator.exercise.session import Session
from simulator.model.setup import Setup
from simulator.study.forecast_process import ForecastProcess
from simulator.timeline.history import Head
from simulator.tui.app import Tabletop
from simulator.tui.screens.conduct import Conduct
from tests.exercise.walls import StillWall
from tests.tui.table import WIDE, context, opened, painting

painting.set(True)  # what is measured is drawn to the last cell, as nobody would spare it at a terminal


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


class Paper(HeadlessDriver):
    """A terminal that nobody looks at: all that a real one is sent is made, and noted when it holds what is wanted."""

    wanted: ClassVar[str] = ""
    shown_at: ClassVar[float] = 0.0

    @property
    def is_headless(self) -> bool:
        """What is sent is to be made."""
        return False

    def write(self, data: str) -> None:
        """As much as a terminal would be sent at once."""
        if Paper.wanted and Paper.wanted in data:
            Paper.shown_at, Paper.wanted = time.perf_counter(), ""


async def key_presses(folder: Path, setup: Setup, count: int) -> tuple[list[float], list[float]]:
    """Seconds from F5 (a move, written with fsync, and told) to the new time sent to the terminal.

    Of keys after which the screen of play stands, and of those that open a window over it, as a deadline was missed:
    how many of which there are follows from the bundled scenario and its deadlines.
    """
    session = begun(folder, setup)
    for _ in range(150):
        session.next()
    Operator.NEXT_DEBOUNCE_S = 0  # doubled keys are what is measured here
    app = Tabletop(context(folder, StillWall()), Prepared(session, c.Begin()))
    app.driver_class = Paper
    played: list[float] = []
    opened_window: list[float] = []
    async with app.run_test(headless=False, size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        for n in range(count):
            moves = len(session.history.moves)
            gate, _ = next_gate(session.plan, session.state, session.draws)
            Paper.wanted = f"{app.voice.local(gate.at):%H:%M:%S}"
            began = time.perf_counter()
            app.post_message(events.Key("f5", None))
            await pilot.pause(0.2)
            assert len(session.history.moves) > moves, n
            assert not Paper.wanted, n
            stands = isinstance(app.screen, Conduct)
            (played if stands else opened_window).append(Paper.shown_at - began)
            await pilot.press("escape")
    return played, opened_window


async def refreshes(folder: Path, setups: Sequence[Setup]) -> tuple[list[float], list[float]]:
    """Of the chances from five gates into each: seconds a refresh takes, and between turns of the loop meanwhile."""
    took, gaps = [], []
    for setup in setups:
        session = Session.start(folder / f"{setup.scenario.id}.jsonl", Head(setup, seed=1))
        session.act(c.Begin())
        for _ in range(5):
            session.next()
        outlook = ForecastFeed(session, ForecastProcess)
        outlook.due()
        await outlook.refresh(lambda _: None)  # the process has begun
        for _ in range(5):
            session.act(c.SetPace(1, self_running=True))
            assert outlook.due()
            began = last = time.perf_counter()
            work = asyncio.create_task(outlook.refresh(lambda _: None))
            while not work.done():
                await asyncio.sleep(0)
                now = time.perf_counter()
                gaps.append(now - last)
                last = now
            took.append(last - began)
        outlook.close()
        session.close()
    return took, gaps
