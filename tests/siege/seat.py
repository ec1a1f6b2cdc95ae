"""Somebody at a real terminal with the program in front of them."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from pathlib import Path
from types import TracebackType

from tests.conftest import ROOT
from tests.siege.screen import Screen

_STARTS = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
{before}
from simulator.cli import main
sys.exit(main())
"""
PATIENCE_S = 60
"""Seconds after which something that was waited for is taken not to come: the machine may be busy."""


class Seat:
    """The program in a session of its own on a pseudoterminal, whose other end is read into a ``Screen``.

    The terminal's own end stays open, too: what nobody has read when the program is gone is what a shell would get.
    """

    def __init__(
        self, *words: str, size: tuple[int, int] = (120, 36), before: str = "", folder: Path = ROOT, **environment: str
    ) -> None:
        """``words``: of the command line. ``before``: code that the process runs first. ``size``: columns, lines."""
        self.hand, self.line = pty.openpty()
        self.screen = Screen(*size)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._set_size(size)
        self.modes_before = self.line_modes
        self._had_screen = False
        self.delay = 0.0
        """Seconds the terminal takes to answer, as over a slow line."""
        known = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment}
        for name in ("COLUMNS", "LINES", "TABLETOP_LIBRARY", "TEXTUAL_ALLOW_SIGNALS"):
            known.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _STARTS.format(before=before), *words],
            stdin=self.line, stdout=self.line, stderr=self.line, start_new_session=True, cwd=folder, env=known,
        )  # fmt: skip

    def __enter__(self) -> Seat:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for end in (self.hand, self.line):
            if end >= 0:
                os.close(end)

    @property
    def was_left(self) -> bool:
        """Whether the program has given the terminal back: what is typed now is for the shell."""
        return self._had_screen and "1049" not in self.screen.modes

    @property
    def echoes(self) -> bool:
        """Whether the terminal itself writes what is typed: the program does not listen yet, or any more."""
        return bool(termios.tcgetattr(self.line)[3] & termios.ECHO)

    # ---- hands

    def type(self, text: str) -> None:
        """Keys as the terminal sends them. What the program does not take now is not waited for."""
        data = text.encode()
        while data and self.process.poll() is None and not self.was_left:
            self.look(0)
            ready = select.select([], [self.hand], [], PAUSE_S)[1]
            data = data[os.write(self.hand, data[:512]) :] if ready else data

    def resize(self, columns: int, lines: int) -> None:
        """Another size of the window."""
        self.screen.resize(columns, lines)
        self._set_size((columns, lines))
        self.process.send_signal(signal.SIGWINCH)

    def hang_up(self) -> None:
        """The line is cut: the terminal is closed, the connection lost."""
        os.close(self.line)
        os.close(self.hand)
        self.line = self.hand = -1

    def _set_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    # ---- eyes

    def look(self, seconds: float) -> bool:
        """Takes in what the program writes, for so long at most; False where it wrote nothing."""
        if not select.select([self.hand], [], [], seconds)[0]:
            return False
        try:
            written = os.read(self.hand, 1 << 16)
        except OSError:
            return False
        self.screen.feed(self._decode(written))
        self._had_screen = self._had_screen or "1049" in self.screen.modes
        answers, self.screen.answers = self.screen.answers, []
        if answers:
            time.sleep(self.delay)
            os.write(self.hand, "".join(answers).encode())
        return bool(written)

    def rest(self, looks: int = 5) -> None:
        """Looks until the program has written nothing, and wanted to do nothing, so many times in a row."""
        until, quiet = time.monotonic() + PATIENCE_S, 0
        while quiet < looks and time.monotonic() < until:
            quiet = 0 if self.look(0.03) or self._is_busy else quiet + 1

    @property
    def _is_busy(self) -> bool:
        """Whether it waits for a processor; where nobody can tell, it does not."""
        try:
            return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0] in "RD"
        except OSError:
            return False

    def see(self, words: str) -> None:
        """Looks until words stand on the screen; AssertionError with the screen where they do not come."""
        until = time.monotonic() + PATIENCE_S
        while words not in self.screen.text and words not in self.screen.plain:
            self.look(0.05)
            if time.monotonic() > until or (self.process.poll() is not None and not self.look(0.05)):
                raise AssertionError(f"{words!r} did not come:\n{self.screen.text}\n{self.screen.plain}")

    def end(self) -> int:
        """Waits for the end of the program; its exit code, the signal as a negative number if that killed it."""
        until = time.monotonic() + PATIENCE_S
        while self.process.poll() is None:
            if self.hand < 0:
                time.sleep(0.02)
            else:
                self.look(0.05)
            assert time.monotonic() < until, f"it goes on:\n{self.screen.text}"
        while self.hand >= 0 and self.look(0.05):
            pass
        return self.process.returncode

    # ---- what a shell would find

    @property
    def line_modes(self) -> list[object]:
        """How the terminal's line is set: echo, whole lines, signals."""
        return termios.tcgetattr(self.line)

    @property
    def unread(self) -> bytes:
        """What was typed and nobody has read: a shell would run it."""
        modes = termios.tcgetattr(self.line)
        modes[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(self.line, termios.TCSANOW, modes)
        found = b""
        while select.select([self.line], [], [], 0.05)[0]:
            found += os.read(self.line, 1 << 12)
        return found

    def is_clean(self) -> None:
        """AssertionError where the terminal is not as it was before."""
        assert self.screen.left_over == []
        assert self.line_modes == self.modes_before
        assert self.unread == b""


PAUSE_S = 0.5
"""Seconds the line may be full."""
