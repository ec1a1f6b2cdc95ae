"""What follows from a state: the world is built for one move, played, written down as events and dropped."""

from __future__ import annotations

from simulator.plan.tables import Plan
from simulator.timeline.events import Event
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.run import Run
from simulator.world.start import start_from
from simulator.world.tell import tell


def advance(plan: Plan, state: State, draws: Draws, until: int, *, auto: bool = False, run: int = 0) -> list[Event]:
    """All that happens from ``state`` up to and including second ``until``, but for acts of people.

    Law: ``advance(s, b) == advance(s, t) + advance(fold(advance(s, t), s), b)`` for every t between.
    Nothing happens after ``ends_after``. ``run``: whose figures are drawn; an exercise is run 0.
    """
    played = Run(start_from(plan, state), draws, run, auto=auto).play(min(until, plan.horizon))
    return list(tell(played))
