"""Single changes that the owner of the playbook or the team could make, each as the setup it would give.

``changes`` are improvements to ask about, ``absences`` are people who may be out of reach, ``assumptions`` are figures
that may be wrong, ``choices`` are decisions taken in one way for certain. No change touches when the story has things
happen, or what is expected. What a change is called is said elsewhere, from its kind and ids.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Final, Literal

from simulator.model.costs import ASSUMED as COSTS
from simulator.model.durations import DAY, MINUTE, format_duration
from simulator.model.estimates import Estimate
from simulator.model.injects import THEN, Decision, Inject, InjectWork
from simulator.model.playbook import Step
from simulator.model.scenario import Absence
from simulator.model.setup import Setup
from simulator.model.team import OnCall, Role
from simulator.study.calls import calling, calling_instead, could_call
from simulator.study.parallel import in_parallel
from simulator.study.standing_in import begun_earlier, deputies

ChangeKind = Literal[
    "one-more",
    "on-call",
    "earlier",
    "calls-in",
    "deputy",
    "faster",
    "no-delay",
    "no-approval",
    "parallel",
    "one-away",
    "all-away",
    "half-longer",
    "half-shorter",
    "decided",
]
AWAY: Final = ("one-away", "all-away")
DECIDED: Final = "decided"
ASSUMED: Final = ("half-longer", "half-shorter")
Where = tuple[Literal["scenario", "playbook", "team"], str]
What = tuple[str, ...]
"""As a change says it. Where a kind is asked for: empty for all of it, else what is about none of these is left out."""

ON_CALL = OnCall(answers_in=Estimate("pert", (5 * MINUTE, 15 * MINUTE, 30 * MINUTE)), people=1)
"""What being put on call is taken to mean. Assumed: there is no public figure on how soon people answer."""
AWAY_FOR = DAY
"""For how long from the opening people are out of reach, in seconds: who is missing today may be back tomorrow."""
FASTER, LONGER, SHORTER = 0.75, 1.5, 0.5
"""By how much figures are multiplied."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done differently. Kind and ``what`` together name it."""

    kind: ChangeKind
    what: What
    """The role or job it is about, jobs named as in a run; for ``parallel`` the step waited for so far, and the one
    that waits no more; for ``deputy`` the role and who stands in for it; for ``decided`` the inject that asks and the
    option taken."""
    setup: Setup = field(repr=False)
    """The whole setup with the change made; all that is as before is shared with the original."""
    where: Where
    """The file to change, and the path in it as ``--set`` writes it; the first line where there are several."""
    setting: str = ""
    """The same as ``--set`` takes it; empty where it takes more than one."""

    @property
    def id(self) -> str:
        """Its name in files and on the command line, such as ``parallel/scope/notify``."""
        return "/".join((self.kind, *self.what))


def changes(setup: Setup, kinds: Iterable[str] = ()) -> tuple[Change, ...]:
    """All single changes, or those of some kinds, kind by kind, in the order of the files."""
    return tuple(change for kind in kinds or _IMPROVEMENTS for change in _OF_KIND[kind](setup, ()))


def names_of_changes(setup: Setup) -> tuple[str, ...]:
    """Every word that a change of a setup can be named by: first the kinds, then each by its id."""
    return (*COSTS, *sorted(change.id for change in (*changes(setup), *choices(setup))))


def found_again(setup: Setup, kind: ChangeKind, what: What) -> Change | None:
    """An improvement or choice in a setup in which others are made already; None where it is none there."""
    return next((change for change in _OF_KIND[kind](setup, what) if change.what == what), None)


def absences(setup: Setup) -> tuple[Change, ...]:
    """Each role without one of its people, and without any of them, on the first day; in the team's order."""
    return tuple(_absences(setup))


def assumptions(setup: Setup) -> tuple[Change, ...]:
    """Every working time that is assumed or rests on few observations, half as long again and half as long.

    First of steps, then of what injects cost.
    """
    pairs: tuple[tuple[ChangeKind, float], ...] = ((ASSUMED[0], LONGER), (ASSUMED[1], SHORTER))
    unsure = [figure for figure in _figures(setup) if figure.estimate.basis == "assumed" or figure.estimate.fit]
    return tuple(change for figure in unsure for kind, factor in pairs for change in _scaled(kind, figure, factor))


def choices(setup: Setup) -> tuple[Change, ...]:
    """Every option of every decision, taken whenever it is asked for: what the table's own choice can change."""
    return tuple(_choices(setup, ()))


# ---- people


def _one_more(setup: Setup, only: What) -> Iterator[Change]:
    for name, role in _working(setup, only):
        if role.people != "unlimited" and not role.sites:
            path, people = f"roles.{name}.people", role.people + 1
            changed = _with_role(setup, name, role.model_copy(update={"people": people}))
            yield Change("one-more", (name,), changed, ("team", path), f"{path}={people}")


def _on_call(setup: Setup, only: What) -> Iterator[Change]:
    for name, role in _working(setup, only):
        if not role.always and role.on_call is None:
            path = f"roles.{name}.on_call"
            changed = _with_role(setup, name, role.model_copy(update={"on_call": ON_CALL}))
            written = f"{{answers_in: {ON_CALL.answers_in}, people: {ON_CALL.people}}}"
            yield Change("on-call", (name,), changed, ("team", path), f"{path}={written}")


def _earlier(setup: Setup, only: What) -> Iterator[Change]:
    for name, role in _working(setup, only):
        hours = None if role.sites else begun_earlier(role.hours)
        if hours:
            path, changed = f"roles.{name}.hours", _with_role(setup, name, role.model_copy(update={"hours": hours}))
            yield Change("earlier", (name,), changed, ("team", path), f"{path}={hours.written}")


def _calls_in(setup: Setup, only: What) -> Iterator[Change]:
    for step in _steps(setup, only):
        if could_call(setup, step):
            path, changed = f"steps.{step.id}.calls_in", _with_step(setup, calling(step))
            yield Change("calls-in", (step.id,), changed, ("playbook", path), f"{path}=true")


def _deputies(setup: Setup, only: What) -> Iterator[Change]:
    for name, other, playbook, step in deputies(setup, dict(_working(setup, only))):
        changed = setup.model_copy(update={"playbook": playbook})
        yield Change("deputy", (name, other), changed, ("playbook", f"steps.{step}.deputies"))


def _absences(setup: Setup) -> Iterator[Change]:
    for name, role in _working(setup):
        if role.headcount != "unlimited":
            if role.headcount > 1:
                yield _without(setup, "one-away", name, 1)
            yield _without(setup, "all-away", name, None)


def _without(setup: Setup, kind: ChangeKind, role: str, people: int | None) -> Change:
    """So many of a role out of reach besides those of the scenario; None for all."""
    absence = Absence.model_validate({"role": role, "at": 0, "for": AWAY_FOR, "people": people})
    away = (*setup.scenario.away, absence)
    changed = setup.model_copy(update={"scenario": setup.scenario.model_copy(update={"away": away})})
    some = "" if people is None else f", people: {people}"
    setting = f"away=[{{role: {role}, at: 0m, for: {format_duration(AWAY_FOR)}{some}}}]"
    return Change(kind, (role,), changed, ("scenario", "away"), "" if setup.scenario.away else setting)


def _working(setup: Setup, only: What = ()) -> list[tuple[str, Role]]:
    """Roles whose people have work here, in the team's order; of several hats of the same people only their own."""
    asked = {name for step in setup.playbook.steps for name in step.roles}
    for inject in setup.scenario.injects:
        asked |= {work.role for work in (inject.work, inject.decision) if work and work.role}
    pools = {setup.team.pool_of(name) for name in asked}
    return [(name, role) for name, role in setup.team.roles.items() if name in pools and _may_be(name, only)]


def _may_be(name: str, only: What) -> bool:
    return not only or name in only


def _steps(setup: Setup, only: What) -> Iterator[Step]:
    return (step for step in setup.playbook.steps if _may_be(step.id, only))


def _with_role(setup: Setup, name: str, role: Role) -> Setup:
    team = setup.team.model_copy(update={"roles": setup.team.roles | {name: role}})
    return setup.model_copy(update={"team": team})


# ---- figures


@dataclass(frozen=True, slots=True)
class _Figure:
    """How long a job takes, and where that stands."""

    job: str
    where: Where
    estimate: Estimate
    put: Callable[[Estimate], Setup]
    """The setup with another estimate in its place."""


def _faster(setup: Setup, only: What) -> Iterator[Change]:
    for step in setup.playbook.estimates:
        if _may_be(step, only):
            yield from _scaled("faster", _of_step(setup, step), FASTER)


def _scaled(kind: ChangeKind, figure: _Figure, factor: float) -> Iterator[Change]:
    """Nothing where rounding leaves it as it was, as it does with no time at all."""
    estimate = figure.estimate.scaled(factor)
    if estimate != figure.estimate:
        written = estimate.written()
        value = written if isinstance(written, str) else json.dumps(written, ensure_ascii=False)
        yield Change(kind, (figure.job,), figure.put(estimate), figure.where, f"{figure.where[1]}={value}")


def _figures(setup: Setup) -> Iterator[_Figure]:
    for step in setup.playbook.estimates:
        yield _of_step(setup, step)
    for inject in setup.scenario.injects:
        if inject.work:
            yield _of_inject(setup, inject, "work", inject.work, f"inject/{inject.id}")
        if inject.decision:
            yield _of_inject(setup, inject, "decision", inject.decision, f"decision/{inject.id}")


def _of_step(setup: Setup, step: str) -> _Figure:
    def put(estimate: Estimate) -> Setup:
        return setup.model_copy(update={"playbook": setup.playbook.with_estimates({step: estimate})})

    return _Figure(step, ("playbook", f"steps.{step}.takes"), setup.playbook.estimates[step], put)


def _of_inject(setup: Setup, inject: Inject, key: str, asked: InjectWork | Decision, job: str) -> _Figure:
    def put(estimate: Estimate) -> Setup:
        return _with_inject(setup, inject.model_copy(update={key: asked.model_copy(update={"takes": estimate})}))

    return _Figure(job, ("scenario", f"injects.{inject.id}.{key}.takes"), asked.takes, put)


# ---- what is decided


def _choices(setup: Setup, only: What) -> Iterator[Change]:
    for inject in setup.scenario.injects:
        if inject.decision and inject.decision.role and _may_be(inject.id, only):
            for option in inject.decision.options:
                key = "queue" if inject.decision.queue else f"options.{option.id}"
                where: Where = ("scenario", f"injects.{inject.id}.decision.{key}")
                yield Change(DECIDED, (inject.id, option.id), _with_choice(setup, inject, option.id), where)


def _with_choice(setup: Setup, inject: Inject, chosen: str) -> Setup:
    assert inject.decision
    options = tuple(
        option.model_copy(update={"odds": 1.0 if option.id == chosen else 0.0}) for option in inject.decision.listed
    )
    queue = {item.step: item for item in inject.decision.queue}
    line = tuple(queue[step] for step in chosen.split(THEN)) if queue else ()
    decision = inject.decision.model_copy(update={"listed": options, "queue": line})
    return _with_inject(setup, inject.model_copy(update={"decision": decision}))


def _with_inject(setup: Setup, inject: Inject) -> Setup:
    injects = tuple(inject if other.id == inject.id else other for other in setup.scenario.injects)
    return setup.model_copy(update={"scenario": setup.scenario.model_copy(update={"injects": injects})})


# ---- what waits for what


def _no_approval(setup: Setup, only: What) -> Iterator[Change]:
    """The yes is taken as given: the step stays, takes no time, and needs nobody who could be busy or away.

    That is done by a role of the team that never is, such as automation; where it has none, by a new one.
    So whatever waited for it, by whatever words, waits for what it waited for; what it reached is reached, and where
    it was ruled out it still is. Taking it out of the file would have to say all that anew. One that may be sent back
    or end in several ways is not asked about: that yes is not certain. Whom it called in, the steps behind it call
    instead: a call does not go with an approval.
    """
    nobody = next(_never_busy(setup), "") or next(
        name for n in count(1) if (name := f"nobody-{n}") not in setup.team.roles
    )
    for step in _steps(setup, only):
        if step.approval and not (step.outcomes or step.repeat or step.fails or step.held):
            free = {"role": {nobody: 1}, "deputies": {}, "takes": Estimate("fixed", (0,)), "calls_in": False}
            given = {step.id: step.model_copy(update=free)} | calling_instead(setup, step)
            asked = setup.model_copy(update={"playbook": setup.playbook.with_steps(given)})
            changed = asked if nobody in setup.team.roles else _with_role(asked, nobody, Role(people="unlimited"))
            yield Change("no-approval", (step.id,), changed, ("playbook", f"steps.{step.id}"))


def _never_busy(setup: Setup) -> Iterator[str]:
    """Roles of which there are always enough, whatever happens."""
    away = {setup.team.pool_of(absence.role) for absence in setup.scenario.away}
    for name, role in setup.team.roles.items():
        if role.people == "unlimited" and role.always and name not in away and setup.team.pool_of(name) == name:
            yield name


def _no_delay(setup: Setup, only: What) -> Iterator[Change]:
    """The step begins as soon as its waits are over; one that recurs keeps its beat."""
    for step in _steps(setup, only):
        if step.delay and not step.every:
            path, changed = f"steps.{step.id}.delay", _with_step(setup, step.model_copy(update={"delay": 0}))
            yield Change("no-delay", (step.id,), changed, ("playbook", path), f"{path}=0m")


def _parallel(setup: Setup, only: What) -> Iterator[Change]:
    for first, second, playbook in in_parallel(setup, only):
        path, changed = f"steps.{second}.after", setup.model_copy(update={"playbook": playbook})
        yield Change("parallel", (first, second), changed, ("playbook", path), _one_setting(setup, changed, second))


def _one_setting(setup: Setup, changed: Setup, step: str) -> str:
    """The setting that says it all, if nothing but the list of what this step comes after is another."""
    before, now = setup.playbook.step(step), changed.playbook.step(step)
    if before and now and changed == _with_step(setup, before.model_copy(update={"after": now.after})):
        return f"steps.{step}.after=[{', '.join(map(str, now.after))}]"
    return ""


def _with_step(setup: Setup, step: Step) -> Setup:
    return setup.model_copy(update={"playbook": setup.playbook.with_steps({step.id: step})})


_OF_KIND: Mapping[str, Callable[[Setup, What], Iterator[Change]]] = {
    "one-more": _one_more,
    "on-call": _on_call,
    "earlier": _earlier,
    "calls-in": _calls_in,
    "deputy": _deputies,
    "faster": _faster,
    "no-delay": _no_delay,
    "no-approval": _no_approval,
    "parallel": _parallel,
    DECIDED: _choices,
}
"""What is found again in a changed setup; all but decisions are improvements of playbook and team."""
KINDS: Final = tuple(_OF_KIND)
_IMPROVEMENTS: Final = tuple(kind for kind in KINDS if kind != DECIDED)
