"""The report on the conduct of an exercise (実施報告書) as a public body files it; figures and lists are annexes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from simulator.findings.chart import Mark
from simulator.findings.findings import Findings
from simulator.findings.objectives import Assessed
from simulator.model.injects import Artefact, Inject
from simulator.report.document import (
    Block,
    Bullets,
    CellLine,
    Column,
    Facts,
    Paragraph,
    Section,
    Table,
    TableCell,
    bullets,
    cell,
    section,
    table,
)
from simulator.report.sections.blanks import filled, filled_rows
from simulator.report.sections.front import PURPOSES, purpose
from simulator.report.sections.summary import actions, clipped, counts, headline, void
from simulator.wording.names import Names
from simulator.wording.scales import RATINGS
from simulator.wording.times import wall_span, when

_SHOWN = 6
"""So many objectives and lessons stand in the body; all of them are in the annexes."""


def letter_head(f: Findings, n: Names) -> Facts:
    """What the document is filed under."""
    names = ("document-number", "issued", "addressee", "organisation", "drafted-by", "handling")
    return Facts(filled_rows(names, f, n))


def conduct(f: Findings, n: Names) -> Section | None:
    """When, where, of what kind and with whom it was held."""
    voice = n.voice
    aims = tuple(CellLine(n.text(a.objective.text)) for a in f.objectives[:_SHOWN])
    plan = [line for p in f.setup.playbook.parts for line in (n.playbook(p), CellLine(n.reviewed(p), "quiet"))]
    rows = [
        (voice("Date and time"), cell(wall_span(voice, f.session.began, f.session.ended), _room(f, n))),
        (voice("Place"), cell(f.head.place) or cell(CellLine(voice("(not filled in)"), "open"))),
        (voice("Kind of exercise"), cell(_kind(f, n), _unlike_an_exercise(f, n))),
        (voice("Aims"), aims),
        (voice("Participants by affiliation"), (*filled("participants", f, n), _roles(f, n))),
        *filled_rows(("planners",), f, n),
        (voice("Rated by"), cell(n.roles(f.raters) or voice("nobody yet"))),
        (voice("Plan used"), cell(*plan) if not f.setup.discussion_only else cell(voice("none: for discussion only"))),
    ]
    return section(voice("Outline of the exercise"), Facts(tuple((name, what) for name, what in rows if what)))


def _room(f: Findings, n: Names) -> CellLine:
    return CellLine(n.voice("{span} of play in the room", span=n.voice.span(f.session.room)), "quiet")


def _kind(f: Findings, n: Names) -> str:
    if f.setup.discussion_only:
        return n.voice("tabletop exercise (discussion)")
    return n.voice("tabletop exercise (orders and decisions on a simulated clock)")


def _unlike_an_exercise(f: Findings, n: Names) -> CellLine:
    """A rehearsal, a demonstration, or one without people; of an exercise with people nothing more is said."""
    said = purpose(f, n)
    return CellLine("" if said == n.voice(PURPOSES["exercise"]) else said, "quiet")


def _roles(f: Findings, n: Names) -> CellLine:
    seats = list(dict.fromkeys(chain.from_iterable((seat, *roles) for seat, roles in f.head.seats.items())))
    return CellLine(n.voice("roles at the table: {roles}", roles=n.roles(seats)) if seats else "", "quiet")


def situation(f: Findings, n: Names) -> Section | None:
    """The story in a paragraph, and how it was told."""
    voice, written = n.voice, f.edition.filled.get("outline", "")
    summary = n.text(f.setup.scenario.summary)
    story: list[Block] = [Paragraph(written or summary)] if written or summary else []
    if not story:
        story.append(Paragraph(voice("(not filled in)"), "open"))
    came = sum(1 for mark in f.chart.injects if f.state.ended_at is None or mark.at <= f.state.ended_at)
    told = voice(
        "The situation begins {moment} and was played for {span}; {count} messages were given to the participants.",
        moment=voice.moment(0),
        span=voice.span(f.session.incident),
        count=came,
    )
    return section(voice("Outline of the situation"), *story, Paragraph(told))


def outcome(f: Findings, n: Names) -> Section | None:
    """How the deadlines came out, and how each objective was rated."""
    said = [text for text in (counts(f, n), headline(f, n), void(f, n)) if text]
    columns = [Column(n.voice("Objective"), 64), Column(n.voice("Rating"), 36)]
    rated = table("", columns, (_rated(a, n) for a in f.objectives[:_SHOWN]))
    return section(n.voice("Results"), *(Paragraph(text) for text in said), rated)


def _rated(a: Assessed, n: Names) -> tuple[TableCell, ...]:
    if a.rating is None:
        return cell(n.text(a.objective.text)), cell(CellLine(n.voice("not rated yet"), "open"))
    meaning = n.voice(RATINGS[a.rating.rating])
    said = n.voice("{rating} – {meaning}", rating=a.rating.rating, meaning=meaning)
    return cell(n.text(a.objective.text)), cell(CellLine(said, "strong"))


def overall(f: Findings, n: Names) -> Section | None:
    """What whoever held it makes of it, then what participants called good and weak."""
    voice, remark = n.voice, filled("overall", f, n)
    lessons = (
        bullets(voice("Strengths"), _shown((lesson.text for lesson in f.strengths), n)),
        bullets(voice("Areas for improvement"), _shown((lesson.text for lesson in f.areas), n)),
    )
    return section(voice("Overall assessment"), *(Paragraph(line.text, line.tone) for line in remark), *lessons)


def _shown(texts: Iterable[str], n: Names) -> list[TableCell]:
    every = list(texts)
    items = [cell(clipped(text)) for text in every[:_SHOWN]]
    if len(every) > _SHOWN:
        items.append(cell(CellLine(n.voice("and {count} more", count=len(every) - _SHOWN), "quiet")))
    return items


def improvements(f: Findings, n: Names) -> Section | None:
    """What will be done, by whom, until when."""
    agreed: Table | Bullets = actions(f, n, short=True)
    return section(n.voice("What will be improved"), agreed)


def next_one(f: Findings, n: Names) -> Section | None:
    """When it will be exercised again."""
    return section(
        n.voice("Next exercise"), *(Paragraph(line.text, line.tone) for line in filled("next-exercise", f, n))
    )


def messages(f: Findings, n: Names) -> Section | None:
    """Every message that reached the participants, with the papers handed out with it."""
    voice, played = n.voice, f.state.ended_at
    came = [mark for mark in f.chart.injects if played is None or mark.at <= played]
    n = n.alike(mark.at for mark in came)
    columns = [Column(voice("Inject no."), 14), Column(voice("When"), 20), Column(voice("Message"), 36)]
    columns += [Column(voice("Papers handed out"), 30)]
    rows = (_message(mark, f, n) for mark in came)
    return section(voice("Messages and papers handed out"), table("", columns, rows))


def _message(mark: Mark, f: Findings, n: Names) -> tuple[TableCell, ...]:
    written, voice = f.setup.scenario.inject(mark.what), n.voice
    number = voice("Inject {number}", number=mark.number) if mark.number else voice("improvised")
    to = CellLine(n.roles(written.to) if written else "", "quiet")
    given = [n.text(paper.title) or paper.path(voice.language) for paper in _papers(mark, written, f)]
    papers = cell(*given) or cell(CellLine("–", "quiet"))
    return cell(number), cell(when(voice, mark.at)), cell(n.inject(mark.what), to), papers


def _papers(mark: Mark, written: Inject | None, f: Findings) -> list[Artefact]:
    """Those that went with the message, and of those kept back the ones that somebody asked for."""
    every = enumerate(written.artefacts if written else (), 1)
    return [paper for n, paper in every if not paper.on_request or f"{mark.what}/{n}" in f.state.handed]
