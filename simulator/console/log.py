"""What happened, in sentences: for the log, and for what time passed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from simulator.console.readers import shown, told_to
from simulator.console.sights import Eyes
from simulator.console.view import Sentence
from simulator.exercise.arrivals import about
from simulator.timeline import events as e
from simulator.timeline.acts import observed
from simulator.timeline.moves import Move, Numbered, named_later
from simulator.timeline.state import State
from simulator.wording.acts import act_titles
from simulator.wording.sentences import sentence


def sentences(events: Iterable[e.Event], eyes: Eyes) -> list[Sentence]:
    """A sentence for each event that the seat reads of and that is worth one, in order."""
    sentences = ((event.at, _said(event, eyes)) for event in events if shown(event).in_log and told_to(event, eyes))
    return [(at, words) for at, words in sentences if words]


def _said(event: e.Event, eyes: Eyes) -> str:
    """When somebody will come is drawn, and said as people would guess it; who made a message up is not for all."""
    if isinstance(event, e.Called):
        event = replace(event, answers_at=about(_arrival(event, eyes)))
    if isinstance(event, e.InjectImprovised) and "conduct" not in eyes.sights:
        return "" if event.arrives > event.at else _reaches(event.inject, event.to, eyes)
    return sentence(event, eyes.names)


def _reaches(inject: str, to: tuple[str, ...], eyes: Eyes) -> str:
    names = eyes.names
    if not to:
        return names.voice("“{inject}” arrives", inject=names.inject(inject))
    return names.voice("“{inject}” reaches {roles}", inject=names.inject(inject), roles=names.roles(to))


def arrived_later(state: State, eyes: Eyes) -> tuple[Sentence, ...]:
    """Improvised messages that came some time after they were written: no event tells of that."""
    later = [(name, made) for name, made in state.improvised.items() if made.at > made.written_at and state.came(name)]
    told = ((made.at, _reaches(name, made.to, eyes)) for name, made in later if name not in eyes.private)
    return tuple(sorted(told))


def _arrival(event: e.Called, eyes: Eyes) -> int:
    """When its people come: by an earlier call of another kind, where that brings them sooner."""
    other = eyes.calls.get(f"{'call-in' if event.kind == 'on-call' else 'on-call'}/{event.role}")
    if other is None or not other.at <= event.at < other.answers_at:
        return event.answers_at
    return min(event.answers_at, other.answers_at)


def latest(
    moves: tuple[Move, ...],
    counted: Sequence[Numbered],
    eyes: Eyes,
    untold: Iterable[Sentence] = (),
    count: int = 12,
) -> tuple[Sentence, ...]:
    """The last sentences of a record and of what no event tells of (``untold``), newest first.

    ``counted``: those that count. What was taken back is named for the facilitator only.
    """
    if eyes.sees("conduct"):
        named = act_titles(eyes.names, named_later(moves))
        eyes = replace(eyes, names=replace(eyes.names, adhoc_titles={**eyes.names.adhoc_titles, **named}))
    newest: list[Sentence] = []
    for events in _backwards(moves, counted, all_=eyes.sees("conduct")):
        newest += reversed(sentences(events, eyes))
        if len(newest) >= count:
            break
    return tuple(reversed(in_order(reversed(newest[:count]), untold)))[:count]


def in_order(happened: Iterable[Sentence], untold: Iterable[Sentence]) -> list[Sentence]:
    """What happened, with what no event tells of where its time had come; the earliest first."""
    told = list(happened)
    for at, words in untold:
        place = next((n for n, (later, _) in enumerate(told) if later > at), len(told))
        told.insert(place, (at, words))
    return told


def _backwards(moves: tuple[Move, ...], counted: Sequence[Numbered], *, all_: bool) -> Iterator[tuple[e.Event, ...]]:
    """``all_``: also that an observation is there again, which changes nothing of the incident."""
    for _, move in reversed(counted):
        if all_ or not _brings_back_note(move, moves):
            yield move.events


def _brings_back_note(move: Move, moves: tuple[Move, ...]) -> bool:
    again = next((event for event in move.events if isinstance(event, e.Redone)), None)
    return again is not None and again.move < len(moves) and observed(moves[again.move].act)
