"""``tabletop simulate``: the playbook on autopilot many times over, and how its clocks fare."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.content.library import Library
from simulator.model.setup import Setup
from simulator.plan.tables import compile_plan
from simulator.report.names import Names
from simulator.study.result import ExpectationResult, Study
from simulator.study.result import as_json as document
from simulator.study.statistics import Share
from simulator.study.study import study
from simulator.verbs.columns import columns
from simulator.words.voice import Voice

RUNS, SEED = 1000, 1


def simulate(
    *,
    scenario: str,
    playbook: str | None = None,
    team: str | None = None,
    opens: str | None = None,
    runs: int | None = None,
    seed: int | None = None,
    settings: Sequence[str] = (),
    fail_under: float | None = None,
    as_json: bool = False,
    language: str = "en",
    libraries: Sequence[Path] = (),
) -> int:
    """Plays ``runs`` runs and tells what came of it: 1 where a clock is met less often than ``fail_under``."""
    setup = Library.open(libraries).setup(scenario, playbook, team, opens, settings)
    found = study(compile_plan(setup), seed=SEED if seed is None else seed, runs=runs or RUNS)
    if as_json:
        _print_json(found)
    else:
        print("\n".join(_told(found, setup, Voice.of(setup, language))))
    return 1 if fail_under is not None and _below(found, fail_under, Voice.of(setup, language)) else 0


def _print_json(found: Study) -> None:
    print(json.dumps(document(found), ensure_ascii=False, indent=2))


def _told(found: Study, setup: Setup, voice: Voice) -> Iterator[str]:
    yield f"{voice.text(setup.scenario.title)}  ·  {found.playbook}  ·  {found.team}"
    yield voice("{runs} runs, seed {seed}, opening {moment}", runs=found.runs, seed=found.seed, moment=voice.moment(0))
    yield ""
    heads = [voice("met"), voice("95 % interval"), voice("started"), voice("undecided")]
    heads += [voice("margin p5 / p50 / p95"), voice("expectation")]
    names = Names(setup, voice)
    told = zip(found.expectations, setup.clocks, strict=True)
    yield from columns([heads, *([*_fared(e, voice), names.reading(clock)] for e, clock in told)])
    yield ""
    heads = [voice("milestone"), voice("reached"), "p50", "p90", "p95"]
    by_time = sorted(found.milestones, key=lambda milestone: milestone.p50)
    rows = [
        [names.milestone(m.id), _percent(m.reached), *(voice.elapsed(t) for t in (m.p50, m.p90, m.p95))]
        for m in by_time
    ]
    yield from columns([heads, *rows])
    yield ""
    yield voice("{share} of the playbook's working time rests on assumed figures.", share=_percent(found.assumed_share))


def _fared(e: ExpectationResult, voice: Voice) -> list[str]:
    if not e.started:
        return [voice("not started"), "", _percent(0), "", ""]
    margin = " / ".join(_margin(t, voice) for t in (e.margin.p5, e.margin.p50, e.margin.p95)) if e.margin else "–"
    return [_percent(e.met.p), _interval(e.met), _percent(e.started), _percent(e.undecided), margin]


def _margin(seconds: int, voice: Voice) -> str:
    return f"{'-' if seconds <= -60 else ''}{voice.span(seconds)}"


def _percent(share: float) -> str:
    return f"{share:.0%}" if share in (0, 1) or 0.01 <= share <= 0.99 else f"{share:.1%}"


def _interval(share: Share) -> str:
    return f"{share.low:.1%}–{share.high:.1%}"


def _below(found: Study, least: float, voice: Voice) -> bool:
    """Tells on stderr which clocks that started are met less often; what injects expect is not counted."""
    short = [e for e in found.expectations if e.started and e.kind != "inject" and e.met.p < least]
    for e in short:
        sentence = "{expectation}: met in {met} of the runs, below {least}"
        print(voice(sentence, expectation=e.id, met=_percent(e.met.p), least=_percent(least)), file=sys.stderr)
    return bool(short)
