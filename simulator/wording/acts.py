"""What people did, named in a few words: for what is taken back, done again or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from simulator.errors import clean
from simulator.timeline import events as e
from simulator.timeline.acts import (
    Act,
    DecisionAct,
    DutyAct,
    FormAct,
    InjectAct,
    ObserveAct,
    OpinionAct,
    SeatAct,
    WorkAct,
)
from simulator.timeline.moves import Move
from simulator.wording.markup import flat
from simulator.wording.names import Names

_LONGEST = 60
"""Characters that are quoted of what people wrote."""


def act_name(names: Names, move: Move) -> str:
    """Such as ``order of “Switch off”``; empty for what is never taken back."""
    about = next((said for event in move.events if (said := _about(names, event))), "")
    return clean(_named(names, move.act, about, move.events[-1].at))


def act_titles(names: Names, acts: Mapping[int, Move]) -> dict[str, str]:
    """Acts as ``sentences.tell`` asks for them: ``move/<number in the record>`` → name."""
    return {f"move/{number}": act_name(names, move) for number, move in acts.items()}


def _named(n: Names, act: Act, about: str, until: int) -> str:
    match act:
        case "order" | "withdraw" | "finish" | "skip" | "reestimate" | "call-in" | "set-away" | "act":
            return _of_work(n, act, about)
        case "open-options" | "decide" | "mark":
            return _of_decision(n, act, about)
        case "hold" | "release" | "answer-outside" | "skip-inject" | "improvise" | "hand-out":
            return _of_inject(n, act, about)
        case "opine" | "sort-opinion" | "tell-table" | "ask" | "answer" | "write-line":
            return _of_seat(n, act, about)
        case "choose-form" | "write-item" | "mark-item" | "dismiss" | "mark-dismissal":
            return _of_answer(n, act, about)
        case "note" | "discuss" | "tick" | "rate" | "learn" | "agree" | "explain" | "reconcile":
            return _of_observation(n, act, about)
        case "next" | "next-event" | "jump":
            return n.voice("step in time to {when}", when=n.voice.day_clock(until))
        case "set-pace":
            return n.voice("change of pace")
        case "end-play":
            return n.voice("end of play (ENDEX)")
        case "" | "talk" | "begin" | "interrupt" | "break" | "hand-over" | "close" | "join" | "leave" | "silence":
            return ""
        case "take-back" | "redo" | "withdraw-observation" | "open-opinions" | "open-hot-wash":
            return ""
        case _:
            assert_never(act)


def _of_work(n: Names, act: WorkAct, work: str) -> str:
    match act:
        case "order":
            return n.voice("order of {work}", work=work)
        case "withdraw":
            return n.voice("withdrawal of the order for {work}", work=work)
        case "finish":
            return n.voice("{work} declared done", work=work)
        case "skip":
            return n.voice("leaving out {work}", work=work)
        case "reestimate":
            return n.voice("new length of {work}", work=work)
        case "call-in":
            return n.voice("call of {work}", work=work)
        case "set-away":
            return n.voice("word that {work} is out of reach or back", work=work)
        case "act":
            return n.voice("{work}, beyond the playbook", work=work)
        case _:
            assert_never(act)


def _of_decision(n: Names, act: DecisionAct, about: str) -> str:
    match act:
        case "open-options":
            return n.voice("options shown for {inject}", inject=about)
        case "decide":
            return n.voice("decision on {inject}", inject=about)
        case "mark":
            return n.voice("statement on {milestone}", milestone=about)
        case _:
            assert_never(act)


def _of_inject(n: Names, act: InjectAct, inject: str) -> str:
    match act:
        case "hold":
            return n.voice("holding back {inject}", inject=inject)
        case "release":
            return n.voice("release of {inject}", inject=inject)
        case "answer-outside":
            return n.voice("answer to {inject} from outside", inject=inject)
        case "skip-inject":
            return n.voice("leaving out {inject}", inject=inject)
        case "improvise":
            return n.voice("improvised message {inject}", inject=inject)
        case "hand-out":
            return n.voice("handing out material of {inject}", inject=inject)
        case _:
            assert_never(act)


def _of_answer(n: Names, act: FormAct | DutyAct, about: str) -> str:
    match act:
        case "choose-form":
            return n.voice("choice of the form {form}", form=about)
        case "write-item":
            return n.voice("what was written under {item}", item=about)
        case "dismiss":
            return n.voice("word that {clock} does not apply", clock=about)
        case "mark-dismissal":
            return n.voice("mark on why {clock} does not apply", clock=about)
        case "mark-item":
            return n.voice("mark at {item}", item=about)
        case _:
            assert_never(act)


def _of_seat(n: Names, act: OpinionAct | SeatAct, about: str) -> str:
    """Without what was written: not everybody who reads of it may read that."""
    match act:
        case "opine":
            return n.voice("opinion {about}", about=about)
        case "sort-opinion":
            return n.voice("sorting of the opinion {about}", about=about)
        case "tell-table":
            return n.voice("telling the table of {inject}", inject=about)
        case "ask":
            return n.voice("request of {about}", about=about)
        case "answer":
            return n.voice("answer to a request")
        case "write-line":
            return n.voice("line to the facilitator")
        case _:
            assert_never(act)


def _of_observation(n: Names, act: ObserveAct, about: str) -> str:
    match act:
        case "note":
            return n.voice("note {about}", about=about)
        case "discuss":
            return n.voice("answer to {about}", about=about)
        case "tick":
            return n.voice("tick at {about}", about=about)
        case "rate":
            return n.voice("rating of {about}", about=about)
        case "learn":
            return n.voice("lesson {about}", about=about)
        case "agree":
            return n.voice("corrective action {about}", about=about)
        case "reconcile":
            return n.voice("reconciled rating of {about}", about=about)
        case "explain":
            return n.voice("reasons for the decision on {inject}", inject=about)
        case _:
            assert_never(act)


def _about(n: Names, event: e.Event) -> str:
    """What an act is about, quoted; empty for what followed from it."""
    if isinstance(event, e.Observation):
        return _quoted(n, _about_observation(n, event))
    match event:
        case e.Ordered() | e.OrderWithdrawn() | e.StepSkipped():
            return n.work(event.step)
        case e.WorkQueued() | e.WorkEnded() | e.WorkReestimated():
            return n.work(event.job)
        case e.Called(role=role) | e.PeopleAway(role=role):
            return n.role(role)
        case e.OptionsOpened() | e.DecisionTaken() | e.ArtefactHanded():
            return _quoted(n, n.inject(event.inject))
        case e.InjectHeld() | e.InjectReleased() | e.InjectDropped():
            return _quoted(n, n.inject(event.inject))
        case e.InjectImprovised(title=title):
            # What comes later has no title yet.
            return _quoted(n, n.voice("another message") if event.arrives > event.at else title)
        case e.MilestoneMarked(milestone=milestone):
            return _quoted(n, n.milestone(milestone))
        case e.ActionNamed(title=text):
            return _quoted(n, text)
        case _:
            return ""


def _about_observation(n: Names, event: e.Observation) -> str:
    match event:
        case e.LessonNoted(sealed=True) | e.HotWashOpened():
            return ""
        case e.Noted(text=text) | e.LessonNoted(text=text) | e.ActionAgreed(text=text):
            return text
        case e.Discussed():
            return n.question(event.inject, event.number)
        case e.Ticked(what=what):
            return n.criterion(what)
        case e.Rated(objective=objective) | e.RatingReconciled(objective=objective):
            return n.objective(objective)
        case e.RequestMade(seat=seat) | e.RequestAnswered(seat=seat) | e.LineWritten(seat=seat):
            return n.seat(seat)
        case e.Explained(inject=inject) | e.OpinionsOpened(inject=inject) | e.LetterTold(inject=inject):
            return n.inject(inject)
        case e.OpinionGiven(inject=inject, seat=giver) | e.OpinionSorted(inject=inject, giver=giver):
            return n.voice("of {seat} on {inject}", seat=n.seat(giver), inject=n.inject(inject))
        case e.FormChosen(form=form):
            return n.form(form)
        case e.ItemWritten() | e.ItemMarked():
            return n.form_item(event.form, event.item)
        case e.ClockDismissed() | e.DismissalMarked():
            return n.expectation(event.expectation)
        case _:
            assert_never(event)


def _quoted(n: Names, words: str) -> str:
    line = flat(words)
    return n.voice("“{title}”", title=line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")
