"""How it was played: decisions, expected actions, deviations, questions."""

from __future__ import annotations

from simulator.findings.conduct import Decided, Deviation
from simulator.findings.findings import Findings
from simulator.findings.requests import Requested
from simulator.report.document import (
    CellLine,
    Column,
    Paragraph,
    Section,
    Table,
    TableCell,
    bullets,
    cell,
    section,
    table,
)
from simulator.report.sections.belief import untrue
from simulator.report.sections.moments import noted_at
from simulator.report.sections.results import outcome_table
from simulator.timeline.events import ArtefactHanded, Noted
from simulator.wording.acts import act_name
from simulator.wording.names import Names
from simulator.wording.scales import SURE
from simulator.wording.sentences import adhoc_titles, seat_of, tell
from simulator.wording.times import when


def decisions(f: Findings, n: Names) -> Section | None:
    """What was decided, why, and what was not chosen."""
    n = n.alike(d.opened_at if d.taken_at is None else d.taken_at for d in f.decisions)
    voice = n.voice
    columns = [Column(voice("When"), 14), Column(voice("Question"), 28), Column(voice("Decision"), 32)]
    columns += [Column(voice("Not chosen"), 26)]
    return section(voice("Decisions"), table("", columns, (_decision(d, n) for d in f.decisions)))


def _decision(d: Decided, n: Names) -> tuple[TableCell, ...]:
    voice, asked = n.voice, d.inject.decision
    moment = cell(when(voice, d.opened_at if d.taken_at is None else d.taken_at), CellLine(_waited(d, n), "quiet"))
    question = cell(n.text(asked.question if asked else None), CellLine(n.decider(asked) if asked else "", "quiet"))
    par = voice("the autopilot drew: {option}", option=n.text(d.par.text)) if d.par else ""
    others = tuple(CellLine("· " + n.text(option.text)) for option in d.others)
    return (moment, question, _taken(d, n), cell(*others, CellLine(par, "quiet")))


def _waited(d: Decided, n: Names) -> str:
    """How long the question was open; nobody decides after a time that nobody decided in."""
    if d.taken_at is None:
        return ""
    span = n.voice.span(d.taken_at - d.opened_at)
    return n.voice("open for {span}", span=span) if d.undecided else n.voice("after {span}", span=span)


def _taken(d: Decided, n: Names) -> TableCell:
    """The table's own words are the decision; the option nearest to them is only how the story went on."""
    voice = n.voice
    if d.taken_at is None:
        return cell(CellLine(voice("open: nobody has decided"), "open"))
    option = n.text(d.option.text) if d.option else ""
    why = voice("because {why}", why=d.why) if d.why else ""
    sure = voice("how sure: {sure}", sure=voice(SURE[d.sure]) if d.sure in SURE else d.sure) if d.sure else ""
    who = voice("by {seat}", seat=n.seat(d.seat)) if d.seat else ""
    marks = [*([voice("projected")] if d.projected else []), *waited(d, n), *untrue(d, n)]
    if d.undecided:
        return cell(
            CellLine(voice("not decided in time"), "open"), option, *(CellLine(mark, "quiet") for mark in marks)
        )
    nearest = voice("nearest option: {option}", option=option) if option else voice("none of the options")
    small = (nearest if d.text else "", who, sure, *marks)
    return cell(CellLine(d.text or option, "strong"), why, *(CellLine(text, "quiet") for text in small))


def waited(d: Decided, n: Names) -> tuple[str, ...]:
    """Of a decision to wait until when it was, on purpose, and what ended it: time, a measure, or people."""
    wait, voice = d.wait, n.voice
    if wait is None:
        return ()
    if wait.tripped_at is None:
        return (voice("waited on purpose: until {latest} at most", latest=when(voice, wait.latest)),)
    why = n.awaited(wait.tripped_by) if wait.tripped_by else voice("brought by the facilitator")
    why = why if wait.tripped_by or wait.by_people else voice("time was up")
    span = voice.span(wait.tripped_at - wait.set_at)
    return (
        voice(
            "waited on purpose: {span}, until {moment}: {why}", span=span, moment=when(voice, wait.tripped_at), why=why
        ),
    )


def deviations(f: Findings, n: Names) -> Section | None:
    """Where table or facilitator left playbook and script."""
    n = n.alike(d.event.at for d in f.deviations)
    voice = n.voice
    columns = [Column(voice("When"), 14), Column(voice("What"), 66), Column(voice("Who"), 20)]
    left = bullets(voice("Could have begun and was never ordered"), (cell(n.step(step)) for step in f.left_undone))
    script = voice("Deviations from the script")
    return section(
        script if f.setup.discussion_only else voice("Deviations from playbook and script"),
        table("", columns, (_deviation(d, f, n) for d in f.deviations)),
        left,
        _taken_back(f, n),
    )


def _taken_back(f: Findings, n: Names) -> Paragraph | None:
    """What was taken back is no deviation, but it is not hidden either."""
    count = f.integrity.taken_back
    if not count:
        return None
    acts = n.listed(act_name(n, move) for move in f.taken_back)
    if not acts:
        return Paragraph(n.voice("Acts taken back, not listed here: {count}.", count=count), "quiet")
    said = n.voice("Acts taken back, not listed elsewhere ({count}): {acts}.", count=count, acts=acts)
    return Paragraph(said, "quiet")


def _deviation(d: Deviation, f: Findings, n: Names) -> tuple[TableCell, ...]:
    sentence = tell(d.event, f.setup, n.voice, adhoc_titles(f.state))
    return (cell(when(n.voice, d.event.at)), cell(sentence), cell(n.seat(seat_of(d.event)) or "–"))


def expected_actions(f: Findings, n: Names) -> Section | None:
    """What injects asked for within a time."""
    title = n.voice("Expected actions of injects")
    return section(title, outcome_table("", [o for o in f.outcomes if o.clock.kind == "inject"], n))


def questions(f: Findings, n: Names) -> Section | None:
    """What players asked and were answered, and what else was noted."""
    n = n.alike(note.at for note in (*f.answers, *f.notes) if note not in f.in_review)
    voice = n.voice
    columns = [Column(voice("When"), 14), Column(voice("Noted"), 54), Column(voice("On inject"), 32)]
    return section(
        voice("Questions and notes"),
        table(voice("Asked and answered"), columns, (_note(note, f, n) for note in f.answers)),
        _requests(f, n),
        table(voice("Other notes"), columns, (_note(note, f, n) for note in f.notes)),
    )


def _requests(f: Findings, n: Names) -> Table | None:
    """What seats asked for, and how long each waited for it."""
    n = n.alike(asked.made.at for asked in f.requests)
    voice = n.voice
    columns = [Column(voice("When"), 14), Column(voice("Seat"), 16), Column(voice("Asked for"), 35)]
    columns += [Column(voice("Answer"), 35)]
    return table(voice("Requests of seats"), columns, (_request(asked, n) for asked in f.requests))


def _request(asked: Requested, n: Names) -> tuple[TableCell, ...]:
    voice, made = n.voice, asked.made
    said = cell(CellLine(voice("not answered"), "open"))
    if asked.answer is not None:
        words = n.came(asked.said) if isinstance(asked.answer, ArtefactHanded) else asked.said
        said = cell(words, CellLine(voice("after {span}", span=voice.span(asked.waited)), "quiet"))
    return cell(when(voice, made.at)), cell(n.seat(made.seat)), cell(made.text), said


def _note(note: Noted, f: Findings, n: Names) -> tuple[TableCell, ...]:
    return (cell(noted_at(note, f, n)), cell(note.text), cell(n.inject(note.inject) if note.inject else "–"))
