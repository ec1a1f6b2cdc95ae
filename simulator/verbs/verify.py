"""``tabletop verify``: whether a record is whole and unchanged since it was written."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from simulator.journal.reader import Verified
from simulator.journal.reader import verify as check
from simulator.wording.speech import problem_json, problem_text
from simulator.wording.voice import Voice

SHOWN = 20
"""How many bad lines people see; --json lists all."""


def verify(*, record: Path, language: str = "en", as_json: bool = False) -> int:
    """Checks every line and the chain between them: 0 when it holds, 1 when not.

    Raises TabletopError where the file cannot be read or is not a record.
    """
    verified, voice = check(record), Voice(language)
    whole = all(problem.severity != "error" for problem in verified.problems)
    for problem in verified.problems[:SHOWN]:
        print(problem_text(problem, language), file=sys.stderr)
    if len(verified.problems) > SHOWN:
        print(voice("… and {count} more", count=len(verified.problems) - SHOWN), file=sys.stderr)
    print(_verdict(record, verified, whole, voice), file=sys.stderr if as_json else sys.stdout)
    if as_json:
        problems = [problem_json(problem, language) for problem in verified.problems]
        document = {"schema_version": 1, "whole": whole, "lines": verified.lines, "head_hash": verified.head_hash}
        print(json.dumps(document | {"problems": problems}, ensure_ascii=False, indent=2))
    return 0 if whole else 1


def _verdict(record: Path, verified: Verified, whole: bool, voice: Voice) -> str:
    if not whole:
        return voice("{record}: the chain is broken", record=record)
    held = voice(
        "{record}: {count} lines, each follows the one before; head hash {hash}",
        record=record,
        count=verified.lines,
        hash=verified.head_hash,
    )
    compare = voice(
        "Compare both with what was shown when the exercise closed: a chain cannot show that its end was cut off."
    )
    return f"{held}\n{compare}"
