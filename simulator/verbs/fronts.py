"""An exercise on the screen or in lines, and from one to the other with the record held all the while."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Sentence, TabletopError
from simulator.wording.voice import Voice

if TYPE_CHECKING:
    from simulator.console.context import AppContext, Choices
    from simulator.console.setup import Prepared
    from simulator.line.journey import Left


def has_terminal() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def has_screen() -> bool:
    """Whether that terminal can show screens."""
    return has_terminal() and os.environ.get("TERM", "dumb") not in ("", "dumb")


def need_screen(instead: str) -> None:
    """TabletopError where there is none."""
    if not has_screen():
        raise TabletopError("this needs a terminal; without one, use {instead}", instead=instead)


@dataclass(frozen=True)
class _Stopped:
    """How a front was left."""

    record: tuple[Path, bool] | None = None
    """The record, and whether it is complete; None where none was begun."""
    onward: Prepared | None = None
    """The exercise that is to go on in the other front; its record is still held."""
    mirror_lost: Sentence | None = None
    """Why its second copy ends before it."""
    code: int = 0


def conduct(context: AppContext, start: Choices | Prepared | None = None, *, lines: bool = False) -> int:
    """From the library, from set-up, or from where a record stands; in the end it says where the record lies."""
    while True:
        stopped = _in_lines(context, start) if lines and start else _on_screen(context, start)
        if stopped.onward is None:
            break
        start, lines = stopped.onward, not lines
    if stopped.record is not None:
        from simulator.console.pages.whereabouts import resume_command

        path, complete = stopped.record
        voice = Voice(context.language)
        print(voice("Record: {path}", path=path.absolute()), file=sys.stderr)
        if stopped.mirror_lost:
            print(voice("No second copy: {reason}", reason=stopped.mirror_lost), file=sys.stderr)
        if not complete:
            print(voice("To resume: {command}", command=resume_command(path, lines=lines)), file=sys.stderr)
    return stopped.code


def _on_screen(context: AppContext, start: Choices | Prepared | None) -> _Stopped:
    from simulator.tui.app import Tabletop

    app = Tabletop(context, start)
    app.run()
    return _Stopped(app.record, app.onward, app.mirror_lost, app.return_code or 0)


def _in_lines(context: AppContext, start: Choices | Prepared) -> _Stopped:
    left = asyncio.run(_conducted(context, start))
    if left.said:
        print(left.said, file=sys.stderr)
    if left.prepared is None or left.to_screen:
        return _Stopped(onward=left.prepared, code=left.code)
    session = left.prepared.session
    session.close()
    return _Stopped((session.path, session.state.closed), None, session.mirror_lost, left.code)


async def _conducted(context: AppContext, start: Choices | Prepared) -> Left:
    from simulator.line.journey import conduct
    from simulator.line.terminal import Terminal

    terminal = Terminal(Voice(context.language))
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, terminal.interrupt)
    try:
        return await conduct(terminal, context, start, screen=has_screen())
    finally:
        terminal.close()
