"""The fair comparison: what the playbook does by itself with the luck of an exercise."""

from __future__ import annotations

from simulator.exercise.roomtime import dropped
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.timeline.fold import fold
from simulator.timeline.history import Head
from simulator.timeline.state import State
from simulator.world.advance import play_out
from simulator.world.draws import Draws


def par_of(head: Head, plan: Plan | None = None) -> State | None:
    """What the playbook on autopilot makes of these draws, without what set-up left out; None without a playbook."""
    if head.setup.discussion_only:
        return None
    plan, begins = plan or compile_plan(head.setup), fold(dropped(head.left_out))
    return fold(play_out(plan, begins, Draws(head.seed), auto=True), begins)
