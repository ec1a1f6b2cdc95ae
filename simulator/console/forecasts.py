"""Keeps the chances of running clocks up to date while the table plays."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Mapping
from typing import Protocol

from simulator.console.chances import Chances, compared, held
from simulator.exercise.session import Session
from simulator.plan.tables import Plan
from simulator.study.forecast import seed_of
from simulator.study.statistics import Share
from simulator.timeline.events import Event, Passed
from simulator.timeline.moves import changes_incident
from simulator.timeline.state import State

REFRESH_S = 10
"""Room seconds between two refreshes while people only talk."""


class Forecaster(Protocol):
    """Whom to ask how an exercise may go on."""

    def chances(self, state: State) -> Mapping[str, Share]:
        """The chance of each running clock by its key; asked from a thread."""

    def close(self) -> None:
        """Nobody asks any more."""


Seer = Callable[[Plan, int], Forecaster]
"""Makes a forecaster for a plan and a seed."""


class ForecastFeed:
    """One exercise's chances, computed from the State shown. It never fails an exercise: at worst it has no chances."""

    def __init__(self, session: Session, seer: Seer) -> None:
        self.chances: Chances = {}
        self._session = session
        self._seer = seer(session.plan, seed_of(session.head.seed))
        self._of: State | None = None
        """What the chances are to be of."""
        self._moves = 0
        """How many moves have been looked at."""
        self._changed = False
        """Whether one of them has changed the incident since the chances were asked last."""
        self._asks = False
        self._known: Mapping[str, float] = {}
        """The last figures."""
        self._before: Mapping[str, float] = {}
        """Those from before what happened last."""

    @property
    def on(self) -> bool:
        """Whether there is anything to look forward to: play is on, and no real event has the floor.

        What people who only discuss will mark as reached is nobody's to tell.
        """
        state, setup = self._session.state, self._session.setup
        over = state.stopped or state.on_break or state.closed or state.ended_at is not None
        return state.started and not over and not setup.discussion_only

    def due(self) -> bool:
        """Whether to ask again: something happened, or enough talk has gone by. Then old figures are marked."""
        state, last = self._session.state, self._of
        if state is last or not self.on:
            return False
        moves = self._session.history.moves
        since, self._moves = moves[self._moves :], len(moves)
        self._changed = self._changed or any(_changes(event) for move in since for event in move.events)
        if last is not None and not self._changed:
            if 0 <= state.room - last.room < REFRESH_S:
                return False
        else:
            self.chances, self._before = held(self.chances), self._known
        self._of, self._changed = state, False
        return True

    def forget(self) -> None:
        """No play is on: no chance is shown."""
        self.chances, self._known, self._before, self._of = {}, {}, {}, None

    def close(self) -> None:
        """Nobody looks any more."""
        self._seer.close()

    async def refresh(self, changed: Callable[[Chances], None]) -> None:
        """Until the chances are those of the State that was due last; calls ``changed`` with them.

        Whoever is at it already takes the newest State next; asked meanwhile, there is nothing to do.
        """
        if self._asks:
            return
        self._asks = True
        try:
            of = None
            while of is not self._of and self._of is not None:
                of = self._of
                now = await self._asked(of)
                if of is self._of:
                    self._tell(now, changed)
        finally:
            self._asks = False

    async def _asked(self, state: State) -> Mapping[str, float]:
        try:
            return {key: share.p for key, share in (await to_thread(self._seer.chances, state)).items()}
        except Exception:  # a figure more or less must not end an exercise
            return {}

    def _tell(self, now: Mapping[str, float], changed: Callable[[Chances], None]) -> None:
        self._known = now
        chances = compared(now, self._before)
        if chances != self.chances:
            self.chances = chances
            changed(chances)


def _changes(event: Event) -> bool:
    """Whether chances may be others for it: not for time alone, nor for what people write down."""
    return changes_incident(event) and not isinstance(event, Passed)
