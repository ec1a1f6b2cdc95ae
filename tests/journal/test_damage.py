"""What editors, line ends and a damaged line do to a record, and what is still told of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.journal.journal import Journal
from simulator.journal.reader import read, verify
from simulator.timeline.events import DroppedFrom, Noted, Passed
from simulator.timeline.moves import Move
from tests.exercise.records import play_record
from tests.exercise.walls import StillWall
from tests.setups import make_setup

SETUP = make_setup([{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}])
MOVE = Move((Noted(90, "said"), Passed(90)), "later")


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return play_record(tmp_path / "rec.jsonl", SETUP, 5, c.Note("seen"), 20, closed=True)


def damage(path: Path, line: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line - 1] = lines[line - 1][:20] + b"\x00\x00" + lines[line - 1][22:]
    path.write_bytes(b"".join(lines))


@pytest.mark.parametrize(
    ("after", "code"), [(b"\n", "blank-lines"), (b"\r\n \n\n", "blank-lines"), (b"  ", "blank-lines")]
)
def test_blank_lines_at_the_end_count_for_nothing(record: Path, after: bytes, code: str) -> None:
    before = read(record)
    whole = record.read_bytes()
    record.write_bytes(whole + after)
    assert read(record) == before
    assert [(p.code, p.severity) for p in verify(record).problems] == [("blank-lines", "warning")]
    journal, history = Journal.open(record)
    assert history == before
    journal.append(MOVE)
    journal.close()
    assert record.read_bytes().startswith(whole + b"{")
    assert not verify(record).problems


def test_converted_line_ends_are_named_and_cost_nothing(record: Path) -> None:
    before = read(record)
    record.write_bytes(record.read_bytes().replace(b"\n", b"\r\n"))
    assert read(record) == before
    found = verify(record)
    assert [(p.code, p.severity) for p in found.problems] == [("line-ends", "warning")]
    assert found.head_hash == before.head_hash
    journal, history = Journal.open(record)
    assert history == before
    journal.append(MOVE)
    journal.close()
    assert [p.code for p in verify(record).problems] == ["line-ends"]


def test_a_blank_line_in_the_middle_is_named(record: Path) -> None:
    lines = record.read_bytes().splitlines(keepends=True)
    record.write_bytes(b"".join([*lines[:3], b"\n", *lines[3:]]))
    first, *_ = verify(record).problems
    assert (first.line, str(first.message)[:11]) == (5, "blank lines")


def test_a_report_of_what_stands_before_the_damage_is_marked(played: Path, capfd: pytest.CaptureFixture[str]) -> None:
    damage(played, 6)
    assert main(["report", "rec.jsonl"]) == 2
    assert "--up-to-damage rec.jsonl" in capfd.readouterr().err
    assert main(["report", "rec.jsonl", "--up-to-damage", "--to", "md", "-o", "-"]) == 0
    page = capfd.readouterr().out
    assert "DAMAGED RECORD" in page
    assert page.count("The record is damaged in line 6; this report ends before it.") >= 2
    assert main(["report", "rec.jsonl", "--up-to-damage", "--to", "json", "-o", "-"]) == 0
    assert json.loads(capfd.readouterr().out)["record"]["damaged_at"] == 6


def test_a_whole_record_is_reported_as_ever(played: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pages = []
    for flags in ([], ["--up-to-damage"]):
        assert main(["report", "rec.jsonl", *flags, "--to", "md", "-o", "-"]) == 0
        pages.append(capfd.readouterr().out)
    assert pages[0] == pages[1]
    assert "DAMAGED" not in pages[0]


def test_a_damaged_record_goes_on_in_a_copy_that_says_so(played: Path) -> None:
    damage(played, 6)
    before = played.read_bytes()
    with pytest.raises(TabletopError, match="bad line 6"):
        Session.resume(played, wall=StillWall())
    session = Session.resume(played, wall=StillWall(), drop_from=6)
    session.act(c.Note("gone on with"))
    session.close()
    assert played.read_bytes() == before
    assert session.path != played
    assert not verify(session.path).problems
    [dropped] = [event for event in read(session.path).events() if isinstance(event, DroppedFrom)]
    assert dropped.line == 6
    assert main(["report", session.path.name, "--to", "md", "-o", "page.md"]) == 0
    assert "What followed from line 6 on was damaged" in Path("page.md").read_text("utf-8")
    with pytest.raises(TabletopError, match="goes on as"):
        Session.resume(played, wall=StillWall(), drop_from=6)


def test_nothing_is_dropped_that_is_not_there_or_closed_before(played: Path) -> None:
    count = read(played).lines
    for line in (count + 1, count + 2):
        with pytest.raises(TabletopError, match=r"there is none to drop|is closed before"):
            Session.resume(played, wall=StillWall(), drop_from=line)
    assert [path.name for path in played.parent.iterdir()] == ["rec.jsonl"]


def test_what_never_began_is_no_circle(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.jsonl"
    for content in (b"", b'{"format":"tabletop-rec'):
        empty.write_bytes(content)
        assert main(["run", "harmful-output", "--autopilot", "--record", str(empty)]) == 2
        assert "remove it" in capfd.readouterr().err
        assert main(["report", str(empty)]) == 2
        assert "Remove the file" in capfd.readouterr().err


@pytest.mark.parametrize("content", [b"my notes", b'{"theirs": true}', b"\n\nmy notes"])
def test_nobody_is_told_to_remove_a_file_of_somebody_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], content: bytes
) -> None:
    theirs = tmp_path / "theirs.jsonl"
    theirs.write_bytes(content)
    for verb in (["report"], ["verify"], ["resume", "--line"], ["run", "harmful-output", "--autopilot", "--record"]):
        assert main([*verb, str(theirs)]) == 2
        said = capfd.readouterr().err
        assert "record" in said
        assert "emove" not in said, said
    assert theirs.read_bytes() == content


def test_a_record_is_held_against_its_hash_and_its_report(played: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = read(played).head_hash
    for name in ("page.html", "page.md", "page.json", "page.docx", "page.xlsx"):
        assert main(["report", "rec.jsonl", "-o", name]) == 0
        assert main(["verify", "rec.jsonl", "--against", name]) == 0
    assert main(["verify", "rec.jsonl", "--expect", told]) == 0
    said = capfd.readouterr().out
    assert "Compare both" not in said
    assert "Its last hash is the one expected." in said
    assert main(["verify", "rec.jsonl", "--expect", told[:8].upper()]) == 0
    assert main(["verify", "rec.jsonl", "--expect", "abc"]) == 2
    capfd.readouterr()
    # Written anew, whole: the chain alone cannot see it.
    played.unlink()
    play_record(played, SETUP, 5, c.Note("seen otherwise"), 20, closed=True)
    assert main(["verify", "rec.jsonl"]) == 0
    assert main(["verify", "rec.jsonl", "--expect", told]) == 1
    assert "not the one expected" in capfd.readouterr().err
    for name in ("page.html", "page.md", "page.json", "page.docx", "page.xlsx"):
        assert main(["verify", "rec.jsonl", "--against", name]) == 1
        assert "not a report of this record" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("held", "said"),
    [(b"%PDF-1.7", "give the head hash that stands in it with --expect"), (b"PK, no zip", "cannot be read")],
)
def test_a_report_that_cannot_be_read_is_no_other_record(
    played: Path, capfd: pytest.CaptureFixture[str], held: bytes, said: str
) -> None:
    Path("page").write_bytes(held)
    assert main(["verify", "rec.jsonl", "--against", "page"]) == 2
    assert said in capfd.readouterr().err


def test_a_record_that_went_on_or_lost_its_end_is_not_the_one_reported(
    played: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = played.read_bytes().splitlines(keepends=True)
    whole = read(played).head_hash
    played.write_bytes(b"".join(lines[:-2]))
    assert main(["verify", "rec.jsonl"]) == 0
    assert main(["verify", "rec.jsonl", "--expect", whole]) == 1
    part = read(played).head_hash
    played.write_bytes(b"".join(lines))
    capfd.readouterr()
    assert main(["verify", "rec.jsonl", "--expect", part]) == 1
    assert "what follows came later" in capfd.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\n", b'{"format":'], ids=["empty", "blank", "begun"])
def test_a_file_without_a_line_is_not_verified(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "download.jsonl"
    path.write_bytes(content)
    assert main(["verify", str(path)]) == 1


def test_a_page_without_a_whole_hash_shows_nothing(played: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("board.html").write_text("head hash 716d683ab5db", "utf-8")
    assert main(["verify", "rec.jsonl", "--against", "board.html"]) == 2
    assert "--expect" in capfd.readouterr().err
