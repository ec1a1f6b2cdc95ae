"""Ciw: cases that share one staff, a node for each role. It knows no fork and join: one branch after the other.

Lognormal figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tests.benchmarks.rivals.playbook import BACK_TO, ODDS, ROLES, SENDER, STEPS, lognormal

_NODE = {role: n for n, role in enumerate(ROLES, 1)}
_TAKES = [(takes.mu, takes.sigma) for takes in map(lognormal, STEPS)]


def cases(seed: int, count: int, every: int) -> list[Any]:
    """So many cases, one every so many seconds; its own records of each step done. Not equivalent to the others."""
    import ciw

    ciw.seed(seed)
    random = Random(seed)

    def way(individual: Any, _simulation: Any) -> list[int]:
        """The nodes of one case after the first; which step each visit is, the distributions look up."""
        numbers = list(_walk(random))
        ways[individual.id_number] = numbers
        return [_NODE[STEPS[number].role] for number in numbers[1:]]

    class Takes(ciw.dists.Distribution):  # type: ignore[misc]
        """What the next step of the case takes."""

        def sample(self, t: float | None = None, ind: Any = None) -> float:
            assert ind is not None
            return random.lognormvariate(*_TAKES[ways[ind.id_number][len(ind.data_records)]])

    ways: dict[int, list[int]] = {}
    gaps = ciw.dists.Sequential([0.0, *[float(every)] * (count - 1), float("inf")])
    network = ciw.create_network(
        arrival_distributions=[gaps if role == STEPS[0].role else None for role in ROLES],
        service_distributions=[Takes() for _ in ROLES],
        number_of_servers=list(ROLES.values()),
        routing=ciw.routing.ProcessBased(way),
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(count, method="Finish")
    records: list[Any] = simulation.get_all_records()
    return records


def _walk(random: Random) -> Iterator[int]:
    """The steps of one case in file order, rework included."""
    for number in range(len(STEPS)):
        yield number
        while number == SENDER and random.random() < ODDS:
            yield BACK_TO
            yield SENDER
