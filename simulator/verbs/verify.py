"""``tabletop verify``: whether a record, the ledger beside it or a pack is whole and unchanged since it was written."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.errors import TabletopError
from simulator.journal.ledger import LedgerReader, is_ledger
from simulator.journal.reader import Verified
from simulator.journal.reader import verify as check
from simulator.journal.witness import Witness
from simulator.verbs.verify_held import OTHER, Held
from simulator.verbs.verify_pack import verify_pack
from simulator.wording.speech import problem_json, problem_text
from simulator.wording.voice import Voice
from simulator.workspace.unpacking import is_pack

SHOWN = 20
"""How many bad lines people see; --json lists all."""


def verify(
    *,
    record: Path,
    expect: str | None = None,
    against: Path | None = None,
    witnesses: Sequence[str] = (),
    key: Path | None = None,
    language: str = "en",
    as_json: bool = False,
) -> int:
    """Checks every line, the chain between them, and what is known of it from elsewhere: 0 when all holds, 1 when not.

    ``expect``: its last hash, or the first digits of it; ``against``: a report that tells it; ``witnesses``: lines that
    were kept of it, or files that hold some, each of which it must begin with. Of a pack every file is checked, and its
    signature, which must be of ``key`` where one is named. Raises TabletopError where a file cannot be read or is not a
    record, ``expect`` is no hash, a witness none, or ``key`` no public key.
    """
    held = Held.of(expect, against, witnesses)
    if is_pack(record):
        return verify_pack(record, held, key, language, as_json=as_json)
    if key:
        raise TabletopError("--key is for a pack: {record} is a record, which nobody signs", record=record)
    verified, voice = check(record, LedgerReader if is_ledger(record) else None), Voice(language)
    problems = (*verified.problems, *held.problems(verified, record))
    whole = all(problem.severity != "error" for problem in problems)
    for problem in problems[:SHOWN]:
        print(problem_text(problem, language), file=sys.stderr)
    if len(problems) > SHOWN:
        print(voice("… and {count} more", count=len(problems) - SHOWN), file=sys.stderr)
    codes = {problem.code for problem in problems if problem.severity == "error"}
    told = [*(_whole(record, verified, held, voice) if whole else [_refused(record, codes, voice)])]
    for line in (*told, *held.agreeing(verified, voice)):
        print(line, file=sys.stderr if as_json else sys.stdout)
    if as_json:
        document = {"schema_version": 1, "whole": whole, "lines": verified.lines, "head_hash": verified.head_hash}
        document |= {"witness": str(_witness(verified))} if verified.exercise else {}
        document |= {"witnesses": held.document(verified)} if held.witnesses else {}
        document |= {"problems": [problem_json(problem, language) for problem in problems]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    return 0 if whole else 1


def _refused(record: Path, codes: set[str], voice: Voice) -> str:
    if codes == {OTHER}:
        return voice("{record}: not the record that was expected", record=record)
    return voice("{record}: the chain is broken", record=record)


def _whole(record: Path, verified: Verified, held: Held, voice: Voice) -> Iterator[str]:
    yield voice(
        "{record}: {count} lines, each follows the one before; head hash {hash}",
        record=record,
        count=verified.lines,
        hash=verified.head_hash,
    )
    if held.names_the_end:
        yield voice("Its last hash is the one expected.")
    elif not held.witnesses:
        yield voice(
            "Compare both with what was shown when the record was closed: a chain cannot show that its end was cut off."
        )
    if verified.exercise:
        yield str(_witness(verified))


def _witness(verified: Verified) -> Witness:
    """What can be kept of it as it is now."""
    return Witness(verified.exercise, verified.day, verified.lines, verified.head_hash)
