"""Room time today: which optional injects stay, so that the talk planned for them fits."""

from __future__ import annotations

from collections.abc import Container

from simulator.model.injects import Inject
from simulator.model.scenario import Scenario
from simulator.timeline.events import InjectDropped


def proposed(scenario: Scenario, play: int) -> tuple[str, ...]:
    """Optional injects to leave out, so that the talk planned for the others fits ``play`` seconds.

    Those go first whose objectives other injects exercise too, then those that take the longest, then later ones.
    Core injects stay whatever the time.
    """
    left: list[str] = []
    while scenario.talk(left) > play:
        could = [inject for inject in scenario.injects if inject.optional and inject.discuss and inject.id not in left]
        if not could:
            break
        left.append(max(could, key=lambda inject: (_is_doubled(inject, scenario, left), inject.discuss)).id)
    return tuple(inject.id for inject in scenario.injects if inject.id in left)


def _is_doubled(inject: Inject, scenario: Scenario, left: list[str]) -> bool:
    """Whether each of its objectives is named by another inject that stays."""
    others = (other for other in scenario.injects if other.id not in (inject.id, *left))
    return not {*inject.objectives} - {name for other in others for name in other.objectives}


def lacking(scenario: Scenario, left_out: Container[str] = ()) -> int:
    """Seconds of talk that the core injects plan beyond the room time for play; 0 where they fit."""
    core = sum(inject.discuss for inject in scenario.injects if not inject.optional and inject.id not in left_out)
    return max(core - scenario.session.play, 0)


def dropped(left_out: tuple[str, ...]) -> tuple[InjectDropped, ...]:
    """What leaves them out when the exercise begins."""
    return tuple(InjectDropped(0, inject, "facilitator") for inject in left_out)
