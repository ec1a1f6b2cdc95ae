"""A choice of the console as a list. Most dialogues are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unicodedata import normalize

from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.console.dialogs import USUAL, Choice, Chosen
from simulator.console.rows import Row, letter
from simulator.tui import page_keys, text
from simulator.tui.layouts import table, table_width
from simulator.tui.modals.dialog import WIDEST, Dialog
from simulator.tui.rows import content
from simulator.tui.widgets.options import Options

_WIDEST_TABLE, _FRAME = 160, 13
"""Cells of a list at most, and those around it."""
_GONE = "strike $text-muted"


class Choose(Dialog[Chosen]):
    """Enter chooses, so do the keys of the choice's other ways; a figure moves to the row of that number.

    The letter that a row is marked with chooses it.

    A row that is gone while the cursor stands on it stays there, struck out, until the cursor leaves it: nobody
    chooses what has just slipped under their finger.
    """

    PAGE = page_keys.CHOICE

    def __init__(self, choice: Choice, hint: str, keys: Mapping[str, str]) -> None:
        """``keys``: key → id of the way it stands for."""
        super().__init__(choice.title, [content(line) for line in choice.intro], hint)
        self.choice = choice
        self._keys = dict(keys)
        self._gone: tuple[int, Row] | None = None
        """The row that is gone, and where it stood."""

    @property
    def widest(self) -> int:
        """As wide as it takes to cut no name, if there is room."""
        return min(max(WIDEST, table_width(self.choice.rows) + _FRAME), _WIDEST_TABLE)

    def inside(self) -> Iterator[Widget]:
        """The list."""
        yield Options(id="options", markup=False, compact=True)

    def on_mount(self) -> None:
        """The row asked for, or the first, has the cursor."""
        super().on_mount()
        self._fill(self.choice.at)
        self.query_one(OptionList).focus()

    def ask_again(self, choice: Choice, hint: str, keys: Mapping[str, str]) -> None:
        """What can be chosen now; the cursor stays on its row."""
        self.reword(choice.title, [content(line) for line in choice.intro], hint)
        self._keys = dict(keys)
        if choice.rows == self.choice.rows:
            return
        at, place = self._at(), self.query_one(OptionList).highlighted
        self.choice = choice
        self._gone = None
        if at is not None and place is not None and all(row.id != at.id for row in choice.rows):
            self._gone = (place, at)
        self._fill(at.id if at else "")

    def draw(self) -> None:
        """Rows are made for a width, too."""
        super().draw()
        if at := self._at():
            self._fill(at.id)

    def on_key(self, event: Key) -> None:
        """Keys beside Enter; figures, which move to the row of that number; letters that mark a row."""
        if event.key in self._keys:
            event.stop()
            event.prevent_default()
            self._answer(self._at(), self._keys[event.key])
        elif event.key.isdigit() and event.key != "0":
            self._move_to(int(event.key) - 1)
        elif marked := self._marked(event.character or ""):
            event.stop()
            self._answer(marked, USUAL)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self._answer(self._rows()[event.option_index], USUAL)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The cursor has left what is gone."""
        if self._gone and event.option_id != self._gone[1].id:
            self._gone = None
            self._fill(event.option_id or "")

    def _answer(self, row: Row | None, how: str) -> None:
        if row is None or (self._gone and row.id == self._gone[1].id):
            self.app.bell()
        else:
            self.dismiss(Chosen(row, how))

    def _rows(self) -> list[Row]:
        """What can be chosen, and what is gone where it stood."""
        rows = list(self.choice.rows)
        if self._gone:
            rows.insert(*self._gone)
        return rows

    def _marked(self, typed: str) -> Row | None:
        """The row marked with what was typed, in whatever width an input method gives it."""
        wanted = normalize("NFKC", typed).casefold()
        return next((row for row in self._rows() if wanted and letter(row).casefold() == wanted), None)

    def _at(self) -> Row | None:
        """The row under the cursor."""
        place = self.query_one(OptionList).highlighted
        return None if place is None else self._rows()[place]

    def _move_to(self, number: int) -> None:
        places = [place for place, row in enumerate(self._rows()) if row.id]
        if number < len(places):
            self.query_one(OptionList).highlighted = places[number]

    def _fill(self, at: str) -> None:
        options, rows = self.query_one(OptionList), self._rows()
        drawn = [self._struck(row, line) for row, line in zip(rows, table(rows, self.room - 2), strict=True)]
        options.set_options(
            Option(line, id=row.id or None, disabled=not row.id) for row, line in zip(rows, drawn, strict=True)
        )
        ids = [row.id for row in rows]
        first = next((place for place, id_ in enumerate(ids) if id_), None)
        options.highlighted = ids.index(at) if at and at in ids else first

    def _struck(self, row: Row, drawn: Content) -> Content:
        return text.line((drawn.plain, _GONE)) if self._gone and row.id == self._gone[1].id else drawn
