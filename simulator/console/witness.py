"""The witness of a record, where people at the table can keep it."""

from __future__ import annotations

from simulator.console.rows import Line
from simulator.journal.witness import Witness
from simulator.wording.voice import Voice


def witness_lines(witness: Witness, voice: Voice) -> tuple[Line, ...]:
    """It in two lines, so that a photograph of a narrow screen holds it whole, and what it is good for."""
    first, second = witness.parts
    return (
        ((voice("Witness") + "  ", "strong"), first),
        (second,),
        ((voice("Photograph or copy it: it shows later whether lines were cut off or written anew."), "quiet"),),
    )
