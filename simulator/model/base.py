"""What every value of the model shares: frozen, closed to unknown keys, read from text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, StringConstraints

from simulator.errors import Invalid

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


def _one_or_list(raw: object) -> object:
    """Where ids stand, one or a list may be written."""
    return [raw] if isinstance(raw, str) else raw


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


def _day(raw: object) -> object:
    if isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise Invalid("expected a day such as 2026-10-01, found {found}", found=repr(raw)) from None
    return raw


def percent(share: float) -> str:
    """``0.35`` as ``35%``, for people: what adding up left in the last digits is not shown."""
    return f"{share * 100:.12g}%"


def _exact(share: float) -> str:
    """``0.35`` as ``35%``, with every digit it needs to be read back equal."""
    return f"{Decimal(repr(share)).scaleb(2):f}%"


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_one_or_list, json_schema_input_type=Id | tuple[Id, ...])]
Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_list, json_schema_input_type=str | tuple[str, ...])]
Flag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
Count = Annotated[int, BeforeValidator(_count, json_schema_input_type=int)]
Odds = Annotated[float, BeforeValidator(_odds, json_schema_input_type=str), PlainSerializer(_exact, when_used="json")]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=str)]
Basis = Literal["assumed", "measured", "sla", "expert"]


def days_of(ranges: Sequence[str]) -> tuple[date, ...]:
    """``["2026-12-29..2027-01-03", "2026-05-01"]`` as single days.

    Raises ValueError where a range is not written so, or is longer than a year.
    """
    days: list[date] = []
    for text in ranges:
        first_text, _, last_text = text.partition("..")
        first: Any = _day(first_text)
        last: Any = _day(last_text or first_text)
        if not 0 <= (last - first).days <= 366:
            raise Invalid("expected a range of days such as 2026-12-29..2027-01-03, found {found}", found=repr(text))
        days += [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(days)
