"""What ``tabletop simulate`` is asked besides the study: which changes would help which clock, and who is missed."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.nearest import advice
from simulator.errors import TabletopError
from simulator.model.setup import Setup
from simulator.study.changes import Change, absences, assumptions, changes, choices
from simulator.study.gains import Further, Ranking
from simulator.study.result import Study
from simulator.study.whatif import rank
from simulator.verbs.progress import Progress
from simulator.verbs.questions import Questions
from simulator.verbs.simulate_options import SimulateOptions
from simulator.wording.voice import Voice


def every_change(setup: Setup) -> tuple[Change, ...]:
    """All that is tried, whoever could do it: changes, decisions, figures that may be wrong, people away."""
    return (*changes(setup), *choices(setup), *assumptions(setup), *absences(setup))


def further(setup: Setup, options: SimulateOptions, study: Study, asked: Questions) -> Further:
    """The answers, for the clocks that are named by their ids, or by the keys of one reading.

    By default changes are ranked for the clock that is hardest to meet, and people are missed for each that binds.
    TabletopError for a clock that is not there, or starts in no run.
    """
    chosen = _chosen(study, asked.clocks)
    worst = [study.worst.key] if study.worst else []
    binding = [e.key for e in study.hardest if e.binds] or worst
    ranked = _ranked(setup, chosen or worst, every_change(setup), options) if asked.what_if else ()
    missed = _ranked(setup, chosen or binding, absences(setup), options) if asked.absences else ()
    return Further(ranked, missed)


def _ranked(
    setup: Setup, clocks: Sequence[str], tried: Sequence[Change], options: SimulateOptions
) -> tuple[Ranking, ...]:
    if not clocks:
        return ()
    with Progress(Voice.of(setup, options.language)) as progress:
        return rank(setup, clocks, tried, seed=options.seed, jobs=options.jobs, progress=progress)


def _chosen(study: Study, clocks: Sequence[str]) -> list[str]:
    """The keys of the clocks named; an id stands for all its readings."""
    chosen: dict[str, None] = {}
    for name in clocks:
        found = [e for e in study.expectations if name in (e.key, e.id)]
        if not found:
            known = [e.key for e in study.expectations]
            raise TabletopError("no clock {name} runs here{advice}", name=name, advice=advice(name, known))
        counted = [e.key for e in found if e.counted]
        if not counted:
            raise TabletopError("clock {name} starts in no run: nothing can move it", name=name)
        chosen |= dict.fromkeys(counted)
    return list(chosen)
