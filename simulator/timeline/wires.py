"""Trip-wires: waits that somebody chose, each with a last moment and with what ends it sooner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model.injects import Inject
from simulator.model.scenario import Scenario
from simulator.timeline.state import State


@dataclass(frozen=True, slots=True)
class Wire:
    """A trip-wire that has been set. Times in seconds since opens."""

    inject: Inject
    """What comes when it trips."""
    chosen_at: str
    """The message whose decision led to it; empty where none did."""
    set_at: int
    latest: int
    """When the wait is over if nothing trips it."""
    tripped_at: int | None
    """None while it waits, and where it was left out."""
    tripped_by: str = ""
    """The word under ``trips_on`` that had come by then, the first of them; empty where time was up."""

    @property
    def by_people(self) -> bool:
        """Neither time nor measure: somebody brought it before."""
        return self.tripped_at is not None and not self.tripped_by and self.tripped_at < self.latest


def wires(scenario: Scenario, state: State) -> Iterator[Wire]:
    """Those that have been set, in the scenario's order."""
    for inject in scenario.injects:
        if inject.trips_on:
            came = [(at, name) for name in inject.once if (at := state.awaited(name)) is not None]
            if len(came) == len(inject.once):
                yield _wire(inject, *max(came), state)


def _wire(inject: Inject, set_at: int, set_by: str, state: State) -> Wire:
    chosen_at, delivery = _chosen_at(set_by, state), state.delivery(inject.id)
    latest = max(inject.at or 0, set_at + inject.delay)
    if delivery.status != "delivered":
        return Wire(inject, chosen_at, set_at, latest, None)
    came = [(at, name) for name in inject.trips_on if (at := state.awaited(name)) is not None and at <= delivery.at]
    return Wire(inject, chosen_at, set_at, latest, delivery.at, min(came, default=(0, ""))[1])


def _chosen_at(name: str, state: State) -> str:
    """Back from what set it, over the steps between, to the decision that is behind it."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        reached = state.milestones.get(name)
        cause = reached.by if reached else name.removeprefix("step:")
        kind, _, inject = cause.partition("/")
        if inject:
            return inject if kind == "decision" else ""
        name = state.job(cause).because
    return ""
