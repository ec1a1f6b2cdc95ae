"""Textual's driver of a terminal, made to leave nothing behind and to wait for nobody who is gone."""

from __future__ import annotations

import os
import select
import signal
import termios
from contextlib import suppress
from typing import IO, Any

from textual.drivers.linux_driver import LinuxDriver

PATIENCE_S = 0.5
"""Seconds that a terminal has for its last answer; one that never answers costs them, once."""
CHUNKS = 50
"""Reads at most: somebody may be typing all the time."""
_LAST_QUESTION = "\x1b[c"
"""What terminal are you? The answer ends with a c, and comes after all that was sent before it."""


class TerminalDriver(LinuxDriver):
    """Reads what is still on its way before it leaves the line to the shell, and lets a dead line be dead."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._file: Any = _Lenient(self._file)
        self._ways_before: list[Any] | None = None

    def stop_application_mode(self) -> None:
        """Answers and mouse reports that come later would be typed into the shell: they are read first.

        The line gets its own ways back when all is written (``close``): by these Ctrl+S stops what is written, and
        whoever typed that while the program leaves would look at a screen that never goes.
        """
        self.disable_input()
        self.write(f"\x1b[?1004l\x1b[?2004l{_LAST_QUESTION}")
        _read_to_the_last_answer(self.fileno)
        self._ways_before, self.attrs_before = self.attrs_before, None
        super().stop_application_mode()

    def close(self) -> None:
        """Writes what is left, then gives the line back.

        Whoever is stopped (Ctrl+Z) after that, and goes on, must not begin to listen again: with nobody at the line any
        more that would go on for ever.
        """
        super().close()
        if self._app._exit:
            for number in (signal.SIGTSTP, signal.SIGCONT):
                signal.signal(number, signal.SIG_DFL)
        if self._ways_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._ways_before)
            self._ways_before = None


def _read_to_the_last_answer(fileno: int) -> None:
    came = b""
    with suppress(OSError):
        for _ in range(CHUNKS):
            ready = select.select([fileno], [], [], PATIENCE_S)[0]
            chunk = os.read(fileno, 4096) if ready else b""
            came += chunk
            if not chunk or (came.endswith(b"c") and b"\x1b[?" in came):
                return


class _Lenient:
    """A file that may be gone. The thread that writes must not die of it: all others would wait for it."""

    def __init__(self, file: IO[str] | None) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            if self._file:
                self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            if self._file:
                self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno() if self._file else 2
