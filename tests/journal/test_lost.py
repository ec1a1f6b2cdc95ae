"""A record whose file is moved, replaced or linked while it is written to, its locks, and its second copy."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.journal import lock
from simulator.journal.journal import Journal
from simulator.journal.reader import read, verify
from simulator.timeline.events import Noted, Passed
from simulator.timeline.history import Head
from simulator.timeline.moves import Move

pytestmark = pytest.mark.skipif(os.name != "posix", reason="an open file has a name that can be taken there")
MOVE = Move((Noted(90, "said"), Passed(90)), "later")


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere.jsonl"))


def replaced(path: Path) -> None:
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)


def overwritten(path: Path) -> None:
    path.write_bytes(b"<!doctype html>")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def linked(path: Path) -> None:
    path.with_name("link.jsonl").hardlink_to(path)


def made_longer(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\n")


def its_folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("gone"))


@pytest.mark.parametrize(
    "meddle", [moved, Path.unlink, replaced, overwritten, emptied, linked, made_longer, its_folder_moved]
)
@pytest.mark.parametrize("resumed", [False, True])
def test_a_record_lost_while_playing_stops_it_and_is_saved_beside(
    tmp_path: Path, head: Head, meddle: Callable[[Path], None], resumed: bool
) -> None:
    path = tmp_path / "folder" / "record.jsonl"
    journal = Journal.create(path, head)
    journal.append(Move((Passed(30),), "first"))
    if resumed:
        journal.close()
        journal, _ = Journal.open(path)
    meddle(path)
    with pytest.raises(TabletopError, match=r"stops here.*tabletop resume .*record\.saved\.jsonl"):
        journal.append(MOVE)
    with pytest.raises(TabletopError, match="stops here"):
        journal.append(MOVE)
    saved = path.with_name("record.saved.jsonl")
    assert journal.path == saved
    journal.close()
    assert read(saved).moves == (Move((Passed(30),), "first"), MOVE)
    assert not verify(saved).problems
    assert saved.stat().st_mode & 0o777 == 0o600
    again, _ = Journal.open(saved)
    again.append(Move((Passed(120),), "again"))
    again.close()


def test_a_record_lost_after_its_last_move_is_saved_when_it_is_closed(tmp_path: Path, head: Head) -> None:
    journal = Journal.create(tmp_path / "record.jsonl", head)
    journal.append(MOVE)
    journal.path.unlink()
    journal.close()
    assert read(journal.path).moves == (MOVE,)
    assert [path.name for path in tmp_path.iterdir()] == ["record.saved.jsonl"]


def test_what_was_saved_before_is_not_written_over(tmp_path: Path, head: Head) -> None:
    for name in ("record.saved.jsonl", "record.saved-2.jsonl"):
        journal = Journal.create(tmp_path / "record.jsonl", head)
        journal.path.unlink()
        journal.close()
        assert journal.path.name == name


@pytest.mark.parametrize("other", ["moved.jsonl", "linked.jsonl"])
def test_a_record_has_one_writer_under_all_its_names(record: Path, other: str) -> None:
    journal, _ = Journal.open(record)
    name = record.with_name(other)
    if other == "moved.jsonl":
        record.rename(name)
    else:
        name.hardlink_to(record)
    with pytest.raises(TabletopError, match="is held by another process"):
        Journal.open(name)
    journal.close()
    Journal.open(name)[0].close()


def test_a_record_with_two_names_from_the_start_goes_on(record: Path) -> None:
    record.with_name("backup.jsonl").hardlink_to(record)
    journal, _ = Journal.open(record)
    journal.append(MOVE)
    journal.close()
    assert read(record).moves[-1] == MOVE


@pytest.mark.parametrize("kind", ["link", "dangling", "hard link", "text"])
def test_a_lock_file_that_leads_elsewhere_destroys_nothing(record: Path, kind: str) -> None:
    precious, beside = record.with_name("precious"), record.with_name(f"{record.name}.lock")
    precious.write_text("years of work")
    if kind == "link":
        beside.symlink_to(precious)
    elif kind == "dangling":
        beside.symlink_to("nowhere")
    elif kind == "hard link":
        beside.hardlink_to(precious)
    else:
        beside.write_text("years of work")
    with pytest.raises(TabletopError, match=r"cannot be locked: .*record\.jsonl\.lock is a link"):
        Journal.open(record)
    assert precious.read_text() == "years of work"
    assert beside.is_symlink() or beside.read_text() == "years of work"
    assert not record.with_name("nowhere").exists()


def test_a_file_system_without_locks_gives_advice(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_fd: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock, "_seize", no_locks)
    with pytest.raises(TabletopError, match=r"knows no locks.*--records DIR"):
        Journal.open(record)


def test_a_second_copy_is_kept_from_the_first_line_on(tmp_path: Path, head: Head) -> None:
    copy = tmp_path / "usb" / "record.jsonl"
    journal = Journal.create(tmp_path / "record.jsonl", head, mirror=copy.parent)
    journal.append(MOVE)
    assert copy.read_bytes() == journal.path.read_bytes()
    journal.close()
    journal, _ = Journal.open(journal.path)  # without it
    journal.append(MOVE)
    journal.close()
    journal, _ = Journal.open(journal.path, mirror=copy.parent)
    journal.append(MOVE)
    assert copy.read_bytes() == journal.path.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600
    journal.close()


def test_a_second_copy_replaces_no_other_record(tmp_path: Path, head: Head) -> None:
    other = tmp_path / "usb" / "record.jsonl"
    other.parent.mkdir()
    other.write_text("another\n")
    with pytest.raises(TabletopError, match="no earlier copy"):
        Journal.create(tmp_path / "record.jsonl", head, mirror=other.parent)
    with pytest.raises(TabletopError, match="holds the record itself"):
        Journal.create(tmp_path / "record.jsonl", head, mirror=tmp_path)
    assert other.read_text() == "another\n"
    assert [path.name for path in tmp_path.iterdir()] == ["usb"]


def test_a_second_copy_that_cannot_be_written_stops_nothing_and_is_told(
    tmp_path: Path, head: Head, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal.create(tmp_path / "record.jsonl", head, mirror=tmp_path / "usb")
    assert journal.mirror_lost is None
    assert journal._mirror
    record, write = journal._fd, os.write

    def unplugged(fd: int, data: bytes) -> int:
        if fd != record:
            raise OSError(errno.EIO, "unplugged")
        return write(fd, data)

    monkeypatch.setattr(os, "write", unplugged)
    journal.append(MOVE)
    monkeypatch.undo()
    journal.close()
    assert read(journal.path).moves == (MOVE,)
    assert "Input/output error" in str(journal.mirror_lost)
