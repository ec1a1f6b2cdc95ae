"""Ours beside what else there is, measured in one run on one machine: ``make bench`` prints this table."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from functools import partial

from tests.benchmarks.compiled import as_users_have_it
from tests.benchmarks.rivals.alone import BARS
from tests.benchmarks.rivals.contests import CONTESTS
from tests.benchmarks.rivals.table import HEAD, Row


def main() -> int:
    """Measures all, prints each line when it is known, then whether the simulators tell the same."""
    as_users_have_it()
    print(_where(), HEAD, sep="\n\n", flush=True)
    agreements = []
    for contest in CONTESTS:
        row, told = _shielded(contest.name, contest.held)
        print(row, flush=True)
        agreements += [told] if told else []
    for name, measure in BARS.items():
        print(_shielded(name, partial(_untold, measure))[0], flush=True)
    print("\nMinutes an incident takes, ours | theirs, with 95 % intervals", *agreements, sep="\n")
    return 0


def _where() -> str:
    """What it is measured on; what others do there at the time is the commonest reason for a missed bar."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores{load}"


def _untold(measure: Callable[[], Row]) -> tuple[Row, str]:
    """A line on which there is nothing to agree."""
    return measure(), ""


def _shielded(name: str, measure: Callable[[], tuple[Row, str]]) -> tuple[Row, str]:
    """A rival that cannot be had or fails costs its own line only."""
    try:
        return measure()
    except ImportError as error:
        return Row(name, note=f"not installed here: {error}"), ""
    except Exception as error:
        return Row(name, note=f"failed: {type(error).__name__}: {error}"), ""


if __name__ == "__main__":
    sys.exit(main())
