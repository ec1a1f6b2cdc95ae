"""A record that another process writes, as its wall shows it."""

from __future__ import annotations

from pathlib import Path

from simulator.console.view import View
from simulator.console.visibility import Situation, Viewer
from simulator.exercise.seats import WALL
from simulator.journal.follow import Follower
from simulator.plan.compiler import compile_plan
from simulator.wording.voice import Voice


class Following:
    """Reads only."""

    def __init__(self, record: Path, language: str = "") -> None:
        """In a language; empty: the exercise's own."""
        self._follower = Follower(record)
        self._language = language
        self._viewer: Viewer | None = None

    @property
    def voice(self) -> Voice:
        """The exercise's, once something of it has been read."""
        return self._viewer.voice if self._viewer else Voice(self._language or "en")

    def look(self) -> View | None:
        """What the wall sees now; None where nothing is new. TabletopError where the record cannot be read."""
        history = self._follower.poll()
        if history is None:
            return None
        if self._viewer is None:
            voice = Voice.of(history.head.setup, self._language or history.head.language)
            self._viewer = Viewer(compile_plan(history.head.setup), WALL, voice)
        state = history.state()
        return self._viewer.view(Situation(state, state.now, state.room, moves=history.moves))
