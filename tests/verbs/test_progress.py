"""The line that tells how far a study is."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import sys
import termios

import pytest

from simulator.verbs.progress import Progress
from simulator.wording.voice import Voice
from simulator.wording.width import cells


@pytest.mark.parametrize("columns", [20, 80])
def test_it_stays_on_its_line_however_much_is_told(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that wraps cannot be drawn over."""
    near, far = pty.openpty()
    fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with os.fdopen(far, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        Progress(Voice("ja"))(35_100, 45_000, "ここまでの最良: 94%、91%、88%、76%")
        told = os.read(near, 4096).decode().strip("\r").removesuffix("\x1b[K")
    os.close(near)
    assert cells(told) < columns
    assert told.endswith("…")
