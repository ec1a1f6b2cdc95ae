"""What every value of the model shares: frozen, closed to unknown keys, read from text."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, StringConstraints

from simulator.errors import Invalid
from simulator.model.written import written_as

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"


class Value(BaseModel):
    """A frozen value of the model; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def __copy__(self) -> Self:
        """What was derived from the fields stays behind: ``model_copy`` is about to change one of them."""
        copied = super().__copy__()
        for derived in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[derived]
        return copied


_AND = re.compile(r"\s*,\s*|\s+(?:and|&|\+|before|then)\s+")


def one_or_list(raw: object) -> object:
    """Where names stand, one or a list may be written."""
    if isinstance(raw, str) and len(names := [name for name in _AND.split(raw) if name]) > 1:
        raise several(", ".join(names))
    return [raw] if isinstance(raw, str) else raw


def several(text: str) -> Invalid:
    """Several names stand in one text, where a list is written."""
    names = ", ".join(part.strip() for part in text.split(","))
    return Invalid("several stand in a list: write {fix}", fix=f"[{names}]")


def _flag(raw: object) -> object:
    if raw in ("true", "false"):
        return raw == "true"
    if isinstance(raw, bool):
        return raw
    raise Invalid("expected true or false, found {found}", found=repr(raw))


def _count(raw: object) -> object:
    if isinstance(raw, str):
        if not raw.isascii() or not raw.isdigit() or (len(raw) > 1 and raw[0] == "0"):
            raise Invalid("expected a whole number such as 2, found {found}", found=repr(raw))
        return int(raw[:9])
    return raw


def _odds(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    number = raw.removesuffix("%")
    try:
        share = float(f"{number}e-2") if raw.endswith("%") and "_" not in raw else None
    except ValueError:
        share = None
    if share is None or not 0 <= share <= 1:
        raise Invalid("expected a percentage from 0% to 100% such as 35%, found {found}", found=repr(raw))
    return share


FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Between which an exercise may be set: nobody plans earlier or later, and calendars are sure of nothing there."""


def read_day(raw: str) -> date:
    """``2026-10-01``; ValueError for anything else, and for a year nobody plans in."""
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise Invalid("expected a day such as 2026-10-01, found {found}", found=repr(raw[:40])) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid(
            "expected a day between {first} and {last}, found {found}", first=FIRST_YEAR, last=LAST_YEAR, found=raw
        )
    return day


def read_yearly(raw: str, year: int) -> date:
    """``12-29`` as a day of this year; ValueError where there is none."""
    try:
        return date.fromisoformat(f"{year}-{raw}")
    except ValueError:
        raise Invalid("expected a day of every year such as 12-29, found {found}", found=repr(raw[:40])) from None


def _day(raw: object) -> object:
    return read_day(raw) if isinstance(raw, str) else raw


def _clock_time(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    if raw == "24:00":
        raise Invalid("24:00 is the end of the day: leave this key out, or write 23:59")
    try:
        read = time.fromisoformat(raw)
    except ValueError:
        read = None
    if read is None or read.tzinfo:
        raise Invalid("expected a time of day such as 18:15, found {found}", found=repr(raw[:20]))
    return read


ODDS_PATTERN = r"^(?:100(?:\.0*)?|\d{1,2}(?:\.\d*)?)%$"
"""As JSON Schema has it, for editors."""


def percent(share: float) -> str:
    """``0.35`` as ``35%``, for people: what adding up left in the last digits is not shown."""
    return f"{share * 100:.12g}%"


def _exact(share: float) -> str:
    """``0.35`` as ``35%``, with every digit it needs to be read back equal."""
    return f"{Decimal(repr(share)).scaleb(2):f}%"


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(one_or_list, json_schema_input_type=Id | tuple[Id, ...])]
Names = Annotated[tuple[str, ...], BeforeValidator(one_or_list, json_schema_input_type=str | tuple[str, ...])]
Flag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
Count = Annotated[int, BeforeValidator(_count, json_schema_input_type=int)]
Odds = Annotated[
    float,
    BeforeValidator(_odds, json_schema_input_type=written_as(ODDS_PATTERN)),
    PlainSerializer(_exact, when_used="json"),
]
ClockTime = Annotated[time, BeforeValidator(_clock_time, json_schema_input_type=str)]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=str)]
Basis = Literal["assumed", "published", "measured", "sla", "expert"]
"""``published``: others' figures, with their source; ``measured``: one's own."""
