"""What earlier exercises agreed on and is not done with, for whoever sets up the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.console.rows import Cell, Line, Row, Words
from simulator.model.playbook import NONE
from simulator.timeline.follow_up import Stage
from simulator.wording.voice import Voice
from simulator.workspace.actions import Action

_STAGES: dict[Stage, str] = {"open": "open", "to-retest": "to be retested", "done": "done"}
_NAMED = 3
"""So many are named; the rest are counted."""


def of_playbook(actions: Iterable[Action], playbook: str, scenario: str) -> Iterator[Action]:
    """Those of exercises with this playbook; for a discussion, which has none, of this scenario's."""
    for action in actions:
        setup = action.exercise.history.head.setup
        if playbook == NONE and setup.discussion_only and setup.scenario.id == scenario:
            yield action
        if playbook != NONE and not setup.discussion_only and setup.playbook.id == playbook:
            yield action


def rows(actions: Iterable[Action], voice: Voice) -> tuple[Row, ...]:
    """A row each, with where it stands; what is not done with stands out."""
    told = []
    for action in actions:
        mark: Words = ("✓", "good") if action.stage == "done" else ("▲", "warning")
        told.append(Row(action.id, (Cell(action.agreed.text),), mark=mark, right=voice(_STAGES[action.stage])))
    return tuple(told)


def earlier_line(actions: Iterable[Action], voice: Voice) -> Line:
    """How many there are, and the first of them; nothing where there is none."""
    texts = [action.agreed.text for action in actions]
    if not texts:
        return ()
    count = voice("Corrective actions of earlier exercises, still open or to be retested: {count}.", count=len(texts))
    more = [voice("and {count} more", count=len(texts) - _NAMED)] if len(texts) > _NAMED else []
    return ("▲ ", "warning"), count, " ", (voice.clauses([*texts[:_NAMED], *more]), "quiet")
