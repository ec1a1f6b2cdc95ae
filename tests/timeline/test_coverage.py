"""Which requirements a library exercises, and what records prove: one example for each rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.exercise import commands as c
from simulator.journal.reader import read
from simulator.model.requirement import Requirement
from simulator.model.scenario import Scenario
from simulator.timeline.coverage import Covered, coverage
from simulator.timeline.events import Rating
from simulator.timeline.history import History
from tests.exercise.records import Deed, play_record
from tests.setups import make_setup

CARE, STOP, ANY, NOBODYS = "JP-AIGB-2", "NIST-MAN-2.4", "HSEEP-AAR", "EU-AIA-17"
SETUP = make_setup(
    [{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}],
    objectives=[
        {"id": "care", "text": "Care first", "requirements": [CARE, STOP]},
        {"id": "stop", "text": "Stop it", "requirements": STOP},
    ],
)


def requirement(name: str, **more: Any) -> Requirement:
    return Requirement.model_validate(
        {"id": name, "title": name, "asks": "…", "shown_by": "…", "jurisdiction": "JP", "source": "…"} | more
    )


ASKED = [requirement(CARE), requirement(STOP), requirement(ANY, any_exercise="true"), requirement(NOBODYS)]


def covered(*records: History, scenarios: tuple[Scenario, ...] = (SETUP.scenario,)) -> dict[str, Covered]:
    return {found.requirement.id: found for found in coverage(ASKED, scenarios, records)}


def exercise(path: Path, *ratings: tuple[str, Rating], closed: bool = True, **head: Any) -> History:
    """An exercise of ten minutes, rated (objective, rating) after its end."""
    deeds: list[Deed] = [10, c.EndPlay(), *(c.Rate(objective, rating) for objective, rating in ratings)]
    return read(play_record(path, SETUP, *deeds, *([c.Close()] if closed else []), closed=False, **head))


def test_a_scenario_exercises_what_its_objectives_name_and_what_any_exercise_is_for() -> None:
    found = covered()
    name = SETUP.scenario.id
    assert {asked: c.scenarios for asked, c in found.items()} == {
        CARE: (name,),
        STOP: (name,),
        ANY: (name,),
        NOBODYS: (),
    }
    assert not any(c.held for c in found.values())


def test_the_last_exercise_stands_first_with_the_worst_rating_of_its_objectives(tmp_path: Path) -> None:
    old = exercise(tmp_path / "a.jsonl", ("care", "P"), created="2026-05-02T10:00:00+09:00")
    new = exercise(tmp_path / "b.jsonl", ("care", "S"), ("stop", "M"), created="2026-11-20T10:00:00+09:00")
    found = covered(old, new)
    assert [(held.day, held.rating) for held in found[STOP].held] == [("2026-11-20", "M"), ("2026-05-02", "P")]
    assert [(held.day, held.rating) for held in found[CARE].held] == [("2026-11-20", "S"), ("2026-05-02", "P")]
    assert [held.rating for held in found[ANY].held] == ["", ""]
    assert found[NOBODYS].held == ()


def test_what_was_not_observed_shows_nothing(tmp_path: Path) -> None:
    found = covered(exercise(tmp_path / "a.jsonl", ("care", "N"), ("stop", "P")))
    assert found[CARE].held == ()
    assert [held.rating for held in found[STOP].held] == ["P"]


def test_only_closed_exercises_of_people_count_and_a_copy_once(tmp_path: Path) -> None:
    open_one = exercise(tmp_path / "open.jsonl", closed=False)
    rehearsal = exercise(tmp_path / "rehearsal.jsonl", purpose="rehearsal")
    autopilot = exercise(tmp_path / "autopilot.jsonl", driver="autopilot")
    good = exercise(tmp_path / "good.jsonl")
    found = covered(open_one, rehearsal, autopilot, good, good)
    assert [held.mark for held in found[CARE].held] == [good.mark]
