"""``tabletop history`` from outside: what was begun, how it came out, and what changed since the last time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.cli import main
from simulator.exercise import commands as c
from simulator.timeline.events import Rating
from tests.exercise.records import play_record
from tests.setups import make_setup

SETUP = make_setup(
    [{"id": "look", "role": "analyst", "takes": "10m", "once": "detected", "reaches": ["contained"]}],
    expectations=[
        {
            "id": "quick",
            "title": "Contained within the hour",
            "kind": "own-target",
            "from": "detected",
            "to": "contained",
            "within": "1h",
        }
    ],
    objectives=[{"id": "contain", "text": "Contain it", "look_for": ["somebody looks"], "shows": ["contained"]}],
)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """May: missed, U. June: a demonstration. July: met, S. August: begun and left. And one that is no record."""
    folder = tmp_path / "kept"

    def play(day: str, *deeds: Any, rating: Rating | None = None, **head: Any) -> None:
        rated = (c.EndPlay(), c.Rate("contain", rating), c.Close()) if rating else ()
        play_record(folder / f"{day}.jsonl", SETUP, *deeds, *rated, closed=False, created=day, **head)

    play("2026-05-01", 90, rating="U")
    play("2026-06-01", 90, rating="P", purpose="demo")
    play("2026-07-01", c.Order("look"), 90, rating="S")
    play("2026-08-01", 5)
    (folder / "notes.jsonl").write_text("none\n")
    monkeypatch.setenv("TABLETOP_RECORDS", str(folder))
    return folder


@pytest.mark.usefixtures("records")
def test_every_exercise_begun_is_counted_whatever_became_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["begun"], told["not_closed"], told["unreadable"]) == (4, 1, 1)
    assert [(item["day"], item["purpose"], item["closed"]) for item in told["items"]] == [
        ("2026-08-01", "exercise", False),
        ("2026-07-01", "exercise", True),
        ("2026-06-01", "demo", True),
        ("2026-05-01", "exercise", True),
    ]


@pytest.mark.usefixtures("records")
def test_an_exercise_stands_beside_the_last_that_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--json"]) == 0
    items = {item["day"]: item for item in json.loads(capsys.readouterr().out)["items"]}
    assert [items[day]["since"] is None for day in sorted(items)] == [True, True, False, True]
    since = items["2026-07-01"]["since"]
    assert since["head_hash"] == items["2026-05-01"]["head_hash"]
    assert (since["in_both"], since["met_then"], since["met_now"]) == (1, 0, 1)
    assert since["expectations"] == [{"id": "quick", "reading": "", "then": "missed", "now": "met"}]
    assert since["ratings"] == [{"objective": "contain", "then": "U", "now": "S"}]


@pytest.mark.usefixtures("records")
def test_the_runs_of_a_scenario_stand_beside_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "test"]) == 0
    told = capsys.readouterr()
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert "CLOCK 2026-05-01 2026-06-01 2026-07-01 2026-08-01" in lines
    assert "Contained within the hour missed missed met undecided" in lines
    assert "Contain it U P S –" in lines
    assert lines[-1] == "4 begun, 1 of them not closed. 1 records cannot be read."
    assert "notes.jsonl" in told.err


@pytest.mark.usefixtures("records")
def test_what_was_never_exercised_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "elsewhere"]) == 2
    assert "no exercise of elsewhere" in capsys.readouterr().err
    assert main(["history", "--team", "nobody"]) == 2
    assert "no exercise of nobody" in capsys.readouterr().err
