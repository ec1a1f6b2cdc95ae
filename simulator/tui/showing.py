"""What a screen hands to its widgets, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from simulator.console.message_view import Message
from simulator.console.view import View
from simulator.wording.voice import Voice


@dataclass(frozen=True, eq=False)
class Showing:
    """What a seat sees, and what somebody at this screen looks at of it."""

    view: View
    voice: Voice
    shown: str = ""
    """The message in the middle of the screen, by its id."""
    unread: frozenset[str] = frozenset()
    """Messages not looked at yet."""

    @cached_property
    def message(self) -> Message | None:
        """The message in the middle of the screen."""
        return self.view.message(self.shown)
