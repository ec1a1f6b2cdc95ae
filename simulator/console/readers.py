"""Who reads of what happened while the exercise runs."""

from __future__ import annotations

from typing import Literal, NamedTuple, assert_never

from simulator.console.sights import Eyes, Sight
from simulator.timeline import events as e


class Shown(NamedTuple):
    """Where an event appears while the exercise runs."""

    to: Sight | Literal["everybody"]
    """What a seat must see to read of it."""
    in_log: bool = True
    """False for what another sentence tells too: said only where there is room for everything."""


def shown(event: e.Event) -> Shown:
    """Where an event appears. What a seat may not see is not in its log either."""
    if isinstance(event, e.Observation):
        return _written(event)
    match event:
        case e.DecisionOpened():
            return Shown("everybody", in_log=False)
        case e.StepDelayed() | e.StepReady():
            return Shown("playbook", in_log=False)
        case e.Started() | e.PlayEnded() | e.RealEvent() | e.Break() | e.TakenBack() | e.Redone() | e.Undone():
            return Shown("everybody")
        case (
            e.HandedOver()
            | e.InjectDelivered()
            | e.InjectImprovised()
            | e.DecisionTaken()
            | e.MilestoneMarked()
            | e.Happened()
            | e.TimelineRead()
        ):
            return Shown("everybody")
        case (
            e.StepReopened()
            | e.Ordered()
            | e.OrderWithdrawn()
            | e.ActionNamed()
            | e.WorkStarted()
            | e.WorkPaused()
            | e.WorkResumed()
            | e.WorkEnded()
        ):
            return Shown("playbook")
        case e.Called() | e.PeopleAway():
            return Shown("team")
        case e.StepRuledOut() | e.StepSkipped() | e.WorkQueued() | e.WorkReestimated() | e.Passed() | e.PaceSet():
            return Shown("conduct")
        case e.InjectDropped() | e.InjectHeld() | e.InjectReleased() | e.ArtefactHanded() | e.OptionsOpened():
            return Shown("conduct")
        case e.Withdrawn():
            return Shown("observations")
        case (
            e.SeatJoined()
            | e.SeatLeft()
            | e.SeatSilent()
            | e.Closed()
            | e.Recovered()
            | e.Continued()
            | e.DroppedFrom()
            | e.Rewritten()
        ):
            return Shown("conduct")
        case _:
            assert_never(event)


def _written(event: e.Observation) -> Shown:
    match event:
        case e.OpinionGiven():
            return Shown("everybody", in_log=False)
        case e.OpinionsOpened() | e.LetterTold() | e.HotWashOpened():
            return Shown("everybody")
        case e.RequestMade() | e.RequestAnswered() | e.LineWritten():
            return Shown("requests")
        case e.Noted() | e.Discussed() | e.Ticked() | e.Rated() | e.LessonNoted() | e.ActionAgreed() | e.Explained():
            return Shown("observations")
        case e.OpinionSorted() | e.RatingReconciled() | e.FormChosen() | e.ItemWritten() | e.ItemMarked():
            return Shown("observations")
        case e.ClockDismissed() | e.DismissalMarked():
            return Shown("observations")
        case _:
            assert_never(event)


def told_to(event: e.Event, eyes: Eyes) -> bool:
    """Whether it is read of: by who may see what it is about, where it is about no message for others.

    What a seat wrote itself stands elsewhere on its page.
    """
    if _message_of(event) in eyes.private:
        return False
    to = shown(event).to
    return to == "everybody" or to in eyes.sights


def _message_of(event: e.Event) -> str:
    """The message an event is about, or the work it costs; empty for none."""
    kind, _, inner = str(getattr(event, "job", "")).partition("/")
    return inner if kind in ("inject", "decision") else str(getattr(event, "inject", ""))
