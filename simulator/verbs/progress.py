"""How far a study is, on one line of stderr; nothing where stderr is no terminal."""

from __future__ import annotations

import os
import sys

from simulator.wording.shares import bar
from simulator.wording.voice import Voice
from simulator.wording.width import cut

_WIDTH = 24


def _columns() -> int:
    """Of the terminal of stderr; some terminals do not say."""
    return os.get_terminal_size(sys.stderr.fileno()).columns or 80


class Progress:
    """A bar drawn over itself and wiped at the end: ``with Progress(voice) as progress: study(…, progress)``."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def __call__(self, done: int, of: int, besides: str = "") -> None:
        """``done`` of ``of`` runs are over; ``besides``: what is known so far."""
        if not sys.stderr.isatty() or done >= of:
            return
        text = self.voice("{done} of {of} (stop: Ctrl+C)", done=f"{done:,}", of=f"{of:,}")
        known = f"  {besides}" if besides else ""
        # A line that wraps cannot be drawn over: each would be left standing.
        line = cut(f"{bar(done / max(of, 1), _WIDTH)}  {text}{known}", _columns() - 1)
        print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)
        self.shown = True
