"""What came of it: every expectation, becoming aware, the timeline, the team beside par."""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.findings.milestones import MilestoneTimes
from simulator.findings.outcomes import Awareness, Outcome, Reading
from simulator.model.durations import MINUTE
from simulator.model.expectation import Expectation
from simulator.report.document import (
    Block,
    Bullets,
    CellLine,
    Column,
    Facts,
    Figure,
    Meaning,
    Paragraph,
    Section,
    Table,
    TableCell,
    bullets,
    cell,
    section,
    table,
)
from simulator.report.pictures.timeline import timeline as timeline_of
from simulator.wording.lengths import basis_words, short_span
from simulator.wording.names import KINDS, STATUSES, Names
from simulator.wording.pace import incident_words
from simulator.wording.times import due, when

_GROUPS: dict[tuple[str, ...], str] = {
    ("law", "guideline", "contract", "request"): "Laws, guidelines, contracts and requests",
    ("own-target",): "Own targets",
    ("benchmark",): "Benchmarks (nobody is bound by them)",
}
"""Kinds of expectation → the title of their table. Own targets stand apart from law."""


def results(f: Findings, n: Names) -> Section | None:
    """The outcome of every expectation."""
    tables = [
        outcome_table(n.voice(_GROUPS[kinds]), [o for o in f.outcomes if o.clock.kind in kinds], n) for kinds in _GROUPS
    ]
    projected = any(o.projected or o.reached_projected for o in f.outcomes)
    note = n.voice("“Projected” was settled after ENDEX by standing orders and the same draws; people did not play it.")
    return section(n.voice("Outcome"), *tables, _untimed(f, n), Paragraph(note, "quiet") if projected else None)


def outcome_table(title: str, outcomes: list[Outcome], n: Names) -> Table | None:
    """A row per clock: when it started, was due and was reached, and the result."""
    n = n.alike(moment for o in outcomes for moment in (o.started, o.deadline, o.reached, o.moot))
    voice = n.voice
    columns = [Column(voice("Expectation"), 28), Column(voice("Clock starts"), 18), Column(voice("Due"), 18)]
    columns += [Column(voice("Reached"), 18), Column(voice("Result"), 18)]
    return table(title, columns, (_row(o, n) for o in outcomes))


def _row(o: Outcome, n: Names) -> tuple[TableCell, ...]:
    voice, clock = n.voice, o.clock
    name = cell(n.clock(clock), CellLine(_under(o, n), "quiet"))
    if clock.is_order:
        before = voice(
            "before: {milestone}, {moment}", milestone=n.milestone(clock.start), moment=when(voice, o.started)
        )
        first = cell(n.milestone(clock.end), when(voice, o.reached))
        return (
            name,
            cell("–"),
            cell(before if o.started is not None else n.milestone(clock.start)),
            first,
            _result(o, n),
        )
    late = CellLine(voice("projected"), "quiet") if o.reached_projected else CellLine("")
    reached = cell(when(voice, o.reached), late, CellLine(basis_words(voice, o.basis), "quiet"))
    limit = due(voice, o.deadline)
    if clock.keeps_away and o.deadline is not None:
        limit = voice("not before {moment}", moment=when(voice, o.deadline))
    return (name, cell(when(voice, o.started)), cell(limit), reached, _result(o, n))


def _under(o: Outcome, n: Names) -> str:
    """The small line under an expectation: what it is, and from which reading it counts."""
    kind = n.voice(KINDS[o.clock.kind]) if o.clock.kind in ("law", "guideline", "contract", "request") else ""
    if not o.clock.reading:
        return kind
    counted = n.voice("counted from: {milestone}", milestone=n.milestone(o.clock.start))
    return n.voice.joined((kind, counted))


_SIGNS: dict[Meaning, str] = {"met": "✓ ", "missed": "✗ ", "open": "– "}


def _result(o: Outcome, n: Names) -> TableCell:
    tone, words, detail = verdict(o, n)
    first = CellLine(_SIGNS.get(tone, "") + words, tone)
    return cell(first, CellLine(detail, "quiet"), CellLine(_turns(o, n), "quiet"), CellLine(_par(o, n), "quiet"))


def verdict(o: Outcome, n: Names) -> tuple[Meaning, str, str]:
    """How it came out in words, and by how much. There is no word for compliant."""
    voice = n.voice
    if o.standing == "met":
        detail = _to_spare(o, n)
        if o.projected:
            return "open", voice("projected: would be met"), detail
        return "met", voice("met") if n.is_real else voice("met in the exercise"), detail
    if o.standing == "missed":
        if o.margin is not None:
            span = short_span(voice, o.margin)
            early = o.clock.keeps_away
            detail = voice("too early by {span}", span=span) if early else voice("late by {span}", span=span)
        else:
            detail = "" if o.clock.is_order else _not_reached(n)
        if o.projected:
            return "open", voice("projected: would be missed"), detail
        return "missed", voice("out of order") if o.clock.is_order else voice("missed"), detail
    if o.standing == "not-started":
        return "open", voice("not started"), _waits(o, n)
    if o.standing == "void":
        return "open", voice("void"), voice("fell away {moment}", moment=when(voice, o.moot))
    neither = voice("the timeline ends before") if n.is_real else voice("neither milestone nor deadline came")
    return "open", voice("undecided"), neither


def _turns(o: Outcome, n: Names) -> str:
    """Of a duty that recurs, how many turns were missed; what stands beside is the worst."""
    if o.turns is None or not o.turns[1]:
        return ""
    missed, turns = o.turns
    return n.voice("{missed} of {turns} turns missed; the worst is shown", missed=missed, turns=turns)


def _waits(o: Outcome, n: Names) -> str:
    """What would have made it a question."""
    if o.waits == o.clock.start:
        return n.voice("would start with: {milestone}", milestone=n.milestone(o.waits))
    return n.voice("counts only with {milestone}", milestone=n.milestone(o.waits))


def _not_reached(n: Names) -> str:
    """After the play of a discussion nothing is played on, so nothing is known of the rest of the story."""
    if n.is_real:
        return n.voice("not in the timeline")
    if n.setup.discussion_only:
        return n.voice("not reached in play")
    return n.voice("not reached before the incident ended")


def _to_spare(o: Outcome, n: Names) -> str:
    """How early; what was done before its clock started is no reaction to it, and has no time to spare.

    Of what must keep away that it did: how much later it came is no merit.
    """
    if o.clock.keeps_away:
        return n.voice("it did not come before it might")
    if o.before_start:
        before = o.clock.kind == "inject"
        return n.voice("done before the message") if before else n.voice("reached before its clock started")
    return n.voice("{span} to spare", span=short_span(n.voice, o.margin)) if o.margin is not None else ""


def _par(o: Outcome, n: Names) -> str:
    """How the playbook alone did, where that differs."""
    if o.par == "met" and o.standing != "met":
        return n.voice("par: met")
    if o.par == "missed" and o.standing != "missed":
        return n.voice("par: missed")
    return ""


def _untimed(f: Findings, n: Names) -> Bullets | None:
    items = [cell(CellLine(n.text(e.title)), CellLine(_why_untimed(e, n), "quiet")) for e in f.untimed]
    return bullets(n.voice("Not timed"), items)


def _why_untimed(e: Expectation, n: Names) -> str:
    if e.off:
        return n.voice("{status}: it ran no clock", status=n.voice(STATUSES[e.off]))
    return n.voice("no number is set: it ran no clock")


def becoming_aware(f: Findings, n: Names) -> Section | None:
    """When the table said it knew, why, and what every defensible reading comes to."""
    argued = [stated for stated in f.awareness if stated.readings]
    if not argued:
        return None
    note = n.voice("When an organisation became aware can be argued: each defensible moment is counted on its own.")
    blocks: list[Block | None] = [Paragraph(note, "quiet")]
    for stated in argued:
        blocks += [_stated(stated, n), _readings(stated, n)]
    return section(n.voice("Becoming aware"), *blocks)


def stated_milestones(f: Findings, n: Names) -> Section | None:
    """What else the table said was reached: milestones from which no clock runs."""
    others = [stated for stated in f.awareness if not stated.readings]
    return section(n.voice("Milestones as stated"), *(_stated(stated, n) for stated in others)) if others else None


def _stated(stated: Awareness, n: Names) -> Facts:
    voice = n.voice
    said = voice("{moment} by {seat}", moment=when(voice, stated.stated_at), seat=n.seat(stated.seat) or "–")
    rows = [
        (voice("Reached, as stated"), cell(when(voice, stated.since))),
        (voice("Said"), cell(said)),
        (voice("Why"), cell(stated.why)),
    ]
    return Facts(tuple((name, what) for name, what in rows if what), n.milestone(stated.milestone))


def _readings(stated: Awareness, n: Names) -> Table | None:
    """A row per clock, a column per moment from which it could be counted."""
    moments = sorted({reading.aware_at for reading in stated.readings})
    n = n.alike([*moments, *(reading.deadline for reading in stated.readings)])
    voice = n.voice
    columns = [Column(voice("Counted from"), 30)] + [Column(when(voice, moment), 23) for moment in moments]
    clocks = list({reading.clock.key: reading.clock for reading in stated.readings}.values())
    by_clock = {(reading.clock.key, reading.aware_at): reading for reading in stated.readings}
    return table("", columns, ((cell(n.clock(c)), *(_reading(by_clock[c.key, m], n) for m in moments)) for c in clocks))


def _reading(reading: Reading, n: Names) -> TableCell:
    voice = n.voice
    if reading.met is None:
        result = CellLine(voice("undecided"), "open")
    else:
        result = CellLine("✓ " + voice("in time"), "met") if reading.met else CellLine("✗ " + voice("late"), "missed")
    return cell(result, CellLine(voice("due {moment}", moment=due(voice, reading.deadline)), "quiet"))


_KEY = (
    "Bars are work, thin dashed parts pauses; ◆ milestones, ▼ deadlines (filled: missed)."
    " Hatching marks what was projected after ENDEX. Quiet hours are shortened where the axis is broken."
)
_REAL_KEY = "◆ milestones, ▼ deadlines (filled: missed). Quiet hours are shortened where the axis is broken."


def timeline(f: Findings, n: Names) -> Section | None:
    """The picture of it."""
    return section(n.voice("Timeline"), Figure(timeline_of(f.chart, n), n.voice(_REAL_KEY if n.is_real else _KEY)))


def beside_par(f: Findings, n: Names) -> Section | None:
    """When each milestone came, where the time went, and when the playbook alone would have been there.

    Of a discussion there is no work to tell of.
    """
    if f.setup.discussion_only:
        return None
    n = n.alike(moment for m in f.milestones for moment in (m.at, m.par))
    voice = n.voice
    columns = [Column(voice("Milestone"), 22), Column(voice("Team"), 18)]
    columns += [Column(voice("Par"), 18), Column(voice("Apart"), 10, True)] if f.par else []
    causes = (voice("Talked"), voice("Worked"), voice("Waited"), voice("Script"))
    columns += [Column(cause, 8, True) for cause in causes]
    parts = voice(
        "Talked: ready or asked for a decision, and not yet ordered or decided. Worked: people at it. Waited: for"
        " people or the next shift. Script: the story had not come so far. Work that went on beside it is not counted."
    )
    par = voice(
        "Par is the playbook on autopilot on the same draws: the team's own luck, without its talk and its choices."
    )
    rows = [_milestone(m, f, n) for m in f.milestones]
    notes = [Paragraph(incident_words(f.pace, voice))] if f.pace else []
    notes += [Paragraph(parts, "quiet")] + ([Paragraph(par, "quiet")] if f.par else [])
    return section(voice("Where the time went"), table("", columns, rows), *notes) if rows else None


def _milestone(m: MilestoneTimes, f: Findings, n: Names) -> tuple[TableCell, ...]:
    voice = n.voice
    team = cell(when(voice, m.at), CellLine(voice("projected"), "quiet") if m.projected else CellLine(""))
    beside = (cell(when(voice, m.par)), cell(_apart(m, n))) if f.par else ()
    spans = (m.basis.talked, m.basis.worked, m.basis.waited, m.basis.scripted)
    return (cell(n.milestone(m.id)), team, *beside, *(cell(voice.span(s) if s >= 60 else "–") for s in spans))


def _apart(m: MilestoneTimes, n: Names) -> str:
    if m.at is None or m.par is None:
        return "–"
    apart = m.at - m.par
    sign = "±" if abs(apart) < MINUTE else "+" if apart > 0 else "−"
    return sign + n.voice.span(apart)
