"""The message in the middle of the screen: what is read aloud first, what helps whoever conducts after it."""

from __future__ import annotations

from textual.content import Content

from simulator.console.message_view import Message
from simulator.console.panels import messages
from simulator.tui import keys, text
from simulator.tui.rows import content, lay_out_all
from simulator.tui.showing import Showing
from simulator.tui.widgets.panel import Panel


class MessagePanel(Panel):
    """One message as it is read out, with its attachments, questions and expected actions."""

    def __init__(self, *, id: str) -> None:
        super().__init__(lambda showing: messages.heading(showing.message, showing.voice), drawn, id=id)

    def watch_showing(self, old: Showing | None, new: Showing | None) -> None:
        """Nothing to draw while the message is the same; another one begins at its top."""
        if old is None or new is None or old.message is not new.message or not new.view.messages:
            super().watch_showing(old, new)
        if old is not None and new is not None and old.shown != new.shown:
            self.scroll_home(animate=False)


def drawn(showing: Showing, width: int, _height: int) -> list[Content]:
    """The message, or that there is none yet."""
    if showing.message is None:
        quiet = messages.nothing_yet(showing.voice, keys.SHOWN)
        return text.wrap(content(((quiet, "quiet"),)), width)
    return message_lines(showing.message, showing, width)


def message_lines(message: Message, showing: Showing, width: int) -> list[Content]:
    """What everybody may read, then what helps whoever conducts; questions with a part of their own stand there."""
    parts = messages.parts(message, showing.voice)
    guide = messages.guide(message, showing.voice, with_questions=not showing.view.discussion_only)
    return lay_out_all((*parts, (), *guide) if guide else parts, width)
