"""What reached the table, the newest below; the eye falls on what is unread."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.tui import signs, text
from simulator.tui.scene import Scene


class Injects(OptionList):
    """A row per inject that arrived; moving shows it, Enter reads it full screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]
    scene: reactive[Scene | None] = reactive(None, init=False, repaint=False)

    class Paged(Message):
        """The message beside is to scroll by so many screenfuls."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Looked(Message):
        """The operator moved to an inject."""

        def __init__(self, inject: str) -> None:
            super().__init__()
            self.inject = inject

    class Opened(Looked):
        """The operator wants to read an inject full screen."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="panel", markup=False)
        self._rows: list[tuple[str, Content]] = []
        self._key: tuple[object, ...] = ()
        self._moving = False

    def watch_scene(self, old: Scene | None, new: Scene | None) -> None:
        """Adds what came and redraws what changed, row by row."""
        if new is not None and not new.alike(old):
            self._draw(new)

    def on_resize(self) -> None:
        """Rows are made for a width."""
        if self.scene is not None:
            self._draw(self.scene)

    def action_page(self, by: int) -> None:
        """The list is short; what is long is the message."""
        self.post_message(self.Paged(by))

    def _draw(self, scene: Scene) -> None:
        heading = scene.voice("Messages") if scene.players else scene.voice("Injects")
        title = Content(f" {heading} · {len(scene.arrived)} ").markup
        if self.border_title != title:
            self.border_title = title
        width = max(self.scrollable_content_region.width, 8)
        key = (scene.arrived, scene.unread, scene.state.open_decisions, width)
        if key != self._key:
            self._key = key
            self._lay_out(inject_rows(scene, width))
        self._point_at(scene.shown)

    def _lay_out(self, rows: list[tuple[str, Content]]) -> None:
        """Puts the rows in place; as a rule one came at the end."""
        if [name for name, _ in rows[: len(self._rows)]] != [name for name, _ in self._rows]:
            self.set_options(Option(content, id=name) for name, content in rows)
        else:
            for index, (name, content) in enumerate(rows[: len(self._rows)]):
                if not content.is_same(self._rows[index][1]):
                    self.replace_option_prompt(name, content)
            if len(rows) > len(self._rows):
                self.add_options(Option(content, id=name) for name, content in rows[len(self._rows) :])
        self._rows = rows

    def _point_at(self, inject: str) -> None:
        """Highlights what the middle of the screen shows, without telling that somebody moved there."""
        names = [name for name, _ in self._rows]
        if inject in names and self.highlighted != names.index(inject):
            self._moving = True
            self.highlighted = names.index(inject)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """A move of the operator's own is told."""
        event.stop()
        if self._moving:
            self._moving = False
        elif event.option_id and self.scene is not None and event.option_id != self.scene.shown:
            self.post_message(self.Looked(event.option_id))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        if event.option_id:
            self.post_message(self.Opened(event.option_id))


def inject_rows(scene: Scene, width: int) -> list[tuple[str, Content]]:
    """(inject, row) for all that arrived, in ``width`` cells."""
    found = []
    days = width >= 36 and len({scene.voice.local(at).date() for _, at in scene.arrived}) > 1
    for name, at in scene.arrived:
        choice = scene.state.choices.get(name)
        unread = name in scene.unread
        sign = signs.UNREAD if unread else signs.OPEN if choice and choice.at is None else signs.READ
        when = scene.voice.day_clock(at) if days else scene.voice.clock(at)
        channel = channel_of(scene, name) if width >= 40 else ""
        found.append((name, _row(when, sign, scene.names.inject(name), channel, unread, width)))
    return found


@lru_cache(maxsize=1024)
def _row(when: str, sign: tuple[str, str], title: str, channel: str, unread: bool, width: int) -> Content:
    left = text.line((when, "$text-muted"), " ", sign, " ", (title, "bold" if unread else ""))
    return text.columns(left, (channel, "$text-muted"), width)


def channel_of(scene: Scene, inject: str) -> str:
    """The medium an inject came by."""
    made = scene.state.improvised.get(inject)
    found = scene.setup.scenario.inject(inject)
    return scene.names.channel(made.channel if made else found.channel if found else None)
