"""What can ever happen in a setup, how early, and through what: a graph of rules, and questions about it.

Everything a setup says about what follows what is written as rules: *once all it needs have come, it comes
``takes`` seconds later*. The names are those of ``State.reached``: a milestone, ``step:<id>`` (done),
``inject:<id>`` (delivered), and a few of this module's own. The answers are optimistic: nobody is
ever busy, and of all that could happen the quickest does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

from simulator.model.injects import Inject
from simulator.model.playbook import FAILED, TIMED_OUT, Playbook, Ref, Step
from simulator.model.setup import Setup, inject_delivered, step_done


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a name comes."""

    gives: str
    needs: tuple[str, ...] = ()
    takes: int = 0
    """Least seconds between the last need and the coming."""
    not_before: int = 0
    """Seconds since opens."""
    certain: bool = False
    """Once its needs have come, nothing in the files can keep it from coming."""


def earliest(rules: Collection[Rule], *, without: Collection[str] = ()) -> dict[str, int]:
    """The earliest second at which each name can come; what can never come is absent.

    ``without``: as if these never came.
    """
    return _spread(rules, {}, without)


def shortest_after(rules: Collection[Rule], start: str) -> dict[str, int]:
    """The least seconds from ``start`` to each name that cannot come without it.

    What can come without it may have come long before, and is absent.
    """
    same = _at_once(rules, start)
    before = _spread(rules, {}, same)
    rest = [
        Rule(rule.gives, tuple(need for need in rule.needs if need not in before), rule.takes)
        for rule in rules
        if rule.gives not in before and rule.gives not in same
    ]
    return _spread(rest, dict.fromkeys(same, 0), ())


def _at_once(rules: Collection[Rule], name: str) -> set[str]:
    """The name and all that brings it in the same second: where it has not come, these have not either."""
    names = {name}
    size = 0
    while size < len(names):
        size = len(names)
        for rule in rules:
            if (
                rule.gives in names
                and rule.certain
                and rule.takes == 0
                and rule.not_before == 0
                and len(rule.needs) == 1
            ):
                names.update(rule.needs)
    return names


def certain(rules: Collection[Rule]) -> dict[str, int]:
    """What comes in every run, and the second by which it has."""
    return _spread([rule for rule in rules if rule.certain], {}, ())


def needed_for(rules: Collection[Rule], name: str) -> set[str]:
    """The name and all that may have a part in its coming."""
    makers: dict[str, set[str]] = {}
    for rule in rules:
        makers.setdefault(rule.gives, set()).update(rule.needs)
    return reachable(makers, name) | {name}


def _spread(rules: Collection[Rule], given: Mapping[str, int], without: Collection[str]) -> dict[str, int]:
    """Dijkstra over rules: the earliest comes next, and a rule fires when the last of its needs has come."""
    waiting = [len(rule.needs) for rule in rules]
    fires: dict[str, list[int]] = {}
    ordered = list(rules)
    queue: list[tuple[int, str]] = []
    for n, rule in enumerate(ordered):
        for need in rule.needs:
            fires.setdefault(need, []).append(n)
        if not rule.needs:
            heappush(queue, (rule.not_before + rule.takes, rule.gives))
    for name, at in given.items():
        heappush(queue, (at, name))
    come: dict[str, int] = {}
    while queue:
        at, name = heappop(queue)
        if name in come or name in without:
            continue
        come[name] = at
        for n in fires.get(name, ()):
            waiting[n] -= 1
            if not waiting[n]:
                rule = ordered[n]
                heappush(queue, (max(at + rule.takes, rule.not_before), rule.gives))
    return come


def ready(step: str) -> str:
    """All the step waits for has come, and no condition forbids it."""
    return f"ready:{step}"


def ended(step: str, outcome: str) -> str:
    """The step ended with this outcome."""
    return f"end:{step}={outcome}"


def ruled_out(step: str) -> str:
    """The step is ruled out: it can no longer be needed."""
    return f"out:{step}"


def chosen(inject: str, option: str) -> str:
    """The option of an inject's decision was taken."""
    return f"option:{inject}={option}"


def rules_of(setup: Setup) -> tuple[Rule, ...]:
    """All rules of a setup. An id that names nothing makes no rule, so what waits for it never comes."""
    return tuple(dict.fromkeys(_Rules(setup).all()))


class _Rules:
    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.steps = {step.id: step for step in setup.playbook.steps}
        self.reached = {milestone for milestone, _ in reachers(setup)}
        refs = [ref for step in self.steps.values() for ref in step.after + step.after_any]
        self.handled = {(ref.step, ref.outcome) for ref in refs}

    def all(self) -> Iterator[Rule]:
        yield from (Rule(milestone) for milestone in marked(self.setup))
        for inject in self.setup.scenario.injects:
            yield from self._inject(inject)
        for step in self.steps.values():
            yield from self._waits(step)
            yield from self._ruled_out(step)
            yield from self._work(step)

    def _awaited(self, names: Collection[str]) -> tuple[str, ...]:
        return tuple(awaited(name, self.reached, self.steps) for name in names)

    def _inject(self, inject: Inject) -> Iterator[Rule]:
        delivered = inject_delivered(inject.id)
        sure = not inject.unless and not inject.optional
        yield Rule(delivered, self._awaited(inject.once), inject.delay, inject.at or 0, certain=sure)
        for milestone in self._awaited(inject.trips_on):
            yield Rule(delivered, (*self._awaited(inject.once), milestone))
        for milestone in inject.reaches:
            yield Rule(milestone, (delivered,), certain=True)
        if inject.decision:
            for option in inject.decision.options:
                taken = chosen(inject.id, option.id)
                takes = (
                    inject.decision.takes.low if inject.decision.outside else self.setup.least(inject.decision.takes)
                )
                if option is inject.decision.default and inject.decision.answer_by is not None:
                    takes = min(takes, inject.decision.answer_by)
                yield Rule(taken, (delivered,), takes)
                for milestone in option.reaches:
                    yield Rule(milestone, (taken,), certain=True)

    def _waits(self, step: Step) -> Iterator[Rule]:
        """``asked`` when all waits hold and any delay is over.

        A step whose every ``after`` was waived is ruled out, so one must be done.
        """
        in_line = [self.setup.in_line[step.id]] if step.id in self.setup.in_line else []
        asked, once = f"asked:{step.id}", (*self._awaited(step.once), *in_line)
        one_of: list[tuple[str, ...]] = [(self._done(ref),) for ref in step.after_any]
        all_of: list[tuple[str, ...]] = [
            tuple(self._done(ref) if n == done else self._settled(ref) for n, ref in enumerate(step.after))
            for done in range(len(step.after))
        ]
        for some in one_of or [()]:
            for every in all_of or [()]:
                yield Rule(asked, (*once, *every, *some), step.delay)
        yield Rule(ready(step.id), (asked, *self._awaited(step.only_if)))

    def _done(self, ref: Ref) -> str:
        return ended(ref.step, ref.outcome) if ref.outcome else step_done(ref.step)

    def _settled(self, ref: Ref) -> str:
        return ended(ref.step, ref.outcome) if ref.outcome else f"settled:{ref.step}"

    def _ruled_out(self, step: Step) -> Iterator[Rule]:
        """A follower goes on when what it waits for is done, or is ruled out (which this lets happen early)."""
        out, asked = ruled_out(step.id), f"asked:{step.id}"
        yield Rule(f"settled:{step.id}", (step_done(step.id),))
        yield Rule(f"settled:{step.id}", (out,))
        if step.only_if:
            yield Rule(out, (asked,))
        for milestone in self._awaited(step.unless):
            yield Rule(out, (asked, milestone))
        for ref in step.after:
            for way in self._dead(ref):
                yield Rule(out, (way,))
        if step.after and not any(ref.outcome for ref in step.after):
            yield Rule(out, tuple(ruled_out(ref.step) for ref in step.after))
        if step.after_any:
            for n, ref in enumerate(step.after_any):
                for way in (*self._dead(ref), ruled_out(ref.step)):
                    yield Rule(f"dead:{step.id}/{n}", (way,))
            yield Rule(out, tuple(f"dead:{step.id}/{n}" for n in range(len(step.after_any))))

    def _dead(self, ref: Ref) -> Iterator[str]:
        """After what an entry of ``after`` can hold no more (beyond the plain step being ruled out)."""
        before = self.steps.get(ref.step)
        if before is None:
            return
        if ref.outcome is None:
            for handled in (FAILED, TIMED_OUT):
                if (ref.step, handled) in self.handled:
                    yield ended(ref.step, handled)
            return
        yield ruled_out(ref.step)
        if ref.outcome in (FAILED, TIMED_OUT):
            yield step_done(ref.step)
        for other in (*before.outcomes, FAILED, TIMED_OUT):
            if other != ref.outcome:
                yield ended(ref.step, other)

    def _work(self, step: Step) -> Iterator[Rule]:
        if step.takes is None:
            yield from self._held(step)
            return
        begins, low = ready(step.id), self.setup.least(step.takes)
        if step.fails and step.fails.odds > 0:
            yield Rule(ended(step.id, FAILED), (begins,), low)
        if step.timeout is not None:
            yield Rule(ended(step.id, TIMED_OUT), (begins,), step.timeout)
        if (step.fails and step.fails.odds >= 1) or (step.timeout is not None and step.timeout < low):
            return
        if not step.outcomes:
            yield Rule(step_done(step.id), (begins,), low)
        if step.repeat and step.repeat.odds > 0:
            # Work that is sent back to a step begins at once, even if the step was ruled out before.
            yield Rule(ready(step.repeat.from_), (begins,), low)
        for outcome in possible_outcomes(step, self.setup.scenario.outcomes):
            end = ended(step.id, outcome)
            yield Rule(end, (begins,), low)
            yield Rule(step_done(step.id), (end,), certain=True)
            for milestone in step.outcomes[outcome].reaches:
                yield Rule(milestone, (end,), certain=True)
        for milestone in step.reaches:
            yield Rule(milestone, (step_done(step.id),), certain=True)

    def _held(self, step: Step) -> Iterator[Rule]:
        """It is over with the first of its milestones, begun or not, once it was asked for."""
        for milestone in self._awaited(step.until):
            yield Rule(step_done(step.id), (ready(step.id), milestone), certain=True)
        for milestone in step.reaches:
            yield Rule(milestone, (step_done(step.id),), certain=True)


def possible_outcomes(step: Step, fixed: Mapping[str, str]) -> tuple[str, ...]:
    """The outcomes a step can have when nobody intervenes: the one the scenario fixes, or those with odds."""
    if fixed.get(step.id) in step.outcomes:
        return (fixed[step.id],)
    return tuple(name for name, outcome in step.outcomes.items() if outcome.odds is None or outcome.odds > 0)


def reachers(setup: Setup) -> Iterator[tuple[str, str]]:
    """(milestone, what reaches it) for steps, outcomes, injects and options, and for what only people mark."""
    yield from ((milestone, "people") for milestone in marked(setup))
    for inject in setup.scenario.injects:
        for milestone in inject.reaches:
            yield milestone, inject_delivered(inject.id)
        for option in inject.decision.options if inject.decision else ():
            for milestone in option.reaches:
                yield milestone, chosen(inject.id, option.id)
    for step in setup.playbook.steps:
        for milestone in step.reaches:
            yield milestone, step_done(step.id)
        for name, outcome in step.outcomes.items():
            for milestone in outcome.reaches:
                yield milestone, ended(step.id, name)


def marked(setup: Setup) -> tuple[str, ...]:
    """The milestones that people mark as reached where there is no playbook to reach them: at any time."""
    if not setup.discussion_only:
        return ()
    ends = (name for clock in setup.clocks for name in (clock.start, clock.end, *clock.only_if) if ":" not in name)
    shown = (name for objective in setup.scenario.objectives for name in objective.shows)
    return tuple(dict.fromkeys([*(milestone.id for milestone in setup.milestones), *ends, *shown]))


def awaited(name: str, milestones: Collection[str], steps: Collection[str]) -> str:
    """What a word in ``once``, ``only_if`` or ``unless`` means: a milestone, or else a step, or else an inject."""
    if name in milestones:
        return name
    return step_done(name) if name in steps else inject_delivered(name)


def followers(playbook: Playbook) -> dict[str, set[str]]:
    """Step → the steps that wait for its end."""
    waiting: dict[str, set[str]] = {step.id: set() for step in playbook.steps}
    for step in playbook.steps:
        for ref in step.after + step.after_any:
            if ref.step in waiting:
                waiting[ref.step].add(step.id)
    return waiting


def reachable(edges: Mapping[str, Collection[str]], start: str) -> set[str]:
    """All nodes on a path from ``start``; ``start`` itself only where it is part of a cycle."""
    seen: set[str] = set()
    todo = [start]
    while todo:
        fresh = set(edges.get(todo.pop(), ())) - seen
        seen |= fresh
        todo += fresh
    return seen


def loop(playbook: Playbook, step: Step) -> set[str]:
    """The steps that ``repeat`` does again: all on a path from its ``from`` to the step; empty without such a path."""
    if step.repeat is None:
        return set()
    edges = followers(playbook)
    start = step.repeat.from_
    after = reachable(edges, start) | {start}
    if step.id not in after:
        return set()
    return {name for name in after if name == step.id or step.id in reachable(edges, name)}
