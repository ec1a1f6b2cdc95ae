"""Lengths of time where a ``Voice`` alone is not enough: spare, limits, what was observed."""

from __future__ import annotations

from simulator.model.durations import HOUR, MINUTE, Limit
from simulator.model.estimates import MOST_SHOWN, Estimate
from simulator.study.result import Spread
from simulator.timeline.paths import Basis
from simulator.wording.voice import Voice


def short_span(voice: Voice, seconds: int) -> str:
    """A length of time of which less than a minute matters too."""
    return voice.span(seconds) if abs(seconds) >= MINUTE else voice("under a minute")


def rough_span(voice: Voice, seconds: float) -> str:
    """A mean of lengths of time; a dash where it rounds to nothing."""
    return voice.span(round(seconds)) if seconds >= MINUTE / 2 else "–"


def margin(voice: Voice, seconds: int | None) -> str:
    """Time to spare; late with a minus; None for what was not reached."""
    if seconds is None:
        return voice("not reached")
    return f"{'-' if seconds <= -MINUTE else ''}{voice.span(seconds)}"


def margins(voice: Voice, spread: Spread | None) -> str:
    """The margins of many runs at p5, p50 and p95; a dash where there are none."""
    return " / ".join(margin(voice, t) for t in (spread.p5, spread.p50, spread.p95)) if spread else "–"


def limit(voice: Voice, limit: Limit) -> str:
    """A limit in words."""
    amount = limit.amount
    if limit.unit == "seconds" and amount % HOUR == 0 and amount > HOUR:
        return voice("{count} hours", count=amount // HOUR)
    if limit.unit == "seconds":
        return voice.span(amount)
    if limit.unit == "business hours":
        return voice("{count} business hours", count=amount)
    if limit.unit == "business days":
        return voice("{count} business days", count=amount)
    if limit.unit == "calendar days":
        return voice("{count} calendar days", count=amount)
    return voice("{count} months", count=amount)


def estimated(voice: Voice, estimate: Estimate) -> str:
    """The figures of an estimate: ``5m–15m–45m``, or what was observed."""
    return observations(voice, estimate) if estimate.count else "–".join(map(voice.span, estimate.figures))


def observations(voice: Voice, estimate: Estimate) -> str:
    """What was observed, with how much of it there is: ``22m, 31m, 2h or more (n = 3)``."""
    if estimate.count > MOST_SHOWN:
        least, middle, most = estimate.figures[0], estimate.figures[len(estimate.figures) // 2], estimate.figures[-1]
        spans = ["–".join(map(voice.span, (least, middle, most)))]
    else:
        spans = [voice.span(n) for n in estimate.figures]
        spans += [voice("{span} or more", span=voice.span(n)) for n in estimate.at_least]
    return voice("{figures} (n = {count})", figures=voice.joined(spans), count=estimate.count)


def published_words(voice: Voice, count: int) -> str:
    """That so many estimates are neither assumed nor one's own."""
    return voice("Estimates that are published figures of others, not measured here: {count}.", count=count)


def basis_words(voice: Voice, basis: Basis) -> str:
    """``talked 20m, worked 1h 5m``; what there was nothing of is left out."""
    parts = [
        (voice("talked {span}", span=voice.span(basis.talked)), basis.talked),
        (voice("worked {span}", span=voice.span(basis.worked)), basis.worked),
        (voice("waited {span}", span=voice.span(basis.waited)), basis.waited),
        (voice("script {span}", span=voice.span(basis.scripted)), basis.scripted),
    ]
    present = [words for words, seconds in parts if seconds >= MINUTE]
    return voice.joined(present)
