"""Lengths of time and limits, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.durations import DAY, HOUR, LONGEST, MINUTE, WEEK, Limit, format_duration, parse_duration


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("45s", 45),
        ("0m", 0),
        ("30m", 30 * MINUTE),
        ("1h30m", 90 * MINUTE),
        ("90m", 90 * MINUTE),
        ("2d", 2 * DAY),
        ("1w2d3h4m5s", WEEK + 2 * DAY + 3 * HOUR + 4 * MINUTE + 5),
        ("PT4H", 4 * HOUR),
        ("P1DT2H30M", DAY + 2 * HOUR + 30 * MINUTE),
        ("3660d", LONGEST),
    ],
)
def test_a_duration_says_its_units(written: str, seconds: int) -> None:
    assert parse_duration(written) == seconds


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("30", "30 of what. Write 30m for minutes or 30h for hours"),
        (30.5, "expected a duration"),
        ("1:30", "write 1h30m or 1m30s"),
        ("30m1h", "expected a duration"),
        ("1h 30m", "expected a duration"),
        ("-5m", "expected a duration"),
        ("", "expected a duration"),
        ("P", "expected a duration"),
        ("PT", "expected a duration"),
        ("soon", "found 'soon'"),
        (True, "expected a duration"),
        (-1, "expected a duration"),
        ("3661d", "longer than ten years"),
    ],
)
def test_what_could_be_misread_is_refused_with_the_fix(written: object, advice: str) -> None:
    with pytest.raises(ValueError, match=advice.replace("'", ".")):
        parse_duration(written)


@given(st.integers(0, LONGEST))
def test_seconds_are_durations_already(seconds: int) -> None:
    assert parse_duration(seconds) == seconds


def test_a_duration_is_written_by_its_parts() -> None:
    assert [format_duration(n) for n in (0, 59, 60, 5400, WEEK, DAY + 1)] == ["0m", "59s", "1m", "1h30m", "7d", "1d1s"]


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("4h", Limit(4 * HOUR)),
        ("3 business days", Limit(3, "business days")),
        ("1 business day", Limit(1, "business days")),
        ("8 business hours", Limit(8, "business hours")),
        ("30 calendar days", Limit(30, "calendar days")),
        ("1 month", Limit(1, "months")),
    ],
)
def test_a_limit_runs_by_the_second_or_by_days_of_a_calendar(written: str, limit: Limit) -> None:
    assert Limit.parse(written) == limit
    assert str(limit) == written


@pytest.mark.parametrize("written", ["3", "3 days", "three business days", "1.5 months", "-1 month", "3  months", None])
def test_a_limit_that_could_mean_several_things_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"of what|of which kind|expected a deadline|write 3 months"):
        Limit.parse(written)


def test_less_than_nothing_is_said_with_a_minus() -> None:
    assert format_duration(-2 * 3600) == "-2h"
