"""Keeps the chances of running clocks up to date while the table plays, a few runs at a time between two keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace

from simulator.exercise.session import Session
from simulator.study.forecast import forecast, seed_of
from simulator.timeline.state import State
from simulator.tui.chances import Chances, compared, held

GENTLY = 10
"""Room seconds between two refreshes while people only talk."""
_PAINT_FIRST = 0.03
"""Seconds the screen has to show what a key did before the reckoning begins."""
_BREATH = 0.002
"""Seconds between two slices: a key finds the loop idle, and goes all its way from hand to hand."""


class Outlook:
    """One exercise's chances, reckoned from the State shown. Never fails an exercise: at worst it knows nothing."""

    def __init__(self, session: Session) -> None:
        self.chances: Chances = {}
        self._session = session
        self._of: State | None = None
        """What the last reckoning began from."""
        self._known: Mapping[str, float] = {}
        """The last figures that were certain enough."""
        self._before: Mapping[str, float] = {}
        """Those from before what happened last."""

    @property
    def on(self) -> bool:
        """Whether there is anything to look forward to: play is on, and no real event has the floor."""
        state = self._session.state
        return state.started and not (state.stopped or state.closed or state.ended_at is not None)

    def due(self) -> bool:
        """Whether to reckon anew: something happened, or enough talk has gone by. Then old figures are marked."""
        state, last = self._session.state, self._of
        if state is last or not self.on:
            return False
        if last is not None and _only_time(last, state):
            if 0 <= state.room - last.room < GENTLY:
                return False
        else:
            self.chances, self._before = held(self.chances), self._known
        self._of = state
        return True

    def forget(self) -> None:
        """No play is on: no chance is shown."""
        self.chances, self._known, self._before, self._of = {}, {}, {}, None

    async def reckon(self, changed: Callable[[], None]) -> None:
        """From the State that was due, to the end; calls ``changed`` when there are first figures, and good ones."""
        assert self._of is not None
        await asyncio.sleep(_PAINT_FIRST)
        try:
            await self._reckon(self._of, changed)
        except Exception:  # a figure more or less must not end an exercise
            self.chances = {}
            changed()

    async def _reckon(self, state: State, changed: Callable[[], None]) -> None:
        session, now = self._session, dict[str, float]()
        # Rough figures are better than old ones or none, but not than good ones of a few seconds ago.
        wanted = all(found.rough for found in self.chances.values())
        for found in forecast(session.plan, state, seed=seed_of(session.head.seed)):
            now = {key: share.p for key, share in found.items()}
            if now and wanted:
                self._tell(now, changed, rough=True)
                wanted = False
            await asyncio.sleep(_BREATH)
        self._known = now
        self._tell(now, changed, rough=False)

    def _tell(self, now: Mapping[str, float], changed: Callable[[], None], *, rough: bool) -> None:
        chances = compared(now, self._before, rough=rough)
        if chances != self.chances:
            self.chances = chances
            changed()


def _only_time(one: State, other: State) -> bool:
    """Whether nothing but time lies between two states."""
    return replace(one, now=0, room=0) == replace(other, now=0, room=0)
