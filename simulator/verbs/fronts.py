"""An exercise on the screen or in lines, and from one to the other with the record held all the while."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.endings import HUP, INT, TERM, drop_typed, is_cut_off, listen, words_are_last
from simulator.errors import Sentence, TabletopError, clean
from simulator.files import write_whole
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
    typed: tuple[str, ...] = ()
    """What stood in fields and is not on record."""
    is_cut_off: bool = False
    """Whether nobody is at the terminal any more."""
    lines: bool = False
    """Whether it was the one in lines."""


def conduct(context: AppContext, start: Choices | Prepared | None = None, *, lines: bool = False) -> int:
    """From the library, from set-up, or from where a record stands; in the end it says where the record lies."""
    with words_are_last():
        stopped = _left_in_the_end(context, start, lines=lines)
        if stopped.is_cut_off:
            _keep_typed(stopped)
        else:
            for words in _last_words(stopped, Voice(context.language), lines=stopped.lines):
                print(words, file=sys.stderr)
    return stopped.code


def _left_in_the_end(context: AppContext, start: Choices | Prepared | None, *, lines: bool) -> _Stopped:
    """In whichever front that is: an exercise may go from one to the other."""
    while True:
        stopped = _in_lines(context, start) if lines and start else _on_screen(context, start)
        if stopped.onward is None:
            return replace(stopped, lines=lines)
        start, lines = stopped.onward, not lines


def _typed_file(record: Path) -> Path:
    """Where that lies which was being typed when nobody could be told any more."""
    return record.with_suffix(".typed.txt")


def _keep_typed(stopped: _Stopped) -> None:
    if stopped.typed and stopped.record:
        with suppress(TabletopError):
            write_whole(_typed_file(stopped.record[0]), "\n".join([*stopped.typed, ""]).encode())


def _last_words(stopped: _Stopped, voice: Voice, *, lines: bool) -> Iterator[str]:
    """What was typed and is not on record, where the record lies, how to go on."""
    for words in stopped.typed:
        yield voice("Not on record: {words}", words=clean(words))
    if stopped.record is None:
        return
    from simulator.console.pages.whereabouts import resume_command

    path, complete = stopped.record
    yield voice("Record: {path}", path=path.absolute())
    if complete:
        yield from witness_of_file(path)
    if stopped.mirror_lost:
        yield voice("No second copy: {reason}", reason=stopped.mirror_lost)
    if _typed_file(path).is_file():
        yield voice("What was being typed when the line was cut: {path}", path=_typed_file(path))
    if not complete:
        yield voice("To resume: {command}", command=resume_command(path, lines=lines))


def witness_of_file(record: Path) -> Iterator[str]:
    """The witness of a record, to be copied off the terminal; nothing where it cannot be read any more."""
    from simulator.journal.reader import read
    from simulator.journal.witness import witness_of

    with suppress(TabletopError):
        yield str(witness_of(read(record)))


def _on_screen(context: AppContext, start: Choices | Prepared | None) -> _Stopped:
    from simulator.tui.app import Tabletop

    app = Tabletop(context, start)
    app.run()
    if app.onward is None:
        drop_typed()
    return _Stopped(app.record, app.onward, app.mirror_lost, app.return_code or 0, app.typed, app.is_cut_off)


def _in_lines(context: AppContext, start: Choices | Prepared) -> _Stopped:
    left = asyncio.run(_conducted(context, start))
    if left.prepared is None or left.to_screen:
        return _Stopped(onward=left.prepared, code=left.code)
    session = left.prepared.session
    session.close()
    mirror_lost = session.mirror_lost
    return _Stopped((session.path, session.state.closed), None, mirror_lost, left.code, is_cut_off=is_cut_off(2))


async def _conducted(context: AppContext, start: Choices | Prepared) -> Left:
    from simulator.line.journey import conduct
    from simulator.line.terminal import Terminal

    terminal = Terminal(Voice(context.language))
    listen(lambda _: terminal.interrupt(), INT)
    listen(terminal.end, TERM, HUP)
    try:
        return await conduct(terminal, context, start, screen=has_screen())
    finally:
        terminal.close()
