"""Events become State: the one way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from simulator.timeline import events as e
from simulator.timeline.state import Call, Choice, Delivery, Improvised, Job, Named, Reached, State

_MAPPINGS = (
    "milestones",
    "jobs",
    "injects",
    "choices",
    "calls",
    "actions",
    "improvised",
    "handed",
    "ticks",
    "ratings",
    "agreed",
)


def evolve(state: State, event: e.Event) -> State:
    """State after one more event."""
    return fold((event,), state)


def fold(events: Iterable[e.Event], state: State | None = None) -> State:
    """State after these events. Copies the mappings once for all of them, never one per event."""
    draft = _Draft.of(state or State())
    for event in events:
        draft.values["now"] = max(draft.values["now"], event.at)
        _APPLY[type(event)](draft, event)
    return draft.frozen()


@dataclass(slots=True)
class _Draft:
    """State while it is being folded: its mappings may be written to."""

    values: dict[str, Any]

    @classmethod
    def of(cls, state: State) -> _Draft:
        values = {f.name: getattr(state, f.name) for f in fields(State)}
        for name in _MAPPINGS:
            values[name] = dict(values[name])
        return cls(values)

    def frozen(self) -> State:
        return State(**self.values)

    def job(self, name: str) -> Job:
        found: Job = self.values["jobs"].get(name) or Job()
        return found

    def set_job(self, name: str, job: Job) -> None:
        self.values["jobs"][name] = job

    def reach(self, milestones: Iterable[str], at: int, by: str) -> None:
        """A milestone counts the first time only."""
        for milestone in milestones:
            self.values["milestones"].setdefault(milestone, Reached(at, by))


def _started(d: _Draft, x: e.Started) -> None:
    d.values |= {"started": True, "self_running": x.self_running, "talk": x.talk, "reveal": x.reveal}


def _passed(d: _Draft, x: e.Passed) -> None:
    d.values["room"] += x.room


def _pace_set(d: _Draft, x: e.PaceSet) -> None:
    d.values |= {"talk": x.talk, "self_running": x.self_running}


def _play_ended(d: _Draft, x: e.PlayEnded) -> None:
    d.values["ended_at"] = x.at


def _real_event(d: _Draft, x: e.RealEvent) -> None:
    d.values["stopped"] = x.stopped
    if x.text:
        d.values["notes"] += (e.Noted(x.at, x.text, "note", seat=x.seat),)


def _closed(d: _Draft, _x: e.Closed) -> None:
    d.values["closed"] = True


def _healed(_d: _Draft, _x: e.Healed) -> None:
    """Told in the report; changes nothing in the story."""


def _undone(d: _Draft, x: e.Undone) -> None:
    """Which moves are taken back is settled by whoever holds the moves; see ``timeline.history``."""
    d.values["now"] = x.at
    d.values["room"] = max(d.values["room"], x.room)


def _delivered(d: _Draft, x: e.InjectDelivered) -> None:
    d.values["injects"][x.inject] = Delivery("delivered", x.at)
    d.reach(x.reaches, x.at, f"inject/{x.inject}")


def _dropped(d: _Draft, x: e.InjectDropped) -> None:
    d.values["injects"][x.inject] = Delivery("dropped", x.at)


def _held(d: _Draft, x: e.InjectHeld) -> None:
    d.values["injects"][x.inject] = Delivery("held", x.at)


def _released(d: _Draft, x: e.InjectReleased) -> None:
    d.values["injects"][x.inject] = Delivery("released", x.at)


def _improvised(d: _Draft, x: e.InjectImprovised) -> None:
    d.values["improvised"][x.inject] = Improvised(x.title, x.body, x.to, x.channel, x.at)
    d.reach(x.reaches, x.at, x.inject)


def _handed(d: _Draft, x: e.ArtefactHanded) -> None:
    d.values["handed"][f"{x.inject}/{x.number}"] = x.at


def _ready(d: _Draft, x: e.StepReady) -> None:
    d.set_job(x.step, replace(d.job(x.step), status="ready", ready_at=x.at, because=x.because))


def _ruled_out(d: _Draft, x: e.StepRuledOut) -> None:
    d.set_job(x.step, replace(d.job(x.step), status="ruled-out", ended_at=x.at))


def _skipped(d: _Draft, x: e.StepSkipped) -> None:
    job = d.job(x.step)
    first = job.first_done_at if job.first_done_at is not None else x.at
    done = replace(job, status="skipped", ended_at=x.at, outcome=x.outcome, first_done_at=first)
    d.set_job(x.step, replace(done, resumed_at=None, ordered=False))


def _ordered(d: _Draft, x: e.Ordered) -> None:
    d.set_job(x.step, replace(d.job(x.step), ordered=True))


def _withdrawn(d: _Draft, x: e.OrderWithdrawn) -> None:
    d.set_job(x.step, replace(d.job(x.step), ordered=False))


def _named(d: _Draft, x: e.ActionNamed) -> None:
    d.values["actions"][x.job] = Named(x.title, x.staff, x.takes, x.reaches, x.seat)


def _queued(d: _Draft, x: e.WorkQueued) -> None:
    job = d.job(x.job)
    ready = job.ready_at if job.status == "ready" else x.at
    fresh = Job(
        status="queued",
        visit=x.visit,
        ready_at=ready,
        because=job.because,
        asked_at=x.at,
        sent_back=job.sent_back,
        first_done_at=job.first_done_at,
    )
    d.set_job(x.job, fresh)


def _called(d: _Draft, x: e.Called) -> None:
    key = f"{x.kind}/{x.role}"
    earlier: Call | None = d.values["calls"].get(key)
    nth = earlier.nth + 1 if earlier else 1
    d.values["calls"][key] = Call(x.kind, x.at, x.people, x.answers_at, x.until, nth)


def _work_started(d: _Draft, x: e.WorkStarted) -> None:
    d.set_job(x.job, replace(d.job(x.job), status="running", started_at=x.at, resumed_at=x.at, worked=0, takes=x.takes))


def _reestimated(d: _Draft, x: e.WorkReestimated) -> None:
    d.set_job(x.job, replace(d.job(x.job), takes=x.takes))


def _paused(d: _Draft, x: e.WorkPaused) -> None:
    job = d.job(x.job)
    worked = job.worked + x.at - (job.resumed_at if job.resumed_at is not None else x.at)
    d.set_job(x.job, replace(job, status="paused", worked=worked, resumed_at=None))


def _resumed(d: _Draft, x: e.WorkResumed) -> None:
    d.set_job(x.job, replace(d.job(x.job), status="running", resumed_at=x.at))


def _work_ended(d: _Draft, x: e.WorkEnded) -> None:
    job = d.job(x.job)
    if x.sent_back:
        d.set_job(x.job, replace(job, sent_back=job.sent_back + 1))
        for step in x.reopened:
            d.set_job(step, _reopened(d.job(step)))
        return
    first = job.first_done_at
    if first is None and x.outcome not in ("failed", "timed-out"):
        first = x.at
    done = replace(job, status="done", ended_at=x.at, outcome=x.outcome, first_done_at=first)
    d.set_job(x.job, replace(done, resumed_at=None))
    d.reach(x.reaches, x.at, x.job)


def _reopened(job: Job) -> Job:
    """Waits to be done again; what was done before it stays counted."""
    return Job(visit=job.visit, sent_back=job.sent_back, first_done_at=job.first_done_at, ordered=job.ordered)


def _options_opened(d: _Draft, x: e.OptionsOpened) -> None:
    d.values["choices"][x.inject] = replace(d.values["choices"][x.inject], shown=True)


def _decision(d: _Draft, x: e.DecisionTaken) -> None:
    opened: Choice | None = d.values["choices"].get(x.inject)
    d.values["choices"][x.inject] = Choice(
        opened_at=opened.opened_at if opened else x.at,
        shown=opened.shown if opened else False,
        at=x.at,
        option=x.option,
        text=x.text,
        why=x.why,
        sure=x.sure,
        undecided=x.undecided,
        seat=x.seat,
    )
    d.reach(x.reaches, x.at, f"decision/{x.inject}")


def _opened(d: _Draft, x: e.DecisionOpened) -> None:
    d.values["choices"][x.inject] = Choice(x.at)


def _marked(d: _Draft, x: e.MilestoneMarked) -> None:
    known: Reached | None = d.values["milestones"].get(x.milestone)
    if known is None or known.by == "people":
        d.values["milestones"][x.milestone] = Reached(x.since, "people", x.at, x.why, x.seat)


def _noted(d: _Draft, x: e.Noted) -> None:
    d.values["notes"] += (x,)


def _ticked(d: _Draft, x: e.Ticked) -> None:
    if x.on:
        d.values["ticks"][x.what] = x.at
    else:
        d.values["ticks"].pop(x.what, None)


def _rated(d: _Draft, x: e.Rated) -> None:
    d.values["ratings"][x.objective] = x


def _lesson(d: _Draft, x: e.LessonNoted) -> None:
    d.values["lessons"] += (x,)


def _agreed(d: _Draft, x: e.ActionAgreed) -> None:
    d.values["agreed"][x.action] = x


_APPLY: dict[type[e.Event], Callable[[_Draft, Any], None]] = {
    e.Started: _started,
    e.Passed: _passed,
    e.PaceSet: _pace_set,
    e.PlayEnded: _play_ended,
    e.RealEvent: _real_event,
    e.Closed: _closed,
    e.Healed: _healed,
    e.Undone: _undone,
    e.InjectDelivered: _delivered,
    e.InjectDropped: _dropped,
    e.InjectHeld: _held,
    e.InjectReleased: _released,
    e.InjectImprovised: _improvised,
    e.ArtefactHanded: _handed,
    e.StepReady: _ready,
    e.StepRuledOut: _ruled_out,
    e.StepSkipped: _skipped,
    e.Ordered: _ordered,
    e.OrderWithdrawn: _withdrawn,
    e.ActionNamed: _named,
    e.WorkQueued: _queued,
    e.Called: _called,
    e.WorkStarted: _work_started,
    e.WorkReestimated: _reestimated,
    e.WorkPaused: _paused,
    e.WorkResumed: _resumed,
    e.WorkEnded: _work_ended,
    e.OptionsOpened: _options_opened,
    e.DecisionOpened: _opened,
    e.DecisionTaken: _decision,
    e.MilestoneMarked: _marked,
    e.Noted: _noted,
    e.Ticked: _ticked,
    e.Rated: _rated,
    e.LessonNoted: _lesson,
    e.ActionAgreed: _agreed,
}
