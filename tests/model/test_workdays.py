"""Calendars where the world is odd: weeks, closings, half days, months, zones and hours that are not the usual ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from simulator.content.holidays_of import public_holidays, weeks
from simulator.model.calendars import Hours, Months, Zone, deadline, no_place, windows, zone
from simulator.model.durations import Duration, Limit
from simulator.model.expectation import Expectation
from simulator.model.setup import Setup
from simulator.model.workdays import CountryWeek, Days, Holidays, Workdays
from tests.setups import make_setup

WEEKDAYS = "Mon-Fri 09:00-18:00"


def workdays(**holidays: Any) -> Workdays:
    """Those of a team that keeps these holidays, by the library of holidays."""
    kept = Holidays.model_validate(holidays)
    public = {(day.country, day.day) for day in public_holidays(kept.country, 2025, 2029)}
    return Workdays.of(kept, public, weeks(kept.country, 2025, 2029))


def due(limit: str, started: str, tz: str, days: Workdays, months: Months = "same-day") -> str:
    """The last day of a limit that starts at a local time."""
    opens = datetime.fromisoformat(started).replace(tzinfo=zone(tz))
    seconds = deadline(Limit.parse(limit), 0, opens, tz=tz, days=days, months=months)
    return f"{(opens + timedelta(seconds=seconds - 1)).date()}"


def on_duty(hours: str, day: str, days: Workdays) -> list[str]:
    """The shifts of one day in Tokyo."""
    opens = datetime.fromisoformat(f"{day}T00:00+09:00")
    shifts = windows(Hours.parse(hours), "Asia/Tokyo", days, opens, 86_400)
    return [f"{a // 3600:02d}-{b // 3600:02d}" for a, b in shifts if 0 <= a < 86_400]


# ---- the week of the country


def test_the_weekend_is_the_countrys() -> None:
    assert due("1 business day", "2026-12-03T10:00", "Asia/Riyadh", workdays(country="SA")) == "2026-12-06"
    assert due("1 business day", "2026-12-03T10:00", "Asia/Riyadh", workdays()) == "2026-12-04"
    assert due("1 business day", "2026-12-03T10:00", "Asia/Dubai", workdays(country="AE")) == "2026-12-04"


def test_saturdays_that_make_up_for_a_holiday_are_worked() -> None:
    china = workdays(country="CN")
    assert due("1 business day", "2026-10-09T10:00", "Asia/Shanghai", china) == "2026-10-10"
    assert on_duty(WEEKDAYS, "2026-10-10", china) == ["09-18"]
    assert on_duty("Mon-Fri 09:00-18:00, Sat 10:00-12:00", "2026-10-10", china) == ["10-12"]
    assert on_duty(WEEKDAYS, "2026-10-17", china) == []


def test_of_several_countries_a_day_is_worked_if_all_work() -> None:
    both = workdays(country=["SA", "JP"])
    assert due("1 business day", "2026-12-03T10:00", "Asia/Riyadh", both) == "2026-12-07"
    assert due("1 business day", "2026-10-09T10:00", "Asia/Shanghai", workdays(country=["CN", "JP"])) == "2026-10-13"


def test_a_weekend_of_ones_own_stands_instead_of_the_countrys() -> None:
    gulf = workdays(country="AE", weekend=["fri", "Sat"])
    assert due("1 business day", "2026-11-26T10:00", "Asia/Dubai", gulf) == "2026-11-29"
    assert due("1 business day", "2026-11-26T10:00", "Asia/Dubai", workdays(country="AE")) == "2026-11-27"
    assert due("1 business day", "2026-11-27T10:00", "Asia/Dubai", workdays(weekend="Sun")) == "2026-11-28"
    assert due("1 business day", "2026-11-28T10:00", "Asia/Dubai", workdays(weekend=[])) == "2026-11-29"
    china = workdays(country="CN", weekend=["Sat", "Sun"])
    assert due("1 business day", "2026-10-09T10:00", "Asia/Shanghai", china) == "2026-10-10", "which they work"


@pytest.mark.parametrize("written", ["Fry", "5", "Fri, Sat", "Fri-Sat", ["Fri", "saturday"]])
def test_what_is_no_day_of_the_week_is_answered_with_how_it_is_written(written: object) -> None:
    with pytest.raises(ValueError, match=r"\[Fri, Sat\]"):
        Holidays.model_validate({"weekend": written})


def test_only_unusual_weeks_are_kept_with_the_setup() -> None:
    assert weeks(["JP", "US", "GB-ENG", "XX"], 2025, 2029) == ()
    assert weeks(["SA"], 2025, 2029) == (CountryWeek(country="SA", weekend=(4, 5)),)


# ---- days of one's own


@pytest.mark.parametrize("year", [2026, 2027, 2031])
def test_days_without_a_year_are_closed_every_year(year: int) -> None:
    days = workdays(also="12-29..01-03")
    assert [days.is_open(date(year, 12, n)) for n in (28, 29, 31)] == [True, False, False]
    assert [days.is_open(date(year, 1, n)) for n in (1, 3, 4)] == [False, False, True]


def test_a_leap_day_is_a_day_of_every_year_too() -> None:
    assert date(2028, 2, 29) in Days.parse(["02-29"])
    assert date(2028, 2, 29) in Days.parse(["02-28..03-01"])
    assert date(2028, 2, 29) in Days.parse(["11-01..02-29"])


@pytest.mark.parametrize(
    "written", ["13-01", "12-29..2027-01-03", "2026-12-29..01-03", "02-30", "0001-01-01", "9999-12-31", "01-01..12-31"]
)
def test_days_that_cannot_be_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"expected a (day|range)|leave less"):
        Holidays.model_validate({"also": written})


def test_a_day_worked_all_the_same_has_the_hours_of_the_last_weekday() -> None:
    days = workdays(country="JP", worked=["2026-11-23", "2026-11-28"])
    assert on_duty(WEEKDAYS, "2026-11-23", days) == ["09-18"]
    assert on_duty(WEEKDAYS, "2026-11-28", days) == ["09-18"]
    assert due("1 business day", "2026-11-20T10:00", "Asia/Tokyo", days) == "2026-11-23"
    assert due("1 business day", "2026-11-27T10:00", "Asia/Tokyo", days) == "2026-11-28"


def test_on_a_half_day_people_leave_early_and_it_is_a_business_day() -> None:
    days = workdays(half_days={"12-28": "12:00"})
    assert on_duty(WEEKDAYS, "2026-12-28", days) == ["09-12"]
    assert on_duty("Mon-Sun 13:00-21:00", "2026-12-28", days) == []
    assert due("1 business day", "2026-12-25T10:00", "Asia/Tokyo", days) == "2026-12-28"


def test_closed_days_with_a_year_speak_for_a_year() -> None:
    assert Holidays.model_validate({"also": "2026-12-29..2027-01-03"}).covered() == (
        date(2026, 1, 4),
        date(2027, 12, 28),
    )
    assert Holidays.model_validate({"country": "JP", "also": "12-29..01-03"}).covered() is None


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(1, 30))
def test_a_yearly_closing_is_the_same_as_one_written_for_each_year(day: date, amount: int) -> None:
    yearly = workdays(also=["12-29..01-03", "05-01"])
    each = [f"{year}-12-29..{year + 1}-01-03" for year in range(2024, 2033)]
    dated = workdays(also=[*each, *(f"{year}-05-01" for year in range(2024, 2033))])
    start = f"{day}T10:00"
    assert due(f"{amount} business days", start, "Asia/Tokyo", yearly) == due(
        f"{amount} business days", start, "Asia/Tokyo", dated
    )


# ---- months


@pytest.mark.parametrize(
    ("started", "same_day", "day_before"),
    [
        ("2027-02-28", "2027-03-28", "2027-03-31"),
        ("2027-04-30", "2027-05-30", "2027-05-31"),
        ("2027-01-31", "2027-02-28", "2027-02-28"),
        ("2027-01-30", "2027-02-28", "2027-02-28"),
        ("2027-01-27", "2027-02-27", "2027-02-27"),
        ("2028-02-28", "2028-03-28", "2028-03-28"),
        ("2026-07-10", "2026-08-10", "2026-08-10"),
    ],
)
def test_months_end_by_the_law_of_the_country(started: str, same_day: str, day_before: str) -> None:
    found = [due("1 month", f"{started}T10:00", "Asia/Tokyo", Workdays(), how) for how in ("same-day", "day-before")]
    assert found == [same_day, day_before]


@pytest.mark.parametrize(
    ("own", "counted"),
    [
        ({}, "same-day"),
        ({"calendar": {"timezone": "Asia/Tokyo", "holidays": {"country": "JP"}}}, "day-before"),
        ({"calendar": {"timezone": "Europe/Brussels", "holidays": {"country": "BE"}}}, "same-day"),
        ({"months": "day-before"}, "day-before"),
        ({"months": "same-day", "calendar": {"timezone": "Asia/Tokyo", "holidays": {"country": "JP"}}}, "same-day"),
    ],
)
def test_an_expectation_says_how_months_count_or_its_calendar_does(own: dict[str, Any], counted: Months) -> None:
    base = {"id": "x", "title": "X", "kind": "law", "from": "a", "to": "b", "within": "1 month"}
    assert Expectation.model_validate(base | own).counts_months == counted


# ---- words


@pytest.mark.parametrize(
    "name",
    ["EST", "MST", "CET", "GMT", "EST5EDT", "localtime", "Factory", "posix/Asia/Tokyo", "right/UTC", "Etc/GMT-9"],
)
def test_a_zone_without_a_place_is_answered_with_what_to_write(name: str) -> None:
    assert "write" in str(no_place(name))
    assert TypeAdapter(Zone).validate_python(name) == name, "a record that has one still opens"


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "Asia/Tokyo", "America/Argentina/Ushuaia", "Japan", "Singapore"])
def test_a_zone_with_a_place_is_taken(name: str) -> None:
    assert no_place(name) is None


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("10 days", "10 calendar days, 10 business days, or 240h"),
        ("10日", "10 calendar days"),
        ("2 weeks", "14 calendar days"),
        ("1 year", "12 months"),
        ("1か月", "write 1 month$"),
        ("3営業日", "3 business days"),
        ("3 working days", "3 business days"),
        ("8 working hours", "write 8 business hours"),
        ("1営業時間", "write 1 business hour$"),
        ("4 hours", "4h"),
        ("24時間", "24h"),
        ("soon", "4h, 8 business hours, 3 business days, 30 calendar days or 1 month"),
    ],
)
def test_a_deadline_in_words_is_answered_with_what_to_write(written: str, fix: str) -> None:
    with pytest.raises(ValueError, match=fix):
        Limit.parse(written)


def test_a_duration_in_words_is_answered_with_what_to_write() -> None:
    with pytest.raises(ValueError, match="write 30m"):
        TypeAdapter(Duration).validate_python("30 minutes")


def test_hours_may_end_at_twenty_four() -> None:
    assert Hours.parse("Mon-Fri 09:00-24:00").spans == Hours.parse("Mon-Fri 09:00-00:00").spans
    with pytest.raises(ValueError, match="write 02:00 for 26:00"):
        Hours.parse("Mon-Fri 18:00-26:00")


@pytest.mark.parametrize("written", ["24:00", "18:15+09:00", "25:00"])
def test_an_hour_that_is_no_time_of_day_is_refused(written: str) -> None:
    base = {"id": "x", "title": "X", "kind": "law", "from": "a", "to": "b", "within": "1 business day"}
    with pytest.raises(ValueError, match=r"24:00 is the end|expected a time of day"):
        Expectation.model_validate(base | {"ends_at": written})


def test_a_calendar_without_any_business_day_does_not_search_for_ever() -> None:
    never = Workdays(weekend=frozenset(range(7)))
    assert due("3 business days", "2026-12-03T10:00", "Asia/Tokyo", never) == "2026-12-06"


def test_a_setup_keeps_the_week_of_its_country() -> None:
    """A record is judged without the library of holidays."""
    clock = {"id": "x", "title": "X", "kind": "law", "from": "detected", "to": "told", "within": "1 business day"}
    riyadh = {"calendar": {"timezone": "Asia/Riyadh", "holidays": {"country": "SA"}}}
    step = {"id": "look", "role": "analyst", "takes": "1h", "once": "detected"}
    usual = make_setup([step], expectations=[clock | riyadh], opens="2026-12-03T10:00+03:00")
    saudi = usual.model_copy(update={"weeks": weeks(["SA"], 2025, 2028)})
    again = Setup.model_validate(saudi.normal())
    assert again == saudi
    assert [setup.clocks[0].deadline(0) for setup in (usual, again)] == [38 * 3600, 86 * 3600]
