"""What follows from a state: the world is built for one move, played, written down as events and dropped."""

from __future__ import annotations

from simulator.plan.tables import Plan
from simulator.timeline.events import Event, Passed
from simulator.timeline.fold import fold
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.run import Run
from simulator.world.start import start_from
from simulator.world.tell import tell


def advance(plan: Plan, state: State, draws: Draws, until: int, *, auto: bool = False, run: int = 0) -> list[Event]:
    """All that happens from ``state`` up to and including second ``until``, but for acts of people.

    Law: ``advance(s, b) == advance(s, t) + advance(fold(advance(s, t), s), b)`` for every t between.
    After ``ends_after`` the story sends nothing, and the run goes on for its clocks only (rule 4). ``run``: whose
    figures are drawn; an exercise is run 0.
    """
    played = Run(start_from(plan, state), draws, run, auto=auto).play(min(until, plan.horizon))
    return list(tell(played))


def play_out(plan: Plan, state: State, draws: Draws, *, auto: bool = False, run: int = 0) -> list[Event]:
    """All that happens from ``state`` to the end of the run, and that time has passed until then."""
    events = advance(plan, state, draws, plan.horizon, auto=auto, run=run)
    then = fold(events, state)
    once = [clock for clock in plan.clocks if not clock.recurs]
    running = (v.deadline for v in judge(once, then) if v.standing == "running" and v.deadline is not None)
    return [*events, Passed(max(plan.story_end, then.now, *(due for due in running if due <= plan.horizon)))]
