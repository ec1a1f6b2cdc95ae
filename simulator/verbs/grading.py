"""What a pipeline is told of the chances it asks for: what is too low, and what is not sure."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from simulator.errors import Severity, TabletopError
from simulator.model.setup import Setup
from simulator.study.bars import Bars, Graded
from simulator.study.earlier import Earlier, EarlierStudies
from simulator.study.result import Study
from simulator.verbs.github import annotation
from simulator.verbs.simulate_options import SimulateOptions
from simulator.wording.shares import gain_interval, interval, percent, points
from simulator.wording.voice import Voice


def bars_of(setup: Setup, options: SimulateOptions, earlier: EarlierStudies | None) -> Bars:
    """What is asked of the study of a setup.

    An earlier study that does not hold this pair asks nothing. TabletopError where it had other draws.
    """
    before = earlier and earlier.studies.get((setup.scenario.id, setup.playbook.id))
    if not before:
        return Bars(options.least)
    _refuse_other_draws(before, options)
    binding = {clock.key for clock in setup.clocks if clock.binds}
    return Bars(options.least, {clock: runs for clock, runs in before.clocks.items() if clock[0] in binding})


def _refuse_other_draws(before: Earlier, options: SimulateOptions) -> None:
    if before.seed != options.seed:
        raise TabletopError(
            "--not-worse-than: {scenario} was played with seed {seed} then: give --seed {seed}",
            scenario=before.scenario,
            seed=before.seed,
        )
    several = (before.incidents, before.every if before.incidents > 1 else 0)
    if before.antithetic != options.antithetic or several != (
        options.incidents,
        options.every if options.incidents > 1 else 0,
    ):
        raise TabletopError(
            "--not-worse-than: {scenario} was played with other --antithetic, --incidents or --every then",
            scenario=before.scenario,
        )


def graded_words(one: Graded, study: Study, voice: Voice) -> str:
    """Why a clock fails, or what is not sure of it."""
    clock = one.of.key
    if one.of.incident:
        clock = voice("{clock} (incident {number})", clock=clock, number=one.of.incident + 1)
    if one.least is None:
        assert one.gain is not None
        fewer = "{expectation}: {points} points against before ({interval})"
        unsure = "{expectation}: {points} points against before ({interval}): not sure that it is no worse"
        sentence = fewer if one.grade == "fail" else unsure
        return voice(sentence, expectation=clock, points=points(one.gain.by), interval=gain_interval(one.gain))
    below = "{expectation}: met in {met} of the runs ({interval}), below {least}"
    unsure = "{expectation}: met in {met} of {runs} runs ({interval}): not sure that it is {least}"
    words = {"expectation": clock, "met": percent(one.of.met.p), "interval": interval(one.of.met)}
    if one.grade == "fail":
        return voice(below, **words, least=percent(one.least))
    return voice(unsure, **words, runs=f"{study.runs:,}", least=percent(one.least))


def tell(graded: Sequence[Graded], study: Study, options: SimulateOptions, file: str, where: str = "") -> bool:
    """Says on stderr what fails and what is not sure; whether anything fails. ``where``: of which pair."""
    voice, failing = Voice(options.language), False
    for one in graded:
        if one.grade != "pass":
            words = graded_words(one, study, voice)
            say_so(f"{where}: {words}" if where else words, options, file, one.grade == "fail")
            failing |= one.grade == "fail"
    return failing


def nothing_judged(
    graded: Sequence[Graded], setup: Setup, options: SimulateOptions, earlier: EarlierStudies | None
) -> bool:
    """Whether options ask for chances of a setup, and no clock of it could be held against them.

    One that was not studied before is not asked to be no worse than it was.
    """
    before = earlier is not None and (setup.scenario.id, setup.playbook.id) in earlier.studies
    return not graded and (options.least is not None or before)


def tell_unjudged(options: SimulateOptions, file: str, where: str = "", *, fails: bool) -> None:
    """Says on stderr that a gate found nothing to judge: it must not look as if all were well."""
    words = Voice(options.language)("no clock that binds counts in any run: nothing was judged")
    say_so(f"{where}: {words}" if where else words, options, file, fails)


def say_so(words: str, options: SimulateOptions, file: str, fails: bool) -> None:
    """One line on stderr, as a person or GitHub reads it."""
    severity: Severity = "error" if fails else "warning"
    line = annotation(severity, words, file=file, title="simulate") if options.form == "github" else words
    print(line, file=sys.stderr)


def seen_from_here(file: str) -> str:
    """A file's name as a checkout has it: relative where it lies in the working folder."""
    whole, here = Path(os.path.abspath(file)), Path.cwd()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else file
