"""All that the widgets of a running exercise are handed, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from simulator.console.chances import Chances
from simulator.exercise.views import Gate, OnDuty
from simulator.model.setup import Setup
from simulator.timeline.judge import Verdict, judge
from simulator.timeline.state import State
from simulator.wording.names import Names
from simulator.wording.sentences import adhoc_titles
from simulator.wording.voice import Voice

Arrived = tuple[str, int]
"""An inject that reached the table (``improvised/1`` too) and when."""


@dataclass(frozen=True, eq=False)
class Scene:
    """State, and what the session tells beside it. Times in seconds since opens."""

    setup: Setup
    state: State
    voice: Voice
    now: int
    """Incident time to show; talk not yet recorded included."""
    room: int
    """Room seconds of play used."""
    gate: Gate | None = None
    """The gate incident time stands before."""
    coming: Gate | None = None
    """The next gate; not for players."""
    slack: int | None = None
    """Room seconds to spare for the injects still to come; None where nobody is to know."""
    skippable: tuple[str, ...] = ()
    staff: tuple[OnDuty, ...] = ()
    par: State | None = None
    chances: Chances = field(default_factory=dict)
    """Of the clocks that run; not for players."""
    told: tuple[tuple[int, str], ...] = ()
    """(when, sentence) of what happened last, newest first."""
    unread: frozenset[str] = frozenset()
    shown: str = ""
    """The inject in the middle of the screen."""
    players: bool = False
    """Players look on: what ``Started.reveal`` does not name stays hidden."""

    def sees(self, what: str) -> bool:
        """Whether those who look may see ``clocks``, ``playbook``, ``team`` or anything else."""
        return not self.players or what in self.state.reveal

    def alike(self, other: Scene | None) -> bool:
        """Whether only time differs: what does not show time need not be drawn again."""
        return other is not None and _without_time(self) == _without_time(other)

    def when(self, at: int) -> str:
        """A time of the incident: the time of day is enough today, the day in this month."""
        there, here = self.voice.local(at), self.voice.local(self.now)
        if there.date() == here.date():
            return self.voice.clock(at)
        return self.voice.day_clock(at, month=there.month != here.month)

    @cached_property
    def names(self) -> Names:
        """What things are called in the table's language."""
        return Names(self.setup, self.voice, adhoc_titles(self.state))

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """How each clock stands at the time shown."""
        return judge(
            self.setup.clocks, replace(self.state, now=self.now), over=self.now >= self.setup.scenario.ends_after
        )

    @cached_property
    def clocks(self) -> tuple[Verdict, ...]:
        """The clocks these eyes may see: players none that has not started, and none that a message expects."""
        if not self.players:
            return self.verdicts
        shown = (v for v in self.verdicts if v.standing != "not-started" and v.clock.kind != "inject")
        return tuple(shown) if self.sees("clocks") else ()

    @cached_property
    def arrived(self) -> tuple[Arrived, ...]:
        """What reached the table, in the order it came."""
        return arrived(self.state)


def _without_time(scene: Scene) -> tuple[object, ...]:
    return (id(scene.state), id(scene.par), scene.gate, scene.told, scene.unread, scene.shown, scene.players)


def arrived(state: State) -> tuple[Arrived, ...]:
    """Injects that reached the table, in the order they came."""
    found = [(inject, d.at) for inject, d in state.injects.items() if d.status == "delivered"]
    found += [(inject, made.at) for inject, made in state.improvised.items()]
    return tuple(sorted(found, key=lambda pair: pair[1]))
