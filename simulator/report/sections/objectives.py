"""Objectives with their evidence and ratings, and what is to improve."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.findings.agreement import alpha_of, equal_pairs
from simulator.findings.findings import Findings
from simulator.findings.objectives import Action, Assessed, Criterion
from simulator.findings.outcomes import Outcome
from simulator.report.document import Block, CellLine, Facts, Paragraph, Section, TableCell, bullets, cell, section
from simulator.report.sections.moments import noted_at
from simulator.report.sections.results import verdict
from simulator.report.sections.summary import actions
from simulator.timeline.events import Discussed, LessonNoted, Noted
from simulator.wording.names import Names
from simulator.wording.scales import RATINGS
from simulator.wording.times import when


def objectives(f: Findings, n: Names) -> Section | None:
    """Each objective with its evidence, its rating, and what the rule suggests."""
    key = n.voice(
        "P performed without challenges, S with some challenges, M with major challenges, U unable to be performed,"
        " N not observed."
    )
    rule = n.voice(
        "Suggested by rule, from milestones to show, clocks that ran and criteria, leaving out what is only projected:"
        " P all achieved, S two thirds or more, M fewer, U none, N nothing to count. The evaluator's rating stands."
    )
    blocks: list[Block] = [_objective(a, f, n) for a in f.objectives]
    notes = (*(Paragraph(words) for words in _agreed(f, n)), Paragraph(key, "quiet"), Paragraph(rule, "quiet"))
    return section(n.voice("Objectives"), *blocks, *notes) if blocks else None


def _agreed(f: Findings, n: Names) -> Iterator[str]:
    """How far several evaluators agreed before they talked it over."""
    if not f.agreements:
        return
    alike = sum(one.equal for one in f.agreements)
    pairs, voice = equal_pairs(f.agreements), n.voice
    yield voice(
        "Evaluators rated {alike} of {count} objectives alike; {pairs} of {of} pairs of their ratings are equal.",
        alike=alike,
        count=len(f.agreements),
        pairs=pairs.count,
        of=pairs.of,
    )
    alpha = alpha_of(f.agreements)
    if alpha is not None:
        yield voice(
            "Krippendorff's alpha for ordered ratings: {alpha}; 1 is full agreement, 0 is chance.", alpha=f"{alpha:.2f}"
        )


def _evaluators(a: Assessed, f: Findings, n: Names) -> tuple[CellLine, ...]:
    """Who rated what, how far apart, and what was settled on."""
    found = next((one for one in f.agreements if one.objective == a.objective.id), None)
    if found is None:
        return ()
    voice = n.voice
    rows = [voice("{seat}: {rating}", seat=n.seat(one.seat), rating=one.rating) for one in found.rated]
    whys = [f" – {one.why}" if one.why else "" for one in found.rated]
    lines = [CellLine(row + why) for row, why in zip(rows, whys, strict=True)]
    if found.span:
        lines.append(CellLine(voice("steps apart: {count}", count=found.span), "quiet"))
    if found.reconciled:
        settled = {"rating": found.reconciled.rating, "why": found.reconciled.why}
        lines.append(CellLine(voice("counts after reconciling: {rating} – {why}", **settled), "strong"))
    elif found.open:
        lines.append(CellLine(voice("not reconciled: no rating counts"), "open"))
    return tuple(lines)


def _objective(a: Assessed, f: Findings, n: Names) -> Facts:
    voice = n.voice
    rows = [
        (voice("Rating"), _rating(a, n)),
        (voice("Evaluators"), _evaluators(a, f, n)),
        (voice("Criteria"), tuple(_criterion(criterion, f, n) for criterion in a.criteria)),
        (voice("Evidence for"), tuple(CellLine("✓ " + text) for text in _for(a, n))),
        (voice("Evidence against"), tuple(CellLine("✗ " + text) for text in _against(a, n))),
        (voice("Observations"), tuple(CellLine("· " + _observation(note, f, n)) for note in a.observations)),
        (voice("Discussed"), tuple(CellLine("· " + _said(answer, n)) for answer in a.answers)),
        (voice("Supports"), cell(CellLine(n.requirements(a.objective.requirements), "quiet"))),
    ]
    return Facts(tuple((name, what) for name, what in rows if what), n.text(a.objective.text))


def _rating(a: Assessed, n: Names) -> TableCell:
    voice = n.voice
    suggested = voice(
        "suggested by rule: {rating} ({good} of {counted} achieved)", rating=a.suggested, good=a.good, counted=a.counted
    )
    if a.rating is None:
        none = voice("evaluators differ") if a.apart else voice("not rated yet")
        return cell(CellLine(none, "open"), CellLine(suggested, "quiet"))
    meaning = voice(RATINGS[a.rating.rating])
    said = voice("{rating} – {meaning}", rating=a.rating.rating, meaning=meaning)
    by = voice("by {seat}", seat=n.seat(a.rating.seat)) if a.rating.seat else ""
    return cell(CellLine(said, "strong"), a.rating.why, CellLine(by, "quiet"), CellLine(suggested, "quiet"))


def _criterion(criterion: Criterion, f: Findings, n: Names) -> CellLine:
    text, seen_at, end = n.text(criterion.text), criterion.seen_at, f.state.ended_at
    if seen_at is None:
        return CellLine("☐ " + text)
    if end is not None and seen_at >= end:
        return CellLine("☑ " + text)  # ticked in the review: its time says nothing
    return CellLine("☑ " + n.voice("{criterion} ({moment})", criterion=text, moment=when(n.voice, seen_at)))


def _for(a: Assessed, n: Names) -> list[str]:
    """Clocks met, milestones no clock speaks of, actions done, strengths."""
    clocks = [o for o in a.outcomes if o.standing == "met" and not o.projected]
    timed = [o for o in clocks if o.clock.kind == "inject" and not o.before_start]
    ahead = [o for o in clocks if o.clock.kind == "inject" and o.before_start]
    covered = {o.clock.end for o in a.outcomes if o.ran}
    evidence = [_outcome(o, n) for o in clocks if o.clock.kind != "inject"]
    evidence += [
        n.voice("{milestone}: {moment}", milestone=n.milestone(shown.milestone), moment=when(n.voice, shown.at))
        for shown in a.shown
        if shown.at is not None and not shown.projected and shown.milestone not in covered
    ]
    if timed:
        evidence.append(n.voice("expected actions done in time: {count}", count=len(timed)))
    if ahead:
        evidence.append(n.voice("expected actions done before the message: {count}", count=len(ahead)))
    evidence += [_action(action, n) for action in a.actions if action.seen]
    return evidence + [lesson.text for lesson in a.lessons if lesson.kind == "strength"]


def _against(a: Assessed, n: Names) -> list[str]:
    """Clocks missed, milestones not reached in play, areas for improvement."""
    evidence = [_outcome(o, n) for o in a.outcomes if o.standing == "missed" and not o.projected]
    for shown in a.shown:
        name = n.milestone(shown.milestone)
        if shown.at is None:
            evidence.append(n.voice("{milestone}: not reached", milestone=name))
        elif shown.projected:
            evidence.append(
                n.voice("{milestone}: only projected, {moment}", milestone=name, moment=when(n.voice, shown.at))
            )
    return evidence + [lesson.text for lesson in a.lessons if lesson.kind == "area"]


def _outcome(o: Outcome, n: Names) -> str:
    _, words, detail = verdict(o, n)
    said = {"expectation": n.reading(o.clock), "result": words}
    if not detail:
        return n.voice("{expectation}: {result}", **said)
    return n.voice("{expectation}: {result}, {detail}", **said, detail=detail)


def _action(action: Action, n: Names) -> str:
    return n.text(action.text) or n.voice("“{step}” done", step=n.step(action.step))


def _observation(note: Noted, f: Findings, n: Names) -> str:
    return n.voice("{moment} {text}", moment=noted_at(note, f, n), text=note.text)


def _said(answer: Discussed, n: Names) -> str:
    asked = n.question(answer.inject, answer.number)
    return n.voice("{question} – {text}", question=asked, text=answer.text)


def improvement(f: Findings, n: Names) -> Section | None:
    """Strengths, areas, and what is going to be done about them."""
    voice = n.voice
    none = cell(CellLine(voice("None was noted."), "open"))
    return section(
        voice("Improvement plan"),
        bullets(voice("Strengths"), [_lesson(lesson, n) for lesson in f.strengths] or [none]),
        bullets(voice("Areas for improvement"), [_lesson(lesson, n) for lesson in f.areas] or [none]),
        actions(f, n, short=False),
    )


def _lesson(lesson: LessonNoted, n: Names) -> TableCell:
    about = n.objective(lesson.objective) if lesson.objective else ""
    who = n.seat(lesson.seat) if lesson.seat else ""
    return cell(lesson.text, CellLine(" · ".join(part for part in (who, about) if part), "quiet"))
