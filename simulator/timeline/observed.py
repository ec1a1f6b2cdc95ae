"""What an exercise shows of how long steps take: only what people said or did, never what was drawn.

The length of work is drawn from the playbook's own estimate when it begins. Work that runs its drawn time
therefore says nothing that was not assumed before. A figure counts where people overruled the length, or ended
the work before its time was up. Where it was cut off before the time that people said (it timed out, or was under
way at ENDEX), that it took at least so long counts. What became of the work then (failed,
sent back) has no part in how long it took, so such visits count like others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from simulator.model.playbook import TIMED_OUT, Playbook, Step
from simulator.timeline.history import History, Unfit
from simulator.timeline.visits import Visit, visits

How = Literal["stated", "ended", "logged", "cut-off"]
"""People said how long it takes, or ended it by saying that it is done; it was so in a real incident; or it was cut off
before its time."""
Why = Literal["unknown", "other-work", "drawn", "skipped", "not-begun", "away"]
"""Why a finished visit shows nothing:

``unknown``: the playbook has no such step · ``other-work``: it has one, but the record's playbook is another
and means other work by it · ``drawn``: nobody said otherwise than was drawn · ``skipped``: left out · ``not-begun``:
no time was worked on it · ``away``: declared done while its people were away, so what had been worked was the
calendar's doing.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """Working time of one visit: without waiting, without pauses; of what was cut off, as far as it went."""

    step: str
    seconds: int
    how: How


@dataclass(frozen=True, slots=True)
class Observed:
    """What one record shows."""

    mark: str
    """The first eight digits of its head hash, as ``tabletop verify`` and the report tell it."""
    day: str
    """The day it was held, such as 2026-11-24; empty where the record does not say."""
    samples: tuple[Sample, ...] = ()
    left_out: tuple[tuple[str, Why], ...] = ()
    """(step, why) of every other finished visit."""
    unfit: Unfit | None = None
    """Then nothing else was looked at."""


def observed(history: History, playbook: Playbook, pace: float = 1.0) -> Observed:
    """What a record shows of the steps of a playbook. What was undone does not count.

    ``pace``: how many times as long the work of that exercise took as usual. What people stated is a figure of theirs;
    what they ended, and what was cut off, ran at that pace, and is told as it would be at the usual one.
    """
    mark, day, unfit = history.mark, history.day, history.unfit
    if unfit:
        return Observed(mark, day, unfit=unfit)
    ended_at = history.state().ended_at
    samples: list[Sample] = []
    left_out: list[tuple[str, Why]] = []
    held = {step.id for step in history.head.setup.playbook.steps if step.held}
    for visit in visits(history.events()):
        if visit.ended_at is None or not visit.number or "/" in visit.job or visit.job in held:
            continue
        why = _other(visit.job, history.head.setup.playbook, playbook) or _silent(visit, ended_at)
        if why:
            left_out.append((visit.job, why))
        else:
            samples.append(_at_usual_pace(_sample(visit, ended_at), pace))
    return Observed(mark, day, tuple(samples), tuple(left_out))


def _other(id: str, played: Playbook, asked: Playbook) -> Why | None:
    """Whether the step is none of the playbook's own. A copy under another name means the same by the same words."""
    step = asked.step(id)
    if step is None:
        return "unknown"
    if played.id == asked.id:
        return None
    there = played.step(id)
    return None if there and _said(there) == _said(step) else "other-work"


def _said(step: Step) -> tuple[object, ...]:
    return step.title, step.detail, step.role


def _silent(visit: Visit, ended_at: int | None) -> Why | None:
    """Why a finished visit says nothing of how long it takes; None where it does."""
    if visit.skipped:
        return "skipped"
    cut_off = _cut_off(visit, ended_at)
    if visit.stated is None and (cut_off or not _ended_by_people(visit)):
        return "drawn"
    if not _worked(visit, ended_at):
        return "not-begun"
    if cut_off:
        return None
    return None if visit.worked[-1][1] == visit.ended_at else "away"


def _cut_off(visit: Visit, ended_at: int | None) -> bool:
    """It timed out, or was under way at ENDEX: it takes at least what had been worked by then."""
    late = ended_at is not None and visit.ended_at is not None and visit.ended_at > ended_at
    return late or visit.outcome == TIMED_OUT


def _sample(visit: Visit, ended_at: int | None) -> Sample:
    if _cut_off(visit, ended_at):
        return Sample(visit.job, _worked(visit, ended_at), "cut-off")
    return Sample(visit.job, _worked(visit), "ended" if _ended_by_people(visit) else "stated")


def _at_usual_pace(sample: Sample, pace: float) -> Sample:
    stated = sample.how == "stated"
    return sample if stated else replace(sample, seconds=max(1, round(sample.seconds / pace)))


def _ended_by_people(visit: Visit) -> bool:
    """Somebody said so, or (the seat need not be told) it ended before its time was up."""
    whole = visit.stated if visit.stated is not None else visit.drawn
    return bool(visit.seat) or whole is None or _worked(visit) < whole


def _worked(visit: Visit, until: int | None = None) -> int:
    """Seconds worked, or those of them before a second."""
    spans = visit.worked if until is None else [(start, min(end, until)) for start, end in visit.worked]
    return sum(max(0, end - start) for start, end in spans)
