"""Markdown as a timeline: lines and tables that begin with a time, under headings that tell the day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from simulator.errors import Sentence, clean
from simulator.exchange.csv_table import Cell, Table
from simulator.exchange.days import day_in, is_day, without_day
from simulator.exchange.timeline import LONGEST_TEXT, Entry, Place, Reading
from simulator.exchange.timeline_table import is_timeline, read_rows
from simulator.model.marks import MARK_PATTERN

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_SEVERAL = (
    *("CET", "CEST", "WET", "WEST", "EET", "EEST", "BST", "IST", "MSK", "HKT", "SGT", "KST", "AEST", "AEDT"),
    *("EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "AST", "ADT"),
)
"""Names of zones that mean another offset in winter, or elsewhere in the world."""
_SHORT = 200
"""Characters of a line that may tell the day or zone of what stands below it."""
_ALL_TIMES = re.compile(
    r"\b(?:all )?times (?:are |shown )*(?:in |as )?\(?(?:UTC|GMT|JST|[+-]\d)|時刻は.*(?:UTC|JST|日本時間)", re.I
)
_BEGINS = re.compile(
    r"(?P<item>\s{0,12}(?:[-*+•・]|\d{1,3}[.)])\s+|\s{0,3})[*_`\[（(]{0,4}"
    r"(?:(?P<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[T ]*)?"
    r"(?P<hour>\d{1,2})(?::|時)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?分?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?(?!\w))?"
    r"\s*(?P<zone>Z|UTC|GMT|JST|" + "|".join(_SEVERAL) + r"|[+-]\d{2}:?\d{2})?(?![A-Za-z0-9])"
    r"[*_`\]）)]{0,4}\s*(?:[-–—:：|]+\s*)?[*_`]{0,2}\s*(?P<text>.*)"
)
_VAGUE = re.compile(
    r"\s*(?:[-*+•・]|\d{1,3}[.)])\s+[*_`]{0,3}"
    r"(?:[~≈?]|c(?:a|irca)?\.?\s|approx|around|about|\?\?|unknown|TBD|時刻不明|不明|頃)\S*\s*\d?",
    re.IGNORECASE,
)
_TAG = re.compile(rf"\[({MARK_PATTERN.strip('^$')})\]$")
_MOST_TAGS = 8
"""Marks of one line: a moment is seldom more than two."""
_ROW = re.compile(r"\s{0,3}\|.*\|\s*")
_RULE = re.compile(r"\s{0,3}\|(?:\s*:?-{2,}:?\s*\|)+\s*")
MOST_BARS = 60
"""Between the cells of a row; what has more is no table that people read."""
_CELL = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")


@dataclass
class _Day:
    """What headings and earlier lines tell of the time."""

    text: str = ""
    zone: str = ""
    last: str = ""
    """The last time of day under this day, by which a line after midnight is told from one out of order."""


def read_markdown(text: str, reading: Reading) -> None:
    """Adds what the text tells, or what is wrong with it."""
    _Reader(text, reading).read()


class _Reader:
    def __init__(self, text: str, reading: Reading) -> None:
        self.text, self.reading, self.day = text, reading, _Day()
        self.under = 0
        """The entry with which lines that stand further in go on; 0 for none."""
        self.offsets = [0]
        self.lines = text.split("\n")
        for line in self.lines:
            self.offsets.append(self.offsets[-1] + len(line) + 1)

    def read(self) -> None:
        """Line by line; what has no time goes on with the line above, where it stands further in."""
        n, fenced = 0, False
        while n < len(self.lines):
            line = self.lines[n]
            if _FENCE.match(line):
                fenced = not fenced
            elif fenced:
                pass
            elif heading := _HEADING.fullmatch(line):
                self._heading(heading[2].strip().rstrip("#").strip(), len(heading[1]))
            elif self._begins_table(n):
                n = self._table(n)
                continue
            elif not self._goes_on(line):
                self._line(n, line)
            n += 1

    def _begins_table(self, n: int) -> bool:
        rows = self.lines[n : n + 2]
        return len(rows) == 2 and all(map(_is_row, rows)) and _RULE.fullmatch(rows[1]) is not None

    def _heading(self, text: str, level: int) -> None:
        self.under = 0
        if level == 1 and not self.reading.title:
            self.reading.title = clean(without_day(text)).strip(" -–—:：") or clean(text)
        self._told(text)

    def _told(self, text: str) -> None:
        """Takes the day and the zone that a text tells."""
        if day := day_in(text):
            self.day = _Day(day, self.day.zone)
        if zone := re.search(r"\b(UTC|GMT|JST)\b|(?<!\d)[+-]\d{2}:\d{2}|日本時間", text):
            self.day = replace(self.day, zone="JST" if zone[0] == "日本時間" else zone[0])

    def _goes_on(self, line: str) -> bool:
        """Whether a line without a time belongs to the entry before it: it stands further in, and there is one."""
        entries = self.reading.entries
        if not entries or not re.match(r"(?: {2,}|\t)\S", line) or _BEGINS.fullmatch(line):
            return False
        last = entries[-1]
        if self.under != last.number:
            return False
        if len(last.text) < LONGEST_TEXT:
            entries[-1] = replace(last, text=f"{last.text}\n{clean(line).strip()}")
        return True

    def _line(self, n: int, line: str) -> None:
        found = _BEGINS.fullmatch(line)
        if found is None:
            self.under = 0 if line.strip() else self.under
            if len(line) < _SHORT and (_ALL_TIMES.search(line) or is_day(line)):
                self._told(line)
            if _VAGUE.match(line):
                said = Sentence("when this happened is not certain: write one time, or leave the line out")
                self.reading.complain(lambda: (n + 1, 1), said)
            return
        text, column = clean(found["text"]).strip(), found.start("hour") + 1
        at = self._moment(found, lambda: (n + 1, column))
        if not text:
            said = Sentence("the line has a time and no text: say what happened")
            self.reading.complain(lambda: (n + 1, column), said)
        elif at is not None:
            said_of_it, milestones = _marked(text)
            self.under = n + 1
            self.reading.add(Entry(n + 1, at, said_of_it or text, milestones=milestones), lambda: (n + 1, column))

    def _moment(self, found: re.Match[str], place: Place) -> int | None:
        if day := day_in(found["day"] or ""):
            self.day = _Day(day, self.day.zone)
        zone = found["zone"] or self.day.zone
        if found["zone"] in _SEVERAL:
            said = Sentence("{zone} means several zones: write the offset, such as +09:00", zone=found["zone"])
            self.reading.complain(place, said)
            return None
        hour = _hour(int(found["hour"]), found["half"])
        if hour is None:
            said = Sentence("there is no such day or time: {found}", found=f"{found['hour']}:{found['minute']}")
            self.reading.complain(place, said)
            return None
        clock = f"{hour:02}:{found['minute']}:{found['second'] or '00'}"
        return self._on_a_day(clock, zone, place)

    def _on_a_day(self, clock: str, zone: str, place: Place) -> int | None:
        if not self.day.text:
            said = Sentence(
                "on which day was this? Write a heading above it, such as ## 2026-07-10, or the day before the time"
            )
            self.reading.complain(place, said)
            return None
        if clock < self.day.last:
            said = Sentence(
                "{time} stands below {last}: is it the day after, or out of order? Write the day before the time",
                time=clock[:5],
                last=self.day.last[:5],
            )
            self.reading.complain(place, said)
            return None
        self.day.last = clock
        return self.reading.moment(f"{self.day.text} {clock}{zone}", place, format=False)

    def _table(self, n: int) -> int:
        """Reads a table that begins in line n; the number of the line after it."""
        end = n + 2
        while end < len(self.lines) and _is_row(self.lines[end]):
            end += 1
        header, *rows = (self._cells(m) for m in (n, *range(n + 2, end)))
        zone = re.search(r"\b(UTC|GMT|JST)\b", self.lines[n])
        plain = tuple(replace(cell, text=re.sub(r"\s*\((?:UTC|GMT|JST)\)$", "", cell.text)) for cell in header)
        if is_timeline(plain) or (self.reading.chosen.time and self.reading.chosen.text):
            rows = [
                self._dated(row, plain, zone[0] if zone else self.day.zone) for row in rows if any(c.text for c in row)
            ]
            read_rows(Table(self.reading.file, self.text, plain, tuple(rows)), self.reading)
        return end

    def _cells(self, n: int) -> tuple[Cell, ...]:
        line, at = self.lines[n], self.offsets[n]
        cuts = [found.end() for found in _CELL.finditer(line)]
        parts = [(start, line[start : end - 1]) for start, end in pairwise(cuts)]
        return tuple(Cell(_plain(part), at + start + len(part) - len(part.lstrip())) for start, part in parts)

    def _dated(self, row: tuple[Cell, ...], header: tuple[Cell, ...], zone: str) -> tuple[Cell, ...]:
        """A time of day alone is of the day that the heading above the table tells."""
        if self.reading.chosen.format:
            return row
        names = [" ".join(cell.text.split()).lower() for cell in header]
        has_day = any(name in ("date", "day", "日付", "年月日") for name in names)

        def dated(cell: Cell) -> Cell:
            clock = re.fullmatch(r"(\d{1,2}):(\d{2})(:\d{2})?\s*([A-Z]{1,4}|[+-]\d{2}:?\d{2})?", cell.text)
            if not clock:
                return cell
            said = f"{int(clock[1]):02}:{clock[2]}{clock[3] or ''} {clock[4] or zone}".strip()
            return replace(cell, text=said if has_day or not self.day.text else f"{self.day.text} {said}")

        return tuple(map(dated, row))


def _is_row(line: str) -> bool:
    return line.count("|") <= MOST_BARS and _ROW.fullmatch(line) is not None


def _marked(text: str) -> tuple[str, tuple[str, ...]]:
    """What a line says, and the marks in brackets at its end."""
    marks: list[str] = []
    while len(marks) < _MOST_TAGS and (tag := _TAG.search(text)):
        marks.insert(0, tag[1])
        text = text[: tag.start()].rstrip()
    return text, tuple(marks)


def _hour(hour: int, half: str | None) -> int | None:
    if not half:
        return hour if hour < 24 else None
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half[0] in "Pp" else 0)


def _plain(cell: str) -> str:
    return re.sub(r"^[*_`]{1,3}|[*_`]{1,3}$", "", clean(cell.replace("\\|", "|")).strip()).strip()
