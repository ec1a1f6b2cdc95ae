"""One message full screen, to be read aloud from three metres away; its artefacts are pages beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Static

from simulator.console.scene import Scene
from simulator.model.scenario import Artefact
from simulator.tui import markdown, text
from simulator.tui.leaving import Leaving
from simulator.tui.widgets.keybar import KeyBar, KeyHint
from simulator.tui.widgets.message import (
    artefact_name,
    artefacts_of,
    body_of,
    handed_at,
    message_heading,
    message_lines,
)
from simulator.tui.widgets.topline import TopLine

WIDEST = 84
"""Cells of a line that is still easy to read."""


class Reading(Leaving[int]):
    """Left and right turn to the artefacts and back; Enter or Escape closes.

    Dismissed with the number of the artefact to hand out, or None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "leave", show=False),
        Binding("left,shift+tab", "turn(-1)", show=False),
        Binding("right,tab", "turn(1)", show=False),
        Binding("ctrl+y,c", "copy", show=False),
        Binding("h,f7", "hand_out", show=False),
        Binding("space,pagedown", "page(1)", show=False),
        Binding("b,pageup", "page(-1)", show=False),
    ]

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene = scene
        self._page = 0
        self._artefacts = artefacts_of(scene, scene.setup.scenario.inject(scene.shown))

    def compose(self) -> ComposeResult:
        """The page, and the keys."""
        yield TopLine(id="top")
        with VerticalScroll(id="page"):
            yield Static(id="words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The message first."""
        self.query_one(TopLine).scene = self.scene
        self.query_one("#page").focus()
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Lines are made for a width."""
        self._draw()

    def on_key(self, event: Key) -> None:
        """A figure turns to that artefact, nought to the message."""
        if event.key.isdigit() and int(event.key) <= len(self._artefacts):
            self._page = int(event.key)
            self._draw()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def action_turn(self, by: int) -> None:
        """The next page, round at the ends."""
        self._page = (self._page + by) % (len(self._artefacts) + 1)
        self._draw()

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        page = self.query_one("#page")
        page.scroll_relative(y=by * (page.size.height - 2), animate=False)

    def action_copy(self) -> None:
        """What is on the page goes to the clipboard."""
        if self._page:
            artefact = self._artefacts[self._page - 1]
            words = artefact_text(self.scene, artefact)
        else:
            words = message_text(self.scene, self.scene.shown)
        self.app.copy_to_clipboard(words)
        self.app.notify(self.scene.voice("Copied."), markup=False)

    def action_hand_out(self) -> None:
        """Players asked for the artefact that is on the page."""
        if self._waits():
            inject = self.scene.setup.scenario.inject(self.scene.shown)
            assert inject is not None
            self.dismiss(inject.artefacts.index(self._artefacts[self._page - 1]) + 1)

    def _waits(self) -> bool:
        """Whether what is on the page waits to be asked for."""
        inject = self.scene.setup.scenario.inject(self.scene.shown)
        if not self._page or self.scene.players or inject is None:
            return False
        artefact = self._artefacts[self._page - 1]
        return artefact.on_request and handed_at(self.scene, inject, artefact) is None

    def action_leave(self) -> None:
        """Back to the exercise."""
        self.dismiss(None)

    def _draw(self) -> None:
        width = min(self.app.size.width - 8, WIDEST)
        rows = self._artefact_rows(width) if self._page else self._message_rows(width)
        self.query_one("#words", Static).update(text.lines(rows))
        self.query_one("#page").scroll_home(animate=False)
        self.query_one(KeyBar).hints = self._hints()

    def _message_rows(self, width: int) -> list[Content]:
        heading = text.line((message_heading(self.scene, self.scene.shown), "$text-accent"))
        return [heading, Content(""), *message_lines(self.scene, self.scene.shown, width)]

    def _artefact_rows(self, width: int) -> list[Content]:
        artefact = self._artefacts[self._page - 1]
        heading = text.line((f"{self._page}  ", "bold $text-accent"), (artefact_name(self.scene, artefact), "bold"))
        source = artefact_text(self.scene, artefact)
        is_markdown = artefact.path(self.scene.voice.language).endswith(".md")
        return [
            heading,
            Content(""),
            *(markdown.render(source, width) if is_markdown else markdown.verbatim(source, width)),
        ]

    def _hints(self) -> tuple[KeyHint, ...]:
        voice, hints = self.scene.voice, []
        if self._artefacts:
            count = len(self._artefacts)
            hints.append(KeyHint("turn(1)", "←→", voice("attached {page}/{count}", page=self._page, count=count)))
        if self._waits():
            hints.append(KeyHint("hand_out", "H", voice("Hand out")))
        hints.append(KeyHint("copy", "Ctrl+Y", voice("Copy")))
        return (*hints, KeyHint("leave", "Enter", voice("Back"), urgent=True))


def artefact_text(scene: Scene, artefact: Artefact) -> str:
    """The artefact's text as the record holds it, with its moments filled in."""
    return scene.voice.fill(scene.setup.artefacts.get(artefact.path(scene.voice.language), ""))


def message_text(scene: Scene, inject: str) -> str:
    """A message as plain text, for a call's chat; it says what it is."""
    found, body = scene.setup.scenario.inject(inject), body_of(scene, inject)
    sender = scene.voice("From: {sender}", sender=scene.names.text(found.from_)) if found and found.from_ else ""
    head = ("【演習】EXERCISE", message_heading(scene, inject), scene.names.inject(inject), sender)
    return "\n".join(part for part in head if part) + f"\n\n{body.strip()}\n"
