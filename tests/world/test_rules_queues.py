"""Rule 31: a decision whose answer is an order of steps."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.exercise.commands import Decide, Order
from simulator.exercise.forks import forks
from simulator.exercise.views import Refused
from simulator.model.setup import Setup
from simulator.study.changes import choices
from simulator.timeline.events import DecisionTaken
from simulator.timeline.history import Head, History
from simulator.timeline.moves import Move
from tests.setups import make_setup
from tests.world.plays import MANY, Played, Table, play, step

NAMES = ("ask", "bring", "call")
WRITTEN = ("call", "ask", "bring")
QUEUE = [{"step": name, "text": name} for name in WRITTEN]
ASKED: dict[str, Any] = {"role": "analyst", "question": "Whom first?", "takes": "0m", "queue": QUEUE}
ALERT: dict[str, Any] = {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected", "decision": ASKED}
STEPS = [step(name, "10m", once="detected") for name in NAMES]
DESK = {"analyst": {"people": "1", "hours": "always"}, "lead": {"people": "1", "hours": "always"}}


def served(story: Played | Table) -> list[str]:
    """The steps of the queue in the order in which they began."""
    began = {name: story.worked(name)[0][0] for name in NAMES if story.worked(name)}
    return sorted(began, key=lambda name: began[name])


def setup(**more: Any) -> Setup:
    return make_setup(STEPS, [ALERT | {"decision": ASKED | more}], DESK)


def at_the_table(**more: Any) -> Table:
    return Table(setup(**more), self_running=True)


def test_31_the_autopilot_takes_the_order_as_it_is_written() -> None:
    assert served(play(STEPS, [ALERT], DESK)) == ["call", "ask", "bring"]
    plain = {key: value for key, value in ALERT.items() if key != "decision"}
    assert served(play(STEPS, [plain], DESK)) == ["ask", "bring", "call"], "without a queue, file order"


def test_31_people_set_another_and_nothing_begins_before() -> None:
    table = at_the_table().until(30)
    assert served(table) == []
    table.act(Decide("alert", "bring>call>ask")).until(90)
    assert served(table) == ["bring", "call", "ask"]
    assert table.worked("bring") == [(30, 40)]


def test_31_another_order_moves_only_what_has_not_begun() -> None:
    table = at_the_table(reaches="order-set").act(Decide("alert", "bring>call>ask")).until(5)
    table.act(Decide("alert", "ask>call>bring")).until(90)
    assert served(table) == ["bring", "ask", "call"]
    taken = table.of(DecisionTaken)
    assert [event.reaches for event in taken] == [("order:ask", "order-set"), ()]
    with pytest.raises(Refused, match="No decision is open"):
        table.act(Decide("alert", "call>ask>bring"))


def test_31_an_order_has_every_step_once() -> None:
    table = at_the_table()
    for order in ("ask>bring", "ask>ask>bring", "ask>bring>call>call"):
        with pytest.raises(Refused, match="whole order"):
            table.act(Decide("alert", order))
    with pytest.raises(Refused, match="whole order"):
        table.act(Decide("alert", text="First the loudest"))
    table.act(Decide("alert", "ask>bring>call"))
    with pytest.raises(Refused, match="already"):
        table.act(Decide("alert", "ask>bring>call"))


def test_31_where_nobody_decides_it_goes_as_written() -> None:
    table = at_the_table(answer_by="20m").until(90)
    assert served(table) == ["call", "ask", "bring"]
    assert table.state.choices["alert"].undecided


def test_31_an_order_moves_what_waits_already() -> None:
    """Ordered out of turn before anything was decided: from then on the order holds for those that still wait."""
    table = at_the_table(answer_by="5m")
    for name in NAMES:
        table.act(Order(name, now=True))
    assert served(table.until(90)) == ["ask", "call", "bring"]


def test_31_people_enough_do_several_at_once_and_priority_goes_before() -> None:
    assert {tuple(play(STEPS, [ALERT], MANY).worked(name)) for name in NAMES} == {((0, 10),)}
    urgent = [*STEPS[:2], STEPS[2] | {"priority": "9"}]
    assert served(play(urgent, [ALERT], DESK)) == ["ask", "bring", "call"]


def test_31_a_step_that_waits_for_more_keeps_nobody_and_is_served_in_its_turn() -> None:
    """It counts as asked for when the order was set, so it goes before what was asked for since."""
    look, note = step("look", "15m", role="lead", reaches="seen"), step("note", "10m", after="ask")
    steps = [STEPS[0], STEPS[1], STEPS[2] | {"once": ["detected", "seen"]}, look, note]
    written = [{"step": name, "text": name} for name in ("ask", "bring", "call")]
    story = play(steps, [ALERT | {"decision": ASKED | {"queue": written}}], DESK)
    assert (story.worked("call"), story.worked("note")) == ([(20, 30)], [(30, 40)])


def test_what_would_help_and_hindsight_try_neighbours_swapped() -> None:
    tried = [change.what[1] for change in choices(setup())]
    assert tried == ["call>ask>bring", "ask>call>bring", "call>bring>ask"]
    orders = [served(Played(change.setup)) for change in choices(setup())]
    assert [">".join(order) for order in orders] == tried
    table = at_the_table().act(Decide("alert", "bring>call>ask"))
    (fork,) = forks(table.plan, History(Head(table.setup, seed=1), (Move(tuple(table.events)),)))
    assert set(fork.others) == set(tried)
    assert fork.taken.choices["alert"].option == "bring>call>ask"
