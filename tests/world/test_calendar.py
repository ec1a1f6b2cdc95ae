"""The calendar is SimPy's: what we play at our own pace, SimPy's own loop would play alike."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from simulator.world.calendar import Calendar, Timer

entries = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=20)
"""(second, rank) of bells, put on the calendar in this order."""


def rung(entries: list[tuple[int, int]], play: Callable[[Calendar], None]) -> list[int]:
    """The bells by number, in the order in which they were heard."""
    heard: list[int] = []

    def hear(bell: Timer) -> None:
        heard.append(bell.what)

    calendar = Calendar(0)
    for number, (second, rank) in enumerate(entries):
        calendar.put(second, rank, (hear,), number)
    play(calendar)
    return heard


def ours(calendar: Calendar) -> None:
    while calendar.queue:
        calendar.fire()


@given(entries)
def test_simpy_rings_the_bells_in_the_same_order(entries: list[tuple[int, int]]) -> None:
    assert rung(entries, ours) == rung(entries, lambda calendar: calendar.environment.run())


@given(entries)
def test_by_second_then_rank_then_as_they_were_put_there(entries: list[tuple[int, int]]) -> None:
    in_order = sorted(range(len(entries)), key=lambda number: (*entries[number], number))
    assert rung(entries, ours) == in_order
