"""``tabletop backtest`` from outside: published intervals, one's own, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator import home
from simulator.cli import main
from simulator.content.library import Library
from simulator.model.kinds import PRECEDENTS, SCENARIO
from simulator.model.precedent import Precedent
from simulator.wording.width import cells

LIBRARY = Library.open([home.bundled()])
OWN = """incident,milestone,at
INC-1,detected,2026-03-02T09:00Z
INC-1,contained,2026-03-02T11:30Z
INC-2,started,2026-04-07T09:00Z
INC-2,contained,2026-04-07T21:00Z
INC-2,unheard-of,2026-04-08T09:00Z
"""


def published() -> list[Precedent]:
    return [entry.value for entry in LIBRARY.entries(PRECEDENTS)]


def test_every_published_interval_is_held_against_a_milestone_of_its_scenario() -> None:
    for one in published():
        for scenario, pairs in one.beside.items():
            playbook = LIBRARY.playbook_for(LIBRARY.find(SCENARIO, scenario)).value
            assert playbook
            reached = {name for step in playbook.steps for name in step.reaches}
            assert pairs.keys() - reached <= {"cause-known"}, (one.id, scenario)
            assert all(one.took(theirs) for theirs in pairs.values()), one.id


def test_what_somebody_only_remembers_is_in_no_statistic() -> None:
    remembered = [one for one in published() if one.verified == "own-knowledge"]
    assert remembered
    assert not [one for one in remembered if one.beside or any(one.took(came.milestone) for came in one.came)]


def test_published_intervals_beside_simulated_ones(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert main(["backtest", "harmful-output", "--runs", "100", "--html", str(page)]) == 0
    printed = capsys.readouterr().out
    assert " of 6 published intervals, of 4 independent cases" in printed
    assert "●" in printed or "○" in printed
    assert "slow quiet ones are missing" in " ".join(printed.split())
    assert "slow quiet ones are missing" in page.read_text("utf-8")
    assert "https://atlas.mitre.org/studies/AML.CS0009" in page.read_text("utf-8")


def test_own_intervals_beside_simulated_ones(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(OWN, "utf-8")
    assert main(["backtest", "harmful-output", "--against", str(table), "--runs", "100", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    [scenario] = found["scenarios"]
    noticed, begun = scenario["milestones"]
    assert (noticed["since"], begun["since"]) == ("detected", "started")
    assert [held["seconds"] for one in (noticed, begun) for held in one["cases"]] == [9000, 43200]
    assert noticed["simulated"]["p5"] < noticed["simulated"]["p50"] < noticed["simulated"]["p95"]
    assert found["crps"] == pytest.approx((noticed["cases"][0]["crps"] + begun["cases"][0]["crps"]) / 2)


def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for printer in ("printed", "backtest_text"):
        monkeypatch.setattr(f"simulator.verbs.{printer}.room", lambda: 80)
    assert main(["backtest", "tainted-package", "--runs", "20"]) == 0
    assert max(map(cells, capsys.readouterr().out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--against", "own.csv"], "name the scenario that your own times are held against"),
        (["harmful-output", "--zone", "UTC"], "give it with --against"),
        (["--team", "tokyo-platform"], "--playbook and --team are about one scenario"),
        (["biased-decisions", "--runs", "1"], "there are no real times to hold against"),
    ],
)
def test_what_it_refuses(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", *words]) == 2
    assert said in capsys.readouterr().err
