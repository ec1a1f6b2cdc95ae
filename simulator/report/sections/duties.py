"""Deadlines that do not apply: which the table found, with its reason, and which it wrongly took for one."""

from __future__ import annotations

from simulator.findings.duties import Duty, Ruling, found
from simulator.findings.findings import Findings
from simulator.report.document import CellLine, Column, Meaning, Paragraph, Section, TableCell, cell, section, table
from simulator.report.sections.results import verdict
from simulator.wording.names import KINDS, Names
from simulator.wording.scales import TRUTH_MARKS
from simulator.wording.times import when

_RULINGS: dict[Ruling, tuple[str, Meaning]] = {
    "rightly": ("rightly found not to apply", "met"),
    "wrong-reason": ("does not apply, but for another reason", "open"),
    "not-found": ("does not apply; nobody said so", "open"),
    "wrongly": ("said not to apply, but it ran", "missed"),
    "not-started": ("applies, but did not start here", "open"),
}


def duties(f: Findings, n: Names) -> Section | None:
    """A row for each: what the table said, how it is, what came of it."""
    voice, counts = n.voice, found(f.duties)
    columns = [Column(voice("Deadline"), 28), Column(voice("What the table said"), 28)]
    columns += [Column(voice("How it is"), 26), Column(voice("Result"), 18)]
    rows = table("", columns, (_row(one, n) for one in f.duties))
    right = counts.get("rightly", 0)
    of = right + counts.get("wrong-reason", 0) + counts.get("not-found", 0)
    score = Paragraph(voice("Found not to apply: {found} of {all}.", found=right, all=of)) if of else None
    mistaken = counts.get("wrongly", 0)
    wrongly = Paragraph(voice("Wrongly said not to apply: {count}.", count=mistaken), "missed") if mistaken else None
    return section(voice("Deadlines that do not apply"), score, wrongly, rows) if rows else None


def _row(one: Duty, n: Names) -> tuple[TableCell, ...]:
    kind = n.voice(KINDS[one.expectation.kind])
    words, meaning = _RULINGS[one.ruling]
    needless = n.voice("done all the same {moment}", moment=when(n.voice, one.told_at))
    told = CellLine(needless, "open") if one.told_at is not None else CellLine("")
    truth = n.text(one.because) if one.because else n.voice("It applies here.")
    ran = [CellLine(words, meaning) for meaning, words, _ in (verdict(o, n) for o in one.outcomes)]
    name = cell(n.text(one.expectation.title), CellLine(kind, "quiet"))
    return name, _said(one, n), cell(truth), cell(CellLine(n.voice(words), meaning), told, *ran)


def _said(one: Duty, n: Names) -> TableCell:
    if one.said is None:
        return cell(CellLine("–", "quiet"))
    mark = n.voice(TRUTH_MARKS[one.marked.mark]) if one.marked else ""
    held = n.voice.joined((mark, one.marked.why if one.marked else ""))
    return cell(one.said.why, CellLine(when(n.voice, one.said.at), "quiet"), CellLine(held, "quiet"))
