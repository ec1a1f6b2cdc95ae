"""What an auditor looks for beside the story: plan, assumptions, account of execution, and what it is linked to.

After HSEEP's after-action report and what DORA asks of tests: see docs/reports.md.
"""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.report.document import CellLine, Facts, Section, TableCell, cell, section
from simulator.report.sections.appendices import limits
from simulator.report.sections.blanks import filled, filled_rows
from simulator.report.sections.why import why
from simulator.wording.names import Names
from simulator.wording.times import wall

_LINKS = ("business-impact", "third-parties")
_LISTED = 6
"""So many injects of one kind are named; the rest are counted."""


def plan_and_scope(f: Findings, n: Names) -> Section | None:
    """What was to be exercised, on which plan, by whom and under which assumptions."""
    voice = n.voice
    rows = [
        *filled_rows(("document-number", "issued", "organisation", "drafted-by", "contact", "handling"), f, n),
        (voice("Objectives"), cell(*(n.text(a.objective.text) for a in f.objectives))),
        (voice("Plan and its version"), _plan(f, n)),
        *filled_rows(("participants", "planners"), f, n),
        (voice("Rated by"), cell(n.roles(f.raters) or voice("nobody yet"))),
        (voice("Assumptions of the exercise"), (*filled("assumptions", f, n), *_limits(f, n))),
    ]
    return section(voice("Exercise plan and scope"), Facts(tuple((name, what) for name, what in rows if what)))


def _plan(f: Findings, n: Names) -> TableCell:
    if f.setup.discussion_only:
        return cell(n.voice("none: for discussion only"))
    return tuple(
        line for part in f.setup.playbook.parts for line in cell(n.playbook(part), CellLine(n.reviewed(part), "quiet"))
    )


def _limits(f: Findings, n: Names) -> TableCell:
    return tuple(CellLine(f"· {text}", "quiet") for text in limits(f, n))


def account(f: Findings, n: Names) -> Section | None:
    """That it was carried out as planned, and where not; the log has every act."""
    voice = n.voice
    carried_out = voice(
        "Began {began}, ended {ended}; {injects} messages, {decisions} decisions by the table, {moves} acts on record.",
        began=wall(voice, f.session.began),
        ended=wall(voice, f.session.ended),
        injects=sum(f.state.ended_at is None or mark.at <= f.state.ended_at for mark in f.chart.injects),
        decisions=sum(d.by_table for d in f.decisions),
        moves=len({line.move for line in f.log}),
    )
    rows = [
        (voice("Account of execution"), cell(carried_out, CellLine(voice("act by act: Appendix C"), "quiet"))),
        (voice("Deviations from the exercise plan"), (*_departures(f, n), *filled("deviations", f, n))),
        (voice("Root cause"), (*cell(CellLine(why(f, n), "quiet")), *filled("root-cause", f, n))),
    ]
    return section(voice("Account of execution"), Facts(tuple(rows)))


def _departures(f: Findings, n: Names) -> TableCell:
    """Injects that set-up left out, and how often table or facilitator left plan and script."""
    voice, left_out = n.voice, f.head.left_out
    named = n.listed(n.inject(inject) for inject in left_out[:_LISTED])
    said = voice("left out at set-up: {count} ({injects})", count=len(left_out), injects=named) if left_out else ""
    return cell(CellLine(said), CellLine(voice("departures in play, listed below: {count}", count=len(f.deviations))))


def demands(f: Findings, n: Names) -> Section | None:
    """What it is linked to, who signs for it, and when it is held again."""
    voice = n.voice
    rows = (*filled_rows((*_LINKS, "sign-off", "next-exercise"), f, n), _retests(f, n))
    return section(voice("Links, sign-off and follow-up"), Facts(tuple(row for row in rows if row[1])))


def _retests(f: Findings, n: Names) -> tuple[str, TableCell]:
    retests = (n.voice("{action}: {retest}", action=a.action, retest=a.retest) for a in f.actions if a.retest)
    return n.voice("Retests agreed"), cell(*retests)
