"""The studies of a file that ``simulate --json`` wrote, to hold later ones against."""

from __future__ import annotations

from pathlib import Path

from simulator.errors import TabletopError, why
from simulator.files import read_up_to
from simulator.study.earlier import EarlierStudies

_MOST = 256_000_000
"""Bytes: more than a thousand studies of 20,000 runs."""


def earlier_studies(path: Path) -> EarlierStudies:
    """What stands in the file. TabletopError where it cannot be read or holds something else."""
    try:
        return EarlierStudies.read(read_up_to(path, _MOST))
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from None
    except ValueError:
        raise TabletopError("{path} is not what simulate --json writes: write it anew", path=path) from None
