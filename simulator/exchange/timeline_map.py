"""Which parts of a timeline say what, and which of its lines mark milestones: by usual names, and maps of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from pydantic import Field

from simulator.model.base import Count, Id, Names, Value
from simulator.model.calendars import Zone
from simulator.model.marks import Mark


class TimelineMap(Value):
    """How a timeline is read. Of columns, what a map leaves out is found by its name."""

    title: str | None = None
    """What the incident is called."""
    time: str | None = None
    """The column with when it happened."""
    day: str | None = None
    """The column with its day, where the time stands alone."""
    written: str | None = None
    """The column with when the line was written down."""
    edited: str | None = None
    """The column with when it was changed last."""
    author: str | None = None
    text: str | None = None
    heading: str | None = None
    """The column with a title or state, which is put before the text."""
    milestone: str | None = None
    """The column with what a line marks, milestones or other marks."""
    names: dict[str, Mark] = {}
    """What the milestone column says → the mark; what is not here is one already."""
    milestones: dict[Mark, Names] = {}
    """Mark → words: a line that holds any of them has it, whatever their case."""
    lines: dict[Mark, Annotated[Count, Field(ge=1)]] = {}
    """Mark → the line that has it."""
    roles: dict[str, Id] = {}
    """Author → the role in which they acted."""
    format: str | None = None
    """How times are written, such as ``%d/%m/%Y %H:%M``."""
    zone: Zone | None = None
    """Whose clock times without an offset are of."""

    def marked(self, number: int, text: str) -> Iterator[str]:
        """The milestones that a line marks by its number or its words."""
        folded = text.casefold()
        for milestone, words in self.milestones.items():
            if any(word.casefold() in folded for word in words):
                yield milestone
        yield from (milestone for milestone, line in self.lines.items() if line == number)


FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "time": (
        "time", "timestamp", "occurred_at", "occurred at", "happened_at", "at", "when", "date/time", "datetime",
        "date time", "date & time", "date and time", "start time", "started_at", "event time", "ts", "utc",
        "時刻", "日時", "発生日時", "発生時刻",
    ),
    "day": ("date", "day", "日付", "年月日"),
    "written": (
        "written_at", "written", "recorded_at", "recorded", "logged_at", "logged", "created_at", "created",
        "created at", "createdat", "created_on", "sys_created_on", "記録日時", "記入日時", "作成日時",
    ),
    "edited": ("edited_at", "edited", "updated_at", "updated", "last modified", "更新日時"),
    "author": (
        "author", "who", "actor", "user", "user_display_name", "creator", "owner", "agent", "person",
        "by", "created_by", "sys_created_by",
        "reporter", "name", "担当", "担当者", "記録者", "発言者", "対応者",
    ),
    "text": (
        "text", "event", "what", "what happened", "description", "entry", "message", "summary", "note", "notes",
        "action", "details", "detail", "body", "comment", "activity", "observation", "update", "event description",
        "log entry", "content", "log", "value", "data", "msg", "内容", "出来事", "事象", "対応", "対応内容", "経過",
    ),
    "heading": ("title", "headline", "status", "件名", "状態"),
    "milestone": ("milestone", "節目", "マイルストーン"),
}  # fmt: skip
"""Field → names of the column, in small letters, the first that is there."""
_ASIDE = re.compile(r"\s*[(\[（][^()]*[)\]）]$|[ /-]+(?:utc|gmt|jst)$|^(?:utc|gmt|jst) ")
NEEDED: Final = ("time", "text")


def plain_name(column: str) -> str:
    """The name of a column without what stands in brackets after it, and without its zone."""
    named = " ".join(column.split()).lower()
    return _ASIDE.sub("", named).strip() or named


def columns_found(header: Sequence[str], chosen: TimelineMap) -> dict[str, int]:
    """Field → number of its column; a column is taken once. KeyError with the name of one that a map names in vain.

    A column that tells when a line was created tells when it happened where nothing else does.
    """
    names = [plain_name(name) for name in header]
    places = dict[str, int]()
    for field in FIELDS:
        if name := getattr(chosen, field):
            written = [" ".join(name.split()).lower() for name in header]
            if name.lower() not in written:
                raise KeyError(name)
            places[field] = written.index(name.lower())
    for field, known in FIELDS.items():
        free = (names.index(name) for name in known if name in names and names.index(name) not in places.values())
        if field not in places and (place := next(free, None)) is not None:
            places[field] = place
    if "time" not in places and "written" in places:
        places["time"] = places.pop("written")
    if "text" not in places and "heading" in places:
        places["text"] = places.pop("heading")
    return places
