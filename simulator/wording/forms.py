"""How forms are spoken of, on every page that shows one."""

from __future__ import annotations

from simulator.wording.voice import Voice


def judgement(voice: Voice) -> str:
    """Whose word it is that an item can be answered; stands beside every form."""
    return voice(
        "From which milestones an item can be answered, and when a form applies, is its author's judgement, not "
        "the law's. What an item asks is in our words. This is no legal advice."
    )
