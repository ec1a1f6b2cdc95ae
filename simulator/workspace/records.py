"""The folder of records: which there are, which of them can be read, which is the last, where the next goes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TypeVar

from simulator.errors import TabletopError, why
from simulator.home import ledger
from simulator.journal.lock import Taken, is_held
from simulator.journal.reader import read
from simulator.journal.versions import continued_as
from simulator.timeline.history import Head, History
from simulator.timeline.state import State

Begun = TypeVar("Begun")
RECENT = 60
"""How many records, newest first, count as the past: reading more would delay the library screen."""


def newest_first(*folders: Path) -> list[Path]:
    """Every record of these folders, by when it was last written to."""
    ledgers = {ledger(folder) for folder in folders}
    records = (path for folder in folders for path in folder.glob("[!.]*.jsonl") if path not in ledgers)
    written = [(at, path) for path in records if (at := _written(path)) is not None]
    return [path for _, path in sorted(written, reverse=True)]


def _written(path: Path) -> float | None:
    """When it was last written to; None for what is not a file: a pipe, a folder, a link that leads nowhere."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime if stat.S_ISREG(status.st_mode) else None


def without_ledgers(paths: Sequence[Path]) -> list[Path]:
    """What is left of several files without ledgers: a pattern such as ``records/*.jsonl`` names that, too."""
    return [path for path in paths if len(paths) == 1 or path != ledger(path.parent)]


def by_name(*folders: Path) -> list[Path]:
    """Every record, in the order of their names: mostly that of their days."""
    return sorted(newest_first(*folders), key=lambda path: path.name)


def readable(
    paths: Iterable[Path], broken: Callable[[Exception], object] = lambda _error: None
) -> Iterator[tuple[Path, History]]:
    """The records among them that can be read; each error goes to ``broken``."""
    for path in paths:
        try:
            history = read(path)
        except (TabletopError, OSError) as error:
            broken(error)
        else:
            yield path, history


def unfinished(*folders: Path) -> Path:
    """The newest record that is neither complete nor continued as another. TabletopError where there is none."""
    for path, history in readable(newest_first(*folders)):
        if not history.closed and not continued_as(path).exists():
            return path
    raise TabletopError("no exercise to resume in {records}: name a record", records=folders)


def running(*folders: Path) -> Path | None:
    """The newest record that a program holds and may write to; None where there is none."""
    return next((path for path in newest_first(*folders) if is_held(path)), None)


def begun(folder: Path, name: str, begin: Callable[[Path], Begun]) -> Begun:
    """Begins a record in a file of the folder that nobody has yet, called ``name`` or numbered; creates the folder.

    Whoever begins one at the same moment takes another number. TabletopError if it cannot be.
    """
    make(folder)
    for n in count(1):
        path = folder / f"{name}{f'-{n}' if n > 1 else ''}.jsonl"
        if not os.path.lexists(path):
            with suppress(Taken):
                return begin(path)
    raise AssertionError("numbers do not end")


def make(folder: Path) -> None:
    """Creates a folder where there is none. TabletopError if that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TabletopError("{folder} cannot be created: {reason}", folder=folder, reason=why(error)) from None


@dataclass(frozen=True)
class Exercise:
    """One that people began, as its record tells it."""

    path: Path
    history: History

    @property
    def scenario(self) -> str:
        """The id of its scenario."""
        return self.history.head.setup.scenario.id

    @property
    def day(self) -> str:
        """ISO; empty where the record does not say."""
        return self.history.day

    @cached_property
    def state(self) -> State:
        """Where it stands."""
        return self.history.state()

    @cached_property
    def key(self) -> str:
        """What names it over all records: that of its head."""
        return self.history.head.key


def exercises(paths: Iterable[Path], broken: Callable[[Exception], object] = lambda _error: None) -> Iterator[Exercise]:
    """The exercises of people that began, in the order of their records; of copies only the first.

    Each error of a record that cannot be read goes to ``broken``.
    """
    told: set[str] = set()
    for path, history in readable(paths, broken):
        exercise = Exercise(path, history)
        if history.head.driver == "people" and exercise.key not in told and exercise.state.started:
            told.add(exercise.key)
            yield exercise


def in_turn(begun: Iterable[Exercise]) -> Iterator[tuple[Exercise, Exercise | None]]:
    """Each in the order in which they were begun, with the last of its scenario before it that counts.

    A rehearsal, a demonstration and one that is not closed do not count: they show nothing of people, or not yet. Such
    a one stands beside none.
    """
    last: dict[str, Exercise] = {}
    for exercise in sorted(begun, key=lambda e: (_moment(e.history.head.created), e.path.name)):
        counts = exercise.history.unfit is None
        yield exercise, last.get(exercise.scenario) if counts else None
        if counts:
            last[exercise.scenario] = exercise


def last_before(record: Path, head: Head) -> History | None:
    """The last exercise of the same scenario before this one, by ``in_turn``, of the newest records in its folder."""
    recent = dict.fromkeys((record, *newest_first(record.parent)[:RECENT]))
    same = (e for e in exercises(recent) if e.scenario == head.setup.scenario.id)
    return next((before.history for e, before in in_turn(same) if before and e.key == head.key), None)


def _moment(written: str) -> datetime:
    """A wall time of a record, in universal time where it says no zone; the first of all where it is none."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
