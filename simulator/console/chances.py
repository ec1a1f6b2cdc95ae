"""How likely each running clock is to be met, as widgets are handed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.wording.shares import chance
from simulator.wording.voice import Voice

_NOTABLE = 0.05
"""A chance that fell by less may as well not have fallen: it is known no better."""


@dataclass(frozen=True, slots=True)
class Chance:
    """The share of simulated runs from here on in which the clock is met."""

    p: float
    rough: bool = False
    """From before what happened last."""
    fell: bool = False
    """What happened last took something of it."""


Chances = Mapping[str, Chance]
"""Clock key → its chance; empty until the first are known."""


def held(chances: Chances) -> Chances:
    """Figures that something has happened since: shown until there are new ones, and marked."""
    return {key: replace(shown, rough=True, fell=False) for key, shown in chances.items()}


def compared(now: Mapping[str, float], before: Mapping[str, float]) -> Chances:
    """New figures beside those from before what happened last."""
    return {key: Chance(p, fell=p < before.get(key, 0.0) - _NOTABLE) for key, p in now.items()}


def chance_words(shown: Chance, voice: Voice) -> str:
    """``62%``, ``~62%`` where it is rough."""
    if shown.rough:
        return voice("~{chance}", chance=chance(shown.p))
    return chance(shown.p) + (" ▼" if shown.fell else "")
