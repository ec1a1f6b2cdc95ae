"""When a step begins besides what it waits for: after a delay, and again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.model.playbook import Step
from simulator.wording.voice import Voice


def rhythm_words(step: Step, voice: Voice, called: Callable[[str], str]) -> Iterator[str]:
    """Nothing for most steps. ``called``: words for the ids of milestones."""
    if step.every:
        until = voice.listed(map(called, step.until))
        yield voice("every {span} until {milestones}", span=voice.span(step.every), milestones=until)
    if step.delay:
        yield voice("then a delay of {span}", span=voice.span(step.delay))
