"""A wire with somebody at its end who types what a script says, and who listens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from simulator.line.wire import HangUp
from tests.exercise.walls import StillWall

RING = "(ding)"
Typing = Iterable[str | int]
"""What is typed; a number is so many seconds of talk before the next line."""


@dataclass
class ScriptedWire:
    """Types line after line, then hangs up; keeps all that was written, with what was typed behind its prompt."""

    typing: Typing
    wall: StillWall
    written: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lines: Iterator[str | int] = iter(self.typing)

    async def read(self, prompt: str, *, hidden: bool = False) -> str:
        while isinstance(line := next(self._lines, None), int):
            self.wall.talk(line)
        self.written.append(f"{prompt}{'' if line is None or hidden else line}")
        if line is None:
            raise HangUp
        return line

    def write(self, line: str) -> None:
        self.written.append(line)

    def ring(self) -> None:
        self.written.append(RING)

    def hang_up(self) -> None:
        self._lines = iter(())

    @property
    def transcript(self) -> str:
        return "\n".join(self.written) + "\n"
