"""The terminal that is printed to."""

from __future__ import annotations

import shutil
import sys


def room() -> int | None:
    """Columns of the terminal that is printed to; None where it goes to a file, which has no end."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
