"""What times of real incidents say of how long steps take.

Tools hold when milestones were reached, never how long somebody worked. From the milestones that a step waits for to
one that it alone reaches, only that step was to be done, so that interval is its length: waiting for people who are
busy included, and by a team's hours (``working``) without the time in which nobody was there. Where somebody wrote down
when it began (``begun:triage``), it is counted from there. Where more than one step lies between, their parts cannot be
told apart, and nothing is made up: such a path is told beside what its steps take.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.model.few import fitted
from simulator.model.marks import BEGUN
from simulator.model.playbook import Playbook, Ref, Step
from simulator.model.setup import step_done
from simulator.timeline.observed import Sample

Times = Mapping[str, int]
"""Milestone → when it was first reached, in seconds."""
Between = Callable[[Step, int, int], int]
"""How much of the time from one second to another the people of a step were there."""
Unplaced = Literal[
    "no-end", "no-start", "path", "shared", "either", "always", "sent-back", "backwards", "at-once", "off-duty"
]
"""Why an interval says nothing of a step:

``no-end``, ``no-start``: the time is missing at which it ended, or from which it could begin · ``path``: with what
comes before it, and that has no time of its own · ``shared``: several steps reach its milestone · ``either``: it begins
after one of several steps · ``always``: it waits for nothing · ``sent-back``: its work may be done several times before
it counts · ``backwards``: over before it could begin · ``at-once``: one time is written for both ends ·
``off-duty``: all of it at hours at which its people are not there.
"""


@dataclass(frozen=True)
class Path:
    """Several steps between two times, one after the other."""

    steps: tuple[str, ...]
    likely: int
    """Seconds that they take by their estimates."""
    took: tuple[int, ...]
    """Seconds that they took together, an incident each."""
    at_least: tuple[int, ...]
    """The same of what was under way when it was looked at."""

    @property
    def middle(self) -> int:
        """The median of the lognormal that fits best, in which what was under way counts as longer than it was seen."""
        return round(fitted(self.took, self.at_least)[0])


@dataclass(frozen=True)
class Logged:
    """What incidents show."""

    samples: tuple[Sample, ...] = ()
    paths: tuple[Path, ...] = ()
    """Those with at least one that came to its end, in the playbook's order."""
    unplaced: tuple[tuple[str, Unplaced, int], ...] = ()
    """(step, why, in how many incidents), in the playbook's order."""
    unknown: tuple[str, ...] = ()
    """Milestones that no step reaches or waits for, each once."""


def logged(
    incidents: Mapping[str, Times], playbook: Playbook, between: Between | None = None, as_of: int | None = None
) -> Logged:
    """What the incidents show of the steps of a playbook.

    ``between``: without it all time counts, around the clock. ``as_of``: when the incidents were looked at; of one in
    which nothing came after a step could begin, the step was under way then and took at least so long.
    """
    reader = _Reader(playbook, between or (lambda _, start, end: end - start), as_of)
    samples: list[Sample] = []
    unplaced: Counter[tuple[str, Unplaced]] = Counter()
    paths: dict[tuple[str, ...], list[Sample]] = {}
    timed = [step for step in playbook.steps if not step.held]
    for times in incidents.values():
        for step in timed:
            if along := reader.along(step, times):
                paths.setdefault(along[0], []).append(along[1])
            shown = None if reader.names[step.id].isdisjoint(times) else reader.shown(step, times)
            if isinstance(shown, Sample):
                samples.append(shown)
            elif shown:
                unplaced[step.id, shown] += 1
    place = {step.id: n for n, step in enumerate(playbook.steps)}
    rows = sorted(unplaced.items(), key=lambda row: (place[row[0][0]], row[0][1]))
    found = {milestone for times in incidents.values() for milestone in times}
    unknown = tuple(sorted(found - reader.known))
    return Logged(
        tuple(samples),
        tuple(_paths(playbook, paths)),
        tuple((step, why, count) for (step, why), count in rows),
        unknown,
    )


def _paths(playbook: Playbook, seen: Mapping[tuple[str, ...], list[Sample]]) -> Iterator[Path]:
    place = {step.id: n for n, step in enumerate(playbook.steps)}
    for steps in sorted(seen, key=lambda steps: place[steps[-1]]):
        took = tuple(sorted(one.seconds for one in seen[steps] if one.how == "logged"))
        at_least = tuple(sorted(one.seconds for one in seen[steps] if one.how == "cut-off"))
        likely = sum(takes.likely for step, takes in playbook.estimates.items() if step in steps)
        if took:
            yield Path(steps, likely, took, at_least)


class _Reader:
    def __init__(self, playbook: Playbook, between: Between, as_of: int | None) -> None:
        self.playbook, self.between, self.as_of = playbook, between, as_of
        self.reaches = {step.id: _reaches(step) for step in playbook.steps}
        reached = Counter(milestone for names in self.reaches.values() for milestone in set(names))
        self.shared = {milestone for milestone, steps in reached.items() if steps > 1}
        self.own = {
            step.id: tuple(name for name in (step_done(step.id), *self.reaches[step.id]) if name not in self.shared)
            for step in playbook.steps
        }
        """Step → what only it reaches."""
        self.names = {step.id: frozenset(self._names(step)) for step in playbook.steps}
        """Step → the milestones at which it begins or ends."""
        self.known = {
            *reached,
            *(name for step in playbook.steps for name in (*step.once, step_done(step.id), BEGUN + step.id)),
        }

    def _names(self, step: Step) -> Iterator[str]:
        before = [earlier for ref in (*step.after, *step.after_any) if (earlier := self.playbook.step(ref.step))]
        yield from (*step.once, BEGUN + step.id)
        for each in (step, *before):
            yield from (step_done(each.id), *self.reaches[each.id])

    def shown(self, step: Step, times: Times) -> Sample | Unplaced | None:
        """What one incident shows of a step; None where it says nothing about it."""
        end, starts = self._ended(step, times), list(self._starts(step, times))
        delay = 0 if BEGUN + step.id in times else step.delay
        start = max((at + delay for at in starts if at is not None), default=None) if None not in starts else None
        if end is None:
            return self._not_over(step, start, times)
        if step.repeat:
            return "sent-back"
        if self._is_either(step, times):
            return "either"
        if not starts:
            return "always"
        if start is None:
            return "path" if self._on_a_path(step, times) else "no-start"
        return self._sample(step, start, end)

    def _sample(
        self, step: Step, start: int, end: int, how: Literal["logged", "cut-off"] = "logged"
    ) -> Sample | Unplaced:
        if end <= start:
            return "backwards" if end < start else "at-once"
        seconds = self.between(step, start, end)
        return Sample(step.id, seconds, how) if seconds else "off-duty"

    def _not_over(self, step: Step, start: int | None, times: Times) -> Sample | Unplaced | None:
        if any(milestone in times for milestone in self.reaches[step.id]):
            return "shared"
        if start is None or self._is_either(step, times):
            return None
        under_way = self.as_of is not None and max(times.values()) <= start < self.as_of
        certain = not (step.only_if or step.unless or step.repeat)
        return self._sample(step, start, self.as_of, "cut-off") if under_way and certain and self.as_of else "no-end"

    def _is_either(self, step: Step, times: Times) -> bool:
        """Whether it begins after one of several steps, and nobody wrote down when it did."""
        return len(step.after_any) > 1 and BEGUN + step.id not in times

    def _starts(self, step: Step, times: Times) -> Iterator[int | None]:
        """When it began, or else when each thing it waits for came; None where no time is known."""
        if (began := times.get(BEGUN + step.id)) is not None:
            yield began
            return
        yield from (times.get(milestone) for milestone in step.once)
        yield from (self._came(ref, times) for ref in (*step.after, *step.after_any))

    def _came(self, ref: Ref, times: Times) -> int | None:
        before = self.playbook.step(ref.step)
        return self._ended(before, times) if before else None

    def along(self, step: Step, times: Times) -> tuple[tuple[str, ...], Sample] | None:
        """The steps one after the other that end with this one, and how long they took together.

        None where one of them says more by itself, or they are no chain: a join, or one of several ways.
        """
        chain, first = [step.id], step
        while (
            BEGUN + first.id not in times
            and len(first.after) == 1
            and not (first.once or first.after_any or first.repeat)
        ):
            before = self.playbook.step(first.after[0].step)
            if before is None or before.held or self._ended(before, times) is not None:
                break
            chain.insert(0, before.id)
            first = before
        starts = list(self._starts(first, times))
        if len(chain) == 1 or not starts or self._is_either(first, times) or first.repeat:
            return None
        start, end = max((at for at in starts if at is not None), default=None), self._ended(step, times)
        if start is None or None in starts:
            return None
        shown = self._sample(step, start, end) if end is not None else self._not_over(step, start, times)
        return (tuple(chain), shown) if isinstance(shown, Sample) else None

    def _ended(self, step: Step, times: Times) -> int | None:
        """When a step was first done, by what only it reaches."""
        return min((times[name] for name in self.own[step.id] if name in times), default=None)

    def _on_a_path(self, step: Step, times: Times) -> bool:
        """Whether what comes right before it has no time, and a start further back has one."""
        before = [earlier for ref in step.after if (earlier := self.playbook.step(ref.step))]
        return any(
            self._ended(earlier, times) is None and any(at is not None for at in self._starts(earlier, times))
            for earlier in before
        )


def _reaches(step: Step) -> tuple[str, ...]:
    return (*step.reaches, *(name for outcome in step.outcomes.values() for name in outcome.reaches))
