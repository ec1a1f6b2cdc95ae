"""A small exercise: what its record says first, and three moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.journal.journal import Journal
from simulator.model.setup import Setup
from simulator.timeline.events import Event, InjectDelivered, Noted, Started, WorkQueued, WorkStarted
from simulator.timeline.history import Head
from simulator.timeline.moves import Move

Moves = list[tuple[Event, ...]]


@pytest.fixture(scope="session")
def head() -> Head:
    setup = Setup.model_validate(
        {
            "scenario": {
                "id": "leak",
                "category": "model-compromise",
                "title": {"en": "Weights leaked", "ja": "重み流出"},
                "opens": "2026-07-10T18:40+09:00",
                "timezone": "Asia/Tokyo",
                "injects": [{"id": "alert", "at": "0m", "title": "Alert"}],
            },
            "playbook": {
                "id": "p",
                "owner": "Lead",
                "version": "1",
                "reviewed": "2026-10-01",
                "steps": [{"id": "triage", "role": "security", "takes": "10m..20m..60m"}],
            },
            "team": {"id": "t", "title": "Team", "timezone": "Asia/Tokyo", "roles": {"security": {"people": "2"}}},
        }
    )
    seats = {"one": ("security", "legal"), "two": ()}
    return Head(setup, 7, "ja", seats=seats, place="東京", tool="0.1", created="2026-11-23T10:00:00+09:00")


@pytest.fixture(scope="session")
def moves() -> Moves:
    return [
        (Started(0), InjectDelivered(0, "alert", ("detected",)), WorkQueued(0, "triage", 1)),
        (Noted(30, "a line that\nholds \u2028 too"),),
        (WorkStarted(60, "triage", 1, 1200), Noted(60, "done", seat="two")),
    ]


@pytest.fixture
def record(tmp_path: Path, head: Head, moves: Moves) -> Path:
    """A closed record of the three moves."""
    path = tmp_path / "record.jsonl"
    journal = Journal.create(path, head)
    for number, events in enumerate(moves):
        journal.append(Move(events, f"wall {number}"))
    journal.close()
    return path
