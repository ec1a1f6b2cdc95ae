"""``tabletop coverage``: the requirements, which scenarios exercise each, and when it was last exercised."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from string import ascii_uppercase

from simulator.content.library import Library
from simulator.errors import TabletopError, why
from simulator.exchange.atlas import Atlas
from simulator.exchange.atlas_scenario import category_of
from simulator.model.scenario import Scenario
from simulator.timeline.coverage import Covered, coverage
from simulator.timeline.history import History
from simulator.verbs.coverage_cases import covered_cases, document, lines
from simulator.verbs.import_atlas import read_file
from simulator.verbs.printed import table
from simulator.wording.voice import Voice
from simulator.workspace.records import by_name, readable

_TITLE = 70
"""Cells that a title keeps before the columns stand under each other."""


def cover(
    *,
    jurisdiction: str | None = None,
    against: Path | None = None,
    categories: Sequence[str] = (),
    libraries: Sequence[Path] = (),
    records: Sequence[Path],
    language: str = "en",
    as_json: bool = False,
) -> int:
    """Prints the matrix: 0. What cannot be read is named on stderr and left out.

    ``against``: the cases of this file of MITRE ATLAS instead of requirements; of ``categories`` where some are named.
    Raises TabletopError for a jurisdiction of which the library has no requirement, and for a file that cannot be read.
    """
    if against and jurisdiction:
        raise TabletopError(
            "--against is about cases, {jurisdiction} about requirements: name one", jurisdiction=jurisdiction
        )
    if categories and not against:
        raise TabletopError("--category is for cases: with --against ATLAS.yaml")
    atlas = read_file(against)[0] if against else None
    library, voice = Library.open(libraries), Voice(language)
    entries = [*library.requirements(), *library.scenarios()]
    for path in dict.fromkeys(entry.path for entry in entries if entry.value is None):
        print(voice("{path} has errors: tabletop check {path}", path=path), file=sys.stderr)
    scenarios = [entry.value for entry in library.scenarios() if entry.value]
    if atlas:
        _of_cases(atlas, categories, scenarios, _readable(records, voice), voice, as_json)
        return 0
    requirements = [entry.value for entry in library.requirements() if entry.value]
    known = sorted({requirement.jurisdiction for requirement in requirements})
    if jurisdiction and jurisdiction not in known:
        raise TabletopError(
            "the library has no requirement of {jurisdiction}: write one of {known}",
            jurisdiction=jurisdiction,
            known=tuple(known),
        )
    wanted = [requirement for requirement in requirements if jurisdiction in (None, requirement.jurisdiction)]
    rows = coverage(wanted, scenarios, _readable(records, voice))
    if as_json:
        items = [_item(covered, language) for covered in rows]
        print(json.dumps({"schema_version": 1, "items": items}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_matrix(rows, [scenario.id for scenario in scenarios], records, voice)))
    return 0


def _of_cases(
    atlas: Atlas,
    categories: Sequence[str],
    scenarios: Sequence[Scenario],
    records: Iterator[History],
    voice: Voice,
    as_json: bool,
) -> None:
    known = {category_of(case) for case in atlas.cases.values()}
    if unknown := next((category for category in categories if category not in known), None):
        raise TabletopError(
            "the file has no case of {category}: it has some of {known}", category=unknown, known=tuple(sorted(known))
        )
    rows = covered_cases(atlas, categories, scenarios, records)
    if as_json:
        print(json.dumps(document(atlas, rows), ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(atlas, rows, voice)))


def _readable(records: Sequence[Path], voice: Voice) -> Iterator[History]:
    def left_out(error: Exception) -> None:
        print(voice("left out: {reason}", reason=why(error)), file=sys.stderr)

    return (history for _, history in readable(by_name(*records), left_out))


def _matrix(rows: Sequence[Covered], scenarios: Sequence[str], records: Sequence[Path], voice: Voice) -> Iterator[str]:
    letters = [ascii_uppercase[n % 26] for n in range(len(scenarios))]
    yield from (f"  {letter}  {scenario}" for letter, scenario in zip(letters, scenarios, strict=True))
    yield ""
    heads = [voice("REQUIREMENT"), "".join(letters), voice("LAST EXERCISED"), voice("HOW"), voice("WHAT IT IS")]
    yield from table(heads, [_row(covered, scenarios, letters, voice) for covered in rows], indent="", least=_TITLE)
    yield ""
    yield voice(
        "{all} requirements: scenarios in reach exercise {possible}; records in {folder} show {done} exercised.",
        all=len(rows),
        possible=sum(bool(covered.scenarios) for covered in rows),
        done=sum(bool(covered.held) for covered in rows),
        folder=", ".join(map(str, records)),
    )
    yield voice(
        "Only closed exercises of people count. An exercise is evidence of preparedness, not of compliance; what a"
        " requirement asks for is put in our words (tabletop show ID), and is not legal advice."
    )


def _row(covered: Covered, scenarios: Sequence[str], letters: Sequence[str], voice: Voice) -> list[str]:
    marks = "".join(
        letter if scenario in covered.scenarios else "·" for scenario, letter in zip(scenarios, letters, strict=True)
    )
    last = covered.held[0] if covered.held else None
    when = f"{last.day or '?'} {last.scenario}" if last else "–"
    title = covered.requirement.title.say(voice.language)
    if covered.requirement.off == "future":
        title = voice("not yet in force: {title}", title=title)
    elif covered.requirement.off:
        title = voice("not confirmed, do not cite: {title}", title=title)
    rating = (last.rating or "–") if last else ""
    return [covered.requirement.id, marks, when, rating, title]


def _item(covered: Covered, language: str) -> dict[str, object]:
    requirement = covered.requirement
    return {
        "id": requirement.id,
        "title": requirement.title.say(language),
        "jurisdiction": requirement.jurisdiction,
        "scenarios": list(covered.scenarios),
        "exercises": [asdict(held) for held in covered.held],
    }
