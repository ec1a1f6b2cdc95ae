"""One message full screen, to be read aloud from three metres away; its artefacts are pages beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Static

from simulator.console.message_view import Attachment, Message
from simulator.console.panels import messages, questions
from simulator.tui import hints, keys, markdown, page_keys, text
from simulator.tui.leaving import Leaving
from simulator.tui.rows import lay_out_all
from simulator.tui.showing import Showing
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.topline import TopLine

WIDEST = 84
"""Cells of a line that is still easy to read."""


class Reading(Leaving[int | str]):
    """Left and right turn to the artefacts and back; Enter or Escape closes.

    Dismissed with the number of the artefact to hand out, an act that was asked for meanwhile, or None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(page_keys.READING),
        Binding("left,shift+tab", "turn(-1)", show=False),
        Binding("b,pageup", "page(-1)", show=False),
    ]
    PAGE = page_keys.READING

    def __init__(self, showing: Showing, message: Message, acts: tuple[str, ...] = ()) -> None:
        """``acts``: what may be asked for here, by the keys of the screen below."""
        super().__init__()
        self._showing, self._message = showing, message
        self._acts = {key: act for act in acts for key in keys.side(act).all}
        self._page = 0

    def compose(self) -> ComposeResult:
        """The page, and the keys."""
        yield TopLine(id="top")
        with VerticalScroll(id="page"):
            yield Static(id="words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The message first."""
        self.query_one(TopLine).showing = self._showing
        self.query_one("#page").focus()
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Lines are made for a width."""
        self._draw()

    def on_key(self, event: Key) -> None:
        """A figure turns to that artefact, nought to the message."""
        if event.key.isdigit() and int(event.key) <= len(self._message.attachments):
            self._page = int(event.key)
            self._draw()
        elif event.key in self._acts:
            event.stop()
            self.dismiss(self._acts[event.key])

    def action_act(self, name: str) -> None:
        """A click on the name of an act."""
        self.dismiss(name)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def action_turn(self, by: int) -> None:
        """The next page, round at the ends."""
        self._page = (self._page + by) % (len(self._message.attachments) + 1)
        self._draw()

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        page = self.query_one("#page")
        page.scroll_relative(y=by * (page.size.height - 2), animate=False)

    def action_copy(self) -> None:
        """What is on the page goes to the clipboard."""
        attachment, voice = self._attachment, self._showing.voice
        self.app.copy_to_clipboard(attachment.text if attachment else messages.plain_text(self._message, voice))
        self.app.notify(hints.copied(voice), markup=False)

    def action_hand_out(self) -> None:
        """Players asked for the artefact that is on the page."""
        attachment = self._attachment
        if attachment and attachment.waits:
            self.dismiss(attachment.number)

    @property
    def _attachment(self) -> Attachment | None:
        """What is on the page; None for the message."""
        return self._message.attachments[self._page - 1] if self._page else None

    def action_leave(self) -> None:
        """Back to the exercise."""
        self.dismiss(None)

    def _draw(self) -> None:
        width = min(self.app.size.width - 8, WIDEST)
        attachment = self._attachment
        rows = self._attached_rows(attachment, width) if attachment else self._message_rows(width)
        self.query_one("#words", Static).update(text.lines(rows))
        self.query_one("#page").scroll_home(animate=False)
        waits = attachment is not None and attachment.waits
        count = len(self._message.attachments)
        asks = self._message.is_open and "decide" in self._acts.values()
        self.query_one(KeyBar).hints = hints.reading(self._showing.voice, self._page, count, waits=waits, asks=asks)

    def _message_rows(self, width: int) -> list[Content]:
        heading = messages.heading(self._message, self._showing.voice)
        head = text.line((heading, "$text-accent"))
        parts = messages.parts(self._message, self._showing.voice)
        if self._showing.view.discussion_only:
            parts = (*parts, (), *questions.of_message(self._message, self._showing.voice))
        return [head, Content(""), *lay_out_all(parts, width)]

    def _attached_rows(self, attachment: Attachment, width: int) -> list[Content]:
        heading = text.line((f"{self._page}  ", "bold $text-accent"), (attachment.name, "bold"))
        render = markdown.render if attachment.is_markdown else markdown.verbatim
        return [heading, Content(""), *render(attachment.text, width)]
