"""The terminal that is printed to."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TextIO

from simulator.files import is_stdout


def room() -> int | None:
    """Columns of the terminal that is printed to; None where it goes to a file, which has no end."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def beside(output: Path) -> TextIO:
    """Where to print what is said of an output: stderr where the output itself goes to stdout."""
    return sys.stderr if is_stdout(output) else sys.stdout
