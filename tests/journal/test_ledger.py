"""The ledger: lines of a record's own kind, one a write, told only when they are on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.journal.ledger import LedgerReader, append, entries
from simulator.journal.reader import verify
from simulator.timeline.follow_up import (
    ActionDone,
    ActionHeld,
    ActionPostponed,
    ActionProposed,
    ActionReopened,
    ActionRetested,
    Entry,
    ExerciseBegun,
    Written,
)

ENTRIES: tuple[Entry[Written], ...] = (
    Entry("2026-11-30T10:00:00+09:00", ActionDone("4f2a9c-1", "runbook 7, reviewed")),
    Entry("2026-12-01T10:00:00+09:00", ActionReopened("4f2a9c-1", "対応が不十分")),
    Entry("2026-12-02T10:00:00+09:00", ActionPostponed("4f2a9c-1", "2027-01-15")),
    Entry("2026-12-03T10:00:00+09:00", ActionHeld("4f2a9c-2", "exercise of December")),
    Entry(
        "2026-12-04T10:00:00+09:00",
        ActionRetested("4f2a9c-1", "appi/known", 1000, (0.4, 0.37, 0.43), (1.0, 0.99, 1.0), (0.6, 0.5, 0.7), "2"),
    ),
    Entry(
        "2026-12-04T11:00:00+09:00",
        ActionProposed(
            "4f2a9c-1",
            "faster/scope",
            "steps.scope.takes",
            "2h",
            "1h30m",
            "appi/known",
            1000,
            (0.4, 0.37, 0.43),
            (0.6, 0.5, 0.7),
            (0.2, 0.1, 0.3),
            also=(("parallel/declare/scope", "steps.scope.after", "[declare]", "[]"),),
        ),
    ),
    Entry(
        "2026-12-05T10:00:00+09:00",
        ExerciseBegun("5e0d11", "2026-12-05T09:59:00+09:00", "leak", "ours", "rehearsal", "夏.jsonl"),
    ),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.jsonl"
    for entry in ENTRIES:
        append(path, entry)
    return path


def test_what_was_written_is_read_and_each_line_follows_the_one_before(ledger: Path) -> None:
    assert entries(ledger) == ENTRIES
    verified = verify(ledger, LedgerReader)
    assert (verified.problems, verified.lines) == ((), 1 + len(ENTRIES))


def test_an_entry_costs_one_write_and_one_sync_of_the_file(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    write, sync = os.write, os.fsync

    def counted_write(fd: int, data: bytes) -> int:
        calls.append("write")
        return write(fd, data)

    def counted_sync(fd: int) -> None:
        calls.append("sync")
        sync(fd)

    monkeypatch.setattr(os, "write", counted_write)
    monkeypatch.setattr(os, "fsync", counted_sync)
    append(ledger, ENTRIES[0])
    # First the holder's number into the lock file, last the folder's own sync.
    assert calls == ["write", "write", "sync", "sync"]


@pytest.mark.parametrize("line", range(len(ENTRIES)))
def test_a_line_changed_later_breaks_the_chain(ledger: Path, line: int) -> None:
    lines = ledger.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace(b"2026", b"2025").replace(b"tabletop 0", b"tabletop 9")
    ledger.write_bytes(b"".join(lines))
    assert verify(ledger, LedgerReader).problems
    before = ledger.read_bytes()
    with pytest.raises(TabletopError, match="bad line"):
        append(ledger, ENTRIES[0])
    assert ledger.read_bytes() == before


def test_cut_at_any_byte_it_holds_its_whole_lines_and_goes_on(ledger: Path) -> None:
    whole = ledger.read_bytes()
    for end in range(0, len(whole), 7):
        ledger.write_bytes(whole[:end])
        kept = max(whole[:end].count(b"\n") - 1, 0)
        assert entries(ledger) == ENTRIES[:kept]
        append(ledger, ENTRIES[-1])
        assert entries(ledger) == (*ENTRIES[:kept], ENTRIES[-1])
        assert not verify(ledger, LedgerReader).problems


def test_a_full_disk_leaves_what_was_there(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ledger.read_bytes()

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TabletopError, match="cannot be written"):
        append(ledger, ENTRIES[0])
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"{}\n", b"{}", b"my notes", b'{"format":"tabletop-record","version":2}\n', b"\xff"]
)
def test_another_file_of_that_name_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(content)
    with pytest.raises(TabletopError, match="not the ledger"):
        append(path, ENTRIES[0])
    assert path.read_bytes() == content


def test_a_later_version_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_text('{"format":"tabletop-ledger","version":9,"tool":"tabletop 7"}\n')
    with pytest.raises(TabletopError, match="update it"):
        entries(path)
