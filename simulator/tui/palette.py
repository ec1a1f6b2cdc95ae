"""The palette's commands; where none is found, that is said in the table's language, as Textual has only its own."""

from __future__ import annotations

from typing import Protocol, cast

from textual.command import DiscoveryHit, Hits
from textual.system_commands import SystemCommandsProvider

from simulator.tui import hints
from simulator.wording.voice import Voice


class _Speaks(Protocol):
    """The program, as far as this room of it need know."""

    @property
    def voice(self) -> Voice: ...


class Commands(SystemCommandsProvider):
    """What the screen and the program can do, by name."""

    async def search(self, query: str) -> Hits:
        """The commands whose name is like what was typed; one line that says so where there is none."""
        found = False
        async for hit in super().search(query):
            found = True
            yield hit
        if not found:
            yield DiscoveryHit(hints.not_found(cast(_Speaks, self.app).voice), lambda: None)
