"""Whether zones and closed days are those that people mean."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.assembly import Assembly, countries_of, holidays_in, holidays_kept
from simulator.content.document import Path
from simulator.content.holidays_of import known, meant
from simulator.content.nearest import perhaps
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import of_assembly_at_check, of_item
from simulator.errors import Problem, Sentence
from simulator.model.calendars import no_place
from simulator.model.expectation import Expectation
from simulator.model.kinds import EXPECTATIONS, SCENARIO, TEAM
from simulator.model.scenario import Scenario
from simulator.model.team import Team


@of_item(SCENARIO, TEAM, EXPECTATIONS)
def zones_have_a_place(
    item: LoadedItem[Scenario | Team | Expectation], value: Scenario | Team | Expectation
) -> Iterator[Problem]:
    """A zone follows the clocks of a place. It is no matter of the model: a record that has another still opens."""
    for path, zone in _zones(value):
        message = no_place(zone)
        if message:
            yield item.document.problem((*item.root, *path), "zone-without-place", message)


def _zones(value: Scenario | Team | Expectation) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Expectation):
        if value.calendar:
            yield ("calendar", "timezone"), value.calendar.timezone
        return
    yield ("timezone",), value.timezone
    if isinstance(value, Team):
        for name, role in value.roles.items():
            if role.timezone:
                yield ("roles", name, "timezone"), role.timezone
            for site, place in role.sites.items():
                if place.timezone:
                    yield ("roles", name, "sites", site, "timezone"), place.timezone


@of_item(EXPECTATIONS)
def laws_have_their_days(item: LoadedItem[Expectation], value: Expectation) -> Iterator[Problem]:
    """A law counts the days of its own country, wherever the players sit."""
    limits = [limit for limit in (value.limit, value.cap and value.cap.within) if limit]
    in_days = any(limit.unit != "seconds" for limit in limits) or value.count == "from-next-hour"
    if value.kind == "law" and in_days and value.calendar is None:
        message = Sentence(
            "the days of a law are those of its own country: give its calendar (timezone, holidays with a country); "
            "without one the scenario's zone and the team's holidays are counted"
        )
        yield item.document.problem((*item.root, "within"), "whose-days", message, "warning", key=True)


@of_item(EXPECTATIONS)
def hours_are_counted_in(item: LoadedItem[Expectation], value: Expectation) -> Iterator[Problem]:
    """Hours of a calendar are looked at where a limit counts business hours, and nowhere else."""
    limits = [limit for limit in (value.limit, value.cap and value.cap.within) if limit]
    if value.calendar and value.calendar.hours and all(limit.unit != "business hours" for limit in limits):
        message = Sentence("hours of a calendar are those of a limit in business hours, and this expectation has none")
        yield item.document.problem((*item.root, "calendar", "hours"), "without-effect", message, "warning")


@of_item(TEAM, EXPECTATIONS)
def countries_are_known(item: LoadedItem[Team | Expectation], _value: Team | Expectation) -> Iterator[Problem]:
    """A country whose public holidays nobody knows would have none."""
    for country, document, path in countries_of(holidays_in(item)):
        if not known(country):
            message = Sentence(
                "no public holidays are known for {country!r}: write a code such as JP, US or DE-BY{advice}",
                country=country[:20],
                advice=perhaps(meant(country)),
            )
            yield document.problem(path, "unknown-country", message)


@of_assembly_at_check
def closed_days_run_out(assembly: Assembly) -> Iterator[Problem]:
    """Days that are given with their year are given for the time of the scenario too."""
    setup = assembly.setup
    for holidays, document, path in holidays_kept(assembly.team, assembly.expectations):
        covered = setup.outside(holidays)
        if covered:
            message = Sentence(
                "these days are given for {first} to {last}, and scenario {scenario} lies outside that: give those of "
                "its time too, or days of every year such as 12-29..01-03",
                first=covered[0],
                last=covered[1],
                scenario=setup.scenario.id,
            )
            yield document.problem(path, "closed-days-run-out", message, "note", key=True)
