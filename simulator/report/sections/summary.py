"""What a director must know first, in sentences: the worst, the counts, what is open, the ratings, the actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from simulator.findings.conduct import Decided
from simulator.findings.findings import Findings
from simulator.findings.outcomes import Outcome, Result
from simulator.report.document import (
    Bullets,
    CellLine,
    Column,
    Section,
    Table,
    TableCell,
    bullets,
    cell,
    section,
    table,
)
from simulator.report.sections.discussion import discussed
from simulator.report.sections.why import why
from simulator.timeline.events import ActionAgreed, Rating
from simulator.wording.lengths import short_span
from simulator.wording.names import Names
from simulator.wording.retests import proposal_words, retest_words
from simulator.wording.times import due, written_day
from simulator.wording.width import cut

LISTED = 4
"""So many misses stand on the first page; the rest are counted."""
_IN_PLAY = "Deadlines that bind: {all}. In play {met} met, {missed} missed."
CLIPPED = 120
"""Cells of what people wrote that a first page has room for; a wide character takes two."""


def summary(f: Findings, n: Names) -> Section | None:
    """The worst first, how all came out, why, what is open, and the actions."""
    sentences = (*outcome(f, n), undecided(f, n), ratings(f, n))
    said = Bullets(tuple(cell(sentence) for sentence in sentences if sentence))
    return section(n.voice("In brief"), said, misses(f, n), actions(f, n, short=True))


def outcome(f: Findings, n: Names) -> tuple[str, ...]:
    """How the clocks came out and why; of a discussion first how far it came."""
    if n.is_real:
        return headline(f, n), counts(f, n), void(f, n)
    if not f.setup.discussion_only:
        return headline(f, n), counts(f, n), void(f, n), why(f, n)
    clocks = (headline(f, n), counts(f, n), void(f, n)) if f.first_page.readings else ()
    return discussed(f, n), *clocks


def headline(f: Findings, n: Names) -> str:
    """The worst in one sentence."""
    worst = next(iter(f.first_page.worst), None)
    if worst is None and n.is_real:
        return n.voice("No deadline that binds was missed.")
    if worst is None:
        return n.voice("No deadline that binds was missed, or would be missed.")
    said = {"worst": n.reading(worst.clock), "how": how_missed(worst, n)}
    if worst.projected:
        return n.voice("Worst, as projected: “{worst}” – {how}.", **said)
    return n.voice("Worst: “{worst}” – {how}.", **said)


def how_missed(o: Outcome, n: Names) -> str:
    """How far a missed clock was off; never having been reached is said first."""
    voice = n.voice
    if o.clock.is_order:
        return voice("out of order")
    if o.clock.keeps_away:
        return voice("{span} too early", span=short_span(voice, o.margin or 0))
    if o.reached is None:
        return voice("never reached")
    late = short_span(voice, o.margin or 0)
    if o.never_in_play:
        return voice("never reached in play; projected {span} late", span=late)
    return voice("{span} late", span=late)


def counts(f: Findings, n: Names) -> str:
    """How many clocks were met, missed, projected so or so, and left open; only met and missed are told of none."""
    page, voice = f.first_page, n.voice
    all_ = readings(n, page.expectations, page.readings)
    met, missed = page.counts.get("met", 0), page.counts.get("missed", 0)
    how = "Deadlines that bind: {all}. {met} met, {missed} missed." if n.is_real else _IN_PLAY
    said = voice(how, all=all_, met=met, missed=missed)
    if projected := _told(f, n, {"would be met": "{count} would be met", "would be missed": "{count} would be missed"}):
        said = voice("{said} Projected after ENDEX: {counts}.", said=said, counts=projected)
    if left := _told(f, n, {"undecided": "{count} undecided", "not started": "{count} never started"}):
        said = voice("{said} Besides: {counts}.", said=said, counts=left)
    return said


def _told(f: Findings, n: Names, words: Mapping[Result, str]) -> str:
    found = ((f.first_page.counts.get(result, 0), counted) for result, counted in words.items())
    return n.listed(n.voice(counted, count=count) for count, counted in found if count)


def void(f: Findings, n: Names) -> str:
    """How many clocks fell away, in a sentence; empty where none did."""
    count = f.first_page.counts.get("void", 0)
    return n.voice("Fell away before they were met or missed: {count}.", count=count) if count else ""


def readings(n: Names, expectations: int, clocks: int) -> str:
    """``9 (10 by reading)``: one that may be counted from two moments runs two clocks."""
    if clocks == expectations:
        return n.voice("{count}", count=expectations)
    return n.voice("{count} ({clocks} by reading)", count=expectations, clocks=clocks)


def undecided(f: Findings, n: Names) -> str:
    """Questions that the table left open, in a sentence; empty where there are none."""
    asked = open_questions(f, n)
    return n.voice("Not decided by the table: {decisions}.", decisions=n.listed(asked)) if asked else ""


def open_questions(f: Findings, n: Names) -> list[str]:
    """Each question that the table left open, and how."""
    left = f.first_page.undecided
    return [n.voice("“{question}” ({how})", question=_question(d, n), how=_left(d, f, n)) for d in left]


def _question(d: Decided, n: Names) -> str:
    return n.text(d.inject.decision.question) if d.inject.decision else n.inject(d.inject.id)


def _left(d: Decided, f: Findings, n: Names) -> str:
    if d.undecided and not d.projected:
        return n.voice("not decided in time")
    return n.voice("still open") if f.state.ended_at is None else n.voice("open at ENDEX")


def ratings(f: Findings, n: Names) -> str:
    """How often each rating was given: ``M (2), S (1); not rated: 1``; empty without objectives."""
    page = f.first_page
    given = [
        n.voice("{rating} ({count})", rating=r, count=page.ratings[r]) for r in get_args(Rating) if page.ratings.get(r)
    ]
    if not given:
        return n.voice("Not rated yet: {count} objectives.", count=page.unrated) if page.unrated else ""
    if not page.unrated:
        return n.voice("Objectives rated: {ratings}.", ratings=n.listed(given))
    return n.voice("Objectives rated: {ratings}; not rated: {count}.", ratings=n.listed(given), count=page.unrated)


def misses(f: Findings, n: Names, most: int = LISTED) -> Bullets | None:
    """What was missed and would be missed, the worst first; of more than ``most`` the rest is counted."""
    worst = f.first_page.worst
    n = n.alike(o.deadline for o in worst[:most])
    items = [_miss(o, n) for o in worst[:most]]
    if len(worst) > most:
        items.append(cell(CellLine(n.voice("and {count} more", count=len(worst) - most), "quiet")))
    return bullets(n.voice("Missed, the worst first"), items)


def _miss(o: Outcome, n: Names) -> TableCell:
    voice = n.voice
    limit = voice("due {moment}", moment=due(voice, o.deadline)) if o.deadline is not None else ""
    detail = CellLine(n.voice.joined((how_missed(o, n), limit)), "quiet")
    if o.projected:
        return cell(CellLine(voice("– would be missed: {clock}", clock=n.reading(o.clock)), "open"), detail)
    return cell(CellLine(voice("✗ {clock}", clock=n.reading(o.clock)), "missed"), detail)


def actions(f: Findings, n: Names, *, short: bool, most: int = LISTED, longest: int = CLIPPED) -> Table | Bullets:
    """Corrective actions; what is not set yet is flagged.

    ``short``: the first of them, ``most`` with ``longest`` cells each; the rest is counted.
    """
    voice = n.voice
    columns = [Column(voice("No."), 8), Column(voice("Corrective action"), 46 if short else 32)]
    columns += [Column(voice("Owner"), 18), Column(voice("Due"), 18)]
    if not short:
        columns += [Column(voice("Retest"), 40 if n.is_real else 18)]
        columns += [] if n.is_real else [Column(voice("Objective"), 22)]
    shown = f.actions[:most] if short else f.actions
    rows = [_action(a, f, n, longest if short else None) for a in shown]
    if len(shown) < len(f.actions):
        more = cell(CellLine(voice("and {count} more", count=len(f.actions) - len(shown)), "quiet"))
        rows.append((cell(), more, cell(), cell()))
    listed = table(voice("Corrective actions"), columns, rows)
    return listed or Bullets(
        (cell(CellLine(voice("No corrective action has been agreed."), "open")),), voice("Corrective actions")
    )


def _action(action: ActionAgreed, f: Findings, n: Names, longest: int | None) -> tuple[TableCell, ...]:
    unset = CellLine(n.voice("to be set"), "missed")
    row = (
        cell(action.action),
        cell(action.text if longest is None else clipped(action.text, longest)),
        cell(n.seat(action.owner) if action.owner else unset),
        cell(written_day(n.voice, action.due) if action.due else unset),
    )
    if longest is not None:
        return row
    retest = _retest(action, f, n)
    if n.is_real:
        return (*row, retest)
    return (*row, retest, cell(n.objective(action.objective) if action.objective else "–"))


def _retest(action: ActionAgreed, f: Findings, n: Names) -> TableCell:
    """How it is seen to work; of a change of the playbook also what a study said of it."""
    said = [CellLine(action.retest)] if action.retest else []
    if action.step:
        said.append(CellLine(n.voice("changes “{step}” of the playbook", step=n.step(action.step)), "quiet"))
    if action.action in f.retests:
        said.append(CellLine(retest_words(f.retests[action.action], n), "quiet"))
    if action.action in f.proposals:
        said.append(CellLine(proposal_words(f.proposals[action.action], n), "quiet"))
    return cell(*said) or cell(CellLine(n.voice("to be set"), "missed"))


def clipped(text: str, longest: int = CLIPPED) -> str:
    """As much of what somebody wrote as a first page has room for."""
    return cut(text, longest)
