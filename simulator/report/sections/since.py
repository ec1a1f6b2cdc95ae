"""What is different since the last exercise of the same scenario: deadlines, ratings, and what was agreed then."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.findings.findings import Findings
from simulator.findings.since import Since
from simulator.findings.since import since as compare
from simulator.report.document import CellLine, Paragraph, Section, TableCell, bullets, cell, section
from simulator.report.sections.results import verdict
from simulator.wording.names import Names
from simulator.wording.times import written_day

_NAMED = 3
"""So many corrective actions of then are named; the rest are counted."""


def since(f: Findings, n: Names) -> Section | None:
    """None where it was not exercised before. Other names of then are told in the words of now."""
    before = f.before
    if before is None:
        return None
    compared = compare(f, before)
    return section(
        n.voice("Since the last exercise"),
        Paragraph(_counted(compared, n)),
        bullets("", [*_clocks(compared, n), *_ratings(compared, n)]),
        Paragraph(_agreed(before, n)) if before.actions else None,
    )


def _counted(compared: Since, n: Names) -> str:
    """On the deadlines that both had."""
    return n.voice(
        "Last held on {day}. Of {count} clocks in both, {then} were met in play then, and {now} now.",
        day=written_day(n.voice, compared.before.head.created),
        count=compared.in_both,
        then=compared.met_then,
        now=compared.met_now,
    )


def _clocks(compared: Since, n: Names) -> Iterator[TableCell]:
    for was, now in compared.clocks:
        yield _changed(n.reading(now.clock), verdict(was, n)[1], verdict(now, n)[1], n)


def _ratings(compared: Since, n: Names) -> Iterator[TableCell]:
    for rated in compared.ratings:
        yield _changed(n.text(rated.objective.objective.text), rated.then, rated.now, n)


def _changed(what: str, then: str, now: str, n: Names) -> TableCell:
    return cell(CellLine(what, "strong"), n.voice("then {then}, now {now}", then=then, now=now))


def _agreed(before: Findings, n: Names) -> str:
    named = n.listed(action.text for action in before.actions[:_NAMED])
    more = len(before.actions) - _NAMED
    rest = n.voice(" and {count} more", count=more) if more > 0 else ""
    return n.voice("Agreed then: {actions}", actions=named) + rest
