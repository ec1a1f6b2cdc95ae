"""What the printed sheets say beyond the scenario's own words: run-sheet rows, role cards, where to look."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.model.durations import MINUTE
from simulator.model.playbook import NONE, Step
from simulator.model.scenario import Expected, Inject, Objective, Option
from simulator.report.sections.appendices import rule
from simulator.wording.names import KINDS, Names

_DAYS = dict(zip(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "月火水木金土日", strict=True))


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
class Card:
    """A role as its player has it."""

    title: str
    hours: str
    """Empty for people who only stand for a role."""
    reach: tuple[str, ...]
    decides: tuple[str, ...]
    """What the playbook has it approve or settle, and whether the story asks it."""
    tells: tuple[str, ...]
    """Whom it informs, by which step."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock as the facilitator has it."""

    title: str
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Place:
    """A message, with what there is to see after it that no earlier one has shown."""

    number: int
    inject: Inject
    due: str
    room: int
    expected: tuple[str, ...]
    questions: tuple[str, ...]
    """To be discussed, where there is no playbook."""
    goals: str
    """Numbers of the objectives it serves."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective as its evaluator has it."""

    objective: Objective
    seen: tuple[str, ...]
    """What to look for, beyond what stands at the messages."""


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
    options = inject.decision.options if inject.decision else ()
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


def _due(inject: Inject, n: Names) -> str:
    at = n.voice.day_clock(inject.at) if inject.at is not None else ""
    if not inject.once:
        return at
    after = n.listed(_awaited(name, n) for name in inject.once)
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
    if decision.answer_by is None:
        return n.voice("{role} decides", role=n.role(decision.role))
    said = {"role": n.role(decision.role), "span": n.voice.span(decision.answer_by)}
    default = decision.option(decision.if_undecided)
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


_HATS = 2
"""Roles of the same people that still get a card each."""


def cards(n: Names) -> tuple[Card, ...]:
    """The roles that have a part in it, machines left out, in the team's order.

    Two founders under eight hats get one card that names the hats.
    """
    scenario, team = n.setup.scenario, n.setup.team
    part = {role for step in n.setup.playbook.steps for role in step.role}
    for inject in scenario.injects:
        part.update(inject.to)
        part.update(question.role for question in inject.questions if question.role)
        part.update([inject.decision.role] if inject.decision else [])
        part.update([inject.work.role] if inject.work else [])
    people = [role for role, who in team.roles.items() if role in part and who.people != "unlimited"]
    hats = {pool: [role for role in people if team.pool_of(role) == pool] for pool in map(team.pool_of, people)}
    shown = [role for role in people if len(hats[team.pool_of(role)]) <= _HATS or hats[team.pool_of(role)][0] == role]
    return tuple(_card(role, n, hats[team.pool_of(role)]) for role in shown)


def _card(role: str, n: Names, hats: Sequence[str]) -> Card:
    voice, who = n.voice, n.setup.team.roles[role]
    pool = n.setup.team.pool_of(role)
    source = n.setup.team.roles[pool]
    reach = []
    if len(hats) > _HATS:
        reach.append(voice("also: {roles}", roles=n.roles(hats[1:])))
    elif pool != role:
        reach.append(voice("the same people as {role}", role=n.role(pool)))
    if source.on_call:
        reach.append(voice("on call outside these hours"))
    if source.call_in:
        reach.append(voice("comes outside these hours when somebody calls"))
    if (who.timezone or n.setup.team.timezone) != n.setup.scenario.timezone:
        reach.append(voice("local time of {zone}", zone=who.timezone or n.setup.team.timezone))
    own = [role, *hats] if len(hats) > _HATS else [role]
    hours = "" if n.setup.team.id == NONE else _hours(source.hours.written, n)
    return Card(n.role(role), hours, tuple(reach), _decides(own, n), _tells(own, n))


def _decides(roles: Collection[str], n: Names) -> tuple[str, ...]:
    """Steps that approve or settle something. What the story will ask is not told, only that it may ask."""
    steps = [step for step in n.setup.playbook.steps if set(step.role) & set(roles)]
    found = [n.work(step.id) for step in steps if step.approval or step.outcomes]
    asked = [inject.decision.role for inject in n.setup.scenario.injects if inject.decision]
    return (*found, n.voice("what the facilitator asks me to decide")) if set(asked) & set(roles) else tuple(found)


def _tells(roles: Collection[str], n: Names) -> tuple[str, ...]:
    """Whom these roles inform by a step of the playbook, and then who waits for what they do."""
    told: dict[str, str] = {}
    own = [step for step in n.setup.playbook.steps if set(step.role) & set(roles)]
    for step in own:
        for e in n.setup.expectations:
            if e.to in step.reaches and e.recipient:
                told.setdefault(n.text(e.recipient), n.work(step.id))
    for step in own:
        for role in _next(step, n):
            if role not in roles:
                told.setdefault(n.role(role), n.milestone(f"step:{step.id}"))
    return tuple(n.voice("{whom}: {step}", whom=whom, step=step) for whom, step in told.items())


def _next(step: Step, n: Names) -> Iterator[str]:
    """The roles of the steps that follow a step at once."""
    for other in n.setup.playbook.steps:
        if any(ref.step == step.id for ref in (*other.after, *other.after_any)):
            yield from other.role


def deadlines(n: Names) -> tuple[Deadline, ...]:
    """Every expectation that runs a clock: what others demand first, then own targets, then benchmarks."""
    order = list(KINDS)
    timed = [e for e in n.setup.expectations if not e.off and (e.order or e.within is not None)]
    timed.sort(key=lambda e: order.index(e.kind))
    return tuple(Deadline(n.text(e.title), n.voice(KINDS[e.kind]), rule(e, n)) for e in timed)


def _hours(written: str, n: Names) -> str:
    if written == "always":
        return n.voice("always")
    if n.voice.language == "ja":
        written = re.sub("|".join(_DAYS), lambda day: _DAYS[day[0]], written)
        return written.replace("-", "–").replace(", ", "、")
    return written.replace("-", "–")


def places(n: Names) -> tuple[Place, ...]:
    """The messages in the order of the run sheet; an action stands at the first that asks for it."""
    found, known = [], set[tuple[str, str]]()
    for row in rows(n):
        fresh = [one for one in row.inject.expects if _what(one, n) not in known]
        known.update(_what(one, n) for one in fresh)
        asked = questions(row.inject, n) if n.setup.discussion_only else ()
        found.append(Place(row.number, row.inject, row.due, row.room, expected(fresh, n), asked, row.goals))
    return tuple(found)


def _what(one: Expected, n: Names) -> tuple[str, str]:
    return (one.step or "", n.text(one.text))


def goals(n: Names) -> tuple[Goal, ...]:
    """The objectives with their criteria, and what can be seen in the room of the milestones they are to show."""
    asked = {x.step for inject in n.setup.scenario.injects for x in inject.expects if x.step}
    told, found = set[str](), []
    for objective in n.setup.scenario.objectives:
        visible = [line for milestone in objective.shows for line in _visible(milestone, asked, n)]
        fresh = [line for line in dict.fromkeys(visible) if line not in told]
        told.update(fresh)
        found.append(Goal(objective, (*(n.text(text) for text in objective.look_for), *fresh)))
    return tuple(found)


def _visible(milestone: str, asked: Collection[str], n: Names) -> Iterator[str]:
    """A milestone cannot be seen; that somebody orders what reaches it, decides it or says it can."""
    steps = [step.id for step in n.setup.playbook.steps if reaches(step, milestone)]
    options = [
        n.voice("“{title}”", title=n.text(option.text))
        for inject in n.setup.scenario.injects
        for option in (inject.decision.options if inject.decision else ())
        if milestone in option.reaches
    ]
    yield from (n.voice("{step} is ordered", step=n.work(step)) for step in steps if step not in asked)
    if options:
        yield n.voice("decided: {options}", options=n.voice(" or ").join(options))
    if not steps and not options:
        yield n.voice("somebody says so: {milestone}", milestone=n.milestone(milestone))


def reaches(step: Step, milestone: str) -> bool:
    """Whether the step's end, or one of its outcomes, reaches the milestone."""
    return milestone in (f"step:{step.id}", *step.reaches) or any(
        milestone in end.reaches for end in step.outcomes.values()
    )
