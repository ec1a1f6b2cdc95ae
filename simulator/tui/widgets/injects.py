"""What reached the table, the newest below; the eye falls on what is unread."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style

from simulator.console import signs
from simulator.console.scene import Scene
from simulator.tui import text
from simulator.tui.rows import piece
from simulator.tui.widgets.lines import Lines


class Injects(Lines):
    """A row per inject that arrived; moving shows it, Enter reads it full screen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"injects--cursor", "injects--hover"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "open", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]
    cursor: reactive[int] = reactive(-1, init=False, repaint=False)
    """The row chosen; -1 for none."""
    hovered: reactive[int] = reactive(-1, init=False, repaint=False)
    """The row under the mouse."""

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
        super().__init__(id=id)
        self._names: list[str] = []
        self._key: tuple[object, ...] = ()

    # ---- what is seen

    def watch_scene(self, old: Scene | None, new: Scene | None) -> None:
        """Shows what came, and what changed of the others."""
        if new is not None and self.room > 0 and not new.alike(old):
            self.draw(new)

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        super().on_resize()
        self._bring_into_sight()

    def watch_cursor(self, old: int, new: int) -> None:
        """Two rows change their tone."""
        self.repaint((old, new))
        self._bring_into_sight()

    def watch_hovered(self, old: int, new: int) -> None:
        """Two rows change their tone."""
        self.repaint((old, new))

    def line(self, row: int) -> Content:
        """When it came, whether it was read, what it is."""
        assert self.scene is not None
        return inject_row(self.scene, row, self.room)

    def tone(self, row: int) -> Style:
        """The cursor's row and the one under the mouse are set off."""
        if row == self.cursor:
            return self.get_visual_style("injects--cursor")
        return self.get_visual_style("injects--hover") if row == self.hovered else self.visual_style

    def draw(self, scene: Scene) -> None:
        """Repaints the rows if one of them is not as before."""
        heading = scene.voice("Messages") if scene.players else scene.voice("Injects")
        self.name_frame(f"{heading} · {len(scene.arrived)}")
        key = (scene.arrived, scene.unread, scene.state.open_decisions, self.room)
        if key != self._key:
            self._key = key
            self._names = [name for name, _ in scene.arrived]
            self.hold(len(self._names))
            self.refresh()
        self.cursor = self._names.index(scene.shown) if scene.shown in self._names else -1

    def _bring_into_sight(self) -> None:
        if self.cursor >= 0:
            row = Region(0, self.cursor, self.room, 1)
            self.scroll_to_region(row, force=True, animate=False, immediate=True)

    # ---- what the operator does

    def action_page(self, by: int) -> None:
        """The list is short; what is long is the message."""
        self.post_message(self.Paged(by))

    def action_move(self, by: int) -> None:
        """Down or up; after the last comes the first."""
        if self._names:
            self._look(self.cursor + by if self.cursor >= 0 else min(by, 0))

    def action_first(self) -> None:
        """The oldest."""
        self._look(0)

    def action_last(self) -> None:
        """The newest."""
        self._look(-1)

    def action_open(self) -> None:
        """Enter."""
        if self.cursor >= 0:
            self.post_message(self.Opened(self._names[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """As moving there, and Enter."""
        row = self._row_at(event)
        if row >= 0:
            self._look(row)
            self.action_open()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What a click would open."""
        self.hovered = self._row_at(event)

    def on_leave(self, _event: events.Leave) -> None:
        """Nothing any more."""
        self.hovered = -1

    def _row_at(self, event: events.MouseEvent) -> int:
        place = event.get_content_offset(self)
        row = place.y + self.scroll_offset.y if place else -1
        return row if row < len(self._names) else -1

    def _look(self, row: int) -> None:
        """Moves the cursor, and tells if that is a move."""
        if self._names and row % len(self._names) != self.cursor:
            self.cursor = row % len(self._names)
            self.post_message(self.Looked(self._names[self.cursor]))


def inject_row(scene: Scene, row: int, width: int) -> Content:
    """One of those that arrived, in ``width`` cells."""
    name, at = scene.arrived[row]
    choice = scene.state.choices.get(name)
    unread = name in scene.unread
    sign = piece(signs.UNREAD if unread else signs.OPEN if choice and choice.at is None else signs.READ)
    when = scene.voice.day_clock(at) if width >= 36 and _several_days(scene) else scene.voice.clock(at)
    channel = channel_of(scene, name) if width >= 40 else ""
    return _row(when, sign, scene.names.inject(name), channel, unread, width)


def _several_days(scene: Scene) -> bool:
    (_, first), (_, last) = scene.arrived[0], scene.arrived[-1]
    return scene.voice.local(first).date() != scene.voice.local(last).date()


@lru_cache(maxsize=1024)
def _row(when: str, sign: tuple[str, str], title: str, channel: str, unread: bool, width: int) -> Content:
    left = text.line((when, "$text-muted"), " ", sign, " ", (title, "bold" if unread else ""))
    return text.columns(left, (channel, "$text-muted"), width)


def channel_of(scene: Scene, inject: str) -> str:
    """The medium an inject came by."""
    made = scene.state.improvised.get(inject)
    found = scene.setup.scenario.inject(inject)
    return scene.names.channel(made.channel if made else found.channel if found else None)
