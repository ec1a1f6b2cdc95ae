"""Records as earlier versions wrote them: they open, tell the same, and go on as a copy."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copy

import pytest

from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.par import par_of
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.findings.findings import findings
from simulator.journal.chain import digest, of_line, to_line
from simulator.journal.follow import Follower
from simulator.journal.journal import Journal
from simulator.journal.reader import read, verify
from simulator.report.render.data import render
from simulator.timeline.coverage import coverage
from simulator.timeline.events import Continued, Noted, Recovered, Undone
from simulator.timeline.history import Head
from simulator.timeline.moves import Move
from simulator.workspace.records import unfinished
from tests.exercise.walls import StillWall

EARLIER = Path(__file__).parent / "earlier"
CLOSED, OPEN = EARLIER / "version-1.jsonl", EARLIER / "version-1-open.jsonl"
REPORT = EARLIER / "version-1.report.json"
"""As the program of then made it of the closed one."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An exercise of version 1 that is not over."""
    return Path(copy(OPEN, tmp_path / "exercise.jsonl"))


def test_the_report_of_version_1_has_the_same_figures() -> None:
    history = read(CLOSED)
    now, then = json.loads(render(findings(history, par_of(history.head)))), json.loads(REPORT.read_text("utf-8"))
    assert now["record"].pop("taken_back") == 3, "as often as somebody pressed the key; moves were 5"
    assert now.pop("trace"), "where each figure is from was not told then"
    assert now.pop("made_of"), "nor by what several tables are held beside each other"
    assert now == then


@pytest.mark.parametrize("path", [CLOSED, OPEN])
def test_version_1_is_verified_and_followed(path: Path) -> None:
    assert not verify(path).problems
    followed = Follower(path).poll()
    assert followed == read(path)
    assert [event for move in read(path).moves for event in move.events if isinstance(event, Undone | Recovered)]
    assert list(coverage((), (), [read(path)])) == []


def test_going_on_with_version_1_leaves_it_as_it_is_and_writes_a_copy(old: Path) -> None:
    before, stood = old.read_bytes(), read(old).state()
    session = Session.resume(old, wall=StillWall())
    assert session.path == old.with_name("exercise.v2.jsonl")
    assert session.state == stood
    session.act(c.Note("From here on"))
    session.close()
    assert old.read_bytes() == before
    assert session.path.read_bytes().startswith(before)
    (continued,) = session.history.moves[-2].events
    assert isinstance(continued, Continued)
    assert continued.version == 2
    assert not verify(session.path).problems
    assert read(session.path) == session.history


def test_what_version_1_recorded_cannot_be_taken_back_what_came_later_can(old: Path) -> None:
    session = Session.resume(old, wall=StillWall())
    assert session.offer is None
    with pytest.raises(Refused):
        session.take_back()
    stood = session.state
    session.act(c.Decide("ask", "wait"))
    session.take_back()
    assert session.state == stood
    session.close()
    again = Session.resume(session.path, wall=StillWall())
    assert again.state == stood
    again.close()


def test_it_is_copied_once(old: Path) -> None:
    Session.resume(old, wall=StillWall()).close()
    with pytest.raises(TabletopError, match=r"goes on as .*exercise\.v2\.jsonl: resume that one"):
        Session.resume(old, wall=StillWall())


def test_a_copy_half_written_is_written_anew_and_an_unfinished_move_is_left_behind(old: Path) -> None:
    with old.open("ab") as file:
        file.write(b'{"event":"noted"')
    before = old.read_bytes()
    old.with_name("exercise.v2.jsonl.part").write_bytes(b"the power went")
    session = Session.resume(old, wall=StillWall())
    session.close()
    assert old.read_bytes() == before
    assert sorted(path.name for path in old.parent.iterdir()) == ["exercise.jsonl", "exercise.v2.jsonl"]
    assert not verify(session.path).problems


def test_a_closed_record_of_version_1_is_opened_and_not_touched(tmp_path: Path) -> None:
    path = Path(copy(CLOSED, tmp_path / "closed.jsonl"))
    journal, history = Journal.open(path)
    journal.close()
    assert history.closed
    assert [found.name for found in tmp_path.iterdir()] == ["closed.jsonl"]
    assert path.read_bytes() == CLOSED.read_bytes()


# ---- version 2


def test_the_first_line_of_a_move_says_who_did_what(tmp_path: Path, head: Head) -> None:
    path = tmp_path / "record.jsonl"
    journal = Journal.create(path, head)
    journal.append(Move((Noted(5, "a"), Noted(5, "b")), "2026-11-30T10:00:00+09:00", "note", "evaluator-2", "k7"))
    journal.close()
    first, second = (of_line(line) for line in path.read_bytes().splitlines(keepends=True)[1:])
    assert {name: first[name] for name in ("wall", "act", "by", "ref")} == {
        "wall": "2026-11-30T10:00:00+09:00",
        "act": "note",
        "by": "evaluator-2",
        "ref": "k7",
    }
    assert second.keys() == {"event", "at", "text", "prev"}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ({"event": "sang", "at": 1}, "unknown event 'sang': it was written by a later version"),
        ({"event": "noted", "at": 1, "text": "x", "act": "sing"}, "unknown act 'sing': it was written by a later"),
        ({"event": "noted", "at": 1, "text": "x", "by": 7}, "wall, act, by and ref must be text"),
        ({"event": "continued", "at": 1, "version": 3, "tool": "tabletop 9"}, "version 3, written by tabletop 9"),
    ],
)
def test_what_a_later_version_wrote_is_told(
    tmp_path: Path, head: Head, line: dict[str, object], complaint: str
) -> None:
    path = tmp_path / "record.jsonl"
    journal = Journal.create(path, head)
    journal.close()
    written = path.read_bytes()
    path.write_bytes(written + to_line(line | {"wall": "", "prev": digest(written)}))
    with pytest.raises(TabletopError, match=complaint):
        read(path)


def test_what_goes_on_as_a_copy_is_not_resumed_by_itself(old: Path) -> None:
    assert unfinished(old.parent) == old
    session = Session.resume(old, wall=StillWall())
    assert unfinished(old.parent) == session.path
    session.act(c.EndPlay())
    session.act(c.Close())
    session.close()
    with pytest.raises(TabletopError, match="no exercise to resume"):
        unfinished(old.parent)


def test_version_1_has_no_acts(tmp_path: Path) -> None:
    """A line that names one was not written by it, and must not make an act that could be taken back."""
    path, written = tmp_path / "record.jsonl", OPEN.read_bytes()
    last = written.splitlines(keepends=True)[-1]
    path.write_bytes(
        written + to_line({"event": "noted", "at": 1500, "text": "x", "act": "note", "wall": "", "prev": digest(last)})
    )
    with pytest.raises(TabletopError, match="noted has no 'act'"):
        read(path)
