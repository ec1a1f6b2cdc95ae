"""Where deadlines fall: by the second, by days of a calendar, by months."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.business_hours import business_deadline, office_hours
from simulator.model.calendars import Hours, deadline, zone
from simulator.model.durations import Limit
from simulator.model.expectation import Expectation
from simulator.model.setup import Clock
from simulator.model.workdays import Days, Holidays, Workdays
from tests.setups import make_setup

TOKYO = datetime.fromisoformat("2026-07-10T18:40+09:00")
SILVER_WEEK = (date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 23))
"""Respect for the Aged Day, the day between, and the equinox: Monday to Wednesday."""
OVER_SILVER_WEEK = Workdays(closed=Days(frozenset(SILVER_WEEK)))


def falls(limit: str, started: str, tz: str = "Asia/Tokyo", **how: Any) -> str:
    """The deadline of a limit that starts at a local time, in local time."""
    start = datetime.fromisoformat(started).replace(tzinfo=zone(tz))
    opens = start - timedelta(hours=5)
    seconds = deadline(Limit.parse(limit), 5 * 3600, opens, tz=tz, **how)
    return f"{(opens.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone(tz)):%Y-%m-%d %H:%M}"


def test_hours_run_from_the_second() -> None:
    assert falls("72h", "2026-07-10T18:40") == "2026-07-13 18:40"
    assert falls("24h", "2026-03-28T12:00", "Europe/Berlin") == "2026-03-29 13:00", "the clocks went forward"


@pytest.mark.parametrize("started", ["2026-07-10T00:00", "2026-07-10T18:40", "2026-07-10T23:59"])
def test_the_first_day_is_not_counted_and_the_last_one_runs_out(started: str) -> None:
    assert falls("5 calendar days", started) == "2026-07-16 00:00"
    assert falls("5 calendar days", started, from_day_one=True) == "2026-07-15 00:00"
    assert falls("1 calendar day", started, from_day_one=True) == "2026-07-11 00:00"


def test_days_are_days_of_the_calendars_own_zone() -> None:
    """When it starts in Tokyo on the 11th, it is still the 10th in New York."""
    opens = datetime.fromisoformat("2026-07-11T08:00+09:00")
    there = deadline(Limit.parse("1 calendar day"), 0, opens, tz="America/New_York")
    assert opens.astimezone(UTC) + timedelta(seconds=there) == datetime(2026, 7, 12, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("started", "due"),
    [
        ("2026-09-17T10:00", "2026-09-26 00:00"),  # Thursday: Friday 18, Thursday 24, Friday 25
        ("2026-09-18T10:00", "2026-09-29 00:00"),  # Friday: Thursday 24, Friday 25, Monday 28
        ("2026-09-20T10:00", "2026-09-29 00:00"),  # Sunday of the long weekend
        ("2026-09-23T10:00", "2026-09-29 00:00"),  # the equinox itself
    ],
)
def test_three_business_days_over_a_silver_week(started: str, due: str) -> None:
    assert falls("3 business days", started, days=OVER_SILVER_WEEK) == due


@pytest.mark.parametrize(
    ("started", "due"),
    [
        ("2026-07-10T14:00", "2026-07-13 15:00"),  # the hour that begins at 14:00 is that of the event
        ("2026-07-10T14:20", "2026-07-13 15:00"),
        ("2026-07-10T14:59", "2026-07-13 15:00"),
        ("2026-10-23T23:30", "2026-10-26 23:00"),  # the clocks go back on the 25th
    ],
)
def test_hours_may_leave_out_that_of_the_event(started: str, due: str) -> None:
    """Regulation 1182/71 Art. 3(1); the weekend counts, as Art. 3(4) leaves periods in hours out."""
    assert falls("72h", started, "Europe/Brussels", from_next_hour=True) == due


def test_the_hour_of_the_event_is_that_of_the_calendars_zone() -> None:
    assert falls("6h", "2026-07-10T14:20", "Asia/Kolkata", from_next_hour=True) == "2026-07-10 21:00"


@pytest.mark.parametrize(
    ("limit", "started", "last_day"),
    [
        ("15 calendar days", "2026-07-09T10:00", date(2026, 7, 24)),  # a Friday stays
        ("15 calendar days", "2026-07-10T10:00", date(2026, 7, 27)),  # a Saturday gives way to Monday
        ("30 calendar days", "2026-08-22T10:00", date(2026, 9, 24)),  # a holiday, and two more after it
        ("1 month", "2026-08-20T10:00", date(2026, 9, 24)),  # a Sunday before them
    ],
)
def test_a_last_day_that_is_closed_may_give_way_to_the_next(limit: str, started: str, last_day: date) -> None:
    """Regulation 1182/71 Art. 3(4), and the Japanese rule for 30 and 60 days."""
    due = falls(limit, started, days=OVER_SILVER_WEEK, rolls=True)
    assert due == f"{last_day + timedelta(days=1)} 00:00"


def test_no_deadline_lies_before_its_start() -> None:
    """The one day is today, and it ended at six."""
    ended = falls("1 calendar day", "2026-07-10T20:00", from_day_one=True, ends_at=time(18))
    assert ended == "2026-07-10 20:00"


def test_what_is_said_of_hours_is_not_said_of_days() -> None:
    law = {"id": "law", "title": "Law", "kind": "law", "from": "a", "to": "b"}
    with pytest.raises(ValueError, match="rolls moves the last day"):
        Expectation.model_validate(law | {"within": "72h", "rolls": "next-business-day"})
    with pytest.raises(ValueError, match="from-next-hour is for a limit in hours"):
        Expectation.model_validate(law | {"within": "3 calendar days", "count": "from-next-hour"})
    for keys in ({"count": "from-next-hour"}, {"ends_at": "18:15"}, {"rolls": "next-business-day"}):
        with pytest.raises(ValueError, match="business hours count from the second"):
            Expectation.model_validate(law | {"within": "8 business hours"} | keys)


def test_without_holidays_only_weekends_are_skipped() -> None:
    assert falls("3 business days", "2026-09-18T10:00") == "2026-09-24 00:00"


def test_business_days_from_day_one_count_the_first_if_it_is_one() -> None:
    def third_day(start: str) -> str:
        return falls("3 business days", start, days=OVER_SILVER_WEEK, from_day_one=True)

    assert third_day("2026-09-18T10:00") == "2026-09-26 00:00"
    assert third_day("2026-09-20T10:00") == "2026-09-29 00:00"


@pytest.mark.parametrize(
    ("months", "started", "last_day"),
    [
        (1, "2026-07-10T12:00", date(2026, 8, 10)),
        (1, "2026-01-31T12:00", date(2026, 2, 28)),
        (1, "2028-01-31T12:00", date(2028, 2, 29)),
        (1, "2026-08-31T12:00", date(2026, 9, 30)),
        (1, "2026-02-28T12:00", date(2026, 3, 28)),
        (3, "2026-11-30T12:00", date(2027, 2, 28)),
        (12, "2028-02-29T12:00", date(2029, 2, 28)),
        (13, "2026-12-15T12:00", date(2028, 1, 15)),
    ],
)
def test_a_month_ends_on_the_day_of_the_same_number_or_on_its_last(months: int, started: str, last_day: date) -> None:
    assert falls(f"{months} months", started) == f"{last_day + timedelta(days=1)} 00:00"


def test_a_deadline_may_end_at_an_hour_of_its_last_day() -> None:
    assert (
        falls("3 business days", "2026-09-18T10:00", days=OVER_SILVER_WEEK, ends_at=time(18, 15)) == "2026-09-28 18:15"
    )
    assert falls("4h", "2026-09-18T10:00", ends_at=time(18, 15)) == "2026-09-18 14:00", "hours know no closing time"


def test_a_day_may_have_twenty_three_hours() -> None:
    opens = datetime.fromisoformat("2026-03-28T23:30+01:00")
    assert deadline(Limit.parse("1 calendar day"), 0, opens, tz="Europe/Berlin") == 1800 + 23 * 3600


# ---- business hours


def office(limit: str, started: str, *, hours: str = "", weekend: str | None = None, **holidays: Any) -> str:
    """The deadline of a limit in business hours that starts at a local time in Tokyo."""
    start = datetime.fromisoformat(started).replace(tzinfo=zone("Asia/Tokyo"))
    days = Workdays.of(Holidays.model_validate(holidays | ({"weekend": weekend} if weekend else {})), ())
    calendar = office_hours(Hours.parse(hours) if hours else None, days)
    amount, opens = Limit.parse(limit).amount, start - timedelta(hours=5)
    due = business_deadline(amount, 5 * 3600, opens, hours=calendar, tz="Asia/Tokyo", days=days)
    return f"{opens + timedelta(seconds=due):%a %d %H:%M}"


@pytest.mark.parametrize(
    ("started", "due"),
    [
        ("2026-09-17T09:00", "Thu 17 17:00"),  # a whole day, its last second included
        ("2026-09-17T16:30", "Fri 18 16:30"),
        ("2026-09-17T19:00", "Fri 18 17:00"),  # after closing
        ("2026-09-18T10:00", "Thu 24 10:00"),  # over the weekend and the Silver Week
        ("2026-09-20T10:00", "Thu 24 17:00"),  # on a Sunday
    ],
)
def test_eight_business_hours_count_while_the_office_is_open(started: str, due: str) -> None:
    assert office("8 business hours", started, also=[str(day) for day in SILVER_WEEK]) == due


def test_business_hours_are_those_of_the_calendar_half_days_and_weekends_too() -> None:
    assert office("8 business hours", "2026-09-17T16:00", hours="Mon-Sat 10:00-20:00") == "Fri 18 14:00"
    assert office("8 business hours", "2026-09-17T13:00", half_days={"2026-09-18": "12:00"}) == "Mon 21 10:00"
    assert office("8 business hours", "2026-09-17T13:00", weekend="Fri") == "Sat 19 13:00"
    assert office("8 business hours", "2026-09-18T13:00", worked=["2026-09-19"]) == "Sat 19 13:00"
    assert office("8 business hours", "2026-09-18T13:00", hours="always") == "Fri 18 21:00"
    assert office("2 business hours", "2026-09-18T23:00", hours="Fri 22:00-06:00") == "Sat 19 01:00"


def business_hours_add_up(start: int, one: int, other: int) -> None:
    """So many hours and then so many are as many as both; and counted minute by minute they are as many as asked."""
    days = Workdays(closed=Days(frozenset(SILVER_WEEK)))
    how: Any = {"hours": office_hours(None, days), "tz": "Asia/Tokyo", "days": days}
    between = business_deadline(one, start, TOKYO, **how)
    due = business_deadline(one + other, start, TOKYO, **how)
    assert due == business_deadline(other, between, TOKYO, **how)
    local = [TOKYO + timedelta(seconds=start, minutes=n) for n in range((due - start) // 60)]
    counted = [
        at
        for at in local
        if days.is_business(at.date()) and 9 * 3600 <= at.hour * 3600 + at.minute * 60 + at.second < 17 * 3600
    ]
    assert abs(len(counted) - (one + other) * 60) <= 2 * (one + other)


@pytest.mark.parametrize("examples", [25, pytest.param(1000, marks=pytest.mark.slow)])
def test_business_hours_add_up(examples: int) -> None:
    hours = st.integers(1, 60)
    settings(max_examples=examples)(given(st.integers(0, 400 * 86_400), hours, hours)(business_hours_add_up))()


# ---- laws


starts = st.integers(0, 400 * 86_400)
zones = st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/New_York", "UTC"])
units = st.sampled_from(["business days", "calendar days", "months"])


def day_of(seconds: int, tz: str) -> date:
    return (TOKYO.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone(tz)).date()


@given(starts, zones, st.integers(1, 40), st.sets(st.integers(0, 450), max_size=60))
def test_business_days_are_as_many_as_the_limit_says_and_the_last_is_one(
    start: int, tz: str, amount: int, off: set[int]
) -> None:
    closed = {date(2026, 7, 10) + timedelta(days=n) for n in off}
    due = deadline(Limit(amount, "business days"), start, TOKYO, tz=tz, days=Workdays(closed=Days(frozenset(closed))))
    first, last = day_of(start, tz), day_of(due - 1, tz)
    counted = [first + timedelta(days=n + 1) for n in range((last - first).days)]
    business = [day for day in counted if day.weekday() < 5 and day not in closed]
    assert len(business) == amount
    assert business[-1] == last


@given(starts, starts, zones, st.integers(1, 40), units)
def test_whoever_starts_later_is_due_later_or_on_the_same_day(
    one: int, other: int, tz: str, amount: int, unit: Any
) -> None:
    earlier, later = sorted((one, other))
    due = [deadline(Limit(amount, unit), start, TOKYO, tz=tz) for start in (earlier, later)]
    assert due == sorted(due)
    assert due[0] > earlier


@given(starts, zones, st.integers(2, 40), st.booleans())
def test_counting_from_day_one_is_having_a_day_less(start: int, tz: str, amount: int, to_the_hour: bool) -> None:
    ends = time(17, 30) if to_the_hour else None
    counted = deadline(Limit(amount, "calendar days"), start, TOKYO, tz=tz, from_day_one=True, ends_at=ends)
    assert counted == deadline(Limit(amount - 1, "calendar days"), start, TOKYO, tz=tz, ends_at=ends)


# ---- clocks of a setup


def clock(**expectation: Any) -> Clock:
    """The one clock of an expectation in a setup of Tokyo, whose team keeps the Silver Week."""
    base = {"id": "own", "title": "Own", "kind": "law", "from": "known", "to": "told"}
    setup = make_setup(
        [{"id": "look", "role": "analyst", "takes": "1h", "once": "detected"}],
        expectations=[base | expectation],
        opens="2026-09-18T10:00+09:00",
    )
    days = {"also": [str(day) for day in SILVER_WEEK]}
    team = setup.team.model_validate(setup.team.model_dump(mode="json", by_alias=True) | {"holidays": days})
    (found,) = setup.model_copy(update={"team": team}).clocks
    return found


def hours(clock: Clock, started: int = 0) -> float:
    due = clock.deadline(started)
    assert due is not None
    return due / 3600


def test_a_clock_counts_in_the_teams_days_unless_it_has_a_calendar_of_its_own() -> None:
    """From Friday, ten o'clock."""
    monday_28_ends, thursday_24_ends = 14 + 10 * 24, 14 + 6 * 24
    assert hours(clock(within="3 business days")) == monday_28_ends
    assert hours(clock(within="3 business days", calendar={"timezone": "Asia/Tokyo"})) == thursday_24_ends - 24
    assert (
        hours(clock(within="3 business days", calendar={"timezone": "America/New_York"})) == thursday_24_ends - 24 - 11
    )


def test_business_hours_of_a_clock_are_the_offices_of_its_calendar() -> None:
    """From Friday, ten o'clock; the team keeps the Silver Week, a calendar of its own does not."""
    tokyo = {"timezone": "Asia/Tokyo", "hours": "Mon-Fri 09:30-18:30"}
    assert hours(clock(within="8 business hours")) == 6 * 24
    assert hours(clock(within="8 business hours", calendar=tokyo)) == 8
    assert hours(clock(within="8 business hours", calendar=tokyo | {"timezone": "Europe/Berlin"})) == 6.5 + 8
    seldom = {"timezone": "Asia/Tokyo", "hours": "Mon 09:00-10:00"}
    for calendar in (None, tokyo, seldom):
        one = clock(within="40 business hours", calendar=calendar)
        assert hours(one) * 3600 <= one.longest


def test_a_clock_takes_its_hour_and_its_way_of_counting_from_the_expectation() -> None:
    assert hours(clock(within="3 business days", ends_at="18:15")) == 10 * 24 + 8.25
    assert hours(clock(within="5 calendar days", count="from-day-one")) == 14 + 4 * 24


def test_a_cap_is_a_second_limit_and_the_earlier_counts() -> None:
    capped = clock(within="72h", cap={"from": "detected", "within": "5 calendar days"})
    assert capped.deadline(3600) == 73 * 3600
    assert capped.capped(73 * 3600, None) == 73 * 3600, "its own start has not come"
    assert capped.capped(73 * 3600, 0) == 73 * 3600
    assert capped.capped(200 * 3600, 0) == (14 + 5 * 24) * 3600
