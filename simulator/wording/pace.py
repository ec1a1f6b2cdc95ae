"""How fast an incident goes, in words."""

from __future__ import annotations

from simulator.model.pace import Pace
from simulator.study.result import IncidentPace
from simulator.wording.shares import percent
from simulator.wording.voice import Voice


def slow_words(pace: Pace, voice: Voice) -> str:
    """How much longer all work of a slow incident takes."""
    return voice("one incident in twenty takes {factor} times as long or longer", factor=f"{pace.p95:g}")


def pace_words(pace: float, voice: Voice) -> str:
    """``1.4 times as slow as usual``; ``pace`` is how many times as long work takes."""
    slower, faster = round(pace, 1), round(1 / pace, 1)
    if slower > 1:
        return voice("{factor} times as slow as usual", factor=f"{slower:g}")
    return voice("{factor} times as fast as usual", factor=f"{faster:g}") if faster > 1 else voice("as fast as usual")


def incident_words(pace: IncidentPace, voice: Voice) -> str:
    """The pace that an exercise turns out to have had, and how usual that is."""
    return voice(
        "This incident's pace was {factor}: all its work went {words}. Of all incidents {share} go faster.",
        factor=f"{pace.factor:.1f}",
        words=pace_words(pace.factor, voice),
        share=percent(pace.faster),
    )
