"""For whoever decides what is done about it: the worst first, why, what is done, how it was rated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from simulator.findings.conduct import Decided
from simulator.findings.findings import Findings
from simulator.findings.objectives import Assessed
from simulator.report.document import (
    Bullets,
    CellLine,
    Column,
    Facts,
    Figure,
    Paragraph,
    Section,
    Table,
    TableCell,
    bullets,
    cell,
    section,
    table,
)
from simulator.report.pictures.strips import strips
from simulator.report.sections.belief import mistaken
from simulator.report.sections.discussion import left_open
from simulator.report.sections.front import facts, record_row
from simulator.report.sections.percentiles import KEY, stands
from simulator.report.sections.summary import actions, clipped, headline, misses, open_questions, outcome
from simulator.report.sections.why import NAMED, why
from simulator.wording.names import Names
from simulator.wording.scales import RATINGS

_LISTED, _FEWEST, _SHORTEST = 8, 2, 100
"""Where a page must not grow: so many misses, reasons and actions together, misses at least, and cells of what somebody
wrote."""
_FIRST_ROWS = ("Held", "Purpose", "Status", "Left out")
_ROWS = ("Held", "Incident time", "Purpose", "Seats and roles", "Scope", "Playbook", "Team", "Status", "Left out")
_SHOWN, _NAMED = 4, 3
"""So many decisions and strips are shown; so many things are named in a sentence, or listed for a board."""


def brief_facts(f: Findings, n: Names) -> Facts:
    """What of the whole report's head a director needs."""
    return _rows(_ROWS, f, n)


def board_facts(f: Findings, n: Names) -> Facts:
    """What of it a board needs: its page has room for a line each."""
    return Facts(tuple((name, what[:1]) for name, what in _rows(_FIRST_ROWS, f, n).rows))


def _rows(names: Iterable[str], f: Findings, n: Names) -> Facts:
    kept = {n.voice(name) for name in names}
    return Facts((*(row for row in facts(f, n).rows if row[0] in kept), record_row(f, n)))


def came_of_it(f: Findings, n: Names) -> Section | None:
    """How the clocks came out, the misses, and what was met."""
    met = [n.reading(o.clock) for o in f.outcomes if o.clock.binds and o.result == "met"]
    told = Paragraph(n.voice("✓ met: {clocks}", clocks=n.listed(met)), "met") if met else None
    first, *others = outcome(f, n)[:2]
    said = [Paragraph(sentence) for sentence in others if sentence]
    return section(n.voice("What came of it"), Paragraph(first, "strong"), *said, misses(f, n), told)


def came_of_it_at_all(f: Findings, n: Names) -> Section | None:
    """The same for a page on which little has room: what was met is only counted, the worst is told in the list."""
    repeated = headline(f, n) if f.first_page.worst else ""
    first, *others = (sentence for sentence in outcome(f, n)[:2] if sentence not in ("", repeated))
    said = [Paragraph(sentence) for sentence in others]
    reasons = why_so(f, n)
    most = _LISTED - min(len(f.actions), _NAMED) - len(reasons.blocks if reasons else ())
    return section(n.voice("What came of it"), Paragraph(first, "strong"), *said, misses(f, n, max(most, _FEWEST)))


def why_so(f: Findings, n: Names) -> Section | None:
    """Where the time went on the way to the worst, and what nobody set going; of a discussion what it left open."""
    if f.setup.discussion_only:
        items = [cell(question) for question in left_open(f, n)]
        return section(n.voice("Not discussed"), bullets("", items))
    steps = [n.work(step) for step in f.left_undone[:_NAMED]]
    more = len(f.left_undone) - len(steps)
    told = {one.job for one in f.first_page.stalled[:NAMED] if one.how == "ready"}
    if told.issuperset(f.left_undone):
        steps = []
    idle = n.voice("Could have begun and was never ordered: {steps}", steps=n.listed(steps)) if steps else ""
    rest = n.voice(" and {count} more", count=more) if more else ""
    false = mistaken(f, n)
    return section(
        n.voice("Why"),
        Paragraph(why(f, n)),
        Paragraph(false) if false else None,
        Paragraph(idle + rest) if idle else None,
    )


def will_be_done(f: Findings, n: Names) -> Section | None:
    """The corrective actions."""
    return section(n.voice("What will be done"), _untitled(actions(f, n, short=True)))


def first_done(f: Findings, n: Names) -> Section | None:
    """The first of them."""
    return section(n.voice("What will be done"), _untitled(actions(f, n, short=True, most=_NAMED, longest=_SHORTEST)))


def _untitled(block: Table | Bullets) -> Table | Bullets:
    """Under a heading that says what it is, with nothing beside it."""
    return replace(block, title="")


def decided(f: Findings, n: Names) -> Section | None:
    """Those left open first, then what the table decided, in its own words."""
    taken = [d for d in f.decisions if d.by_table]
    left = [cell(CellLine(question, "open")) for question in open_questions(f, n)]
    said = [_decided(d, n) for d in taken[:_SHOWN]]
    if len(taken) > _SHOWN:
        said.append(cell(CellLine(n.voice("and {count} more", count=len(taken) - _SHOWN), "quiet")))
    return section(n.voice("Decisions"), bullets(n.voice("Not decided by the table"), left), bullets("", said))


def _decided(d: Decided, n: Names) -> TableCell:
    asked = n.text(d.inject.decision.question) if d.inject.decision else n.inject(d.inject.id)
    return cell(
        CellLine(clipped(d.text) or (n.text(d.option.text) if d.option else "–"), "strong"), CellLine(asked, "quiet")
    )


def rated(f: Findings, n: Names) -> Section | None:
    """How well each objective was shown."""
    columns = [Column(n.voice("Objective"), 60), Column(n.voice("Rating"), 40)]
    return section(n.voice("Rated"), table("", columns, (_rating(a, n) for a in f.objectives)))


def _rating(a: Assessed, n: Names) -> tuple[TableCell, ...]:
    if a.rating is None:
        return cell(n.text(a.objective.text)), cell(CellLine(n.voice("not rated yet"), "open"))
    meaning = n.voice(RATINGS[a.rating.rating])
    said = n.voice("{rating} – {meaning}", rating=a.rating.rating, meaning=meaning)
    return cell(n.text(a.objective.text)), cell(CellLine(said, "strong"), clipped(a.rating.why, _SHORTEST))


def among_runs(f: Findings, n: Names) -> Section | None:
    """The worst clocks, and then the others, on their strips."""
    worst = [o.clock.key for o in f.first_page.worst]
    bound = [one for one in f.percentiles if one.outcome.clock.binds]
    bound.sort(key=lambda one: worst.index(one.outcome.clock.key) if one.outcome.clock.key in worst else len(worst))
    if not bound:
        return None
    told = [n.voice("{clock}: {stands}", clock=n.reading(one.outcome.clock), stands=stands(one, n)) for one in bound]
    picture = Figure(strips(bound[:_SHOWN], n), n.voice(KEY), instead=n.voice.clauses(told[:_SHOWN]))
    return section(n.voice("Among simulated runs"), picture)
