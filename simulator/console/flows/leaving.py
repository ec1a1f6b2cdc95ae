"""Leaving an exercise that is not closed; what has been written and is not on record is named."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.console.dialogs import Notice
from simulator.console.operator import Operator
from simulator.console.pages import whereabouts
from simulator.console.rows import Line
from simulator.wording.voice import Voice


async def leave(op: Operator, drafts: Sequence[str] = ()) -> bool:
    """Whether it is to be left: asks, and says how to come back."""
    asks = op.voice("Leave? Everything is on disk, and can be resumed.")
    words: tuple[Line, ...] = (asks,), (), (whereabouts.resume_command(op.session.path),)
    return await op.front.ask(lambda: leaving(op.voice, drafts, words)) is not None


def leaving(voice: Voice, drafts: Sequence[str], words: Sequence[Line] = ()) -> Notice:
    """Whether to leave, and with it what has been written."""
    return Notice(voice("Leave"), (*words, *_not_on_record(voice, drafts)), voice("quits"), voice("stays"))


def broken(voice: Voice, why: str, drafts: Sequence[str]) -> Notice:
    """The record cannot be written any more: why, and how to go on."""
    return Notice(voice("Recording stops here"), (((why, "strong"),), *_not_on_record(voice, drafts)))


def _not_on_record(voice: Voice, drafts: Sequence[str]) -> list[Line]:
    return [(("▲ ", "warning"), voice("Not on record: {words}", words=words)) for words in drafts]
