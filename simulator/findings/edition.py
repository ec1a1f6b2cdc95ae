"""What one report says beside its record: what somebody filled in, whose it is, and what was left out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.model.mark import Mark
from simulator.model.report_fields import Filled


@dataclass(frozen=True, slots=True)
class Edition:
    """Nothing by default: the record alone."""

    filled: Filled = field(default_factory=dict)
    mark: Mark | None = None
    """The organisation's."""
    left_out: Mapping[str, int] | None = None
    """Seat → free texts that were left out; None where none was to be."""
