"""Belief against truth, and hindsight: what decisions took for true, and what other options would have done."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.findings.belief import Document, Ground, Known, documents
from simulator.findings.conduct import Decided
from simulator.findings.findings import Findings
from simulator.findings.origins import Origin
from simulator.model.scenario import Claim
from simulator.report.document import (
    CellLine,
    Column,
    Meaning,
    Paragraph,
    Section,
    Table,
    TableCell,
    cell,
    section,
    table,
)
from simulator.study.gains import TELLS, Compared
from simulator.wording.names import Names
from simulator.wording.shares import chance, gain_interval, narrow_interval, points
from simulator.wording.times import when

_GROUNDS: dict[Ground, tuple[str, Meaning]] = {
    "false": ("rested on it: false, and nobody could know yet", "missed"),
    "corrected": ("rested on it: false, and people could have known", "missed"),
    "untold": ("decided before it was told", "quiet"),
    "true": ("rested on it, rightly", ""),
}


def untrue(d: Decided, n: Names) -> Iterator[str]:
    """What a decision took for true that was not so then, a line each."""
    for one in d.rested:
        claim = n.text(one.claim.says)
        if one.ground == "false":
            yield n.voice("rested on what was false: {claim}", claim=claim)
        elif one.ground == "corrected":
            yield n.voice("rested on what was known to be false: {claim}", claim=claim)


def mistaken(f: Findings, n: Names) -> str:
    """What people decided on what was false then, in a sentence; empty where they did not."""
    taken = (d for d in f.decisions if d.by_table)
    rested = [d for d in taken if any(one.ground in ("false", "corrected") for one in d.rested)]
    if not rested:
        return ""
    named = n.voice.clauses(n.voice("“{title}”", title=n.inject(d.inject.id)) for d in rested)
    return n.voice("Decided on what was false at the time: {decisions}.", decisions=named)


def belief(f: Findings, n: Names) -> Section | None:
    """Each claim of the story: whether it holds, when it was told and corrected, and what rested on it."""
    voice = n.voice
    columns = [Column(voice("What people could believe"), 30), Column(voice("Is it so"), 10)]
    columns += [Column(voice("First told"), 18), Column(voice("Could know better"), 18)]
    columns += [Column(voice("Decisions that rested on it"), 24)]
    note = voice("Counted in play only. No view of play tells what is true; that is the scenario's word.")
    claims = table("", columns, (_claim(known, f, n) for known in f.claims))
    if claims is None:
        return None
    lines = [_lines(document, f, n) for document in documents(f.setup, f.claims)]
    return section(voice("Belief against truth"), claims, *lines, Paragraph(note, "quiet"))


def _lines(document: Document, f: Findings, n: Names) -> Table | None:
    """The lines of what was handed out: which are so, and what was decided by each."""
    voice, count = n.voice, len(document.lines)
    named = n.text(document.artefact.title) or document.artefact.path(voice.language)
    title = voice("“{artefact}”: {right} of {count} lines are so", artefact=named, right=document.right, count=count)
    columns = [Column(voice("It says"), 56), Column(voice("Is it so"), 14)]
    columns += [Column(voice("Decisions that rested on it"), 30)]
    rows = (
        (cell(n.text(said.line)), _holds(known.claim, n), cell(*_rested(known, f, n))) for said, known in document.lines
    )
    return table(title, columns, rows)


def _holds(claim: Claim, n: Names) -> TableCell:
    return cell(n.voice("true")) if claim.holds else cell(CellLine(n.voice("false"), "missed"))


def _claim(known: Known, f: Findings, n: Names) -> tuple[TableCell, ...]:
    voice, claim = n.voice, known.claim
    never = voice("not in play")
    corrected = cell("–") if claim.holds else _moment(known.corrected, known.corrected_by, never, n)
    told = _moment(known.told, known.told_by, never, n)
    return cell(n.text(claim.says)), _holds(claim, n), told, corrected, cell(*_rested(known, f, n))


def _moment(origin: Origin | None, by: str, never: str, n: Names) -> TableCell:
    if origin is None:
        return cell(CellLine(never, "open"))
    return cell(when(n.voice, origin.at), CellLine(n.came(by), "quiet"))


def _rested(known: Known, f: Findings, n: Names) -> Iterator[CellLine]:
    for decided in f.decisions:
        for one in decided.rested:
            if one.claim == known.claim:
                words, tone = _GROUNDS[one.ground]
                yield CellLine(n.inject(decided.inject.id), "strong")
                yield CellLine(n.voice(words), tone)


# ---- hindsight


def hindsight(f: Findings, n: Names) -> Section | None:
    """What each other option would have done to the clocks that were open; told where none was studied."""
    voice, studied = n.voice, [d for d in f.decisions if d.hindsight]
    columns = [Column(voice("Decision"), 26), Column(voice("Instead"), 26), Column(voice("Deadlines that move"), 48)]
    rows = [row for d in studied for row in _ways(d, n)]
    if not rows:
        asked = f.head.driver == "people" and not f.setup.discussion_only and any(d.by_table for d in f.decisions)
        told = voice("What other options would have done was not studied for this report.")
        return section(voice("Hindsight"), Paragraph(told, "quiet")) if asked and not f.hindsight else None
    runs = max(d.hindsight.runs for d in studied if d.hindsight)
    note = voice(
        "From the second of each decision, {runs} runs of each option on the same draws, with the playbook alone from"
        " there: the chance as decided and with the other option, then what it gains with its 95% interval, in points."
        " Told where it is surely {least} points or more. Nobody knew this when deciding.",
        runs=runs,
        least=round(100 * TELLS),
    )
    return section(voice("Hindsight"), table("", columns, rows), Paragraph(note, "quiet"))


def _ways(d: Decided, n: Names) -> Iterator[tuple[TableCell, ...]]:
    voice = n.voice
    for option, clocks in d.hindsight.options.items() if d.hindsight else ():
        moved = [one for one in clocks if one.surely_moves]
        lines = [line for one in sorted(moved, key=lambda one: -abs(one.gain.by)) for line in _moved(one, n)]
        way = d.inject.decision.option(option) if d.inject.decision else None
        taken = d.text or (n.text(d.option.text) if d.option else "")
        told = lines or [CellLine(voice("no deadline surely moves"), "quiet")]
        yield (
            cell(n.inject(d.inject.id), CellLine(taken, "strong")),
            cell(n.text(way.text if way else None)),
            cell(*told),
        )


def _moved(one: Compared, n: Names) -> Iterator[CellLine]:
    moved = {"before": chance(one.before.p), "after": chance(one.after.p), "interval": narrow_interval(one.after)}
    gain = {"points": points(one.gain.by), "between": gain_interval(one.gain)}
    yield CellLine(n.keyed(one.clock), "met" if one.gain.by > 0 else "missed")
    yield CellLine(n.voice("{before} → {after} ({interval}); {points} points ({between})", **moved, **gain))
