"""The messages of a scenario as a master scenario events list (MSEL): the columns of HSEEP, a row a message.

``exchange/msel.py`` reads the same columns, so that a list that was changed elsewhere comes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from simulator.model.durations import MINUTE
from simulator.model.injects import Inject
from simulator.report.sections.front import BANNER
from simulator.report.sheets.run_sheet import Row, Way, questions, rows
from simulator.report.tables import Column, Sheet, Value, Workbook
from simulator.wording.names import Names

LIST: Final = "tables"
"""The one sheet."""
_NEXT: Final = {"en": "; ", "ja": "、"}


def msel_tables(n: Names) -> Workbook:
    """The list, with the opening as its first row."""
    return Workbook(
        banner=BANNER,
        issuer="",
        title=n.text(n.setup.scenario.title),
        kind=n.voice("Master scenario events list"),
        language=n.voice.language,
        sheets=(Sheet(LIST, n.voice("Events"), _columns(n), (_opening(n), *(_cells(row, n) for row in rows(n)))),),
    )


def _columns(n: Names) -> tuple[Column, ...]:
    voice = n.voice
    time = voice("Designated Scenario Time ({zone})", zone=n.setup.scenario.timezone)
    return (
        Column(voice("Event Number"), "count", 7),
        Column(time, "moment", 17),
        Column(voice("Event"), width=22),
        Column(voice("From"), width=14),
        Column(voice("To"), width=14),
        Column(voice("Inject Mode"), width=10),
        Column(voice("Message"), width=46),
        Column(voice("Expected Participant Response"), width=26),
        Column(voice("Exercise Objective"), width=22),
        Column(voice("Discussion Questions"), width=26),
        Column(voice("Choices"), width=18),
        Column(voice("After Event"), "count", 7),
        Column(voice("Delay"), width=7),
        Column(voice("Controller Notes"), width=38),
    )


def _opening(n: Names) -> tuple[Value, ...]:
    briefing = n.voice.text(n.setup.scenario.briefing)
    return (0, _moment(0, n), "StartEx", None, n.voice("all"), None, briefing, *[None] * 7)


def _cells(row: Row, n: Names) -> tuple[Value, ...]:
    inject = row.inject
    after = _after(inject, n)
    objectives = [n.text(o.text) for o in n.setup.scenario.objectives if o.id in inject.objectives]
    return (
        row.number,
        None if inject.at is None else _moment(inject.at, n),
        " ".join(n.voice.text(inject.title).split("\n")) or n.inject(inject.id),
        n.text(inject.from_),
        to_whom(inject, n),
        n.channel(inject.channel),
        n.voice.text(inject.body),
        "\n".join(row.expected),
        "\n".join(objectives),
        "\n".join(questions(inject, n)),
        " | ".join(n.text(way.option.text).replace("|", "/") for way in row.options),
        after,
        None if after is None else _span(inject.delay),
        "\n".join(notes_of(row, n, follows=after is not None)),
    )


def to_whom(inject: Inject, n: Names) -> str:
    """Whom a message reaches: all, where it names nobody."""
    return _NEXT[n.voice.language].join(_role(role, n) for role in inject.to) or n.voice("all")


def _role(role: str, n: Names) -> str:
    """Its title, or its id where commas in the title would make several of it."""
    title = n.role(role)
    return role if set(",;、；\n") & set(title) else title


def _after(inject: Inject, n: Names) -> int | None:
    """The number of the one message above that it follows."""
    above = [other.id for other in n.setup.scenario.injects]
    above = above[: above.index(inject.id)]
    if len(inject.once) != 1 or inject.trips_on or inject.once[0] not in above:
        return None
    return above.index(inject.once[0]) + 1


def notes_of(row: Row, n: Names, *, follows: bool = False) -> Iterator[str]:
    """What who conducts has to know of a message. ``follows``: on what it waits is told elsewhere."""
    voice, inject = n.voice, row.inject
    if inject.facilitator:
        yield voice.text(inject.facilitator)
    if inject.once and not follows:
        yield voice("It comes: {when}", when=row.due)
    if row.unless:
        yield row.unless
    if inject.optional:
        yield voice("optional")
    for artefact in inject.artefacts:
        yield voice("Artefact: {title}", title=n.text(artefact.title) or artefact.path(voice.language))
    if row.answer:
        yield row.answer
    yield from (_way(way, n) for way in row.options if way.follows)


def _way(way: Way, n: Names) -> str:
    return f"{n.text(way.option.text)} → {n.voice.clauses(way.follows)}"


def _span(seconds: int) -> str:
    """Hours and minutes; seconds where there are some."""
    minutes, rest = divmod(seconds, MINUTE)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")


def _moment(seconds: int, n: Names) -> datetime | str:
    """Local time; in an hour that comes twice, as text with its offset."""
    moment = n.voice.local(seconds)
    is_twice = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    return moment.isoformat(" ") if is_twice else moment.replace(tzinfo=None)
