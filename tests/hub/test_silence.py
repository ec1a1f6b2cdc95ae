"""Who is there, and whose pages have been closed for long: on record, once each."""

from __future__ import annotations

from pathlib import Path

from simulator.exercise import commands as c
from simulator.hub.table import SILENT_S
from simulator.timeline import events as e
from tests.hub.sitting import Listening, joined


async def test_a_seat_whose_pages_are_closed_for_long_is_silent_until_one_is_open(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        at.table.streams.begin()
        browser = await at.seated("legal")
        await at.seated("platform")
        page = Listening(at.asgi, browser)
        await page.hears()
        at.op.tick()

        def silences() -> list[tuple[str, bool]]:
            events = at.session.history.events()
            return [(event.seat, event.silent) for event in events if isinstance(event, e.SeatSilent)]

        at.wall.talk(SILENT_S + 1)
        for _ in range(3):
            at.op.tick()
        assert silences() == [("platform", True)], "a page of the other is open"
        await page.leaves()
        at.wall.talk(SILENT_S + 1)
        at.op.tick()
        again = Listening(at.asgi, browser)
        await again.hears()
        at.op.tick()
        at.op.tick()
        assert silences() == [("platform", True), ("legal", True), ("legal", False)]
        assert at.session.history.moves[-1].by == "legal"
        at.op.act(c.Interrupt(text="Fire"))
        at.op.act(c.Close())
        await again.leaves()
        at.wall.talk(SILENT_S + 1)
        at.op.tick()
        assert len(silences()) == 3, "a record that is complete takes no more"
        await at.table.streams.end()
