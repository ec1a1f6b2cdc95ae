"""Records forged with care: a value is another, and every hash fits again. Every verb gives an answer."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from simulator.console.looks import Looks
from simulator.console.situation import Situation
from simulator.console.visibility import Viewer
from simulator.errors import TabletopError
from simulator.exchange.timelines import read_timeline
from simulator.exercise.par import par_of
from simulator.exercise.seats import CONSOLE, WALL
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.findings.findings import findings
from simulator.journal.chain import digest, to_line
from simulator.journal.follow import Follower
from simulator.journal.journal import Journal
from simulator.journal.reader import read, read_content, verify
from simulator.plan.compiler import compile_plan
from simulator.report.render.formats import FORMATS
from simulator.timeline.coverage import coverage
from simulator.timeline.state import State
from simulator.wording.voice import Voice
from simulator.workspace.actions import past
from simulator.workspace.incidents import recorded
from simulator.workspace.records import readable
from tests.exchange.test_timelines import FILES
from tests.exercise.walls import StillWall
from tests.report.table import history as table

NUMBERS = (-1, 0, 1, 2, 3, 59, 86_400, 10**7, 10**9, 10**12, 2**63, 10**30, -(10**12))
FLOATS = (-1.0, 0.0, 1e-300, 1e9, 1e308, 3)
TEXTS = (
    "",
    "no-such",
    "improvised/99",
    "decision/no-such",
    "inject/no-such",
    "action/99",
    "a/b/c",
    "/",
    "x" * 5000,
    "ca-9",
    "objective/no-such/1",
    "inject/x/y",
    "9999-99-99",
    "U",
    "\x1b]0;x\x07",
    "{T+4h}",
    "**[x](y)**",
    "on-call/x",
    "0001-01-01T00:00:00+00:00",
)


def forged(record: bytes, chance: Random) -> bytes:
    lines = [json.loads(line) for line in record.splitlines()]
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        chance.choice((_value, _value, _value, _value, _value, _lines))(lines, chance)
    return _rechained(lines)


def _rechained(lines: list[dict[str, Any]]) -> bytes:
    written, last = [], ""
    for n, line in enumerate(lines):
        written.append(to_line(line | {"prev": last} if n else line))
        last = digest(written[-1])
    return b"".join(written)


def _value(lines: list[dict[str, Any]], chance: Random) -> None:
    """Another value of the same kind, anywhere."""
    line = chance.choice(lines if chance.random() < 0.15 else lines[1:])
    known = [value for other in lines[1:] for value in other.values() if isinstance(value, str)]
    holder: Any = line
    while True:
        keys = (
            [k for k in holder if k not in ("prev", "format", "version")]
            if isinstance(holder, dict)
            else list(range(len(holder)))
        )
        if not keys:
            return
        key = chance.choice(keys)
        value = holder[key]
        if isinstance(value, dict | list) and value and chance.random() < 0.8:
            holder = value
            continue
        holder[key] = _other(value, known, chance)
        return


def _other(value: Any, known: list[str], chance: Random) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return chance.choice((*NUMBERS, value + 1, value - 1, value * 2))
        case float():
            return chance.choice(FLOATS)
        case str():
            return chance.choice((*TEXTS, *(chance.choice(known) for _ in range(8))))
        case list():
            return chance.choice(([], value * 2, [*value, "no-such"], value[1:]))
        case _:
            return value


def _lines(lines: list[dict[str, Any]], chance: Random) -> None:
    """A line away, doubled, elsewhere; or its event another one."""
    n = chance.randrange(1, len(lines))
    m = chance.randrange(1, len(lines))
    match chance.randrange(4):
        case 0:
            del lines[n]
        case 1:
            lines.insert(m, dict(lines[n]))
        case 2:
            lines[n], lines[m] = lines[m], lines[n]
        case _:
            lines[n] = lines[n] | {"event": lines[m]["event"]}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, State]:
    """A whole exercise as bytes, and its par."""
    found, path = table(), tmp_path_factory.mktemp("base") / "record.jsonl"
    journal = Journal.create(path, found.head)
    for move in found.moves:
        journal.append(move)
    journal.close()
    par = par_of(found.head)
    assert par is not None
    return path.read_bytes(), par


@pytest.mark.parametrize(
    "seeds", [range(6), *(pytest.param(range(n, n + 100), marks=pytest.mark.slow) for n in range(1000, 6000, 100))]
)
def test_no_forged_record_ends_a_verb(base: tuple[bytes, State], tmp_path: Path, seeds: range) -> None:
    for seed in seeds:
        path = tmp_path / str(seed) / "record.jsonl"
        path.parent.mkdir()
        path.write_bytes(forged(base[0], Random(seed)))
        for reading in (_verified, _reported, _resumed, _watched, _covered):
            with suppress(TabletopError):
                reading(path, base[1])


@pytest.mark.parametrize("seeds", [range(1), pytest.param(range(1000, 1400), marks=pytest.mark.slow)])
def test_nor_does_one_of_a_real_incident(base: tuple[bytes, State], tmp_path: Path, seeds: range) -> None:
    timeline = read_timeline((FILES / "incident.md").read_bytes(), "incident.md")
    record, _ = recorded(timeline, read_content("base", base[0]).head.setup, "2026-10-05T09:00:00+09:00", "en")
    for seed in seeds:
        path = tmp_path / str(seed) / "record.jsonl"
        path.parent.mkdir()
        path.write_bytes(forged(record, Random(seed)))
        for reading in (_verified, _reported, _resumed, _watched, _covered):
            with suppress(TabletopError):
                reading(path, base[1])


@pytest.mark.parametrize(
    ("event", "changes", "reason"),
    [
        ("work-queued", {"at": 10**12}, "at: 1e+12 is out of bounds"),
        ("work-queued", {"at": -1}, "at: -1 is out of bounds"),
        ("work-started", {"takes": 10**30}, "takes: 1e+30 is out of bounds"),
        ("work-started", {"job": "no-such"}, "job: the exercise has no 'no-such'"),
        ("work-started", {"job": "action/99"}, "job: the exercise has no 'action/99'"),
        ("inject-delivered", {"inject": "improvised/99"}, "inject: the exercise has no 'improvised/99'"),
        ("rated", {"objective": "x"}, "objective: the exercise has no 'x'"),
    ],
)
def test_a_value_that_cannot_be_is_a_bad_line(
    base: tuple[bytes, State], tmp_path: Path, event: str, changes: dict[str, Any], reason: str
) -> None:
    lines = [json.loads(line) for line in base[0].splitlines()]
    n = next(n for n, line in enumerate(lines) if line.get("event") == event)
    lines[n] |= changes
    path = tmp_path / "record.jsonl"
    path.write_bytes(_rechained(lines))
    [problem] = verify(path).problems
    assert (problem.line, str(problem.message)) == (n + 1, reason)


def test_a_record_in_a_language_that_nobody_speaks_is_told_in_english(
    base: tuple[bytes, State], tmp_path: Path
) -> None:
    """Also where the language is longer than a Word file has room for."""
    lines = [json.loads(line) for line in base[0].splitlines()]
    lines[0]["language"] = "x" * 300
    path = tmp_path / "record.jsonl"
    path.write_bytes(_rechained(lines))
    found = findings(read(path), base[1])
    voice = Voice.of(found.setup, read(path).head.language)
    assert voice.language == "en"
    assert FORMATS["docx"].report(found, voice)


def _verified(path: Path, _par: State) -> None:
    verify(path)


def _reported(path: Path, par: State) -> None:
    history = read(path)
    found = findings(history, par)
    for chosen in FORMATS.values():
        chosen.report(found, Voice.of(found.setup, history.head.language))


def _resumed(path: Path, _par: State) -> None:
    session = Session.resume(path, wall=StillWall())
    try:
        voice = Voice.of(session.setup, session.head.language)
        viewer = Viewer(WALL, Looks(session.plan, voice))
        for _ in range(3):
            session.staff()
            session.orderable()
            session.last_call()
            assert session.now >= 0
            viewer.view(Situation(session.state, session.now, session.room, moves=session.history.moves))
            try:
                session.next()
            except Refused:
                break
        for step in (session.take_back, session.redo):
            with suppress(Refused):
                step()
    finally:
        session.close()


def _watched(path: Path, _par: State) -> None:
    history = Follower(path).poll()
    assert history
    state = history.state()
    voice = Voice.of(history.head.setup, history.head.language)
    for seat in (WALL, CONSOLE):
        Viewer(seat, Looks(compile_plan(history.head.setup), voice)).view(
            Situation(state, state.now, state.room, moves=history.moves)
        )


def _covered(path: Path, _par: State) -> None:
    found = list(readable([path]))
    for _, history in found:
        coverage(history.head.setup.requirements, [history.head.setup.scenario], [history])
    past(path.parent)
