"""A list to choose from, also where the terminal has no room for it."""

from __future__ import annotations

from textual.actions import SkipAction
from textual.widgets import OptionList

from simulator.tui.widgets.measured import Measuring


class Options(OptionList, Measuring):
    """Textual's list, which cannot turn a page of no lines."""

    def action_page_up(self) -> None:
        """A screenful back."""
        if self.scrollable_content_region.height > 0:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """A screenful on."""
        if self.scrollable_content_region.height > 0:
            super().action_page_down()  # type: ignore[no-untyped-call]


class OptionsBeside(Options):
    """A list beside a text: the keys for a screenful are the screen's, which turns that."""

    def action_page_up(self) -> None:
        """Left to the screen."""
        raise SkipAction

    action_page_down = action_page_up
