"""A discussion by real keys: questions stand in the playbook's place, are ticked and answered, and taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from simulator.tui.screens.review import Review
from tests import discussions
from tests.tui.table import SMALL, WIDE, Table, opened
from tests.tui.test_goldens import compare

ASKED = "Who may switch the assistant off"


@asynccontextmanager
async def discussing(folder: Path, *, language: str = "en", size: tuple[int, int] = WIDE) -> AsyncIterator[Table]:
    """From set-up to the first module."""
    async with opened(folder, scenario=str(discussions.written(folder)), language=language, size=size) as table:
        await table.press("enter", "enter", "enter")
        yield table


async def test_set_up_offers_what_is_there(tmp_path: Path) -> None:
    async with opened(tmp_path, scenario=str(discussions.written(tmp_path))) as table:
        shown = table.shown()
        assert "none (discussion)" in shown
        assert "Product owner" in shown
        assert "Show playbook" not in shown
        assert "Steps" not in shown


async def test_a_question_is_answered_and_the_answer_taken_back(tmp_path: Path) -> None:
    async with discussing(tmp_path) as table:
        assert "Questions · 0/3 discussed" in table.shown()
        assert "F4 Questions" in table.shown()
        await table.press("f4", "enter", '"The duty manager"', "enter")
        (answer,) = table.session.state.answers("first-call", 1)
        assert (answer.text, answer.seat) == ("The duty manager", "product-owner")
        await table.press("space", "escape")
        assert table.session.state.answers("first-call", 2), "Space ticks the next one"
        assert "Questions · 2/3 discussed" in table.shown()
        assert "The duty manager" in table.shown()
        await table.press("f10", "enter", "f10", "enter")
        assert "Questions · 0/3 discussed" in table.shown()


async def test_before_the_next_module_it_is_said_what_is_left(tmp_path: Path) -> None:
    async with discussing(tmp_path) as table:
        await table.press("f5", "escape", "f5", "escape")
        await table.press("f3", "f3", "enter", "escape")
        await table.press("f5")
        assert "Questions of this module not discussed yet: 3" in table.shown()
        await table.press("escape")
        assert table.session.state.now < 3600
        await table.press("f5", "enter")
        assert table.session.state.now > 3600


async def test_a_milestone_is_marked_and_its_clock_judged(tmp_path: Path) -> None:
    async with discussing(tmp_path) as table:
        await table.press("f4", "end", "enter", "down", "enter", "enter", "escape")
        assert set(table.session.state.milestones) == {"detected", "acknowledged"}
        assert "met 09:10" in table.shown()


async def test_the_room_reads_questions_and_neither_notes_nor_answers(tmp_path: Path) -> None:
    async with discussing(tmp_path) as table:
        await table.press("f4", "enter", '"The duty manager"', "enter", "escape")
        await table.press("f8")
        shown = table.shown()
        assert ASKED in shown
        assert "Questions · 1/3 discussed" in shown
        assert "The duty manager" not in shown
        assert "Leave it open" not in shown
        await table.press("f4")
        assert "players may not see" in table.shown()


async def test_the_end_projects_nothing_and_the_review_follows(tmp_path: Path) -> None:
    async with discussing(tmp_path) as table:
        await table.press("f9")
        assert "stay undecided" in table.shown()
        assert "projected" not in table.shown()
        await table.press("enter")
        assert isinstance(table.app.screen, Review)
        assert table.session.state.delivery("the-leaflet").status == "to-come"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])
async def test_how_it_looks(tmp_path: Path, language: str, size: tuple[int, int]) -> None:
    async with discussing(tmp_path, language=language, size=size) as table:
        words = {"en": '"The duty manager"', "ja": '"当直の管理職"'}[language]
        await table.press("f4", "enter", words, "enter")
        name = f"{language}-{size[0]}x{size[1]}"
        compare(table, f"questions-{name}")
        await table.press("escape", "3")
        compare(table, f"discussing-{name}")
