"""salabim: cases that share one staff, a component for each branch of a case.

Lognormal figures; its generator mode, monitors off.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tests.benchmarks.rivals.playbook import BACK_TO, FOLLOWERS, ODDS, ROLES, SENDER, STEPS, lognormal

Row = tuple[int, int, float, float, float]
"""(case, step, asked, started, ended) in seconds."""
_TAKES = [(takes.mu, takes.sigma) for takes in map(lognormal, STEPS)]


def cases(seed: int, count: int, every: int) -> list[Row]:
    """So many cases, one every so many seconds; a row for each step done."""
    import salabim

    random = Random(seed)
    env = salabim.Environment(trace=False, yieldless=False, random_seed=seed)
    roles = {role: salabim.Resource(role, people, monitor=False, env=env) for role, people in ROLES.items()}
    done: list[set[str]] = [set() for _ in range(count)]
    rows: list[Row] = []

    class Branch(salabim.Component):  # type: ignore[misc]
        """Steps of a case one after the other, from ``number`` on; whoever comes to a join last goes on from there."""

        def setup(self, case: int, number: int) -> None:
            self.case, self.number = case, number
            self.mode.monitor(False)
            self.status.monitor(False)

        def process(self) -> Iterator[Any]:
            case, ready = self.case, [self.number]
            while ready:
                number, *others = ready
                for other in others:
                    Branch(case=case, number=other, env=env)
                asked = env.now()
                yield self.request(roles[STEPS[number].role])
                started = env.now()
                yield self.hold(random.lognormvariate(*_TAKES[number]))
                self.release()
                rows.append((case, number, asked, started, env.now()))
                if number == SENDER and random.random() < ODDS:
                    ready = [BACK_TO]
                    continue
                done[case].add(STEPS[number].id)
                ready = [n for n in FOLLOWERS[number] if done[case].issuperset(STEPS[n].after)]

    for case in range(count):
        Branch(case=case, number=0, env=env, at=case * every)
    env.run()
    return rows


def cycle_times(rows: list[Row], every: int) -> list[float]:
    """Minutes from each case's start to the end of its last step."""
    ends = sorted((case, ended) for case, number, _, _, ended in rows if number == len(STEPS) - 1)
    return [(ended - case * every) / 60 for case, ended in ends]
