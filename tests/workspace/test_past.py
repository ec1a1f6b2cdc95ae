"""What the ledger knows of exercises begun: nothing that happens to a record afterwards leaves one out unsaid."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.console.operator import Operator
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.home import ledger
from simulator.journal.ledger import LedgerReader, entries
from simulator.journal.reader import verify
from simulator.timeline.follow_up import ExerciseBegun
from simulator.timeline.history import Head
from simulator.workspace.actions import past
from simulator.workspace.past import Register
from tests.console.script import ScriptedFront
from tests.exercise.records import play_record
from tests.exercise.walls import StillWall
from tests.setups import make_setup
from tests.tui.table import opened, playing

SETUP = make_setup([{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}])


def begin(path: Path, records: Path | None = None, **head: str) -> ScriptedFront:
    """STARTEX of an exercise, as a front gives it."""
    session = Session.start(path, Head(SETUP, 1, **{"created": "2026-11-30T09:00:00+09:00", **head}), wall=StillWall())  # type: ignore[arg-type]
    op = Operator(session, front := ScriptedFront([]), StillWall())
    op.begin(c.Begin())
    op.enter(records or path.parent)
    op.enter(records or path.parent)
    session.close()
    return front


def test_startex_stands_in_the_ledger_once(tmp_path: Path) -> None:
    begin(tmp_path / "now.jsonl", purpose="rehearsal")
    (entry,) = entries(ledger(tmp_path))
    assert isinstance(entry.said, ExerciseBegun)
    assert (entry.said.scenario, entry.said.team, entry.said.purpose) == ("test", SETUP.team.id, "rehearsal")
    assert (entry.said.began, entry.said.record) == (StillWall().stamp(), "now.jsonl")
    assert not verify(ledger(tmp_path), LedgerReader).problems


def test_a_record_elsewhere_is_named_where_the_others_are(tmp_path: Path) -> None:
    begin(tmp_path / "elsewhere.jsonl", tmp_path / "records")
    (begun,) = Register.read(tmp_path / "records").lost
    assert begun.record == str(tmp_path / "elsewhere.jsonl")


def test_a_full_disk_is_said_and_the_exercise_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append = os.ftruncate

    def full(fd: int, length: int) -> None:
        if os.readlink(f"/proc/self/fd/{fd}").endswith("ledger.jsonl"):
            raise OSError(28, "No space left on device")
        append(fd, length)

    monkeypatch.setattr(os, "ftruncate", full)
    front = begin(tmp_path / "now.jsonl")
    assert "It is not in the ledger" in front.heard[-1]
    (held,) = Register.read(tmp_path).held
    assert held.exercise.key in Register.read(tmp_path).unentered


@pytest.mark.parametrize("what", ["deleted", "damaged", "moved"])
def test_an_exercise_whose_record_is_gone_is_told(
    tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "now.jsonl"
    begin(path)
    play_record(tmp_path / "other.jsonl", SETUP)
    if what == "deleted":
        path.unlink()
    elif what == "moved":
        (tmp_path / "away").mkdir()
        path.rename(tmp_path / "away" / path.name)
    else:
        path.write_bytes(path.read_bytes().replace(b'"seed":1', b'"seed":"'))
    assert main(["--records", str(tmp_path), "history", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["begun"], told["unreadable"]) == (1, int(what == "damaged"))
    assert [(lost["scenario"], lost["record"]) for lost in told["lost"]] == [("test", "now.jsonl")]
    assert main(["--records", str(tmp_path), "history", "test"]) == 0
    assert "1 more stand in the ledger" in capsys.readouterr().out
    if what == "moved":
        assert not Register.read(tmp_path, tmp_path / "away").lost


def test_a_ledger_that_cannot_be_read_is_no_empty_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begin(tmp_path / "now.jsonl")
    ledger(tmp_path).write_text("mine\n")
    assert main(["--records", str(tmp_path), "history"]) == 0
    assert "whether more were begun is not known" in capsys.readouterr().out


async def test_the_screen_enters_an_exercise_at_startex(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        path = ledger(table.app.context.records)
        await table.press("enter")
        assert not path.exists()
        await table.press("enter", "enter")
        assert table.session.state.started
        assert [type(entry.said) for entry in entries(path)] == [ExerciseBegun]


def test_a_rehearsal_stands_beside_no_report(tmp_path: Path) -> None:
    """The brief and the history count alike: what people can do is not shown by a rehearsal or a demonstration."""
    for day, purpose in (("2026-03-02", "exercise"), ("2026-05-04", "demo"), ("2026-07-06", "rehearsal")):
        play_record(tmp_path / f"{purpose}.jsonl", SETUP, purpose=purpose, created=f"{day}T14:00:00+09:00")
    now = play_record(tmp_path / "now.jsonl", SETUP, created="2026-11-24T14:00:00+09:00")
    assert main(["report", str(now), "--brief", "--to", "md"]) == 0
    assert "Last held on Mon 2 Mar 2026." in now.with_suffix(".brief.md").read_text("utf-8")
    assert main(["report", str(now), "--quick", "--to", "md"]) == 0
    assert "Last held on Mon 2 Mar 2026." in now.with_suffix(".md").read_text("utf-8")
    assert past(tmp_path)["test"].last == "2026-11-24"
    now.unlink()
    assert past(tmp_path)["test"].last == "2026-03-02"
    rehearsal = tmp_path / "rehearsal.jsonl"
    assert main(["report", str(rehearsal), "--brief", "--to", "md"]) == 0
    assert "Since the last" not in rehearsal.with_suffix(".brief.md").read_text("utf-8")


def test_a_pattern_that_names_the_ledger_reports_the_records(tmp_path: Path) -> None:
    begin(tmp_path / "now.jsonl")
    assert main(["report", *map(str, sorted(tmp_path.glob("*.jsonl")))]) == 0
    assert [path.name for path in tmp_path.glob("*.html")] == ["now.html"]


async def test_resuming_enters_what_could_not_be_entered_before(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        (begun,) = entries(ledger(table.app.context.records))
        assert isinstance(begun.said, ExerciseBegun)
        assert begun.said.record == table.session.path.name
