"""What an authority may see: how deadlines came out and what is done; no words of persons, no ratings."""

from __future__ import annotations

from simulator.findings.conduct import Decided
from simulator.findings.findings import Findings
from simulator.report.document import CellLine, Column, Facts, Paragraph, Section, TableCell, cell, section, table
from simulator.report.sections.blanks import filled_rows
from simulator.report.sections.front import facts, record_row
from simulator.report.sections.summary import misses, outcome
from simulator.wording.names import Names
from simulator.wording.times import when

_ROWS = ("Scenario", "Held", "Incident time", "Purpose", "Scope", "Playbook", "Status", "Left out")
"""Of the whole report's head what tells of no single person: no seats, no raters."""


def outward_facts(f: Findings, n: Names) -> Facts:
    """Whose exercise it was, and its frame."""
    kept = {n.voice(name) for name in _ROWS}
    head = tuple(row for row in facts(f, n).rows if row[0] in kept)
    return Facts((*filled_rows(("organisation", "contact", "addressee"), f, n), *head, record_row(f, n)))


def outward_outcome(f: Findings, n: Names) -> Section | None:
    """How the deadlines came out, the worst first."""
    said = (Paragraph(sentence) for sentence in outcome(f, n) if sentence)
    return section(n.voice("What came of it"), *said, misses(f, n))


def outward_decisions(f: Findings, n: Names) -> Section | None:
    """What was asked and which option was taken; neither who took it nor why."""
    n = n.alike(d.opened_at if d.taken_at is None else d.taken_at for d in f.decisions)
    columns = [Column(n.voice("When"), 18), Column(n.voice("Question"), 41), Column(n.voice("Decision"), 41)]
    return section(n.voice("Decisions"), table("", columns, (_decision(d, n) for d in f.decisions)))


def _decision(d: Decided, n: Names) -> tuple[TableCell, ...]:
    asked = n.text(d.inject.decision.question) if d.inject.decision else n.inject(d.inject.id)
    moment = cell(when(n.voice, d.opened_at if d.taken_at is None else d.taken_at))
    return moment, cell(asked), _taken(d, n)


def _taken(d: Decided, n: Names) -> TableCell:
    option = n.text(d.option.text) if d.option else n.voice("none of the options")
    if d.taken_at is None:
        return cell(CellLine(n.voice("open: nobody has decided"), "open"))
    if d.undecided:
        return cell(CellLine(n.voice("not decided in time"), "open"), option)
    nearest = n.voice("nearest option: {option}", option=option) if d.text and d.option else option
    return cell(nearest, CellLine(n.voice("projected") if d.projected else "", "quiet"))
