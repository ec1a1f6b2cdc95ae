"""Both calendars call back in one order, and one of them is SimPy's, through its front door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

import simulator.world
from simulator.world.calendar import Calendar, HeapCalendar, SimPyCalendar

timers = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=20)
"""(second, rank) of timers, put on the calendar in this order."""
later = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=20)
"""(seconds from then, rank) of timers that those fired set, one each."""


def fired(calendar: Calendar, first: list[tuple[int, int]], then: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """(second, number) of the timers, in the order in which they called back."""
    calls: list[tuple[int, int]] = []
    number = iter(range(len(first), len(first) + len(then)))
    left = iter(then)
    now = 0

    def call(timer: int) -> None:
        calls.append((now, timer))
        for seconds, rank in [more] if (more := next(left, None)) else []:
            calendar.put(now + seconds, rank, call, next(number))

    for timer, (second, rank) in enumerate(first):
        calendar.put(second, rank, call, timer)
    while (now := calendar.next_at()) < 1000:
        calendar.fire()
        assert calendar.next_at() > now, "all of that second has fired"
    return calls


@given(timers, later)
def test_both_calendars_call_back_in_the_same_order(first: list[tuple[int, int]], then: list[tuple[int, int]]) -> None:
    assert fired(SimPyCalendar(0), first, then) == fired(HeapCalendar(), first, then)


@pytest.mark.parametrize("make", [lambda: SimPyCalendar(0), HeapCalendar])
@given(timers)
def test_by_second_then_rank_then_as_they_were_put_there(
    make: type[HeapCalendar], first: list[tuple[int, int]]
) -> None:
    in_order = sorted(range(len(first)), key=lambda number: (*first[number], number))
    assert fired(make(), first, []) == [(first[number][0], number) for number in in_order]


def test_a_timer_set_for_this_very_second_goes_before_those_of_a_higher_rank() -> None:
    assert fired(SimPyCalendar(0), [(4, 1), (4, 3)], [(0, 2)]) == [(4, 0), (4, 2), (4, 1)]


def test_no_private_attribute_of_simpy_is_used() -> None:
    """A later SimPy may rename what begins with an underscore."""
    environment = simpy.Environment()
    theirs = {name for thing in (environment, environment.event(), environment.timeout(1)) for name in vars(thing)}
    theirs |= {name for kind in (simpy.Environment, simpy.Event, simpy.Timeout) for name in dir(kind)}
    private = {name for name in theirs if name.startswith("_") and not name.startswith("__")}
    assert {"_queue", "_eid", "_ok"} <= private, "what was used once is among what is looked for"
    used = []
    for path in Path(simulator.world.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = (
                node.attr if isinstance(node, ast.Attribute) else node.value if isinstance(node, ast.Constant) else ""
            )
            if name in private:
                used.append(f"{path.name}: {name}")
    assert not used
