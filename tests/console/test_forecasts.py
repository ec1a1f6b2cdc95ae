"""When chances are asked again: for what changes the incident, not for what people write down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from simulator.console.forecasts import REFRESH_S, ForecastFeed
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.plan.tables import Plan
from simulator.study.statistics import Share
from simulator.timeline.state import State
from tests.console.script import begun
from tests.exercise.walls import StillWall


class Nobody:
    """Tells no chances."""

    def __init__(self, plan: Plan, seed: int) -> None:
        pass

    def chances(self, state: State) -> Mapping[str, Share]:
        return {}

    def close(self) -> None:
        """Nothing to end."""


def _due(feed: ForecastFeed, session: Session, command: c.Command) -> bool:
    session.act(command)
    return feed.due()


def test_notes_of_thirty_seats_ask_for_no_chances_and_an_order_does(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path, wall)
    feed = ForecastFeed(session, Nobody)
    assert feed.due()
    assert not _due(feed, session, c.Note("Seen"))
    assert not _due(feed, session, c.Tick("objective/keep-evidence/1"))
    assert not _due(feed, session, c.Join("legal", ("player",)))
    assert _due(feed, session, c.Order("cut"))
    assert not feed.due()
    session.next()
    assert _due(feed, session, c.Note("Seen")), "time has passed, and brought something"
    assert not feed.due()
    wall.talk(REFRESH_S + 1)
    assert _due(feed, session, c.Note("Seen")), "much talk alone changes chances, too"
    session.close()
