"""How sure somebody is, in words."""

from __future__ import annotations

from simulator.timeline.opinions import SURENESS
from simulator.wording.voice import Voice

STEPS = tuple(f"{percent}%" for percent in SURENESS)
"""How sure one can be, as it stands on paper."""


def sure_words(percent: int | None, voice: Voice) -> str:
    """``70% sure``; empty where it was not said."""
    return "" if percent is None else voice("{percent}% sure", percent=percent)
