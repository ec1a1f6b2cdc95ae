"""What was seen is written down, and what was asked for handed out."""

from __future__ import annotations

from simulator.console.dialogs import Form, Pick, Write
from simulator.console.operator import Operator
from simulator.exercise import commands as c


def note(op: Operator, words: str, objective: str = "") -> bool:
    """An observation, of an objective where one is named; False where it was refused."""
    return op.act(c.Note(words, objective=objective))


def hand_out(op: Operator, inject: str, number: int) -> bool:
    """An attachment of a message, by its place among them from 1, to whoever asked for it."""
    return op.act(c.HandOut(inject, number))


async def observe(op: Operator) -> None:
    """An observation and the objective it speaks of, for a front that has no line of its own to write on."""
    voice = op.voice
    objectives = [(objective.id, op.names.text(objective.text)) for objective in op.setup.scenario.objectives]
    fields = (
        Write("text", voice("What was seen")),
        Pick("objective", voice("Objective"), (("", voice("none of them")), *objectives)),
    )
    await op.submit(
        lambda: Form(voice("Observation"), fields, does=voice("records")),
        lambda answer: c.Note(answer["text"], objective=answer["objective"]),
    )
