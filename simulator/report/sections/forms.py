"""What was rehearsed of the forms: which went, what they lacked, and what the table wrote."""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.findings.forms import Answer, Filed
from simulator.report.document import CellLine, Column, Meaning, Paragraph, Section, TableCell, cell, section, table
from simulator.wording.forms import agreed_awareness, contradicted_awareness, judgement, lacking_words, wrong_form_words
from simulator.wording.names import Names
from simulator.wording.scales import TRUTH_MARKS
from simulator.wording.sentences import written as written_words
from simulator.wording.times import when


def forms(f: Findings, n: Names) -> Section | None:
    """A row for each form that went or would have gone."""
    voice, gone = n.voice, [filed for filed in f.forms if filed.goes]
    columns = [Column(voice("Form"), 30), Column(voice("Sent"), 14), Column(voice("Required items"), 26)]
    columns += [Column(voice("What the table wrote"), 30)]
    told = contradicted_awareness((filed.report for filed in gone), n)
    same = agreed_awareness((filed.report for filed in gone), n)
    if not gone:
        return None
    return section(
        voice("Forms"),
        table("", columns, (_row(filed, n) for filed in gone)),
        Paragraph(told, "missed") if told else None,
        Paragraph(same) if same else None,
        Paragraph(judgement(voice), "quiet"),
    )


def _row(filed: Filed, n: Names) -> tuple[TableCell, ...]:
    report, voice = filed.report, n.voice
    name = cell(n.form(report.form.id), CellLine(n.text(report.expectation.title), "quiet"))
    sent = cell(when(voice, report.at)) if report.sent else cell(CellLine(voice("not sent in play"), "open"))
    lacking, wrong = lacking_words(report, n), wrong_form_words(report, n)
    tone: Meaning = "missed" if report.sent else "open"
    state = [CellLine(words, tone) for words in (lacking, wrong) if words]
    if not lacking:
        state.append(CellLine(voice("all that is required can be answered"), "met"))
    written = [line for answer in filed.answers for line in _written(answer, n)]
    return name, sent, cell(*state), cell(*written) or cell(CellLine("–", "quiet"))


def _written(answer: Answer, n: Names) -> list[CellLine]:
    """The table's words under an item, and how they stand to the truth."""
    stands = answer.stands
    if stands.written is None:
        return []
    said = n.voice("{item}: {text}", item=n.text(stands.item.asks), text=written_words(n, stands.written))
    mark = n.voice(TRUTH_MARKS[stands.marked.mark]) if stands.marked else ""
    why = n.voice.joined((mark, stands.marked.why if stands.marked else ""))
    return [CellLine(said), CellLine(why, "quiet")] if why else [CellLine(said)]
