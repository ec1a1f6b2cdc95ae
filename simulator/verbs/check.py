"""``tabletop check``: what is wrong with scenarios, playbooks, teams and expectations, and between them."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.content.library import Library
from simulator.content.lint import check as problems_of
from simulator.errors import Problem, Severity
from simulator.files import real
from simulator.home import is_library, own
from simulator.verbs.around import today
from simulator.verbs.github import annotation
from simulator.verbs.words import listed
from simulator.wording.speech import problem_json, problem_text, say
from simulator.wording.voice import Voice


def check(
    *,
    paths: Sequence[Path] = (),
    libraries: Sequence[Path] = (),
    bundled: bool = False,
    strict: bool = False,
    ignored: Sequence[str] = (),
    form: str = "text",
    language: str = "en",
    as_json: bool = False,
) -> int:
    """Checks these files and what they go with, or the libraries that are one's own.

    The path ``-`` is standard input. ``bundled``: the one that came with the program, too. 1 when something is an
    error, or with ``strict`` a warning; else 0. Problems whose code is ``ignored`` count nowhere. TabletopError where
    there is nothing to check.
    """
    paths = [_as_seen_from_here(path) for path in paths]
    library = Library.open((*_around(paths), *map(_as_seen_from_here, libraries)))
    every = problems_of(library, paths, today(), library.folders if bundled else own(library.folders))
    problems = [problem for problem in every if problem.code not in ignored]
    people = sys.stderr if as_json else sys.stdout
    for problem in problems:
        print(_for_github(problem, language) if form == "github" else problem_text(problem, language), file=people)
    print(_summary(problems, Voice(language)), file=people)
    for code in dict.fromkeys(ignored):
        if not any(problem.code == code for problem in every):
            print(Voice(language)("--ignore {code}: nothing here has this code", code=code), file=sys.stderr)
    if as_json:
        document = {"schema_version": 1, "problems": [problem_json(problem, language) for problem in problems]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    failing = ("error", "warning") if strict else ("error",)
    return 1 if any(problem.severity in failing for problem in problems) else 0


def _around(paths: Sequence[Path]) -> Iterator[Path]:
    """The libraries that files given by their path lie in: what they refer to is looked for there first."""
    for path in paths:
        if is_library(path):
            yield path
        way = [real(path), *real(path).parents]
        roots = (folder.parent for folder in way[:4] if folder.name in ("scenarios", "playbooks"))
        yield from map(_as_seen_from_here, roots)


def _as_seen_from_here(path: Path) -> Path:
    """One name for each file, however it was given: relative where it lies in the working folder, else absolute."""
    whole = Path(os.path.abspath(path))
    here = Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole


_COUNTED: dict[Severity, tuple[str, str]] = {
    "error": ("{count} error", "{count} errors"),
    "warning": ("{count} warning", "{count} warnings"),
    "note": ("{count} note", "{count} notes"),
}


def _for_github(problem: Problem, language: str) -> str:
    """What GitHub shows at the line of the change."""
    words, file = say(problem.message, language), problem.file
    return annotation(problem.severity, words, file=file, line=problem.line, column=problem.column, title=problem.code)


def _summary(problems: Sequence[Problem], voice: Voice) -> str:
    counts = Counter(problem.severity for problem in problems)
    counted = [voice(words[n != 1], count=n) for severity, words in _COUNTED.items() if (n := counts[severity])]
    return listed(counted, voice) if counted else voice("no problems found")
