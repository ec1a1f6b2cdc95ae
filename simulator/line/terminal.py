"""The terminal, a pipe or a file as lines: the one place that reads standard input."""

from __future__ import annotations

import asyncio
import errno
import os
import select
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from simulator.endings import HUP, INT, drop_typed, exit_code
from simulator.line.wire import HangUp
from simulator.wording.voice import Voice

GLANCE_S = 0.2
"""Seconds after which the reader looks whether it is still wanted."""


class _Interrupted(Exception):
    """Ctrl+C."""


class _NoMore(HangUp):
    """The input has ended: whoever reads again gets it again."""


class Terminal:
    """Reads on a thread of its own, so that the room's clock goes on while nobody types."""

    def __init__(self, voice: Voice, source: int = 0) -> None:
        """``source``: an open file descriptor. To be made within a running event loop."""
        self.voice = voice
        self._source = source
        self._echoes = not os.isatty(source)
        self._loop = asyncio.get_running_loop()
        self._typed: asyncio.Queue[str | Exception] = asyncio.Queue()
        self._closed = Event()
        self._drops_rest = False
        self._reader = Thread(target=self._listen, daemon=True)
        self._reader.start()

    async def read(self, prompt: str, *, hidden: bool = False) -> str:
        """The next line; a ``hidden`` one is typed without an echo.

        Raises HangUp after the last one, at the second Ctrl+C, and when a signal ends the program.
        """
        if not hidden:
            return await self._next(prompt)
        with without_echo(self._source):
            typed = await self._next(prompt, hidden=True)
        self.write("")
        return typed

    async def _next(self, prompt: str, *, hidden: bool = False) -> str:
        for asked in ("", self.voice("Everything is on disk. Ctrl+C again leaves; anything else goes on.")):
            if asked:
                self.write(asked)
            self._put(prompt)
            typed = await self._typed.get()
            if isinstance(typed, str):
                if self._echoes and not hidden:
                    self.write(typed)
                return typed
            self.write("")
            if isinstance(typed, _NoMore):
                self._typed.put_nowait(typed)
            if not isinstance(typed, _Interrupted):
                raise typed
        raise HangUp(exit_code(INT))

    def write(self, line: str) -> None:
        """A line, at once."""
        self._put(f"{line}\n")

    def ring(self) -> None:
        """The bell of a terminal; a file and a pipe have none."""
        if sys.stdout.isatty():
            self._put("\a")

    def hang_up(self) -> None:
        """Whoever reads gets HangUp."""
        self._typed.put_nowait(HangUp())

    def end(self, number: int) -> None:
        """A signal ends the program. Half a line that stands at the prompt must not go to the shell."""
        self._drops_rest = True
        self._typed.put_nowait(HangUp(exit_code(number)))

    def interrupt(self) -> None:
        """Ctrl+C was pressed."""
        self._typed.put_nowait(_Interrupted())

    def close(self) -> None:
        """Leaves the rest of the input to others."""
        self._closed.set()
        self._reader.join(2 * GLANCE_S)
        if self._drops_rest and not self._echoes:
            drop_typed(self._source)

    def _put(self, text: str) -> None:
        """Raises HangUp where the terminal is gone."""
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            raise HangUp(exit_code(HUP)) from error

    # ---- on the thread

    def _listen(self) -> None:
        decoder, rest = getincrementaldecoder(sys.stdin.encoding or "utf-8")("replace"), ""
        while not self._closed.is_set():
            if not _ready(self._source):
                continue
            chunk = _read(self._source)
            *lines, rest = (rest + decoder.decode(chunk, final=not chunk)).split("\n")
            for line in lines if chunk or not rest else (*lines, rest):
                self._send(line.rstrip("\r"))
            if not chunk:
                self._send(_NoMore())
                return

    def _send(self, typed: str | Exception) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._typed.put_nowait, typed)


@contextmanager
def without_echo(source: int) -> Iterator[None]:
    """What is typed does not appear; where there is no terminal, nothing does anyway."""
    if not os.isatty(source):
        yield
        return
    import termios

    before = termios.tcgetattr(source)
    silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    termios.tcsetattr(source, termios.TCSADRAIN, silent)
    try:
        yield
    finally:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(source, termios.TCSADRAIN, before)


def _read(source: int) -> bytes:
    """What there is; nothing where the input has ended, or the terminal is gone."""
    try:
        return os.read(source, 1 << 16)
    except OSError:
        return b""


def _ready(source: int) -> bool:
    """Whether there is something to read, now or within a glance; where nobody can tell, one reads and waits."""
    try:
        return bool(select.select([source], [], [], GLANCE_S)[0])
    except OSError:
        return True
