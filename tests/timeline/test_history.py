"""Moves as the record keeps them: taking back adds a line and removes none."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.timeline import events as e
from simulator.timeline.history import Head, History
from simulator.timeline.moves import Move
from tests.setups import make_setup

HEAD = Head(make_setup([{"id": "look", "role": "analyst", "takes": "1h", "once": "detected"}]), seed=1)


def history(*moves: Sequence[e.Event]) -> History:
    return History(HEAD, tuple(Move(tuple(events)) for events in moves))


def note(text: str, at: int = 0) -> e.Noted:
    return e.Noted(at, text)


def notes(told: History) -> list[str]:
    return [noted.text for noted in told.state().notes]


def test_without_undoing_all_moves_count_in_order() -> None:
    told = history([note("a"), note("b")], [note("c")])
    assert notes(told) == ["a", "b", "c"]
    assert [number for number, _ in told.effective()] == [0, 1]


def test_undone_moves_count_no_more_and_the_undoing_stays() -> None:
    told = history([note("a")], [note("b")], [note("c")], [e.Undone(0, back_to=1)])
    assert notes(told) == ["a"]
    assert [number for number, _ in told.effective()] == [0, 3]
    assert len(told.moves) == 4


def test_what_comes_after_an_undoing_has_the_records_own_numbers() -> None:
    told = history(
        [note("a")], [note("b")], [e.Undone(0, back_to=1)], [note("c")], [note("d")], [e.Undone(0, back_to=4)]
    )
    assert notes(told) == ["a", "c"]
    assert [number for number, _ in told.effective()] == [0, 2, 3, 5]


def test_undoing_may_reach_back_over_an_earlier_undoing() -> None:
    told = history([note("a")], [note("b")], [e.Undone(0, back_to=1)], [note("c")], [e.Undone(0, back_to=0)])
    assert notes(told) == []
    assert [number for number, _ in told.effective()] == [4]


def test_time_goes_back_with_what_is_undone_but_the_room_gets_none() -> None:
    passed: list[e.Event] = [e.Passed(3600, 300), note("late", 3600)]
    undone = [e.Undone(60, back_to=1, room=300)]
    told = history([e.Passed(60, 20)], passed, undone)
    state = told.state()
    assert (state.now, state.room, notes(told)) == (60, 300, [])
    assert history([e.Passed(60, 20)], passed, undone, [e.Passed(61, 5)]).state().room == 305
