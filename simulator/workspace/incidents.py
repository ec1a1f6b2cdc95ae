"""A real incident as a record: the lines of its timeline, and the deadlines that were chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath

from simulator import __version__
from simulator.errors import clean
from simulator.exchange.naming import Names as Ids
from simulator.exchange.timeline import Entry, Timeline
from simulator.journal.blocks import whole
from simulator.journal.reader import read_content
from simulator.model.kinds import REQUIREMENTS
from simulator.model.marks import is_milestone
from simulator.model.scenario import Scenario
from simulator.model.setup import Setup, Source
from simulator.timeline import events as e
from simulator.timeline.history import Head, History
from simulator.timeline.moves import Move

TIMELINE = "timeline"
"""The one message of the scenario that stands for the incident: a scenario has one, and this one is never delivered.

It names the milestones of the timeline, so that their titles stand in the record."""


def scenario_of(
    timeline: Timeline, *, category: str, zone: str, team: str | None, expectations: Iterable[str], roles: Iterable[str]
) -> Scenario:
    """What the record is about: a frame without a story, in which deadlines can be judged."""
    title = clean(timeline.title or PurePath(timeline.file).stem)
    opens = datetime.fromtimestamp(timeline.opens, UTC)
    return Scenario.model_validate(
        {
            "id": Ids().of(title, "incident"),
            "category": category,
            "title": title[:200],
            "opens": opens.isoformat(),
            "timezone": zone,
            "ends_after": max(timeline.entries[-1].at - timeline.opens, 1),
            "playbook": "none",
            "team": team,
            "expectations": list(dict.fromkeys(expectations)),
            "injects": [
                {
                    "id": TIMELINE,
                    "at": 0,
                    "title": title[:200],
                    "to": list(dict.fromkeys(roles)),
                    "reaches": list(filter(is_milestone, timeline.milestones)),
                }
            ],
        }
    )


def recorded(timeline: Timeline, setup: Setup, wall: str, language: str) -> tuple[bytes, History]:
    """The record, as bytes and as it is read again. TabletopError for what cannot be recorded.

    The same timeline gives the same record: it is dated to its first line, and only its last line tells when it was
    read.
    """
    file = clean(PurePath(timeline.file).name)
    # No requirement is shown by it: they ask for exercises.
    sources = (source for source in setup.sources if not source.path.startswith(f"{REQUIREMENTS.folder}/"))
    changed = {"sources": (Source(path=file, sha256=timeline.sha256), *sources), "requirements": ()}
    named = setup.model_copy(update=changed)
    head = Head(
        setup=named,
        seed=0,
        language=language,
        purpose="incident",
        tool=f"tabletop {__version__}",
        created=setup.moment(0).isoformat(),
    )
    moves = [_move(entry, timeline, setup) for entry in timeline.entries]
    last = timeline.entries[-1].at - timeline.opens
    lines = len({entry.number for entry in timeline.entries})
    end = e.TimelineRead(last, file, timeline.sha256, timeline.form, lines)
    content = whole(head, [*moves, Move((end,), wall)])
    return content, read_content(file, content)


def _move(entry: Entry, timeline: Timeline, setup: Setup) -> Move:
    at, edited = entry.at - timeline.opens, entry.edited_at
    written = setup.moment((entry.at if entry.written is None else entry.written) - timeline.opens)
    happened = e.Happened(
        at,
        entry.text,
        entry.number,
        author=entry.author,
        seat=entry.role,
        reaches=entry.milestones,
        edited=entry.edited,
        edited_at=max(edited - timeline.opens, 0) if edited is not None else None,
    )
    return Move((happened,), written.isoformat())


# ---- names of persons


def without_names(timeline: Timeline, person: Callable[[int], str]) -> Timeline:
    """The same with a role or ``person(number)`` in the place of each author, also where a text names them.

    Names that stand only in texts are not known to be names, and stay.
    """
    authors = {entry.author: entry.role for entry in timeline.entries if entry.author}
    instead = {author: role or person(n) for n, (author, role) in enumerate(authors.items(), 1)}
    parts = {part: instead[author] for author in authors for part in _parts(author)} | instead
    if not parts:
        return timeline
    known = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(parts, key=len, reverse=True)))

    def said(text: str) -> str:
        return known.sub(lambda found: parts[found[0]], text)

    def nameless(entry: Entry) -> Entry:
        author = "" if entry.role else instead.get(entry.author, "")
        return replace(entry, author=author, text=said(entry.text))

    return replace(timeline, title=said(timeline.title), entries=tuple(map(nameless, timeline.entries)))


def _parts(author: str) -> Iterator[str]:
    """Parts of a name by which a text may call somebody: words of some length that begin like names."""
    words = re.split(r"[\s.@_]+", author)
    return (word for word in words if len(words) > 1 and len(word) > 2 and word[:1].isupper())
