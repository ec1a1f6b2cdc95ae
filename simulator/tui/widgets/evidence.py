"""An objective with what the record holds for and against it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from simulator.findings.findings import Findings
from simulator.findings.objectives import Assessed
from simulator.tui import text
from simulator.wording.names import Names
from simulator.wording.sentences import RATINGS
from simulator.wording.voice import Voice

_FOR, _AGAINST, _OPEN = ("✓ ", "$text-success"), ("✗ ", "bold $text-error"), ("· ", "$text-muted")


def evidence_lines(assessed: Assessed, names: Names, width: int) -> list[Content]:
    """Criteria, milestones, clocks, expected actions, what was observed, the rating; then the suggestion."""
    voice = names.voice
    found = text.wrap(text.line((names.text(assessed.objective.text), "bold $text-accent")), width)
    parts = (
        (voice("Criteria"), list(_criteria(assessed, names))),
        (voice("Milestones"), list(_milestones(assessed, names))),
        (voice("Clocks"), list(_clocks(assessed, names))),
        (voice("Expected"), list(_expected(assessed, names))),
        (
            voice("Observed"),
            [text.line(_OPEN, f"{voice.clock(note.at)} {note.text}") for note in assessed.observations],
        ),
    )
    for label, points in parts:
        if points:
            found += [Content(""), text.line((label, "bold"))]
            found += [row for point in points for row in text.wrap(point, width, first="  ", rest="    ")]
    return [*found, Content(""), *_rating(assessed, voice, width)]


def _criteria(assessed: Assessed, names: Names) -> Iterator[Content]:
    for criterion in assessed.criteria:
        when = f"  {names.voice.clock(criterion.seen_at)}" if criterion.seen_at is not None else ""
        yield text.line(_FOR if when else _OPEN, names.text(criterion.text), (when, "$text-muted"))


def _milestones(assessed: Assessed, names: Names) -> Iterator[Content]:
    for shown in assessed.shown:
        name = names.milestone(shown.milestone)
        if shown.at is None:
            yield text.line(_AGAINST, names.voice("{milestone}: not reached", milestone=name))
        elif shown.projected:
            when = names.voice.day_clock(shown.at)
            yield text.line(_OPEN, names.voice("{milestone}: projected {when}", milestone=name, when=when))
        else:
            yield text.line(_FOR, f"{name}  {names.voice.day_clock(shown.at)}")


def _clocks(assessed: Assessed, names: Names) -> Iterator[Content]:
    voice = names.voice
    for outcome in assessed.outcomes:
        name = names.clock(outcome.clock)
        margin = voice.span(outcome.margin) if outcome.margin is not None else ""
        if outcome.projected or not outcome.ran:
            yield text.line(_OPEN, voice("{clock}: not settled in play", clock=name))
        elif outcome.standing == "met":
            yield text.line(_FOR, voice("{clock}: met, {span} to spare", clock=name, span=margin) if margin else name)
        elif margin:
            yield text.line(_AGAINST, voice("{clock}: missed by {span}", clock=name, span=margin))
        else:
            yield text.line(_AGAINST, voice("{clock}: missed", clock=name))


def _expected(assessed: Assessed, names: Names) -> Iterator[Content]:
    for action in assessed.actions:
        words = names.text(action.text) if action.text else names.step(action.step)
        yield text.line(_FOR if action.seen else _OPEN, words)


def _rating(assessed: Assessed, voice: Voice, width: int) -> list[Content]:
    """The suggestion stands only beside a rating: before, it would anchor."""
    if assessed.rating is None:
        return [text.line((voice("Not rated yet: Enter rates."), "bold $text-warning"))]
    rating = assessed.rating.rating
    mine = text.line((voice("Rated {rating}", rating=rating), "bold"), f" – {voice(RATINGS[rating])}")
    rule = voice(
        "The rule suggests {rating}: {good} of {counted} counted.",
        rating=assessed.suggested,
        good=assessed.good,
        counted=assessed.counted,
    )
    found = [mine, *text.wrap(text.line((rule, "$text-muted")), width)]
    return found + (text.wrap(assessed.rating.why, width, first="  ", rest="  ") if assessed.rating.why else [])


def lesson_lines(findings: Findings, names: Names, width: int) -> list[Content]:
    """Strengths, then areas, each with who said it."""
    voice = names.voice
    found = [text.line((voice("Hot wash: a round by role, strengths first."), "bold $text-accent"))]
    for label, sign, lessons in (
        (voice("Strengths"), "+ ", findings.strengths),
        (voice("Areas for improvement"), "△ ", findings.areas),
    ):
        found += [Content(""), text.line((label, "bold"))]
        if not lessons:
            found.append(text.line(("  " + voice("none yet"), "$text-muted")))
        for lesson in lessons:
            who = f"  ({names.seat(lesson.seat)})" if lesson.seat else ""
            found += text.wrap(text.line(lesson.text, (who, "$text-muted")), width, first=f"  {sign}", rest="    ")
    return found
