"""A few lines to fill in. Enter anywhere is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from simulator.tui.modals.dialog import Dialog
from simulator.tui.widgets.fields import Field, rows, values


class Form(Dialog[dict[str, str]]):
    """Dismissed with what stands in its fields, by id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, title: str, fields: Sequence[Field], *, intro: Sequence[Content] = (), hint: str = "") -> None:
        super().__init__(title, intro, hint)
        self._fields = tuple(fields)

    def inside(self) -> Iterator[Widget]:
        """A row per field."""
        yield from rows(self._fields)

    def on_mount(self) -> None:
        """The first field has the cursor."""
        self.query_one(f"#field-{self._fields[0].id}").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter on a line to write."""
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Enter."""
        self.dismiss(values(self, self._fields))
