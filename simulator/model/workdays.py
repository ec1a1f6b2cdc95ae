"""Which days are worked: the week and the public holidays of countries, and days of one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from simulator.errors import Invalid
from simulator.model.base import ClockTime, Day, Names, Value, one_or_list, read_day, read_yearly

Weekday = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
WEEKDAYS: tuple[Weekday, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""From Monday 0, as they are written in hours."""

SATURDAY_AND_SUNDAY = (5, 6)
_MOST_YEARLY = 300
"""A calendar that closes more days of every year leaves none to count."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days given as they are, and days of every year as (month, day)."""

    dated: frozenset[date] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day in self.dated or (day.month, day.day) in self.yearly

    @classmethod
    def parse(cls, ranges: Sequence[str]) -> Days:
        """``2026-05-01``, ``2026-12-29..2027-01-03``, and of every year ``12-31`` or ``12-29..01-03``.

        Raises ValueError where a range is not written so, or is longer than a year.
        """
        dated: set[date] = set()
        yearly: set[tuple[int, int]] = set()
        for text in ranges:
            first, _, last = text.partition("..")
            if first.count("-") == 1:
                yearly |= {(day.month, day.day) for day in _every_year(first, last or first)}
            else:
                dated |= set(_from_to(read_day(first), read_day(last or first), text))
        if len(yearly) > _MOST_YEARLY:
            raise Invalid("these days leave less than two months of every year")
        return cls(frozenset(dated), frozenset(yearly))


def _every_year(first: str, last: str) -> Iterator[date]:
    """The days of a leap year, or of the end of the year before it and its beginning."""
    begins, ends = read_yearly(first, 2000), read_yearly(last, 2000)
    return _from_to(begins if begins <= ends else read_yearly(first, 1999), ends, f"{first}..{last}")


def _from_to(first: date, last: date, text: str) -> Iterator[date]:
    if not 0 <= (last - first).days <= 366:
        raise Invalid(
            "expected a range of days such as 2026-12-29..2027-01-03, or of every year such as 12-29..01-03, "
            "found {found}",
            found=repr(text),
        )
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


class CountryWeek(Value):
    """What a country's week has of its own; Saturday and Sunday are the weekend of all others."""

    country: str
    weekend: tuple[Annotated[int, Field(ge=0, le=6)], ...] = SATURDAY_AND_SUNDAY
    """Weekdays from Monday 0."""
    worked: tuple[Day, ...] = ()
    """Days of a weekend that are worked, such as those that make up for a holiday."""


def _weekday(raw: object) -> object:
    """``Fri`` or ``fri``; ValueError for anything else."""
    day = raw.title() if isinstance(raw, str) else raw
    if day not in WEEKDAYS:
        raise Invalid("expected days of the week such as [Fri, Sat], found {found}", found=repr(raw)[:40])
    return day


Weekdays = Annotated[
    tuple[Annotated[Weekday, BeforeValidator(_weekday, json_schema_input_type=Weekday)], ...],
    BeforeValidator(one_or_list, json_schema_input_type=Weekday | tuple[Weekday, ...]),
]


class Holidays(Value):
    """Which days count as closed: a country's public holidays and weekend, and days of one's own."""

    country: Names = ()
    """ISO codes such as JP, US; national holidays are not a company's closing days."""
    weekend: Weekdays | None = None
    """The days that are no business days of any week; None: as the countries have it."""
    also: Annotated[
        Names, Field(description="days or ranges such as 2026-12-29..2027-01-03; of every year: 12-29..01-03")
    ] = ()
    worked: Annotated[Names, Field(description="days worked all the same, written in the same way")] = ()
    half_days: Annotated[
        dict[str, ClockTime], Field(description="days or ranges on which people leave early, and when")
    ] = {}

    def model_post_init(self, _context: Any) -> None:
        """Refuses ranges that cannot be read, when the file is read."""
        for ranges in (self.also, self.worked, tuple(self.half_days)):
            Days.parse(ranges)

    def covered(self) -> tuple[date, date] | None:
        """The first and last day that the days given with their year can speak for; None where none are.

        They are taken as those of a whole year: from the first one on for a year, up to the last one for a year.
        """
        given = Days.parse((*self.also, *self.worked, *self.half_days)).dated
        if not given:
            return None
        first, last, year = min(given), max(given), timedelta(days=364)
        return min(first, last - year), max(last, first + year)


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked, and until when."""

    closed: Days = Days()
    weekend: frozenset[int] = frozenset(SATURDAY_AND_SUNDAY)
    made_up: frozenset[date] = frozenset()
    """Days of the weekend that are worked by the country's calendar."""
    worked: Days = Days()
    """Days of one's own that are worked whatever else is said of them."""
    early: tuple[tuple[Days, time], ...] = ()
    """Days on which people leave early, and when."""

    @classmethod
    def of(
        cls, holidays: Holidays, public: Collection[tuple[str, date]], weeks: Iterable[CountryWeek] = ()
    ) -> Workdays:
        """Those of these holidays, given the public holidays as (country, day) and the weeks of the countries.

        With several countries a day is worked if all of them work. A weekend of one's own stands instead of theirs.
        """
        known = {week.country: week for week in weeks}
        ours = [known.get(country, CountryWeek(country=country)) for country in holidays.country]
        also = Days.parse(holidays.also)
        theirs = frozenset(n for week in ours for n in week.weekend) if ours else frozenset(SATURDAY_AND_SUNDAY)
        national = frozenset(day for country, day in public if country in holidays.country)
        return cls(
            closed=Days(also.dated | national, also.yearly),
            weekend=theirs if holidays.weekend is None else frozenset(map(WEEKDAYS.index, holidays.weekend)),
            made_up=frozenset(
                day
                for week in ours
                for day in week.worked
                if all(day.weekday() not in other.weekend or day in other.worked for other in ours)
            ),
            worked=Days.parse(holidays.worked),
            early=tuple((Days.parse([days]), closes) for days, closes in holidays.half_days.items()),
        )

    def is_open(self, day: date) -> bool:
        """Whether shifts may open on it."""
        return day in self.worked or day not in self.closed

    def is_business(self, day: date) -> bool:
        """Whether it counts as a business day."""
        return day in self.worked or (
            day not in self.closed and (day.weekday() not in self.weekend or day in self.made_up)
        )

    def next_business(self, day: date) -> date:
        """The business day that follows; any day where a calendar has none for a year."""
        coming = (day + timedelta(days=n) for n in range(1, 367))
        return next(filter(self.is_business, coming), day + timedelta(days=1))

    def makes_up(self, day: date) -> bool:
        """Whether it is a day of the weekend that is worked."""
        return day.weekday() in self.weekend and (day in self.worked or (day in self.made_up and self.is_open(day)))

    def minutes(self, day: date) -> int | None:
        """When it ends where people leave early, in minutes since midnight."""
        return min((closes.hour * 60 + closes.minute for days, closes in self.early if day in days), default=None)
