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
from simulator.verbs.progress import Progress
from simulator.verbs.simulate_options import SimulateOptions, study_of
from simulator.wording.names import Names
from simulator.wording.shares import interval, percent
from simulator.wording.speech import say
from simulator.wording.voice import Voice
from simulator.wording.width import aligned


@dataclass(frozen=True)
class Pair:
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


def matrix(library: Library, options: SimulateOptions, *, as_json: bool) -> int:
    """Plays every scenario with every playbook for its category.

    1 where a clock is below what was asked for or a pair cannot be played; 130 where somebody stopped it, with the
    pairs played so far.
    """
    voice = Voice(options.language)
    pairs = list(_pairs(library))
    played: list[Pair] = []
    with Progress(voice) as progress:
        for scenario, playbook in pairs:
            progress(len(played), len(pairs))
            played.append(_pair(library, scenario, playbook, options))
            if played[-1].stopped:
                break
    if as_json:
        document = {"schema_version": 1, "pairs": [_as_json(pair) for pair in played]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        print("\n".join(aligned(list(_rows(played, voice)))))
    if played and played[-1].stopped:
        return 130
    return 1 if any(pair.fails(options.least) for pair in played) else 0


def _pairs(library: Library) -> Iterator[tuple[str, str]]:
    for scenario in library.scenarios():
        category = scenario.value.category if scenario.value else ""
        named = scenario.value.playbook if scenario.value else None
        fitting = [p.id for p in library.playbooks() if p.value and (category in p.value.for_ or p.id == named)]
        for playbook in fitting or [""]:
            yield scenario.id, playbook


def _pair(library: Library, scenario: str, playbook: str, options: SimulateOptions) -> Pair:
    try:
        setup = library.setup(scenario, playbook or None)
    except TabletopError as error:
        return Pair(scenario, playbook, None, None, say(error.sentence, options.language))
    return Pair(scenario, setup.playbook.id, setup, study_of(setup, options))


def _as_json(pair: Pair) -> dict[str, object]:
    study = study_json(pair.study) if pair.study else None
    return {"scenario": pair.scenario, "playbook": pair.playbook, "problem": pair.problem, "study": study}


def _rows(played: list[Pair], voice: Voice) -> Iterator[list[str]]:
    yield [
        voice("met"),
        voice("95% interval"),
        voice("hardest to meet"),
        voice("scenario"),
        voice("playbook"),
        voice("longest on the way"),
    ]
    for pair in played:
        worst = pair.worst
        if pair.setup is None or worst is None:
            yield ["–", "", pair.problem or voice("no clock starts"), pair.scenario, pair.playbook, ""]
            continue
        names = Names(pair.setup, voice)
        met = [percent(worst.met.p), interval(worst.met), names.keyed(worst.key)]
        yield [*met, pair.scenario, pair.playbook, _longest(pair, worst.key, names)]


def _longest(pair: Pair, key: str, names: Names) -> str:
    """The job on which most time goes on the way to what stops a clock."""
    path = pair.study.path_to(names.ends(key)) if pair.study else None
    return names.job(path.efforts[0].job) if path and path.efforts else ""
