"""A record without what people wrote in their own words: a mark stands in the place of each text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.timeline import events as e
from simulator.timeline.history import History

FREE_TEXT: Mapping[type[e.Event], tuple[str, ...]] = {
    e.RealEvent: ("text",),
    e.InjectImprovised: ("title", "body", "sender"),
    e.ActionNamed: ("title",),
    e.DecisionTaken: ("text", "why"),
    e.MilestoneMarked: ("why",),
    e.Happened: ("text", "author"),
    e.Noted: ("text",),
    e.Discussed: ("text",),
    e.Rated: ("why",),
    e.RatingReconciled: ("why",),
    e.LessonNoted: ("text",),
    e.ActionAgreed: ("text", "retest"),
    e.RequestMade: ("text",),
    e.RequestAnswered: ("text",),
    e.LineWritten: ("text",),
    e.OpinionGiven: ("text",),
    e.ItemWritten: ("text",),
    e.ItemMarked: ("why",),
    e.ClockDismissed: ("why",),
    e.DismissalMarked: ("why",),
    e.Explained: ("why",),
}
"""Event → its fields in which somebody wrote freely. A test holds that every other text is an id or a word of ours."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A record without free texts, and how many were left out."""

    history: History
    left_out: Mapping[str, int]
    """Seat → texts; under the empty one those that no seat is named for."""


def redacted(
    history: History,
    mark: Callable[[int, str], str],
    keep: Container[type[e.Event]] = (),
    only: Callable[[str, str], bool] = lambda _seat, _text: True,
) -> Redacted:
    """Puts ``mark(number, seat)`` in the place of every free text, and counts them by seat.

    Texts are numbered over the record, so that no two marks are alike and one can be asked for. ``keep``: events whose
    texts stay. ``only``: whether to take out a text, by its seat and its words. Lines, hashes and everything that is no
    free text stay as they are.
    """
    counts: Counter[str] = Counter()

    def without(event: Any) -> Any:
        changed = {}
        for name in () if type(event) in keep else FREE_TEXT.get(type(event), ()):
            seat, text = getattr(event, "seat", ""), getattr(event, name)
            if text and only(seat, text):
                counts[seat] += 1
                changed[name] = mark(counts.total(), seat)
        return replace(event, **changed) if changed else event

    moves = tuple(replace(move, events=tuple(map(without, move.events))) for move in history.moves)
    return Redacted(replace(history, moves=moves), dict(counts))
