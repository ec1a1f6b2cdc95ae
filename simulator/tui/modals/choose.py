"""A choice of the console as a list. Most dialogues are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.console.dialogs import USUAL, Choice, Chosen
from simulator.console.rows import Row, letter, plain
from simulator.tui import page_keys, text
from simulator.tui.layouts import table, table_width
from simulator.tui.modals.dialog import WIDEST, Dialog
from simulator.tui.modals.type_ahead import TypeAhead
from simulator.tui.rows import content
from simulator.tui.widgets.options import Options

_WIDEST_TABLE, _FRAME = 160, 13
"""Cells of a list at most, and those around it."""
_GONE = "strike $text-muted"


class Choose(Dialog[Chosen]):
    """Enter chooses, so do the keys of the choice's other ways; a figure moves to the row of that number.

    The letter that a row is marked with chooses it; where no row is, letters go to the row that has them.

    A row that is gone while the cursor stands on it, or stands under another heading, stays there struck out until
    the cursor leaves it: nobody chooses what has just slipped under their finger.
    """

    PAGE = page_keys.CHOICE

    def __init__(self, choice: Choice, hint: str, keys: Mapping[str, str], before: Choose | None = None) -> None:
        """``keys``: key → id of the way it stands for; ``before``: the same list, that was answered a moment ago."""
        super().__init__(choice.title, [content(line) for line in choice.intro], hint)
        self.choice = choice
        self._keys = dict(keys)
        self.chosen: Row | None = None
        """The row that was the answer."""
        self._gone: tuple[int, Row] | None = None
        """The row that is gone, and where it stood."""
        if before and before.chosen:
            self._gone = before._slipped(before.chosen, choice.rows)
        self._type_ahead = TypeAhead()

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
        at = self._at()
        if at is not None and not self._is_gone(at):
            self._gone = self._slipped(at, choice.rows)
        self.choice = choice
        self._fill(at.id if at else "")

    def _slipped(self, row: Row, now: Sequence[Row]) -> tuple[int, Row] | None:
        """A row and its place, if it does not stand under the same heading in the rows there are now."""
        rows = self._rows()
        place = rows.index(row)
        stands = (_heading(now, there) for there, other in enumerate(now) if other.id == row.id)
        return None if _heading(rows, place) in stands else (place, row)

    def draw(self) -> None:
        """Rows are made for a width, too, and as many shown as there is room for."""
        super().draw()
        self.query_one(OptionList).styles.max_height = self.rows_left
        if at := self._at():
            self._fill(at.id)

    def on_key(self, event: Key) -> None:
        """Keys beside Enter; figures, which move to the row of that number; letters, and a space between them."""
        if event.key in self._keys and not (self._type_ahead.typed and event.is_printable):
            event.stop()
            event.prevent_default()
            self._answer(self._at(), self._keys[event.key])
        elif event.key.isdigit() and event.key != "0" and not self._type_ahead.typed:
            self._move_to(int(event.key) - 1)
        elif any(map(letter, self.choice.rows)):
            self._mark(event)
        else:
            self._seek(event)

    def _mark(self, event: Key) -> None:
        if marked := self._marked(event.character or ""):
            event.stop()
            self._answer(marked, USUAL)

    def _seek(self, event: Key) -> None:
        """The letters typed are shown in the frame, until another key moves the cursor."""
        options, rows = self.query_one(OptionList), self._rows()
        at, before = options.highlighted or 0, self._type_ahead.typed
        if event.key == "backspace":
            place = self._type_ahead.back(rows, at)
        elif event.is_printable and event.character and (before or event.character.strip()):
            place = self._type_ahead(event.character, rows, at)
            if place is None:
                self.app.bell()
        else:
            self._type_ahead, place = TypeAhead(), None
        if place is not None:
            options.highlighted = place
        self.query_one(".dialog").border_subtitle = Content(self._type_ahead.typed).markup

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self._answer(self._rows()[event.option_index], USUAL)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The cursor has left what is gone."""
        if self._gone and event.option_index != self._gone[0]:
            self._gone = None
            self._fill(event.option_id or "")

    def _answer(self, row: Row | None, how: str) -> None:
        if row is None or self._is_gone(row):
            self.app.bell()
        else:
            self.chosen = row
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
            Option(line, id=None if self._is_gone(row) else row.id or None, disabled=not row.id)
            for row, line in zip(rows, drawn, strict=True)
        )
        ids = [row.id for row in rows]
        first = next((place for place, id_ in enumerate(ids) if id_), None)
        if self._gone and at == self._gone[1].id:
            options.highlighted = self._gone[0]
        else:
            options.highlighted = ids.index(at) if at and at in ids else first

    def _is_gone(self, row: Row) -> bool:
        return self._gone is not None and row is self._gone[1]

    def _struck(self, row: Row, drawn: Content) -> Content:
        return text.line((drawn.plain, _GONE)) if self._is_gone(row) else drawn


def _heading(rows: Sequence[Row], place: int) -> str:
    """What stands over a row that can be chosen; empty where nothing does."""
    above = (plain(row.cells[0].words) for row in reversed(rows[:place]) if not row.id and row.cells)
    return next(above, "")
