from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.journal.journal import Journal
from simulator.journal.reader import verify
from simulator.timeline.events import Closed, Started
from simulator.timeline.history import Head
from simulator.timeline.moves import Move
from simulator.verbs.verify import verify as verify_verb


def test_any_bit_flipped_before_the_last_line_is_found(tmp_path: Path, head: Head) -> None:
    path = tmp_path / "record.jsonl"
    journal = Journal.create(path, head)
    for event in (Started(0), Closed(9)):
        journal.append(Move((event,)))
    journal.close()
    whole = path.read_bytes()
    head_end, last_line = whole.index(b"\n"), whole[:-1].rindex(b"\n") + 1
    for place in range(last_line):
        # Of the head, which is long and slow to read, one bit of every byte is enough.
        for bit in range(8) if place >= head_end else [place % 8]:
            flipped = bytearray(whole)
            flipped[place] ^= 1 << bit
            path.write_bytes(flipped)
            assert found(path), f"bit {bit} of byte {place}"


def found(path: Path) -> bool:
    try:
        return any(problem.severity == "error" for problem in verify(path).problems)
    except TabletopError:
        return True


def test_lines_removed_doubled_or_swapped_are_found(record: Path) -> None:
    a, b, c, d, *rest = record.read_bytes().splitlines(keepends=True)
    for number, changed in ((3, [a, b, d]), (4, [a, b, c, c, d]), (3, [a, b, d, c])):
        record.write_bytes(b"".join([*changed, *rest]))
        assert verify(record).problems[0].line == number


def test_all_bad_lines_are_told_not_only_the_first(record: Path) -> None:
    lines = record.read_bytes().splitlines(keepends=True)
    lines[2], lines[5] = lines[2].replace(b"alert", b"alarm"), b"\x00" * 80 + b"\n"
    record.write_bytes(b"".join(lines))
    assert [problem.line for problem in verify(record).problems] == [3, 4, 6, 7]


def test_the_verb_tells_count_and_hash(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_verb(record=record) == 0
    told = capsys.readouterr().out
    assert "7 lines" in told
    assert verify(record).head_hash in told


def test_the_verb_says_1_when_the_chain_is_broken(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record.write_bytes(record.read_bytes().replace(b"alert", b"alarm"))
    assert verify_verb(record=record, as_json=True) == 1
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert (document["schema_version"], document["whole"]) == (1, False)
    assert document["problems"][0]["line"] == 2
    assert "chain is broken" in told.err


def test_an_unfinished_end_is_no_broken_chain(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = record.read_bytes()
    record.write_bytes(whole + b'{"event":')
    assert verify_verb(record=record) == 0
    assert f"{record}:8: warning: the last move is unfinished (9 bytes)" in capsys.readouterr().err
