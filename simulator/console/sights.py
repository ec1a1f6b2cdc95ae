"""Who sees what: by the kind of a seat, by what set-up reveals to everybody, and by whom a message is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.exercise.seats import Kind, Seat
from simulator.model.scenario import Scenario
from simulator.model.setup import Setup
from simulator.timeline.letters import untold
from simulator.timeline.state import Call, State
from simulator.wording.names import Names
from simulator.wording.sentences import adhoc_titles
from simulator.wording.voice import Voice

Sight = Literal[
    "clocks",
    "playbook",
    "team",
    "waiting-clocks",
    "coming",
    "titles",
    "addressed",
    "letters",
    "requests",
    "guide",
    "expected",
    "criteria",
    "script",
    "par",
    "chances",
    "conduct",
    "observations",
]
"""A kind of thing that not every seat sees; who sees which is said below."""
CONDUCTS: frozenset[Sight] = frozenset(
    {"clocks", "playbook", "team", "waiting-clocks", "addressed", "letters", "conduct", "coming"}
)
"""Whoever keeps the exercise going sees how everything stands, and when something is next."""
HELPS: frozenset[Sight] = frozenset(
    {"titles", "requests", "guide", "expected", "criteria", "script", "par", "chances", "observations"}
)
"""What would answer the exercise, or judges it."""
IN_THE_ROOM: frozenset[Sight] = frozenset({"addressed"})
"""The room reads every message together, whomever it is for, but for letters that nobody has told of."""

SEES: Mapping[Kind, frozenset[Sight]] = {
    "facilitator": CONDUCTS | HELPS,
    "operator": CONDUCTS,
    "evaluator": (CONDUCTS - {"coming"}) | {"expected", "criteria"},
    "player": frozenset(),
    "observer": IN_THE_ROOM,
    "wall": IN_THE_ROOM,
}
"""Kind of seat → what it sees beyond what everybody sees. Observations of one's own are always seen."""
REVEALED: Mapping[str, Sight] = {"clocks": "clocks", "playbook": "playbook", "team": "team"}
"""What set-up may reveal to everybody (``Started.reveal``)."""


def sights(seat: Seat, reveal: Iterable[str], *, titles: bool = False) -> frozenset[Sight]:
    """All that a seat sees in an exercise that reveals this; the titles of what comes only where it asks for them."""
    seen = {sight for kind in seat.kinds for sight in SEES[kind]} | {REVEALED[w] for w in reveal if w in REVEALED}
    return frozenset(seen if titles else seen - {"titles"})


@dataclass(frozen=True)
class Eyes:
    """Looking at one State: what is seen, which messages are for others, and what things are called.

    They are no seat's own: what all with the same eyes see is found once (``console.looks``).
    """

    sights: frozenset[Sight]
    private: frozenset[str]
    """Messages that are for others."""
    names: Names
    """These name no message that is private or (unless that is asked for) to come, and no option not yet shown."""
    calls: Mapping[str, Call] = field(default_factory=dict)
    """The last calls of each pool, as ``State.calls``."""

    def sees(self, sight: Sight) -> bool:
        """Whether it is among what they see."""
        return sight in self.sights


def eyes(seat: Seat, setup: Setup, state: State, voice: Voice, *, titles: bool = False) -> Eyes:
    """The eyes of a seat, by its kinds and roles.

    ``titles``: it asks for the titles of what comes, too; after ENDEX nobody need ask.
    """
    # Where there is no playbook, the questions to discuss stand in its place: they are put to everybody.
    reveal = (*state.reveal, "playbook") if setup.discussion_only else state.reveal
    seen = sights(seat, reveal, titles=titles or state.ended_at is not None)
    others = _for_others(seen, setup.scenario, state, seat)
    to_come = frozenset[str]() if "titles" in seen else _to_come(setup.scenario, state)
    closed = frozenset(inject.id for inject in setup.scenario.injects if _unshown(inject.id, state))
    known = {name: title for name, title in adhoc_titles(state).items() if name not in others}
    names = Names(setup, voice, known, others | to_come, closed, state.is_real)
    return Eyes(seen, others, names, state.calls)


def _for_others(seen: frozenset[Sight], scenario: Scenario, state: State, seat: Seat) -> frozenset[str]:
    """The messages it does not read: addressed to others and not told, or letters to others."""
    addressed = frozenset[str]() if "addressed" in seen else _addressed(scenario, state, seat).difference(state.told)
    if "letters" in seen:
        return addressed
    return addressed | {name for name, to in untold(scenario, state).items() if not {*to} & seat.roles}


def _addressed(scenario: Scenario, state: State, seat: Seat) -> frozenset[str]:
    """The messages that are to others and not to everybody.

    What the table decides all read, whoever is asked: who has not read it can have no opinion of their own.
    """
    addressed = {name: {*made.to} for name, made in state.improvised.items()}
    for inject in scenario.injects:
        if not (inject.decision and inject.decision.role):
            addressed[inject.id] = {*inject.to}
    return frozenset(name for name, to in addressed.items() if to and not to & seat.roles)


def _to_come(scenario: Scenario, state: State) -> frozenset[str]:
    scripted = {inject.id for inject in scenario.injects if state.delivery(inject.id).status != "delivered"}
    return frozenset(scripted | {name for name in state.improvised if not state.came(name)})


def _unshown(inject: str, state: State) -> bool:
    choice = state.choices.get(inject)
    return choice is None or not choice.shown


def seen_at(what: str, state: State, seat: Seat, eyes: Eyes) -> int | None:
    """When something was ticked. Evaluators see each their own until the record is complete, then all."""
    if eyes.sees("observations") or state.closed:
        return state.ticks.get(what)
    return state.ticked.get(what, {}).get(seat.id)
