"""A list to choose from. Most dialogues are one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Key, Resize
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.tui import text
from simulator.tui.modals.dialog import Dialog


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list; one without an id is a heading and cannot be chosen."""

    id: str
    content: Content


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which row, by which key: ``enter`` or one the dialogue was given."""

    row: str
    key: str = "enter"


class Choose(Dialog[Chosen]):
    """Rows made for the dialogue's width; Enter chooses, so do the ``keys`` given beside."""

    def __init__(
        self,
        title: str,
        rows: Callable[[int], Sequence[Row]],
        *,
        intro: Sequence[Content] = (),
        hint: str = "",
        keys: Sequence[str] = (),
        at: str = "",
    ) -> None:
        super().__init__(title, intro, hint)
        self._rows = rows
        self._keys = frozenset(keys)
        self._at = at

    def inside(self) -> Iterator[Widget]:
        """The list."""
        yield OptionList(id="options", markup=False, compact=True)

    def on_mount(self) -> None:
        """Fills the list; the row asked for, or the first, is highlighted."""
        self._fill(self._at)

    def on_resize(self, _event: Resize) -> None:
        """Rows are made for a width."""
        self._fill(self._highlighted())

    def on_key(self, event: Key) -> None:
        """Keys beside Enter, and figures, which move to the row of that number."""
        if event.key in self._keys:
            event.stop()
            event.prevent_default()
            self.dismiss(Chosen(self._highlighted(), event.key))
        elif event.key.isdigit() and event.key != "0":
            self._move_to(int(event.key) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        if event.option_id:
            self.dismiss(Chosen(event.option_id))

    def _highlighted(self) -> str:
        option = self.query_one(OptionList).highlighted_option
        return option.id or "" if option else ""

    def _move_to(self, number: int) -> None:
        options = self.query_one(OptionList)
        places = [n for n, option in enumerate(options.options) if not option.disabled]
        if number < len(places):
            options.highlighted = places[number]

    def _fill(self, at: str) -> None:
        options = self.query_one(OptionList)
        rows = self._rows(self.room - 2)
        options.set_options(Option(row.content, id=row.id or None, disabled=not row.id) for row in rows)
        ids = [row.id for row in rows]
        options.highlighted = ids.index(at) if at and at in ids else next((n for n, id_ in enumerate(ids) if id_), None)
        options.focus()


def rows_of(words: Mapping[str, Content | str]) -> Callable[[int], list[Row]]:
    """Rows that need no width."""
    return lambda _width: [
        Row(id_, said if isinstance(said, Content) else Content(said)) for id_, said in words.items()
    ]


def sections(parts: Iterable[tuple[str, Sequence[Row]]]) -> list[Row]:
    """Rows under headings, an empty line between; a section without rows is left out."""
    found: list[Row] = []
    for heading, rows in parts:
        if rows:
            found += [Row("", Content(""))] if found else []
            found += [Row("", text.line((heading, "bold $text-accent"))), *rows]
    return found
