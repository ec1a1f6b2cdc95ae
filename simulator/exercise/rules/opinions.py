"""What each seat thinks of a decision: sealed at first, opened together, and said aloud from then on."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.model.injects import Decision
from simulator.timeline import events as e
from simulator.timeline.opinions import SURENESS
from simulator.timeline.state import State


def facts(t: Table, command: c.OpinionCommand) -> Facts:
    """Facts of opinions on decisions. Raises ``Refused``."""
    match command:
        case c.Opine():
            return _opine(t, command)
        case c.SortOpinion():
            return _sort(t, command)
        case _:
            assert_never(command)


def opened_before(state: State, command: c.Command) -> Facts:
    """What an act opens before it is done: a decision that is taken its own opinions, ENDEX those that are left.

    A move of its own, as what the room has read is not sealed again when the decision is taken back.
    """
    if isinstance(command, c.Decide):
        injects: tuple[str, ...] = (command.inject,)
    elif isinstance(command, c.EndPlay):
        injects = tuple(state.opinions)
    else:
        return ()
    sealed = (inject for inject in injects if state.opinions_on(inject).first and state.opinions_on(inject).sealed)
    return tuple(e.OpinionsOpened(state.now, inject) for inject in sealed)


def _opine(t: Table, x: c.Opine) -> Facts:
    choice, decision, text = t.state.choices.get(x.inject), _decision(t, x.inject), clean(x.text).strip()
    if choice is None:
        raise Refused("No decision is open there.")
    if t.state.ended_at is not None:
        raise Refused("Play has ended: an opinion given now knows how it came out.")
    if choice.at is not None and t.state.opinions_on(x.inject).sealed:
        raise Refused("It is decided already: a first opinion comes before that.")
    if not x.seat:
        raise Refused("Say whose opinion it is.")
    if not text and not x.option:
        raise Refused("There is nothing written yet.")
    if x.option and not choice.shown:
        raise Refused("The options are not shown yet: say it in your own words.")
    _known(decision, x.option)
    if x.sure is not None and x.sure not in SURENESS:
        raise Refused("How sure is said in steps: {steps}%.", steps=", ".join(map(str, SURENESS)))
    return (e.OpinionGiven(t.now, x.inject, text, x.option, x.sure, x.seat),)


def _sort(t: Table, x: c.SortOpinion) -> Facts:
    opinions, choice = t.state.opinions_on(x.inject), t.state.choices.get(x.inject)
    if opinions.sealed:
        raise Refused("The opinions are not open yet.")
    if choice is not None and choice.at is None and not choice.shown:
        raise Refused("The options are not shown yet.")
    if x.giver not in opinions.first:
        raise Refused("This seat has given no first opinion.")
    _known(_decision(t, x.inject), x.option)
    return (e.OpinionSorted(t.now, x.inject, x.giver, x.option),)


def opened(t: Table, command: c.OpeningCommand) -> Facts:
    """Opens what was sealed. Raises ``Refused``."""
    match command:
        case c.OpenOpinions():
            return _open(t, command)
        case c.OpenHotWash():
            return _open_hot_wash(t)
        case _:
            assert_never(command)


def _open_hot_wash(t: Table) -> Facts:
    if t.state.ended_at is None:
        raise Refused("The hot wash comes after the play.")
    if t.state.hot_wash:
        raise Refused("The hot wash is open already.")
    return (e.HotWashOpened(t.now),)


def _open(t: Table, x: c.OpenOpinions) -> Facts:
    opinions = t.state.opinions_on(x.inject)
    if not opinions.first:
        raise Refused("Nobody has given an opinion yet.")
    if not opinions.sealed:
        raise Refused("The opinions are open already.")
    return (e.OpinionsOpened(t.now, x.inject),)


def _decision(t: Table, inject: str) -> Decision:
    known = t.plan.setup.scenario.inject(inject)
    if known is None or known.decision is None:
        raise Refused("No decision is open there.")
    return known.decision


def _known(decision: Decision, option: str) -> None:
    if option and decision.option(option) is None:
        raise Refused("The decision has no option {option}.", option=option)
