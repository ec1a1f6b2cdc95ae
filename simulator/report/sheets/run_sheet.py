"""What the facilitator has beyond the scenario's own words: rows of injects, deadlines, hand-outs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.model.durations import MINUTE
from simulator.model.injects import Expected, Inject, Option
from simulator.model.text import Text
from simulator.report.sections.appendices import rule
from simulator.wording.names import KINDS, Names


@dataclass(frozen=True, slots=True)
class Way:
    """An option and what follows from it, in words."""

    option: Option
    follows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An inject as the facilitator's run sheet has it."""

    number: int
    inject: Inject
    module: str
    """The part of the discussion it opens; empty where it opens none."""
    room: int
    """Planned room time in seconds since the session began."""
    due: str
    """When it comes, in words."""
    unless: str
    expected: tuple[str, ...]
    goals: str
    """Numbers of the objectives it serves."""
    answer: str
    """Who decides, by when, and what happens otherwise; empty without a decision."""
    options: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Something that people could believe, and what tells and corrects it, in words."""

    says: Text
    holds: bool
    told: str
    corrected: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of an artefact with what is so."""

    title: str
    right: int
    lines: tuple[tuple[Text, bool], ...]


def lines(n: Names) -> tuple[Lines, ...]:
    """Every artefact with lines that are true or false, in the order of the messages."""
    story, found = n.setup.scenario, []
    holds = {claim.id: claim.holds for claim in story.claims}
    for artefact in (artefact for inject in story.injects for artefact in inject.artefacts if artefact.says):
        said = tuple((one.line, holds[one.claim]) for one in artefact.says)
        title = n.text(artefact.title) or artefact.path(n.voice.language)
        found.append(Lines(title, sum(right for _, right in said), said))
    return tuple(found)


def claims(n: Names) -> tuple[Told, ...]:
    """The claims of the story, in its order."""
    return tuple(
        Told(claim.says, claim.holds, _any_of(n.setup.scenario.tellers(claim), n), _any_of(claim.corrected_by, n))
        for claim in n.setup.scenario.claims
    )


def _any_of(names: Iterable[str], n: Names) -> str:
    return n.listed(n.came(name) if "/" in name else n.awaited(name) for name in names)


def rows(n: Names) -> tuple[Row, ...]:
    """The run sheet, in the scenario's order."""
    found, room = [], n.setup.scenario.session.brief
    for number, inject in enumerate(n.setup.scenario.injects, 1):
        found.append(_row(number, inject, room, n))
        room += inject.discuss
    return tuple(found)


def _row(number: int, inject: Inject, room: int, n: Names) -> Row:
    goals = [str(k) for k, o in enumerate(n.setup.scenario.objectives, 1) if o.id in inject.objectives]
    unless = (
        n.voice("not if: {milestones}", milestones=n.listed(n.milestone(m) for m in inject.unless))
        if inject.unless
        else ""
    )
    options = inject.decision.listed if inject.decision else ()
    return Row(
        number=number,
        inject=inject,
        module=n.inject(inject.id) if inject.module or _is_module(inject, n) else "",
        room=room,
        due=_due(inject, n),
        unless=unless,
        expected=expected(inject.expects, n),
        goals=n.listed(goals),
        answer=_answer(inject, n),
        options=tuple(Way(option, tuple(_follows(option, n))) for option in options),
    )


def _is_module(inject: Inject, n: Names) -> bool:
    return n.setup.discussion_only and inject.id in n.setup.scenario.modules


def questions(inject: Inject, n: Names) -> tuple[str, ...]:
    """What is to be discussed, each with who is asked first."""
    return tuple(
        n.voice("{question} ({role})", question=n.text(q.ask), role=n.seat(q.role)) if q.role else n.text(q.ask)
        for q in inject.questions
    )


def _due(inject: Inject, n: Names) -> str:
    at = n.voice.day_clock(inject.at) if inject.at is not None else ""
    if not inject.once:
        return at
    after = n.listed(_awaited(name, n) for name in inject.once)
    if inject.trips_on:
        what = n.either(_awaited(name, n) for name in inject.trips_on)
        return n.voice("trip-wire: {latest}, sooner with {what}", latest=_latest(inject, after, at, n), what=what)
    return _latest(inject, after, at, n)


def _latest(inject: Inject, after: str, at: str, n: Names) -> str:
    """When it comes after what it is tied to."""
    if inject.delay >= MINUTE:
        tied = n.voice("{span} after {what}", span=n.voice.span(inject.delay), what=after)
    else:
        tied = n.voice("at once after {what}", what=after)
    return n.voice("{tied}, not before {moment}", tied=tied, moment=at) if at else tied


def _awaited(name: str, n: Names) -> str:
    """``once`` names a milestone, a step or an inject."""
    if n.setup.playbook.step(name):
        return n.milestone(f"step:{name}")
    number = _number(name, n)
    if number:
        return n.voice("inject {number}", number=number)
    return n.voice("“{title}”", title=n.milestone(name))


def _number(inject: str, n: Names) -> int:
    """An inject's number in the run sheet; 0 where there is none of this id."""
    return next((k for k, other in enumerate(n.setup.scenario.injects, 1) if other.id == inject), 0)


def _answer(inject: Inject, n: Names) -> str:
    decision = inject.decision
    if decision is None:
        return ""
    if decision.outside:
        span = n.voice.span(decision.takes.likely)
        return n.voice("{who} decides, outside; the answer takes about {span}", who=n.decider(decision), span=span)
    if decision.answer_by is None:
        return n.voice("{role} decides", role=n.decider(decision))
    said = {"role": n.decider(decision), "span": n.voice.span(decision.answer_by)}
    default = decision.default
    if default is None:
        return n.voice("{role} decides within {span}", **said)
    return n.voice("{role} decides within {span}, else: {option}", **said, option=n.text(default.text))


def _follows(option: Option, n: Names) -> Iterator[str]:
    """Known milestones, calls, and the injects and steps that come or stay away because of what it reaches."""
    known = [n.milestone(milestone) for milestone in option.reaches if milestone in n.setup.milestone_titles]
    if known:
        yield n.listed(known)
    if option.calls_in:
        yield n.voice("calls in {roles}", roles=n.roles(option.calls_in))
    injects = list(enumerate(n.setup.scenario.injects, 1))
    comes = [str(k) for k, inject in injects if set(option.reaches) & set(inject.once)]
    stays = [str(k) for k, inject in injects if set(option.reaches) & set(inject.unless)]
    if comes:
        yield n.voice("leads to inject {numbers}", numbers=n.listed(comes))
    if stays:
        yield n.voice("keeps away inject {numbers}", numbers=n.listed(stays))
    steps = n.setup.playbook.steps
    opened = [n.work(step.id) for step in steps if set(option.reaches) & {*step.once, *step.only_if}]
    closed = [n.work(step.id) for step in steps if set(option.reaches) & set(step.unless)]
    if opened:
        yield n.voice("opens {steps}", steps=n.listed(opened))
    if closed:
        yield n.voice("rules out {steps}", steps=n.listed(closed))


def expected(expects: Iterable[Expected], n: Names) -> tuple[str, ...]:
    """What players are expected to do."""
    return tuple(_expected(one, n) for one in expects)


def _expected(one: Expected, n: Names) -> str:
    if one.text:
        return n.text(one.text)
    step = n.step(one.step or "")
    if one.done_within is None:
        return n.voice("“{title}”", title=step)
    return n.voice("“{step}” within {span}", step=step, span=n.voice.span(one.done_within))


@dataclass(frozen=True, slots=True)
class Handout:
    """An artefact to be handed out on paper."""

    number: int
    """Of its inject."""
    title: str
    text: str
    is_markdown: bool
    on_request: bool
    language: str
    """That it is written in another language than the sheet; empty where it is not."""


def handouts(n: Names) -> tuple[Handout, ...]:
    """Every artefact whose text is at hand, in the order of the injects."""
    language, texts = n.voice.language, n.setup.artefacts
    return tuple(
        Handout(
            k,
            n.text(a.title) or path,
            n.voice.fill(texts[path]),
            path.endswith(".md"),
            a.on_request,
            n.other_language(path),
        )
        for k, inject in enumerate(n.setup.scenario.injects, 1)
        for a in inject.artefacts
        if (path := a.path(language)) in texts
    )


def tempting(n: Names) -> tuple[tuple[str, str], ...]:
    """Each deadline that does not apply, and why."""
    return tuple((n.expectation(one.id), n.text(one.because)) for one in n.setup.scenario.do_not_apply)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock as the facilitator has it."""

    title: str
    kind: str
    rule: str


def deadlines(n: Names) -> tuple[Deadline, ...]:
    """Every expectation that runs a clock: what others demand first, then own targets, then benchmarks."""
    order = list(KINDS)
    timed = [e for e in n.setup.expectations if not e.off and (e.order or e.limit is not None)]
    timed.sort(key=lambda e: order.index(e.kind))
    return tuple(Deadline(n.text(e.title), n.voice(KINDS[e.kind]), rule(e, n)) for e in timed)
