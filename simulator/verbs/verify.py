"""``tabletop verify``: whether a record is whole and unchanged since it was written."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from simulator.journal.reader import Verified
from simulator.journal.reader import verify as check

SHOWN = 20
"""Bad lines told to people; programs are told all."""


def verify(*, record: Path, as_json: bool = False) -> int:
    """Checks every line and the chain between them: 0 when it holds, 1 when not.

    Raises TabletopError where the file cannot be read or is no record.
    """
    found = check(record)
    whole = all(problem.severity != "error" for problem in found.problems)
    for problem in found.problems[:SHOWN]:
        print(problem, file=sys.stderr)
    if len(found.problems) > SHOWN:
        print(f"… and {len(found.problems) - SHOWN} more", file=sys.stderr)
    print(_verdict(record, found, whole), file=sys.stderr if as_json else sys.stdout)
    if as_json:
        problems = [asdict(problem) for problem in found.problems]
        document = {"schema_version": 1, "whole": whole, "lines": found.lines, "head_hash": found.head_hash}
        print(json.dumps(document | {"problems": problems}, ensure_ascii=False, indent=2))
    return 0 if whole else 1


def _verdict(record: Path, found: Verified, whole: bool) -> str:
    if not whole:
        return f"{record}: the chain is broken"
    return (
        f"{record}: {found.lines} lines, each follows the one before; head hash {found.head_hash}\n"
        "Compare both with what was told when the exercise closed: a chain cannot show that its end was cut off."
    )
