"""An objective with what the record holds for and against it; and what the hot wash brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.console.moments import noted
from simulator.console.panels import Acts
from simulator.console.rows import Cell, Part, Row, Words, blocks
from simulator.findings.findings import Findings
from simulator.findings.objectives import Assessed
from simulator.timeline.events import Event, LessonNoted
from simulator.wording.lengths import short_span
from simulator.wording.names import Names
from simulator.wording.scales import RATINGS
from simulator.wording.sentences import seat_of, sentence
from simulator.wording.voice import Voice

_FOR: Words = ("✓", "good")
_AGAINST: Words = ("✗", "bad")
_OPEN: Words = ("·", "quiet")


LAST = 6
"""Acts that are suggested of one objective."""


def parts(assessed: Assessed, done: Sequence[Event], names: Names, acts: Acts, ended: int | None) -> tuple[Part, ...]:
    """Criteria, milestones, clocks, expected actions, what was observed; the rating and what the rule suggests; acts.

    ``done``: what people did that speaks of it, the last of which are told. ``ended``: ENDEX.
    """
    voice = names.voice
    observed = [_point(_OPEN, f"{noted(note.at, ended, voice)} {note.text}") for note in assessed.observations]
    return blocks(
        [
            (((names.text(assessed.objective.text), "accent"),),),
            _headed(voice("Criteria"), list(_criteria(assessed, names, ended))),
            _headed(voice("Milestones"), list(_milestones(assessed, names))),
            _headed(voice("Clocks"), list(_clocks(assessed, names))),
            _headed(voice("Expected"), list(_expected(assessed, names))),
            _headed(voice("Observed"), observed),
            _rating(assessed, voice, acts),
            _headed(voice("Acts that may speak of it"), list(act_rows(done, LAST, names))),
        ]
    )


def act_rows(done: Sequence[Event], last: int, names: Names) -> Iterator[Row]:
    """The last acts of people, with who did them, as the log tells them."""
    for event in done[-last:]:
        who = names.seat(seat) if (seat := seat_of(event)) else ""
        words = f"{names.voice.clock(event.at)} {sentence(event, names)}"
        yield Row(
            "",
            (Cell((words, "quiet")), Cell((f"  {who}" if who else "", "quiet"))),
            _OPEN,
            indent=2,
            whole=True,
            told=True,
        )


def _headed(heading: str, points: list[Row]) -> tuple[Part, ...]:
    return (((heading, "strong"),), *points) if points else ()


def _point(sign: Words, words: str, after: str = "", *, told: bool = False) -> Row:
    return Row("", (Cell(words), Cell((after, "quiet"))), sign, indent=2, whole=True, told=told)


def _criteria(assessed: Assessed, names: Names, ended: int | None) -> Iterator[Row]:
    for criterion in assessed.criteria:
        when = f"  {noted(criterion.seen_at, ended, names.voice)}" if criterion.seen_at is not None else ""
        yield _point(_FOR if when else _OPEN, names.text(criterion.text), when)


def _milestones(assessed: Assessed, names: Names) -> Iterator[Row]:
    voice = names.voice
    for shown in assessed.shown:
        name = names.milestone(shown.milestone)
        if shown.at is None:
            yield _point(_AGAINST, voice("{milestone}: not reached", milestone=name), told=True)
        elif shown.projected:
            when = voice.day_clock(shown.at)
            yield _point(_OPEN, voice("{milestone}: projected {when}", milestone=name, when=when), told=True)
        else:
            yield _point(_FOR, f"{name}  {voice.day_clock(shown.at)}")


def _clocks(assessed: Assessed, names: Names) -> Iterator[Row]:
    voice = names.voice
    for outcome in assessed.outcomes:
        name = names.clock(outcome.clock)
        margin = short_span(voice, outcome.margin) if outcome.margin is not None else ""
        if outcome.standing == "void" and not outcome.projected:
            sign, words = _OPEN, voice("{clock}: void, it fell away", clock=name)
        elif outcome.projected or not outcome.ran:
            sign, words = _OPEN, voice("{clock}: not settled in play", clock=name)
        elif outcome.standing == "met":
            sign = _FOR
            met = voice("{clock}: met", clock=name)
            words = voice("{clock}: met, {span} to spare", clock=name, span=margin) if margin else met
        else:
            sign = _AGAINST
            missed = voice("{clock}: missed", clock=name)
            words = voice("{clock}: missed by {span}", clock=name, span=margin) if margin else missed
        yield _point(sign, words, told=True)


def _expected(assessed: Assessed, names: Names) -> Iterator[Row]:
    for action in assessed.actions:
        words = names.text(action.text) if action.text else names.step(action.step)
        yield _point(_FOR if action.seen else _OPEN, words)


def _rating(assessed: Assessed, voice: Voice, acts: Acts) -> tuple[Part, ...]:
    """The suggestion stands only beside a rating: before, it would anchor."""
    if assessed.apart:
        return (((voice("Evaluators differ: {rate} says which rating counts.", rate=acts["rate"]), "warning"),),)
    if assessed.rating is None:
        return (((voice("Not rated yet: {rate} rates.", rate=acts["rate"]), "warning"),),)
    rating, why = assessed.rating.rating, assessed.rating.why
    rule = voice(
        "The rule suggests {rating}: {good} of {counted} counted.",
        rating=assessed.suggested,
        good=assessed.good,
        counted=assessed.counted,
    )
    mine = ((voice("Rated {rating}", rating=rating), "strong"), f" – {voice(RATINGS[rating])}")
    said = (Row("", (Cell(why),), indent=2, whole=True),) if why else ()
    return mine, ((rule, "quiet"),), *said


def lessons(findings: Findings, names: Names) -> tuple[Part, ...]:
    """Strengths, then areas, each with who said it."""
    voice = names.voice
    round_of = voice("Hot wash: a round by role, strengths first.")
    if findings.head.is_real:
        round_of = voice("Lessons: a round by role, strengths first.")
    head: tuple[Part, ...] = (((round_of, "accent"),),)
    return blocks(
        [
            head,
            _lessons(voice("Strengths"), "+", findings.strengths, names),
            _lessons(voice("Areas for improvement"), "△", findings.areas, names),
        ]
    )


def _lessons(heading: str, sign: str, noted: tuple[LessonNoted, ...], names: Names) -> tuple[Part, ...]:
    if not noted:
        return ((heading, "strong"),), (("  " + names.voice("none yet"), "quiet"),)
    return ((heading, "strong"),), *(_lesson(sign, lesson, names) for lesson in noted)


def _lesson(sign: str, lesson: LessonNoted, names: Names) -> Row:
    return _point(sign, lesson.text, f"  {names.seat(lesson.seat)}" if lesson.seat else "")
