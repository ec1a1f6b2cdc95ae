"""Corrective actions over all exercises: what was agreed and is still to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.timeline.events import ActionAgreed
from simulator.workspace.records import LastExercise, last_exercises


@dataclass(frozen=True, slots=True)
class OpenAction:
    """A corrective action that the last exercise of a scenario agreed on."""

    scenario: str
    record: Path
    agreed: ActionAgreed


def open_actions(exercises: Mapping[str, LastExercise]) -> tuple[OpenAction, ...]:
    """Corrective actions from the last exercise of each scenario; earlier ones do not count: it tested them again."""
    return tuple(
        OpenAction(scenario, last.path, agreed)
        for scenario, last in exercises.items()
        for agreed in last.state.agreed.values()
    )


@dataclass(frozen=True, slots=True)
class Past:
    """What the records show about a scenario."""

    last: str = ""
    """The day it was last exercised, ISO; empty for never."""
    open_actions: int = 0


def past(*records: Path) -> Mapping[str, Past]:
    """Scenario → what the records of a folder show about it."""
    exercises = last_exercises(*records)
    scenarios = [action.scenario for action in open_actions(exercises)]
    return {scenario: Past(last.day, scenarios.count(scenario)) for scenario, last in exercises.items()}
