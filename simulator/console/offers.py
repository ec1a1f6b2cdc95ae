"""Choices that set-up and the console both offer."""

from __future__ import annotations

from simulator.wording.voice import Voice

Options = tuple[tuple[str, str], ...]
"""(id, words) pairs."""


def talk_rates(voice: Voice, own: float = 1.0) -> Options:
    """What a minute of talk may cost, a rate of one's own among them."""
    rates = dict.fromkeys([1.0, 2.0, 4.0, 10.0, *([own] if own else [])])
    spoken = tuple((f"{n:g}", voice("{n} min per minute", n=f"{n:g}")) for n in rates)
    return (*spoken, ("0", voice("nothing: time moves with Next only")))


def who_starts(voice: Voice) -> Options:
    """Who starts the steps."""
    return (
        ("self", voice("the table decides, the playbook runs itself")),
        ("orders", voice("every step waits for an order")),
    )
