"""How fast the conduct screen stands, and answers a key."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from textual.events import Key
from textual.widgets import Input

from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.home import libraries
from simulator.model.setup import Setup
from simulator.timeline.history import Head
from simulator.tui.app import Tabletop
from simulator.tui.house import House
from simulator.tui.screens.conduct import Conduct
from simulator.tui.widgets.entry import Entry
from simulator.tui.widgets.injects import Injects


def _begun(folder: Path, setup: Setup) -> Session:
    """Play has begun and every second message has arrived."""
    session = Session.start(folder / "record.jsonl", Head(setup, seed=1))
    session.act(c.Begin(talk=0))
    for inject in setup.scenario.injects[: len(setup.scenario.injects) // 2]:
        if session.state.delivery(inject.id).status == "to-come":
            session.act(c.Release(inject.id))
    return session


async def first_paint(folder: Path, setup: Setup) -> float:
    """Seconds from the session to the first full picture."""
    session = _begun(folder, setup)
    app = Tabletop(House(Library.open(libraries()), folder), session=session)
    began = time.perf_counter()
    async with app.run_test(size=(120, 36)) as pilot:
        await _until(lambda: isinstance(app.screen, Conduct) and app.screen.query_one(Injects).option_count > 0)
        app.export_screenshot()
        took = time.perf_counter() - began
        await pilot.pause()
    return took


async def key_presses(folder: Path, setup: Setup, count: int) -> list[float]:
    """Seconds per key: Enter on an observation, from the key to the repainted screen, on disk before."""
    session = _begun(folder, setup)
    app = Tabletop(House(Library.open(libraries()), folder), session=session)
    found = []
    async with app.run_test(size=(120, 36)) as pilot:
        await _until(lambda: isinstance(app.screen, Conduct))
        await pilot.pause()
        for number in range(count):
            app.screen.query_one(Entry).open()
            app.screen.query_one("#entry-line", Input).value = f"Observation {number}"
            await pilot.pause()
            notes = len(session.state.notes)
            began = time.perf_counter()
            app.post_message(Key("enter", "\r"))
            await _until(lambda notes=notes: len(session.state.notes) > notes)  # type: ignore[misc]
            painted = asyncio.Event()
            app.screen.call_after_refresh(painted.set)
            await painted.wait()
            found.append(time.perf_counter() - began)
    return found


async def _until(stands: Callable[[], bool]) -> None:
    while not stands():
        await asyncio.sleep(0)
