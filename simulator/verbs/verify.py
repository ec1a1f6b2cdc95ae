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
"""Bad lines told to people; programs are told all."""


def verify(*, record: Path, language: str = "en", as_json: bool = False) -> int:
    """Checks every line and the chain between them: 0 when it holds, 1 when not.

    Raises TabletopError where the file cannot be read or is no record.
    """
    found, voice = check(record), Voice(language)
    whole = all(problem.severity != "error" for problem in found.problems)
    for problem in found.problems[:SHOWN]:
        print(problem_text(problem, language), file=sys.stderr)
    if len(found.problems) > SHOWN:
        print(voice("… and {count} more", count=len(found.problems) - SHOWN), file=sys.stderr)
    print(_verdict(record, found, whole, voice), file=sys.stderr if as_json else sys.stdout)
    if as_json:
        problems = [problem_json(problem, language) for problem in found.problems]
        document = {"schema_version": 1, "whole": whole, "lines": found.lines, "head_hash": found.head_hash}
        print(json.dumps(document | {"problems": problems}, ensure_ascii=False, indent=2))
    return 0 if whole else 1


def _verdict(record: Path, found: Verified, whole: bool, voice: Voice) -> str:
    if not whole:
        return voice("{record}: the chain is broken", record=record)
    held = voice(
        "{record}: {count} lines, each follows the one before; head hash {hash}",
        record=record,
        count=found.lines,
        hash=found.head_hash,
    )
    compare = voice(
        "Compare both with what was told when the exercise closed: a chain cannot show that its end was cut off."
    )
    return f"{held}\n{compare}"
