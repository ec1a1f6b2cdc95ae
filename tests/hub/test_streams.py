"""An open page: the whole of it at first, then what has changed, until the seat is no longer one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.console.situation import Situation
from simulator.console.view import View
from simulator.console.visibility import Viewer
from simulator.exercise import commands as c
from tests.hub.sitting import Joined, Listening, joined


async def _listening(at: Joined, seat: str) -> Listening:
    return Listening(at.asgi, await at.seated(seat))


async def test_a_page_is_told_whole_and_then_what_is_new(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        at.table.streams.begin()
        page = await _listening(at, "evaluator")
        name, first = await page.hears()
        assert (name, first["order"][0]) == ("page", "top")
        assert first["parts"].keys() == {*first["order"]}
        assert first["id"] == str(len(at.session.history.moves))
        at.op.act(c.Note("Seen from the console", seat="evaluator"))
        at.session.act(c.Tick("objective/keep-evidence/1"))
        at.op.tick()
        name, second = await page.hears()
        assert "objective-keep-evidence" in second["parts"]
        assert "objective-speak-once" not in second["parts"], "it is as it was"
        assert second["order"][0] == "top"
        await page.leaves()
        assert not at.table.streams.count("evaluator")
        await at.table.streams.end()


async def test_an_act_reaches_the_pages_of_all_who_may_see_it(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        at.table.streams.begin()
        evaluator, commander = await at.seated("evaluator"), await at.seated("commander")
        pages = [Listening(at.asgi, await at.seated("evaluator-2")), Listening(at.asgi, evaluator)]
        for page in pages:
            await page.hears()
        await evaluator.does("tick/objective/keep-evidence/1/on")
        assert "objective-keep-evidence" in (await pages[1].hears())[1]["parts"], "the other has ticks of its own"
        at.op.act(c.Improvise("A call from outside"))
        for page in pages:
            assert "A call from outside" in repr((await page.hears())[1]["parts"])
        assert commander.path == "/seat/commander/"
        for page in pages:
            await page.leaves()
        await at.table.streams.end()


async def test_a_page_is_over_when_the_seat_is_freed(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        at.table.streams.begin()
        page = await _listening(at, "legal")
        await page.hears()
        at.table.free("legal")
        assert (await page.hears())[0] == "over"
        await page.leaves()
        await at.table.streams.end()


async def test_a_silent_stream_says_that_it_is_there(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        at.table.streams.begin()
        page = await _listening(at, "legal")
        await page.hears()
        assert (await page.hears())[0] == "beat"
        await page.leaves()
        await at.table.streams.end()


async def test_nobody_opens_pages_without_end(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        at.table.streams.begin()
        browser = await at.seated("legal")
        pages = [Listening(at.asgi, browser) for _ in range(3)]
        for page in pages:
            await page.hears()
        assert (await browser.http.get(f"{browser.path}stream")).status_code == 429
        for page in pages:
            await page.leaves()
        await at.table.streams.end()


async def test_a_page_that_fails_says_so_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seat reads that it may be old, the facilitator is told once, and the others notice nothing."""
    made = Viewer.view

    def broken(viewer: Viewer, situation: Situation, *, titles: bool = False) -> View:
        view = made(viewer, situation, titles=titles)
        if view.seat.id == "legal" and view.messages:
            raise KeyError("no such part")
        return view

    async with joined(tmp_path) as at:
        at.table.streams.begin()
        legal, other = await _listening(at, "legal"), await _listening(at, "observer")
        whole = (await legal.hears())[1]
        await other.hears()
        monkeypatch.setattr(Viewer, "view", broken)
        for title in ("First", "Second"):
            at.op.act(c.Improvise(title))
            assert title in repr((await other.hears())[1]["parts"])
        name, told = await legal.hears()
        assert (name, told["order"]) == ("page", ["fault", *whole["order"]])
        assert "may be old" in told["parts"]["fault"]
        (said,) = [words for words in at.front.heard if "fault" in words]
        assert "(Legal): KeyError: 'no such part' (test_streams.py" in said
        player = at.browser()
        player.http.cookies, player.path = at.open[0].cookies, "/seat/legal/"
        assert (await player.http.get(player.path)).status_code == 500
        monkeypatch.setattr(Viewer, "view", made)
        at.op.act(c.Improvise("Third"))
        name, again = await legal.hears()
        assert "fault" not in again["order"]
        assert all(title in repr(again["parts"]) for title in ("First", "Second", "Third"))
        for page in (legal, other):
            await page.leaves()
        await at.table.streams.end()
