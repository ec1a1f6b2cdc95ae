"""``tabletop``, ``run``, ``resume`` and ``watch``: the verbs that open the terminal's screens."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.content.library import Library
from simulator.errors import TabletopError, why
from simulator.journal.reader import read
from simulator.model.setup import Setup
from simulator.timeline.history import History
from simulator.timeline.state import State
from simulator.verbs.writing import write_whole
from simulator.wording.voice import Voice

if TYPE_CHECKING:
    from simulator.console.context import AppContext, Choices, Past
    from simulator.exercise.session import Session
    from simulator.study.result import Ranking, Study
    from simulator.tui.app import Tabletop

RECENT = 60
"""Records looked at for what the library tells about the past, newest first."""


def library(*, libraries: Sequence[Path] = (), records: Path, language: str = "en") -> int:
    """Opens the library screen. TabletopError without a terminal."""
    _need_terminal("tabletop list")
    from simulator.tui.app import Tabletop

    return _show(Tabletop(_house(libraries, records, language)))


def run(
    *,
    scenario: str,
    playbook: str | None = None,
    team: str | None = None,
    record: Path | None = None,
    opens: str | None = None,
    talk: float = 1.0,
    language: str = "en",
    autopilot: bool = False,
    seed: int | None = None,
    libraries: Sequence[Path] = (),
    records: Path,
    settings: Sequence[str] = (),
) -> int:
    """Opens set-up for a scenario; without a terminal, or asked to, the playbook plays itself."""
    from simulator.console.context import Choices

    if record is not None and record.exists():
        raise TabletopError("{record} is there already: tabletop resume {record} goes on with it", record=record)
    house = _house(libraries, records, language)
    setup = house.library.setup(scenario, playbook, team, opens, settings)
    choices = Choices(
        scenario=scenario,
        playbook=playbook,
        team=team,
        opens=opens,
        talk=talk,
        language=language,
        seed=seed,
        settings=tuple(settings),
        record=record,
    )
    if autopilot or not _has_terminal():
        if not autopilot:
            print(Voice(language)("No terminal here: the playbook plays by itself."), file=sys.stderr)
        return _play_itself(house, choices, setup)
    from simulator.tui.app import Tabletop

    return _show(Tabletop(house, choices=choices))


def resume(*, record: Path | None = None, records: Path, language: str | None = None) -> int:
    """Goes on with a record, or with the one that was written last and is not complete."""
    _need_terminal("tabletop report")
    from simulator.console.setup import Prepared
    from simulator.exercise.session import Session
    from simulator.tui.app import Tabletop

    session = Session.resume(record or unfinished(records))
    if session.state.closed:
        session.close()
        raise TabletopError("{path} is complete: tabletop report {path} tells what it holds", path=session.path)
    return _show(Tabletop(_house((), records, language or session.head.language), prepared=Prepared.resumed(session)))


def watch(*, record: Path, language: str | None = None) -> int:
    """Opens the players' window on a record. TabletopError where it cannot be read."""
    _need_terminal("tabletop report")
    from simulator.tui.watching import Watching

    app = Watching(record, language or read(record).head.language)
    app.run()
    return app.return_code or 0


def _play_itself(house: AppContext, choices: Choices, setup: Setup) -> int:
    from simulator.exercise.autopilot import play_on_autopilot

    path = house.place(choices, setup)
    play_on_autopilot(path, house.head(choices, setup, driver="autopilot"))
    voice = Voice(choices.language)
    print(voice("Record: {path}", path=path))
    print(voice("Report: {path}", path=_write_report(path, read(path), None)))
    return 0


def _show(app: Tabletop) -> int:
    """Runs the screens, then says where the record lies."""
    app.run()
    if app.record is not None:
        path, complete = app.record
        voice = Voice(app.house.language)
        print(voice("Record: {path}", path=path), file=sys.stderr)
        if not complete:
            print(voice("Go on with: tabletop resume {path}", path=path), file=sys.stderr)
    return app.return_code or 0


def _house(libraries: Sequence[Path], records: Path, language: str) -> AppContext:
    from simulator.console.context import AppContext

    def publish(session: Session) -> Path:
        return _write_report(session.path, session.history, session.par())

    def write_study(found: Study, ranking: Ranking | None, setup: Setup, language: str) -> Path:
        from simulator.report.render.html import study_html

        return _write_study(records, study_html(found, ranking, setup, Voice.of(setup, language)), found)

    return AppContext(
        Library.open(libraries),
        records,
        language,
        past=lambda: _past(records),
        publish=publish,
        write_study=write_study,
    )


def _write_study(records: Path, page: bytes, found: Study) -> Path:
    """The page among the records, named for what was studied. TabletopError if it cannot be written."""
    path = records / f"study-{found.scenario}-{found.playbook}-{found.team}.html"
    try:
        records.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TabletopError("{folder} cannot be made: {reason}", folder=records, reason=why(error)) from None
    write_whole(path, page)
    return path


def _write_report(record: Path, history: History, par: State | None) -> Path:
    """The report beside the record, whole or not at all. TabletopError if it cannot be written."""
    from simulator.findings.findings import findings
    from simulator.report.render.html import html
    from simulator.verbs.report import simulated

    page = html(findings(history, par, simulated(history)), Voice.of(history.head.setup, history.head.language))
    path = record.with_suffix(".html")
    write_whole(path, page)
    return path


def _past(records: Path) -> Mapping[str, Past]:
    """What the newest records tell about each scenario; one that cannot be read, or has not begun, tells nothing."""
    from simulator.console.context import Past

    found: dict[str, Past] = {}
    for path in _newest_first(records)[:RECENT]:
        try:
            history = read(path)
        except TabletopError:
            continue
        head = history.head
        if head.driver == "people" and head.setup.scenario.id not in found and (state := history.state()).started:
            found[head.setup.scenario.id] = Past(head.created[:10], len(state.agreed))
    return found


def unfinished(records: Path) -> Path:
    """The record written last that is not complete. TabletopError where there is none."""
    for path in _newest_first(records):
        try:
            if not read(path).state().closed:
                return path
        except TabletopError:
            continue
    raise TabletopError("no exercise to resume in {records}: name a record", records=records)


def _newest_first(records: Path) -> list[Path]:
    return sorted(records.glob("*.jsonl"), key=lambda path: path.stat().st_mtime, reverse=True)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _need_terminal(instead: str) -> None:
    if not _has_terminal():
        raise TabletopError("this needs a terminal; without one there is: {instead}", instead=instead)
