"""A wait that somebody chose: until when, and whether time, a measure or people ended it."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.exercise.commands import Decide, Mark, Release
from simulator.findings.conduct import decisions
from simulator.timeline.events import InjectDelivered
from simulator.timeline.wires import Wire, wires
from simulator.wording.sentences import tell
from simulator.wording.voice import Voice
from tests.setups import make_setup
from tests.world.plays import Table, step

HOUR = 3600
ASKED: dict[str, Any] = {
    "id": "alert",
    "at": "0m",
    "title": "Alert",
    "reaches": "detected",
    "decision": {
        "role": "analyst",
        "question": "Act or wait?",
        "takes": "5m",
        "options": [{"id": "act", "text": "Act"}, {"id": "wait", "text": "Wait", "reaches": "waiting"}],
    },
}
WIRE: dict[str, Any] = {
    "id": "wire",
    "once": "waiting",
    "delay": "4h",
    "trips_on": "seen-again",
    "title": "And now?",
    "questions": ["What now?"],
}


def table() -> Table:
    """Somebody has chosen to wait, ten minutes in."""
    setup = make_setup([step("look", once="detected")], [ASKED, WIRE])
    return Table(setup).until(10).act(Decide("alert", "wait"))


def the_wire(played: Table) -> Wire:
    (wire,) = wires(played.setup.scenario, played.state)
    return wire


def test_no_wire_before_somebody_waits() -> None:
    played = Table(make_setup([step("look", once="detected")], [ASKED, WIRE])).until(10)
    assert not list(wires(played.setup.scenario, played.state))


def test_time_ends_the_wait() -> None:
    wire = the_wire(table().until(9 * 60))
    assert (wire.set_at, wire.tripped_at, wire.tripped_by) == (600, 600 + 4 * HOUR, "")
    assert not wire.by_people


@pytest.mark.parametrize(("since", "came"), [(1800, 1800), (300, 1800)], ids=["after it was set", "before it was set"])
def test_a_measure_ends_it_sooner(since: int, came: int) -> None:
    wire = the_wire(table().until(30).act(Mark("seen-again", since)).until(60))
    assert (wire.tripped_at, wire.tripped_by) == (came, "seen-again")


def test_the_facilitator_ends_it() -> None:
    wire = the_wire(table().until(30).act(Release("wire")).until(60))
    assert (wire.tripped_at, wire.by_people) == (1800, True)


def test_the_log_says_what_ended_it() -> None:
    by_time, by_measure = table().until(9 * 60), table().until(30).act(Mark("seen-again", 1800)).until(60)
    said = [
        tell(event, played.setup, Voice("en"), {})
        for played in (by_time, by_measure)
        for event in played.of(InjectDelivered)
        if event.inject == "wire"
    ]
    assert said == [
        "The wait is over, “And now?” arrives: time is up",
        "The wait is over, “And now?” arrives: seen again",
    ]


@pytest.mark.parametrize("set_by", ["waiting", "limit-written"], ids=["at once", "by a step that follows"])
def test_the_decision_is_known_as_one_to_wait(set_by: str) -> None:
    steps = [step("look", once="detected"), step("write", "0m", once="waiting", reaches="limit-written")]
    played = Table(make_setup(steps, [ASKED, WIRE | {"once": set_by}]), self_running=True).until(10)
    played.act(Decide("alert", "wait")).until(30)
    (decided,) = decisions(played.setup, played.state, None)
    assert decided.wait is not None
    assert (decided.wait.latest, decided.wait.tripped_at) == (600 + 4 * HOUR, None)
