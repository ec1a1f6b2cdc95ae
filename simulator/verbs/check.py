"""``tabletop check``: what is wrong with scenarios, playbooks, teams and expectations, and between them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from simulator.content.library import Library
from simulator.content.lint import check as problems_of
from simulator.errors import Problem, Severity
from simulator.files import real
from simulator.home import is_library
from simulator.verbs.words import listed
from simulator.wording.speech import problem_json, problem_text
from simulator.wording.voice import Voice


def check(
    *, paths: Sequence[Path] = (), libraries: Sequence[Path] = (), language: str = "en", as_json: bool = False
) -> int:
    """Checks these files and what they go with, or the whole library: 1 when something is an error, else 0."""
    library = Library.open((*_around(paths), *libraries))
    problems = problems_of(library, paths, datetime.now(UTC).date())
    people = sys.stderr if as_json else sys.stdout
    for problem in problems:
        print(problem_text(problem, language), file=people)
    print(_summary(problems, Voice(language)), file=people)
    if as_json:
        document = {"schema_version": 1, "problems": [problem_json(problem, language) for problem in problems]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _around(paths: Sequence[Path]) -> Iterator[Path]:
    """The libraries that files given by their path lie in: what they refer to is looked for there first."""
    for path in paths:
        if is_library(path):
            yield path
        way = [real(path), *real(path).parents]
        yield from (folder.parent for folder in way[:4] if folder.name in ("scenarios", "playbooks"))


_COUNTED: dict[Severity, tuple[str, str]] = {
    "error": ("{count} error", "{count} errors"),
    "warning": ("{count} warning", "{count} warnings"),
    "note": ("{count} note", "{count} notes"),
}


def _summary(problems: Sequence[Problem], voice: Voice) -> str:
    counts = Counter(problem.severity for problem in problems)
    counted = [voice(words[n != 1], count=n) for severity, words in _COUNTED.items() if (n := counts[severity])]
    return listed(counted, voice) if counted else voice("no problems found")
