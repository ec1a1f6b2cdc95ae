"""Tables of real incidents, for the verbs that read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from simulator.content.reading import load, read_as
from simulator.errors import Invalid, TabletopError, why
from simulator.exchange.csv_table import LARGEST
from simulator.exchange.incident_log import IncidentLog, read_log
from simulator.exchange.mapping import Mapping
from simulator.files import read_up_to
from simulator.journal.reader import read
from simulator.model.base import Value
from simulator.model.calendars import zone
from simulator.timeline.history import History

V = TypeVar("V", bound=Value)
INCIDENT_RECORD = "record of an incident"
"""What a record is told to be read as."""


def is_log(path: Path) -> bool:
    """Whether a file tells of real incidents: a table of them, by its name, or the record of one."""
    return path.suffix.lower() in (".csv", ".tsv") or _recorded(path) is not None


def _recorded(path: Path) -> IncidentLog | None:
    """The milestones of a record of a real incident; None for anything else."""
    try:
        history = read(path) if path.suffix.lower() == ".jsonl" else None
    except TabletopError:
        return None
    return log_of(history) if history and history.head.is_real else None


def log_of(history: History) -> IncidentLog:
    """What the record of a real incident says of when its milestones came, and what else its lines mark."""
    opens, key = int(history.head.setup.scenario.opens.timestamp()), history.head.key
    times = {name: opens + reached.at for name, reached in history.state().milestones.items()}
    return IncidentLog(key, INCIDENT_RECORD, {key: times}, history.day)


def read_logs(files: Sequence[Path], columns: Path | None, tz: str | None) -> list[IncidentLog]:
    """What the tables say. ``columns``: the file of a map; ``tz``: whose clock times without an offset are of.

    Raises TabletopError where one cannot be read, naming line and column.
    """
    mapping = map_in(columns, Mapping) if columns else None
    return [_recorded(path) or read_log(_bytes(path), str(path), mapping, tz) for path in files]


def together(logs: Sequence[IncidentLog]) -> dict[str, dict[str, int]]:
    """The incidents of all logs; one that several tell has the times of all, each milestone the first time."""
    incidents: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for log in logs:
        for name, times in log.incidents.items():
            known = incidents[name]
            known |= {milestone: min(at, known.get(milestone, at)) for milestone, at in times.items()}
    return dict(incidents)


def map_in(path: Path, shape: type[V]) -> V:
    """What a file says of the columns of a table. Raises TabletopError with what is wrong in it."""
    document = load(path)
    value, problems = read_as(document, shape)
    if value is None:
        raise TabletopError("{name} cannot be used as it is", problems, name=path)
    return value


def _bytes(path: Path) -> bytes:
    try:
        return read_up_to(path, LARGEST + 1)
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from error


def checked_zone(name: str | None) -> str | None:
    """A zone that there is, by its usual name. Raises TabletopError."""
    try:
        return zone(name).key if name else None
    except Invalid as error:
        raise TabletopError(error.sentence) from None
