"""Forms as drafts, filled in from the record: known, not known at this time, contradicted, and where that is from."""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.findings.forms import Answer, Answered, Filed
from simulator.report.document import (
    CellLine,
    Column,
    Document,
    Facts,
    Meaning,
    Paragraph,
    Section,
    TableCell,
    cell,
    section,
    table,
)
from simulator.report.sections.front import marked, record_row
from simulator.wording.forms import contradicted_awareness, judgement, wrong_form_words
from simulator.wording.names import Names
from simulator.wording.scales import TRUTH_MARKS
from simulator.wording.sentences import adhoc_titles
from simulator.wording.sentences import written as written_words
from simulator.wording.times import when
from simulator.wording.voice import Voice

STATES: dict[Answered, str] = {
    "written": "written by the table",
    "unfounded": "says more than was known",
    "contradicted": "contradicted: is not what is the case",
    "given": "to be filled in beforehand",
    "complete": "known",
    "provisional": "known in part",
    "blank": "not known at this time",
}
"""How an item stands."""
_TONES: dict[Answered, Meaning] = {
    "unfounded": "open",
    "contradicted": "missed",
    "provisional": "open",
    "blank": "open",
}


_NONE, _NONE_REAL = (
    "No deadline with a form began in this exercise.",
    "No deadline with a form began in this incident.",
)
_KIND, _KIND_REAL = (
    "Forms, drafted from the record of an exercise: not to be sent",
    "Forms, drafted from the timeline of a real incident: to be checked before anything is sent",
)


def form_drafts(f: Findings, voice: Voice) -> Document:
    """One part for each form that went, would have gone, or serves the same deadline and applies."""
    n = Names(f.setup, voice, adhoc_titles(f.state), is_real=f.head.is_real)
    told = contradicted_awareness((filed.report for filed in f.forms if filed.goes), n)
    said = [Paragraph(told, "missed")] if told else []
    none = [] if f.forms else [Paragraph(voice(_NONE_REAL if n.is_real else _NONE))]
    about = section(voice("What this is"), Paragraph(judgement(voice)), *said, *none)
    return marked(
        f,
        n,
        kind=voice(_KIND_REAL if n.is_real else _KIND),
        facts=Facts((record_row(f, n),)),
        sections=tuple(part for part in (about, *(_form(filed, n) for filed in f.forms)) if part is not None),
    )


def _form(filed: Filed, n: Names) -> Section | None:
    report, voice = filed.report, n.voice
    form = report.form
    columns = [Column(voice("Item"), 34), Column(voice("State"), 18), Column(voice("Answer"), 32)]
    columns += [Column(voice("Where it is from"), 16)]
    moment = n.voice.moment(report.at)
    stands = "as it stood, {moment}"
    if report.sent:
        stands = "when it was sent, {moment}" if n.is_real else "as sent, {moment}"
    about = [
        n.text(report.expectation.title),
        voice(stands, moment=moment),
        n.text(form.recipient),
        n.text(form.source),
    ]
    also = "" if filed.goes else voice("It serves the same deadline and applies; another one was to go.")
    lines = [words for words in (also, wrong_form_words(report, n), n.text(form.note)) if words]
    return section(
        n.form(form.id),
        Paragraph(" · ".join(words for words in about if words), "quiet"),
        *(Paragraph(words) for words in lines),
        table("", columns, (_item(answer, n) for answer in filed.answers)),
    )


def _item(answer: Answer, n: Names) -> tuple[TableCell, ...]:
    stands, voice = answer.stands, n.voice
    weight = CellLine(voice("required"), "strong" if stands.lacking else "quiet") if stands.required else CellLine("")
    if stands.item.first == "if-applies":
        weight = CellLine(voice("where there is such"), "quiet")
    state = cell(CellLine(state_words(answer, n), _TONES.get(answer.answered, "")))
    return cell(n.text(stands.item.asks), weight), state, answer_words(answer, n), where_from(answer, n)


def state_words(answer: Answer, n: Names) -> str:
    """How far an item can be answered. What was known in a real incident is not told by what its timeline lacks."""
    blank = n.is_real and answer.answered == "blank"
    return n.voice("not in the timeline") if blank else n.voice(STATES[answer.answered])


def answer_words(answer: Answer, n: Names) -> TableCell:
    """The table's words; else what the record holds that would have to be put there."""
    stands, voice = answer.stands, n.voice
    if stands.written:
        lines = [CellLine(written_words(n, stands.written), "strong")]
        if stands.marked:
            said = (voice(TRUTH_MARKS[stands.marked.mark]), stands.marked.why)
            lines.append(CellLine(voice.joined(said), "quiet"))
        return cell(*lines)
    if answer.answered == "blank":
        return cell(voice("Not in the timeline.") if n.is_real else voice("Not known at this time."))
    if answer.answered == "given" or not answer.evidence:  # of what peacetime knows, all or a part
        return cell(CellLine(voice("(from your own files)"), "quiet"))
    return cell(*(_reached(one.milestone, one.at, n) for one in answer.evidence))


def _reached(milestone: str, at: int, n: Names) -> str:
    return n.voice("the record shows: {milestone}, {when}", milestone=n.milestone(milestone), when=when(n.voice, at))


def where_from(answer: Answer, n: Names) -> TableCell:
    """Numbers of the log: where words were written, marked, or a milestone was reached."""
    moves = [answer.move, answer.marked_in] if answer.stands.written else [one.move for one in answer.evidence]
    numbers = dict.fromkeys(str(move) for move in moves if move is not None)
    return cell(n.voice("log, no. {numbers}", numbers=", ".join(numbers)) if numbers else "–")
