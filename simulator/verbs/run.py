"""``tabletop``, ``run``, ``resume`` and ``watch``: the verbs that open the terminal's screens."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from simulator.content.library import Library
from simulator.endings import Ended, drop_typed, words_are_last
from simulator.errors import TabletopError
from simulator.journal.reader import BadLine, begins_as_record, never_began, read
from simulator.model.setup import Setup
from simulator.verbs.answers import answers_of
from simulator.verbs.doubles import tell_doubles_of
from simulator.verbs.fronts import conduct, has_screen, has_terminal, need_screen
from simulator.verbs.seating import Seated, opens
from simulator.wording.voice import Voice
from simulator.workspace import actions
from simulator.workspace.past import Register
from simulator.workspace.records import running, unfinished
from simulator.workspace.writing import keep_apart

if TYPE_CHECKING:
    from simulator.console.context import AppContext, Choices
    from simulator.exercise.session import Session


def library(*, libraries: Sequence[Path] = (), records: Sequence[Path], language: str = "en") -> int:
    """Opens the library screen. TabletopError without a terminal."""
    need_screen("tabletop list")
    return conduct(_context(libraries, records, language))


def run(
    *,
    scenario: str,
    playbook: str | None = None,
    team: str | None = None,
    record: Path | None = None,
    opens: str | None = None,
    room: str | None = None,
    talk: float = 1.0,
    language: str = "en",
    autopilot: bool = False,
    seed: int | None = None,
    libraries: Sequence[Path] = (),
    records: Sequence[Path],
    settings: Sequence[str] = (),
    mirror: Path | None = None,
    fields: Sequence[str] = (),
    mark: Path | None = None,
    line: bool = False,
    **seated: Unpack[Seated],
) -> int:
    """Opens set-up for a scenario; without a terminal, or asked to, the playbook plays itself.

    ``line``: in plain lines, from a terminal or from whatever standard input is. ``fields``, ``mark``: what no record
    holds, for the reports of this exercise. ``seated``: where others join, and whether from the beginning.
    """
    from simulator.console.context import Choices
    from simulator.console.roomtime import fitted, lacking_words

    if record is not None:
        _refuse_what_is_there(record)
    context = _context(libraries, records, language, seated)
    setup = context.library.setup(scenario, playbook, team, opens, settings)
    tell_doubles_of(context.library, setup, scenario, Voice(language))
    choices = Choices(
        scenario=scenario,
        playbook=playbook,
        team=team,
        opens=opens,
        talk=talk,
        language=language,
        seed=seed,
        settings=tuple(settings),
        room=room or "",
        record=record,
        mirror=mirror,
        fields=answers_of(fields),
        mark=mark,
    )
    setup, left_out = fitted(setup, choices.room, None, is_set=choices.room_is_set)
    if lacks := lacking_words(setup.scenario, left_out, Voice(language)):
        print(lacks, file=sys.stderr)
    if autopilot or not (line or has_terminal()):
        if not autopilot:
            print(_without_people(setup, Voice(language)), file=sys.stderr)
        return _play_itself(context, replace(choices, left_out=left_out), setup)
    return conduct(context, choices, lines=line or not has_screen())


def _refuse_what_is_there(record: Path) -> None:
    if record.suffix != ".jsonl":
        raise TabletopError("{record}: a record's name ends in .jsonl", record=record)
    if record.is_file() and never_began(record):
        raise TabletopError("{record} is there and holds no exercise: remove it, or choose another name", record=record)
    if record.is_file() and not begins_as_record(record):
        raise TabletopError("{record} is there and is no record: choose another name", record=record)
    if os.path.lexists(record):
        raise TabletopError("{record} exists already: tabletop resume {record} resumes it", record=record)


def resume(
    *,
    record: Path | None = None,
    records: Sequence[Path],
    language: str | None = None,
    mirror: Path | None = None,
    drop_from: int | None = None,
    line: bool = False,
    handover: bool = False,
    **seated: Unpack[Seated],
) -> int:
    """Resumes a record, or the newest one that is not complete; ``handover``: another team goes on with it."""
    if not (line or has_terminal()):
        need_screen("tabletop resume --line")
    if drop_from is not None and record is None:
        raise TabletopError("--drop-from needs a record: name it")
    from simulator.console.setup import Prepared
    from simulator.exercise.session import Session

    path = record or unfinished(*records)
    opens(seated)
    try:
        session = Session.resume(path, mirror=mirror, drop_from=drop_from)
    except BadLine as bad:
        raise TabletopError(
            "what stands before line {line} can be resumed, in a copy: tabletop resume {record} --drop-from {line}",
            bad.problems,
            line=bad.line,
            record=path,
        ) from bad
    if session.state.closed:
        session.close()
        raise TabletopError("{path} is complete: tabletop report {path} shows what it holds", path=session.path)
    if handover:
        _hand_over(session)
    context = _context((), records, language or session.head.language, seated)
    return conduct(context, Prepared.resumed(session), lines=line or not has_screen())


def _hand_over(session: Session) -> None:
    """TabletopError where play is not on; then the record is let go as it was."""
    from simulator.exercise.commands import HandOver
    from simulator.exercise.views import Refused

    try:
        session.act(HandOver())
    except Refused as refused:
        session.close()
        raise TabletopError(refused.sentence) from refused


def watch(*, record: Path | None = None, records: Sequence[Path], language: str | None = None) -> int:
    """Opens the players' window on a record, or on the newest exercise that runs; waits for one where none does.

    TabletopError where a record that was named cannot be read.
    """
    need_screen("tabletop report")
    from simulator.console.following import Following
    from simulator.tui.watching import Watching

    spoken = language or (read(record).head.language if record else "en")
    following = Following(record or partial(running, *records), language or "", records)
    app = Watching(following)
    with words_are_last():
        app.run()
        drop_typed()
        code = app.return_code or 0
        if code and following.record and not app.is_cut_off:
            from simulator.console.pages.whereabouts import watch_command

            command = watch_command(following.record)
            print(Voice(spoken)("To go on watching: {command}", command=command), file=sys.stderr)
        if following.witness and not app.is_cut_off:
            print(following.witness, file=sys.stderr)
    return code


def _without_people(setup: Setup, voice: Voice) -> str:
    if setup.discussion_only:
        return voice("There is no terminal and no playbook: the messages come in turn, and nobody discusses them.")
    return voice("There is no terminal: the playbook plays on autopilot.")


def _play_itself(context: AppContext, choices: Choices, setup: Setup) -> int:
    from simulator.exercise.autopilot import play_on_autopilot
    from simulator.workspace.reports import write_report

    head, voice = context.head(choices, setup, driver="autopilot"), Voice(choices.language)

    def play(path: Path) -> Path:
        keep_apart([path.with_suffix(".html")], setup=setup)
        try:
            play_on_autopilot(path, head, mirror=choices.mirror)
        except (KeyboardInterrupt, Ended):
            from simulator.console.pages.whereabouts import resume_command

            print(voice("Record: {path}", path=path.absolute()), file=sys.stderr)
            print(voice("To resume: {command}", command=resume_command(path)), file=sys.stderr)
            raise
        return path

    context.keep(choices, head)
    path = context.begin(choices, setup, play)
    print(voice("Record: {path}", path=path.absolute()))
    print(voice("Report: {path}", path=write_report(path, read(path))))
    return 0


def _context(
    libraries: Sequence[Path], records: Sequence[Path], language: str, seated: Seated | None = None
) -> AppContext:
    from simulator.console.context import AppContext
    from simulator.workspace.reports import file_reach, file_study, publish

    return AppContext(
        Library.open(libraries),
        records[0],
        language,
        past=partial(actions.past, *records),
        unfinished=partial(actions.unfinished, *records),
        register=partial(Register.read, *records),
        publish=publish,
        opens=opens(seated or {}),
        seats_at_once=(seated or {}).get("seats", False),
        write_study=partial(file_study, records[0]),
        write_reach=partial(file_reach, records[0]),
    )
