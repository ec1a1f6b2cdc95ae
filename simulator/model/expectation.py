"""What must follow what, within which limit, and who says so."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from simulator.errors import Invalid
from simulator.model.base import ClockTime, Flag, Id, Ids, Odds, Value
from simulator.model.calendars import Calendar, Count, Months
from simulator.model.durations import DAY, Limit
from simulator.model.fact import Fact
from simulator.model.playbook import recurs
from simulator.model.profile import CONTRACTS, Applies, Organisation, Verdict, Want, standing
from simulator.model.text import Text

RuleKind = Literal["law", "guideline", "contract", "request", "own-target", "benchmark"]


def _readings(raw: object) -> object:
    """One milestone is a single reading without a name."""
    return {"": raw} if isinstance(raw, str) else raw


class Cap(Value):
    """A second limit from another start; the earlier deadline counts."""

    from_: Annotated[Id, Field(alias="from")]
    within: Limit
    spares_late_start: Flag = False
    """Whether a start after it has passed keeps its own limit, as Art. 5(2) of Regulation 2025/301 has it."""


class Rule(Value):
    """A milestone must follow another within a limit, or stand before another."""

    id: Id
    title: Text
    kind: RuleKind
    from_: Annotated[
        dict[str, Id],
        Field(alias="from"),
        BeforeValidator(_readings, json_schema_input_type=Id | dict[str, Id]),
    ] = {}
    """Reading of awareness → milestone that starts the clock."""
    to: Id | None = None
    within: Limit | None = None
    """Nothing for a qualitative duty ("without undue delay"): it runs no clock."""
    ends_at: ClockTime | None = None
    count: Count = "from-next-day"
    months: Months | None = None
    """How months are counted; nothing: by the law of the calendar's country."""
    rolls: Literal["next-business-day"] | None = None
    """Where a last day that is closed goes (Regulation 1182/71 Art. 3(4)); nothing: it stays the last."""
    calendar: Calendar | None = None
    cap: Cap | None = None
    order: Ids = ()
    """Two milestones: the first must be reached before the second."""
    not_before: Limit | None = None
    """Instead of within: how long its milestone must keep away; with one of ``until`` it may come at once."""
    every: Limit | None = None
    """Instead of within: how long it may take, again and again, until its milestone comes another time."""
    until: Ids = ()
    """Milestones of which any ends that, or the time before which it must not come."""
    only_if: Ids = ()
    """Milestones without which it is no question: it counts once all of them are reached, and then from its start."""
    unless: Ids = ()
    """Milestones that make it moot: reached before it is met or missed, the duty falls away."""
    must: Odds | None = None
    """The chance with which a playbook must meet it in a study, where a pipeline asks."""
    applies: Applies | None = None
    """For whom it can run."""
    recipient: Text | None = None
    binds: Text | None = None
    """Who is bound by it, in words."""

    @property
    def wants(self) -> tuple[Want, ...] | None:
        """What an organisation must be for it to run; None where nobody has said so, or each sets its own."""
        if self.kind in ("contract", "request"):
            return ((CONTRACTS, (self.id,)),)
        return tuple(self.applies.wants()) if self.applies else None

    @property
    def counts_months(self) -> Months:
        """As it says itself, else by the law of its calendar's country."""
        return self.months or (self.calendar.months if self.calendar else "same-day")

    @property
    def limit(self) -> Limit | None:
        """How long it may take, once or each time, or must keep away; None for a duty without a number."""
        return self.within or self.every or self.not_before

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        seconds = None if self.every is None else self.every.amount
        until = () if self.not_before else self.until
        recurs(seconds if seconds is None or (self.every and self.every.unit == "seconds") else DAY, until)
        if self.every and (self.within or self.cap or self.order):
            raise Invalid("every stands instead of within, and without cap and order")
        if self.not_before and (self.within or self.every or self.cap or self.order):
            raise Invalid("not_before stands instead of within and every, and without cap and order")
        if self.order and (self.from_ or self.to or self.within or len(self.order) != 2):
            raise Invalid("order names two milestones and stands without from, to and within")
        if not self.order and not (self.from_ and self.to):
            raise Invalid("an expectation needs from and to, or order")
        if both := sorted({*self.only_if} & {*self.unless}):
            raise Invalid("{name} cannot stand under only_if and unless at once", name=both[0])
        in_hours = self.limit and self.limit.unit == "business hours"
        if in_hours and (self.rolls or self.ends_at or self.count != "from-next-day"):
            raise Invalid("business hours count from the second: count, ends_at and rolls are for other limits")
        if self.limit and self.limit.unit == "seconds" and self.rolls:
            raise Invalid("rolls moves the last day of a limit in days or months; a limit in hours has none")
        if self.cap and self.cap.spares_late_start and self.within and self.within.unit != "seconds":
            raise Invalid("spares_late_start goes with a limit in hours; this one is in days or months")
        if self.limit and self.limit.unit != "seconds" and self.count == "from-next-hour":
            raise Invalid("count: from-next-hour is for a limit in hours; this one is in days or months")
        return self


class Expectation(Fact, Rule):
    """A rule, with who says so and how sure that is. What is off runs no clock."""


def not_for(expectation: Expectation, organisation: Organisation | None) -> bool:
    """Whether a clock surely cannot run for an organisation; of one that has said nothing, nobody knows."""
    if organisation is None or expectation.wants is None:
        return False
    return standing(organisation, expectation.wants).verdict is Verdict.CANNOT
