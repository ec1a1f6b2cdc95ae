"""Three browsers and the console through a short exercise, with real keys and real pages: Chromium, by playwright.

Slow: ``python -m pytest -m slow tests/hub/test_browsers.py``. Without Chromium it is left out.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from simulator.console.operator import Operator
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.wall import RealWall
from simulator.hub.hub import Hub
from simulator.hub.place import Place
from simulator.journal.reader import read, verify
from tests.console.script import ScriptedFront, begun
from tests.hub.test_terminal import free_port

playwright = pytest.importorskip("playwright.async_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
AXE = os.environ.get("AXE_JS", "")
"""Where axe-core lies, if its rules are to be asked."""
PICTURES = os.environ.get("SEAT_PICTURES", "")
"""A folder for pictures of the pages, if somebody wants to look at them."""
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="no Chromium")]


@dataclass
class Hall:
    """A hub on a real port, and a browser."""

    op: Operator
    hub: Hub
    place: Place
    chromium: Any
    complaints: list[str] = field(default_factory=list)
    """What browsers wrote to their console, and what they asked of other machines."""

    async def sits(self, seat: str, size: dict[str, int] = PHONE, language: str = "") -> Any:
        """Somebody who opens the seat's address and presses the button."""
        context = await self.chromium.new_context(viewport=size)
        page = await context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)
        await page.goto(f"{self.place.address}/sit/{self.hub.table.seats.invitation(seat)}")
        await page.get_by_role("button").click()
        if language:
            await page.goto(f"{self.place.address}/seat/{seat}/?lang={language}")
        await page.wait_for_selector("#page[data-live]")
        return page

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(self.place.address):
            self.complaints.append(f"asks {request.url}")


@asynccontextmanager
async def hall(folder: Path, session: Session | None = None, port: int = 0) -> AsyncIterator[Hall]:
    """The tests' exercise, and its seats."""
    wall, front = RealWall(), ScriptedFront()
    session = session or begun(folder, wall)  # type: ignore[arg-type]
    op = Operator(session, front, wall)
    place = Place(port=port or free_port())
    hub = Hub(op, place)
    await hub.open()
    op.host = hub
    async with playwright.async_playwright() as driver:
        chromium = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        at = Hall(op, hub, place, chromium)
        try:
            yield at
        finally:
            await chromium.close()
            op.host = None
            await at.hub.close()
            session.close()


def on_a_real_loop(story: Any) -> None:
    """Browsers take their own time."""
    asyncio.run(story())


async def fill(page: Any, deed: str, **values: str) -> None:
    """Writes into the fields of a deed."""
    for name, value in values.items():
        await page.locator(f'form[data-deed="{deed}"] [name="{name}"]').fill(value)


async def press(page: Any, deed: str) -> None:
    """Presses the button of a deed."""
    await page.locator(f'form[data-deed="{deed}"] button').click()


async def accessible(page: Any) -> list[str]:
    """What axe finds serious; nothing where axe is not there."""
    if not AXE:
        return []
    source = await asyncio.to_thread(Path(AXE).read_text)
    client = await page.context.new_cdp_session(page)
    await client.send("Page.setBypassCSP", {"enabled": True})
    await client.send("Runtime.evaluate", {"expression": source})
    found = await page.evaluate("axe.run().then(r => r.violations.map(v => [v.impact, v.id, v.nodes[0].html]))")
    return [str(one) for one in found if one[0] in ("serious", "critical")]


async def picture(page: Any, name: str) -> None:
    """For somebody to look at."""
    if PICTURES:
        await page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def test_three_browsers_and_the_console_play_a_short_exercise(tmp_path: Path) -> None:
    async def story() -> None:
        async with hall(tmp_path) as at:
            commander, legal = await at.sits("commander"), await at.sits("legal", language="ja")
            evaluator, wall = await at.sits("evaluator", DESK), await at.sits("wall", DESK)
            pages = {"commander": commander, "legal": legal, "evaluator": evaluator, "wall": wall}
            while not at.op.state.open_decisions:
                at.op.pass_time(at.op.session.next)
            inject = at.op.state.open_decisions[0]
            await commander.wait_for_selector(f'[data-deed="opine/{inject}/first/0"]', state="attached")
            await commander.locator(f'[id="open-opine/{inject}/first/0"] summary').click()
            await fill(commander, f"opine/{inject}/first/0", text="Copy first")
            await press(commander, f"opine/{inject}/first/0")
            await commander.locator("#state").filter(has_text="Recorded").wait_for()
            at.op.act(c.OpenOptions(inject))
            deed = f"decide/{inject}/2"
            await commander.wait_for_selector(f'form[data-deed="{deed}"]')
            await commander.locator(f'form[data-deed="{deed}"] [name="option"][value="copy"]').check()
            await fill(commander, deed, why="It is evidence")
            for name, page in pages.items():
                await picture(page, name)
                assert await accessible(page) == [], name
                assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            await press(commander, deed)
            await wall.wait_for_selector("text=Copy first, then cut")
            await fill(evaluator, "note", text="They asked for the copy")
            await press(evaluator, "note")
            await evaluator.wait_for_selector("#part-own >> text=They asked for the copy")
            await press(evaluator, "tick/objective/keep-evidence/1/on")
            await evaluator.wait_for_selector('[data-deed="tick/objective/keep-evidence/1/off"]')
            at.op.act(c.EndPlay())
            await legal.wait_for_selector('form[data-deed="learn"]')
            await fill(legal, "learn", text="役割が明確だった")
            await press(legal, "learn")
            await legal.locator("#state").filter(has_text="記録しました").wait_for()
            at.op.act(c.OpenHotWash())
            await evaluator.wait_for_selector("text=役割が明確だった")
            at.op.act(c.Close())
            for name, page in pages.items():
                await page.wait_for_selector("text=tabletop-witness")
                await picture(page, f"{name}-closed")
            assert at.complaints == []
            assert at.op.state.choices[inject].option == "copy"
        record = read(tmp_path / "record.jsonl")
        assert record.closed
        assert not verify(tmp_path / "record.jsonl").problems

    on_a_real_loop(story)


def test_everything_can_be_done_by_keyboard(tmp_path: Path) -> None:
    async def story() -> None:
        async with hall(tmp_path) as at:
            page = await at.sits("legal")
            for _ in range(20):
                await page.keyboard.press("Tab")
                if await page.evaluate("document.activeElement.id") == "note/text":
                    break
            await page.keyboard.type("By keys alone")
            await page.keyboard.press("Tab")
            await page.keyboard.press("Enter")
            await page.wait_for_selector("#part-own >> text=By keys alone")
            sizes = await page.evaluate(
                "Array.from(document.querySelectorAll('button, summary, textarea, label.radio, footer a'))"
                ".filter(e => e.offsetParent).map(e => Math.round(e.getBoundingClientRect().height))"
            )
            assert min(sizes) >= 44

    on_a_real_loop(story)


def test_a_draft_is_kept_and_what_could_not_be_sent_is_sent_once_the_table_is_back(tmp_path: Path) -> None:
    async def story() -> None:
        port = free_port()
        async with hall(tmp_path, port=port) as at:
            page = await at.sits("legal")
            await fill(page, "note", text="Half a sen")
            await page.reload()
            await page.wait_for_selector("#page[data-live]")
            assert await page.locator('form[data-deed="note"] [name="text"]').input_value() == "Half a sen"
            at.op.act(c.Improvise("A call", "While somebody types"))
            await page.wait_for_selector("text=While somebody types")
            assert await page.locator('form[data-deed="note"] [name="text"]').input_value() == "Half a sen"
            await at.hub.close()
            await page.locator("#state").filter(has_text="No connection").wait_for()
            await fill(page, "note", text="Half a sentence, and the rest")
            await press(page, "note")
            at.hub = at.op.host = Hub(at.op, at.place)
            await at.hub.open()
            await page.wait_for_selector("#part-own >> text=and the rest")
            assert [note.text for note in at.op.state.notes] == ["Half a sentence, and the rest"]
            at.hub.free("legal")
            await page.locator("#state").filter(has_text="This seat has been").wait_for()

    on_a_real_loop(story)


def test_without_scripts_a_page_can_be_read(tmp_path: Path) -> None:
    async def story() -> None:
        async with hall(tmp_path) as at:
            at.op.act(c.Improvise("A call", "Somebody calls"))
            context = await at.chromium.new_context(viewport=PHONE, java_script_enabled=False)
            page = await context.new_page()
            await page.goto(f"{at.place.address}/sit/{at.hub.table.seats.invitation('legal')}")
            await page.get_by_role("button").click()
            await page.get_by_text("Somebody calls").wait_for()
            await page.wait_for_load_state()
            assert "Without scripts this page can be read" in await page.content()
            assert not await page.locator("form.deed").first.is_visible()

    on_a_real_loop(story)
