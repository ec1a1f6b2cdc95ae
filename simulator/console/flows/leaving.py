"""Leaving an exercise that is not closed."""

from __future__ import annotations

from simulator.console.dialogs import Notice
from simulator.console.operator import Operator
from simulator.console.pages import whereabouts


async def leave(op: Operator) -> bool:
    """Whether it is to be left: asks, and says how to come back."""
    voice = op.voice
    asks = voice("Leave? Everything is on disk; the exercise can be resumed.")
    words = (asks,), (), (whereabouts.resume_command(op.session.path),)
    return await op.front.ask(lambda: Notice(voice("Leave"), words, voice("quits"), voice("stays"))) is not None
