"""Which columns of a list of messages (MSEL) say what: those of HSEEP, usual names, and maps of one's own."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence
from typing import Annotated, Final

from pydantic import Field

from simulator.errors import Invalid, Sentence
from simulator.model.base import Value
from simulator.model.calendars import Zone, zone

_REMARK = re.compile(r"\s*[(（]([^()（）]*)[)）]$")
"""What stands in brackets after the name of a column."""


class Columns(Value):
    """Field → column. What a map leaves out is found by its name."""

    number: str | None = None
    """What the row is called elsewhere."""
    day: str | None = None
    """The day, where the time stands in a column of its own; or both."""
    time: str | None = None
    """When it comes in the story."""
    delivered: str | None = None
    """When it comes in the room: taken where the story's time is missing."""
    title: str | None = None
    body: str | None = None
    from_: Annotated[str | None, Field(alias="from")] = None
    to: str | None = None
    channel: str | None = None
    expects: str | None = None
    objectives: str | None = None
    questions: str | None = None
    options: str | None = None
    """Answers to choose from, with ``|`` between."""
    after: str | None = None
    """The number of the message above that it follows."""
    delay: str | None = None
    """How long after that, in hours and minutes."""
    notes: str | None = None
    format: str | None = None
    """How times are written, such as ``%d/%m/%Y %H:%M``."""
    zone: Zone | None = None
    """Whose clock times without an offset are of; UTC by default."""


FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "number": (
        "#", "no", "no.", "nr", "nr.", "event number", "event #", "event no.", "control number", "msel number",
        "msel #", "inject number", "inject #", "inject no.", "inject id", "number", "serial", "id", "番号", "項番",
    ),
    "time": (
        "designated scenario time", "scenario time", "simulated time", "exercise time", "event time", "start time",
        "date/time", "day/time", "datetime", "date and time", "scheduled time", "time of event", "dtg", "time",
        "scheduled at", "offset", "time offset", "elapsed time", "relative time", "minute", "minutes", "timing", "when",
        "付与時間", "想定時刻", "想定日時", "日時", "時刻", "時間", "経過時間", "タイミング",
    ),
    "day": ("date", "day", "exercise day", "scenario day", "scenario date", "日付", "年月日", "想定日", "日程", "日"),
    "delivered": ("delivery time", "planned time", "inject time", "planned delivery time", "real time", "付与時刻"),
    "title": (
        "title", "subject", "event", "event title", "event description", "inject title", "inject name", "inject",
        "scenario event", "what", "name", "headline", "summary", "activity", "件名", "状況", "表題", "タイトル",
    ),
    "body": (
        "message", "script", "inject text", "inject content", "message text", "narrative", "details", "detail",
        "content", "body", "text", "inject description", "description", "information revealed", "information",
        "what the facilitator reveals", "付与内容", "状況付与内容", "状況付与", "想定内容", "内容", "本文", "連絡",
    ),
    "from_": (
        "from", "from org", "from/organization", "sender", "sent by", "source", "inject source", "originator",
        "inject from", "injected by", "responsible controller", "controller", "発信者", "発信元", "付与元", "送信者",
    ),
    "to": (
        "to", "to org", "player", "players", "recipient", "recipients", "recipient player(s)", "recipient player",
        "sent to", "given to", "responsible player", "addressee", "target", "target audience", "target player",
        "inject to", "assigned to", "team", "teams", "audience", "participants", "role", "roles",
        "宛先", "対象", "対象者", "付与先", "付与対象", "受信者", "配付先",
    ),
    "channel": (
        "inject mode", "mode", "method", "delivery method", "delivery mode", "method of delivery", "means",
        "medium", "channel", "delivery", "inject type", "手段", "付与手段", "付与方法", "伝達手段", "媒体",
    ),
    "expects": (
        "expected participant response", "expected player action", "expected player actions", "expected actions",
        "expected action", "expected response", "expected player response", "expected outcome of player action",
        "anticipated response", "anticipated player response", "anticipated player action", "anticipated action",
        "anticipated actions", "expected result", "expected results",
        "expected outcome", "expected outcomes", "expected team response", "expected handling", "expected decision",
        "expected decisions", "expected team action", "expected team actions",
        "expected behaviour", "expected behavior", "期待される行動",
        "期待行動", "期待される対応", "想定される対応", "想定対応", "想定行動",
    ),
    "objectives": (
        "exercise objective", "exercise objectives", "objective", "objectives", "related objective",
        "related objectives", "objective tested", "objectives tested", "目的", "演習目的",
    ),
    "questions": (
        "questions", "question", "discussion questions", "discussion", "question for the room", "設問", "論点",
    ),
    "options": ("poll", "options", "choices", "選択肢"),
    "after": ("after event", "先行番号"),
    "delay": ("delay", "遅れ"),
    "notes": (
        "notes", "note", "notes/comments", "remarks", "comments", "facilitator notes", "controller notes", "備考",
    ),
}  # fmt: skip
"""Field → names of the column, in small letters, the first that is there."""


def found(header: Sequence[str], columns: Columns, numbering: Collection[int] = ()) -> dict[str, int]:
    """Field → number of its column; a column is taken once. KeyError with the name of one that a map names in vain.

    ``numbering``: columns that hold numbers of messages and nothing else, whatever they are called.
    """
    names = [" ".join(name.replace("_", " ").split()).lower() for name in header]
    bare = [_REMARK.sub("", name) for name in names]
    places = dict[str, int]()
    for field in FIELDS:
        if name := getattr(columns, field):
            plain = name.replace("_", " ").lower()
            if name not in header and plain not in names:
                raise KeyError(name)
            places[field] = [*header].index(name) if name in header else names.index(plain)
    for field, known in FIELDS.items():
        those = (place for name in known for place in range(len(names)) if name in (names[place], bare[place]))
        said = (place for place in those if field not in ("title", "body") or place not in numbering)
        free = (place for place in said if place not in places.values())
        if field not in places and (place := next(free, None)) is not None:
            places[field] = place
    numbers = [place for place in numbering if place not in places.values()]
    if "number" not in places and numbers:
        places["number"] = numbers[0]
    if "after" not in places:
        places.pop("delay", None)
    return places


def zone_in(name: str) -> str | None:
    """The time zone that the name of a column ends in: ``Time (Asia/Tokyo)``."""
    remark = _REMARK.search(" ".join(name.split()))
    try:
        return zone(remark[1]).key if remark else None
    except Invalid:
        return None


def lacks(places: Container[str]) -> Sentence | None:
    """What these columns do not tell, without which there is no list; None where there is one."""
    if not any(field in places for field in ("time", "day", "delivered")):
        return Sentence("when a message comes")
    return None if "title" in places or "body" in places else Sentence("what is said")
