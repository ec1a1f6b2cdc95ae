"""Where the record lies, and what is typed in another terminal to follow it or to take it up again."""

from __future__ import annotations

import shlex
from pathlib import Path

from simulator.console.dialogs import Notice
from simulator.console.rows import Line
from simulator.wording.voice import Voice


def watch_command(record: Path) -> str:
    """What opens the players' window, as a shell takes it, from whatever folder."""
    return f"tabletop watch {quoted(record)}"


def resume_command(record: Path, *, lines: bool = False) -> str:
    """What takes the exercise up again; ``lines``: in plain lines."""
    return f"tabletop resume {quoted(record)}{' --line' if lines else ''}"


def lines(record: Path, voice: Voice) -> tuple[Line, ...]:
    """The record, and the players' window beside it."""
    return (
        ((voice("Record") + "  ", "strong"), str(record.absolute())),
        ((voice("Players' window, in another terminal") + "  ", "strong"), watch_command(record)),
    )


def page(record: Path, voice: Voice) -> Notice:
    """The same as a page; the command can be pasted."""
    return Notice(
        voice("Record"), (*lines(record, voice), (), (voice("The command has been copied."),)), voice("closes this")
    )


def quoted(path: Path) -> str:
    """A path as one word of a shell."""
    return shlex.quote(str(path.absolute()))
