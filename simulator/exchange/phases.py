"""The phase of an incident that a piece of work belongs to, as far as its name or activity tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_BEGINNINGS: Final = {
    "detect": ("detect", "scan", "match", "identify", "monitor"),
    "contain": ("contain", "isolat", "quarantin", "block", "deny", "mitigat"),
    "eradicate": ("eradicat", "remediat", "remov", "delet", "revok"),
    "recover": ("recover", "restor", "configur", "patch"),
    "notify": ("notif", "alert", "communicat", "inform"),
    "learn": ("record", "log", "document", "report"),
}


def phase_of(words: Iterable[object]) -> str | None:
    """Of the first of these in which a word of some phase begins; None where none tells."""
    for word in words:
        if isinstance(word, str):
            for phase, beginnings in _BEGINNINGS.items():
                if any(beginning in word.lower() for beginning in beginnings):
                    return phase
    return None
