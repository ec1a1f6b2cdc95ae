"""A study as a page: the answer first, then how every clock fares, why, what would help, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import NamedTuple

from simulator.model.freshness import UNKNOWN, Freshness
from simulator.report.document import (
    Bullets,
    CellLine,
    Column,
    Document,
    Facts,
    Figure,
    Paragraph,
    Section,
    Table,
    TableCell,
    cell,
    section,
    table,
)
from simulator.report.pictures.curve import curve
from simulator.report.sections.changes import changes, missed, missed_by_clock, options, rests_on
from simulator.report.sections.reasons import reasons
from simulator.study.gains import Further, Ranking
from simulator.study.result import Coming, ExpectationResult, FormResult, Histogram, Interval, MilestoneResult, Study
from simulator.wording.changes import change_words
from simulator.wording.forms import idle_forms_words, judgement, last_words
from simulator.wording.histogram import outside_words
from simulator.wording.lengths import margins
from simulator.wording.names import KINDS, Names
from simulator.wording.shares import interval, percent, points
from simulator.wording.studies import assumed_words, by_time, hardest_words, partial_words, tails_words, turns_words
from simulator.wording.voice import Voice

_DRAWN = 3
"""Clocks whose distribution is drawn: those hardest to meet."""


class Subject(NamedTuple):
    """What a page is made of."""

    study: Study
    ranking: Ranking | None
    names: Names


def study_page(study: Study, further: Further, names: Names, fresh: Freshness = UNKNOWN) -> Document:
    """The page in the language of the names' voice; ``fresh``: how its rules stand on the day of the page."""
    voice, subject = names.voice, Subject(study, further.ranking, names)
    parts = (
        _brief(subject),
        _results(subject),
        _forms(subject),
        _when(subject),
        _milestones(subject),
        *reasons(study, names),
        *chain.from_iterable(_what_if(ranking, names) for ranking in further.rankings),
        missed_by_clock(further.missed, names),
        rests_on(study, further.ranking, names, fresh),
        _limits(subject),
    )
    return Document(
        language=voice.language,
        banner="",
        kind=voice("Study of a playbook"),
        title=names.text(names.setup.scenario.title),
        draft=voice("INCOMPLETE") if study.partial else "",
        signatures=(),
        facts=_facts(subject),
        care=voice(
            "Simulated runs are no forecast of a real incident. Nothing here is legal advice; the estimates"
            " are assumed unless it is said where they are from."
        ),
        sections=tuple(part for part in parts if part is not None),
    )


def _what_if(ranking: Ranking, names: Names) -> Iterable[Section | None]:
    return changes(ranking, names), options(ranking, names), missed(ranking, names)


def _facts(subject: Subject) -> Facts:
    study, n = subject.study, subject.names
    voice, team = n.voice, n.setup.team
    playbooks: Iterable[tuple[str | CellLine, ...]] = (
        (n.playbook(part), _quiet(f"{part.id} · {n.reviewed(part)}")) for part in n.setup.playbook.parts
    )
    runs = voice("{runs} runs, seed {seed}", runs=f"{study.runs:,}", seed=study.seed)
    several = voice("{count} incidents at once, one every {span}", count=study.incidents, span=voice.span(study.every))
    question = voice(
        "How often are the deadlines met, if the team carries out the playbook as it is written, day and night?"
    )
    rows = (
        (voice("What is asked"), cell(question)),
        (voice("Playbook"), cell(*chain.from_iterable(playbooks))),
        (voice("Team"), cell(n.text(team.title) or team.id, _quiet(team.id))),
        (voice("Incident opens"), cell(voice.moment(0), several if study.incidents > 1 else "")),
        (voice("Runs"), cell(runs)),
    )
    return Facts(rows)


def _quiet(text: str) -> CellLine:
    return CellLine(text, "quiet")


# ---- the answer


def _brief(subject: Subject) -> Section | None:
    study, n = subject.study, subject.names
    sentences = [*_hardest(subject), *_best(subject)]
    sentences += [partial_words(study, n), assumed_words(study, n)]
    return section(n.voice("In brief"), Bullets(tuple(cell(sentence) for sentence in sentences if sentence)))


def _hardest(subject: Subject) -> Iterable[str]:
    worst, n = subject.study.worst, subject.names
    if worst is None:
        yield n.voice("No clock started in any run.")
        return
    yield hardest_words(worst, n)
    if words := timing_words(worst.histogram, n):
        yield words
    yield tails_words(subject.study, n)


def timing_words(picture: Histogram | None, names: Names) -> str:
    """When the milestone comes in the middle run, beside the deadline; empty where it is not a matter of time."""
    voice = names.voice
    if picture is None or picture.limit is None:
        return ""
    if picture.middle is None:
        return voice("It is not reached in half of the runs.")
    return voice(
        "In the middle run it comes {took} after the clock starts; the deadline is at {limit}.",
        took=voice.span(picture.middle),
        limit=voice.span(picture.limit),
    )


def _best(subject: Subject) -> Iterable[str]:
    ranking, n = subject.ranking, subject.names
    first = ranking.changes[0] if ranking and ranking.changes else None
    if ranking is None:
        return
    if first is None or first.gain.low <= 0:
        yield n.voice("No single change is sure to make it better.")
        return
    yield n.voice(
        "What would help most: {change}, by {gain} points.",
        change=change_words(first, n),
        gain=points(first.gain.by),
    )


# ---- how it fares


def _results(subject: Subject) -> Section | None:
    study, n = subject.study, subject.names
    voice = n.voice
    rows = [_row(e, subject) for e in (*study.hardest, *(e for e in study.expectations if not e.counted))]
    columns = [Column(voice("Expectation"), 34), Column(voice("met"), 14, numeric=True)]
    columns += [Column(voice("started"), 10, numeric=True), Column(voice("void"), 10, numeric=True)]
    columns += [Column(voice("after the story"), 10, numeric=True), Column(voice("never reached"), 10, numeric=True)]
    columns += [Column(voice("margin p5 / p50 / p95"), 30, numeric=True)]
    return section(voice("Results by clock"), table("", columns, rows))


def _row(e: ExpectationResult, subject: Subject) -> tuple[TableCell, ...]:
    n = subject.names
    voice, whose = n.voice, _whose(subject, e.incident)
    kind = voice(KINDS[e.kind]) if e.kind in KINDS else e.kind
    under = n.voice.joined((kind, whose, turns_words(e, n)))
    name = cell(n.keyed(e.key), _quiet(under))
    counts = (cell(percent(e.started)), cell(percent(e.void)))
    if not e.counted:
        words = voice("void") if e.void else voice("not started")
        return name, cell(_quiet(words)), *counts, cell("–"), cell("–"), cell("–")
    chance = cell(CellLine(percent(e.met.p), "strong"), _quiet(interval(e.met)))
    return name, chance, *counts, *_coming(e.coming), cell(margins(voice, e.margin))


def _coming(found: Coming) -> tuple[TableCell, TableCell]:
    return cell(percent(found.later)), cell(percent(found.never))


def _whose(subject: Subject, incident: int) -> str:
    if subject.study.incidents < 2:
        return ""
    return subject.names.voice("incident {number}", number=incident + 1)


# ---- whether its forms can be written


def _forms(subject: Subject) -> Section | None:
    study, n = subject.study, subject.names
    voice = n.voice
    if not study.forms:
        return None
    columns = [Column(voice("Form"), 40), Column(voice("all known"), 14, numeric=True)]
    columns += [Column(voice("to be used"), 10, numeric=True), Column(voice("in the middle run"), 14, numeric=True)]
    columns += [Column(voice("known last"), 36)]
    rows = [_form(form, subject) for form in study.forms if form.applies]
    idle = idle_forms_words(study, n)
    return section(
        voice("Forms: whether all that is required can be answered by the deadline"),
        table("", columns, rows),
        Paragraph(idle) if idle else None,
        Paragraph(judgement(voice), "quiet"),
    )


def _form(form: FormResult, subject: Subject) -> tuple[TableCell, ...]:
    n, whose = subject.names, _whose(subject, form.incident)
    clock = n.voice.joined((n.keyed(form.clock), whose))
    chance = cell(CellLine(percent(form.knowable.p), "strong"), _quiet(interval(form.knowable)))
    middle = n.voice("not reached") if form.middle is None else n.voice.span(form.middle)
    name = cell(n.form(form.form), _quiet(clock))
    return name, chance, cell(percent(form.applies)), cell(middle), cell(last_words(form, n))


# ---- when


def _when(subject: Subject) -> Section | None:
    n = subject.names
    came = (e for e in subject.study.hardest if e.histogram and any(e.histogram.counts))
    figures = [_curve(e.histogram, n.keyed(e.key), n) for e in islice(came, _DRAWN) if e.histogram]
    return section(n.voice("When it comes: the hardest clocks"), *figures)


def _curve(picture: Histogram, title: str, n: Names) -> Figure:
    caption = _caption(picture, n)
    return Figure(curve(picture, n.voice), caption, title, instead=caption)


def _caption(picture: Histogram, n: Names) -> str:
    voice = n.voice
    words = [timing_words(picture, n)]
    if picture.limit is not None and picture.limit_shown is None:
        words.append(voice("The deadline lies beyond the picture."))
    words += outside_words(picture, voice)
    words.append(voice("Each bar is {span} wide; dark bars are late.", span=voice.span(picture.width)))
    return _joined(words, n)


def _joined(sentences: Iterable[str], n: Names) -> str:
    return ("" if n.voice.language == "ja" else " ").join(sentence for sentence in sentences if sentence)


def _milestones(subject: Subject) -> Section | None:
    n = subject.names
    voice = n.voice
    columns = [Column(voice("Milestone"), 34), Column(voice("reached"), 12, numeric=True)]
    columns += [Column(voice("after the story"), 10, numeric=True), Column(voice("never reached"), 10, numeric=True)]
    columns += [Column(title, 18, numeric=True) for title in ("p50", "p90", "p95")]
    rows: Table | None = table("", columns, (_reached(m, subject) for m in by_time(subject.study.milestones)))
    return section(voice("Milestones: time since the incident opened"), rows)


def _reached(m: MilestoneResult, subject: Subject) -> tuple[TableCell, ...]:
    voice = subject.names.voice
    times = ((m.p50, m.p50_in), (m.p90, m.p90_in), (m.p95, m.p95_in))
    name = cell(subject.names.milestone(m.id), _quiet(_whose(subject, m.incident)))
    return (
        name,
        cell(percent(m.reached)),
        *_coming(m.coming),
        *(_time(at, ends, voice) for at, ends in times),
    )


def _time(at: int | None, ends: Interval, voice: Voice) -> TableCell:
    words = voice("not reached") if at is None else voice.span(at)
    return cell(words, _quiet("" if ends == (None, None) else _between(ends, voice)))


def _between(ends: Interval, voice: Voice) -> str:
    return "–".join("…" if end is None else voice.span(end) for end in ends)


# ---- what it does not say


def _limits(subject: Subject) -> Section | None:
    voice = subject.names.voice
    said = (
        voice("The autopilot follows the playbook at once and makes no mistakes; a team at a table does both."),
        voice("An interval tells how sure the number of runs makes a figure, not how sure the estimates are."),
        voice("What the files do not hold did not happen: other incidents, holidays of single people, fatigue."),
        voice("Whether a duty applies and when its clock starts is a question for counsel, not for a simulation."),
    )
    return section(voice("Limits"), Bullets(tuple(cell(sentence) for sentence in said)))
