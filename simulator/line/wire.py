"""Where lines go to and come from."""

from __future__ import annotations

from typing import Protocol


class HangUp(Exception):
    """Nobody types any more: the input has ended, or somebody leaves."""

    def __init__(self, code: int = 0) -> None:
        """``code``: the exit code, where a signal ended it."""
        super().__init__(code)
        self.code = code


class Wire(Protocol):
    """A terminal, a pipe, or a test."""

    async def read(self, prompt: str, *, hidden: bool = False) -> str:
        """The next line that is typed; nobody is to read a ``hidden`` one. Raises HangUp where none will come."""

    def write(self, line: str) -> None:
        """A line of plain words."""

    def ring(self) -> None:
        """A sound, where there is somebody to hear it."""

    def hang_up(self) -> None:
        """Whoever reads gets HangUp."""
