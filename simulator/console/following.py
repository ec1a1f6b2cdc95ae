"""A record that another process writes, as its wall shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from simulator.console.looks import Looks
from simulator.console.rows import Line
from simulator.console.situation import Situation
from simulator.console.view import Joining, View
from simulator.console.visibility import Viewer
from simulator.exercise.seats import WALL
from simulator.journal.follow import Follower
from simulator.journal.witness import Witness, witness_of
from simulator.plan.compiler import compile_plan
from simulator.timeline.history import History
from simulator.wording.voice import Voice
from simulator.workspace.seat_keys import kept_keys


class Following:
    """Reads only. Where no record is named, it waits for one that runs and stays with it."""

    def __init__(
        self, record: Path | Callable[[], Path | None], language: str = "", folders: Sequence[Path] = ()
    ) -> None:
        """In a language; empty: the exercise's own. ``folders``: where a record is looked for, to be said."""
        self._find: Callable[[], Path | None] = record if callable(record) else lambda: record
        self._folders = folders
        self._follower: Follower | None = None
        self._language = language
        self._viewer: Viewer | None = None
        self._history: History | None = None
        self._joining: Joining | None = None
        self.witness: Witness | None = None
        """Of the record, once it is closed."""

    @property
    def record(self) -> Path | None:
        """The record that is followed; None while none runs."""
        return self._follower.path if self._follower else None

    @property
    def voice(self) -> Voice:
        """The exercise's, once something of it has been read."""
        return self._viewer.voice if self._viewer else Voice(self._language or "en")

    @property
    def waiting(self) -> tuple[Line, ...]:
        """What is shown while no exercise runs."""
        voice = self.voice
        looked = (
            (voice("Records are looked for in {folder}.", folder=str(folder.absolute())),) for folder in self._folders
        )
        return ((voice("No exercise runs yet; this window waits for one."), "strong"),), (), *looked

    def look(self) -> View | None:
        """What the wall sees now; None where nothing is new. TabletopError where the record cannot be read."""
        if self._follower is None and (record := self._find()):
            self._follower = Follower(record)
        read = self._follower.poll() if self._follower else None
        joining = self._joining_now()
        if read is None and joining == self._joining:
            return None
        history = self._history = read or self._history
        if history is None:
            return None
        self._joining = joining
        if self._viewer is None:
            voice = Voice.of(history.head.setup, self._language or history.head.language)
            self._viewer = Viewer(WALL, Looks(compile_plan(history.head.setup), voice))
        state = history.state()
        self.witness = witness_of(history) if state.closed else None
        return self._viewer.view(
            Situation(state, state.now, state.room, moves=history.moves, joining=joining, witness=self.witness)
        )

    def _joining_now(self) -> Joining | None:
        """How a seat is taken, as the console has left word beside the record."""
        told = kept_keys(self._follower.path).joining if self._follower else None
        return Joining(*told) if told else None
