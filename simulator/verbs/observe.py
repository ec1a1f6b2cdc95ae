"""``tabletop observe``: a playbook learns from exercises and real incidents how long its steps take."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from simulator.content.edit_estimates import edit_estimates
from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.files import write_whole
from simulator.home import is_installed
from simulator.journal.reader import read
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import Playbook
from simulator.plan.compiler import compile_plan
from simulator.study.pace_seen import pace_of_exercise
from simulator.timeline.history import History
from simulator.timeline.learned import Learned, learned
from simulator.timeline.observed import Observed, observed
from simulator.verbs.incident_logs import is_log
from simulator.verbs.observe_logs import LogOptions, learn_from_logs
from simulator.verbs.observe_text import steps_learned
from simulator.verbs.patch import print_patch
from simulator.verbs.printed import beside
from simulator.wording.speech import problem_text
from simulator.wording.voice import Voice
from simulator.workspace.records import without_ledgers

LEFT_OUT_RECORDS = {
    "autopilot": "the playbook played by itself, so every length was drawn",
    "rehearsal": "a rehearsal: whoever played knew the script",
    "demo": "a demonstration",
    "incident": "a real incident",
    "open": "not closed yet, so what it holds may still be taken back; tabletop resume, then close it",
    "twice": "given twice",
}
"""Why a whole record is left out → in words."""
LEFT_OUT_VISITS = {
    "unknown": "the playbook has no such step",
    "other-work": "another playbook's step of the same name: other words, or other roles",
    "drawn": "its length was drawn from the estimate, and nobody changed it",
    "skipped": "left out by people before it was done",
    "not-begun": "over before any time was worked",
    "away": "declared done while its people were away",
}
"""Why a visit is left out → in words."""


def observe(
    *,
    records: Sequence[Path],
    playbook: str,
    at_least: int = 1,
    write: bool = False,
    columns: Path | None = None,
    tz: str | None = None,
    team: str | None = None,
    as_of: str | None = None,
    language: str = "en",
    libraries: Sequence[Path] = (),
) -> int:
    """Prints a patch of the playbook's estimates, or applies it; the evidence goes to stderr.

    ``records``: of exercises, or tables of incidents (CSV), which the four options that follow are about. 0 where there
    was something to propose, 1 where not. Raises TabletopError where one of them or the playbook cannot be read, or the
    playbook cannot be written.
    """
    library = Library.open(libraries)
    item = library.find(PLAYBOOK, playbook)
    if item.value is None:
        raise TabletopError("{name} cannot be used as it is", item.problems, name=item.id or playbook)
    path, voice = Path(item.document.file), Voice(language)
    if write and is_installed(path):
        raise TabletopError(
            "{path} came with the program: copy it to playbooks/{name} first, and change that",
            path=path,
            name=path.name,
        )
    before = path.read_bytes()
    options = LogOptions(columns, tz, team, as_of)
    if _are_logs(records, options):
        steps, rest = learn_from_logs(records, item.value, library, options, at_least, voice)
    else:
        steps, rest = _learn_from_records(records, item.value, at_least, voice)
    changes = {step.step: step.new for step in steps if step.new}
    after = edit_estimates(before, str(path), changes)
    _print_to_stderr(
        [
            *steps_learned(path, item.value, steps, at_least, voice),
            *rest,
            *(problem_text(problem, language) for problem in after.problems),
        ]
    )
    if not changes:
        _print_to_stderr([voice("Nothing to propose.")])
    elif write:
        write_whole(path, after.data)
        print(voice("{path} is changed. Then: tabletop check {path}", path=path))
    else:
        print_patch({path: (before, after.data)}, voice)
    return 0 if changes else 1


def _are_logs(files: Sequence[Path], options: LogOptions) -> bool:
    logs = [path for path in files if is_log(path)]
    if logs and len(logs) < len(files):
        raise TabletopError("give records of exercises, or tables and records of real incidents: one after the other")
    if not logs and options != LogOptions():
        raise TabletopError("--map, --zone, --team and --as-of are about tables of incidents (.csv)")
    return bool(logs)


def _learn_from_records(
    records: Sequence[Path], playbook: Playbook, at_least: int, voice: Voice
) -> tuple[tuple[Learned, ...], list[str]]:
    histories = [(record, read(record)) for record in without_ledgers(records)]
    paces = [_pace(history) for _, history in histories]
    observations = _distinct(
        [(path, observed(history, playbook, pace)) for (path, history), pace in zip(histories, paces, strict=True)]
    )
    steps = learned(playbook, [record for _, record, twice in observations if not twice], at_least)
    rest = list(_left_out(observations, voice))
    if any(pace != 1 for pace in paces):
        rest.append(voice("What people ended, or was cut off, is divided by the pace of its exercise."))
    return steps, rest


def _pace(history: History) -> float:
    """How many times as long the work of an exercise took as usual."""
    head = history.head
    if history.unfit or head.setup.pace is None:
        return 1.0
    pace = pace_of_exercise(compile_plan(head.setup), head.seed)
    return pace.factor if pace else 1.0


def _print_to_stderr(lines: Sequence[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _distinct(seen: Sequence[tuple[Path, Observed]]) -> list[tuple[Path, Observed, bool]]:
    """Each record with whether the same one (or a copy of it) came before."""
    marks = [record.mark for _, record in seen]
    return [(path, record, record.mark in marks[:n]) for n, (path, record) in enumerate(seen)]


def _left_out(seen: Sequence[tuple[Path, Observed, bool]], voice: Voice) -> Iterator[str]:
    """What was not counted, and why: single visits, then whole records."""
    visits = sorted((why, step) for _, record, twice in seen if not twice for step, why in record.left_out)
    if visits:
        reasons = groupby(visits, key=lambda visit: visit[0])
        yield voice("Visits left out:")
        yield from beside([_reason(why, [step for _, step in of_it], voice) for why, of_it in reasons], indent="  ")
    for path, record, twice in seen:
        why = "twice" if twice else record.unfit
        if why:
            yield voice("{record} left out: {why}", record=path, why=voice(LEFT_OUT_RECORDS[why]))


def _reason(why: str, steps: Sequence[str], voice: Voice) -> list[str]:
    return [str(len(steps)), voice(LEFT_OUT_VISITS[why]), ", ".join(dict.fromkeys(steps))]
