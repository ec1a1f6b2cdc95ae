"""What a page holds: what its seat may see, in either language, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.console.view import FormView, ItemView
from simulator.console.visibility import view_for
from simulator.exercise import commands as c
from simulator.hub import html, lines
from simulator.hub.deeds import Deed
from simulator.hub.page import page
from simulator.journal.witness import witness_of
from simulator.wording.voice import Voice
from tests.console.secrets import SEATS, Exercise
from tests.console.test_visibility import leaks
from tests.hub.sitting import joined

ELSEWHERE = tuple(seat for seat in SEATS if not seat.kinds & {"facilitator", "operator"})


def check_that_no_page_leaks(seed: int) -> None:
    """Every seat that sits elsewhere, after the last move of a random exercise, as a browser and a terminal have it."""
    exercise = Exercise.random(seed)
    situation, setup = exercise.situations[-1], exercise.plan.setup
    for seat in ELSEWHERE:
        for language in ("en", "ja"):
            voice = Voice.of(setup, language)
            sections = page(view_for(seat, exercise.plan, situation, voice), voice, "a seat")
            told = [*map(html.section, sections), *map(lines.section, sections)]
            assert not leaks(unescape(" ".join(told)), seat, setup, situation), (seat, language)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_no_page_holds_what_its_seat_must_not_see(seed: int) -> None:
    check_that_no_page_leaks(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_no_page_of_a_thousand_exercises_leaks(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        check_that_no_page_leaks(seed)


@pytest.mark.parametrize("lang", ["", "ja"])
async def test_over_http_a_player_reads_no_letter_to_others(lang: str, tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        at.op.act(c.Improvise("Only for counsel", "letterx0x0", to=("legal",)))
        legal, other, wall = [await at.seated(seat) for seat in ("legal", "platform", "wall")]
        assert "letterx0x0" in await legal.page(lang)
        assert "letterx0x0" not in await other.page(lang)
        assert "Only for counsel" not in await other.page(lang)
        assert "letterx0x0" in await wall.page(lang), "the room reads together"


async def test_what_is_attached_waits_to_be_handed_out(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        player = await at.seated("operations")
        at.session.next()
        alert = at.op.setup.scenario.injects[0]
        waits = next(n for n, artefact in enumerate(alert.artefacts, 1) if artefact.on_request)
        before = await player.page()
        at.op.act(c.HandOut(alert.id, waits))
        assert len(await player.page()) > len(before)
        assert "(handed out" in await player.page()


async def test_the_newest_message_is_open_and_earlier_ones_fold(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        observer = await at.seated("observer")
        at.op.act(c.Improvise("First", "One"))
        at.op.act(c.Improvise("Second", "Two"))
        text = (await observer.http.get(observer.path)).text
        assert text.index("Second") < text.index("First")
        assert re.search(r"<details[^>]*><summary><h2>[^<]*First</h2>", text)


async def test_whoever_knows_an_answer_writes_it_on_a_form(tmp_path: Path) -> None:
    """Since when one knew is a time, and no seat sends times."""
    async with joined(tmp_path) as at:
        await at.seated("legal")
        seat = at.table.seats.named("legal")
        assert seat is not None
        items = (
            ItemView("what", "What happened?", True, False, "Weights left"),
            ItemView("since", "Since?", True, True),
        )
        form = FormView("sheet", "law", "A report", "A law", "Legal", None, items)
        same = replace(form, expectation="contract", clock="A contract")
        view = replace(at.op.viewer(seat, "en").view(at.op.situation()), forms=(form, same))
        (shown,) = [section for section in page(view, at.op.voice, "Legal") if section.id == "form-sheet"]
        (deed,) = [block for block in shown.body if isinstance(block, Deed)]
        assert deed.command(seat, {"text": "All of them left"}) == c.WriteItem(
            "sheet", "what", "All of them left", seat="legal"
        )
        assert ">Weights left</textarea>" in html.section(shown)
        assert shown.folded
        assert shown.heading == "A report: 1 of 2 written"
        for served in ("A law", "A contract"):
            assert served in html.section(shown), "one form serves two deadlines"


async def test_when_the_record_is_complete_every_seat_is_shown_its_end(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        player, wall = await at.seated("legal"), await at.seated("wall")
        at.op.act(c.EndPlay())
        assert "hot-wash" in (await player.http.get(player.path)).text
        assert (await player.does("learn", kind="area", text="Nobody knew who may cut")).status_code == 200
        at.op.act(c.Close())
        for browser in (player, wall):
            shown = await browser.page()
            assert all(part in shown for part in witness_of(at.session.history).parts)
            assert at.table.code not in shown
        assert await player.deeds() == ["leave"]
