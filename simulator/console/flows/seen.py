"""What is written down or handed out without a question."""

from __future__ import annotations

from simulator.console.operator import Operator
from simulator.exercise import commands as c


def note(op: Operator, words: str, objective: str = "") -> bool:
    """An observation, of an objective where one is named; False where it was refused."""
    return op.act(c.Note(words, objective=objective))


def hand_out(op: Operator, inject: str, number: int) -> bool:
    """An attachment of a message, by its place among them from 1, to whoever asked for it."""
    return op.act(c.HandOut(inject, number))
