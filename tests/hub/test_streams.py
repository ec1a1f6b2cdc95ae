"""An open page: the whole of it at first, then what has changed, until the seat is no longer one's own."""

from __future__ import annotations

from pathlib import Path

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
