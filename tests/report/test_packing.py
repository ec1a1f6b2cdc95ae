"""Labels never touch, and the axis keeps order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.report.pictures.axis import Axis
from simulator.report.pictures.packing import GAP, packed, shortened, width_of


@dataclass(frozen=True)
class Box:
    start: float
    stop: float


boxes = st.builds(lambda start, wide: Box(start, start + wide), st.floats(0, 700), st.floats(0, 200))


@given(st.lists(boxes, max_size=60))
def test_nothing_in_a_row_touches_its_neighbour(items: list[Box]) -> None:
    rows = packed(items)
    assert sorted((b for row in rows for b in row), key=lambda b: b.start) == sorted(items, key=lambda b: b.start)
    for row in rows:
        assert all(a.stop + GAP <= b.start for a, b in pairwise(row))


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=40), st.lists(st.integers(0, 10**7), min_size=2))
def test_later_lies_further_right_and_all_within(knots: list[int], moments: list[int]) -> None:
    axis = Axis.over(knots, left=100, width=600)
    places = [axis.x(moment) for moment in sorted(moments)]
    assert places == sorted(places)
    assert all(99.9 <= place <= 700.1 for place in places)


@given(st.text(max_size=40), st.floats(20, 200))
def test_a_label_fits_its_room(text: str, room: float) -> None:
    assert width_of(shortened(text, room)) <= room
