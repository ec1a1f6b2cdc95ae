"""Records of short exercises, played through a real session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from simulator.exercise.commands import Begin, Close, Command, EndPlay
from simulator.exercise.session import Session
from simulator.model.setup import Setup
from simulator.timeline.history import Head
from tests.exercise.walls import StillWall

Deed = Command | int | Literal["take back"]
"""What people do, or the minute until which they let time go on."""


def play_record(path: Path, setup: Setup, *deeds: Deed, closed: bool = True, **head: Any) -> Path:
    """What people did, with the minutes they let time go on to; then the play ends and the record is closed."""
    usual = Head(setup, seed=11, created="2026-11-24T14:00:00+09:00")
    session = Session.start(path, replace(usual, **head), wall=StillWall())
    session.act(Begin(self_running=False))
    for deed in deeds:
        if deed == "take back":
            session.take_back()
        elif isinstance(deed, Command):
            session.act(deed)
        else:
            while session.state.now < deed * 60:
                session.jump(deed * 60)
    for deed in (EndPlay(), Close()) if closed else ():
        session.act(deed)
    session.close()
    return path
