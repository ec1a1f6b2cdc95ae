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
    """Who starts the steps, and whether time stops for one that is ready."""
    return (
        ("self", voice("playbook runs itself, table decides")),
        ("stops", voice("every step waits for an order, and time stops when one is ready")),
        ("orders", voice("every step waits for an order")),
    )


def starter(*, self_running: bool, stops: bool) -> str:
    """Which of ``who_starts`` it is."""
    return "self" if self_running else "stops" if stops else "orders"


def bells(voice: Voice) -> Options:
    """Whether the terminal rings."""
    return ("no", voice("silent")), ("yes", voice("rings for messages, stops and missed deadlines"))
