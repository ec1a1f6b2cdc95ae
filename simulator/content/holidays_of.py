"""Public holidays of countries. The only module that knows the library of holidays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from simulator.model.setup import PublicHoliday
from simulator.model.workdays import CountryWeek


@cache
def known(country: str) -> bool:
    """Whether the public holidays of ``JP``, or of a part of a country such as ``DE-BY``, are known."""
    from holidays import list_supported_countries

    code, _, part = country.partition("-")
    parts = list_supported_countries().get(code)
    return parts is not None and (not part or part in parts)


_OTHER_NAMES = {"JAPAN": "JP", "USA": "US", "GERMANY": "DE", "FRANCE": "FR", "KOREA": "KR", "CHINA": "CN"}


def meant(country: str) -> str | None:
    """The code somebody probably meant by another name of a country."""
    code = _OTHER_NAMES.get(country.upper(), country.upper())
    return code if known(code) else None


@cache
def _week(country: str, first_year: int, last_year: int) -> CountryWeek:
    from holidays import country_holidays

    code, _, part = country.partition("-")
    days = country_holidays(code, subdiv=part or None, years=range(first_year, last_year + 1))
    some = (date(first_year + 1, 1, 1) + timedelta(days=n) for n in range(7))
    worked = sorted(day for day in days.weekend_workdays if first_year <= day.year <= last_year)
    weekend = tuple(sorted(day.weekday() for day in some if days.is_weekend(day)))
    return CountryWeek(country=country, weekend=weekend, worked=tuple(worked))


@cache
def _of(country: str, first_year: int, last_year: int) -> tuple[PublicHoliday, ...]:
    from holidays import country_holidays

    code, _, part = country.partition("-")
    days = country_holidays(code, subdiv=part or None, years=range(first_year, last_year + 1))
    return tuple(PublicHoliday(country=country, day=day) for day in sorted(days))


def public_holidays(countries: Collection[str], first_year: int, last_year: int) -> tuple[PublicHoliday, ...]:
    """The public holidays of these countries from one year to another; a country not known has none."""
    return tuple(
        day for country in sorted(set(countries)) if known(country) for day in _of(country, first_year, last_year)
    )


def weeks(countries: Collection[str], first_year: int, last_year: int) -> tuple[CountryWeek, ...]:
    """The weeks of those of these countries that have another weekend, or days of the weekend that are worked."""
    weeks_known = (_week(country, first_year, last_year) for country in sorted(set(countries)) if known(country))
    return tuple(week for week in weeks_known if week != CountryWeek(country=week.country))
