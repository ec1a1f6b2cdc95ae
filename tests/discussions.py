"""A discussion to sit at: the first file that ``new --discussion`` writes, and an hour of talk about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from simulator.content.skeleton import skeleton
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.model.setup import Setup
from simulator.timeline.history import Head
from tests.exercise.walls import StillWall
from tests.tui.table import library

M = 60


def written(folder: Path) -> Path:
    """The file, in a library of its own."""
    return skeleton("scenario", "ours", folder, date(2026, 11, 23), discussion=True)


def setup(folder: Path) -> Setup:
    """All that is discussed."""
    return library().setup(str(written(folder)))


def begun(folder: Path) -> Session:
    """The first module is on the table."""
    session = Session.start(folder / "ours.jsonl", Head(setup(folder), seed=7), wall=StillWall())
    session.act(c.Begin(reveal=("clocks",)))
    return session


def discussed(folder: Path) -> Session:
    """Two modules of three, one question left out, one ticked without words; one deadline met and one missed."""
    session = begun(folder)
    session.act(c.Discuss("first-call", 1, "The duty manager; the mayor's office hears first", "product-owner"))
    session.act(c.Discuss("first-call", 1, "Legal wants to be asked before", "legal"))
    session.act(c.Discuss("first-call", 3))
    session.jump(30 * M)
    session.act(c.Mark("acknowledged", since=10 * M, why="The front desk wrote it down", seat="product-owner"))
    session.jump(30 * M)
    session.act(c.Decide("stop-or-label", text="Off the site, and a paper note at the desk", seat="product-owner"))
    while session.state.delivery("the-leaflet").status != "delivered":
        session.next()
    session.act(c.Discuss("the-leaflet", 1, "A letter to all 41, and a notice on the page", "communications"))
    session.act(c.EndPlay())
    return session
