"""The world a third time, where nobody ever waits for anybody: all runs at once, as columns of a table.

Without queues and shifts a run is arithmetic: work ends when it was ready plus what it takes, a join is a maximum,
whatever comes first is a minimum. So the milestones of all runs can be computed side by side, one column of seconds
per moment, with no calendar and no loop over time. What shares no code with the world, not even readiness, and yet
agrees with it run by run and to the second says a good deal about both.

What it asks of a plan:

- Nobody is ever short: people enough, always there.
- All work, and every timeout, takes a second at least. So nothing can come of what begins in a second within it.
- Nothing leads back to itself but by ``repeat``, and that from a chain whose steps wait for the one before alone.
  In a chain of several, none fails or times out.
- The ``unless`` of an inject names what work reaches, not what an inject does: no two injects of one second race.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.model.estimates import Estimate
from simulator.model.playbook import Ref, Step
from simulator.plan.tables import Plan
from simulator.world.draws import Draws

Column = npt.NDArray[np.int64]
"""Seconds since opens, one per run."""
Mask = npt.NDArray[np.bool_]
Names = npt.NDArray[np.str_]
NEVER = 2**60
FAILED, TIMED_OUT, RULED_OUT = "failed", "timed-out", "(ruled out)"


@dataclass(frozen=True)
class Over:
    """A stretch of time in which a step is over, with how it ended: for good, or until it is to be done again."""

    since: Column
    until: Column
    end: Names

    def at(self, moment: Column) -> Mask:
        return (self.since <= moment) & (moment < self.until)


class Columns:
    """Runs 0 to ``runs - 1`` of a plan, under the figures of ``draws``."""

    def __init__(self, plan: Plan, draws: Draws, runs: int) -> None:
        self.setup, self.horizon, self.draws, self.runs = plan.setup, plan.story_end, draws, runs
        self.steps = {step.id: step for step in self.setup.playbook.steps}
        self.injects = {inject.id: inject for inject in self.setup.scenario.injects}
        self.over: dict[str, list[Over]] = {}
        self.reaches: dict[str, dict[str, Column]] = {}
        """By step or inject: when it reaches which milestone."""

    # ---- what is asked

    def reached(self, milestone: str) -> list[int | None]:
        """When each run reached it, if it did before the end."""
        return [int(at) if at <= self.horizon else None for at in self.first(milestone)]

    def first(self, milestone: str) -> Column:
        """The first time counts, whoever reaches it."""
        at = self.column(NEVER)
        for source in self.sources.get(milestone, ()):
            at = np.minimum(at, self.told_by(source).get(milestone, NEVER))
        return at

    def named(self, name: str) -> Column:
        """What ``once``, ``only_if`` and ``unless`` name: a milestone, or else a step, or else an inject."""
        known = [m for m in (name, f"step:{name}", f"inject:{name}") if m in self.sources]
        return self.first(known[0]) if known else self.column(NEVER)

    @cached_property
    def sources(self) -> Mapping[str, list[str]]:
        """Milestone → the steps and injects that may reach it."""
        found: dict[str, list[str]] = {}
        for step in self.steps.values():
            outcomes = [m for outcome in step.outcomes.values() for m in outcome.reaches]
            for milestone in {*step.reaches, *outcomes, f"step:{step.id}"}:
                found.setdefault(milestone, []).append(f"step:{step.id}")
        for inject in self.injects.values():
            options = [m for o in (inject.decision.options if inject.decision else ()) for m in o.reaches]
            for milestone in {*inject.reaches, *options, f"inject:{inject.id}"}:
                found.setdefault(milestone, []).append(f"inject:{inject.id}")
        return found

    def told_by(self, source: str) -> Mapping[str, Column]:
        """What a step or an inject reaches, worked out when it is first asked for."""
        if source not in self.reaches:
            kind, _, name = source.partition(":")
            if kind == "step":
                self.work_off(self.chain_of(name))
            else:
                self.deliver(name)
        return self.reaches[source]

    # ---- figures

    def column(self, value: int) -> Column:
        return np.full(self.runs, value, dtype=np.int64)

    def share(self, key: str, channel: str, visit: int) -> npt.NDArray[np.float64]:
        return np.array([self.draws.uniform(run, key, channel, visit) for run in range(self.runs)])

    def takes(self, key: str, visit: int, estimate: Estimate) -> Column:
        return np.array([self.draws.takes(run, key, visit, estimate) for run in range(self.runs)])

    def one_of(self, ways: Mapping[str, float | None], key: str, visit: int) -> Names:
        """Outcomes or options by their odds; those without share what the others leave."""
        left, silent = 1 - sum(odds or 0 for odds in ways.values()), list(ways.values()).count(None)
        odds = [left / silent if given is None else given for given in ways.values()]
        place = np.searchsorted(np.cumsum(odds), self.share(key, "outcome", visit), side="right")
        chosen: Names = np.array(list(ways))[np.minimum(place, len(ways) - 1)]
        return chosen

    # ---- injects

    def deliver(self, name: str) -> None:
        inject = self.injects[name]
        due = self.column(inject.at or 0)
        if inject.once:
            due = np.maximum(due, np.maximum.reduce([self.named(m) for m in inject.once]) + inject.delay)
        for milestone in inject.unless:
            due = np.where(self.named(milestone) <= due, NEVER, due)
        told = self.reaches[f"inject:{name}"] = dict.fromkeys((*inject.reaches, f"inject:{name}"), due)
        if inject.decision:
            key, options = f"decision/{name}", {option.id: option.odds for option in inject.decision.options}
            taken, chosen = due + self.takes(key, 1, inject.decision.takes), self.one_of(options, key, 1)
            for option in inject.decision.options:
                for milestone in option.reaches:
                    at = np.where(chosen == option.id, taken, NEVER)
                    told[milestone] = np.minimum(told.get(milestone, NEVER), at)

    # ---- when a step is ready

    def ready(self, step: Step) -> tuple[Column, Column]:
        """When it is ready and when it is ruled out; one of them NEVER, or both.

        Both can only come about at the opening, when a step it looks at is over, or with a milestone of ``once``.
        """
        stretches = [over for ref in step.after + step.after_any for over in self.over_of(ref.step)]
        moments = [self.column(0), *(over.since for over in stretches), *(self.named(m) for m in step.once)]
        ready, ruled_out = self.column(NEVER), self.column(NEVER)
        for moment in moments:
            may, cannot = self.verdict(step, moment)
            ready = np.where(may, np.minimum(ready, moment), ready)
            ruled_out = np.where(cannot, np.minimum(ruled_out, moment), ruled_out)
        return np.where(ready < ruled_out, ready, NEVER), np.where(ruled_out < ready, ruled_out, NEVER)

    def verdict(self, step: Step, moment: Column) -> tuple[Mask, Mask]:
        """Rule 5 and 6 at one moment: may it begin, can it never."""
        may, cannot = np.ones(self.runs, bool), np.zeros(self.runs, bool)
        if step.after:
            each = [self.entry(ref, moment) for ref in step.after]
            holds, waived, lost = (np.array(masks) for masks in zip(*each, strict=True))
            cannot |= lost.any(axis=0) | waived.all(axis=0)
            may &= (holds | waived).all(axis=0)
        if step.after_any:
            each = [self.entry(ref, moment) for ref in step.after_any]
            holds, waived, lost = (np.array(masks) for masks in zip(*each, strict=True))
            cannot |= (waived | lost).all(axis=0)
            may &= holds.any(axis=0)
        for milestone in step.once:
            may &= self.named(milestone) <= moment
        may &= ~cannot
        asked = may.copy()
        for milestone in step.only_if:
            may &= self.named(milestone) <= moment
        for milestone in step.unless:
            may &= self.named(milestone) > moment
        return may, cannot | (asked & ~may)

    def entry(self, ref: Ref, moment: Column) -> tuple[Mask, Mask, Mask]:
        """``x`` or ``x=o``: it holds, it is waived, it can hold no more; or else it waits."""
        holds, waived, lost = (np.zeros(self.runs, bool) for _ in range(3))
        for over in self.over_of(ref.step):
            now, end = over.at(moment), over.end
            if ref.outcome:
                holds |= now & (end == ref.outcome)
                lost |= now & (end != ref.outcome)
            else:
                holds |= now & ~np.isin(end, [FAILED, TIMED_OUT, RULED_OUT])
                waived |= now & (end == RULED_OUT)
                lost |= now & np.isin(end, [o for o in (FAILED, TIMED_OUT) if self.somebody_waits_for(ref.step, o)])
        return holds, waived, lost

    def somebody_waits_for(self, name: str, outcome: str) -> bool:
        refs = [ref for step in self.steps.values() for ref in step.after + step.after_any]
        return any(ref.step == name and ref.outcome == outcome for ref in refs)

    def over_of(self, name: str) -> list[Over]:
        self.told_by(f"step:{name}")
        return self.over[name]

    # ---- work

    def chain_of(self, name: str) -> list[Step]:
        """The steps that are sent back together with this one, first to last; mostly it alone."""
        for sender in self.steps.values():
            if sender.repeat:
                chain = [sender]
                while chain[0].id != sender.repeat.from_:
                    (ref,) = chain[0].after
                    chain.insert(0, self.steps[ref.step])
                if name in [step.id for step in chain]:
                    return chain
        return [self.steps[name]]

    def work_off(self, chain: list[Step]) -> None:
        """All visits of a chain: from its first step's being ready until it is not sent back any more."""
        ready, ruled_out = self.ready(chain[0])
        for step in chain:
            self.over[step.id] = [Over(ruled_out, self.column(NEVER), np.full(self.runs, RULED_OUT))]
            self.reaches[f"step:{step.id}"] = {}
        sender, repeat = chain[-1], chain[-1].repeat
        for visit in range(1, 2 + (repeat.at_most if repeat else 0)):
            at, visits = ready, []
            for step in chain:
                at, end = self.visit(step, visit, at)
                visits.append((step, at, end))
            back = np.zeros(self.runs, bool)
            if repeat and visit <= repeat.at_most:
                back = ~np.isin(end, [FAILED, TIMED_OUT]) & (self.share(sender.id, "repeat", visit) < repeat.odds)
            again = np.where(back, at, NEVER)
            for step, at, end in visits:
                # What is sent back ends for those before the sender, and not at all for the sender.
                self.record(step, np.where(back, NEVER, at) if step is sender else at, again, end)
            ready = again

    def visit(self, step: Step, visit: int, ready: Column) -> tuple[Column, Names]:
        """When it ends and how: a timeout comes before failure, and failure before any outcome."""
        assert step.takes is not None
        length = self.takes(step.id, visit, step.takes)
        end: Names = np.full(self.runs, self.setup.scenario.outcomes.get(step.id, ""))
        if step.outcomes and step.id not in self.setup.scenario.outcomes:
            end = self.one_of({name: o.odds for name, o in step.outcomes.items()}, step.id, visit)
        if step.fails:
            end = np.where(self.share(step.id, "fails", visit) < step.fails.odds, FAILED, end)
        if step.timeout is not None:
            end = np.where(length > step.timeout, TIMED_OUT, end)
            length = np.minimum(length, step.timeout)
        return ready + length, end

    def record(self, step: Step, at: Column, until: Column, end: Names) -> None:
        """A visit that came to an end; milestones are reached by what neither failed nor timed out."""
        self.over[step.id].append(Over(at, np.where(until > at, until, NEVER), end))
        done = np.where(np.isin(end, [FAILED, TIMED_OUT]), NEVER, at)
        told: dict[str, Any] = self.reaches[f"step:{step.id}"]
        for milestone in (*step.reaches, f"step:{step.id}"):
            told[milestone] = np.minimum(told.get(milestone, NEVER), done)
        for name, outcome in step.outcomes.items():
            for milestone in outcome.reaches:
                told[milestone] = np.minimum(told.get(milestone, NEVER), np.where(end == name, done, NEVER))
