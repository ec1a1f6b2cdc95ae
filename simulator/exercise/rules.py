"""What people may do, and the facts it makes. Pure: refusals are said in words, nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.exercise import commands as c
from simulator.exercise.duty import attendance_of
from simulator.exercise.views import Refused
from simulator.model.text import clean
from simulator.plan.specs import JobSpec
from simulator.plan.tables import Plan
from simulator.timeline import events as e
from simulator.timeline.state import State
from simulator.world.draws import Draws

_UNDER_WAY = ("queued", "running", "paused")
_ANY_TIME = (c.Note, c.Tick, c.Rate, c.Learn, c.Agree, c.Close, c.Interrupt)
_NEEDS_NO_PLAY = (*_ANY_TIME, c.Mark)


def decide(plan: Plan, state: State, draws: Draws, command: c.Command) -> tuple[e.Event, ...]:
    """The facts a command makes at ``state.now``; what follows from them is the world's.

    Raises ``Refused`` when it cannot be.
    """
    _allowed(state, command)
    return _DECIDE[type(command)](_Scene(plan, state, draws), command)


def _allowed(state: State, command: c.Command) -> None:
    if state.closed:
        raise Refused("The record is closed; nothing can be added.")
    if isinstance(command, c.Begin):
        if state.started:
            raise Refused("The exercise has begun already.")
        return
    if not state.started:
        raise Refused("The exercise has not begun yet.")
    if state.stopped and not isinstance(command, _ANY_TIME):
        raise Refused("A real event has stopped the exercise: resume it first.")
    if state.ended_at is not None and not isinstance(command, _NEEDS_NO_PLAY):
        raise Refused("Play has ended; what can still be added is ratings, notes and actions.")


class _Scene:
    """Plan, state and draws, with the questions the rules ask of them."""

    def __init__(self, plan: Plan, state: State, draws: Draws) -> None:
        self.plan, self.state, self.draws, self.now = plan, state, draws, state.now

    def step(self, name: str) -> JobSpec:
        spec = self.plan.job(name)
        if spec is None or spec.kind != "step":
            raise Refused("The playbook has no step {step}.", step=name)
        return spec

    def calls(self, roles: tuple[str, ...], seat: str) -> tuple[e.Event, ...]:
        """Calls for those who can be called in and are not at hand."""
        found = []
        for role in roles:
            attendance = attendance_of(self.plan, self.state, self.plan.pool_number[role])
            if attendance.may_call(attendance.comes_by, self.now):
                found.append(self._call(attendance, attendance.comes_by, seat))
        return tuple(found)

    def _call(self, attendance: Any, kind: Any, seat: str) -> e.Called:
        call = attendance.new_call(self.draws, 0, kind, self.now)
        return e.Called(self.now, attendance.pool.name, kind, call.people, call.answers_at, call.until, seat)

    def call(self, role: str, seat: str) -> e.Event:
        if role not in self.plan.pool_number:
            raise Refused("The team has no role {role}.", role=role)
        attendance = attendance_of(self.plan, self.state, self.plan.pool_number[role])
        for kind in ("call-in", "on-call"):
            if attendance.may_call(kind, self.now):
                return self._call(attendance, kind, seat)
        if attendance.pool.always or attendance.on_shift(self.now):
            raise Refused("{role} is on duty.", role=role)
        if attendance.on_call or attendance.call_in:
            raise Refused("{role} has been called already.", role=role)
        raise Refused("{role} cannot be called in: the team file gives no way to reach them.", role=role)


def _begin(s: _Scene, x: c.Begin) -> tuple[e.Event, ...]:
    if not 0 <= x.talk <= 60:
        raise Refused("Talk costs between 0 and 60 seconds of incident time a second.")
    return (e.Started(s.now, x.self_running, x.talk, x.reveal),)


def _set_pace(s: _Scene, x: c.SetPace) -> tuple[e.Event, ...]:
    if not 0 <= x.talk <= 60:
        raise Refused("Talk costs between 0 and 60 seconds of incident time a second.")
    return (e.PaceSet(s.now, x.talk, x.self_running),)


def _order(s: _Scene, x: c.Order) -> tuple[e.Event, ...]:
    s.step(x.step)
    job = s.state.job(x.step)
    if job.status in _UNDER_WAY:
        raise Refused("{step} is under way already.", step=x.step)
    if x.now and job.status != "ready":
        return (e.WorkQueued(s.now, x.step, job.visit + 1, x.seat, early=job.status == "idle"),)
    if job.status in ("done", "skipped", "ruled-out"):
        raise Refused("{step} is over; order it to begin now to do it again.", step=x.step)
    if job.ordered:
        raise Refused("{step} is ordered already.", step=x.step)
    return (e.Ordered(s.now, x.step, x.seat),)


def _withdraw(s: _Scene, x: c.Withdraw) -> tuple[e.Event, ...]:
    s.step(x.step)
    if not s.state.job(x.step).ordered:
        raise Refused("{step} has no order that could be taken back.", step=x.step)
    return (e.OrderWithdrawn(s.now, x.step, x.seat),)


def _finish(s: _Scene, x: c.Finish) -> tuple[e.Event, ...]:
    """Finishing early draws neither failure nor repeat; the outcome is the one named, or else drawn."""
    job, spec = s.state.job(x.job), s.plan.job(x.job)
    if x.job in s.state.actions:
        if job.status not in _UNDER_WAY:
            raise Refused("{step} is not under way.", step=s.state.actions[x.job].title)
        return (e.WorkEnded(s.now, x.job, job.visit, reaches=s.state.actions[x.job].reaches, seat=x.seat),)
    if spec is None:
        raise Refused("The playbook has no step {step}.", step=x.job)
    if job.status in ("done", "skipped"):
        raise Refused("{step} is done already.", step=x.job)
    if spec.kind != "step" and job.status not in _UNDER_WAY:
        # What an inject costs begins with the inject; an open decision is taken, not finished.
        raise Refused("{step} is not under way.", step=x.job)
    asked: tuple[e.Event, ...] = ()
    visit = job.visit
    if job.status not in _UNDER_WAY:
        visit += 1
        asked = (e.WorkQueued(s.now, x.job, visit, x.seat, early=job.status == "idle"),)
    outcome = _outcome(s, spec, visit, x.outcome)
    ending = spec.ending(outcome)
    numbers = spec.reaches + (ending.reaches if ending else ())
    reaches = tuple(s.plan.milestones[m] for m in numbers)
    return (*asked, e.WorkEnded(s.now, x.job, visit, outcome, reaches=reaches, seat=x.seat))


def _outcome(s: _Scene, spec: JobSpec, visit: int, named: str) -> str:
    if not spec.endings:
        if named:
            raise Refused("{step} has no outcomes to choose from.", step=spec.name)
        return ""
    if spec.fixed:
        return spec.fixed
    if named:
        if spec.ending(named) is None:
            raise Refused("{step} has no outcome {outcome}.", step=spec.name, outcome=named)
        return named
    u = s.draws.uniform(0, spec.name, "outcome", visit)
    return next(ending.name for ending in spec.endings if u < ending.up_to)


def _skip(s: _Scene, x: c.Skip) -> tuple[e.Event, ...]:
    spec, job = s.step(x.step), s.state.job(x.step)
    if job.status in ("done", "skipped", "ruled-out"):
        raise Refused("{step} is over already.", step=x.step)
    if x.outcome and spec.ending(x.outcome) is None:
        raise Refused("{step} has no outcome {outcome}.", step=x.step, outcome=x.outcome)
    if x.outcome and spec.fixed and x.outcome != spec.fixed:
        raise Refused("The story fixes how {step} ends: {outcome}.", step=x.step, outcome=spec.fixed)
    return (e.StepSkipped(s.now, x.step, x.outcome, x.seat),)


def _reestimate(s: _Scene, x: c.Reestimate) -> tuple[e.Event, ...]:
    job = s.state.job(x.job)
    if job.status not in ("running", "paused"):
        raise Refused("{step} is not under way.", step=x.job)
    worked = job.worked + (s.now - job.resumed_at if job.resumed_at is not None else 0)
    return (e.WorkReestimated(s.now, x.job, max(x.takes, worked)),)


def _act(s: _Scene, x: c.Act) -> tuple[e.Event, ...]:
    title = clean(x.title).strip()
    if not title:
        raise Refused("Say what is to be done.")
    if x.role not in s.plan.pool_number:
        raise Refused("The team has no role {role}.", role=x.role)
    job = f"action/{len(s.state.actions) + 1}"
    named = e.ActionNamed(s.now, job, title, ((x.role, 1),), max(0, x.takes), x.reaches, x.seat)
    return (named, e.WorkQueued(s.now, job, 1, x.seat))


def _open_options(s: _Scene, x: c.OpenOptions) -> tuple[e.Event, ...]:
    if x.inject not in s.state.open_decisions:
        raise Refused("No decision is open there.")
    return (e.OptionsOpened(s.now, x.inject),)


def _take(s: _Scene, x: c.Decide) -> tuple[e.Event, ...]:
    if x.inject not in s.state.open_decisions:
        raise Refused("No decision is open there.")
    inject = s.plan.setup.scenario.inject(x.inject)
    decision = inject.decision if inject else None
    option, text = (decision.option(x.option) if decision else None), clean(x.text).strip()
    if x.option and option is None:
        raise Refused("The decision has no option {option}.", option=x.option)
    if option is None and not text:
        raise Refused("Choose an option, or say what else was decided.")
    reaches = option.reaches if option else ()
    seat = x.seat or (decision.role if decision else "")
    taken = e.DecisionTaken(s.now, x.inject, x.option, reaches, text, clean(x.why).strip(), x.sure, seat=seat)
    return (taken, *s.calls(option.calls_in if option else (), seat))


def _mark(s: _Scene, x: c.Mark) -> tuple[e.Event, ...]:
    since = s.now if x.since is None else x.since
    milestone = clean(x.milestone).strip()
    if not milestone:
        raise Refused("Say which milestone was reached.")
    if not 0 <= since <= s.now:
        raise Refused("A milestone is reached between the opening and now.")
    return (e.MilestoneMarked(s.now, milestone, since, clean(x.why).strip(), x.seat),)


def _to_come(s: _Scene, inject: str, *statuses: str) -> None:
    if inject not in s.plan.inject_number:
        raise Refused("The scenario has no inject {inject}.", inject=inject)
    if s.state.delivery(inject).status not in statuses:
        raise Refused("{inject} has been delivered or dropped already.", inject=inject)


def _hold(s: _Scene, x: c.Hold) -> tuple[e.Event, ...]:
    _to_come(s, x.inject, "to-come")
    return (e.InjectHeld(s.now, x.inject),)


def _release(s: _Scene, x: c.Release) -> tuple[e.Event, ...]:
    _to_come(s, x.inject, "to-come", "held", "dropped")
    return (e.InjectReleased(s.now, x.inject),)


def _skip_inject(s: _Scene, x: c.SkipInject) -> tuple[e.Event, ...]:
    _to_come(s, x.inject, "to-come", "held")
    return (e.InjectDropped(s.now, x.inject, "facilitator"),)


def _improvise(s: _Scene, x: c.Improvise) -> tuple[e.Event, ...]:
    title = clean(x.title).strip()
    if not title:
        raise Refused("Say what the message is.")
    name = f"improvised/{len(s.state.improvised) + 1}"
    return (e.InjectImprovised(s.now, name, title, clean(x.body), x.to, x.channel, x.reaches),)


def _hand_out(s: _Scene, x: c.HandOut) -> tuple[e.Event, ...]:
    inject = s.plan.setup.scenario.inject(x.inject)
    if inject is None or s.state.delivery(x.inject).status != "delivered":
        raise Refused("{inject} has not been delivered yet.", inject=x.inject)
    if not 1 <= x.number <= len(inject.artefacts) or not inject.artefacts[x.number - 1].on_request:
        raise Refused("There is nothing there that waits to be asked for.")
    if f"{x.inject}/{x.number}" in s.state.handed:
        raise Refused("It has been handed out already.")
    return (e.ArtefactHanded(s.now, x.inject, x.number),)


def _note(s: _Scene, x: c.Note) -> tuple[e.Event, ...]:
    text = clean(x.text).strip()
    if not text:
        raise Refused("There is nothing written yet.")
    return (e.Noted(s.now, text, x.kind, x.objective, x.inject, x.seat),)


def _tick(s: _Scene, x: c.Tick) -> tuple[e.Event, ...]:
    if x.on == (x.what in s.state.ticks):
        raise Refused("It is ticked already." if x.on else "It is not ticked.")
    return (e.Ticked(s.now, x.what, x.on),)


def _rate(s: _Scene, x: c.Rate) -> tuple[e.Event, ...]:
    if x.objective not in {objective.id for objective in s.plan.setup.scenario.objectives}:
        raise Refused("The scenario has no objective {objective}.", objective=x.objective)
    return (e.Rated(s.now, x.objective, x.rating, clean(x.why).strip(), x.seat),)


def _learn(s: _Scene, x: c.Learn) -> tuple[e.Event, ...]:
    text = clean(x.text).strip()
    if not text:
        raise Refused("There is nothing written yet.")
    return (e.LessonNoted(s.now, x.kind, text, x.objective, x.seat),)


def _agree(s: _Scene, x: c.Agree) -> tuple[e.Event, ...]:
    text = clean(x.text).strip()
    if not text:
        raise Refused("Say what is to be done.")
    action = x.action or f"ca-{len(s.state.agreed) + 1}"
    owner, due, retest = (clean(part).strip() for part in (x.owner, x.due, x.retest))
    return (e.ActionAgreed(s.now, action, text, owner, due, retest, x.objective),)


def _end_play(s: _Scene, _x: c.EndPlay) -> tuple[e.Event, ...]:
    return (e.PlayEnded(s.now),)


def _interrupt(s: _Scene, x: c.Interrupt) -> tuple[e.Event, ...]:
    if x.stopped == s.state.stopped:
        raise Refused("The exercise is stopped already." if x.stopped else "The exercise is not stopped.")
    return (e.RealEvent(s.now, x.stopped, clean(x.text).strip()),)


def _close(s: _Scene, _x: c.Close) -> tuple[e.Event, ...]:
    if s.state.ended_at is None and not s.state.stopped:
        raise Refused("End the play first.")
    return (e.Closed(s.now),)


_DECIDE: dict[type[c.Command], Callable[[_Scene, Any], tuple[e.Event, ...]]] = {
    c.Begin: _begin,
    c.SetPace: _set_pace,
    c.Order: _order,
    c.Withdraw: _withdraw,
    c.Finish: _finish,
    c.Skip: _skip,
    c.Reestimate: _reestimate,
    c.CallIn: lambda s, x: (s.call(x.role, x.seat),),
    c.Act: _act,
    c.OpenOptions: _open_options,
    c.Decide: _take,
    c.Mark: _mark,
    c.Hold: _hold,
    c.Release: _release,
    c.SkipInject: _skip_inject,
    c.Improvise: _improvise,
    c.HandOut: _hand_out,
    c.Note: _note,
    c.Tick: _tick,
    c.Rate: _rate,
    c.Learn: _learn,
    c.Agree: _agree,
    c.EndPlay: _end_play,
    c.Interrupt: _interrupt,
    c.Close: _close,
}
