"""The steps an organisation has agreed to take, and what each waits for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from simulator.errors import Invalid
from simulator.model.base import Count, Day, Flag, Id, Ids, Odds, Value, several
from simulator.model.costs import Costs, Never
from simulator.model.durations import MINUTE, Duration
from simulator.model.estimates import Estimate
from simulator.model.pace import Pace
from simulator.model.text import NOTHING_SAID, Text

Phase = Literal["detect", "triage", "contain", "eradicate", "recover", "notify", "learn"]
FAILED: Final = "failed"
TIMED_OUT: Final = "timed-out"


_AND = re.compile(r"\s*(?:,|\+|&|\band\b)\s*")
_OR = re.compile(r"\s*(?:\||/|\bor\b)\s*")
_AN_OUTCOME = re.compile(r"^\s*(?P<step>[a-z0-9-]+)\s*(?:={1,2}|:|\.|→|->)\s*(?P<outcome>[a-z0-9-]+)\s*$")


@dataclass(frozen=True, slots=True)
class Ref:
    """A step to wait for, or one outcome of it: ``scope`` or ``scope=personal-data``."""

    step: str
    outcome: str | None = None

    @classmethod
    def parse(cls, raw: object) -> Ref:
        """Raises ValueError where it is not written so."""
        if isinstance(raw, Ref):
            return raw
        if not isinstance(raw, str) or not raw:
            raise Invalid("expected a step, or one outcome of it such as scope=personal-data")
        step, equals, outcome = raw.partition("=")
        if equals and not outcome:
            raise Invalid("{found} names no outcome", found=repr(raw))
        if not _is_plain(raw):
            raise _advice(raw)
        return cls(step, outcome or None)

    def __str__(self) -> str:
        return f"{self.step}={self.outcome}" if self.outcome else self.step

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string"}


def _is_plain(raw: str) -> bool:
    return not re.search(r"[\s,+&|/:.→]|==|->", raw)


def _advice(raw: str) -> Invalid:
    """What somebody meant who wrote several steps as one, or an outcome with another sign."""
    meant = _AN_OUTCOME.match(raw)
    if meant:
        return Invalid("an outcome of a step is written {fix}", fix=f"{meant['step']}={meant['outcome']}")
    either = [part for part in _OR.split(raw) if part]
    if len(either) > 1:
        return Invalid("for one of several steps, write {fix}", fix=f"after_any: [{', '.join(either)}]")
    every = [part for part in _AND.split(raw) if part]
    if len(every) > 1:
        return several(", ".join(every))
    return Invalid("expected a step, or one outcome of it such as scope=personal-data")


Refs = Annotated[
    tuple[Ref, ...],
    BeforeValidator(lambda raw: [raw] if isinstance(raw, str) else raw, json_schema_input_type=str | tuple[str, ...]),
]


class Outcome(Value):
    """One way a step can end; equal odds where none are given."""

    title: Text | None = None
    """For people; by default its id."""
    odds: Odds | None = None
    reaches: Ids = ()


def _outcome(raw: object) -> object:
    return {"odds": raw} if isinstance(raw, str) else raw


class Repeat(Value):
    """The step may be sent back: work from ``from`` on is done again."""

    from_: Annotated[Id, Field(alias="from")]
    odds: Odds
    at_most: Annotated[Count, Field(ge=1, le=100)]
    """How often it may be sent back; visits are one more."""


class Fails(Value):
    """How likely the step ends without what it was for."""

    odds: Odds


def _roles(raw: object) -> object:
    names = [name for name in _AND.split(raw) if name] if isinstance(raw, str) else raw
    if isinstance(names, list | tuple) and len(names) > 1 and all(isinstance(name, str) for name in names):
        fix = ", ".join(f"{name.strip()}: 1" for name in names)
        raise Invalid("several roles who meet each have a number: write {fix}", fix=f"{{{fix}}}")
    counted = re.match(r"^(\d)\s*[x×]?\s+([a-z][a-z0-9-]*)$", raw) if isinstance(raw, str) else None
    if counted:
        raise Invalid("several people of a role are written {fix}", fix=f"{{{counted[2]}: {counted[1]}}}")
    return {raw: "1"} if isinstance(raw, str) else raw


def _deputies(raw: object) -> object:
    if isinstance(raw, str | list | tuple):
        raise Invalid("in a meeting say whose deputy somebody is: write {fix}", fix="{legal: deputy-counsel}")
    return raw


_WAYS: Final = "takes: 20m, or until: contained"


class Step(Value):
    """One piece of work of the playbook."""

    id: Id
    title: Text | None = None
    detail: Text | None = None
    phase: Phase = "triage"
    role: Annotated[
        dict[Id, Annotated[Count, Field(ge=1)]],
        BeforeValidator(_roles, json_schema_input_type=Id | dict[Id, int]),
        Field(min_length=1),
    ]
    """Role → people needed; several roles make a meeting."""
    takes: Estimate | None = None
    """Working time; None for a role that is held until a milestone."""
    once: Ids = ()
    after: Refs = ()
    after_any: Refs = ()
    only_if: Ids = ()
    unless: Ids = ()
    delay: Duration = 0
    """Seconds between what it waits for and its being ready."""
    every: Duration | None = None
    """Seconds after it was asked for at which it comes again."""
    until: Ids = ()
    """Milestones of which any ends that; of a step that takes no time of its own, with which its people are free."""
    outcomes: dict[Id, Annotated[Outcome, BeforeValidator(_outcome, json_schema_input_type=str | Outcome)]] = {}
    repeat: Repeat | None = None
    fails: Fails | None = None
    again_on: Ids = ()
    """Done again when one of these comes after it was done."""
    timeout: Duration | None = None
    priority: Annotated[Count, Field(ge=1, le=9)] = 5
    deputies: Annotated[
        dict[Id, Annotated[Ids, Field(min_length=1, max_length=4)]],
        BeforeValidator(_deputies, json_schema_input_type=Id | tuple[Id, ...] | dict[Id, Id | tuple[Id, ...]]),
    ] = {}
    """Role → who may do it in its place; of a step of one role, the deputies alone may be written."""
    calls_in: Flag = False
    approval: Flag = False
    """The step only approves what others do. It is played like any other; a study can ask what it costs."""
    reaches: Ids = ()
    evidence: Text | None = None

    @model_validator(mode="after")
    def _lasts_in_one_way(self) -> Step:
        if self.takes is None:
            self._is_only_held(self.until)
            return self
        if self.until and self.every is None:
            raise Invalid(
                "a step with until recurs, with every and takes, or is held, with neither: {ways}", ways=_WAYS
            )
        recurs(self.every, self.until)
        if self.every and (self.repeat or self.again_on):
            raise Invalid("a step that recurs is done again anyway: leave out repeat and again_on, or every and until")
        return self

    @model_validator(mode="before")
    @classmethod
    def _whose_deputies(cls, raw: Any) -> Any:
        """Deputies that stand alone are those of the step's only role."""
        if not isinstance(raw, dict) or not isinstance(deputies := raw.get("deputies"), str | list | tuple):
            return raw
        role = raw.get("role")
        roles = [role] if isinstance(role, str) else list(role) if isinstance(role, dict) else []
        if len(roles) == 1:
            return raw | {"deputies": {roles[0]: deputies}}
        return raw

    def _is_only_held(self, until: Ids) -> None:
        """Raises Invalid where a step without working time is not held, or is more than that."""
        if not until or self.every:
            raise Invalid(
                "say how long the step takes, or with which milestone its people are free: {ways}", ways=_WAYS
            )
        more = (key for key in ("outcomes", "repeat", "fails", "again_on", "timeout") if getattr(self, key))
        if key := next(more, None):
            raise Invalid(
                "a step that is held until a milestone ends with it and in no other way: leave out {key}", key=key
            )

    @property
    def held(self) -> bool:
        """Its people are kept from when it begins until a milestone comes."""
        return self.takes is None

    @property
    def staffings(self) -> tuple[tuple[tuple[Id, int], ...], ...]:
        """Every way to staff it as (role, people) pairs, the first choice first; one where it has no deputies."""
        people = self.role.values()
        return tuple(tuple(zip(names, people, strict=True)) for names in product(*self.choices))

    @property
    def roles(self) -> tuple[Id, ...]:
        """All who may have a part in it, deputies after those they stand in for."""
        return tuple(dict.fromkeys(name for names in self.choices for name in names))

    @property
    def choices(self) -> tuple[tuple[Id, ...], ...]:
        """Of each role the role itself and its deputies, the first choice first."""
        return tuple((role, *self.deputies.get(role, ())) for role in self.role)

    def name(self, language: str) -> str:
        """The title, or else the id."""
        return self.title.say(language) if self.title else self.id


def recurs(every: int | None, until: Ids) -> None:
    """Raises Invalid where it is half said that something recurs, or it would come again in the same minute."""
    if (every is None) != (not until):
        raise Invalid("every and until go together: how often, and with which milestone it ends")
    if every is not None and every < MINUTE:
        raise Invalid("what recurs does so once a minute at most")


class PlaybookPart(Value):
    """What a playbook says of itself, and which steps are its own."""

    id: Id
    title: Text | None = None
    owner: Text
    version: str
    reviewed: Day
    pace: Pace | None = None
    steps: tuple[Id, ...]


class Playbook(Value):
    """Who does what, after what, and how long it takes."""

    id: Id
    title: Text | None = None
    summary: Text | None = None
    language: Literal["en", "ja"] = "en"
    for_: Annotated[Ids, Field(alias="for")] = ()
    owner: Text
    version: str
    reviewed: Day
    pace: Pace | None = None
    costs: Costs = {}
    """What changes of it cost."""
    without: Never = ()
    """Changes that nobody would make."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    @property
    def parts(self) -> tuple[PlaybookPart, ...]:
        """What it says of itself; of several in one incident, each of them."""
        own = {key: getattr(self, key) for key in ("id", "title", "owner", "version", "reviewed", "pace")}
        return (PlaybookPart.model_construct(**own, steps=tuple(step.id for step in self.steps)),)

    def step(self, id: str) -> Step | None:
        """The step of this id, if there is one."""
        return self._by_id.get(id)

    @cached_property
    def estimates(self) -> dict[str, Estimate]:
        """Step → its working time, of all that have one, in file order."""
        return {step.id: step.takes for step in self.steps if step.takes is not None}

    @cached_property
    def _by_id(self) -> dict[str, Step]:
        return {step.id: step for step in reversed(self.steps)}

    def with_estimates(self, changed: Mapping[str, Estimate]) -> Playbook:
        """The playbook where these steps, each of which has a working time, take another."""
        steps = ((self.step(name), takes) for name, takes in changed.items())
        return self.with_steps({step.id: step.model_copy(update={"takes": takes}) for step, takes in steps if step})

    def with_steps(self, changed: Mapping[str, Step]) -> Playbook:
        """The playbook with these steps in the place of those of the same ids."""
        return self.model_copy(update={"steps": tuple(changed.get(step.id, step) for step in self.steps)})


NONE: Final = "none"
"""Written for a playbook, or for a team, that an exercise does without."""

NO_PLAYBOOK: Final = Playbook.model_construct(id=NONE, owner=NOTHING_SAID, version="", reviewed=date.min, steps=())
"""Of an exercise that is for discussion only. No file may have no steps, so nothing else is like it."""
