"""Lengths of time as people write them, and the limits of deadlines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, PlainSerializer
from pydantic_core import CoreSchema, core_schema

from simulator.errors import Invalid
from simulator.model.unit_words import in_letters, limit_advice
from simulator.model.written import written_as

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86_400, 604_800
LONGEST = 10 * 366 * DAY
_UNITS = {"w": WEEK, "d": DAY, "h": HOUR, "m": MINUTE, "s": 1}
_PLAIN = re.compile(r"^(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?$")
_ISO = re.compile(r"^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$")
_DECIMAL = re.compile(r"^(\d{1,4})[.,](\d{1,3}) ?([wdhms])$", re.IGNORECASE)
_LIMIT = re.compile(r"^(\d{1,4}) (business hours?|business days?|calendar days?|months?)$")
_LENGTH = _PLAIN.pattern.strip("^$")
LENGTH_PATTERN = rf"^(?:(?=\d){_LENGTH}|(?=P\w*\d){_ISO.pattern.strip('^$')})$"
"""As JSON Schema has it, for editors."""
ESTIMATE_PATTERN = rf"^\s*(?=\d){_LENGTH}(?:\s*\.\.\s*(?=\d){_LENGTH}){{0,2}}\s*$"
LIMIT_PATTERN = rf"{LENGTH_PATTERN}|{_LIMIT.pattern}"
LimitUnit = Literal["seconds", "business hours", "business days", "calendar days", "months"]


def parse_duration(raw: object) -> int:
    """``1h30m``, ``45s``, ``2d``, ``1w`` or ISO ``PT4H`` in seconds.

    Raises ValueError for anything else; a bare number or ``1:30`` is answered with the fix.
    """
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= LONGEST:
        return raw
    text = raw if isinstance(raw, str) else repr(raw)
    matched = (_PLAIN.match(text) or _ISO.match(text)) if text else None
    if matched and any(matched.groups()):
        seconds = sum(int(n or 0) * unit for n, unit in zip(matched.groups(), _UNITS.values(), strict=True))
        if seconds <= LONGEST:
            return seconds
        raise Invalid("{text} is longer than ten years", text=text)
    raise _advice(text)


def _advice(text: str) -> Invalid:
    if text.isdigit():
        return Invalid("{text} of what? Write {text}m for minutes or {text}h for hours", text=text)
    if re.fullmatch(r"\d+:\d\d", text):
        hours, minutes = text.split(":")
        ways = {"long": f"{int(hours)}h{minutes}m", "short": f"{int(hours)}m{minutes}s"}
        return Invalid("{text} can be read two ways: write {long} or {short}", text=text, **ways)
    fix = in_letters(text) or _whole(text)
    if fix:
        return Invalid("{text} is not how a duration is written here: write {fix}", text=text, fix=fix)
    return Invalid("expected a duration such as 30m, 4h, 1h30m or 2d, found {found}", found=repr(text[:40]))


def _whole(text: str) -> str:
    """``1.5h`` as ``1h30m``; empty for what has no decimals, or is no whole number of seconds."""
    matched = _DECIMAL.match(text)
    seconds = float(f"{matched[1]}.{matched[2]}") * _UNITS[matched[3].lower()] if matched else 0.5
    return format_duration(int(seconds)) if seconds == int(seconds) else ""


def format_duration(seconds: int) -> str:
    """Seconds as ``1h30m``; ``0m`` for none. ``parse_duration`` reads it back, but for less than nothing: ``-2h``."""
    if seconds < 0:
        return f"-{format_duration(-seconds)}"
    parts, rest = [], seconds
    for letter, unit in list(_UNITS.items())[1:]:
        count, rest = divmod(rest, unit)
        if count:
            parts.append(f"{count}{letter}")
    return "".join(parts) or "0m"


Duration = Annotated[
    int,
    BeforeValidator(parse_duration, json_schema_input_type=written_as(LENGTH_PATTERN)),
    PlainSerializer(format_duration, return_type=str, when_used="json"),
]


@dataclass(frozen=True, slots=True)
class Limit:
    """How long after its start a deadline falls.

    Hours run in UTC from the second, business hours while an office is open; days and months are local dates of a
    calendar.
    """

    amount: int
    unit: LimitUnit = "seconds"

    @property
    def longest(self) -> int:
        """Seconds that it can last at most, a fortnight of closed days included; of business hours see ``Clock``."""
        most = {"seconds": self.amount, "calendar days": DAY * self.amount, "months": 31 * DAY * self.amount}
        return most.get(self.unit, 2 * DAY * self.amount) + 2 * WEEK

    @classmethod
    def parse(cls, raw: object) -> Limit:
        """``4h``, ``8 business hours``, ``3 business days``, ``30 calendar days``, ``1 month``; else ValueError."""
        if isinstance(raw, Limit):
            return raw
        matched = _LIMIT.match(raw) if isinstance(raw, str) else None
        if matched:
            unit: Any = matched[2] if matched[2].endswith("s") else matched[2] + "s"
            return cls(int(matched[1]), unit)
        try:
            return cls(parse_duration(raw))
        except Invalid as refused:
            raise limit_advice(str(raw)) or refused from None

    def __str__(self) -> str:
        if self.unit == "seconds":
            # A law's 72 hours are not three days: days end when the day does.
            return f"{self.amount // HOUR}h" if self.amount % HOUR == 0 else format_duration(self.amount)
        return f"{self.amount} {self.unit if self.amount != 1 else self.unit[:-1]}"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": LIMIT_PATTERN,
            "examples": ["4h", "8 business hours", "3 business days", "30 calendar days", "1 month"],
        }
