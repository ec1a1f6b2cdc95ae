"""What happens to the team: messages, what they ask to be decided, and what is handed out with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from simulator.errors import Invalid
from simulator.model.base import Flag, Id, Ids, Odds, Value
from simulator.model.durations import Duration
from simulator.model.estimates import Estimate
from simulator.model.text import LANGUAGES, Text

Channel = Literal["siem", "pager", "chat", "email", "phone", "letter", "press", "social", "monitoring"]


class Statement(Value):
    """A line of an artefact that says something true or false."""

    line: Text
    """As it stands in the file of each language, or a part of it."""
    claim: Id
    """The claim that it makes; whether it holds is told there."""


class Artefact(Value):
    """Something handed to players; a file per language beside the scenario."""

    file: Annotated[
        dict[str, str],
        BeforeValidator(
            lambda raw: {"": raw} if isinstance(raw, str) else raw, json_schema_input_type=str | dict[str, str]
        ),
    ]
    title: Text | None = None
    on_request: Flag = False
    """Handed out only when somebody asks."""
    says: tuple[Statement, ...] = ()
    """Its lines that are true or false, in the order of the file."""

    def path(self, language: str) -> str:
        """The file for this language, or else the first there is."""
        return self.file.get(language) or next(iter(self.file.values()))


class Expected(Value):
    """What players are expected to do about an inject: a step in time, or words."""

    step: Id | None = None
    done_within: Duration | None = None
    text: Text | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Expected:
        if bool(self.text) == bool(self.step) or (self.done_within is not None and not self.step):
            raise Invalid("write {step, done_within} or {text}")
        return self


class InjectWork(Value):
    """Working time the inject costs a role."""

    role: Id
    takes: Estimate


class Option(Value):
    """One way to decide."""

    id: Id
    text: Text
    odds: Odds | None = None
    reaches: Ids = ()
    calls_in: Ids = ()
    rests_on: Ids = ()
    """Claims that it takes for true, besides those of its decision."""
    facilitator: Text | None = None


class Queued(Value):
    """One of the things whose order is decided."""

    step: Id
    """The step of the playbook that it is."""
    text: Text
    """What the table calls it."""
    facilitator: Text | None = None


THEN = ">"
"""Between the steps of an order, where that is written as an option."""


class Decision(Value):
    """A question put to a role, open until taken or until ``answer_by``; or to somebody outside, until they answer.

    Either options are written, or a queue: then every order of its steps is an option.
    """

    role: Id | None = None
    outside: Text | None = None
    """Who decides where nobody at the table does; ``takes`` is then how long the answer takes."""
    question: Text
    takes: Estimate
    answer_by: Duration | None = None
    if_undecided: Id | None = None
    rests_on: Ids = ()
    """Claims that every option takes for true."""
    listed: Annotated[tuple[Option, ...], Field(alias="options")] = ()
    queue: tuple[Queued, ...] = ()
    """In the order that the autopilot takes, and people where nobody decides by ``answer_by``."""
    reaches: Ids = ()
    """Of a queue, milestones that are so once an order is set."""

    @model_validator(mode="after")
    def _one_shape(self) -> Decision:
        if bool(self.listed) == bool(self.queue) or 1 in (len(self.listed), len(self.queue)):
            raise Invalid("a decision needs two options or more, or a queue of two steps or more")
        if self.queue and self.if_undecided:
            raise Invalid("a queue has no if_undecided: where nobody decides, it goes as written")
        if self.reaches and not self.queue:
            raise Invalid("reaches stands with each option; only a queue has it here")
        return self

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The ways to decide that are looked at: of a queue, the order as written, and with two neighbours swapped."""
        steps = [item.step for item in self.queue]
        swapped = ([*steps[:n], steps[n + 1], steps[n], *steps[n + 2 :]] for n in range(len(steps) - 1))
        return self.listed or (self._in_order(steps, 1.0), *(self._in_order(order, 0.0) for order in swapped))

    @property
    def default(self) -> Option | None:
        """What is taken where nobody has decided by ``answer_by``."""
        return self.options[0] if self.queue and self.answer_by is not None else self.option(self.if_undecided)

    @property
    def ordered(self) -> str:
        """Of a queue, the milestone for which all of its steps wait: that an order is set."""
        return f"order:{min(item.step for item in self.queue)}"

    @model_validator(mode="after")
    def _one_owner(self) -> Decision:
        if bool(self.role) == bool(self.outside):
            raise Invalid("a decision needs role: (who decides) or outside: (who does, if nobody at the table)")
        if self.outside and (self.answer_by is not None or self.if_undecided):
            raise Invalid("whoever is outside answers after takes: leave answer_by and if_undecided out")
        if self.outside and self.queue:
            raise Invalid("an order is set at the table: a queue has a role")
        return self

    def option(self, id: str | None) -> Option | None:
        """The option of this id, if there is one; of a queue, the steps in any order."""
        written = next((option for option in self.options if option.id == id), None)
        steps = (id or "").split(THEN)
        is_order = self.queue and sorted(steps) == sorted(item.step for item in self.queue)
        return self._in_order(steps, 0.0) if written is None and is_order else written

    def _in_order(self, steps: Sequence[str], odds: float) -> Option:
        texts = {item.step: item.text for item in self.queue}
        languages = dict.fromkeys(language for text in texts.values() for language, _ in text.variants)
        said = [(language, " → ".join(texts[step].say(language) for step in steps)) for language in languages]
        reaches = (self.ordered, *self.reaches)
        return Option.model_construct(id=THEN.join(steps), text=Text(tuple(said)), odds=odds, reaches=reaches)


class Question(Value):
    """A question to be discussed; in a file a text alone will do."""

    ask: Text
    role: Id | None = None
    """Who is asked first; everybody where nobody is named."""
    theme: Text | None = None
    objective: Id | None = None
    facilitator: Text | None = None

    @model_serializer(mode="wrap")
    def _as_short_as_it_was(self, dump: SerializerFunctionWrapHandler) -> Any:
        is_more = self.role or self.theme or self.objective or self.facilitator
        written = dump(self)
        return written if is_more else written["ask"]


def _question(raw: object) -> object:
    """A text alone, or one per language, is what is asked."""
    is_text = isinstance(raw, str | Text) or (isinstance(raw, dict) and raw.keys() <= {*LANGUAGES})
    return {"ask": raw} if is_text else raw


class Inject(Value):
    """A message that reaches the players: at a time, or once something has happened."""

    id: Id
    at: Duration | None = None
    once: Ids = ()
    delay: Duration = 0
    trips_on: Ids = ()
    """It is a trip-wire: with the first of these it comes at once, and else as ``once``, ``at`` and ``delay`` say."""
    unless: Ids = ()
    module: Flag = False
    """It opens a part of a discussion: what comes until the next such message belongs to it."""
    optional: Flag = False
    """The first to be skipped when the room runs late."""
    discuss: Duration = 0
    to: Ids = ()
    private: Flag = False
    """A letter: where one of its roles has a seat of its own, they alone read it until somebody tells the table."""
    channel: Channel | None = None
    from_: Annotated[Text | None, Field(alias="from")] = None
    title: Text | None = None
    body: Text | None = None
    artefacts: tuple[Artefact, ...] = ()
    objectives: Ids = ()
    reaches: Ids = ()
    expects: tuple[Expected, ...] = ()
    questions: tuple[Annotated[Question, BeforeValidator(_question, json_schema_input_type=Text | Question)], ...] = ()
    facilitator: Text | None = None
    work: InjectWork | None = None
    decision: Decision | None = None

    @model_validator(mode="after")
    def _has_a_time(self) -> Inject:
        if self.at is None and not self.once:
            raise Invalid("an inject needs at: (such as 0m) or once: (a milestone, step or inject)")
        if self.trips_on and not (self.once and (self.delay or self.at)):
            raise Invalid("a trip-wire needs once: (what sets it) and delay: or at: (when the wait is over)")
        if self.title is None and self.decision is None:
            raise Invalid("an inject needs a title")
        if self.private and (not self.to or self.decision):
            raise Invalid("a private inject needs to: (whose letter it is), and asks no decision of the table")
        return self

    def name(self, language: str) -> str:
        """The title, or the question where a decision has no title."""
        text = self.title or (self.decision and self.decision.question)
        return text.say(language) if text else self.id
