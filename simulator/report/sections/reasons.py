"""The sections of a study's page that tell why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from simulator.report.document import (
    Column,
    Figure,
    Paragraph,
    Section,
    Table,
    cells,
    section,
    table,
)
from simulator.report.pictures.bars import time_bars
from simulator.report.pictures.playbook import playbook_graph
from simulator.study.result import Load, Path, Study, Why
from simulator.wording.lengths import rough_span
from simulator.wording.names import PHASES, Names
from simulator.wording.shares import percent
from simulator.wording.studies import LONGEST, loads_words


def reasons(study: Study, names: Names) -> Iterator[Section | None]:
    """Where the time goes before the hardest clock that anything stops, and what each role had to do."""
    ways = ((path, e.key) for e in study.hardest if (path := study.path_to(names.ends(e.key))))
    for path, key in islice(ways, 1):
        yield _way(path, key, names)
    if study.why:
        yield _graph(study.why, names)
        over = loads_words(study.working, names)
        note = Paragraph(over, "quiet") if over else None
        yield section(names.voice("Load of each role, on average in one run"), _loads(study.working, names), note)


def _way(path: Path, key: str, n: Names) -> Section | None:
    voice, efforts = n.voice, path.efforts[:LONGEST]
    columns = [Column(voice("Step"), 40), *(_number(title) for title in _spent(n)), _number(voice("on the way in"))]
    rows = [cells(n.job(e.job), *(_spans(n, e.worked, e.for_person, e.for_absent)), percent(e.share)) for e in efforts]
    lead = voice(
        "What decided when “{milestone}” came, on average in one run; what went on beside it is not counted.",
        milestone=n.milestone(path.milestone),
    )
    title = voice("Where the time goes: {clock}", clock=n.keyed(key))
    return section(title, Paragraph(lead), Figure(time_bars(efforts, n), ""), table("", columns, rows))


def _graph(why: Why, n: Names) -> Section | None:
    """All steps with what each waits for, and what they spend."""
    voice, team = n.voice, n.setup.team

    def called(name: str) -> str:
        if name in PHASES:
            return voice(PHASES[name])
        return n.role(name) if name in team.roles else n.milestone(name)

    drawing = playbook_graph(n.setup.playbook, voice, called, {effort.job: effort for effort in why.work})
    caption = voice(
        "A row a step; arrows come from what it waits for. Bars are averages of one run: work dark, waits for a person"
        " grey, waits for a shift or call hollow."
    )
    return section(voice("The playbook: what waits for what"), Figure(drawing, caption))


def _spent(n: Names) -> tuple[str, str, str]:
    return n.voice("worked"), n.voice("waited for a person"), n.voice("waited for a shift or call")


def _number(title: str) -> Column:
    return Column(title, 15, numeric=True)


def _spans(n: Names, *seconds: float) -> list[str]:
    return [rough_span(n.voice, each) for each in seconds]


def _loads(loads: Sequence[Load], n: Names) -> Table | None:
    voice = n.voice
    columns = [Column(voice("Role"), 30), _number(voice("people")), _number(voice("worked"))]
    columns += [_number(voice("of hours on shift")), _number(voice("all busy")), _number(voice("not there"))]
    rows = [
        cells(
            n.role(load.role),
            voice("unlimited") if load.people is None else str(load.people),
            *_spans(n, load.worked),
            percent(load.busy) if load.busy else "–",
            *_spans(n, load.for_person, load.for_absent),
        )
        for load in loads
    ]
    return table("", columns, rows)
