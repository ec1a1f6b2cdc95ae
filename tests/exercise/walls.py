"""A wall clock that tests turn by hand."""

from __future__ import annotations


class StillWall:
    """Time stands still until told to go."""

    def __init__(self) -> None:
        self.at = 0.0

    def seconds(self) -> float:
        return self.at

    def stamp(self) -> str:
        return "2026-11-23T10:00:00+09:00"

    def talk(self, seconds: float) -> None:
        """Let the room talk."""
        self.at += seconds
