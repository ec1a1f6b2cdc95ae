"""Witnesses: a line kept of a record finds later whether it was cut, changed or written anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli import main
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.findings.findings import findings
from simulator.journal.blocks import block, head_line
from simulator.journal.chain import digest
from simulator.journal.reader import Reader, read, verify_bytes
from simulator.journal.witness import AGREES, Witness, standing, witness_of, witnesses_in
from simulator.report.render.formats import FORMATS
from simulator.timeline.events import Event, Noted
from simulator.timeline.history import History
from simulator.wording.voice import Voice
from simulator.workspace.packing import write_pack
from tests.exercise.records import play_record
from tests.setups import make_setup

SETUP = make_setup([{"id": "look", "role": "analyst", "takes": "10m..20m..1h", "once": "detected"}])


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    deeds = (c.Order("look"), c.Note("Legal was late"), 20, c.Note("All well"))
    return play_record(tmp_path_factory.mktemp("records") / "friday.jsonl", SETUP, *deeds)


def witnesses(content: bytes) -> Iterator[Witness]:
    """One after every move, as somebody would have taken it then."""
    written = content.splitlines(keepends=True)
    for count in range(1, len(written) + 1):
        reader = Reader("then")
        reader.feed(written[:count])
        if reader.lines == count:
            yield witness_of(reader.history())


def agrees(witness: Witness, content: bytes) -> bool:
    try:
        return standing(witness, verify_bytes("now", content)) in AGREES
    except TabletopError:
        return False


def anew(history: History) -> bytes:
    """The record as a forger writes it: every line follows the one before."""
    lines = [head_line(history.head)]
    last = digest(lines[0])
    for move in history.moves:
        written, last = block(move, last)
        lines.append(written)
    return b"".join(lines)


def kinder(event: Event) -> Event:
    return replace(event, text="Legal was quick") if isinstance(event, Noted) else event


def test_a_witness_of_every_beginning_agrees(record: Path) -> None:
    content = record.read_bytes()
    verified = verify_bytes("now", content)
    stands = [standing(witness, verified) for witness in witnesses(content)]
    assert len(stands) > 5
    assert stands == ["beginning"] * (len(stands) - 1) + ["end"]


@given(data=st.data())
def test_no_byte_of_what_it_saw_can_change(record: Path, data: st.DataObject) -> None:
    content = record.read_bytes()
    witness = data.draw(st.sampled_from(list(witnesses(content))))
    seen = len(b"".join(content.splitlines(keepends=True)[: witness.lines]))
    place, other = data.draw(st.integers(0, seen - 1)), data.draw(st.integers(1, 255))
    changed = bytearray(content)
    changed[place] ^= other
    assert not agrees(witness, bytes(changed))
    if seen < len(content):
        changed = bytearray(content)
        changed[data.draw(st.integers(seen, len(content) - 1))] ^= other
        assert agrees(witness, bytes(changed)), "what came later is none of its business"


def test_a_chain_made_anew_is_found_and_a_cut_end_too(record: Path) -> None:
    history = read(record)
    witness = witness_of(history)
    moves = [replace(move, events=tuple(map(kinder, move.events))) for move in history.moves]
    forged = verify_bytes("forged", anew(replace(history, moves=tuple(moves))))
    assert forged.problems == (), "its chain is whole"
    assert standing(witness, forged) == "other-line"
    cut = verify_bytes("cut", anew(replace(history, moves=history.moves[:-2])))
    assert cut.problems == ()
    assert standing(witness, cut) == "cut"


def test_it_is_read_off_a_note_however_lines_were_broken_and_with_fewer_digits(record: Path) -> None:
    witness = witness_of(read(record))
    first, second = witness.parts
    (typed,) = witnesses_in(f"Friday's exercise\n  {first.upper()}\n   {second[:19]}\nsee you")
    assert typed == replace(witness, head_hash=witness.head_hash[:12])
    assert standing(typed, verify_bytes("now", record.read_bytes())) == "end"
    assert witnesses_in(f"{witness} {witness}") == (witness, witness)
    assert witnesses_in(second) == ()


def test_verify_says_which_witness_agrees_and_which_does_not(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early, *_, late = witnesses(record.read_bytes())
    notes = tmp_path / "notes.txt"
    notes.write_text(f"kept by legal:\n{early}\n", "utf-8")
    assert main(["verify", str(record), "--witness", str(notes), "--witness", str(late)]) == 0
    agreed = capsys.readouterr().out
    assert f"Witness of {early.lines} lines: it agrees, and {late.lines - early.lines} lines came later." in agreed
    assert f"Witness of {late.lines} lines: it agrees, and the record ends there." in agreed

    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(b"".join(record.read_bytes().splitlines(keepends=True)[: early.lines]))
    asked = ["verify", str(cut), "--json", "--witness", str(notes), "--witness", str(late)]
    assert main(asked) == 1
    told = capsys.readouterr()
    assert "Its end was cut off, or this is an earlier copy" in told.err
    stood = {one["witness"]: (one["standing"], one["agrees"]) for one in json.loads(told.out)["witnesses"]}
    assert stood == {str(early): ("end", True), str(late): ("cut", False)}


def test_verify_prints_what_can_be_kept_and_takes_it_back_as_a_file(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(record)]) == 0
    kept = tmp_path / "kept.txt"
    kept.write_text(capsys.readouterr().out, "utf-8")
    assert main(["verify", str(record), "--witness", str(kept)]) == 0
    assert main(["verify", str(record), "--witness", str(record.parent)]) == 2
    assert main(["verify", str(record), "--witness", str(record)]) == 2
    assert "holds no witness" in capsys.readouterr().err


def test_a_record_without_texts_says_what_it_was_and_that_alone_proves_nothing(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "clean.jsonl"
    why = ("--by", "officer", "--reason", "asked", "-o", str(other))
    assert main(["redact", str(record), "--containing", "legal", *why]) == 0
    assert main(["verify", str(other), "--witness", str(witness_of(read(record)))]) == 1
    assert "ask to see that" in capsys.readouterr().err


def test_a_witness_holds_for_a_pack_as_far_as_the_pack_tells(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early, *_, late = witnesses(record.read_bytes())
    for redact in (False, True):
        write_pack(record, tmp_path / "pack.zip", studied=False, redact=redact)
        assert main(["verify", str(tmp_path / "pack.zip"), "--witness", str(late)]) == 0
        assert main(["verify", str(tmp_path / "pack.zip"), "--witness", str(early)]) == 0
        assert ("so whether it begins so cannot be told" in capsys.readouterr().err) is redact
        forged = replace(late, head_hash="0" * 64)
        assert main(["verify", str(tmp_path / "pack.zip"), "--witness", str(forged)]) == 1


def test_the_report_names_the_seats_that_were_there_at_the_close(tmp_path: Path) -> None:
    joins = (c.Join("legal", ("player",)), c.Join("observer", ("observer",)), c.Leave("observer"))
    found = findings(read(play_record(tmp_path / "record.jsonl", SETUP, *joins)))
    assert "**Both were shown at the close to**: legal\n" in FORMATS["md"].report(found, Voice("en")).decode()
    still_open = findings(read(play_record(tmp_path / "open.jsonl", SETUP, *joins, closed=False)))
    assert "shown at the close" not in FORMATS["md"].report(still_open, Voice("en")).decode()
