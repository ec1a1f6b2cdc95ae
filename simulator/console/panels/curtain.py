"""What covers the wall before, after, and when a real event has the floor."""

from __future__ import annotations

from simulator.console.dialogs import Notice
from simulator.console.rows import Line
from simulator.console.view import View
from simulator.wording.voice import Voice


def closing(voice: Voice) -> Notice:
    """Before the players' window is closed."""
    words = voice("The exercise goes on without it; the same command opens it again.")
    return Notice(voice("Close the players' window?"), ((words,),), voice("closes it"), voice("stays"))


def lines(view: View, voice: Voice) -> tuple[Line, ...]:
    """Empty while play is on."""
    if view.phase == "stopped":
        return (("■ REAL EVENT  ·  実事案発生", "strong"),), (), (voice("The exercise is stopped."),)
    if view.phase == "break":
        return ((voice("BREAK"), "strong"),), (), (voice("Both clocks stand. The exercise goes on shortly."),)
    if view.phase == "before":
        return ((view.title, "strong"),), (), (voice("The exercise begins shortly."),)
    if view.ended_at is not None:
        return (("ENDEX", "strong"),), (), (voice("The play has ended. Thank you."),)
    return ()
