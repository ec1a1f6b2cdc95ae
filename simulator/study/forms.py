"""Whether the forms of clocks can be filled in by the deadline, over all runs, and which item is known last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from simulator.model.form import GIVEN, Form
from simulator.model.setup import Clock
from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.study.judged import Flags, Judged, Times, column
from simulator.study.result import FormResult, LastItem
from simulator.study.statistics import pair_worth, quantile, share

_UNKNOWN = np.int32(FOREVER)
"""When something can be answered that never can."""


def forms(plan: Plan, reached: Times, judged: Sequence[Judged], *, antithetic: bool = False) -> Iterator[FormResult]:
    """Every clock with a deadline × every form that serves it, in the runs in which the clock counts."""
    for clock in judged:
        for form in plan.setup.forms_for(clock.clock.id) if _by_form(clock.clock) else ():
            yield _form(plan, reached, clock, form, antithetic)


def _by_form(clock: Clock) -> bool:
    """Whether something written can meet it, once and in time."""
    return clock.within is not None and not clock.recurs and not clock.keeps_away


def _form(plan: Plan, reached: Times, judged: Judged, form: Form, antithetic: bool) -> FormResult:
    asked = judged.counted & (judged.due >= 0)
    if form.applies_if:
        asked &= _known(plan, reached, judged.incident, form.applies_if) <= judged.due
    required = form.required_for(judged.clock.id)
    times = [
        _known(plan, reached, judged.incident, form.answered_from(item, judged.clock.id)) for item in required
    ] or [np.zeros(len(reached), dtype=np.int32)]
    known = np.stack(times, axis=1)
    whole = known.max(axis=1)
    filled: Flags = asked & (whole <= judged.due)
    worth = pair_worth(filled.tolist(), asked.tolist()) if antithetic else 1.0
    took = np.sort(np.where(whole < _UNKNOWN, np.maximum(whole - judged.began, 0), _UNKNOWN)[asked])
    middle = int(quantile(took, 0.5)) if len(took) else FOREVER
    return FormResult(
        form=form.id,
        clock=judged.clock.key,
        applies=float(asked.sum() / max(int(judged.counted.sum()), 1)),
        knowable=share(int(filled.sum()), int(asked.sum()), worth=worth),
        middle=None if middle == FOREVER else middle,
        last=_last([item.id for item in required], known[asked], whole[asked]),
        incident=judged.incident,
    )


def _known(plan: Plan, reached: Times, incident: int, milestones: Sequence[str]) -> Times:
    """From when one of these milestones lets it be answered, run by run."""
    if GIVEN in milestones:
        return np.zeros(len(reached), dtype=np.int32)
    first = np.full(len(reached), _UNKNOWN)
    for name in milestones:
        came = column(plan, reached, name, incident)
        first = np.where(came >= 0, np.minimum(first, came), first)
    return first


def _last(items: Sequence[str], known: Times, whole: Times) -> tuple[LastItem, ...]:
    """The item that was known last, the first of the form where several were; those that are last most often first.

    Runs in which all was known at the opening have none.
    """
    waited = whole > 0
    latest = np.argmax(known[waited], axis=1) if len(items) else np.zeros(0, dtype=np.int64)
    counts = Counter(latest.tolist())
    return tuple(
        LastItem(items[n], count / len(whole), float((whole[waited][latest == n] >= _UNKNOWN).sum() / len(whole)))
        for n, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )
