"""Deadlines that do not apply: which of them the table found, and what it wrongly took for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.findings.origins import Origins
from simulator.findings.outcomes import Outcome
from simulator.model.expectation import Expectation
from simulator.model.setup import Setup
from simulator.model.text import Text
from simulator.timeline.events import ClockDismissed, DismissalMarked
from simulator.timeline.state import State

Ruling = Literal["rightly", "wrong-reason", "not-found", "wrongly", "not-started"]
"""It does not apply: the table said so, said so for a reason that was held to be wrong, or did not say so. It applies,
and the table said that it does not: its clock ran, or did not start in this exercise."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A deadline that does not apply, or that the table said does not."""

    expectation: Expectation
    ruling: Ruling
    because: Text | None
    """Why it does not apply, in the scenario's words; None of one that does."""
    said: ClockDismissed | None
    marked: DismissalMarked | None
    told_at: int | None = None
    """When it was done in play as if it applied, where no deadline that does asks for the same."""
    outcomes: tuple[Outcome, ...] = ()
    """How its clocks came out, where it applies."""


def duties(setup: Setup, state: State, outcomes: Iterable[Outcome], where: Origins) -> tuple[Duty, ...]:
    """Those that do not apply, in the scenario's order, then those wrongly dismissed; none before ENDEX."""
    return tuple(_every(setup, state, tuple(outcomes), where)) if where.ended is not None else ()


def _every(setup: Setup, state: State, outcomes: tuple[Outcome, ...], where: Origins) -> Iterator[Duty]:
    tempting, asked = {one.id: one for one in setup.tempting}, {clock.end for clock in setup.clocks}
    for one in setup.scenario.do_not_apply:
        if one.id in tempting:
            said, marked = _said(state, one.id)
            told = _told(tempting[one.id], asked, where)
            yield Duty(tempting[one.id], _of_none(said, marked), one.because, said, marked, told)
    for expectation in setup.expectations:
        said, marked = _said(state, expectation.id)
        if said:
            ran = tuple(o for o in outcomes if o.clock.id == expectation.id and o.standing != "not-started")
            yield Duty(expectation, "wrongly" if ran else "not-started", None, said, marked, outcomes=ran)


def _of_none(said: ClockDismissed | None, marked: DismissalMarked | None) -> Ruling:
    """The ruling on a deadline that does not apply."""
    if said is None:
        return "not-found"
    return "wrong-reason" if marked and marked.mark == "contradicted" else "rightly"


def _said(state: State, id: str) -> tuple[ClockDismissed | None, DismissalMarked | None]:
    return state.dismissed.get(id), state.dismissals_marked.get(id)


def _told(expectation: Expectation, asked: set[str], where: Origins) -> int | None:
    came = where.came.get(expectation.to or "")
    if came is None or expectation.to in asked or (where.ended and came.place > where.ended.place):
        return None
    return came.at


def found(all_: Iterable[Duty]) -> Mapping[Ruling, int]:
    """How many there are of each ruling."""
    counts: dict[Ruling, int] = {}
    for one in all_:
        counts[one.ruling] = counts.get(one.ruling, 0) + 1
    return counts
