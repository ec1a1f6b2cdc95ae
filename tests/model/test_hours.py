"""When people are on duty: shifts over midnight, over closed days, and over a change of clocks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.calendars import Hours, windows, zone
from simulator.model.workdays import Days, Holidays, Workdays

DAY = 86_400
OFFICE = "Mon-Fri 09:00-18:00"
NIGHTS = "Mon-Sun 22:00-06:00"


def closing(closed: Collection[date]) -> Workdays:
    """The usual week, with days on which all is closed."""
    return Workdays(closed=Days(frozenset(closed)))


def shifts(hours: str, opens: str, tz: str = "Asia/Tokyo", closed: tuple[date, ...] = (), days: int = 4) -> list[str]:
    """The shifts that end after opening and begin within so many days, in local time."""
    start = datetime.fromisoformat(opens)

    def local(seconds: int) -> str:
        return f"{(start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone(tz)):%a %H:%M}"

    found = windows(Hours.parse(hours), tz, closing(closed), start, days * DAY)
    return [f"{local(a)}-{local(b)}" for a, b in found if b > 0 and a < days * DAY]


def test_office_hours_leave_out_the_weekend() -> None:
    assert shifts(OFFICE, "2026-07-10T17:40+09:00") == [
        "Fri 09:00-Fri 18:00",
        "Mon 09:00-Mon 18:00",
        "Tue 09:00-Tue 18:00",
    ]


def test_several_spans_and_days_that_go_round_the_week() -> None:
    hours = "Sat-Mon 10:00-12:00, Sun 14:00-15:00"
    assert shifts(hours, "2026-07-10T17:40+09:00") == [
        "Sat 10:00-Sat 12:00",
        "Sun 10:00-Sun 12:00",
        "Sun 14:00-Sun 15:00",
        "Mon 10:00-Mon 12:00",
    ]


def test_always_has_neither_beginning_nor_end() -> None:
    ((start, end),) = windows(Hours.parse("always"), "Asia/Tokyo", Workdays(), datetime(2026, 7, 10, tzinfo=UTC), DAY)
    assert start < -(10**8)
    assert end > 10**8


def test_a_night_shift_belongs_to_the_day_it_opens_on() -> None:
    """Saturday is closed: Friday's shift still ends on Saturday morning, and Saturday opens none."""
    assert shifts(NIGHTS, "2026-07-10T17:40+09:00", closed=(date(2026, 7, 11),), days=3) == [
        "Fri 22:00-Sat 06:00",
        "Sun 22:00-Mon 06:00",
    ]


def test_shifts_that_touch_or_overlap_are_one() -> None:
    assert shifts("Fri 09:00-18:00, Fri 18:00-22:00, Fri 21:00-02:00", "2026-07-10T08:00+09:00") == [
        "Fri 09:00-Sat 02:00"
    ]
    assert (
        len(
            windows(
                Hours.parse("Mon-Sun 00:00-00:00"), "Asia/Tokyo", Workdays(), datetime(2026, 7, 10, tzinfo=UTC), DAY
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    ("opens", "tz", "hours", "length"),
    [
        ("2026-03-28T12:00+01:00", "Europe/Berlin", NIGHTS, 7),
        ("2026-10-24T12:00+02:00", "Europe/Berlin", NIGHTS, 9),
        ("2026-03-07T12:00-05:00", "America/New_York", NIGHTS, 7),
        ("2026-07-10T12:00+02:00", "Europe/Berlin", NIGHTS, 8),
        ("2026-03-29T00:30+01:00", "Europe/Berlin", "Sun 01:00-05:00", 3),
    ],
)
def test_a_shift_over_a_change_of_clocks_is_as_long_as_the_clock_on_the_wall_makes_it(
    opens: str, tz: str, hours: str, length: int
) -> None:
    found = windows(Hours.parse(hours), tz, Workdays(), datetime.fromisoformat(opens), DAY)
    start, end = next((a, b) for a, b in found if a >= 0)
    assert end - start == length * 3600


def test_hours_are_local_wherever_the_incident_opens() -> None:
    """Nine in the morning of Tokyo is eight in the evening in New York, the day before."""
    opens = datetime.fromisoformat("2026-07-09T20:00-04:00")
    assert (0, 9 * 3600) in windows(Hours.parse(OFFICE), "Asia/Tokyo", Workdays(), opens, DAY)


minutes = st.integers(0, 23 * 60 + 59).map(lambda n: f"{n // 60:02d}:{n % 60:02d}")
days = st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
weeks = st.lists(st.tuples(days, days, minutes, minutes), min_size=1, max_size=4).map(
    lambda spans: ", ".join(f"{first}-{last} {opens}-{closes}" for first, last, opens, closes in spans)
)


@given(weeks, st.integers(0, 7 * DAY), st.sets(st.integers(0, 9), max_size=3))
def test_somebody_is_there_when_the_clock_on_the_wall_says_so(hours: str, second: int, off: set[int]) -> None:
    """The shifts lie apart in ascending order, and hold a second if some span of an open day does."""
    opens, monday = datetime.fromisoformat("2026-07-06T00:00+09:00"), date(2026, 7, 6)
    closed = {monday + timedelta(days=n) for n in off}
    found = windows(Hours.parse(hours), "Asia/Tokyo", closing(closed), opens, 7 * DAY)
    assert all(start < end for start, end in found)
    assert all(end < start for (_, end), (start, _) in pairwise(found))

    today = monday + timedelta(days=second // DAY)
    spans = [
        (second % DAY + past * DAY, start, end)
        for past in (0, 1)
        for weekday, start, end in Hours.parse(hours).spans
        if (today - timedelta(days=past)).weekday() == weekday and today - timedelta(days=past) not in closed
    ]
    expected = any(start * 60 <= at < end * 60 for at, start, end in spans)
    assert any(start <= second < end for start, end in found) == expected


@pytest.mark.parametrize(
    "written", ["9-18", "Mon-Fri", "Mon-Fri 9:00-18:00", "Mo-Fr 09:00-18:00", "Mon-Fri 09:00-25:00", "", "Always", None]
)
def test_hours_that_cannot_be_read_are_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"expected hours|no such time|write "):
        Hours.parse(written)


def test_closed_days_are_a_countrys_and_ones_own() -> None:
    public = {("JP", date(2026, 9, 21)), ("US", date(2026, 9, 7))}
    holidays = Holidays.model_validate({"country": "JP", "also": ["2026-12-30..2027-01-01", "2026-05-01"]})
    assert Workdays.of(holidays, public).closed.dated == {
        date(2026, 9, 21),
        date(2026, 12, 30),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2026, 5, 1),
    }


@pytest.mark.parametrize("range_", ["2026-12-30..2026-12-01", "tomorrow", "2026-01-01..2028-01-01", "2026-02-30"])
def test_days_that_cannot_be_read_are_refused_when_the_file_is_read(range_: str) -> None:
    with pytest.raises(ValueError, match=r"expected a (range of days|day)"):
        Holidays.model_validate({"also": range_})
