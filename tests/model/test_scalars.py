"""Every scalar of a file is text; the model decides what it is, and refuses what could be misread."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from simulator.model.base import Count, Flag, Id, Ids, Odds
from simulator.model.calendars import Moment, Zone


def read(kind: Any, raw: object) -> Any:
    return TypeAdapter(kind).validate_python(raw)


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (Odds, "35%", 0.35),
        (Odds, "0%", 0),
        (Odds, "100%", 1),
        (Odds, "12.5%", 0.125),
        (Count, "2", 2),
        (Count, "0", 0),
        (Flag, "true", True),
        (Flag, "false", False),
        (Ids, "triage", ("triage",)),
        (Ids, ["triage", "scope"], ("triage", "scope")),
        (Id, "jp-appi-3", "jp-appi-3"),
        (Zone, "Asia/Tokyo", "Asia/Tokyo"),
    ],
)
def test_what_is_written_is_what_is_meant(kind: Any, written: object, meant: object) -> None:
    assert read(kind, written) == meant


@pytest.mark.parametrize(
    ("kind", "written", "advice"),
    [
        (Odds, "35", "a percentage from 0% to 100%"),
        (Odds, "0.35", "a percentage"),
        (Odds, "101%", "a percentage"),
        (Odds, "-1%", "a percentage"),
        (Odds, "nan%", "a percentage"),
        (Odds, "1_0%", "a percentage"),
        (Odds, "%", "a percentage"),
        (Count, "010", "a whole number"),
        (Count, "1.10", "a whole number"),
        (Count, "two", "a whole number"),
        (Count, "２", "a whole number"),
        (Flag, "yes", "expected true or false"),
        (Flag, "no", "expected true or false"),
        (Id, "Triage", "match pattern"),
        (Id, "-triage", "match pattern"),
        (Id, "a" * 65, "match pattern"),
        (Zone, "Tokyo", "write one such as Asia/Tokyo"),
        (Zone, "../etc/passwd", "unknown time zone"),
        (Moment, "2026-07-10T18:40", "has no offset"),
        (Moment, "tomorrow", "expected a time such as"),
    ],
)
def test_what_could_be_misread_is_refused_with_the_fix(kind: Any, written: object, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        read(kind, written)


@given(st.floats(0, 1))
def test_odds_keep_every_digit(share: float) -> None:
    odds = TypeAdapter(Odds)
    assert odds.validate_python(odds.dump_python(share, mode="json")) == share
