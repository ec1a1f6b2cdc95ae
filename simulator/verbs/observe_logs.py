"""What ``tabletop observe`` takes from tables of real incidents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from simulator.content.holidays_of import public_holidays, weeks
from simulator.content.library import Library
from simulator.content.nearest import nearest, perhaps
from simulator.content.reading import LoadedItem
from simulator.errors import Invalid, TabletopError
from simulator.exchange.incident_log import IncidentLog, instant
from simulator.model.kinds import MILESTONES, TEAM
from simulator.model.marks import ANSWERED, ASKED, BEGUN, DECIDED, DONE
from simulator.model.playbook import Playbook
from simulator.model.team import Team
from simulator.model.workdays import Workdays
from simulator.timeline.learned import Learned, learned_from_incidents, learned_from_log
from simulator.timeline.logged import Between, Logged, logged
from simulator.timeline.logged import Path as LoggedPath
from simulator.timeline.observed import Observed
from simulator.timeline.working import WorkingTime
from simulator.verbs.incident_logs import INCIDENT_RECORD, checked_zone, read_logs, together
from simulator.verbs.printed import beside
from simulator.wording.lengths import short_span
from simulator.wording.speech import say
from simulator.wording.voice import Voice

UNPLACED = {
    "no-end": "no time at which it ended",
    "no-start": "no time from which it could begin",
    "path": "what comes right before it has no time of its own, so the parts cannot be told apart",
    "shared": "several steps reach its milestone: name the one that was done (step:ID)",
    "either": "it begins after one of several steps",
    "always": "it waits for nothing, so nobody knows since when",
    "sent-back": "its work may be sent back and done again before it counts",
    "backwards": "over before it could begin",
    "at-once": "one time is written for its beginning and its end",
    "off-duty": "all of it at hours at which its people are not there",
}
"""Why an interval says nothing of a step → in words."""


@dataclass(frozen=True)
class LogOptions:
    """How tables of incidents are to be read, as the command line has it."""

    columns: Path | None = None
    zone: str | None = None
    team: str | None = None
    as_of: str | None = None


def learn_from_logs(
    files: Sequence[Path], playbook: Playbook, library: Library, options: LogOptions, at_least: int, voice: Voice
) -> tuple[tuple[Learned, ...], list[str]]:
    """What the playbook learns, and what is to be said of the rest.

    Raises TabletopError where a file cannot be read, naming line and column.
    """
    logs = read_logs(files, options.columns, checked_zone(options.zone))
    return learn(logs, playbook, library, options, at_least, voice)


def learn(
    logs: Sequence[IncidentLog], playbook: Playbook, library: Library, options: LogOptions, at_least: int, voice: Voice
) -> tuple[tuple[Learned, ...], list[str]]:
    """The same of what was read already. Where each is the record of one incident, these are added to others."""
    incidents = together(logs)
    moments = [at for times in incidents.values() for at in times.values()]
    if not moments:
        return (), [voice("No incident has a time.")]
    first, newest = min(moments), max(moments)
    as_of = _as_of(options.as_of, checked_zone(options.zone), newest)
    team = _team(library, options.team) if options.team else None
    between = _between(team, first, as_of or newest) if team else None
    shown = logged(incidents, playbook, between, as_of)
    if all(log.day for log in logs):
        records = {log.mark: log for log in logs}.values()
        seen = [Observed(log.mark, log.day, logged(log.incidents, playbook, between, as_of).samples) for log in records]
        steps = learned_from_incidents(playbook, seen, at_least)
    else:
        period = "..".join(f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}" for at in (first, newest))
        steps = learned_from_log(playbook, shown.samples, sorted({log.mark for log in logs}), period, at_least)
    hours = _hours(team, playbook, voice)
    told = [*_read(logs, incidents, voice), *hours, *_along(shown, voice), *_left(shown, playbook, library, voice)]
    return steps, told


def _as_of(text: str | None, tz: str | None, newest: int) -> int | None:
    if not text:
        return None
    try:
        as_of = instant(text, None, tz)
    except Invalid as error:
        raise TabletopError(error.sentence) from None
    if as_of < newest:
        raise TabletopError("--as-of {time} lies before the newest time in the table", time=text)
    return as_of


def _team(library: Library, name: str) -> Team:
    item: LoadedItem[Team] = library.find(TEAM, name)
    if item.value is None:
        raise TabletopError("{name} cannot be used as it is", item.problems, name=item.id or name)
    return item.value


def _between(team: Team, first: int, last: int) -> Between:
    places = [place for role in team.roles.values() for place in role.places]
    kept = [team.holidays, *(place.holidays for place in places if place.holidays)]
    countries = {country for holidays in kept for country in holidays.country}
    years = [datetime.fromtimestamp(at, UTC).year + more for at, more in ((first, -1), (last, 1))]
    public = {(holiday.country, holiday.day) for holiday in public_holidays(countries, *years)}
    country_weeks = weeks(countries, *years)
    return WorkingTime(team, lambda holidays: Workdays.of(holidays, public, country_weeks), first, last).between


def _read(logs: Sequence[IncidentLog], incidents: Mapping[str, Mapping[str, int]], voice: Voice) -> Iterator[str]:
    named = (voice(INCIDENT_RECORD) if log.read_as == INCIDENT_RECORD else log.read_as for log in logs)
    forms = ", ".join(dict.fromkeys(name or voice("a map of your own") for name in named))
    said = "1 incident, read as: {forms}" if len(incidents) == 1 else "{count} incidents, read as: {forms}"
    yield voice(said, count=len(incidents), forms=forms)


def _hours(team: Team | None, playbook: Playbook, voice: Voice) -> list[str]:
    """Whose time counts around the clock."""
    if team is None:
        return [
            voice(
                "Lengths are elapsed time, nights and weekends included: with --team TEAM only hours count at which "
                "people are there."
            )
        ]
    lacking = sorted({role for step in playbook.steps for role in step.roles} - team.roles.keys())
    said = "The team lacks these roles of the playbook, so their nights and weekends count: {roles}"
    return [voice(said, roles=", ".join(lacking))] if lacking else []


def _along(shown: Logged, voice: Voice) -> Iterator[str]:
    """Paths of several steps beside their estimates, which stay: nobody knows which of the steps took longer."""
    if shown.paths:
        yield voice("Paths of several steps, whose parts cannot be told apart; their estimates stay:")
        yield from beside([_path(path, voice) for path in shown.paths], indent="  ")


def _path(path: LoggedPath, voice: Voice) -> list[str]:
    seen = voice("{count} in real incidents", count=len(path.took))
    if path.at_least:
        seen += ", " + voice("{count} cut off, which took at least so long", count=len(path.at_least))
    middle = voice("middle {span}", span=short_span(voice, path.middle))
    estimated = voice("by the estimates {span}", span=short_span(voice, path.likely))
    return [" → ".join(path.steps), seen, middle, estimated, f"× {path.middle / max(1, path.likely):.1f}"]


def _left(shown: Logged, playbook: Playbook, library: Library, voice: Voice) -> Iterator[str]:
    """What could not be placed."""
    if shown.unplaced:
        yield voice("Intervals that could not be placed:")
        yield from beside([[str(n), step, voice(UNPLACED[why])] for step, why, n in shown.unplaced], indent="  ")
    unknown = [name for name in shown.unknown if not name.startswith((ASKED, ANSWERED, DECIDED))]
    if unknown:
        known = [entry.id for entry in library.entries(MILESTONES)]
        known += [f"{kind}{step.id}" for step in playbook.steps for kind in (BEGUN, DONE)]
        yield voice("Milestones that no step of the playbook reaches or waits for:")
        yield from (f"  {name}{_advice(name, known, voice)}" for name in unknown)


def _advice(name: str, known: Sequence[str], voice: Voice) -> str:
    return "" if name in known else say(perhaps(nearest(name, known, 0.8)), voice.language)
