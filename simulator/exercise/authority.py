"""Who may do what: one table of commands by kinds of seat."""

from __future__ import annotations

from typing import assert_never

from simulator.exercise import commands as c
from simulator.exercise.seats import Kind, Seat
from simulator.exercise.views import Refused
from simulator.model.playbook import Playbook
from simulator.timeline.moves import Move

_CONDUCTORS: frozenset[Kind] = frozenset({"facilitator", "operator"})
_EVERYBODY: frozenset[Kind] = _CONDUCTORS | {"player", "evaluator", "observer"}


def may(seat: Seat, command: c.Command, playbook: Playbook) -> Refused | None:
    """None if the seat may do this, else why not. A seat of several kinds may do what any of them may.

    Facilitator and operator type for whom they like; everybody else acts in the name of their own seat or roles, and
    players order the steps that their own roles do.
    """
    if not seat.kinds & kinds_for(command):
        return Refused("This is not for your seat to do.")
    if seat.kinds & _CONDUCTORS:
        return None
    name = getattr(command, "seat", "")
    if name not in ("", seat.id) and name not in seat.roles:
        return Refused("Only the facilitator and the operator act in another seat's name.")
    step = _step_of(command)
    if step and not seat.roles & _roles(step, playbook):
        return Refused("Only those who do {step} order it.", step=step)
    return None


def _step_of(command: c.Command) -> str:
    """The step that something is to be done with; empty for none."""
    match command:
        case c.Order(step=step) | c.Withdraw(step=step) | c.Skip(step=step) | c.Finish(job=step):
            return step
        case _:
            return ""


def _roles(step: str, playbook: Playbook) -> frozenset[str]:
    known = playbook.step(step)
    return frozenset(known.roles) if known else frozenset()


def may_withdraw(seat: Seat, move: Move) -> Refused | None:
    """None if the seat may withdraw an observation: its own, or any where it conducts."""
    if seat.kinds & _CONDUCTORS or move.by == seat.id:
        return None
    return Refused("Only the facilitator and the operator withdraw another seat's observation.")


def kinds_for(command: c.Command) -> frozenset[Kind]:
    """The kinds of seat a command is for.

    The facilitator has the script, the operator types what the table does, players act for their roles, evaluators
    judge, observers say something afterwards. Anybody in the room may stop it for a real event.
    """
    match command:
        case (
            c.Hold()
            | c.Release()
            | c.SkipInject()
            | c.Improvise()
            | c.HandOut()
            | c.AnswerOutside()
            | c.AnswerRequest()
            | c.Reconcile()
        ):
            return frozenset({"facilitator"})
        case c.Order() | c.Withdraw() | c.Finish() | c.Skip() | c.CallIn() | c.Act() | c.Decide() | c.Mark():
            return frozenset({"operator", "player"})
        case (
            c.Begin()
            | c.SetPace()
            | c.EndPlay()
            | c.TakeBreak()
            | c.HandOver()
            | c.Close()
            | c.Reestimate()
            | c.SetAway()
            | c.OpenOptions()
            | c.OpenOpinions()
            | c.OpenHotWash()
            | c.SortOpinion()
            | c.Agree()
            | c.Explain()
        ):
            return _CONDUCTORS
        case c.Next() | c.NextEvent() | c.Jump() | c.TakeBack() | c.Redo():
            return _CONDUCTORS
        case c.MarkItem() | c.MarkDismissal():
            return frozenset({"facilitator", "evaluator"})
        case c.ChooseForm() | c.WriteItem() | c.Dismiss() | c.Opine() | c.TellTable():
            return _CONDUCTORS | {"player"}
        case c.Tick() | c.Rate():
            return frozenset({"facilitator", "evaluator"})
        case c.Ask() | c.WriteLine():
            return _CONDUCTORS | {"player", "evaluator", "observer"}
        case c.Note() | c.Discuss():
            return _CONDUCTORS | {"player", "evaluator"}
        case c.Interrupt(stopped=stopped):
            return _EVERYBODY if stopped else _CONDUCTORS
        case c.Learn() | c.Join() | c.Leave() | c.FallSilent() | c.WithdrawObservation():
            return _EVERYBODY
        case _:
            assert_never(command)
