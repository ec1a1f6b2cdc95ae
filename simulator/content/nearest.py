"""The word somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like this one; None if none is like it."""
    found = get_close_matches(word[:80].lower(), list(known), n=1, cutoff=cutoff)
    return found[0] if found else None


def advice(word: str, known: Iterable[str]) -> str:
    """``: did you mean triage?``; or what there is, if that is short; or nothing."""
    words = list(dict.fromkeys(known))
    meant = nearest(word, words)
    if meant:
        return f": did you mean {meant}?"
    return f": there is {', '.join(words)}" if 0 < len(words) <= 12 else ""
