from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.journal.follow import Follower
from simulator.journal.journal import Journal
from simulator.journal.reader import read
from simulator.timeline.events import Passed
from simulator.timeline.history import Head
from simulator.timeline.moves import Move


def test_a_follower_sees_each_whole_move_once(tmp_path: Path, head: Head) -> None:
    path = tmp_path / "record.jsonl"
    journal, follower = Journal.create(path, head), Follower(path)
    assert follower.poll() == read(path)
    assert follower.poll() is None
    for at in range(3):
        journal.append(Move((Passed(at), Passed(at))))
        assert follower.poll() == read(path)
        assert follower.poll() is None
    journal.close()


def test_a_follower_waits_for_the_rest_of_a_move(record: Path) -> None:
    whole = record.read_bytes()
    record.write_bytes(b"")
    follower, seen = Follower(record), []
    for end in range(len(whole) + 1):
        record.write_bytes(whole[:end])
        history = follower.poll()
        if history:
            seen.append(len(history.moves))
    assert seen == [0, 1, 2, 3]


def test_a_follower_starts_anew_when_the_end_was_taken_back(record: Path) -> None:
    follower, whole = Follower(record), record.read_bytes()
    assert follower.poll()
    lines = whole.splitlines(keepends=True)
    record.write_bytes(b"".join(lines[:5]))
    shorter = follower.poll()
    assert shorter
    assert len(shorter.moves) == 2

    # Taken back and written anew, between two polls, to more than there was.
    record.write_bytes(b"".join(lines[:4]))
    journal, _ = Journal.open(record)
    journal.append(Move(tuple(Passed(n) for n in range(40, 50))))
    journal.close()
    assert follower.poll() == read(record)


def test_a_follower_tells_what_it_cannot_read(record: Path) -> None:
    follower = Follower(record)
    assert follower.poll()
    record.write_bytes(record.read_bytes() + b"{}\n")
    for _ in range(2):
        with pytest.raises(TabletopError, match="bad line 8"):
            follower.poll()
    record.unlink()
    with pytest.raises(TabletopError, match="No such file"):
        follower.poll()
