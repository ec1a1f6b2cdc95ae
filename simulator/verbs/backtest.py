"""``tabletop backtest``: real intervals beside simulated ones: those published, or those of one's own incidents."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.files import STDOUT, is_stdout, write_whole
from simulator.model.durations import LONGEST
from simulator.model.kinds import PRECEDENTS
from simulator.model.precedent import STARTS, Precedent, Took
from simulator.model.text import Text
from simulator.plan.compiler import compile_plan
from simulator.report.backtest_page import Tested
from simulator.report.render.formats import HTML
from simulator.study.backtest import RUNS, backtest
from simulator.study.document import backtests_json
from simulator.study.reality import Case, score
from simulator.verbs.backtest_text import key_line, paragraph, scenario_lines
from simulator.verbs.incident_logs import checked_zone, read_logs, together
from simulator.verbs.printed import folded
from simulator.verbs.progress import Progress
from simulator.verbs.simulate_options import SEED
from simulator.wording.backtest import bias_words, score_words
from simulator.wording.names import VERIFIED, Names
from simulator.wording.voice import Voice
from simulator.workspace.writing import keep_apart


def against(
    *,
    scenarios: Sequence[str] = (),
    own: Sequence[Path] = (),
    columns: Path | None = None,
    tz: str | None = None,
    playbook: str | None = None,
    team: str | None = None,
    runs: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    as_json: bool = False,
    html_file: Path | None = None,
    language: str = "en",
    libraries: Sequence[Path] = (),
) -> int:
    """Plays the scenarios and prints how their times agree with real ones; 0, however badly they do.

    ``own``: tables of one's own incidents instead of what was published. Raises TabletopError where there is nothing
    to hold against, or one of the files cannot be read.
    """
    _refuse_contradictions(scenarios, own, columns, tz, playbook, team)
    keep_apart([path for path in (html_file, STDOUT if as_json else None) if path], own)
    library, voice = Library.open(libraries), Voice(language)
    precedents = [] if own else _precedents(library)
    incidents = together(read_logs(own, columns, checked_zone(tz)))
    wanted = scenarios or tuple(dict.fromkeys(name for one in precedents for name in one.beside))
    tested: list[Tested] = []
    with Progress(voice) as progress:
        for scenario in wanted:
            progress(len(tested), len(wanted))
            setup = library.setup(scenario, playbook, team)
            cases = tuple(_logged(incidents) if own else published(precedents, setup.scenario.id))
            found = backtest(
                compile_plan(setup), cases, seed=SEED if seed is None else seed, runs=runs or RUNS, jobs=jobs
            )
            if found.held:
                tested.append(Tested(found, Names(setup, Voice.of(setup, language))))
    if not tested:
        raise TabletopError("there are no real times to hold against: tabletop list precedents shows what is known")
    held = {case.case.incident for one in tested for case in one.backtest.held}
    sources = [line for one in precedents if one.id in held for line in _sources(one, voice)]
    if html_file:
        write_whole(html_file, HTML.backtest(tested, sources, voice, own=bool(own)))
    _print(tested, voice, own=bool(own), as_json=as_json, html_file=html_file)
    return 0


def _refuse_contradictions(
    scenarios: Sequence[str],
    own: Sequence[Path],
    columns: Path | None,
    tz: str | None,
    playbook: str | None,
    team: str | None,
) -> None:
    if own and not scenarios:
        raise TabletopError("name the scenario that your own times are held against: tabletop list scenarios")
    if (columns or tz) and not own:
        raise TabletopError("--map and --zone are about a table of your own incidents: give it with --against")
    if (playbook or team) and len(scenarios) != 1:
        raise TabletopError("--playbook and --team are about one scenario: name it")


def _precedents(library: Library) -> list[Precedent]:
    return [entry.value for entry in library.entries(PRECEDENTS) if entry.value]


def published(precedents: Sequence[Precedent], scenario: str) -> Iterator[Case]:
    """What was published that a scenario is held against."""
    for one in precedents:
        for milestone, theirs in one.beside.get(scenario, {}).items():
            if took := one.took(theirs):
                yield Case(one.id, one.title, one.campaign or one.id, milestone, took)


def _logged(incidents: dict[str, dict[str, int]]) -> Iterator[Case]:
    for name, times in incidents.items():
        start = next((start for start in STARTS if start in times), None)
        for milestone, at in times.items():
            if start and milestone not in STARTS and 0 <= at - times[start] <= LONGEST:
                took = Took(at - times[start], at - times[start], at - times[start], "minute", start)
                yield Case(name, Text.of(name), name, milestone, took)


def _sources(one: Precedent, voice: Voice) -> Iterator[str]:
    """Where its times are from, and how well they were looked at."""
    for source in one.sources:
        told = f"{source.title} {source.url}".rstrip()
        sure = voice(VERIFIED[one.verified])
        yield voice("{incident}: {source} ({sure})", incident=voice.text(one.title), source=told, sure=sure)


def _print(tested: Sequence[Tested], voice: Voice, *, own: bool, as_json: bool, html_file: Path | None) -> None:
    if as_json:
        print(json.dumps(backtests_json([one.backtest for one in tested]), ensure_ascii=False, indent=2))
        return
    to = sys.stderr if html_file and is_stdout(html_file) else sys.stdout
    for line in _lines(tested, voice, own=own):
        print(line, file=to)


def _lines(tested: Sequence[Tested], voice: Voice, *, own: bool) -> Iterator[str]:
    yield from paragraph(score_words(score(held for one in tested for held in one.backtest.held), voice, own=own))
    first = tested[0].backtest
    yield voice("{runs} runs, seed {seed}", runs=f"{first.runs:,}", seed=first.seed)
    yield from folded(key_line(voice))
    for one in tested:
        yield ""
        yield from scenario_lines(one)
    if not own:
        yield ""
        yield from paragraph(bias_words(voice))
