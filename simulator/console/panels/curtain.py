"""What covers the wall before, after, and when a real event has the floor."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.console.dialogs import Notice
from simulator.console.rows import Line
from simulator.console.view import View
from simulator.console.witness import witness_lines
from simulator.wording.voice import Voice

NEWEST = 5
"""Of each kind, what fits on a wall that is read from afar."""
_SIGNS = {"strength": "+", "area": "△", "action": "→"}


def closing(voice: Voice) -> Notice:
    """Before the players' window is closed."""
    words = voice("Nothing ends with it; the same command opens it again.")
    return Notice(voice("Close this window?"), ((words,),), voice("closes it"), voice("stays"))


def lines(view: View, voice: Voice) -> tuple[Line, ...]:
    """Empty while play is on."""
    if view.phase == "stopped":
        return (("■ REAL EVENT  ·  実事案発生", "strong"),), (), (voice("The exercise is stopped."),)
    if view.phase == "break":
        return ((voice("BREAK"), "strong"),), (), (voice("Both clocks stand. The exercise goes on shortly."),)
    if view.phase == "before":
        return ((view.title, "strong"),), (), (voice("The exercise begins shortly."),)
    if view.ended_at is not None:
        ended: tuple[Line, ...] = (("ENDEX", "strong"),), (), (voice("The play has ended. Thank you."),)
        if view.is_real:
            ended = (
                ((voice("Review"), "strong"),),
                (),
                (voice("What was learned of this incident, and what is agreed."),),
            )
        kept = ((), *witness_lines(view.witness, voice)) if view.witness else ()
        return *ended, *kept, *_hot_wash(view, voice)
    return ()


def _hot_wash(view: View, voice: Voice) -> Iterator[Line]:
    """Strengths, areas for improvement and what was agreed, the newest of each, for the room to look at together."""
    headings = {"strength": voice("Strengths"), "area": voice("Areas for improvement"), "action": voice("Agreed")}
    for kind, heading in headings.items():
        said = [one for one in view.hot_wash if one.kind == kind]
        if said:
            more = voice("and {count} more", count=len(said) - NEWEST) if len(said) > NEWEST else ""
            yield ()
            yield (heading, "strong"), (f"  {more}" if more else "", "quiet")
            yield from (
                (f"{_SIGNS[kind]} {one.words}", (f"  {one.who}" if one.who else "", "quiet")) for one in said[-NEWEST:]
            )
