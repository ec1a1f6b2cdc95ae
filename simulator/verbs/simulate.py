"""``tabletop simulate``: the playbook on autopilot, many runs: how often clocks are met, why, and what would help."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from simulator.content.assembly import Assembly
from simulator.content.library import Library
from simulator.errors import TabletopError, why
from simulator.exercise.wall import RealWall
from simulator.files import write_whole
from simulator.home import own
from simulator.model.durations import LONGEST, parse_duration
from simulator.model.freshness import UNKNOWN, Freshness, freshness
from simulator.model.kinds import SCENARIO
from simulator.model.playbook import NONE
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.bars import Graded
from simulator.study.compare import replay
from simulator.study.document import further_json, graded_json, study_json
from simulator.study.earlier import EarlierStudies
from simulator.study.gains import Further
from simulator.study.result import Study
from simulator.timeline.fold import fold
from simulator.timeline.judge import judge
from simulator.verbs.around import today
from simulator.verbs.beside import Beside, Files, beside
from simulator.verbs.doubles import tell_doubles_of
from simulator.verbs.further import further
from simulator.verbs.further_text import FurtherText
from simulator.verbs.grading import bars_of, nothing_judged, seen_from_here, tell, tell_unjudged
from simulator.verbs.junit import Played, junit
from simulator.verbs.matrix import matrix
from simulator.verbs.printed import folded
from simulator.verbs.progress import Progress
from simulator.verbs.questions import Given, Outputs, Questions, refuse
from simulator.verbs.reach import reach_clocks
from simulator.verbs.simulate_options import SEED, SimulateOptions, study_of
from simulator.verbs.study_text import StudyText
from simulator.verbs.write_patch import changed, write_patch
from simulator.wording.voice import Voice
from simulator.workspace.earlier_studies import earlier_studies
from simulator.workspace.writing import keep_apart

EVEN = 0.5
"""The bar for a chance without --fail-under: more likely than not."""
DONE, SHORT, NOTHING_JUDGED, INTERRUPTED = 0, 1, 2, 130


@dataclass
class Answer:
    """The results that the options ask for."""

    study: Study
    graded: tuple[Graded, ...]
    """What is asked of its clocks, and the answers."""
    fresh: Freshness = UNKNOWN
    """Which of its rules are not as fresh as they should be today."""
    further: Further = field(default_factory=Further)
    beside: Beside | None = None
    seconds: float = 0.0
    """How long the study took."""
    seen: str = ""
    """The scenario's file, as seen from the working folder."""


def simulate(
    *,
    scenario: str | None = None,
    playbook: str | None = None,
    team: str | None = None,
    opens: str | None = None,
    runs: int | None = None,
    precision: float | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
    antithetic: bool = False,
    settings: Sequence[str] = (),
    what_if: bool = False,
    reach: float | None = None,
    budget: int | None = None,
    without: Sequence[str] = (),
    absences: bool = False,
    clocks: Sequence[str] = (),
    patch: str | None = None,
    comparing: str | None = None,
    run: int | None = None,
    incidents: int | None = None,
    every: str | None = None,
    everything: bool = False,
    bundled: bool = False,
    fail_under: float | None = None,
    not_worse_than: Path | None = None,
    form: str = "text",
    uncached: bool = False,
    as_json: bool = False,
    junit_file: Path | None = None,
    html_file: Path | None = None,
    language: str = "en",
    libraries: Sequence[Path] = (),
) -> int:
    """Plays many runs and prints the results.

    1 where a clock is surely met less often than its expectation (``must``) or ``fail_under`` asks, or than in
    ``not_worse_than``; 2 where these find no clock to judge; 130 where somebody stopped it, with the results so far.
    """
    asked = Questions(what_if, absences, clocks, reach, budget, without, comparing, run, patch)
    outputs = Outputs(as_json, junit_file, html_file, not_worse_than)
    draws: Given = {"--runs": runs, "--precision": precision, "--antithetic": antithetic, "--cluster": cluster}
    draws |= {"--incidents": incidents, "--fail-under": fail_under, "--format": form != "text"}
    refuse(asked, outputs, draws, scenario, everything=everything)
    _refuse_empty(precision, every, incidents)
    library = Library.open(libraries)
    played = (runs, precision, seed, jobs, cluster, antithetic, incidents, every)
    options = _options(*played, fail_under, language, form, cached=not uncached)
    earlier = next(map(earlier_studies, outputs.read), None)
    if scenario is None:
        keep_apart(outputs.written, outputs.read)
        whose = library.folders if bundled else own(libraries)
        return matrix(library, whose, options, earlier, as_json=as_json, junit_file=junit_file)
    return _one(library, Files(scenario, playbook, team, opens, settings), asked, outputs, options, earlier)


def _one(
    library: Library,
    files: Files,
    asked: Questions,
    outputs: Outputs,
    options: SimulateOptions,
    earlier: EarlierStudies | None,
) -> int:
    assembly = library.sound(*files)
    setup = assembly.setup
    tell_doubles_of(library, setup, files.scenario, Voice(options.language))
    _refuse_discussion(setup, asked.comparing)
    if asked.run is not None:
        return _replay(setup, options, asked.run)
    keep_apart(outputs.written, outputs.read, setup=setup)
    if asked.reach is not None:
        return reach_clocks(assembly, asked, outputs, options, library.folders)
    if asked.patch_alone:
        return _patch(asked, assembly, Further(), options, library.folders)
    _refuse_unknown(earlier, setup)
    answer = _answer(setup, options, earlier, asked)
    answer.seen = seen_from_here(library.find(SCENARIO, files.scenario).document.file)
    if asked.comparing:
        answer.beside = beside(asked.comparing, setup, files, library, options, answer.study.runs)
    _write(answer, setup, options, outputs)
    to = sys.stderr if asked.patch or outputs.text_is_displaced else sys.stdout
    code = _print(answer, setup, options, outputs.as_json, to)
    if code == DONE and nothing_judged(answer.graded, setup, options, earlier):
        tell_unjudged(options, answer.seen, fails=True)
        code = NOTHING_JUDGED
    if asked.patch:
        _patch(asked, assembly, answer.further, options, library.folders)
    return code


def _patch(
    asked: Questions, assembly: Assembly, further: Further, options: SimulateOptions, libraries: Sequence[Path]
) -> int:
    now = changed(asked.patch or "", assembly.setup, further)
    write_patch(assembly, now, libraries, Voice(options.language))
    return DONE


def _options(
    runs: int | None,
    precision: float | None,
    seed: int | None,
    jobs: int | None,
    cluster: str | None,
    antithetic: bool,
    incidents: int | None,
    every: str | None,
    least: float | None,
    language: str,
    form: str,
    *,
    cached: bool,
) -> SimulateOptions:
    return SimulateOptions(
        runs=runs,
        precision=precision,
        seed=SEED if seed is None else seed,
        jobs=jobs,
        cluster=cluster or "",
        antithetic=antithetic,
        incidents=incidents or 1,
        every=_interval(every),
        least=least,
        language=language,
        form=form,
        cached=cached,
    )


def _answer(setup: Setup, options: SimulateOptions, earlier: EarlierStudies | None, asked: Questions) -> Answer:
    wall, bars = RealWall(), bars_of(setup, options, earlier)
    begun = wall.seconds()
    with Progress(Voice.of(setup, options.language)) as progress:
        study = study_of(setup, options, bars, progress, whole=True)
    answer = Answer(study, bars.graded(study.expectations), freshness(setup, str(today())))
    answer.seconds = wall.seconds() - begun
    if not answer.study.partial:
        answer.further = further(setup, options, answer.study, asked)
    return answer


def _refuse_unknown(earlier: EarlierStudies | None, setup: Setup) -> None:
    scenario, playbook = setup.scenario.id, setup.playbook.id
    if earlier and (scenario, playbook) not in earlier.studies:
        raise TabletopError(
            "--not-worse-than: that file holds no study of {scenario} with {playbook}",
            scenario=scenario,
            playbook=playbook,
        )


def _refuse_discussion(setup: Setup, comparing: str | None) -> None:
    if setup.discussion_only:
        raise TabletopError(
            "{scenario} is for discussion only: without a playbook there is nothing to simulate "
            "(tabletop run {scenario} holds it)",
            scenario=setup.scenario.id,
        )
    if comparing == NONE:
        raise TabletopError("--compare names another playbook: with none there is nothing to compare")


def _refuse_empty(precision: float | None, every: str | None, incidents: int | None) -> None:
    """Options that would have no effect."""
    if _interval(every) * ((incidents or 1) - 1) > LONGEST:
        raise TabletopError("these incidents open over more than ten years: make --every shorter")
    if every and (incidents or 1) == 1:
        raise TabletopError("--every is about several incidents: give their number with --incidents")
    if precision == 0:
        raise TabletopError("no number of runs reaches --precision 0%: give a share above it, such as 1%")


def _interval(every: str | None) -> int:
    try:
        return parse_duration(every or "4h")
    except ValueError as error:
        raise TabletopError("{key}: {reason}", key=f"--every {every}", reason=why(error)) from None


def _replay(setup: Setup, options: SimulateOptions, run: int) -> int:
    plan = compile_plan(setup)
    events = replay(plan, seed=options.seed, run=run, antithetic=options.antithetic)
    verdicts = judge(plan.clocks, fold(events), over=True)
    print("\n".join(StudyText(setup, Voice.of(setup, options.language)).story(events, verdicts)))
    return DONE


def _write(answer: Answer, setup: Setup, options: SimulateOptions, outputs: Outputs) -> None:
    if outputs.junit_file:
        file = setup.sources[0].path
        played = Played(answer.study.name, file, answer.study, answer.seconds, graded=answer.graded)
        write_whole(outputs.junit_file, junit([played]))
    if outputs.html_file:
        from simulator.workspace.reports import write_study

        write_study(outputs.html_file, answer.study, answer.further, setup, options.language, answer.fresh)


def _print(answer: Answer, setup: Setup, options: SimulateOptions, as_json: bool, to: TextIO) -> int:
    study, voice = answer.study, Voice.of(setup, options.language)
    if as_json:
        _print_json(answer)
    else:
        for line in _lines(answer, setup, options, voice):
            print(*folded(line), sep="\n", file=to)
    fails = tell(answer.graded, study, options, answer.seen)
    if study.partial:
        return INTERRUPTED
    return SHORT if fails else DONE


def _print_json(answer: Answer) -> None:
    document = study_json(answer.study, answer.fresh)
    document["asked"] = [graded_json(one) for one in answer.graded]
    document |= further_json(answer.further)
    if answer.beside:
        document["compared"] = answer.beside.json
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _lines(answer: Answer, setup: Setup, options: SimulateOptions, voice: Voice) -> Iterator[str]:
    text = StudyText(setup, voice)
    yield from text.study(answer.study, answer.fresh)
    besides = FurtherText(setup, voice)
    yield from besides.further(answer.further, EVEN if options.least is None else options.least)
    if answer.beside:
        yield from besides.compared(answer.beside)
