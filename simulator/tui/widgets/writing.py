"""A line to write on. What stands there and is not on record yet is a draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input


class Writing(Input):
    """While the cursor is on it, Ctrl with a letter edits: what Ctrl+U, Ctrl+K or Ctrl+W took, Ctrl+Z brings back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "restore", show=False)]

    def __init__(
        self, value: str = "", began: str = "", *, placeholder: str = "", id: str, hidden: bool = False
    ) -> None:
        """``began``: what stood there before anybody wrote."""
        # Selected when the cursor comes back, a draft would be gone with the next letter.
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False, password=hidden)
        self.began = began
        """What stood there at first."""
        self._before: list[str] = []
        """What stood there before some of it was taken at one go, the newest last."""

    @property
    def draft(self) -> str:
        """What has been written; empty where nothing has been added to what stood there at first.

        Of a hidden line only how much, as drafts are shown.
        """
        written = self.value.strip()
        if written == self.began.strip():
            return ""
        return "•" * len(written) if self.password else written

    def begin(self, value: str = "") -> None:
        """All over again: what stood there is on record."""
        self.began = self.value = value
        self._before.clear()

    def watch_value(self, old: str, new: str) -> None:
        """Remembers what is taken at one go."""
        if len(new) < len(old) - 1:
            self._before.append(old)

    def action_restore(self) -> None:
        """Ctrl+Z."""
        if self._before:
            self.value = self._before.pop()
            self.cursor_position = len(self.value)
        else:
            self.app.bell()


def drafts(screens: Iterable[Screen[Any]]) -> tuple[str, ...]:
    """What is written on these screens and not on record."""
    return tuple(line.draft for screen in screens for line in screen.query(Writing) if line.draft)
