"""What earlier exercises agreed on and is not done with, for whoever sets up the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.console.rows import Cell, Line, Row, Words
from simulator.model.playbook import NONE
from simulator.model.playbooks import SEPARATOR
from simulator.timeline.follow_up import Stage, retest
from simulator.wording.names import Names
from simulator.wording.retests import retest_words
from simulator.wording.voice import Voice
from simulator.workspace.actions import Action

_STAGES: dict[Stage, str] = {"open": "open", "to-retest": "to be retested", "done": "done"}
_NAMED = 3
"""So many are named; the rest are counted."""


def of_playbook(actions: Iterable[Action], playbook: str, scenario: str) -> Iterator[Action]:
    """Those of exercises with this playbook, or one of these; for a discussion, which has none, of this scenario."""
    wanted = {name.strip() for name in playbook.split(SEPARATOR)}
    for action in actions:
        setup = action.exercise.history.head.setup
        if playbook == NONE and setup.discussion_only and setup.scenario.id == scenario:
            yield action
        if not setup.discussion_only and any(part.id in wanted for part in setup.playbook.parts):
            yield action


def rows(actions: Iterable[Action], today: str, voice: Voice) -> tuple[Row, ...]:
    """A row each, with where it stands; what is not done with stands out. ``today``: ISO."""
    told = []
    for action in actions:
        mark: Words = ("✓", "good") if action.stage == "done" else ("▲", "warning")
        stands = voice("overdue since {day}", day=action.due) if action.overdue(today) else voice(_STAGES[action.stage])
        told.append(Row(action.id, (Cell(action.agreed.text),), mark=mark, right=stands))
    return tuple(told)


def studied(action: Action, voice: Voice) -> str:
    """What a study said of what it changes in the playbook; empty where none was made."""
    told, setup = retest(action.entries), action.exercise.history.head.setup
    return retest_words(told, Names(setup, Voice.of(setup, voice.language))) if told else ""


def earlier_line(actions: Iterable[Action], today: str, voice: Voice) -> Line:
    """How many there are, how many of them overdue, and the first of them; nothing where there is none."""
    known = list(actions)
    if not known:
        return ()
    texts, late = [action.agreed.text for action in known], sum(action.overdue(today) for action in known)
    count = voice("Corrective actions of earlier exercises, still open or to be retested: {count}.", count=len(known))
    overdue = " " + voice("Overdue: {count}.", count=late) if late else ""
    more = [voice("and {count} more", count=len(texts) - _NAMED)] if len(texts) > _NAMED else []
    return ("▲ ", "warning"), count + overdue, " ", (voice.clauses([*texts[:_NAMED], *more]), "quiet")
