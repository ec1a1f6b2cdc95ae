"""What stood on the way to a milestone that play did not reach: steps that could have gone on, and open decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.model.setup import Setup, step_done
from simulator.plan.graph import chosen, needed_for, rules_of
from simulator.timeline.state import State

How = Literal["ready", "queued", "running", "paused", "skipped", "ruled-out", "open"]
"""Where it stood; ``ready``: nobody ordered it, ``open``: nobody decided."""
_STANDS: dict[str, How] = {
    "ready": "ready",
    "queued": "queued",
    "running": "running",
    "paused": "paused",
    "skipped": "skipped",
    "ruled-out": "ruled-out",
}


@dataclass(frozen=True, slots=True)
class Stalled:
    """One piece of work, and how it stood when play ended."""

    job: str
    how: How


def stalled(setup: Setup, after_play: State, milestone: str) -> tuple[Stalled, ...]:
    """What may have a part in the milestone and was neither done nor waited for something else, in the files' order."""
    needed = needed_for(rules_of(setup), milestone)
    open_ = [
        Stalled(f"decision/{inject.id}", "open")
        for inject in setup.scenario.injects
        if inject.decision and inject.id in after_play.open_decisions
        if any(chosen(inject.id, option.id) in needed for option in inject.decision.options)
    ]
    steps = [
        Stalled(step.id, how)
        for step in setup.playbook.steps
        if step_done(step.id) in needed and after_play.job(step.id).first_done_at is None
        if (how := _STANDS.get(after_play.job(step.id).status))
    ]
    return (*open_, *steps)
