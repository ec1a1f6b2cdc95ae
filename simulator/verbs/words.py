"""What files say by a word of their own (``own-target``), for people: in English that word, elsewhere what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from simulator.model.estimates import Estimate
from simulator.model.expectation import Expectation
from simulator.model.fact import Change, Fact
from simulator.wording.lengths import limit, observations
from simulator.wording.names import KINDS, PHASES, STATUSES, VERIFIED
from simulator.wording.voice import Voice

CONFIDENCES: dict[str, str] = {"high": "high", "medium": "medium", "low": "low"}
"""How sure it is that something is so."""
FORCES: dict[str, str] = {
    "statute": "statute",
    "statute-no-penalty": "statute without penalty",
    "government-norm": "norm of a government",
    "procurement": "terms of procurement",
    "comply-or-explain": "comply or explain",
    "code": "code of conduct",
    "certifiable": "certifiable standard",
    "standard": "standard",
    "guideline": "guideline",
    "voluntary": "voluntary",
    "soft": "recommendation",
}
"""What gives a requirement its force."""
FIRSTS: dict[str, str] = {
    "required": "required",
    "estimate-ok": "an estimate will do",
    "unknown-ok": "not known will do",
    "later": "in a later report",
    "if-applies": "where there is such",
}
"""What a first report accepts for an item of a form."""
_KNOWN = frozenset((*KINDS, *STATUSES, *VERIFIED, *CONFIDENCES, *FORCES, *PHASES, *FIRSTS))


def word(written: str, voice: Voice) -> str:
    """A word of a file; one that is not known stays as it is."""
    if voice.language == "en" or written not in _KNOWN:
        return written
    return voice((KINDS | STATUSES | VERIFIED | CONFIDENCES | FORCES | PHASES | FIRSTS)[written])


def limit_words(value: Expectation, voice: Voice) -> str:
    """How much time there is: ``72h``, ``72時間``."""
    if value.every:
        each = str(value.every) if voice.language == "en" else limit(voice, value.every)
        return voice("each time {limit}", limit=each)
    if value.not_before:
        span = str(value.not_before) if voice.language == "en" else limit(voice, value.not_before)
        return voice("not before {limit}", limit=span)
    if value.within is None:
        return voice("order") if value.order else voice("no number")
    return str(value.within) if voice.language == "en" else limit(voice, value.within)


def status_words(value: Fact, voice: Voice) -> str:
    """Whether it binds, or why nothing may rest on it, and from when it will."""
    known = voice("off: {reason}", reason=word(value.off, voice)) if value.off else word(value.status, voice)
    if value.applies_from is None:
        return known
    return voice("{status}, from {day}", status=known, day=voice.month(value.applies_from.isoformat()))


def recheck_words(value: Fact, voice: Voice, today: date) -> str:
    """When somebody has to look again; marked where that day has passed."""
    if value.recheck_by is None:
        return "–"
    day = voice.month(value.recheck_by.isoformat())
    return voice("{day}: overdue", day=day) if value.recheck_is_due(today) else day


def change_words(change: Change, voice: Voice) -> Iterator[str]:
    """What changed, from what to what, and why."""
    yield voice("{month}: {now}", month=voice.month(change.in_), now=voice.text(change.now))
    yield voice("before: {was}", was=voice.text(change.was))
    yield voice("why: {why}", why=voice.text(change.why))


def estimate_words(value: Estimate, voice: Voice) -> str:
    """How long something takes: ``5m..15m..45m``, ``5分〜15分〜45分``; ``p50 8m, p95 40m``."""
    if value.count:
        return observations(voice, value)
    if value.shape == "lognormal":
        return voice.joined(f"{key} {voice.span(n)}" for key, n in zip(("p50", "p95"), value.figures, strict=True))
    return str(value) if voice.language == "en" else "〜".join(map(voice.span, value.figures))


def listed(parts: Iterable[str], voice: Voice) -> str:
    """``a, b, c``, ``a、b、c``."""
    return voice.joined(parts)
