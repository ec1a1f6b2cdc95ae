"""What the acts of seats are for, in a sentence each: for help, on a screen and in lines."""

from __future__ import annotations

from simulator.wording.voice import Voice


def opinions(voice: Voice) -> str:
    """Taking opinions on a decision."""
    return voice("What each seat thinks of a decision: at first sealed, then opened together, then after the talk.")


def requests(voice: Voice) -> str:
    """Answering what seats ask for."""
    return voice("What seats ask for, to be answered or handed out; their lines to you; letters not told to the table.")
