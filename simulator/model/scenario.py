"""The story: what happens to the team, when, and what it is there to show."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from simulator.errors import Invalid
from simulator.model.base import Count, Flag, Id, Ids, Names, Value
from simulator.model.calendars import Moment, Zone
from simulator.model.durations import HOUR, MINUTE, Duration, parse_duration
from simulator.model.injects import Inject
from simulator.model.playbooks import PlaybookIds
from simulator.model.text import Text


class Reference(Value):
    """A public source the story is drawn from."""

    id: str
    title: Text
    url: str = ""


class Asked(Value):
    """What to answer when players ask, so that two facilitators answer alike."""

    ask: Text
    answer: Text


class Claim(Value):
    """Something that the story lets people believe, and whether it is so. What is so stands in no view of play."""

    id: Id
    says: Text
    holds: Flag
    """Whether it is true."""
    told_by: Names = ()
    """What first tells it: any one of milestones, steps, injects, or what is handed out (``inject/1``).

    Handouts with a line that says it are left out here: ``Scenario.tellers`` has them.
    """
    corrected_by: Names = ()
    """Likewise, what lets people know better."""


class Tempting(Value):
    """A deadline that the table may be tempted by, and that does not apply in this story."""

    id: Id
    because: Text
    """The reason, as the report and the facilitator read it."""


class Session(Value):
    """Room time: what is planned for the people at the table."""

    brief: Duration
    play: Duration
    hot_wash: Duration

    @property
    def total(self) -> int:
        """All of it, in seconds."""
        return self.brief + self.play + self.hot_wash


def _session(raw: object) -> object:
    """``90m`` alone: ten minutes of briefing, fifteen of hot wash, the rest is play."""
    if not isinstance(raw, str):
        return raw
    total = parse_duration(raw)
    if total < 30 * MINUTE:
        raise Invalid("a session of less than 30m leaves no time to play; write {brief, play, hot_wash}")
    return {"brief": 10 * MINUTE, "play": total - 25 * MINUTE, "hot_wash": 15 * MINUTE}


class Objective(Value):
    """What the exercise is to show, with the evaluator's criteria."""

    id: Id
    text: Text
    look_for: tuple[Text, ...] = ()
    shows: Ids = ()
    requirements: Names = ()


class Absence(Value):
    """People of a role who are out of reach for a while: not at hand in their hours, nor when they are called."""

    role: Id
    at: Duration
    for_: Annotated[Duration, Field(alias="for", ge=MINUTE)]
    people: Annotated[Count | None, Field(ge=1)] = None
    """How many; all of the role by default."""


class Scenario(Value):
    """One incident as an exercise."""

    id: Id
    category: Id
    title: Text
    language: Literal["en", "ja"] = "en"
    summary: Text | None = None
    briefing: Text | None = None
    truth: Text | None = None
    claims: tuple[Claim, ...] = ()
    if_asked: tuple[Asked, ...] = ()
    system: Text | None = None
    opens: Moment
    began: Duration | None = None
    """How long before it opens the incident began, unnoticed: a backtest counts from then what was published so."""
    timezone: Zone
    ends_after: Duration = 72 * HOUR
    session: Annotated[Session, BeforeValidator(_session, json_schema_input_type=str | Session)] = Session(
        brief=600, play=3900, hot_wash=900
    )
    playbook: PlaybookIds | None = None
    """The playbook that fits best, or several with commas between; ``none`` where there is only to be discussed."""
    team: Id | None = None
    """The team it was written for; ``none`` where people stand for the roles that the scenario names."""
    references: tuple[Reference, ...] = ()
    expectations: Ids = ()
    do_not_apply: tuple[Tempting, ...] = ()
    """Of further deadlines, those that the table is to find not to apply; they run no clock."""
    outcomes: dict[Id, Id] = {}
    """Step → outcome that the story fixes; neither drawn nor chosen."""
    away: tuple[Absence, ...] = ()
    objectives: tuple[Objective, ...] = ()
    injects: Annotated[tuple[Inject, ...], Field(min_length=1)]

    def inject(self, id: str) -> Inject | None:
        """The inject of this id, if there is one."""
        return self._by_id.get(id)

    def claim(self, id: str) -> Claim | None:
        """The claim of this id, if there is one."""
        return next((claim for claim in self.claims if claim.id == id), None)

    def tellers(self, claim: Claim) -> tuple[str, ...]:
        """What first tells a claim, any one: its ``told_by``, and what is handed out with a line that says it."""
        handed = [
            f"{inject.id}/{number}" if artefact.on_request else inject.id
            for inject in self.injects
            for number, artefact in enumerate(inject.artefacts, 1)
            if any(said.claim == claim.id for said in artefact.says)
        ]
        return tuple(dict.fromkeys((*claim.told_by, *handed)))

    def with_play(self, seconds: int) -> Scenario:
        """With so much room time for play."""
        return self.model_copy(update={"session": self.session.model_copy(update={"play": seconds})})

    def talk(self, left_out: Container[str] = ()) -> int:
        """Seconds of talk planned for the injects that stay."""
        return sum(inject.discuss for inject in self.injects if inject.id not in left_out)

    @property
    def core_talk(self) -> int:
        """Seconds of talk planned for what is not optional."""
        return self.talk([inject.id for inject in self.injects if inject.optional])

    @cached_property
    def modules(self) -> frozenset[str]:
        """The injects that open a part of the discussion: those that say so, else all that ask questions."""
        said = frozenset(inject.id for inject in self.injects if inject.module)
        return said or frozenset(inject.id for inject in self.injects if inject.questions)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that messages reach, ask, call or occupy, in the order they are named."""
        named: list[str] = []
        for inject in self.injects:
            named += [*inject.to, *(question.role for question in inject.questions if question.role)]
            named += [inject.work.role] if inject.work else []
            if inject.decision:
                named += [inject.decision.role] if inject.decision.role else []
                named += [*(role for o in inject.decision.options for role in o.calls_in)]
        return tuple(dict.fromkeys(named))

    @cached_property
    def _by_id(self) -> dict[str, Inject]:
        return {inject.id: inject for inject in reversed(self.injects)}
