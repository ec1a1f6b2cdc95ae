"""What a table decides does something: the work that an option orders is not over, or ruled out, before it is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from simulator.content.library import Library
from simulator.exercise.par import par_of
from simulator.home import bundled
from simulator.model.setup import Setup
from simulator.timeline.history import Head
from simulator.timeline.state import State

LIBRARY = Library.open([bundled()])
RUNS = 60
OFTEN = 8
"""Runs in which an option must have been taken to be judged."""
DONE = 0.6
"""In how many of those its work must be done: fast or slow work may overtake a question, mostly it may not."""

pytestmark = pytest.mark.slow


def ordered(setup: Setup, state: State) -> Iterator[tuple[str, str, bool]]:
    """Each option that was taken with each step that waits for it, and whether that was done."""
    for inject in setup.scenario.injects:
        choice = state.choices.get(inject.id)
        taken = inject.decision.option(choice.option) if inject.decision and choice else None
        for step in setup.playbook.steps if taken else ():
            if taken and {*step.once} & {*taken.reaches}:
                yield f"{inject.id}/{taken.id}", step.id, state.job(step.id).first_done_at is not None


@pytest.mark.parametrize("scenario", [entry.id for entry in LIBRARY.scenarios()])
def test_no_option_comes_too_late_to_do_anything(scenario: str) -> None:
    setup = LIBRARY.setup(scenario)
    taken: Counter[tuple[str, str]] = Counter()
    done: Counter[tuple[str, str]] = Counter()
    for seed in range(RUNS):
        alone = par_of(Head(setup, seed=seed))
        assert alone is not None
        for option, step, was_done in ordered(setup, alone):
            taken[option, step] += 1
            done[option, step] += was_done
    dead = {pair: f"{done[pair]} of {count}" for pair, count in taken.items() if count >= OFTEN}
    assert not {pair: said for pair, said in dead.items() if done[pair] < DONE * taken[pair]}
