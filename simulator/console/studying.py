"""Many runs of one setup, played on a thread of their own while somebody looks: how far it is, stopped when asked."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import TypeVar

from simulator.console.context import AppContext
from simulator.content.places import Place, place_of
from simulator.content.reading import kind_named
from simulator.errors import Sentence, TabletopError
from simulator.model.freshness import freshness
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.changes import absences, changes, choices
from simulator.study.fronts import Front, Goal
from simulator.study.gains import Further, Ranking, WhatIf
from simulator.study.race import Stopped
from simulator.study.reach import LIKELY, Standing, reach
from simulator.study.result import Study
from simulator.study.study import Progress, study
from simulator.study.whatif import rank

Result = TypeVar("Result")
SEED = 1
"""As the command line has it: the same question has the same answer."""
_BLOCK = 20
"""Runs between two looks at whether somebody wants to stop."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a search for sets is asked."""

    goal: Goal
    without: tuple[str, ...] = ()
    """Kinds of change, or changes by id, that nobody would make, besides those that the files say."""


class _Stopped(Exception):
    """Nobody waits for the answer any more."""


class Studying:
    """One setup being studied; ``study``, ``ranking`` and ``front`` are what is known so far."""

    def __init__(self, context: AppContext, setup: Setup) -> None:
        self.setup = setup
        self.fresh = freshness(setup, context.wall.stamp())
        """Which of its rules are not as fresh as they should be today."""
        self.study: Study | None = None
        self.ranking: Ranking | None = None
        self.front: Front | None = None
        """What it would take, if that was asked."""
        self.aim: Aim | None = None
        """What was asked last."""
        self.clock = ""
        """The clock that changes are tried for, by its key; empty while none is chosen."""
        self.progress = (0, context.runs)
        """Runs played, runs expected."""
        self.standing: Standing | None = None
        """How far the search for sets has come that is being played."""
        self.hurried = False
        """Somebody has enough of the search: what it has found is studied anew."""
        self.said: Sentence | None = None
        """How it ended that was done last, if that is to be said."""
        self._context = context
        self._stop: Event | None = None
        """Of what is being played; None where nothing is."""

    @property
    def in_force(self) -> tuple[str, ...]:
        """The keys of the clocks that bind and count in more than a few runs."""
        found = self.study.expectations if self.study else ()
        return tuple(e.key for e in found if e.binds and e.started * (1 - e.void) >= LIKELY)

    @property
    def busy(self) -> bool:
        """Whether something is being played."""
        return self._stop is not None

    def stop(self) -> None:
        """Ends what is being played, after a few runs at most. Its answer is dropped, but what a search has found."""
        if self.standing and self.standing.changes and not self.hurried:
            self.hurried = True
        else:
            self.leave()

    def leave(self) -> None:
        """Ends what is being played, whatever it is, and drops its answer."""
        if self._stop is not None:
            self._stop.set()
            self._stop, self.said = None, Sentence("Stopped.")

    async def play(self) -> bool:
        """Plays all runs; False where there is no answer."""
        plan, runs = compile_plan(self.setup), self._context.runs
        found = await self._play(
            lambda progress: study(plan, seed=SEED, runs=runs, why=True, tails=True, progress=progress, block=_BLOCK)
        )
        if found is None:
            return False
        self.study, self.clock = found, found.worst.key if found.worst else ""
        return True

    async def rank(self) -> bool:
        """Tries every single change for the clock chosen, and who is missed; False where there is no answer."""
        clock, ways = self.clock, (*changes(self.setup), *choices(self.setup), *absences(self.setup))
        # One process: workers are given the standard error stream, which a screen may have taken away.
        found = await self._play(
            lambda progress: rank(self.setup, [clock], ways, seed=SEED, jobs=1, progress=progress),
        )
        if found is None:
            return False
        (self.ranking,) = found
        return True

    async def reach(self, aim: Aim) -> bool:
        """Looks for sets of changes with which clocks have a chance; stopped, it has what was found so far.

        False where there is no answer.
        """
        self.aim, self.hurried, is_told = aim, False, False

        def search(progress: Progress) -> Front:
            def telling(standing: Standing) -> None:
                nonlocal is_told
                progress(standing.runs, standing.runs)
                self.standing = standing
                if self.hurried and not is_told:
                    is_told = True
                    raise Stopped

            return reach(self.setup, aim.goal, seed=SEED, without=aim.without, jobs=1, telling=telling)

        found = await self._play(search)
        self.standing = None
        if found is None:
            return False
        self.front = found
        return True

    async def _play(self, play: Callable[[Progress], Result]) -> Result | None:
        """What is played on a thread; None where it was stopped or failed."""
        stop = self._stop = Event()
        self.progress, self.said = (0, self._context.runs), None

        def progress(played: int, expected: int) -> None:
            if stop.is_set():
                raise _Stopped
            self.progress = (played, expected)

        try:
            return await to_thread(play, progress)
        except _Stopped:
            return None
        except Exception as error:  # a study that fails must not end the program
            self.said = Sentence("This failed: {error}", error=str(error))
            return None
        finally:
            stop.set()
            if self._stop is stop:
                self._stop = None

    def write(self, language: str) -> None:
        """Writes the study as a page, and says where. TabletopError if it cannot."""
        if self.study is None:
            return
        further = Further((self.ranking,) if self.ranking else ())
        path = self._context.write_study(self.study, further, self.setup, language, self.fresh)
        if path:
            self.said = Sentence("The page is {path}", path=path)

    def write_front(self, language: str) -> None:
        """Writes what it would take as a page, and says where. TabletopError if it cannot."""
        path = self._context.write_reach(self.front, self.setup, language) if self.front else None
        if path:
            self.said = Sentence("The page is {path}", path=path)

    def place(self, change: WhatIf) -> Place | None:
        """The line that would change, its file as seen from here where it lies below; None where there is none."""
        kind, path = change.where
        ids = {"scenario": self.setup.scenario.id, "playbook": self.setup.playbook.id, "team": self.setup.team.id}
        try:
            found = place_of(self._context.library.find(kind_named(kind), ids[kind]), path)
        except TabletopError:
            return None
        file, here = Path(found.file).absolute(), Path.cwd()
        return replace(found, file=str(file.relative_to(here))) if file.is_relative_to(here) else found
