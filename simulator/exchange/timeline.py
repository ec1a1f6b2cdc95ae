"""The timeline of a real incident: lines with a moment each, in the order in which things happened.

What a line does not say is asked for, never guessed: whose clock a time is of, its day, which of two hours is meant
where clocks went back. Every reader of a format makes ``Entry`` values, in the order of its file; what they have in
common is here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from simulator.errors import Invalid, Problem, Sentence, Severity, TabletopError, why
from simulator.exchange.incident_log import instant
from simulator.exchange.moments import SEVERAL, is_of, plainly
from simulator.exchange.timeline_map import TimelineMap
from simulator.model.durations import LONGEST
from simulator.model.marks import beginning

Place = Callable[[], tuple[int, int]]
"""Line and column of something, looked for only when something is wrong with it."""
MOST = 5_000
"""Lines a timeline may have."""
LONGEST_TEXT = 10_000
"""Characters of a line that are kept."""
MOST_TOLD = 20
"""Mistakes that are told of one file."""


_MENTION = re.compile(r"<@(\w{1,40})(?:\|[^<>]{0,80})?>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. Moments are seconds since 1970 (UTC)."""

    number: int
    """Where it stands in its file: a line, or the number of a message."""
    at: int
    text: str
    author: str = ""
    role: str = ""
    """In which the author acted, where the map tells."""
    written: int | None = None
    """When it was written down, as the file says; None where it does not."""
    edited: bool = False
    edited_at: int | None = None
    milestones: tuple[str, ...] = ()
    """What it marks: milestones, and other marks."""
    until: int | None = None
    """When what it tells was over, where it lasted."""


@dataclass(frozen=True)
class Timeline:
    """All lines of a file, in the order in which things happened."""

    file: str
    sha256: str
    form: str
    """What it was read as."""
    title: str
    entries: tuple[Entry, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def opens(self) -> int:
        """The moment of its first line."""
        return self.entries[0].at

    @property
    def milestones(self) -> dict[str, Entry]:
        """Milestone → the first line that marks it."""
        first = dict[str, Entry]()
        for entry in self.entries:
            for name in entry.milestones:
                first.setdefault(name, entry)
        return first


@dataclass
class Reading:
    """What a reader of a format fills: entries, and what is wrong with the file."""

    file: str
    sha256: str
    form: str
    chosen: TimelineMap
    tz: str | None
    title: str = ""
    entries: list[Entry] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    """By the number of an entry."""
    problems: list[Problem] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    """Key by which texts mention somebody (``<@KEY>``) → the name of an author."""

    def complain(self, place: Place, message: Sentence, code: str = "bad-value", severity: Severity = "error") -> None:
        """Notes what is wrong at a place."""
        self.note(Problem(self.file, *place(), code, severity, message))

    def note(self, problem: Problem) -> None:
        """Notes a problem. TabletopError with all of them, where nobody would read more."""
        self.problems.append(problem)
        if len(self.problems) >= MOST_TOLD and problem.severity == "error":
            raise self.refused()

    def refused(self) -> TabletopError:
        """The file cannot be used, and why."""
        errors = [problem for problem in self.problems if problem.severity == "error"]
        return TabletopError("{name} cannot be used as it is", errors[:MOST_TOLD], name=self.file)

    def moment(self, text: str, place: Place, *, format: bool = True) -> int | None:
        """A written time; None where it cannot be read, which is noted."""
        if not (format and self.chosen.format):
            text = plainly(text)
            told, _, named = text.rpartition(" ")
            if named in SEVERAL:
                if not is_of(named, self.tz):
                    message = "{zone} means several zones: write the offset, such as -05:00, or whose clock with --zone"
                    self.complain(place, Sentence(message, zone=named))
                    return None
                text = told
        try:
            return instant(text, self.chosen.format if format else None, self.tz)
        except Invalid as error:
            self.complain(place, why(error))
            return None

    def add(self, entry: Entry, place: Place) -> None:
        """Takes an entry. TabletopError where there are too many."""
        if len(self.entries) >= MOST:
            raise TabletopError(
                "{name} has more than {most:,} lines: at most so many are read", name=self.file, most=MOST
            )
        self.places[entry.number] = place
        self.entries.append(entry)

    def timeline(self) -> Timeline:
        """The whole of it. TabletopError with all that is wrong."""
        self._check()
        if any(problem.severity == "error" for problem in self.problems):
            raise self.refused()
        told = chain.from_iterable(_ends(self._marked(entry)) for entry in self._as_written())
        entries = tuple(sorted(told, key=lambda entry: (entry.at, entry.number)))
        if entries[-1].at - entries[0].at > LONGEST:
            message = Sentence("more than ten years lie between the first line and this one")
            self.complain(self.places[entries[-1].number], message)
            raise self.refused()
        title = self.chosen.title or self.title
        return Timeline(self.file, self.sha256, self.form, title, entries, tuple(self.problems))

    def _check(self) -> None:
        if not self.entries and not any(problem.severity == "error" for problem in self.problems):
            unread = next((problem for problem in self.problems if problem.code == "left-out"), None)
            nothing = Problem(self.file, 0, 0, "bad-value", "error", Sentence("there is no line with a time in it"))
            self.note(replace(unread, severity="error") if unread else nothing)
        numbers = {entry.number for entry in self.entries}
        for milestone, number in self.chosen.lines.items():
            if number not in numbers:
                message = Sentence(
                    "the map marks {milestone} in line {line}, in which nothing has a time",
                    milestone=milestone,
                    line=number,
                )
                self.complain(_whole_file, message)

    def _marked(self, entry: Entry) -> Entry:
        """With the milestones that the map finds in it, and the role of its author."""
        found = (*entry.milestones, *self.chosen.marked(entry.number, entry.text))
        text = _MENTION.sub(lambda key: self.people.get(key[1], key[1]), entry.text) if self.people else entry.text
        role = self.chosen.roles.get(entry.author, "")
        return replace(entry, text=text[:LONGEST_TEXT], role=role, milestones=tuple(dict.fromkeys(found)))

    def _as_written(self) -> Iterator[Entry]:
        """Each with when it was written down: a line below a later one was written after that, at the earliest."""
        latest: Entry | None = None
        for entry in _oldest_first(self.entries):
            if latest and entry.at < latest.at and entry.written is None:
                self._late(entry, latest)
                yield replace(entry, written=latest.at)
                continue
            if latest is None or entry.at > latest.at:
                latest = entry
            yield entry

    def _late(self, entry: Entry, latest: Entry) -> None:
        if len(self.problems) < MOST_TOLD:
            message = Sentence(
                "it happened before what stands above it (line {line}): both times are kept", line=latest.number
            )
            self.complain(self.places[entry.number], message, "out-of-order", "warning")


def _ends(entry: Entry) -> Iterator[Entry]:
    """A line that lasted and marks what is over at its end is two: what it marks was begun, or asked, at the first."""
    begun = tuple(dict.fromkeys(begins for mark in entry.milestones if (begins := beginning(mark))))
    if entry.until is None or not begun:
        yield entry
        return
    yield replace(entry, milestones=begun)
    yield replace(entry, at=entry.until, written=None, milestones=entry.milestones)


def _whole_file() -> tuple[int, int]:
    return 0, 0


def _oldest_first(entries: Sequence[Entry]) -> Sequence[Entry]:
    """In the order in which they were written: some tools put the newest first."""
    backwards = all(one.at >= other.at for one, other in pairwise(entries)) and entries[0].at > entries[-1].at
    return entries[::-1] if backwards else entries
