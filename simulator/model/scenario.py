"""The story: what happens to the team, when, and what it is there to show."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from simulator.errors import Invalid
from simulator.model.base import Count, Flag, Id, Ids, Names, Odds, Value
from simulator.model.calendars import Moment, Zone
from simulator.model.durations import HOUR, MINUTE, Duration, parse_duration
from simulator.model.estimates import Estimate
from simulator.model.playbooks import PlaybookIds
from simulator.model.text import LANGUAGES, Text

Channel = Literal["siem", "pager", "chat", "email", "phone", "letter", "press", "social", "monitoring"]


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
