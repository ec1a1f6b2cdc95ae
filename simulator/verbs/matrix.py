"""``simulate --all``: how ready playbooks are for scenarios, pair by pair."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.exercise.wall import RealWall
from simulator.files import is_stdout, write_whole
from simulator.model.freshness import freshness
from simulator.model.kinds import SCENARIO
from simulator.model.setup import Setup
from simulator.study.bars import Graded
from simulator.study.document import graded_json, study_json
from simulator.study.earlier import EarlierStudies
from simulator.study.result import ExpectationResult, Study
from simulator.verbs.around import today
from simulator.verbs.grading import bars_of, nothing_judged, say_so, seen_from_here, tell, tell_unjudged
from simulator.verbs.junit import Played, junit
from simulator.verbs.pairs import Prepared, pairs
from simulator.verbs.printed import columns
from simulator.verbs.progress import Progress
from simulator.verbs.simulate_options import SimulateOptions, study_of
from simulator.wording.names import Names
from simulator.wording.shares import interval, percent
from simulator.wording.voice import Voice


@dataclass(frozen=True)
class Pair:
    """One scenario with one playbook and the team the scenario names."""

    scenario: str
    playbook: str
    setup: Setup | None
    study: Study | None
    problem: str = ""
    file: str = ""
    """The scenario's, by its place in a library."""
    seen: str = ""
    """The same, as seen from the working folder."""
    graded: tuple[Graded, ...] = ()
    """What is asked of its clocks, and the answers."""
    seconds: float = 0.0
    """How long its runs took."""
    asked: bool = True
    """The scenario names this playbook, or has it for want of another: the other pairs may be unplayable."""

    @property
    def stopped(self) -> bool:
        """Somebody stopped it before all its runs were played."""
        return self.study is not None and self.study.partial

    @property
    def worst(self) -> ExpectationResult | None:
        """The clock hardest to meet."""
        return self.study.worst if self.study else None


def matrix(
    library: Library,
    own: Sequence[Path],
    options: SimulateOptions,
    earlier: EarlierStudies | None = None,
    *,
    as_json: bool,
    junit_file: Path | None = None,
) -> int:
    """Plays every scenario of the folders that are one's own with every playbook there for its category.

    1 where a clock is surely below what is asked for or a pair that a scenario asks for cannot be played, with the
    reasons on stderr; 2 where something is asked and no pair has a clock to judge; 130 where somebody stopped it, with
    the pairs played so far. TabletopError where there is no scenario.
    """
    voice = Voice(options.language)
    found = pairs(library, own, options.language, cached=options.cached)
    for scenario in found.discussions:
        print(voice("{scenario} is for discussion only: nothing to simulate", scenario=scenario), file=sys.stderr)
    if not found.prepared and not found.discussions:
        raise TabletopError("there is no scenario of your own here; --bundled plays those that came with the program")
    played: list[Pair] = []
    with Progress(voice) as progress:
        for pair in found.prepared:
            progress(len(played), len(found.prepared))
            played.append(_played(pair, options, earlier))
            if played[-1].stopped:
                break
    if junit_file:
        told = [_for_junit(pair) for pair in played if pair.study or pair.asked]
        write_whole(junit_file, junit(told))
    if as_json:
        document = {"schema_version": 1, "pairs": [_as_json(pair) for pair in played], "discussions": found.discussions}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif played:
        taken = junit_file is not None and is_stdout(junit_file)
        lines = columns(_heads(voice), list(_rows(played, voice)), lead=(3, 4))
        print("\n".join(lines), file=sys.stderr if taken else sys.stdout)
    return _answer(played, options, earlier)


def _answer(played: Sequence[Pair], options: SimulateOptions, earlier: EarlierStudies | None) -> int:
    """The exit code, with its reasons on stderr."""
    failing = [pair for pair in played if _fails(pair, options, earlier)]
    if played and played[-1].stopped:
        return 130
    if failing:
        return 1
    judged = [pair for pair in played if pair.graded]
    unjudged = [pair for pair in played if _judges_nothing(pair, options, earlier)]
    for pair in unjudged:
        tell_unjudged(options, pair.seen, _named(pair, Voice(options.language)), fails=not judged)
    return 2 if unjudged and not judged else 0


def _fails(pair: Pair, options: SimulateOptions, earlier: EarlierStudies | None) -> bool:
    """Says on stderr why a pair fails a gate, or what is not sure; whether it fails."""
    voice = Voice(options.language)
    where = _named(pair, voice)
    if pair.study is None:
        if pair.asked:
            say_so(f"{where}: {pair.problem}", options, pair.seen, fails=True)
        return pair.asked
    if earlier and (pair.scenario, pair.playbook) not in earlier.studies:
        print(voice("{pair} was not there before: held against nothing", pair=where), file=sys.stderr)
    return tell(pair.graded, pair.study, options, pair.seen, where)


def _named(pair: Pair, voice: Voice) -> str:
    return voice("{scenario} with {playbook}", scenario=pair.scenario, playbook=pair.playbook)


def _judges_nothing(pair: Pair, options: SimulateOptions, earlier: EarlierStudies | None) -> bool:
    return pair.setup is not None and nothing_judged(pair.graded, pair.setup, options, earlier)


def _played(pair: Prepared, options: SimulateOptions, earlier: EarlierStudies | None) -> Pair:
    wall = RealWall()
    begun = wall.seconds()
    file, seen = f"{SCENARIO.folder}/{Path(pair.file).name}", seen_from_here(pair.file)
    if pair.setup is None:
        return Pair(pair.scenario, pair.playbook, None, None, pair.problem, file, seen, asked=pair.asked)
    bars = bars_of(pair.setup, options, earlier)
    study = study_of(pair.setup, options, bars)
    graded = bars.graded(study.expectations)
    took = wall.seconds() - begun
    return Pair(pair.scenario, pair.playbook, pair.setup, study, "", file, seen, graded, took, pair.asked)


def _for_junit(pair: Pair) -> Played:
    name = pair.study.name if pair.study else f"{pair.scenario} × {pair.playbook}"
    return Played(name, pair.file, pair.study, pair.seconds, pair.problem, pair.graded)


def _as_json(pair: Pair) -> dict[str, object]:
    study = study_json(pair.study, freshness(pair.setup, str(today()))) if pair.study and pair.setup else None
    asked = [graded_json(one) for one in pair.graded]
    names = {"scenario": pair.scenario, "playbook": pair.playbook, "problem": pair.problem}
    return {**names, "study": study, "asked": asked}


def _heads(voice: Voice) -> list[str]:
    what = [voice("met"), voice("95% interval"), voice("hardest to meet")]
    return [*what, voice("scenario"), voice("playbook"), voice("longest on the way")]


def _rows(played: list[Pair], voice: Voice) -> Iterator[list[str]]:
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
