"""Belief against truth: when each claim of the story was told and corrected, and what decisions took for true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.findings.origins import Origin, Origins
from simulator.model.injects import Artefact, Decision, Option, Statement
from simulator.model.scenario import Claim
from simulator.model.setup import Setup
from simulator.plan.graph import awaited

Ground = Literal["true", "false", "corrected", "untold"]
"""How a claim stood when a decision rested on it: told and so; told, not so, and nobody could know better yet; not so,
and people could have known; not told yet, whatever it is."""


@dataclass(frozen=True, slots=True)
class Known:
    """A claim, and when the table first heard it and could first know better; None for what did not come in play."""

    claim: Claim
    told: Origin | None
    corrected: Origin | None
    told_by: str = ""
    """What told it first, by the names of ``Origins.came``."""
    corrected_by: str = ""

    def ground(self, place: int) -> Ground:
        """How it stood just before the event at this place of the log."""
        if self.told is None or self.told.place >= place:
            return "untold"
        if self.claim.holds:
            return "true"
        return "corrected" if self.corrected and self.corrected.place < place else "false"


@dataclass(frozen=True, slots=True)
class Rested:
    """A claim that a decision took for true."""

    claim: Claim
    ground: Ground


def known(setup: Setup, where: Origins) -> tuple[Known, ...]:
    """Every claim of the story, in its order; none before ENDEX: until then what is so is told to nobody."""
    if where.ended is None:
        return ()
    in_play = {name: origin for name, origin in where.came.items() if origin.place < where.ended.place}
    steps = [step.id for step in setup.playbook.steps]

    def first(names: tuple[str, ...]) -> tuple[Origin | None, str]:
        meant = [name if "/" in name else awaited(name, in_play, steps) for name in names]
        came = [(in_play[name].place, name) for name in meant if name in in_play]
        return (in_play[min(came)[1]], min(came)[1]) if came else (None, "")

    def one(claim: Claim) -> Known:
        (told, told_by), (corrected, corrected_by) = first(setup.scenario.tellers(claim)), first(claim.corrected_by)
        return Known(claim, told, corrected, told_by, corrected_by)

    return tuple(map(one, setup.scenario.claims))


@dataclass(frozen=True, slots=True)
class Document:
    """What was to be handed out, some of whose lines are true and some not."""

    inject: str
    number: int
    artefact: Artefact
    lines: tuple[tuple[Statement, Known], ...]

    @property
    def right(self) -> int:
        """How many of its lines are so."""
        return sum(known.claim.holds for _, known in self.lines)


def documents(setup: Setup, claims: tuple[Known, ...]) -> tuple[Document, ...]:
    """Every artefact with such lines, in the order of the messages; none before ENDEX, as ``claims``."""
    by_id = {known.claim.id: known for known in claims}
    every = ((inject.id, n, a) for inject in setup.scenario.injects for n, a in enumerate(inject.artefacts, 1))
    return tuple(
        Document(inject, n, artefact, tuple((said, by_id[said.claim]) for said in artefact.says))
        for inject, n, artefact in every
        if artefact.says and by_id
    )


def rested(claims: tuple[Known, ...], decision: Decision, option: Option | None, place: int) -> tuple[Rested, ...]:
    """The claims that a decision, and the option taken, took for true; ``place``: of the decision in the log."""
    names = {*decision.rests_on, *(option.rests_on if option else ())}
    return tuple(Rested(one.claim, one.ground(place)) for one in claims if one.claim.id in names)
