"""What was discussed, module by module."""

from __future__ import annotations

from simulator.findings.discussion import Asked, Module
from simulator.findings.findings import Findings
from simulator.report.document import CellLine, Column, Section, TableCell, cell, section, table
from simulator.report.sections.moments import noted_at
from simulator.timeline.events import Discussed
from simulator.wording.names import Names
from simulator.wording.times import when


def discussion(f: Findings, n: Names) -> Section | None:
    """Each question with what was answered; one that nobody came to says so."""
    columns = [Column(n.voice("Question"), 44), Column(n.voice("Answer"), 56)]
    tables = [table(_heading(m, n), columns, (_asked(a, f, n) for a in m.asked)) for m in f.discussion]
    return section(n.voice("Discussion"), *tables)


def _heading(module: Module, n: Names) -> str:
    title = n.inject(module.opened_by.id) if module.opened_by else n.voice("Before the first module")
    if module.opened_by and module.at is None:
        return n.voice("{module} – did not come", module=title)
    return n.voice("{module} ({moment})", module=title, moment=when(n.voice, module.at or 0))


def _asked(a: Asked, f: Findings, n: Names) -> tuple[TableCell, ...]:
    about = [n.text(a.question.theme), n.seat(a.question.role) if a.question.role else ""]
    question = cell(n.text(a.question.ask), CellLine(" · ".join(part for part in about if part), "quiet"))
    if not a.discussed:
        return question, cell(CellLine(n.voice("not discussed"), "open"))
    written = [line for answer in a.answers if answer.text for line in _answer(answer, f, n)]
    return question, cell(*(written or [CellLine(n.voice("discussed; nothing was written down"), "quiet")]))


def _answer(answer: Discussed, f: Findings, n: Names) -> tuple[CellLine, CellLine]:
    who = n.seat(answer.seat) if answer.seat else n.voice("the table")
    return CellLine(answer.text), CellLine(f"{noted_at(answer, f, n)} · {who}", "quiet")


def discussed(f: Findings, n: Names) -> str:
    """How many questions were discussed, in a sentence; empty where none were asked."""
    asked = [a for module in f.discussion for a in module.asked]
    if not asked:
        return ""
    done = sum(a.discussed for a in asked)
    return n.voice("Questions discussed: {done} of {all}.", done=done, all=len(asked))


def left_open(f: Findings, n: Names) -> list[str]:
    """The questions that came and nobody discussed."""
    came = [a for module in f.discussion if module.at is not None for a in module.asked]
    return [n.text(a.question.ask) for a in came if not a.discussed]
