"""The word somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from simulator.errors import Sentence


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like this one; None if none is like it."""
    close = get_close_matches(word[:80].lower(), list(known), n=1, cutoff=cutoff)
    return close[0] if close else None


def advice(word: str, known: Iterable[str]) -> Sentence:
    """``: did you mean triage?``; or what there is, if that is short; or nothing. The end of a sentence."""
    words = list(dict.fromkeys(known))
    meant = nearest(word, words)
    if meant:
        return perhaps(meant)
    return Sentence(": there is {words}", words=tuple(words)) if 0 < len(words) <= 12 else Sentence("")


def perhaps(meant: str | None) -> Sentence:
    """``: did you mean triage?``, or nothing. The end of a sentence."""
    return Sentence(": did you mean {meant}?", meant=meant) if meant else Sentence("")
