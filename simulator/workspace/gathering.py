"""The same incident at several tables: reads records and packs, checks each, and leaves out what cannot stand beside.

What is counted of a table is its report for programs, so that a pack without its record counts like one with it.
Nobody's words are told, and no organisation is named, unless the pack they came in consents: a record alone never does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from pydantic import ValidationError

from simulator.errors import Sentence, TabletopError
from simulator.exercise.par import par_of
from simulator.findings.findings import findings
from simulator.findings.gathered import Gathered, LeftOut, Seen, Words, gather, kind_of
from simulator.findings.made_of import made_of
from simulator.findings.told import Told
from simulator.journal.reader import read, read_content
from simulator.model.pack import RECORD
from simulator.model.setup import Setup
from simulator.report.render.formats import FORMATS
from simulator.timeline.history import History
from simulator.timeline.state import State
from simulator.wording.voice import Voice
from simulator.workspace.unpacking import check_pack, is_pack

_REPORT = FORMATS["json"]
_IN_PACK = f"report{_REPORT.suffix}"
_UNFIT = {"rehearsal": "it is a rehearsal", "demo": "it is a demonstration", "incident": "it is no exercise"}
"""Purpose → why it is not counted: whoever was there knew what came, or it really did."""


@dataclass(frozen=True)
class _Came:
    """What one file holds."""

    file: str
    seen: Seen
    setup: Setup | None
    """None where its pack holds no record."""

    @property
    def incident(self) -> tuple[str, int]:
        """What all tables must have in common: the scenario, and its luck."""
        return self.seen.told.made_of.scenario, self.seen.told.seed

    @property
    def exercise(self) -> str:
        """The same for all copies of one record."""
        return self.seen.told.record.first_hash

    @property
    def preferred(self) -> tuple[bool, bool, str, str]:
        """Sorts the best of several copies first: one with a record, one that may say whose it is."""
        return not self.seen.checked, not self.seen.organisation, self.seen.told.record.head_hash, self.file


def gathered(paths: Sequence[Path], named_by: Callable[[Told], Setup | None], *, texts: bool = False) -> Gathered:
    """All tables that had the same incident before them; of several incidents, the one that most had.

    ``named_by``: finds what names things, where no record is there to do so; ``texts``: what people wrote, too, where
    packs consent. TabletopError where none can be counted, or no incident is more common than another.
    """
    reader, came, left_out = _Reader(texts), list[_Came](), list[LeftOut]()
    for path in paths:
        try:
            came.append(reader.came(path))
        except TabletopError as error:
            left_out.append(LeftOut(str(path), error.sentence))
    if not came:
        raise TabletopError("none of these files can be counted: {reasons}", reasons=tuple(map(_told, left_out)))
    incident = _most_common(came)
    counted: dict[str, _Came] = {}
    for one in sorted(came, key=lambda one: one.preferred):
        if one.incident != incident:
            left_out.append(LeftOut(one.file, _other(one, incident)))
        elif first := counted.get(one.exercise):
            left_out.append(LeftOut(one.file, Sentence("it is the exercise of {file}", file=first.file), again=True))
        else:
            counted[one.exercise] = one
    return gather([one.seen for one in counted.values()], _setup_of(counted.values(), named_by), left_out)


def _told(out: LeftOut) -> Sentence:
    return Sentence("{file}: {reason}", file=out.file, reason=out.why)


def _most_common(came: Iterable[_Came]) -> tuple[str, int]:
    """The incident of most exercises, copies not counted."""
    incidents = Counter({one.exercise: one.incident for one in came}.values()).most_common(2)
    if len(incidents) > 1 and incidents[0][1] == incidents[1][1]:
        told = sorted({(one.seen.told.scenario, one.seen.told.seed) for one in came})
        raise TabletopError(
            "these are exercises of several incidents: gather one at a time ({incidents})",
            incidents=tuple(Sentence("{scenario} with seed {seed}", scenario=name, seed=seed) for name, seed in told),
        )
    return incidents[0][0]


def _other(one: _Came, incident: tuple[str, int]) -> Sentence:
    told, (scenario, seed) = one.seen.told, incident
    if told.made_of.scenario != scenario:
        return Sentence("its scenario, {scenario}, is not as the others have it", scenario=told.scenario)
    return Sentence(
        "its seed is {seed}, that of the others {others}: its luck was another", seed=told.seed, others=seed
    )


def _setup_of(counted: Iterable[_Came], named_by: Callable[[Told], Setup | None]) -> Setup:
    """That of the most common kind of table, to name things by."""
    tables = sorted(counted, key=lambda one: one.exercise)
    kinds = Counter(kind_of(one.seen.told) for one in tables)
    tables.sort(key=lambda one: (-kinds[kind_of(one.seen.told)], kind_of(one.seen.told)))
    setup = next((one.setup for one in tables if one.setup), None) or named_by(tables[0].seen.told)
    if setup is None:
        raise TabletopError(
            "no record is among them and no library has {scenario}: nothing says what its milestones are called",
            scenario=tables[0].seen.told.scenario,
        )
    return setup


class _Reader:
    """Reads files, and plays each par once."""

    def __init__(self, texts: bool) -> None:
        self._texts = texts
        self._pars: dict[tuple[str, ...], State | None] = {}

    def came(self, path: Path) -> _Came:
        """What a file holds. TabletopError, with why, where it cannot be counted."""
        if is_pack(path):
            return self._packed(path)
        history = read(path)
        return _Came(str(path), Seen(self._told(history), checked=True), history.head.setup)

    def _packed(self, path: Path) -> _Came:
        checked = check_pack(path)
        wrong = [problem.message for problem in checked.problems if problem.severity == "error"]
        if wrong or checked.manifest is None:
            raise TabletopError("it is not as it was packed: {problems}", problems=tuple(wrong))
        organisation, files = checked.manifest.organisation, checked.files
        if RECORD not in files:
            return _Came(str(path), Seen(_report_in(files), checked=False, organisation=organisation), None)
        history = read_content(RECORD, files[RECORD])
        words = _words(history) if self._texts and "text" in checked.manifest.consent else Words()
        return _Came(str(path), Seen(self._told(history), True, organisation, words), history.head.setup)

    def _told(self, history: History) -> Told:
        head = history.head
        made = (*astuple(made_of(head)), str(head.seed), *sorted(head.left_out))
        if made not in self._pars:
            self._pars[made] = par_of(head)
        return _parsed(_REPORT.report(findings(history, self._pars[made]), Voice("en")))


def _report_in(files: Mapping[str, bytes]) -> Told:
    if _IN_PACK not in files:
        raise TabletopError("it holds neither record nor figures: pack it with --to json")
    return _parsed(files[_IN_PACK])


def _parsed(report: bytes) -> Told:
    """TabletopError where it is no report for programs, or not one of an exercise that counts."""
    try:
        told = Told.model_validate_json(report)
    except ValidationError as error:
        raise TabletopError("its figures cannot be read: another version of this program wrote them") from error
    if told.driver != "people":
        raise TabletopError("nobody sat there: the playbook played itself")
    if told.purpose in _UNFIT:
        raise TabletopError(_UNFIT[told.purpose])
    if told.draft:
        raise TabletopError("it is not closed, so it may still change")
    return told


def _words(history: History) -> Words:
    """What people wrote, of what others may learn from."""
    found = findings(history)
    return Words(
        tuple((one.inject.id, one.why) for one in found.decisions if one.by_table and one.why),
        tuple(lesson.text for lesson in found.strengths),
        tuple(lesson.text for lesson in found.areas),
        tuple(action.text for action in found.actions),
    )
