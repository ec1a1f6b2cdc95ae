"""Markdown as a timeline: lines and tables that begin with a time, under headings that tell the day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from simulator.errors import Sentence, clean
from simulator.exchange.csv_table import Cell, Table
from simulator.exchange.days import ANY_DAY, SHORT_DAY, day_after, day_in, is_day, is_short_day, without_day
from simulator.exchange.moments import HALF, NOON, ZONE, hour_of, zone_named
from simulator.exchange.page_tables import Tables
from simulator.exchange.timeline import LONGEST_TEXT, MOST_TOLD, Entry, Place, Reading
from simulator.exchange.timeline_map import FIELDS, plain_name
from simulator.exchange.timeline_table import is_timeline, read_rows
from simulator.model.durations import DAY, MINUTE
from simulator.model.marks import MARK_PATTERN

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_SHORT = 200
"""Characters of a line that may tell the day or zone of what stands below it."""
_ALL_TIMES = re.compile(
    r"\b(?:all )?times (?:are |shown )*(?:in |as )?\(?(?:UTC|GMT|JST|[+-]\d)|時刻は.*(?:UTC|JST|日本時間)", re.I
)
_LABELLED = re.compile(
    r"[\s>*_-]*(?:(?:incident|outage) )?(?:dates?|days?|when|period|start(?:ed)?(?: time)?|発生日時?|日付|日時)"
    rf"(?: (?:detected|occurred|of (?:the )?(?:incident|outage)))?[*_ ]*[:：][*_ ]*{ANY_DAY}",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?P<item>\s{0,12}(?:[-*+•・]|\d{1,3}[.)])\s+|\s{0,3})[*_`\[（(]{0,4}(?:(?:At|On) )?"
    rf"(?:(?:(?P<day>{ANY_DAY})|(?P<short>{SHORT_DAY}))(?:,? at)?[,T –—-]*)?(?:(?P<noon>{NOON})\s*)?"
    r"(?P<hour>\d{1,2})(?::|時)(?P<minute>\d{2}|\d(?=分))(?::(?P<second>\d{2})(?:[.,]\d+)?)?分?"
    rf"\s*(?P<half>{HALF})?\s*(?P<zone>{ZONE})?"
    rf"(?:\s*(?:[-–—~〜]|to)\s*(?P<until>\d{{1,2}}:\d{{2}})\s*(?P<other_half>{HALF})?\s*(?P<other_zone>{ZONE})?)?"
    r"(?![A-Za-z0-9])(?:(?<!\s)[*_`\]）)]{1,4})?\s*(?:[-–—:：|]+\s*|,\s+)?(?:[*_`]{1,2}(?=\s|$))?\s*(?P<text>.*)"
)
_VAGUE = re.compile(
    r"\s*(?:[-*+•・]|\d{1,3}[.)])\s+[*_`]{0,3}"
    r"(?:[~≈±?]|c(?:a|irca)?\.?\s|approx|around|about|\?\?|unknown|TBD|時刻不明|不明|頃)\S*\s*\d?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:頃|ごろ|前後)(?!\w)|(?:頃|ごろ)[にはへ、]")
"""After a time: it is none that is certain."""
_NO_DAY = re.compile(
    r"[\s*_#]*(?:(?:the )?(?:next|following) (?:day|morning)|day (?:\d{1,3}|two|three)|翌日|翌朝|\d{1,2}日目"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[\s*_:：]*",
    re.IGNORECASE,
)
"""Another day than the one above, of which nobody says which."""
_CLOCKED = re.compile(r"\s*(?:[-*+•・]|\d{1,3}[.)])\s+.{0,40}?(?<![\d:])\d{1,2}(?::|時)\d{2}(?![\d:])")
"""An item that has a time, if not at its beginning."""
_TAG = re.compile(rf"\[({MARK_PATTERN.strip('^$')})\]$")
_MOST_TAGS = 8
"""Marks of one line: a moment is seldom more than two."""
_CLOCK = re.compile(rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s*(?:{HALF})?\s*{ZONE}?")
_UNCERTAIN = Sentence("when this happened is not certain: write one time, or leave the line out")
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
        self.reading, self.day = reading, _Day()
        self.under = 0
        """The entry with which lines that stand further in go on; 0 for none."""
        self.heading: re.Match[str] | None = None
        """The time of the heading above, with which all lines below it go on."""
        self.unread: list[Table] = []
        """Tables with times, whose columns have unknown names."""
        self.tables = Tables(text, reading.file)
        self.lines = self.tables.lines

    def read(self) -> None:
        """What is fenced off is mostly a log; where nothing else has a time, it is the timeline."""
        self._read(with_fenced=False)
        if not self.reading.entries and not self.reading.problems:
            self._read(with_fenced=True)
        if not self.reading.entries and not self.reading.problems and self.unread:
            read_rows(self.unread[0], self.reading)

    def _read(self, *, with_fenced: bool) -> None:
        """Line by line; what has no time goes on with the line above, where it stands further in."""
        n, fenced = 0, False
        while n < len(self.lines):
            line = self.lines[n]
            if _FENCE.match(line):
                fenced = not fenced
            elif fenced and not with_fenced:
                pass
            elif heading := _HEADING.fullmatch(line):
                self._heading(n, heading[2].strip().rstrip("#").strip(), len(heading[1]))
            elif self.tables.begins(n):
                n = self._table(n)
                continue
            elif not self._goes_on(n, line):
                self._line(n, line)
            n += 1

    def _heading(self, n: int, text: str, level: int) -> None:
        self.under, self.heading = 0, None
        if level == 1:
            undated = re.sub(r"\b(?:on|of|from)\s*$", "", clean(without_day(text)).strip(" -–—:："))
            self.reading.title = self.reading.title or undated.strip(" -–—:：") or clean(text)
        elif found := _BEGINS.fullmatch(text):
            self.heading = found
            if found["text"]:
                self._entry(n, found)
            return
        self._told(text)

    def _told(self, text: str) -> None:
        """Takes the day and the zone that a text tells."""
        day = day_in(text) or (day_after(text, self.day.text) if is_short_day(text) else "")
        if day or is_short_day(text) or (self.day.last and _NO_DAY.fullmatch(text)):
            self.day = _Day(day, self.day.zone)
        if zone := zone_named(text):
            self.day = replace(self.day, zone=zone)

    def _goes_on(self, n: int, line: str) -> bool:
        """Whether a line without a time belongs to the entry before it: it stands further in, or below its heading."""
        if not line.strip() or _BEGINS.fullmatch(line):
            return False
        if self.heading and not self.under:
            self._entry(n, self.heading, clean(line).strip())
            return True
        entries = self.reading.entries
        if not entries or self.under != entries[-1].number or not (self.heading or re.match(r"(?: {2,}|\t)\S", line)):
            return False
        last = entries[-1]
        if len(last.text) < LONGEST_TEXT:
            entries[-1] = replace(last, text=f"{last.text}\n{clean(line).strip()}")
        return True

    def _line(self, n: int, line: str) -> None:
        found = _BEGINS.fullmatch(line)
        if found:
            self.heading = None
            self._entry(n, found)
            return
        self.under = 0 if line.strip() else self.under
        if len(line) < _SHORT and (
            _ALL_TIMES.search(line) or is_day(line) or is_short_day(line) or _NO_DAY.fullmatch(line)
        ):
            self._told(line)
        elif len(line) < _SHORT and not self.day.text and _LABELLED.match(line):
            self._told(line)
            said = Sentence("the day is taken from here: {day}", day=self.day.text)
            self.reading.complain(lambda: (n + 1, 1), said, "assumed", "warning")
        if _VAGUE.match(line):
            self.reading.complain(lambda: (n + 1, 1), _UNCERTAIN)
        elif _CLOCKED.match(line) and len(self.reading.problems) < MOST_TOLD:
            said = Sentence("a time stands in this line, but not at its beginning: it is left out")
            self.reading.complain(lambda: (n + 1, 1), said, "left-out", "warning")

    def _entry(self, n: int, found: re.Match[str], below: str = "") -> None:
        """A line with a time, or what stands below a heading with one."""
        text, column = below or clean(found["text"]).strip(), found.start("hour") + 1
        at = self._moment(found, lambda: (n + 1, column))
        if not text:
            said = Sentence("the line has a time and no text: say what happened")
            self.reading.complain(lambda: (n + 1, column), said)
        elif _ABOUT.match(text):
            self.reading.complain(lambda: (n + 1, column), _UNCERTAIN)
        elif at is not None:
            said_of_it, milestones = _marked(text)
            until = f" (–{found['until']})" if found["until"] else ""
            self.under = n + 1
            over = self._over(found, at)
            entry = Entry(n + 1, at, (said_of_it or text) + until, milestones=milestones, until=over)
            self.reading.add(entry, lambda: (n + 1, column))

    def _over(self, found: re.Match[str], at: int) -> int | None:
        """When what began then was over, which may be after midnight; None where the line does not say."""
        hour, _, minute = (found["until"] or "").partition(":")
        ends = hour_of(int(hour), found["other_half"] or found["half"]) if hour else None
        if ends is None:
            return None
        began, seconds = int(self.day.last[:2]) * 60 + int(self.day.last[3:5]), int(self.day.last[6:8])
        lasted = (ends * 60 + int(minute) - began) * MINUTE % DAY
        return at + lasted - seconds if lasted else None

    def _moment(self, found: re.Match[str], place: Place) -> int | None:
        if day := day_in(found["day"] or ""):
            self.day = _Day(day, self.day.zone)
        elif found["short"] and not self._in_the_year_above(found["short"], place):
            return None
        zone = found["zone"] or found["other_zone"] or self.day.zone
        hour = hour_of(int(found["hour"]), found["noon"] or found["half"] or found["other_half"])
        if hour is None:
            said = Sentence("there is no such day or time: {found}", found=f"{found['hour']}:{found['minute']}")
            self.reading.complain(place, said)
            return None
        clock = f"{hour:02}:{found['minute']:0>2}:{found['second'] or '00'}"
        return self._on_a_day(clock, zone, place)

    def _in_the_year_above(self, written: str, place: Place) -> bool:
        """Takes a day that is written without its year; False where nobody knows which is meant, which is noted."""
        day = day_after(written, self.day.text)
        if not day:
            self.reading.complain(place, Sentence("of which year is {day}? Write the year, too", day=repr(written)))
        elif day != self.day.text:
            self.day = _Day(day, self.day.zone)
            said = Sentence("the year is that of the day above: {day}", day=day)
            self.reading.complain(place, said, "assumed", "warning")
        return bool(day)

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
        return self.reading.moment(f"{self.day.text} {clock} {zone}".strip(), place, format=False)

    def _table(self, n: int) -> int:
        """Reads a table that begins in line n; the number of the line after it."""
        table, end = self.tables.at(n)
        header, rows = table.header, table.rows
        if is_timeline(header) or (self.reading.chosen.time and self.reading.chosen.text):
            dated = replace(table, rows=tuple(self._dated(row, header) for row in rows))
            read_rows(dated, self.reading, self.day.zone)
        elif any(_BEGINS.fullmatch(row[0].text) for row in rows):
            self.unread.append(table)
        return end

    def _dated(self, row: tuple[Cell, ...], header: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """A time of day alone is of the day that the heading above the table tells."""
        if self.reading.chosen.format or not self.day.text:
            return row
        if any(plain_name(cell.text) in FIELDS["day"] for cell in header):
            return row
        return tuple(
            replace(cell, text=f"{self.day.text} {cell.text}") if _CLOCK.fullmatch(cell.text) else cell for cell in row
        )


def _marked(text: str) -> tuple[str, tuple[str, ...]]:
    """What a line says, and the marks in brackets at its end."""
    marks: list[str] = []
    while len(marks) < _MOST_TAGS and (tag := _TAG.search(text)):
        marks.insert(0, tag[1])
        text = text[: tag.start()].rstrip()
    return text, tuple(marks)
