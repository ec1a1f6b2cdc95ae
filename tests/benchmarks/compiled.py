"""What a benchmark may measure."""

from __future__ import annotations

import sys

from simulator.world.kernel.memory import COMPILED


def as_users_have_it() -> None:
    """Ends the program where the kernel is plain Python: its figures would say nothing."""
    if not COMPILED:
        sys.exit("The kernel is plain Python here: its figures would say nothing. See make bench.")
