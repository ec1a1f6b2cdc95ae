"""The playbook every contestant plays: twenty steps, five roles, two branches side by side, one loop of rework."""

from __future__ import annotations

from math import exp, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

ROLES = {"commander": 1, "ml": 2, "analyst": 2, "legal": 1, "comms": 1}
REWORK = ("verify", "mitigate", 0.25)
"""After the first, with these odds, once more from the second on."""


class Step(NamedTuple):
    """One step; ``minutes`` are the least, the likeliest and the most it takes."""

    id: str
    role: str
    minutes: tuple[int, int, int]
    after: tuple[str, ...]


STEPS = (
    Step("ack", "analyst", (2, 5, 15), ()),
    Step("triage", "analyst", (10, 20, 60), ("ack",)),
    Step("declare", "commander", (2, 5, 20), ("triage",)),
    # What is done to the system.
    Step("scope", "ml", (15, 30, 120), ("declare",)),
    Step("snapshot", "ml", (10, 20, 45), ("scope",)),
    Step("disable", "ml", (5, 10, 30), ("snapshot",)),
    Step("rotate", "analyst", (10, 15, 60), ("disable",)),
    Step("mitigate", "ml", (20, 45, 180), ("rotate",)),
    Step("verify", "analyst", (10, 20, 60), ("mitigate",)),
    Step("canary", "ml", (15, 30, 90), ("verify",)),
    Step("confirm", "commander", (5, 10, 30), ("canary",)),
    # Who is told, meanwhile.
    Step("assess", "legal", (20, 40, 120), ("declare",)),
    Step("classify", "legal", (10, 30, 90), ("assess",)),
    Step("draft", "comms", (20, 45, 120), ("classify",)),
    Step("approve", "commander", (5, 15, 60), ("draft",)),
    Step("submit", "legal", (5, 10, 30), ("approve",)),
    Step("customers", "comms", (10, 30, 90), ("submit",)),
    # Both done.
    Step("rootcause", "ml", (60, 120, 480), ("confirm", "customers")),
    Step("report", "analyst", (30, 60, 180), ("rootcause",)),
    Step("lessons", "commander", (15, 30, 60), ("report",)),
)
NUMBER = {step.id: n for n, step in enumerate(STEPS)}
FOLLOWERS = tuple(tuple(n for n, later in enumerate(STEPS) if step.id in later.after) for step in STEPS)
SENDER, BACK_TO, ODDS = NUMBER[REWORK[0]], NUMBER[REWORK[1]], REWORK[2]


class Lognormal(NamedTuple):
    """Median and 95 % point, in whole seconds."""

    p50: int
    p95: int

    @property
    def mu(self) -> float:
        """Mean of the logarithm of seconds."""
        return log(self.p50)

    @property
    def sigma(self) -> float:
        """Standard deviation of that logarithm."""
        return log(self.p95 / self.p50) / NormalDist().inv_cdf(0.95)

    @property
    def moments(self) -> tuple[float, float]:
        """Mean and variance, in seconds and their square."""
        mean = exp(self.mu + self.sigma**2 / 2)
        return mean, (exp(self.sigma**2) - 1) * mean**2


def lognormal(step: Step) -> Lognormal:
    """The lognormal that has the step's median and 95 % point."""
    return Lognormal(round(60 * _quantile(step.minutes, 0.5)), round(60 * _quantile(step.minutes, 0.95)))


def _quantile(minutes: tuple[int, int, int], share: float) -> float:
    low, likely, high = minutes
    if share * (high - low) < likely - low:
        return low + sqrt(share * (high - low) * (likely - low))
    return high - sqrt((1 - share) * (high - low) * (high - likely))
