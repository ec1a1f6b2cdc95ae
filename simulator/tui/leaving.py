"""Screens that are left once, and only themselves."""

from __future__ import annotations

from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.events import ScreenResume
from textual.geometry import Offset
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from simulator.tui.keys import Key


class Leaving(Screen[ScreenResultType]):
    """The base of all screens and dialogues.

    Textual's ``dismiss`` takes whatever is on top off the stack, as often as it is called: of two keys in one read the
    second would close the screen below. Here a second answer is nobody's, a screen that has been left does nothing any
    more, and one that is left while another stands above it goes when that has gone.
    """

    PAGE: ClassVar[tuple[Key, ...]] = ()
    """The keys of this screen, for F1."""
    left = False
    """It has been answered; what is still on its way to it comes too late."""
    _late: tuple[ScreenResultType | None, ...] = ()
    """The answer, while another screen stands above."""

    @property
    def heading(self) -> str:
        """What a dialogue is called."""
        return ""

    @property
    def hint(self) -> str:
        """What a dialogue says of its keys."""
        return ""

    @property
    def place(self) -> object:
        """Where a key is typed at, which decides whether it comes too late: this screen, or a page of it."""
        return self

    def redraw(self) -> None:
        """What is seen of the exercise may have changed; a screen that shows it draws it again."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leaves with a result. Only the first time."""
        if self.left:
            return AwaitComplete()
        self.left = True
        if self.is_active:
            return super().dismiss(result)
        self._late = (result,)
        return AwaitComplete()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """It stands on top: new, or what stood above has gone.

        Nothing is styled anew: Textual styled each widget as it came, and all of them when the colours changed.
        """
        event.refresh_styles = False
        self.refresh()
        if self._late:
            (result,), self._late = self._late, ()
            # Not now: Textual is not done with bringing this screen back.
            self.call_later(super().dismiss, result)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is done by keys and clicks any more once it has been left."""
        return False if self.left else super().check_action(action, parameters)

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What a mouse points at. Not what is gone and still painted: Textual would look for its parent, and end."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (None, None) if widget and not widget.is_attached else (widget, offset)

    def _compositor_refresh(self) -> None:
        """Paints what a layout has moved, unless the next frame paints everything.

        Textual paints at once after each layout, and a dialogue that opens is laid out three times before it stands:
        three pictures of 7 ms that nobody is to see.
        """
        if not self._repaint_required:
            super()._compositor_refresh()
