"""Sentences on rules that should have been looked up again, or said something else not long ago."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.freshness import Freshness
from simulator.wording.names import Names


def freshness_words(fresh: Freshness, names: Names) -> Iterator[str]:
    """What makes the rules of a study doubtful, on the day it is read; nothing where nothing does."""
    voice = names.voice
    overdue, changed = (voice.clauses(names.text(e.title) for e in some) for some in (fresh.overdue, fresh.changed))
    if overdue:
        said = "Not looked up again by the day set for it, so perhaps no longer in force: {rules}."
        yield voice(said, rules=overdue)
    if changed:
        said = "Changed in the past year, so what was made before rests on other words: {rules}."
        yield voice(said, rules=changed)


def doubt_words(fresh: Freshness, rule: str, names: Names) -> Iterator[str]:
    """The same of one rule, with the day that has passed and what it says now."""
    voice, doubts = names.voice, fresh.of(rule)
    for one in doubts.overdue:
        day = voice.month(str(one.recheck_by))
        yield voice("Was to be looked up again by {day}: perhaps no longer in force.", day=day)
    for one in doubts.changed:
        last = one.changes[-1]
        yield voice("The rule changed in {month}: {now}", month=voice.month(last.in_), now=names.text(last.now))
