"""``tabletop redact``: texts taken out of a record on request, in a new record that says so."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from simulator.errors import TabletopError, clean
from simulator.exercise.wall import RealWall
from simulator.journal.reader import read
from simulator.wording.voice import Voice
from simulator.workspace.rewriting import Request, rewrite, still_named


def redact(
    *,
    record: Path,
    reason: str,
    who: str,
    containing: Sequence[str] = (),
    seats: Sequence[str] = (),
    output: Path | None = None,
    language: str | None = None,
) -> int:
    """Writes the record without those texts beside it, or to ``output``, and says how many were taken out: 0.

    Raises TabletopError where it is not said which, why or by whom, nothing is found, or a file cannot be read or
    written.
    """
    asked = Request(clean(who).strip(), clean(reason).strip(), tuple(filter(str.strip, containing)), tuple(seats))
    if not (asked.containing or asked.seats):
        raise TabletopError("say which texts: --containing WORDS, or --seat SEAT")
    if not (asked.who and asked.reason):
        raise TabletopError("say who takes them out and why: --by WHO --reason TEXT")
    path = output or record.with_suffix(".redacted.jsonl")
    if path.suffix != ".jsonl":
        raise TabletopError("{record}: a record's name ends in .jsonl", record=path)
    count = rewrite(record, path, asked, RealWall().stamp())
    history = read(path)
    voice = Voice.of(history.head.setup, language or history.head.language)
    print(voice("Record: {path}", path=path.absolute()))
    print(voice("Texts taken out: {count}. Its head hash is now {hash}", count=count, hash=history.head_hash))
    if left := still_named(history, asked.containing):
        print(voice("Place, seats or scenario still hold: {words}", words=", ".join(left)), file=sys.stderr)
    print(voice("The old record stays where it is: {path}", path=record), file=sys.stderr)
    return 0
