"""Letters: messages that only their roles read, until somebody tells the table."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.model.scenario import Scenario
from simulator.timeline.state import State


def letters(scenario: Scenario, state: State) -> Mapping[str, tuple[str, ...]]:
    """Those that went to their roles alone, told since or not → their roles, in the order they came.

    A private message is one only where a player sat for one of its roles when it came; else the room reads it.
    """
    written = {inject.id: inject.to for inject in scenario.injects if inject.private}
    scripted = {
        name: written[name]
        for name, delivery in state.injects.items()
        if name in written and delivery.status == "delivered" and {*written[name]} & {*delivery.seated}
    }
    return scripted | {name: made.to for name, made in state.improvised.items() if made.private and state.came(name)}


def untold(scenario: Scenario, state: State) -> Mapping[str, tuple[str, ...]]:
    """The letters that the table has not been told of."""
    return {name: to for name, to in letters(scenario, state).items() if name not in state.told}
