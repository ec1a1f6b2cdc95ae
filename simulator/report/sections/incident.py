"""What is told of a real incident: what was read, its milestones and lines, and what limits it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from simulator.findings.findings import Findings, LogLine
from simulator.model.durations import MINUTE
from simulator.report.document import (
    CellLine,
    Column,
    Facts,
    Paragraph,
    Section,
    TableCell,
    bullets,
    cell,
    section,
    table,
)
from simulator.report.sections.appendices import rewritten_words
from simulator.report.sections.blanks import filled_rows
from simulator.report.sections.front import PURPOSES, left_out, record_row, status, team
from simulator.report.sections.summary import readings
from simulator.timeline.events import Happened, TimelineRead
from simulator.wording.lengths import short_span
from simulator.wording.names import Names
from simulator.wording.times import wall, when

_BRIEF = ("First line", "Last line", "Purpose", "Read from", "Status", "Left out")


def facts(f: Findings, n: Names) -> Facts:
    """What it was, when, and from which timeline it is known."""
    voice, end = n.voice, f.session.incident
    read = next((line for line in f.log if isinstance(line.event, TimelineRead)), None)
    until = voice("{moment}, after {span}", moment=voice.moment(end), span=voice.span(end))
    rows = [
        (voice("Real incident"), cell(n.text(f.setup.scenario.title), CellLine(f.setup.scenario.id, "quiet"))),
        (voice("First line"), cell(voice.moment(0), CellLine(f.setup.scenario.timezone, "quiet"))),
        (voice("Last line"), cell(until)),
        (voice("Purpose"), cell(voice(PURPOSES["incident"]))),
        (voice("Read from"), _timeline(read, n)),
        (voice("Scope"), _scope(f, n)),
        (voice("Team"), team(f, n)),
        (voice("Made with"), cell(f.head.tool)),
        (voice("Status"), status(f, n)),
        (voice("Left out"), left_out(f, n)),
    ]
    return Facts(tuple((name, what) for name, what in rows if what))


def brief(f: Findings, n: Names) -> Facts:
    """What of it somebody needs who reads a page."""
    kept = {n.voice(name) for name in _BRIEF}
    return Facts((*(row for row in facts(f, n).rows if row[0] in kept), record_row(f, n)))


def outward(f: Findings, n: Names) -> Facts:
    """Whose incident it was, and its frame."""
    return Facts((*filled_rows(("organisation", "contact", "addressee"), f, n), *brief(f, n).rows))


def _timeline(read: LogLine | None, n: Names) -> TableCell:
    if read is None or not isinstance(read.event, TimelineRead):
        return ()
    event = read.event
    said = n.voice("{count} lines of {file}, read as {form}", count=event.lines, file=event.file, form=event.read_as)
    on = n.voice("read {moment}", moment=wall(n.voice, read.wall))
    return cell(said, CellLine(on, "quiet"), CellLine(event.sha256, "hash"))


def _scope(f: Findings, n: Names) -> TableCell:
    clocks = [o for o in f.outcomes if o.clock.kind != "inject"]
    counted = readings(n, len({o.clock.id for o in clocks}), len(clocks))
    untimed = n.voice("not timed: {count}", count=len(f.untimed)) if f.untimed else ""
    return cell(n.voice("deadlines looked at: {count}", count=counted), CellLine(untimed, "quiet"))


def milestones(f: Findings, n: Names) -> Section | None:
    """When each milestone was reached, and the line that says so."""
    reached = sorted((mark.at, name) for name, mark in f.state.milestones.items())
    n = n.alike(at for at, _ in reached)
    columns = [Column(n.voice("Milestone"), 30), Column(n.voice("Reached"), 20)]
    columns += [Column(n.voice("From the first line"), 15, True), Column(n.voice("Marked by"), 35)]
    rows = (_milestone(name, at, f, n) for at, name in reached)
    found = table("", columns, rows)
    none = Paragraph(n.voice("No line of the timeline marks a milestone, so no deadline could start."), "open")
    return section(n.voice("Milestones"), found or none)


def _milestone(name: str, at: int, f: Findings, n: Names) -> tuple[TableCell, ...]:
    line = next((one for one in f.log if isinstance(one.event, Happened) and name in one.event.reaches), None)
    again = n.voice("and {count} more", count=len(f.state.again[name])) if name in f.state.again else ""
    by = _line_words(line, n) if line else ()
    since = cell(n.voice.span(at) if at >= MINUTE else "–")
    return cell(n.milestone(name)), cell(when(n.voice, at), CellLine(again, "quiet")), since, by


def _line_words(line: LogLine, n: Names) -> TableCell:
    assert isinstance(line.event, Happened)
    return cell(n.voice("line {line}", line=line.event.line), *(CellLine(said, "quiet") for said in _marks(line, n)))


def happened(f: Findings, n: Names) -> Section | None:
    """Every line, in the order in which things happened."""
    lines = [line for line in f.log if isinstance(line.event, Happened)]
    n = n.alike(line.event.at for line in lines)
    columns = [Column(n.voice("No."), 6, True), Column(n.voice("When"), 18), Column(n.voice("What happened"), 46)]
    columns += [Column(n.voice("Who"), 16), Column(n.voice("Line"), 14)]
    return section(n.voice("What happened"), table("", columns, (_happened(line, n) for line in lines)))


def _happened(line: LogLine, n: Names) -> tuple[TableCell, ...]:
    event = line.event
    assert isinstance(event, Happened)
    marked = n.voice("◆ {milestones}", milestones=n.listed(map(n.milestone, event.reaches))) if event.reaches else ""
    what = cell(*event.text.split("\n"), CellLine(marked, "strong"))
    who = cell(event.author, CellLine(n.seat(event.seat) if event.seat else "", "quiet"))
    return cell(str(line.move)), cell(when(n.voice, event.at)), what, who, _line_words(line, n)


def _marks(line: LogLine, n: Names) -> Iterator[str]:
    """That a line was written later than what it tells, or changed."""
    event = line.event
    assert isinstance(event, Happened)
    if (later := written_later(line, n)) >= MINUTE:
        yield n.voice("written {span} later", span=short_span(n.voice, later))
    if event.edited and event.edited_at is not None:
        yield n.voice("changed {moment}", moment=when(n.voice, event.edited_at))
    elif event.edited:
        yield n.voice("changed afterwards")


def written_later(line: LogLine, n: Names) -> int:
    """Seconds from what happened to when it was written down, as far as the record tells; 0 where it does not."""
    try:
        written = datetime.fromisoformat(line.wall)
        return int((written - n.voice.local(line.event.at)).total_seconds())
    except (ValueError, TypeError):
        return 0


def limits_of_it(f: Findings, n: Names) -> Section | None:
    """All that makes the record say less than it seems to."""
    return section(n.voice("Limits of this record"), bullets("", (cell(said) for said in _limits(f, n))))


def _limits(f: Findings, n: Names) -> Iterator[str]:
    voice = n.voice
    lines = [line for line in f.log if isinstance(line.event, Happened)]
    late = sum(written_later(line, n) >= MINUTE for line in lines)
    edited = sum(isinstance(line.event, Happened) and line.event.edited for line in lines)
    yield voice("What is not in the timeline is not in the record; nobody but its authors saw to what it says.")
    yield voice("Which line marks a milestone, and which deadlines apply, was said by whoever read it in.")
    if late:
        yield voice("Lines written down at least a minute after what they tell: {count}.", count=late)
    if edited:
        yield voice("Lines changed after they were written: {count}.", count=edited)
    if f.draft:
        yield voice("The record is still open; this report is a draft.")
    yield from (rewritten_words(event, n) for event in f.integrity.rewritten)
    overdue, changed = (n.listed(n.text(e.title) for e in some) for some in (f.freshness.overdue, f.freshness.changed))
    if overdue:
        yield voice(
            "Not looked up again by the day set for it, so perhaps not in force on the day of the incident: {rules}.",
            rules=overdue,
        )
    if changed:
        yield voice("These rules changed in the year before the incident (Appendix A): {rules}.", rules=changed)
