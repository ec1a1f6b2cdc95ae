"""The README's picture, from the real program: ``python docs/pictures/draw.py`` in the repository's root.

Plays the stolen weights into their evening and writes ``conduct.png``. Needs Chromium to turn the drawing into it.
"""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.console.context import AppContext
from simulator.console.setup import Prepared
from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.home import libraries
from simulator.timeline.history import Head
from simulator.tui.app import Tabletop
from tests.exercise.walls import StillWall

HERE = Path(__file__).parent


def played(folder: Path, wall: StillWall) -> Session:
    """The exercise in the middle of its evening."""
    setup = Library.open(libraries()).setup("model-weight-theft")
    session = Session.start(folder / "evening.jsonl", Head(setup, seed=5), wall=wall)
    session.act(c.Begin(reveal=("clocks",)))
    for _ in range(7):
        wall.talk(200)
        session.tick()
        for inject in session.state.open_decisions:
            session.act(c.Decide(inject, "copy-first"))
        session.next()
    return session


async def draw(folder: Path) -> None:
    """The conduct screen at 120 by 36."""
    wall = StillWall()
    house = AppContext(Library.open(libraries()), folder, "en", wall=wall)
    app = Tabletop(house, Prepared(played(folder, wall), c.Begin()))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "forecast"])
        await pilot.pause()
        (folder / "conduct.svg").write_text(app.export_screenshot(), "utf-8")


def main() -> None:
    """Draws, and turns the drawing into a PNG."""
    with TemporaryDirectory() as folder:
        asyncio.run(draw(Path(folder)))
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        size = ["--window-size=1500,960", f"--screenshot={HERE / 'conduct.png'}"]
        subprocess.run(["chromium", *flags, *size, f"file://{folder}/conduct.svg"], check=True)


if __name__ == "__main__":
    main()
