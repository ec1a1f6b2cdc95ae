"""What happened, in sentences: for the log, and for what time passed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.model.setup import Setup
from simulator.timeline import events as e
from simulator.timeline.history import Move, effective
from simulator.timeline.state import State
from simulator.wording.sentences import adhoc_titles, tell
from simulator.wording.voice import Voice

_FOR_ALL = (
    e.Started,
    e.PlayEnded,
    e.RealEvent,
    e.InjectDelivered,
    e.InjectImprovised,
    e.DecisionOpened,
    e.DecisionTaken,
    e.MilestoneMarked,
)
_OF_WORK = (
    e.WorkStarted,
    e.WorkEnded,
    e.WorkPaused,
    e.WorkResumed,
    e.ActionNamed,
    e.StepReady,
    e.Ordered,
    e.OrderWithdrawn,
)
_SMALL = (e.StepReady, e.DecisionOpened)
"""Said only where there is room for everything: another sentence tells it too."""

Sentence = tuple[int, str]
"""(when, what)."""


def sentences(events: Iterable[e.Event], setup: Setup, state: State, voice: Voice, *, players: bool) -> list[Sentence]:
    """A sentence per event worth one, in order; to players only what the wall may show."""
    titles = adhoc_titles(state)
    shown = (event for event in events if not players or for_players(event, state))
    told = ((event.at, tell(event, setup, voice, titles)) for event in shown if not isinstance(event, _SMALL))
    return [(at, sentence) for at, sentence in told if sentence]


def for_players(event: e.Event, state: State) -> bool:
    """Whether players see it happen."""
    if isinstance(event, e.Called):
        return "team" in state.reveal
    return isinstance(event, _FOR_ALL) or (isinstance(event, _OF_WORK) and "playbook" in state.reveal)


def latest(
    moves: tuple[Move, ...], setup: Setup, state: State, voice: Voice, *, players: bool, count: int = 12
) -> tuple[Sentence, ...]:
    """The last sentences of a record, newest first."""
    found: list[Sentence] = []
    for events in _backwards(moves):
        found += reversed(sentences(events, setup, state, voice, players=players))
        if len(found) >= count:
            break
    return tuple(found[:count])


def _backwards(moves: tuple[Move, ...]) -> Iterator[tuple[e.Event, ...]]:
    for _, move in reversed(effective(moves)):
        yield move.events
