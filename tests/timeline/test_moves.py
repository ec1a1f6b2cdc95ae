"""Which moves count, where a record says what no program writes."""

from __future__ import annotations

from simulator.timeline import events as e
from simulator.timeline.moves import Move, redoable

NOTE = Move((e.Noted(at=60, text="they asked who leads"),), act="note")
ORDER = Move((e.InjectReleased(at=60, inject="alert"),), act="release")


def withdrawn(number: int) -> Move:
    return Move((e.Withdrawn(at=120, move=number),), act="withdraw-observation")


def test_a_withdrawn_note_can_be_written_anew() -> None:
    assert redoable([NOTE, withdrawn(0)]) == (0, NOTE)


def test_an_act_on_the_incident_that_a_forged_record_withdraws_cannot_be_redone() -> None:
    assert redoable([ORDER, withdrawn(0)]) is None
