"""Events become State: the one way.

Long because it is one list: what each of the closed events changes, to be read beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, assert_never

from simulator.timeline import events as e
from simulator.timeline.opinions import NONE_GIVEN, Opinions
from simulator.timeline.state import Call, Choice, Delivery, Improvised, Job, Lasted, Named, Reached, Request, State

_MAPPINGS = (
    "milestones",
    "again",
    "jobs",
    "injects",
    "choices",
    "calls",
    "away",
    "actions",
    "improvised",
    "handed",
    "discussed",
    "ticks",
    "ticked",
    "ratings",
    "rated",
    "reconciled",
    "explained",
    "opinions",
    "told",
    "requests",
    "forms",
    "written",
    "marked",
    "agreed",
    "seats",
)


def evolve(state: State, event: e.Event) -> State:
    """State after one more event."""
    return fold((event,), state)


def fold(events: Iterable[e.Event], state: State | None = None) -> State:
    """State after these events. Copies the mappings once for all of them, never one per event."""
    draft = _Draft.of(state or State())
    for event in events:
        draft.values["now"] = max(draft.values["now"], event.at)
        _apply(draft, event)
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
        latest: Job = self.values["jobs"].get(name) or Job()
        return latest

    def set_job(self, name: str, job: Job) -> None:
        self.values["jobs"][name] = job

    def reach(self, milestones: Iterable[str], at: int, by: str) -> None:
        """A milestone counts the first time only."""
        reached, again = self.values["milestones"], self.values["again"]
        for milestone in milestones:
            if milestone in reached:
                again[milestone] = (*again.get(milestone, ()), at)
            else:
                reached[milestone] = Reached(at, by)


def _apply(d: _Draft, event: e.Event) -> None:
    """By group, the commonest first."""
    if isinstance(event, e.WorkEvent):
        _work(d, event)
    elif isinstance(event, e.StepEvent):
        _step(d, event)
    elif isinstance(event, e.InjectEvent):
        _inject(d, event)
    elif isinstance(event, e.DecisionEvent):
        _decision(d, event)
    elif isinstance(event, e.TimelineEvent):
        _timeline(d, event)
    elif isinstance(event, e.Observation):
        _observation(d, event)
    elif isinstance(event, e.SessionEvent):
        _session(d, event)
    elif isinstance(event, e.RecordEvent):
        _record(d, event)
    else:
        assert_never(event)


def _work(d: _Draft, event: e.WorkEvent) -> None:
    match event:
        case e.WorkQueued():
            d.set_job(event.job, _queued(d.job(event.job), event))
        case e.WorkStarted(at=at):
            job = d.job(event.job)
            begun = replace(job, status="running", started_at=at, resumed_at=at, worked=0, takes=event.takes)
            d.set_job(event.job, replace(begun, staff=event.staff) if event.staff else begun)
        case e.WorkEnded():
            _ended(d, event)
        case e.WorkPaused(at=at):
            job = d.job(event.job)
            d.set_job(event.job, replace(job, status="paused", worked=job.worked_at(at), resumed_at=None))
        case e.WorkResumed():
            job = replace(d.job(event.job), status="running", resumed_at=event.at)
            d.set_job(event.job, replace(job, staff=event.staff) if event.staff else job)
        case e.WorkReestimated(at=at):
            _lasted(d, event.job, at)
            d.set_job(event.job, replace(d.job(event.job), takes=event.takes, stated=True))
        case e.Called():
            _called(d, event)
        case e.PeopleAway(role=role):
            d.values["away"][role] = event
        case _:
            assert_never(event)


def _queued(job: Job, x: e.WorkQueued) -> Job:
    """A new visit; what earlier ones left behind stays counted."""
    return Job(
        status="queued",
        visit=x.visit,
        ready_at=job.ready_at if job.status == "ready" else x.at,
        because=job.because,
        asked_at=x.at,
        sent_back=job.sent_back,
        first_done_at=job.first_done_at,
    )


def _lasted(d: _Draft, name: str, at: int) -> None:
    """A drawn length is waited for no longer: work that had begun ended, or people changed its length."""
    job = d.job(name)
    if job.status in ("running", "paused") and not job.stated and job.takes is not None:
        worked = job.worked_at(at)
        d.values["lasted"] += (Lasted(name, worked, worked == job.takes),)


def _ended(d: _Draft, x: e.WorkEnded) -> None:
    _lasted(d, x.job, x.at)
    job = d.job(x.job)
    if x.sent_back:
        d.set_job(x.job, replace(job, sent_back=job.sent_back + 1))
        for step in x.reopened:
            d.set_job(step, _reopened(d.job(step)))
        return
    first = job.first_done_at
    if first is None and x.outcome not in ("failed", "timed-out"):
        first = x.at
    done = replace(job, status="done", ended_at=x.at, outcome=x.outcome, first_done_at=first, resumed_at=None)
    d.set_job(x.job, done)
    d.reach(x.reaches, x.at, x.job)


def _reopened(job: Job) -> Job:
    """Waits to be done again; what was done before it stays counted."""
    return Job(visit=job.visit, sent_back=job.sent_back, first_done_at=job.first_done_at, ordered=job.ordered)


def _called(d: _Draft, x: e.Called) -> None:
    key = f"{x.kind}/{x.role}"
    earlier: Call | None = d.values["calls"].get(key)
    nth = earlier.nth + 1 if earlier else 1
    d.values["calls"][key] = Call(x.kind, x.at, x.people, x.answers_at, x.until, nth)


def _step(d: _Draft, event: e.StepEvent) -> None:
    match event:
        case e.StepDelayed():
            job = replace(d.job(event.step), status="delayed", ready_at=event.until, because=event.because)
            d.set_job(event.step, job)
        case e.StepReady():
            job = replace(d.job(event.step), status="ready", ready_at=event.at, because=event.because)
            d.set_job(event.step, job)
        case e.StepRuledOut():
            d.set_job(event.step, replace(d.job(event.step), status="ruled-out", ended_at=event.at))
        case e.StepReopened():
            d.set_job(event.step, _reopened(d.job(event.step)))
        case e.StepSkipped(at=at):
            _lasted(d, event.step, at)
            d.set_job(event.step, _skipped(d.job(event.step), event))
        case e.Ordered():
            d.set_job(event.step, replace(d.job(event.step), ordered=True))
        case e.OrderWithdrawn():
            d.set_job(event.step, replace(d.job(event.step), ordered=False))
        case e.ActionNamed():
            named = Named(event.title, event.staff, event.takes, event.reaches, event.seat)
            d.values["actions"][event.job] = named
        case _:
            assert_never(event)


def _skipped(job: Job, x: e.StepSkipped) -> Job:
    first = job.first_done_at if job.first_done_at is not None else x.at
    done = replace(job, status="skipped", ended_at=x.at, outcome=x.outcome, first_done_at=first)
    return replace(done, resumed_at=None, ordered=False)


def _inject(d: _Draft, event: e.InjectEvent) -> None:
    match event:
        case e.InjectDelivered(at=at, inject=inject):
            d.values["injects"][inject] = Delivery("delivered", at, seated=_seated(d))
            d.reach(event.reaches, at, f"inject/{inject}")
        case e.InjectDropped():
            d.values["injects"][event.inject] = Delivery("dropped", event.at, event.seat)
        case e.InjectHeld():
            d.values["injects"][event.inject] = Delivery("held", event.at)
        case e.InjectReleased():
            d.values["injects"][event.inject] = Delivery("released", event.at)
        case e.InjectImprovised(at=at, inject=inject):
            d.values["improvised"][inject] = Improvised(
                event.title,
                event.body,
                event.to,
                event.channel,
                max(event.arrives, at),
                event.sender,
                at,
                event.private and bool({*event.to} & {*_seated(d)}),
            )
            d.reach(event.reaches, at, inject)
        case e.ArtefactHanded():
            d.values["handed"][f"{event.inject}/{event.number}"] = event.at
            _answered(d, event)
        case _:
            assert_never(event)


def _seated(d: _Draft) -> tuple[str, ...]:
    """The roles that players sit for."""
    return tuple(role for seat in d.values["seats"].values() if "player" in seat.kinds for role in seat.roles)


def _answered(d: _Draft, answer: e.ArtefactHanded | e.RequestAnswered) -> None:
    asked: dict[str, Request] = d.values["requests"]
    if answer.request in asked:
        asked[answer.request] = asked[answer.request]._replace(answer=answer)


def _decision(d: _Draft, event: e.DecisionEvent) -> None:
    choices: dict[str, Choice] = d.values["choices"]
    match event:
        case e.DecisionOpened():
            choices[event.inject] = Choice(event.at)
        case e.OptionsOpened():
            choices[event.inject] = replace(choices[event.inject], shown=True)
        case e.DecisionTaken(at=at, inject=inject):
            choices[inject] = _taken(choices.get(inject), event)
            d.reach(event.reaches, at, f"decision/{inject}")
        case e.MilestoneMarked(milestone=milestone):
            known: Reached | None = d.values["milestones"].get(milestone)
            if known is None or known.by == "people":
                stated = Reached(event.since, "people", event.at, event.why, event.seat)
                d.values["milestones"][milestone] = stated
        case _:
            assert_never(event)


def _timeline(d: _Draft, event: e.TimelineEvent) -> None:
    match event:
        case e.Happened():
            d.reach(event.reaches, event.at, "people")
        case e.TimelineRead():
            d.values |= {"started": True, "ended_at": event.at, "is_real": True}
        case _:
            assert_never(event)


def _taken(opened: Choice | None, x: e.DecisionTaken) -> Choice:
    return Choice(
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


def _observation(d: _Draft, event: e.Observation) -> None:
    match event:
        case e.Noted():
            d.values["notes"] += (event,)
        case e.Discussed(inject=inject, number=number):
            question = f"{inject}/{number}"
            d.values["discussed"][question] = (*d.values["discussed"].get(question, ()), event)
        case e.Ticked() | e.Rated() | e.RatingReconciled():
            _judged(d, event)
        case e.LessonNoted():
            d.values["lessons"] += (event,)
        case e.HotWashOpened():
            d.values["hot_wash"] = True
        case e.ActionAgreed():
            d.values["agreed"][event.action] = event
        case e.Explained():
            d.values["explained"][event.inject] = event
        case e.OpinionGiven() | e.OpinionSorted() | e.OpinionsOpened():
            _opinion(d.values["opinions"], event)
        case e.LetterTold() | e.RequestMade() | e.RequestAnswered() | e.LineWritten():
            _by_seat(d, event)
        case e.FormChosen() | e.ItemWritten() | e.ItemMarked() | e.ClockDismissed() | e.DismissalMarked():
            _answer(d, event)
        case _:
            assert_never(event)


def _answer(d: _Draft, event: e.FormEvent | e.DutyEvent) -> None:
    """What the table answers to others, and how that stands to the truth."""
    match event:
        case e.FormChosen():
            d.values["forms"][event.expectation] = event
        case e.ItemWritten(form=form, item=item):
            place = f"{form}/{item}"
            d.values["written"][place] = (*d.values["written"].get(place, ()), event)
            d.values["marked"].pop(place, None)  # it was about other words
        case e.ItemMarked(form=form, item=item):
            d.values["marked"][f"{form}/{item}"] = event
        case e.ClockDismissed():
            d.values["dismissed"][event.expectation] = event
            d.values["dismissals_marked"].pop(event.expectation, None)  # it was about other words
        case e.DismissalMarked():
            d.values["dismissals_marked"][event.expectation] = event
        case _:
            assert_never(event)


def _judged(d: _Draft, event: e.JudgingEvent) -> None:
    """Each evaluator by itself, and what comes of them together."""
    match event:
        case e.Ticked(what=what):
            own = {seat: at for seat, at in d.values["ticked"].get(what, {}).items() if seat != event.seat}
            d.values["ticked"][what] = own = own | ({event.seat: event.at} if event.on else {})
            d.values["ticks"].pop(what, None)
            if own:
                d.values["ticks"][what] = min(own.values())
        case e.Rated(objective=objective):
            d.values["rated"][objective] = {**d.values["rated"].get(objective, {}), event.seat: event}
            _counts(d, objective, event)
        case e.RatingReconciled(objective=objective):
            d.values["reconciled"][objective] = event
            _counts(d, objective, e.Rated(event.at, objective, event.rating, event.why, event.seat))
        case _:
            assert_never(event)


def _counts(d: _Draft, objective: str, rated: e.Rated) -> None:
    """Where evaluators differ and nobody has reconciled that, no rating counts."""
    settled: e.RatingReconciled | None = d.values["reconciled"].get(objective)
    letters = {one.rating for one in d.values["rated"].get(objective, {}).values()}
    if settled is not None:
        rated = e.Rated(settled.at, objective, settled.rating, settled.why, settled.seat)
    elif len(letters) > 1:
        d.values["ratings"].pop(objective, None)
        return
    d.values["ratings"][objective] = rated


def _by_seat(d: _Draft, event: e.SeatEvent) -> None:
    match event:
        case e.LetterTold():
            d.values["told"].setdefault(event.inject, event.at)
        case e.RequestMade():
            d.values["requests"][event.request] = Request(event)
        case e.RequestAnswered():
            _answered(d, event)
        case e.LineWritten():
            d.values["lines"] += (event,)
        case _:
            assert_never(event)


def _opinion(by_decision: dict[str, Opinions], event: e.OpinionEvent) -> None:
    so_far = by_decision.get(event.inject, NONE_GIVEN)
    match event:
        case e.OpinionGiven():
            by_decision[event.inject] = so_far.given(event)
        case e.OpinionSorted():
            by_decision[event.inject] = so_far.sorted_by(event)
        case e.OpinionsOpened(at=at):
            by_decision[event.inject] = so_far.opened(at)
        case _:
            assert_never(event)


def _session(d: _Draft, event: e.SessionEvent) -> None:
    match event:
        case e.Started():
            d.values |= {"started": True, "reveal": event.reveal, "bell": event.bell}
            d.values |= {"talk": event.talk, "self_running": event.self_running, "stops": event.stops}
        case e.Passed():
            d.values["room"] += event.room
        case e.PaceSet():
            d.values |= {"talk": event.talk, "self_running": event.self_running, "stops": event.stops}
        case e.PlayEnded():
            d.values["ended_at"] = event.at
        case e.RealEvent():
            d.values["stopped"] = event.stopped
            if event.text:
                d.values["notes"] += (e.Noted(event.at, event.text, "note", seat=event.seat),)
        case e.Break():
            d.values["on_break"] = event.on
        case e.HandedOver():
            pass
        case e.SeatJoined():
            d.values["seats"][event.seat] = event
        case e.SeatSilent():
            pass
        case e.SeatLeft():
            d.values["seats"].pop(event.seat, None)
        case _:
            assert_never(event)


def _record(d: _Draft, event: e.RecordEvent) -> None:
    """Which moves are taken back is settled by whoever holds the moves; see ``timeline.moves``."""
    match event:
        case e.Closed():
            d.values["closed"] = True
        case e.TakenBack() | e.Redone():
            d.values["room"] = max(d.values["room"], event.room)
        case e.Recovered() | e.Continued() | e.DroppedFrom() | e.Rewritten() | e.Withdrawn():
            pass  # only the report shows it; the incident is the same
        case e.Undone():
            d.values |= {"now": event.at, "room": max(d.values["room"], event.room)}
        case _:
            assert_never(event)
