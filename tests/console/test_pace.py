"""How fast work has gone so far, told to whoever is told chances."""

from __future__ import annotations

import pytest

from simulator.console.panels import clocks
from simulator.console.situation import Situation
from simulator.console.visibility import view_for
from simulator.exercise.commands import EndPlay
from simulator.exercise.seats import CONSOLE, WALL, Seat
from simulator.line.speaking import now
from simulator.wording.pace import pace_words
from simulator.wording.voice import Voice
from simulator.world.draws import Draws
from tests.setups import make_setup
from tests.world.plays import Table, step

WITHIN = {"id": "own", "title": "Looked", "kind": "own-target", "from": "detected", "to": "looked", "within": "9h"}
LOOK = step("look", "1h", once="detected")
LAST = step("last", "2h", after="look", reaches="looked")


def table(pace: str) -> Table:
    """One whose incident is slow: the first hour of work takes an hour and a half or more."""
    seed = next(seed for seed in range(99) if 1.5 < Draws(seed).factor(0, 3) < 1.9)
    return Table(make_setup([LOOK, LAST], expectations=[WITHIN], pace=pace), self_running=True, seed=seed)


def so_far(played: Table, seat: Seat = CONSOLE, language: str = "en") -> list[str]:
    """What a seat is told of it, on the screen and in plain lines."""
    voice = Voice.of(played.setup, language)
    view = view_for(seat, played.plan, Situation(played.state, played.state.now, 0), voice)
    assert ("Work so far" in str(clocks.parts(view, voice))) == (view.pace is not None and language == "en")
    return [line for line in now(view, voice) if line.startswith(("Work so far", "これまでの作業"))]


def test_nothing_is_said_before_anything_was_seen_and_where_all_incidents_go_alike() -> None:
    assert so_far(table("").until(300)) == []


def test_it_is_what_has_been_seen() -> None:
    played = table("3").until(115)
    (line,) = so_far(played)
    factor = float(line.split()[3])
    assert line == f"Work so far: {factor:g} times as slow as usual"
    assert factor == pytest.approx(played.state.lasted[0].worked / 3600, abs=0.06)
    (japanese,) = so_far(played, language="ja")
    assert japanese.endswith(f"通常の{factor:g}倍の時間")


def test_players_are_told_as_little_as_of_chances() -> None:
    for seat in (WALL, Seat.of("player", id="analyst", roles=["analyst"]), Seat.of("operator"), Seat.of("evaluator")):
        assert so_far(table("3").until(115), seat) == []


def test_after_endex_the_report_tells_it() -> None:
    assert so_far(table("3").until(115).act(EndPlay())) == []


def test_in_words() -> None:
    voice = Voice("en")
    assert [pace_words(pace, voice) for pace in (1.42, 0.7, 1.04, 0.97)] == [
        "1.4 times as slow as usual",
        "1.4 times as fast as usual",
        "as fast as usual",
        "as fast as usual",
    ]
