"""What is different since the last exercise of the same scenario: deadlines, ratings, and what was agreed then."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.findings.findings import Findings
from simulator.report.document import CellLine, Paragraph, Section, TableCell, bullets, cell, section
from simulator.report.sections.results import verdict
from simulator.wording.names import Names
from simulator.wording.times import written_day

_NAMED = 3
"""So many corrective actions of then are named; the rest are counted."""


def since(f: Findings, before: Findings | None, n: Names) -> Section | None:
    """None where it was not exercised before. Other names of then are told in the words of now."""
    if before is None:
        return None
    changed = [*_clocks(f, before, n), *_ratings(f, before, n)]
    return section(
        n.voice("Since the last exercise"),
        Paragraph(_counted(f, before, n)),
        bullets("", changed),
        Paragraph(_agreed(before, n)) if before.actions else None,
    )


def _counted(f: Findings, before: Findings, n: Names) -> str:
    """On the deadlines that both had: other playbooks and laws are no progress."""
    now = {o.clock.key: o.result for o in f.outcomes if o.clock.binds}
    then = {o.clock.key: o.result for o in before.outcomes if o.clock.binds and o.clock.key in now}
    return n.voice(
        "Last held on {day}. Of {count} clocks in both, {then} were met in play then, and {now} now.",
        day=written_day(n.voice, before.head.created),
        count=len(then),
        then=sum(result == "met" for result in then.values()),
        now=sum(now[key] == "met" for key in then),
    )


def _clocks(f: Findings, before: Findings, n: Names) -> Iterator[TableCell]:
    earlier = {o.clock.key: o for o in before.outcomes}
    for o in f.outcomes:
        was = earlier.get(o.clock.key)
        if o.clock.binds and was and was.result != o.result:
            yield _changed(n.reading(o.clock), verdict(was, n)[1], verdict(o, n)[1], n)


def _ratings(f: Findings, before: Findings, n: Names) -> Iterator[TableCell]:
    earlier = {a.objective.id: a.rating.rating for a in before.objectives if a.rating}
    for a in f.objectives:
        was = earlier.get(a.objective.id)
        if was and a.rating and a.rating.rating != was:
            yield _changed(n.text(a.objective.text), was, a.rating.rating, n)


def _changed(what: str, then: str, now: str, n: Names) -> TableCell:
    return cell(CellLine(what, "strong"), n.voice("then {then}, now {now}", then=then, now=now))


def _agreed(before: Findings, n: Names) -> str:
    named = n.listed(action.text for action in before.actions[:_NAMED])
    more = len(before.actions) - _NAMED
    rest = n.voice(" and {count} more", count=more) if more > 0 else ""
    return n.voice("Agreed then: {actions}", actions=named) + rest
