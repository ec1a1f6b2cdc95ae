"""The pace of an incident: one factor by which all its work takes longer, or shorter, than the figures say.

Steps that are drawn each for itself average out, and a whole incident hardly ever goes badly. Real ones do: what makes
one step slow (a strange system, people new to it, a bad night) makes the others slow too.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, model_validator

from simulator.errors import Invalid
from simulator.model.base import Value
from simulator.model.written import written_as

MOST = 10
"""Beyond that, half of the incidents and half of their work would have nothing to do with each other."""
FACTOR_PATTERN = r"^\d{1,2}(?:\.\d{1,3})?$"
"""As JSON Schema has it, for editors."""


def _factor(raw: object) -> object:
    text = raw.strip() if isinstance(raw, str) else raw
    try:
        number = float(text) if isinstance(text, str | int | float) and "_" not in str(text) else 0.0
    except ValueError:
        number = 0.0
    if not 1 < number <= MOST:
        raise Invalid(
            "expected how many times as long one incident in twenty takes, above 1 and at most {most} such as 3, "
            "found {found}",
            most=MOST,
            found=repr(raw),
        )
    return number


Factor = Annotated[
    float,
    BeforeValidator(_factor, json_schema_input_type=written_as(FACTOR_PATTERN)),
    PlainSerializer(lambda number: f"{number:.12g}", when_used="json"),
]


class Pace(Value):
    """A lognormal factor with median 1, drawn once an incident."""

    p95: Factor
    """19 of 20 incidents take less than so many times as long as usual."""

    @model_validator(mode="before")
    @classmethod
    def _only_p95(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and "p50" in raw:
            raise Invalid(
                "a pace has no p50: half of all incidents go faster than the figures say, or no figure would be true. "
                "Write {fix}, and correct the figures themselves",
                fix="{p95: 3}",
            )
        return raw
