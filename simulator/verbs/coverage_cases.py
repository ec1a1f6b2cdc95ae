"""``tabletop coverage --against``: public cases and their techniques, and which of them somebody has exercised.

A scenario is for a case where the case's id stands among its references.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from simulator.exchange.atlas import Atlas, Case
from simulator.exchange.atlas_scenario import category_of
from simulator.model.scenario import Scenario
from simulator.timeline.history import History
from simulator.verbs.printed import table
from simulator.wording.voice import Voice

_TITLE = 60
"""Cells that a title keeps before the columns stand under each other."""


@dataclass(frozen=True)
class Tried:
    """An exercise whose scenario is for a case."""

    day: str
    scenario: str
    mark: str
    """Of the record: the first eight digits of its head hash."""


@dataclass(frozen=True)
class CoveredCase:
    """A case and what stands for it."""

    case: Case
    category: str
    scenarios: tuple[str, ...]
    """Of the library, those for it."""
    held: tuple[Tried, ...]
    """Exercises, the last one first."""


def covered_cases(
    atlas: Atlas, categories: Collection[str], scenarios: Sequence[Scenario], records: Iterable[History]
) -> tuple[CoveredCase, ...]:
    """The cases of these categories, of all where none is named. Only closed exercises of people count, a copy once."""
    distinct = {record.head_hash: record for record in records if not record.unfit}
    exercises = sorted(distinct.values(), key=lambda record: record.day, reverse=True)
    return tuple(
        CoveredCase(
            case,
            category,
            tuple(scenario.id for scenario in scenarios if _is_for(scenario, case)),
            tuple(
                Tried(record.day, record.head.setup.scenario.id, record.mark)
                for record in exercises
                if _is_for(record.head.setup.scenario, case)
            ),
        )
        for case in atlas.cases.values()
        if not categories or category_of(case) in categories
        for category in (category_of(case),)
    )


def techniques(rows: Sequence[CoveredCase]) -> tuple[dict[str, int], dict[str, str]]:
    """Techniques of these cases, most frequent first → number of cases; and → day of the last exercise."""
    cases = Counter(name for row in rows for name in {step.technique: 0 for step in row.case.steps} if name)
    last = dict[str, str]()
    for row in rows:
        for step in row.case.steps:
            if row.held:
                last[step.technique] = max(last.get(step.technique, ""), row.held[0].day)
    return dict(cases.most_common()), last


def lines(atlas: Atlas, rows: Sequence[CoveredCase], voice: Voice) -> Iterator[str]:
    """The cases as a table, then the techniques that nobody has exercised."""
    heads = [voice("CASE"), voice("CATEGORY"), voice("LAST EXERCISED"), voice("SCENARIOS"), voice("WHAT IT IS")]
    cells = [
        [
            row.case.id,
            row.category,
            f"{row.held[0].day or '?'} {row.held[0].scenario}" if row.held else "–",
            ", ".join(row.scenarios) or "–",
            row.case.name,
        ]
        for row in rows
    ]
    yield from table(heads, cells, indent="", least=_TITLE)
    yield ""
    of, last = techniques(rows)
    never = [[name, str(count), atlas.name(name) or name] for name, count in of.items() if name not in last]
    yield voice("Techniques of these cases that were never exercised:")
    yield ""
    yield from table([voice("TECHNIQUE"), voice("CASES"), voice("WHAT IT IS")], never, least=_TITLE)
    yield ""
    yield voice(
        "{all} cases: scenarios in reach are for {possible}; {done} were exercised. {never} of {techniques} techniques"
        " were never exercised.",
        all=len(rows),
        possible=sum(bool(row.scenarios) for row in rows),
        done=sum(bool(row.held) for row in rows),
        never=len(never),
        techniques=len(of),
    )
    yield voice(
        "A scenario is for a case where the case's id stands among its references. Only closed exercises of people"
        " count."
    )


def document(atlas: Atlas, rows: Sequence[CoveredCase]) -> dict[str, object]:
    """The same for programs."""
    of, last = techniques(rows)
    return {
        "schema_version": 1,
        "against": f"MITRE ATLAS {atlas.version}".strip(),
        "items": [
            {
                "id": row.case.id,
                "title": row.case.name,
                "category": row.category,
                "scenarios": list(row.scenarios),
                "exercises": [asdict(held) for held in row.held],
            }
            for row in rows
        ],
        "techniques": [
            {"id": name, "title": atlas.name(name) or name, "cases": count, "last_exercised": last.get(name)}
            for name, count in of.items()
        ],
    }


def _is_for(scenario: Scenario, case: Case) -> bool:
    return any(reference.id == case.id for reference in scenario.references)
