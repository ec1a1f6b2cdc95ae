"""A real incident on every screen: nowhere is it called an exercise, and nothing of an exercise is offered."""

from __future__ import annotations

from pathlib import Path

from simulator.cli import main
from simulator.console.following import Following
from simulator.console.panels.top import REAL
from simulator.exercise.session import Session
from simulator.tui.watching import Watching
from tests.hub.sitting import joined
from tests.tui.screen_text import screen_text
from tests.tui.table import SMALL, opened

LOG = "# It wrote to strangers\n- 2026-10-05 10:00Z An alert [detected]\n- 2026-10-05 12:10Z It stopped [contained]\n"


def record(folder: Path) -> Path:
    log, made = folder / "log.md", folder / "one.jsonl"
    log.write_text(LOG, "utf-8")
    assert main(["incident", str(log), "--expectation", "own-contain", "-o", str(made)]) == 0
    return made


async def test_its_review_rates_nothing_and_stops_no_exercise(tmp_path: Path) -> None:
    session = Session.resume(record(tmp_path))
    async with opened(tmp_path, session=session, waits=True, size=SMALL) as table:
        assert table.app.title == REAL
        await table.press("f2", "f12")
        assert not table.session.state.stopped
        shown = table.shown()
        assert "No exercise is on." in shown
        assert "Lessons" in shown
        await table.press("f1")
        shown += table.shown()
        await table.press("escape", "f8")
        shown += table.shown()
        assert not [word for word in ("EXERCISE", "Hot wash", "Rate", "Tick", "ENDEX", "play") if word in shown]


async def test_so_does_a_window_that_follows_it(tmp_path: Path) -> None:
    app = Watching(Following(record(tmp_path), "en"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert app.title == REAL
        assert "What was learned of this incident" in shown
        assert not [word for word in ("EXERCISE", "ENDEX", "play") if word in shown]


async def test_and_the_pages_of_its_seats(tmp_path: Path) -> None:
    async with joined(tmp_path, Session.resume(record(tmp_path))) as at:
        door = (await at.browser().http.get("/")).text
        page = await (await at.seated("evaluator")).page()
        assert REAL in door
        assert page.count(REAL) == 2
        assert "Lessons" in page
        assert not [word for word in ("EXERCISE", "Hot wash", "exercise") if word in page + door]
