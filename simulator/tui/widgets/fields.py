"""Rows of a form: a label, and a line to write or a choice to turn through. Up and down move, Enter is the form's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from unicodedata import normalize

from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from simulator.console.dialogs import Field, Pick, Write
from simulator.tui import text
from simulator.tui.widgets.writing import Writing

LABEL = 24
"""Cells a label takes at most."""


class WriteRow(Horizontal):
    """A label and an input."""

    def __init__(self, field: Write) -> None:
        super().__init__(classes="field")
        self._field = field

    def compose(self) -> ComposeResult:
        """Label, line."""
        yield Static(text.line(self._field.label), classes="field-label")
        field = self._field
        began = field.value if field.began is None else field.began
        yield Writing(field.value, began, placeholder=field.hint, id=f"field-{field.id}", hidden=field.hidden)


class PickRow(Widget, can_focus=True):
    """A label and the option chosen, between two arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
    ]
    place: reactive[int] = reactive(0)

    class Turned(Message):
        """Another option was chosen."""

        def __init__(self, field: str, value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

    def __init__(self, field: Pick) -> None:
        super().__init__(id=f"field-{field.id}", classes="field")
        self._field = field
        self.set_reactive(PickRow.place, [id_ for id_, _ in field.options].index(field.chosen))

    @property
    def value(self) -> str:
        """The id of the option chosen."""
        return self._field.options[self.place][0]

    def render(self) -> RenderResult:
        """``Label  ‹ value ›``; the arrows only where there is a choice."""
        label = text.fit(self._field.label, min(LABEL, self.size.width * 2 // 5)) + "  "
        words = text.cut(self._field.options[self.place][1], max(self.size.width - text.cells(label) - 4, 4))
        if len(self._field.options) < 2:
            return text.line(label, "  ", words)
        return text.line(label, ("‹ ", "$text-accent"), (words, "bold"), (" ›", "$text-accent"))

    def on_key(self, event: Key) -> None:
        """A letter or a figure goes to the next option that begins with it."""
        typed = normalize("NFKC", event.character or "").casefold()
        words = [said.casefold() for _, said in self._field.options]
        after = [*range(self.place + 1, len(words)), *range(self.place + 1)]
        place = next((n for n in after if typed.strip() and words[n].startswith(typed)), None)
        if place is not None:
            event.stop()
            self.action_turn(place - self.place)

    def on_click(self, _event: Click) -> None:
        """A click turns on."""
        self.action_turn(1)

    def action_turn(self, by: int) -> None:
        """Turns to the next or the one before; round at the ends."""
        self.place = (self.place + by) % len(self._field.options)
        self.post_message(self.Turned(self._field.id, self.value))


def rows(fields: Sequence[Field]) -> list[WriteRow | PickRow]:
    """A row per field."""
    return [WriteRow(field) if isinstance(field, Write) else PickRow(field) for field in fields]


def values(parent: Widget, fields: Sequence[Field]) -> dict[str, str]:
    """What stands in the fields below ``parent``, by id."""
    values = {}
    for field in fields:
        if isinstance(field, Write):
            values[field.id] = parent.query_one(f"#field-{field.id}", Writing).value
        else:
            values[field.id] = parent.query_one(f"#field-{field.id}", PickRow).value
    return values
