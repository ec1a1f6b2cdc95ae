"""What a director must know first: the worst of what was missed, how the rest came out, what nobody decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.findings.conduct import Decided
from simulator.findings.objectives import Assessed
from simulator.findings.outcomes import Outcome, Result
from simulator.findings.stalled import Stalled, stalled
from simulator.model.setup import Setup
from simulator.timeline.events import Rating
from simulator.timeline.state import State


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The answer before any detail. Benchmarks and expected actions bind nobody and are left out."""

    expectations: int
    """Expectations that bind and run a clock."""
    readings: int
    """Their clocks: an expectation that can be counted from two moments has two."""
    counts: Mapping[Result, int]
    """How many clocks came out how; each once."""
    worst: tuple[Outcome, ...]
    """Clocks that were or would be missed, the worst first."""
    stalled: tuple[Stalled, ...]
    """What stood on the way to the worst when play ended; empty where play reached it."""
    undecided: tuple[Decided, ...]
    """Decisions put to the table that it did not take, oldest first."""
    ratings: Mapping[Rating, int]
    unrated: int
    """Objectives without a rating."""


def first_page(
    outcomes: Iterable[Outcome], decisions: Iterable[Decided], objectives: Iterable[Assessed], setup: Setup, play: State
) -> FirstPage:
    """The first page of an exercise. ``play``: how it stood when play ended, or stands."""
    binding = [o for o in outcomes if o.clock.binds]
    worst, ended_at = worst_first(binding), play.ended_at
    given = [a.rating.rating if a.rating else None for a in objectives]
    left = [d for d in decisions if not (d.by_table or d.outside)]
    return FirstPage(
        expectations=len({o.clock.id for o in binding}),
        readings=len(binding),
        counts=Counter(o.result for o in binding),
        worst=worst,
        stalled=stalled(setup, play, worst[0].clock.end) if worst and worst[0].never_in_play else (),
        undecided=tuple(d for d in left if ended_at is None or d.opened_at <= ended_at),
        ratings=Counter(rating for rating in given if rating),
        unrated=given.count(None),
    )


def worst_first(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Those missed or to be missed: what others demand before own targets, played before projected, never before late.

    Of two that came late, the later comes first.
    """
    return tuple(sorted((o for o in outcomes if o.standing == "missed"), key=_how_bad))


def _how_bad(o: Outcome) -> tuple[bool, bool, bool, int]:
    return (o.clock.kind == "own-target", o.projected, not o.never_in_play, o.margin or 0)
