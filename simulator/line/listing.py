"""A choice as it is read out: numbers that stay, a few rows at a time, and asked again only what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.console.dialogs import Choice
from simulator.console.rows import Row
from simulator.line.speaking import colon, name_of, row_words
from simulator.wording.voice import Voice

AT_ONCE, _FEW = 9, 3
"""Rows read out at once; so few more are not worth a word to ask for them."""


@dataclass(frozen=True)
class Entry:
    """A row with what stands over and under it."""

    row: Row
    heading: str
    notes: tuple[str, ...] = ()
    """Lines that belong to it and cannot be chosen."""


class Listing:
    """The rows of one choice. A long list is read from the section that holds the row offered first."""

    def __init__(self, choice: Choice, voice: Voice) -> None:
        self.title = choice.title
        self._voice = voice
        self._entries: dict[str, Entry] = {}
        self._numbers: dict[str, int] = {}
        self._heard: dict[str, Row] = {}
        """Rows as they were read out."""
        self.take(choice)

    def ask_again(self, choice: Choice) -> list[str]:
        """The same list for another question: its rows mean what they mean now."""
        news = self.take(choice)
        self._heard = {id_: self._entries[id_].row for id_ in self._heard if id_ in self._entries}
        return news

    def goes_on(self, choice: Choice) -> bool:
        """Whether it is the same list, as it stands now: not where others came in the place of what was heard."""
        ids = {row.id for row in choice.rows if row.id}
        gone, new = self._heard.keys() - ids, ids - self._numbers.keys()
        return choice.title == self.title and not (gone and new)

    def take(self, choice: Choice) -> list[str]:
        """Takes the rows as they are now; a row keeps the number it once had. What those who listen must know of it."""
        entries = {entry.row.id: entry for entry in _in_reading_order(choice, self._voice)}
        first = not self._numbers
        new = [] if first else [entry for id_, entry in entries.items() if id_ not in self._numbers]
        changed = [entry for entry in entries.values() if self._is_news(entry.row)]
        self._entries = entries
        for id_ in entries:
            self._numbers.setdefault(id_, len(self._numbers) + 1)
        self.offered = choice.at if choice.at in entries else next(iter(entries), "")
        return self._read([*changed, *new])

    def _is_news(self, row: Row) -> bool:
        heard = self._heard.get(row.id)
        return heard is not None and self._words(heard) != self._words(row)

    def begin(self) -> list[str]:
        """The first rows to read out; of a long list that begins under a heading its first section."""
        self._heard.clear()
        entries = list(self._entries.values())
        if len(entries) > AT_ONCE and entries[0].heading:
            entries = [entry for entry in entries if entry.heading == entries[0].heading]
        return self._read(_at_once(entries), headings=True)

    def more(self) -> list[str]:
        """The next rows."""
        return self._read(_at_once(self._unheard), headings=True)

    @property
    def unheard(self) -> int:
        """Rows not read out yet."""
        return len(self._unheard)

    @property
    def _unheard(self) -> list[Entry]:
        return [entry for id_, entry in self._entries.items() if id_ not in self._heard]

    def _read(self, entries: Iterable[Entry], *, headings: bool = False) -> list[str]:
        lines, heading = [], ""
        for entry in entries:
            if headings and entry.heading != heading:
                heading = entry.heading
                lines.append(colon(heading, ""))
            lines += [self.named(entry.row.id), *entry.notes]
            self._heard[entry.row.id] = entry.row
        return lines

    def named(self, id_: str) -> str:
        """``3. Copy the evidence, Platform, can begin now``."""
        return f"{self._numbers[id_]}. {self._words(self._entries[id_].row)}"

    @property
    def offer(self) -> str:
        """The row offered, by its number and its name; empty where there is none."""
        entry = self._entries.get(self.offered)
        return f"{self._numbers[self.offered]}. {name_of(entry.row, self._voice)}" if entry else ""

    def _words(self, row: Row) -> str:
        return row_words(row, self._voice)

    # ---- answers

    def find(self, typed: str) -> list[str]:
        """Rows meant by a number, by how their words begin, or by what is in them; also those that are gone."""
        if typed.isdecimal():
            return [id_ for id_, number in self._numbers.items() if number == int(typed)]
        wanted = typed.casefold()
        named = {id_: self._words(entry.row).casefold() for id_, entry in self._entries.items()}
        begins = [id_ for id_, said in named.items() if said.startswith(wanted)]
        return begins or [id_ for id_, said in named.items() if wanted in said]

    def row(self, id_: str) -> Row | None:
        """The row as it was read out, or as it is where it was not; None where it is gone."""
        if id_ not in self._entries:
            return None
        return self._heard.get(id_, self._entries[id_].row)


def _at_once(entries: Sequence[Entry]) -> Sequence[Entry]:
    """As many of them as are read out before somebody asks for more."""
    return entries if len(entries) <= AT_ONCE + _FEW else entries[:AT_ONCE]


def _in_reading_order(choice: Choice, voice: Voice) -> list[Entry]:
    """All rows; a long list begins with the section (and of a long section with the row) that is offered first."""
    entries = _entries(choice.rows, voice)
    at = next((n for n, entry in enumerate(entries) if entry.row.id == choice.at), 0)
    if len(entries) <= AT_ONCE:
        return entries
    start = next(n for n, entry in enumerate(entries) if entry.heading == entries[at].heading)
    if at - start >= AT_ONCE:
        start = at
    return entries[start:] + entries[:start]


def _entries(rows: Iterable[Row], voice: Voice) -> list[Entry]:
    entries: list[Entry] = []
    heading = ""
    for row in rows:
        said = row_words(row, voice)
        if row.id:
            entries.append(Entry(row, heading))
        elif row.whole and entries:
            last = entries[-1]
            entries[-1] = Entry(last.row, last.heading, (*last.notes, said))
        elif said:
            heading = said
    return entries
