"""The players' window: follows a record that another process writes, and shows what players may see."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from simulator.console.following import Following
from simulator.console.panels import curtain
from simulator.console.panels.top import badge
from simulator.console.view import View
from simulator.errors import TabletopError
from simulator.tui import keys, page_keys, text
from simulator.tui.leaving import Leaving
from simulator.tui.rows import content
from simulator.tui.screens.reading import Reading
from simulator.tui.showing import Showing
from simulator.tui.widgets.columns import columns, show_revealed
from simulator.tui.widgets.injects import Injects
from simulator.tui.widgets.joining import JoinLine
from simulator.tui.widgets.large import LargeType
from simulator.tui.widgets.log import LogStrip
from simulator.tui.widgets.message import MessagePanel
from simulator.tui.widgets.topline import TopLine


class Players(Leaving[None]):
    """Reads only. The newest message always comes up; the arrows look back at earlier ones."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(page_keys.PLAYERS),
    ]
    PAGE = page_keys.PLAYERS
    EVERY = 0.5
    """Seconds between looks at the record."""

    showing: reactive[Showing | None] = reactive(None, init=False, repaint=False)

    def __init__(self, following: Following) -> None:
        super().__init__()
        self._following = following
        self._known: frozenset[str] = frozenset()
        self._shown = ""

    def compose(self) -> ComposeResult:
        """The console's parts, fewer of them."""
        yield TopLine(id="top").data_bind(Players.showing)
        yield Static(id="curtain")
        yield from columns(Players.showing)
        yield LargeType(id="large").data_bind(Players.showing)
        yield JoinLine(id="join").data_bind(Players.showing)
        with Vertical(id="foot"):
            yield LogStrip(id="log").data_bind(Players.showing)

    def on_mount(self) -> None:
        """Looks at once, then again and again."""
        self.look()
        self.query_one(Injects).focus()
        self.set_interval(self.EVERY, self.look)

    def look(self) -> None:
        """Shows what is new in the record."""
        try:
            view = self._following.look()
        except TabletopError as error:
            self.query_one("#curtain", Static).update(Content(self._following.voice(error.sentence)))
            self.add_class("-curtain")
            return
        if view is not None:
            self._show(view)
        elif self._following.record is None:
            self.query_one("#curtain", Static).update(text.lines(map(content, self._following.waiting)))
            self.add_class("-curtain")

    def _show(self, view: View) -> None:
        names = [message.id for message in view.messages]
        if [name for name in names if name not in self._known] or self._shown not in names:
            self._shown = names[-1] if names else ""
        self._known = frozenset(names)
        voice = self._following.voice
        self.app.title = badge(is_real=view.is_real)
        self.showing = Showing(view, voice, self._shown)
        show_revealed(self, view)
        words = curtain.lines(view, voice)
        self.set_class(bool(words), "-curtain")
        self.query_one("#curtain", Static).update(text.lines(map(content, words)))

    def action_large(self) -> None:
        """Ctrl+W: large type, or all that players may see."""
        self.toggle_class("-large")

    def on_injects_looked(self, event: Injects.Looked) -> None:
        """Somebody looks back."""
        if self.showing is not None:
            self._shown = event.inject
            self.showing = replace(self.showing, shown=event.inject)

    def on_injects_paged(self, event: Injects.Paged) -> None:
        """The message scrolls while the list has the cursor."""
        message = self.query_one(MessagePanel)
        message.scroll_relative(y=event.by * max(message.size.height - 2, 1), animate=False)

    def on_injects_opened(self, event: Injects.Opened) -> None:
        """Full screen, here too."""
        message = self.showing.view.message(event.inject) if self.showing else None
        if self.showing and message:
            self.app.push_screen(Reading(self.showing, message))
