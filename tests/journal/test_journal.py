from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.journal import lock
from simulator.journal.chain import digest, to_line
from simulator.journal.journal import Journal
from simulator.journal.reader import read, verify
from simulator.timeline.events import Event, Noted, Passed, Recovered
from simulator.timeline.history import Head
from simulator.timeline.moves import Move

Moves = list[tuple[Event, ...]]


def lived(path: Path) -> Moves:
    return [move.events for move in read(path).moves]


def test_what_was_written_is_read_back(record: Path, head: Head, moves: Moves) -> None:
    history = read(record)
    lines = record.read_bytes().split(b"\n")
    assert history.head == head
    assert history.moves == tuple(Move(events, f"wall {n}") for n, events in enumerate(moves))
    assert history.lines == len(lines) - 1 == 7
    assert history.head_hash == digest(lines[-2] + b"\n")


def test_writing_goes_on_after_reopening(record: Path, moves: Moves) -> None:
    journal, history = Journal.open(record)
    assert history == read(record)
    journal.append(Move((Passed(90),), "later"))
    journal.close()
    assert lived(record) == [*moves, (Passed(90),)]
    assert (journal.lines, journal.head_hash) == verify(record)[1:3] == (8, read(record).head_hash)


def test_a_record_is_for_its_owner_only_and_never_overwritten(record: Path, head: Head) -> None:
    assert os.name != "posix" or record.stat().st_mode & 0o777 == 0o600
    before = record.read_bytes()
    with pytest.raises(TabletopError, match="exists already"):
        Journal.create(record, head)
    assert record.read_bytes() == before
    assert [path.name for path in record.parent.iterdir()] == [record.name]


def test_one_move_is_one_write_and_one_sync(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal, _ = Journal.open(record)
    calls: list[str] = []
    write, fsync = os.write, os.fsync

    def told_write(fd: int, data: bytes) -> int:
        calls.append("write")
        return write(fd, data)

    def told_fsync(fd: int) -> None:
        calls.append("fsync")
        fsync(fd)

    monkeypatch.setattr(os, "write", told_write)
    monkeypatch.setattr(os, "fsync", told_fsync)
    journal.append(Move(tuple(Passed(n) for n in range(100))))
    journal.append(Move((), "no events are no move"))
    journal.close()
    assert calls == ["write", "fsync"]


@pytest.mark.skipif(os.name != "posix", reason="folders cannot be synced elsewhere")
def test_a_new_record_is_durable_with_its_name(tmp_path: Path, head: Head, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(os.fstat(fd).st_ino))
    path = tmp_path / "new" / "record.jsonl"
    Journal.create(path, head).close()
    assert synced == [path.stat().st_ino, path.parent.stat().st_ino]


# ---- an end that was never finished


def test_cut_anywhere_a_record_holds_exactly_its_whole_moves_and_goes_on(
    record: Path, moves: Moves, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every sixth byte, and at all around the ends of lines."""
    whole = record.read_bytes()
    near = {n + d for n, byte in enumerate(whole) if byte == 10 for d in range(-2, 4)}
    _cut(record, moves, monkeypatch, lambda cut: cut % 6 == 0 or cut in near)


@pytest.mark.slow
def test_cut_at_every_byte_a_record_holds_exactly_its_whole_moves_and_goes_on(
    record: Path, moves: Moves, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut(record, moves, monkeypatch, lambda cut: True)


def _cut(record: Path, moves: Moves, monkeypatch: pytest.MonkeyPatch, wanted: Callable[[int], bool]) -> None:
    monkeypatch.setattr(os, "fsync", lambda fd: None)
    whole = record.read_bytes()
    ends = _ends_of_moves(whole, moves)
    for cut in filter(wanted, range(ends[0], len(whole) + 1)):
        record.write_bytes(whole[:cut])
        kept = sum(end <= cut for end in ends) - 1
        dropped = cut - ends[kept]
        assert lived(record) == moves[:kept]
        assert record.stat().st_size == cut, "reading writes nothing"

        journal, history = Journal.open(record, wall="now")
        journal.append(Move((Passed(90),)))
        journal.close()
        now = moves[kept - 1][-1].at if kept else 0
        healed = [(Recovered(now, dropped),)] if dropped else []
        assert [move.events for move in history.moves] == moves[:kept] + healed
        assert lived(record) == [*moves[:kept], *healed, (Passed(90),)]
        assert not verify(record).problems


def _ends_of_moves(whole: bytes, moves: Moves) -> list[int]:
    """Where the head ends, and every move after it."""
    newlines = [n + 1 for n, byte in enumerate(whole) if byte == 10]
    count, ends = 0, [newlines[0]]
    for events in moves:
        count += len(events)
        ends.append(newlines[count])
    return ends


def test_cut_within_its_first_line_a_record_never_began(record: Path) -> None:
    first = record.read_bytes().split(b"\n")[0]
    for cut in (0, 1, len(first)):
        record.write_bytes(first[:cut])
        with pytest.raises(TabletopError, match="never began"):
            read(record)
        with pytest.raises(TabletopError, match="never began"):
            Journal.open(record)


# ---- bad lines


def test_a_bad_line_stops_reading_with_its_number_and_is_not_repaired(record: Path) -> None:
    for number in range(2, 8):
        lines = record.read_bytes().splitlines(keepends=True)
        spoilt = b"".join([*lines[: number - 1], lines[number - 1].replace(b"{", b"(", 1), *lines[number:]])
        path = record.with_name(f"spoilt-{number}.jsonl")
        path.write_bytes(spoilt)
        for use in (read, Journal.open):
            with pytest.raises(TabletopError, match=f"bad line {number}: ") as raised:
                use(path)
            assert [problem.line for problem in raised.value.problems] == [number]
        assert path.read_bytes() == spoilt


@pytest.mark.parametrize(
    ("first", "complaint"),
    [
        (
            to_line({"format": "tabletop-record", "version": 3, "tool": "tabletop 9"}),
            "written by tabletop 9.*update it",
        ),
        (to_line({"format": "shopping-list", "version": 1}), "is not a record"),
        (b"id: model-weight-theft\n", "is not a record"),
        (to_line({"format": "tabletop-record", "version": 1}), "bad line 1: head lacks 'seed'"),
    ],
)
def test_another_format_is_told_apart(tmp_path: Path, first: bytes, complaint: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_bytes(first)
    with pytest.raises(TabletopError, match=complaint):
        read(path)


def test_a_file_that_is_not_there_leaves_nothing_behind(tmp_path: Path) -> None:
    for use in (read, verify, Journal.open):
        with pytest.raises(TabletopError, match="No such file"):
            use(tmp_path / "none.jsonl")
    assert not list(tmp_path.iterdir())


def test_a_move_that_could_not_be_read_back_is_refused_and_the_record_goes_on(record: Path, moves: Moves) -> None:
    journal, _ = Journal.open(record)
    for event in (Noted(1, "\ud800"), Noted(1, "\x1b[2J"), Passed(1.5), Noted(1, "x", kind="rumour")):  # type: ignore[arg-type]
        with pytest.raises(TabletopError, match="cannot be recorded"):
            journal.append(Move((Passed(1), event)))
    journal.append(Move((Passed(90),)))
    journal.close()
    assert lived(record) == [*moves, (Passed(90),)]


# ---- a disk that fails


def full_disk(room: int) -> Callable[[int, memoryview], int]:
    """``os.write`` on a disk that takes ``room`` more bytes: a short write first, then the error."""
    write, left = os.write, [room]

    def short(fd: int, data: memoryview) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = write(fd, data[: min(left[0], 100)])
        left[0] -= written
        return written

    return short


@pytest.mark.parametrize("room", [0, 1, 99, 100, 350, 600])
def test_a_full_disk_stops_the_exercise_and_leaves_a_whole_record(
    record: Path, moves: Moves, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = record.read_bytes()
    journal, _ = Journal.open(record)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full_disk(room))
        with pytest.raises(TabletopError, match=r"No space left on device.*stops here"):
            journal.append(Move(tuple(Passed(n) for n in range(9))))
    assert record.read_bytes() == before
    with pytest.raises(TabletopError, match="stops here"):
        journal.append(Move((Passed(90),)))
    journal.close()
    journal, history = Journal.open(record)
    journal.close()
    assert [move.events for move in history.moves] == moves


def test_after_a_failed_sync_nothing_more_is_written(
    record: Path, monkeypatch: pytest.MonkeyPatch, moves: Moves
) -> None:
    journal, _ = Journal.open(record)

    def fail(fd: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(TabletopError, match="stops here"):
            journal.append(Move((Passed(90),)))
    with pytest.raises(TabletopError, match="stops here"):
        journal.append(Move((Passed(90),)))
    journal.close()
    assert lived(record) == moves


def test_an_end_that_could_not_even_be_cut_off_is_dropped_on_reopening(
    record: Path, monkeypatch: pytest.MonkeyPatch, moves: Moves
) -> None:
    journal, _ = Journal.open(record)

    def fail(fd: int, length: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full_disk(50))
        patch.setattr(os, "ftruncate", fail)
        with pytest.raises(TabletopError, match="stops here"):
            journal.append(Move((Passed(90),)))
    journal.close()
    journal, history = Journal.open(record)
    journal.close()
    assert [move.events for move in history.moves] == [*moves, (Recovered(60, 50),)]


def test_no_half_made_record_stays_when_the_disk_is_full_at_the_start(
    tmp_path: Path, head: Head, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", full_disk(500))
    with pytest.raises(TabletopError, match="No space left on device"):
        Journal.create(tmp_path / "new.jsonl", head)
    assert not list(tmp_path.iterdir())


# ---- one writer


def test_a_second_writer_is_told_who_holds_the_record(record: Path, head: Head) -> None:
    first, _ = Journal.open(record)
    for use in (lambda: Journal.open(record), lambda: Journal.create(record, head)):
        with pytest.raises(TabletopError, match=f"held by process {os.getpid()}.*tabletop watch"):
            use()
    first.append(Move((Passed(90),)))
    first.close()
    second, history = Journal.open(record)
    second.close()
    assert history.moves[-1].events == (Passed(90),)


def test_a_lock_left_by_a_dead_process_holds_nobody_up(record: Path) -> None:
    record.with_name(f"{record.name}.lock").write_text("4711\n")
    journal, _ = Journal.open(record)
    journal.close()
    assert [path.name for path in record.parent.iterdir()] == [record.name]


def test_a_lock_cleared_away_between_opening_and_locking_it_is_no_lock(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, seize, calls = record.with_name(f"{record.name}.lock"), lock._seize, []

    def seize_late(fd: int) -> None:
        calls.append(fd)
        if len(calls) == 1:
            beside.unlink()
        seize(fd)

    monkeypatch.setattr(lock, "_seize", seize_late)
    journal, _ = Journal.open(record)
    assert beside.exists()
    with pytest.raises(TabletopError, match="held by process"):
        Journal.open(record)
    journal.close()


def test_a_closed_journal_writes_no_more(record: Path) -> None:
    journal, _ = Journal.open(record)
    journal.close()
    journal.close()
    with pytest.raises(TabletopError, match="is closed"):
        journal.append(Move((Passed(90),)))
