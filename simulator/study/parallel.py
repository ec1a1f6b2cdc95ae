"""Two steps side by side: where one waits for the other only because the file says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TypeVar

from simulator.model.playbook import Playbook, Ref, Step
from simulator.model.setup import Setup, step_done
from simulator.model.team import Team
from simulator.plan.graph import Rule, earliest, ended, loop, ready, ruled_out, rules_of

T = TypeVar("T")


def in_parallel(setup: Setup, only: tuple[str, ...] = ()) -> Iterator[tuple[str, str, Playbook]]:
    """(a, b, the playbook in which step b waits for what step a waits for, and no more for a itself).

    ``only``: the one pair that is asked about; all by default.

    The steps after b wait for a besides, so that nothing but b can begin before a is done. A pair is left out where
    its order is forced: a or b is an approval or recurs; a is held until a milestone, or its turn is what a decision
    sets; b has a delay; a may come to nothing, be sent back, or be ruled out where b is not; somebody waits for one
    outcome of a; b asks for what a reaches; an expectation wants that order; a repeat does both again. So is one for
    which there are never people enough at once, and one that would let anything else begin without a.
    """
    rules = rules_of(setup)
    steps = {step.id: step for step in setup.playbook.steps}
    for second in steps.values():
        for first in [steps[ref.step] for ref in dict.fromkeys(second.after) if not ref.outcome and ref.step in steps]:
            if only and only != (first.id, second.id):
                continue
            if _is_forced(setup, first, second) or _share_people(setup.team, first, second):
                continue
            changed = _rewired(setup.playbook, first, second)
            after = rules_of(setup.model_copy(update={"playbook": changed}))
            if _is_needed_as_before(setup.playbook, first, second, earliest(rules), earliest(after)) and (
                _startable_without(after, first, steps) == _startable_without(rules, first, steps) | {second.id}
            ):
                yield first.id, second.id, changed


def _is_forced(setup: Setup, first: Step, second: Step) -> bool:
    """Whether the order of the two is more than a habit."""
    may_not_be_done = first.repeat or first.fails or first.timeout is not None or first.only_if or first.unless
    # One of several is no list that could be joined to another.
    if first.approval or second.approval or may_not_be_done or first.after_any or second.delay:
        return True
    if first.every or second.every or first.held or first.id in setup.in_line:
        return True
    steps, reached = setup.playbook.steps, _reached(first)
    return (
        any(ref.step == first.id and ref.outcome for step in steps for ref in step.after + step.after_any)
        or not reached.isdisjoint(second.once + second.only_if + second.unless)
        or any(e.order and e.order[0] in reached and e.order[1] in _reached(second) for e in setup.expectations)
        or any({first.id, second.id} <= loop(setup.playbook, step) for step in steps)
    )


def _reached(step: Step) -> set[str]:
    """Every word that may stand for the step being done, or for an outcome of it."""
    return {step.id, *step.reaches, *(name for outcome in step.outcomes.values() for name in outcome.reaches)}


def _share_people(team: Team, first: Step, second: Step) -> bool:
    """Whether some people would be needed by both and are too few for that."""
    needed = [_needed(team, step) for step in (first, second)]
    both = needed[0].keys() & needed[1].keys()
    limits = {pool: team.roles[pool].headcount for pool in both}
    return any(limit != "unlimited" and sum(n[pool] for n in needed) > limit for pool, limit in limits.items())


def _needed(team: Team, step: Step) -> Counter[str]:
    """People by pool."""
    needed: Counter[str] = Counter()
    for role, people in step.role.items():
        needed[team.pool_of(role)] += people
    return needed


def _rewired(playbook: Playbook, first: Step, second: Step) -> Playbook:
    """The second waits for what the first waits for; what waits for the second then waits for the first too."""
    rest = tuple(ref for ref in second.after if ref != Ref(first.id))
    waits = {"after": _joined(rest, first.after), "once": _joined(second.once, first.once)}
    changed = {second.id: second.model_copy(update=waits)}
    for step in playbook.steps:
        if any(ref.step == second.id for ref in step.after):
            changed[step.id] = step.model_copy(update={"after": _joined(step.after, (Ref(first.id),))})
    return playbook.with_steps(changed)


def _joined(some: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    """Both, each entry once."""
    return tuple(dict.fromkeys(some + more))


def _is_needed_as_before(
    playbook: Playbook, first: Step, second: Step, before: Collection[str], now: Collection[str]
) -> bool:
    """Whether the second is ruled out in the same cases, and no follower goes on after the first where it is.

    ``before`` and ``now`` are what can come. Beside others an entry that is ruled out is waived.
    """
    others = [ref for ref in second.after if ref.step != first.id]
    first_alone_is_sure = not first.after and all(ruled_out(ref.step) in before for ref in others)
    if others and (ruled_out(first.id) in before or first_alone_is_sure):
        return False
    if not (others or second.after_any or second.only_if or second.unless):
        return True
    is_followed = any(Ref(second.id) in step.after for step in playbook.steps)
    return not is_followed or ruled_out(second.id) not in now


def _startable_without(rules: Collection[Rule], step: Step, steps: Collection[str]) -> set[str]:
    """The steps that can begin in some run in which this one is never done."""
    come = earliest(rules, without={step_done(step.id), *(ended(step.id, outcome) for outcome in step.outcomes)})
    return {name for name in steps if ready(name) in come}
