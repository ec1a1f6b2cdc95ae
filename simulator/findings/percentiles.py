"""Where the team's times stand among many simulated runs of the playbook alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.findings.outcomes import Outcome
from simulator.study.result import Distribution


@dataclass(frozen=True, slots=True)
class Percentile:
    """One clock that was met or missed, and where the team's time stands in its distribution."""

    outcome: Outcome
    simulated: Distribution
    took: int | None
    """The team's seconds from its own start to the milestone; None where it never came."""
    limit: int | None
    """Seconds the team had."""

    @property
    def faster_than(self) -> float:
        """The share of simulated runs that the team was faster than."""
        return 0.0 if self.took is None else self.simulated.slower(self.took)


def percentiles(outcomes: Iterable[Outcome], simulated: Mapping[str, Distribution]) -> tuple[Percentile, ...]:
    """Each clock that was a question for the team and started in simulated runs too."""
    return tuple(
        Percentile(
            outcome=o,
            simulated=simulated[o.clock.key],
            took=max(o.reached - o.started, 0) if o.reached is not None and o.started is not None else None,
            limit=o.deadline - o.started if o.deadline is not None and o.started is not None else None,
        )
        for o in outcomes
        if o.ran and o.clock.kind != "inject" and o.clock.key in simulated
    )
