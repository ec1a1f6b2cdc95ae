"""``simulate --all``: how ready the library's playbooks are for its scenarios, pair by pair."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.model.setup import Setup
from simulator.study.document import study_json
from simulator.study.result import ExpectationResult, Study
from simulator.verbs.columns import columns
from simulator.verbs.progress import Progress
from simulator.verbs.simulate_options import SimulateOptions, studied
from simulator.wording.figures import interval, percent
from simulator.wording.names import Names
from simulator.wording.speech import say
from simulator.wording.voice import Voice


@dataclass(frozen=True)
class Cell:
    """One scenario with one playbook and the team the scenario names."""

    scenario: str
    playbook: str
    setup: Setup | None
    study: Study | None
    problem: str = ""

    @property
    def stopped(self) -> bool:
        """Somebody stopped it before all its runs were played."""
        return self.study is not None and self.study.partial

    def fails(self, least: float | None) -> bool:
        """Whether it cannot be played, or a clock is met in fewer than ``least`` of the runs."""
        return bool(self.problem or (least is not None and self.study and self.study.below(least)))

    @property
    def worst(self) -> ExpectationResult | None:
        """The clock hardest to meet."""
        return self.study.worst if self.study else None


def matrix(library: Library, wish: SimulateOptions, *, as_json: bool) -> int:
    """Plays every scenario with every playbook for its category.

    1 where a clock is below what was wished for or a pair cannot be played; 130 where somebody stopped it, after
    telling what was played so far.
    """
    voice = Voice(wish.language)
    pairs = list(_pairs(library))
    cells: list[Cell] = []
    with Progress(voice) as progress:
        for scenario, playbook in pairs:
            progress(len(cells), len(pairs))
            cells.append(_cell(library, scenario, playbook, wish))
            if cells[-1].stopped:
                break
    if as_json:
        told = {"schema_version": 1, "pairs": [_as_json(cell) for cell in cells]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n".join(columns(list(_rows(cells, voice)))))
    if cells and cells[-1].stopped:
        return 130
    return 1 if any(cell.fails(wish.least) for cell in cells) else 0


def _pairs(library: Library) -> Iterator[tuple[str, str]]:
    for scenario in library.scenarios():
        category = scenario.value.category if scenario.value else ""
        named = scenario.value.playbook if scenario.value else None
        fitting = [p.id for p in library.playbooks() if p.value and (category in p.value.for_ or p.id == named)]
        for playbook in fitting or [""]:
            yield scenario.id, playbook


def _cell(library: Library, scenario: str, playbook: str, wish: SimulateOptions) -> Cell:
    try:
        setup = library.setup(scenario, playbook or None)
    except TabletopError as error:
        return Cell(scenario, playbook, None, None, say(error.sentence, wish.language))
    return Cell(scenario, setup.playbook.id, setup, studied(setup, wish))


def _as_json(cell: Cell) -> dict[str, object]:
    found = study_json(cell.study) if cell.study else None
    return {"scenario": cell.scenario, "playbook": cell.playbook, "problem": cell.problem, "study": found}


def _rows(cells: list[Cell], voice: Voice) -> Iterator[list[str]]:
    yield [
        voice("met"),
        voice("95 % interval"),
        voice("hardest to meet"),
        voice("scenario"),
        voice("playbook"),
        voice("longest on the way"),
    ]
    for cell in cells:
        worst = cell.worst
        if cell.setup is None or worst is None:
            yield ["–", "", cell.problem or voice("no clock starts"), cell.scenario, cell.playbook, ""]
            continue
        names = Names(cell.setup, voice)
        clock = next(clock for clock in cell.setup.clocks if clock.key == worst.key)
        met = [percent(worst.met.p), interval(worst.met), names.reading(clock)]
        yield [*met, cell.scenario, cell.playbook, _longest(cell, clock.end, names)]


def _longest(cell: Cell, milestone: str, names: Names) -> str:
    """The job on which most time goes on the way to the hardest clock's end."""
    paths = cell.study.why.paths if cell.study and cell.study.why else ()
    path = next((path for path in paths if path.milestone == milestone), None)
    return names.job(path.efforts[0].job) if path and path.efforts else ""
