"""One short sentence per event: for the console's log, for what Next passed by, and for the report.

Long on purpose: every event there is has its place in one ``match``, and mypy names the one that has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from simulator.errors import clean
from simulator.model.injects import Decision
from simulator.model.setup import Setup
from simulator.timeline import events as e
from simulator.timeline.state import State
from simulator.wording.names import Names
from simulator.wording.scales import RATINGS, TRUTH_MARKS
from simulator.wording.voice import Voice


def purpose(setup: Setup, voice: Voice) -> str:
    """What an exercise tests, and what not."""
    if setup.discussion_only:
        return voice("This is an exercise. It tests our plans, not anybody's person; there is no single right answer.")
    return voice("This is an exercise. It tests our playbook, not anybody's person; there is no single right answer.")


def tell(event: e.Event, setup: Setup, voice: Voice, titles: Mapping[str, str] | None = None) -> str:
    """What happened, without the time; empty for what is not worth telling.

    ``titles`` names free actions and improvised messages, see ``adhoc_titles``, and acts taken back, see ``acts``.
    """
    return sentence(event, Names(setup, voice, titles or {}))


def sentence(event: e.Event, names: Names) -> str:
    """What happened, in these names; empty for what is not worth telling."""
    return clean(_tell(names, event))


def adhoc_titles(state: State) -> dict[str, str]:
    """Titles of what no file holds: free actions and improvised messages."""
    return {job: action.title for job, action in state.actions.items()} | {
        inject: message.title for inject, message in state.improvised.items()
    }


def seat_of(event: e.Event) -> str:
    """Who did it; empty where nobody did."""
    return str(getattr(event, "seat", ""))


def _tell(n: Names, event: e.Event) -> str:
    if isinstance(event, e.WorkEvent):
        return _work(n, event)
    if isinstance(event, e.StepEvent):
        return _step(n, event)
    if isinstance(event, e.InjectEvent):
        return _inject(n, event)
    if isinstance(event, e.DecisionEvent):
        return _decision(n, event)
    if isinstance(event, e.TimelineEvent):
        return _timeline(n, event)
    if isinstance(event, e.Observation):
        return _observation(n, event)
    if isinstance(event, e.SessionEvent):
        return _session(n, event)
    if isinstance(event, e.RecordEvent):
        return _record(n, event)
    assert_never(event)


def _session(n: Names, event: e.SessionEvent) -> str:
    match event:
        case e.Started():
            return n.voice("STARTEX: the exercise begins")
        case e.Passed():
            return ""
        case e.PaceSet():
            return _pace_set(n, event)
        case e.PlayEnded() if n.setup.discussion_only:
            return n.voice("ENDEX: play ends")
        case e.PlayEnded():
            return n.voice("ENDEX: play ends; what follows is projected")
        case e.RealEvent(stopped=True):
            return n.voice("Real event: the exercise is stopped")
        case e.RealEvent():
            return n.voice("The exercise goes on")
        case e.Break():
            return n.voice("A break: both clocks stand") if event.on else n.voice("The break is over")
        case e.HandedOver():
            return n.voice("Handed over: another team goes on from here")
        case e.SeatJoined() | e.SeatLeft() | e.SeatSilent():
            return _seating(n, event)
        case _:
            assert_never(event)


def _seating(n: Names, event: e.SeatingEvent) -> str:
    seat = n.seat(event.seat)
    match event:
        case e.SeatJoined():
            return n.voice("{seat} joins", seat=seat)
        case e.SeatLeft():
            return n.voice("{seat} leaves", seat=seat)
        case e.SeatSilent(silent=True):
            return n.voice("{seat} has not been heard of for a while", seat=seat)
        case e.SeatSilent():
            return n.voice("{seat} is there again", seat=seat)
        case _:
            assert_never(event)


def _record(n: Names, event: e.RecordEvent) -> str:
    match event:
        case e.Closed():
            return n.voice("The record is closed")
        case e.Recovered():
            return n.voice("On reopening, {bytes} bytes of an unfinished move were dropped", bytes=event.dropped)
        case e.DroppedFrom():
            return n.voice("What followed from line {line} on was damaged and is left out", line=event.line)
        case e.Rewritten():
            said = {"count": event.texts, "who": event.who, "reason": event.reason}
            return n.voice("Texts taken out of the record: {count}, by {who}. Reason: {reason}", **said)
        case e.Continued():
            return n.voice("From here on the record is of version {version}", version=event.version)
        case e.TakenBack():
            act = n.adhoc_titles.get(f"move/{event.move}")
            return n.voice("Taken back: {act}", act=act) if act else n.voice("Time goes back: an act is taken back")
        case e.Redone():
            act = n.adhoc_titles.get(f"move/{event.move}")
            return n.voice("Redone: {act}", act=act) if act else n.voice("What was taken back is redone")
        case e.Withdrawn():
            act = n.adhoc_titles.get(f"move/{event.move}")
            return n.voice("Withdrawn: {act}", act=act) if act else n.voice("An observation is withdrawn")
        case e.Undone():
            return n.voice("The moves from number {number} on are taken back", number=event.back_to)
        case _:
            assert_never(event)


def _inject(n: Names, event: e.InjectEvent) -> str:
    match event:
        case e.InjectDelivered():
            return _delivered(n, event)
        case e.InjectDropped(seat=""):
            return n.voice("“{inject}” is no longer needed", inject=n.inject(event.inject))
        case e.InjectDropped():
            return n.voice("“{inject}” is left out by the facilitator", inject=n.inject(event.inject))
        case e.InjectHeld():
            return n.voice("“{inject}” is held back", inject=n.inject(event.inject))
        case e.InjectReleased():
            return n.voice("“{inject}” is released", inject=n.inject(event.inject))
        case e.InjectImprovised():
            return _improvised(n, event)
        case e.ArtefactHanded():
            return _handed(n, event)
        case _:
            assert_never(event)


def _step(n: Names, event: e.StepEvent) -> str:
    match event:
        case e.StepDelayed():
            return n.voice("{step} can begin {when}", step=n.work(event.step), when=n.voice.day_clock(event.until))
        case e.StepReady():
            return n.voice("{step} can begin", step=n.work(event.step))
        case e.StepReopened(step=step, because=because):
            return n.voice("{step} is to be done again: {milestone}", step=n.work(step), milestone=n.milestone(because))
        case e.StepRuledOut():
            return n.voice("{step} is not needed on this path", step=n.work(event.step))
        case e.StepSkipped():
            return n.voice("{step} is left out", step=n.work(event.step))
        case e.Ordered():
            return n.voice("{step} is ordered for when it can begin", step=n.work(event.step))
        case e.OrderWithdrawn():
            return n.voice("The order for {step} is withdrawn", step=n.work(event.step))
        case e.ActionNamed():
            return _action(n, event)
        case _:
            assert_never(event)


def _work(n: Names, event: e.WorkEvent) -> str:
    match event:
        case e.WorkQueued():
            return _queued(n, event)
        case e.Called():
            return _called(n, event)
        case e.WorkStarted():
            return _started(n, event)
        case e.WorkReestimated(takes=takes):
            return n.voice("{job} is put at {takes} in all", job=n.work(event.job), takes=n.voice.span(takes))
        case e.PeopleAway():
            return _away(n, event)
        case e.WorkPaused(away=True):
            return n.voice("{job} pauses: its people are out of reach", job=n.work(event.job))
        case e.WorkPaused():
            return n.voice("{job} pauses: the shift is over", job=n.work(event.job))
        case e.WorkResumed(staff=staff) if staff:
            roles = n.roles(role for role, _ in staff)
            return n.voice("{job} is handed over to {roles}", job=n.work(event.job), roles=roles)
        case e.WorkResumed():
            return n.voice("{job} goes on", job=n.work(event.job))
        case e.WorkEnded():
            return _ended(n, event)
        case _:
            assert_never(event)


def _decision(n: Names, event: e.DecisionEvent) -> str:
    match event:
        case e.DecisionOpened():
            return n.voice("A decision is asked for: “{inject}”", inject=n.inject(event.inject))
        case e.OptionsOpened():
            return n.voice("The options of “{inject}” are shown", inject=n.inject(event.inject))
        case e.DecisionTaken():
            return _decided(n, event)
        case e.MilestoneMarked():
            return _marked(n, event)
        case _:
            assert_never(event)


def _observation(n: Names, event: e.Observation) -> str:
    match event:
        case e.Noted():
            return _noted(n, event)
        case e.Discussed():
            return _discussed(n, event)
        case e.Ticked() | e.Rated() | e.RatingReconciled():
            return _judged(n, event)
        case e.LessonNoted() | e.HotWashOpened():
            return _lesson(n, event)
        case e.ActionAgreed():
            return n.voice("Corrective action {action}: {text}", action=event.action, text=event.text)
        case e.Explained():
            return n.voice("Reasons for “{inject}”: {why}", inject=n.inject(event.inject), why=event.why or "–")
        case e.OpinionGiven() | e.OpinionSorted() | e.OpinionsOpened():
            return _opinion(n, event)
        case e.LetterTold() | e.RequestMade() | e.RequestAnswered() | e.LineWritten():
            return _by_seat(n, event)
        case e.FormChosen() | e.ItemWritten() | e.ItemMarked():
            return _form(n, event)
        case e.ClockDismissed() | e.DismissalMarked():
            return _duty(n, event)
        case _:
            assert_never(event)


def _lesson(n: Names, event: e.LessonEvent) -> str:
    """Of a sealed one never what it says: the log is read before it is opened."""
    match event:
        case e.HotWashOpened():
            return n.voice("The hot wash is opened")
        case e.LessonNoted(sealed=True):
            return n.voice("{seat} writes for the hot wash", seat=n.seat(event.seat) or n.voice("the table"))
        case e.LessonNoted(kind="strength"):
            return n.voice("Strength: {text}", text=event.text)
        case e.LessonNoted():
            return n.voice("Area for improvement: {text}", text=event.text)
        case _:
            assert_never(event)


def _judged(n: Names, event: e.JudgingEvent) -> str:
    match event:
        case e.Ticked(on=True):
            return n.voice("Seen: {what}", what=n.criterion(event.what))
        case e.Ticked():
            return n.voice("Not seen after all: {what}", what=n.criterion(event.what))
        case e.Rated():
            return _rated(n, event)
        case e.RatingReconciled(rating=rating, why=why):
            said = {"rating": rating, "objective": n.objective(event.objective)}
            return n.voice("Counts after reconciling: {rating}, {objective} – {why}", **said, why=why)
        case _:
            assert_never(event)


def _duty(n: Names, event: e.DutyEvent) -> str:
    clock = n.expectation(event.expectation)
    match event:
        case e.ClockDismissed(why=why):
            return n.voice("Does not apply: {clock} – {why}", clock=clock, why=why)
        case e.DismissalMarked():
            mark = n.voice(TRUTH_MARKS[event.mark])
            return n.voice("Why {clock} does not apply: {mark}", clock=clock, mark=mark)
        case _:
            assert_never(event)


def _by_seat(n: Names, x: e.SeatEvent) -> str:
    """A line to the facilitator is never quoted: the log goes into the report."""
    who = n.seat(x.seat) if x.seat else n.voice("the table")
    match x:
        case e.LetterTold():
            return n.voice("{seat} tells the table of “{inject}”", seat=who, inject=n.inject(x.inject))
        case e.RequestMade():
            return n.voice("{seat} asks: {text}", seat=who, text=x.text)
        case e.RequestAnswered():
            return n.voice("Answered: {text}", text=x.text)
        case e.LineWritten():
            return n.voice("{seat} writes a line to the facilitator", seat=who)
        case _:
            assert_never(x)


def _opinion(n: Names, x: e.OpinionEvent) -> str:
    """Never what it says: the log is read while opinions are sealed; who may read them has them with the decision."""
    inject = n.inject(x.inject)
    match x:
        case e.OpinionGiven():
            return n.voice("{seat} gives an opinion on “{inject}”", seat=n.seat(x.seat), inject=inject)
        case e.OpinionSorted():
            return n.voice("The opinion of {seat} on “{inject}” is sorted", seat=n.seat(x.giver), inject=inject)
        case e.OpinionsOpened():
            return n.voice("The first opinions on “{inject}” are opened", inject=inject)
        case _:
            assert_never(x)


def _form(n: Names, x: e.FormEvent) -> str:
    form = n.form(x.form)
    match x:
        case e.FormChosen():
            return n.voice("Form to be sent: {form}", form=form)
        case e.ItemWritten():
            return n.voice("{form}, {item} – {text}", form=form, item=n.form_item(x.form, x.item), text=written(n, x))
        case e.ItemMarked():
            mark = n.voice(TRUTH_MARKS[x.mark])
            return n.voice("{form}, {item}: {mark}", form=form, item=n.form_item(x.form, x.item), mark=mark)
        case _:
            assert_never(x)


def written(n: Names, x: e.ItemWritten) -> str:
    """What stands under an item of a form, with the moment of awareness that it tells."""
    since = "" if x.aware is None else n.voice("aware since {when}", when=n.voice.day_clock(x.aware))
    return n.voice.joined((since, x.text))


def _pace_set(n: Names, x: e.PaceSet) -> str:
    if x.talk == 0:
        pace = n.voice("From now on talk costs no incident time")
    else:
        pace = n.voice(
            "From now on a minute of talk costs {talk} of incident time", talk=n.voice.span(round(60 * x.talk))
        )
    if n.setup.discussion_only:
        return pace
    steps = n.voice("the playbook runs itself") if x.self_running else n.voice("steps wait for orders")
    return n.voice("{pace}; {steps}", pace=pace, steps=steps)


def _delivered(n: Names, x: e.InjectDelivered) -> str:
    inject = n.setup.scenario.inject(x.inject)
    if inject is not None and inject.trips_on:
        why = n.awaited(x.tripped_by) if x.tripped_by else n.voice("time is up")
        return n.voice("The wait is over, “{inject}” arrives: {why}", inject=n.inject(x.inject), why=why)
    if inject is None or not inject.to:
        return n.voice("“{inject}” arrives", inject=n.inject(x.inject))
    return n.voice("“{inject}” reaches {roles}", inject=n.inject(x.inject), roles=n.roles(inject.to))


def _improvised(n: Names, x: e.InjectImprovised) -> str:
    if x.arrives > x.at:
        when = n.voice.day_clock(x.arrives)
        return n.voice("Improvised message “{inject}”, to arrive {when}", inject=n.inject(x.inject), when=when)
    if not x.to:
        return n.voice("Improvised message: “{title}”", title=x.title)
    return n.voice("Improvised message to {roles}: “{title}”", title=x.title, roles=n.roles(x.to))


def _queued(n: Names, x: e.WorkQueued) -> str:
    """What the playbook asks for by itself shows when it starts."""
    if x.early:
        return n.voice("{job} is ordered out of order", job=n.work(x.job))
    if not x.seat:
        return ""
    if x.visit > 1:
        return n.voice("{job} is ordered again", job=n.work(x.job))
    return n.voice("{job} is ordered", job=n.work(x.job))


def _action(n: Names, x: e.ActionNamed) -> str:
    roles = n.roles(role for role, _ in x.staff)
    return n.voice(
        "Beyond the playbook: “{title}” ({roles}, {takes})", title=x.title, roles=roles, takes=n.voice.span(x.takes)
    )


def _called(n: Names, x: e.Called) -> str:
    role, at, written = n.role(x.role), n.voice.day_clock(x.answers_at), n.setup.team.roles.get(x.role)
    reach = written and (written.on_call if x.kind == "on-call" else written.call_in)
    if reach and reach.rings_for is not None:  # nobody knows yet whether somebody answers
        return n.voice("{role} is called", role=role)
    if x.kind == "on-call":
        return n.voice("{role} is paged (on call); available {at}", role=role, at=at)
    return n.voice("{role} is called in; available {at}", role=role, at=at)


def _away(n: Names, x: e.PeopleAway) -> str:
    if x.people == 0:
        return n.voice("{role}: all are back", role=n.role(x.role))
    until = n.voice.day_clock(x.until)
    return n.voice("{role}: {people} out of reach until {until}", role=n.role(x.role), people=x.people, until=until)


def _started(n: Names, x: e.WorkStarted) -> str:
    if decision := _asked_outside(n, x.job):
        said = {"who": n.decider(decision), "question": n.text(decision.question)}
        return n.voice("Put to {who}: {question}", **said)
    if x.visit > 1:
        return n.voice("{job} begins again (visit {number})", job=n.work(x.job), number=x.visit)
    if x.staff:
        return n.voice("{job} begins: {roles}", job=n.work(x.job), roles=n.roles(role for role, _ in x.staff))
    return n.voice("{job} begins", job=n.work(x.job))


def _asked_outside(n: Names, job: str) -> Decision | None:
    """The decision that a job is, where nobody at the table takes it."""
    task = n.setup.task(job)
    return task if isinstance(task, Decision) and task.outside else None


def _ended(n: Names, x: e.WorkEnded) -> str:
    if _asked_outside(n, x.job):
        return ""
    job = n.work(x.job)
    if x.sent_back:
        return n.voice("{job} sends the work back", job=job)
    if x.outcome == "failed":
        return n.voice("{job} fails", job=job)
    if x.outcome == "timed-out":
        return n.voice("{job} runs out of time", job=job)
    known = n.voice("{job} is declared done", job=job) if x.seat else n.voice("{job} is done", job=job)
    if x.outcome:
        known = n.voice("{done}: {outcome}", done=known, outcome=n.outcome(x.job, x.outcome))
    return known


def _decided(n: Names, x: e.DecisionTaken) -> str:
    inject = n.setup.scenario.inject(x.inject)
    option = inject.decision.option(x.option) if inject and inject.decision else None
    chosen, said = n.text(option.text) if option else x.option, {"inject": n.inject(x.inject)}
    if inject and inject.decision and inject.decision.outside:
        who = n.decider(inject.decision)
        return n.voice("{who} answers on “{inject}”: {option}", **said, who=who, option=chosen)
    if x.undecided:
        return n.voice("Nobody decided in time on “{inject}”: {option}", **said, option=chosen)
    if x.text and chosen:
        return n.voice("Decision on “{inject}”: {text} (nearest option: {option})", **said, text=x.text, option=chosen)
    return n.voice("Decision on “{inject}”: {option}", **said, option=x.text or chosen)


def _timeline(n: Names, x: e.TimelineEvent) -> str:
    match x:
        case e.TimelineRead():
            said = {"count": x.lines, "file": x.file, "form": x.read_as}
            return n.voice("The timeline ends here: {count} lines of {file}, read as {form}", **said)
        case e.Happened():
            marked = f" [{n.listed(map(n.milestone, x.reaches))}]" if x.reaches else ""
            return x.text.replace("\n", " ") + marked
        case _:
            assert_never(x)


def _marked(n: Names, x: e.MilestoneMarked) -> str:
    since = n.voice.day_clock(x.since)
    stated = n.voice("Stated as reached at {since}: {milestone}", since=since, milestone=n.milestone(x.milestone))
    return n.voice("{stated} – {why}", stated=stated, why=x.why) if x.why else stated


def _handed(n: Names, x: e.ArtefactHanded) -> str:
    inject = n.setup.scenario.inject(x.inject)
    handed = inject.artefacts[x.number - 1 : x.number] if inject else ()
    title = n.text(handed[0].title) if handed and handed[0].title else str(x.number)
    return n.voice("“{artefact}” is handed out, as asked", artefact=title)


def _noted(n: Names, x: e.Noted) -> str:
    if x.kind == "answer":
        return n.voice("Asked and answered: {text}", text=x.text)
    if x.kind == "observation":
        return n.voice("Observed: {text}", text=x.text)
    return n.voice("Note: {text}", text=x.text)


def _discussed(n: Names, x: e.Discussed) -> str:
    question = n.question(x.inject, x.number)
    if not x.text:
        return n.voice("Discussed: {question}", question=question)
    return n.voice("Discussed: {question} – {text}", question=question, text=x.text)


def _rated(n: Names, x: e.Rated) -> str:
    meaning = n.voice(RATINGS[x.rating])
    return n.voice(
        "Rated {rating} ({meaning}): {objective}", rating=x.rating, meaning=meaning, objective=n.objective(x.objective)
    )
