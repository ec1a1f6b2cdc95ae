"""salabim and Ciw: the playbook as each of them would have it, cases that share one staff; lognormal figures."""

from __future__ import annotations

from math import log
from random import Random
from statistics import NormalDist
from typing import Any

from tests.benchmarks.rivals.playbook import BACK_TO, FOLLOWERS, ODDS, ROLES, SENDER, STEPS, lognormal

_Z95 = NormalDist().inv_cdf(0.95)


def salabim_activities(seed: int, cases: int, every: int) -> int:
    """Steps done by so many cases, a component a step, a resource a role."""
    import salabim as sim

    sim.yieldless(False)
    env = sim.Environment(random_seed=seed, trace=False)
    random = Random(seed)
    roles = {role: sim.Resource(role, capacity=people, monitor=False) for role, people in ROLES.items()}
    count = 0

    class Work(sim.Component):  # type: ignore[misc]
        def setup(self, number: int, done: set[int]) -> None:
            self.number, self.done = number, done

        def process(self) -> Any:
            nonlocal count
            p50, p95 = lognormal(STEPS[self.number])
            yield self.request(roles[STEPS[self.number].role])
            yield self.hold(random.lognormvariate(log(p50), log(p95 / p50) / _Z95))
            self.release()
            count += 1
            if self.number == SENDER and random.random() < ODDS:
                Work(number=BACK_TO, done=self.done)
                return
            self.done.add(self.number)
            names = {STEPS[n].id for n in self.done}
            for follower in FOLLOWERS[self.number]:
                if names.issuperset(STEPS[follower].after):
                    Work(number=follower, done=self.done)

    for n in range(cases):
        Work(number=0, done=set(), at=n * every)
    env.run()
    return count


def ciw_activities(seed: int, cases: int, every: int) -> int:
    """Steps done by so many cases. Ciw knows no fork and no join: the branches are done one after the other, and as
    each of its nodes has servers of its own, every step has its role's people to itself. Not the same work, but less.
    """
    import ciw

    ciw.seed(seed)
    odds = [[0.0] * len(STEPS) for _ in STEPS]
    for n in range(len(STEPS) - 1):
        odds[n][n + 1] = 1.0
    odds[SENDER][SENDER + 1], odds[SENDER][BACK_TO] = 1 - ODDS, ODDS
    shapes = [lognormal(step) for step in STEPS]
    first = ciw.dists.Deterministic(value=every)
    network = ciw.create_network(
        arrival_distributions=[first, *[None] * (len(STEPS) - 1)],
        service_distributions=[ciw.dists.Lognormal(log(p50), log(p95 / p50) / _Z95) for p50, p95 in shapes],
        number_of_servers=[ROLES[step.role] for step in STEPS],
        routing=odds,
    )
    played = ciw.Simulation(network)
    played.simulate_until_max_customers(cases, method="Finish")
    return len(played.get_all_records())
