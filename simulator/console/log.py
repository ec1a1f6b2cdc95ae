"""What happened, in sentences: for the log, and for what time passed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, assert_never

from simulator.model.setup import Setup
from simulator.timeline import events as e
from simulator.timeline.history import Move, effective
from simulator.timeline.state import State
from simulator.wording.sentences import adhoc_titles, tell
from simulator.wording.voice import Voice

Audience = Literal["all", "playbook", "team", "nobody"]
"""Which players see it happen: all, those to whom ``Started.reveal`` shows playbook or team, or none."""


class Shown(NamedTuple):
    """Where an event is told while the exercise runs."""

    players: Audience
    in_log: bool = True
    """False for what another sentence tells too: said only where there is room for everything."""


def shown(event: e.Event) -> Shown:
    """Where an event is told. What is kept from players is not in their log either."""
    match event:
        case e.DecisionOpened():
            return Shown("all", in_log=False)
        case e.StepReady():
            return Shown("playbook", in_log=False)
        case e.Started() | e.PlayEnded() | e.RealEvent():
            return Shown("all")
        case e.InjectDelivered() | e.InjectImprovised() | e.DecisionTaken() | e.MilestoneMarked():
            return Shown("all")
        case e.Ordered() | e.OrderWithdrawn() | e.ActionNamed():
            return Shown("playbook")
        case e.WorkStarted() | e.WorkPaused() | e.WorkResumed() | e.WorkEnded():
            return Shown("playbook")
        case e.Called():
            return Shown("team")
        case e.StepRuledOut() | e.StepSkipped() | e.WorkQueued() | e.WorkReestimated():
            return Shown("nobody")
        case e.InjectDropped() | e.InjectHeld() | e.InjectReleased() | e.ArtefactHanded() | e.OptionsOpened():
            return Shown("nobody")
        case e.Noted() | e.Ticked() | e.Rated() | e.LessonNoted() | e.ActionAgreed():
            return Shown("nobody")
        case e.Passed() | e.PaceSet() | e.Closed() | e.Healed() | e.Undone():
            return Shown("nobody")
        case _:
            assert_never(event)


Sentence = tuple[int, str]
"""(when, what)."""


def sentences(events: Iterable[e.Event], setup: Setup, state: State, voice: Voice, *, players: bool) -> list[Sentence]:
    """A sentence per event worth one, in order; to players only what the wall may show."""
    titles = adhoc_titles(state)
    seen = (event for event in events if not players or for_players(event, state))
    told = ((event.at, tell(event, setup, voice, titles)) for event in seen if shown(event).in_log)
    return [(at, sentence) for at, sentence in told if sentence]


def for_players(event: e.Event, state: State) -> bool:
    """Whether players see it happen."""
    audience = shown(event).players
    return audience == "all" or audience in state.reveal


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
