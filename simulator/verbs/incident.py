"""``tabletop incident``: the timeline of a real incident as a record, and a scenario drafted from it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.content.library import Library
from simulator.content.nearest import nearest, perhaps
from simulator.content.reading import UNWRITTEN, LoadedItem
from simulator.errors import TabletopError
from simulator.exchange.opening import LARGEST
from simulator.exchange.timeline import Timeline
from simulator.exchange.timeline_map import TimelineMap
from simulator.exchange.timelines import read_timeline
from simulator.exercise.wall import RealWall
from simulator.files import is_stdout, write_whole
from simulator.home import own
from simulator.journal.reader import FORMAT, read
from simulator.model.kinds import EXPECTATIONS, MILESTONES, PLAYBOOK, SCENARIO, TEAM
from simulator.model.marks import is_milestone
from simulator.model.playbook import NO_PLAYBOOK, NONE
from simulator.model.profile import Verdict
from simulator.model.scenario import Scenario
from simulator.model.setup import Setup
from simulator.model.team import Team
from simulator.timeline.history import History
from simulator.verbs.clocks import held_against, organisation_of
from simulator.verbs.import_sources import bytes_of, shown
from simulator.verbs.import_target import free
from simulator.verbs.incident_drafts import Drafting, drafts
from simulator.verbs.incident_logs import checked_zone, map_in
from simulator.verbs.printed import beside
from simulator.wording.names import Names
from simulator.wording.speech import problem_text, say
from simulator.wording.voice import Voice
from simulator.workspace.incidents import recorded, scenario_of, without_names
from simulator.workspace.past import enter
from simulator.workspace.records import make

INCIDENT = "incident"
"""The category of an incident of which nobody says another."""
_HEAD = 1_000
"""Bytes in which a record says that it is one."""


@dataclass(frozen=True)
class _Frame:
    """What of an incident no timeline tells: as the command line has it."""

    item: LoadedItem[Scenario] | None
    """The scenario it is like, as read."""
    expectations: Sequence[str]
    profile: Path | None
    team: str | None
    zone: str | None

    @property
    def like(self) -> Scenario | None:
        """The scenario it is like."""
        return self.item.value if self.item else None


@dataclass(frozen=True)
class _Places:
    """Where things go."""

    records: Path
    output: Path | None
    library: Path
    dry_run: bool
    force: bool


def incident(
    *,
    file: Path,
    like: str | None = None,
    expectations: Sequence[str] = (),
    profile: Path | None = None,
    team: str | None = None,
    columns: Path | None = None,
    tz: str | None = None,
    redact: bool = False,
    draft: bool = False,
    dry_run: bool = False,
    force: bool = False,
    output: Path | None = None,
    libraries: Sequence[Path] = (),
    records: Sequence[Path],
    language: str = "en",
) -> int:
    """Writes the record of a timeline; with ``draft`` also a scenario and its playbook, of a record only these: 0.

    ``like``: a scenario whose deadlines, team and category it has; ``expectations``: deadlines by their ids;
    ``profile``: what the organisation is, for all that can run for it. ``columns``: a map of the timeline; ``tz``:
    whose clock times without an offset are of. ``redact``: without the names of its authors. TabletopError where the
    file cannot be read as it is, no deadline is named, or a file is there already; then nothing is written.
    """
    voice, library = Voice(language), Library.open(libraries)
    frame = _Frame(_like(library, like), expectations, profile, team, checked_zone(tz))
    places = _Places(records[0], output, next(iter(own(libraries)), Path()), dry_run, force)
    written: dict[Path, bytes] = {}
    history, record = _given(file)
    if history is None:
        chosen = map_in(columns, TimelineMap) if columns else TimelineMap()
        timeline = read_timeline(bytes_of(file, LARGEST), shown(file), chosen, frame.zone)
        if redact:
            timeline = without_names(timeline, lambda number: voice("person {number}", number=number))
        setup = _setup(timeline, chosen, frame, library)
        content, history = recorded(timeline, setup, RealWall().stamp(), language)
        record = output or places.records / f"{history.day}-{setup.scenario.id}.jsonl"
        written[record] = content
        _tell(timeline, history, library, voice)
    elif not draft:
        raise TabletopError("{record} is a record already: --draft makes a scenario of it", record=file)
    if draft:
        spoken = Voice.of(history.head.setup, language)
        made = drafts(Drafting(history, record, frame.item, frame.team, library, spoken), places.library)
        written |= made.files
        print("\n".join(made.told), file=sys.stderr)
    _write(written, record, history, places, voice)
    return 0


# ---- what is given


def _given(file: Path) -> tuple[History | None, Path]:
    """The record that a file is; None for what is none."""
    if file.suffix != ".jsonl" or not _is_record(file):
        return None, file
    history = read(file)
    if not history.head.is_real:
        raise TabletopError("{record} is the record of an exercise: its scenario is there already", record=file)
    return history, file


def _is_record(file: Path) -> bool:
    """Whether a file says that it is a record: logs of programs have a map in each line, too."""
    try:
        with file.open("rb") as opened:
            return FORMAT.encode() in opened.read(_HEAD)
    except OSError:
        return True  # what is wrong is told where it is read


def _like(library: Library, name: str | None) -> LoadedItem[Scenario] | None:
    if name is None:
        return None
    item: LoadedItem[Scenario] = library.find(SCENARIO, name)
    if item.value is None:
        raise TabletopError("{name} cannot be used as it is", item.problems, name=item.id or name)
    return item


# ---- which deadlines


def _setup(timeline: Timeline, chosen: TimelineMap, frame: _Frame, library: Library) -> Setup:
    """What the record is made of: deadlines, and the hours and days they are counted in."""
    name = frame.team or (frame.like.team if frame.like else None) or NONE
    team: Team | None = library.find(TEAM, name).value if name != NONE else None
    unknown = sorted({role for role in chosen.roles.values() if team and role not in team.roles})
    if unknown:
        raise TabletopError(
            "the team {team} has no role {roles}: name roles of it in the map", team=name, roles=tuple(unknown)
        )
    zones = (frame.zone, chosen.zone, team.timezone if team else None, frame.like.timezone if frame.like else None)
    story = scenario_of(
        timeline,
        category=frame.like.category if frame.like else INCIDENT,
        zone=next(filter(None, zones), "UTC"),
        team=name,
        expectations=_expectations(frame, library),
        roles=[] if team else chosen.roles.values() or ["incident-commander"],
    )
    item = LoadedItem(SCENARIO, UNWRITTEN, story)
    return library.pair(item, LoadedItem(PLAYBOOK, UNWRITTEN, NO_PLAYBOOK), library.team_for(item, name)).setup


def _expectations(frame: _Frame, library: Library) -> list[str]:
    """The ids of all that were named. TabletopError where one is unknown, or none was named."""
    named = [library.find(EXPECTATIONS, name).id for name in frame.expectations]
    if frame.profile:
        ours = held_against(library, organisation_of(library, frame.profile, None))
        named += [one.expectation.id for one in ours if one.standing.verdict is Verdict.CAN]
    named += frame.like.expectations if frame.like else ()
    if not named:
        raise TabletopError(
            "say which deadlines apply: --like SCENARIO (those of a scenario), --expectation ID (one each), or"
            " --profile FILE (all that can run for your organisation, as tabletop clocks --save has written it)"
        )
    return list(dict.fromkeys(named))


# ---- what is said of it


def _tell(timeline: Timeline, history: History, library: Library, voice: Voice) -> None:
    """On stderr: what was read otherwise than it stands, and which line marks what."""
    setup = history.head.setup
    voice = Voice.of(setup, voice.language)
    names = Names(setup, voice)
    lines = [problem_text(problem, voice.language) for problem in timeline.warnings]
    marked = timeline.milestones
    if marked:
        lines.append(voice("Milestones, as lines mark them:"))
        rows = [
            [names.milestone(name), voice.moment(entry.at - timeline.opens), voice("line {line}", line=entry.number)]
            for name, entry in marked.items()
        ]
        lines += beside(rows, indent="  ")
    else:
        lines.append(
            voice(
                "No line marks a milestone, so no deadline starts: name words or lines for them in a file (milestones:,"
                " lines:) and give it with --map"
            )
        )
    if setup.scenario.timezone == "UTC":
        lines.append(voice("Times are told in UTC: --zone names another zone, and --team that of a team"))
    known = [entry.id for entry in library.entries(MILESTONES)]
    wanted = {name for clock in setup.clocks for name in (clock.start, clock.end)}
    for name in marked:
        if is_milestone(name) and name not in known and name not in wanted:
            advice = say(perhaps(nearest(name, known, 0.8)), voice.language)
            lines.append(
                voice("No deadline and no library knows the milestone {name}{advice}", name=name, advice=advice)
            )
    print("\n".join(lines), file=sys.stderr)


# ---- writing


def _write(written: dict[Path, bytes], record: Path, history: History, places: _Places, voice: Voice) -> None:
    free(written, places.force)
    for path, content in written.items():
        if not places.dry_run:
            if not is_stdout(path):
                make(path.parent)
            write_whole(path, content)
            if path == record and not is_stdout(path):
                os.chmod(path, 0o600)
                enter(path.parent, path, history, RealWall().stamp())
        said = voice("{path} would be written", path=path) if places.dry_run else voice("{path} is written", path=path)
        print(said, file=sys.stderr if is_stdout(path) else sys.stdout)
    if record in written and not places.dry_run:
        print(
            voice("Lessons, corrective actions, and closing it: tabletop resume {record}", record=record),
            file=sys.stderr,
        )
        print(voice("Its report: tabletop report {record}", record=record), file=sys.stderr)
