"""``tabletop verify``: whether a record, the ledger beside it or a pack is whole and unchanged since it was written."""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from simulator.errors import Problem, Sentence, TabletopError, why
from simulator.files import opened
from simulator.journal.ledger import LedgerReader, is_ledger
from simulator.journal.reader import Verified
from simulator.journal.reader import verify as check
from simulator.verbs.verify_pack import verify_pack
from simulator.wording.speech import problem_json, problem_text
from simulator.wording.voice import Voice
from simulator.workspace.unpacking import is_pack

_LARGEST = 64 * 2**20
"""Bytes of a report that are looked at."""
SHOWN = 20
"""How many bad lines people see; --json lists all."""


def verify(
    *,
    record: Path,
    expect: str | None = None,
    against: Path | None = None,
    key: Path | None = None,
    language: str = "en",
    as_json: bool = False,
) -> int:
    """Checks every line, the chain between them, and its last hash where one is known: 0 when all holds, 1 when not.

    ``expect``: the hash, or its first digits; ``against``: a report that tells it. Of a pack every file is checked, and
    its signature, which must be of ``key`` where one is named. Raises TabletopError where a file cannot be read or is
    not a record, ``expect`` is no hash, or ``key`` no public key.
    """
    digits = _hash(expect) if expect is not None else []
    if is_pack(record):
        expected = [*digits, *(_hashes_in(against) if against else ())]
        return verify_pack(record, expected, key, language, as_json=as_json)
    if key:
        raise TabletopError("--key is for a pack: {record} is a record, which nobody signs", record=record)
    verified, voice = check(record, LedgerReader if is_ledger(record) else None), Voice(language)
    others = [_other(verified, digits, record, None)] if digits else []
    others += [_other(verified, _hashes_in(against), record, against)] if against else []
    verified = verified._replace(problems=(*verified.problems, *filter(None, others)))
    whole = all(problem.severity != "error" for problem in verified.problems)
    for problem in verified.problems[:SHOWN]:
        print(problem_text(problem, language), file=sys.stderr)
    if len(verified.problems) > SHOWN:
        print(voice("… and {count} more", count=len(verified.problems) - SHOWN), file=sys.stderr)
    print(
        _verdict(record, verified, whole, voice, compared=bool(digits or against)),
        file=sys.stderr if as_json else sys.stdout,
    )
    if as_json:
        problems = [problem_json(problem, language) for problem in verified.problems]
        document = {"schema_version": 1, "whole": whole, "lines": verified.lines, "head_hash": verified.head_hash}
        print(json.dumps(document | {"problems": problems}, ensure_ascii=False, indent=2))
    return 0 if whole else 1


def _hash(digits: str) -> list[str]:
    given = digits.strip().lower()
    if not re.fullmatch("[0-9a-f]{8,64}", given):
        raise TabletopError("{found} is no hash: write 8 to 64 of its digits", found=digits)
    return [given]


def _hashes_in(report: Path) -> list[str]:
    """At least one: a page that tells none, or only the beginning of one, can show nothing."""
    try:
        with opened(report) as file:
            held = file.read(_LARGEST)
        written = _parts_of(held) if held.startswith(b"PK") else held
    except (OSError, BadZipFile, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise TabletopError("{path} cannot be read: {reason}", path=report, reason=why(error)) from error
    if written.startswith(b"%PDF"):
        raise TabletopError(
            "{path}: this cannot read a PDF: give the head hash that stands in it with --expect", path=report
        )
    found = re.findall(r"\b[0-9a-f]{64}\b", written.decode("utf-8", "replace"))
    if not found:
        raise TabletopError(
            "{report} tells no whole hash: take the whole report, or give the digits that it shows with --expect",
            report=report,
        )
    return found


def _parts_of(held: bytes) -> bytes:
    """What a Word or Excel file holds: a zip of texts, of which no more is unpacked than is looked at."""
    written = b""
    with ZipFile(BytesIO(held)) as file:
        for name in file.namelist():
            if name.endswith(".xml"):
                with file.open(name) as part:
                    written += part.read(max(_LARGEST - len(written), 0)) + b"\n"
    return written


def _other(verified: Verified, expected: Sequence[str], record: Path, report: Path | None) -> Problem | None:
    """What is wrong with its last hash; None where it is one of those expected, or begins as one."""

    def is_expected(digest: str) -> bool:
        return any(digest.startswith(digits) for digits in expected)

    if is_expected(verified.head_hash):
        return None
    earlier = next((n for n, found in enumerate(verified.hashes, 1) if is_expected(found)), 0)
    if earlier:
        said = Sentence("it was expected to end with line {line}: what follows came later", line=earlier)
    elif report:
        said = Sentence("{report} is not a report of this record: none of its hashes is there", report=report)
    else:
        said = Sentence("its head hash is {found}, not the one expected", found=verified.head_hash)
    return Problem(str(record), 0, 0, "other-record", "error", said)


def _verdict(record: Path, verified: Verified, whole: bool, voice: Voice, *, compared: bool) -> str:
    if not whole:
        if all(problem.code == "other-record" for problem in verified.problems if problem.severity == "error"):
            return voice("{record}: not the record that was expected", record=record)
        return voice("{record}: the chain is broken", record=record)
    held = voice(
        "{record}: {count} lines, each follows the one before; head hash {hash}",
        record=record,
        count=verified.lines,
        hash=verified.head_hash,
    )
    if compared:
        return held + "\n" + voice("Its last hash is the one expected.")
    compare = voice(
        "Compare both with what was shown when the exercise closed: a chain cannot show that its end was cut off."
    )
    return f"{held}\n{compare}"
