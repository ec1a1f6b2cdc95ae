"""Random hands at the table: commands that may well be refused."""

from __future__ import annotations

from random import Random

from simulator.exercise import commands as c
from simulator.model.injects import THEN
from simulator.plan.tables import Plan
from simulator.timeline.state import State


def random_command(rng: Random, plan: Plan, state: State) -> c.PlayCommand:
    """Something somebody might ask for, sensible or not."""
    steps = [spec.name for spec in plan.jobs if spec.kind == "step"]
    step, inject = rng.choice(steps), rng.choice(plan.injects).name
    role = rng.choice(list(plan.pool_number))
    milestone = rng.choice(["m0", "m1", "m2", "m3"])
    open_one = rng.choice(state.open_decisions) if state.open_decisions else inject
    wishes: list[c.PlayCommand] = [
        c.Order(step),
        c.Order(step, now=True),
        c.Withdraw(step),
        c.Finish(step),
        c.Skip(step),
        c.Reestimate(step, rng.choice([0, 60, 36_000])),
        c.CallIn(role),
        c.SetAway(role, state.now + rng.choice([0, 600, 20_000, 200_000]), rng.choice([None, None, 0, 1])),
        c.Act("Ask somebody", role, rng.choice([0, 600, 20_000]), (milestone,)),
        c.Decide(open_one, rng.choice(["one", "two"])),
        c.Decide(open_one, text="Something else"),
        *_orders(rng, plan),
        c.Mark(milestone, rng.randint(0, state.now)),
        c.Hold(inject),
        c.Release(inject),
        c.AnswerOutside(inject, "one"),
        c.SkipInject(inject),
        c.Improvise("A rumour", reaches=(milestone,)),
        c.SetPace(1.0, rng.random() < 0.5),
        c.Note("Seen"),
    ]
    return rng.choice(wishes)


def _orders(rng: Random, plan: Plan) -> list[c.PlayCommand]:
    """Any order of a queue, the first or another one."""
    asked = ((inject.id, inject.decision.queue) for inject in plan.setup.scenario.injects if inject.decision)
    lines = [(name, [item.step for item in queue]) for name, queue in asked if queue]
    return [c.Decide(name, THEN.join(rng.sample(line, len(line)))) for name, line in lines]
