"""Text measured in cells, wrapped by the customs of Japanese; Markdown as lines; times as people type them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from simulator.console.moments import earlier, moment
from simulator.tui import markdown, text
from simulator.wording.voice import Voice

VOICE = Voice("en", datetime.fromisoformat("2026-07-10T17:40+09:00"), "Asia/Tokyo")
WRITING = st.text(alphabet="ab ,。、「」日本語—-\n", max_size=80)


@given(WRITING, st.integers(4, 30))
def test_wrapping_loses_nothing_but_spaces_and_never_runs_over(written: str, width: int) -> None:
    rows = text.wrap(written, width)
    assert all(row.cell_length <= width for row in rows)
    assert "".join("".join(row.plain.split()) for row in rows) == "".join(written.split())


def test_no_line_begins_with_a_full_stop() -> None:
    rows = [row.plain for row in text.wrap("保全する。遮断する。報告する。", 10)]
    assert not any(row.startswith("。") for row in rows)


@given(WRITING, st.integers(1, 30))
def test_fitting_gives_exactly_the_width(written: str, width: int) -> None:
    assert cell_len(text.fit(written, width)) == width


def test_columns_keep_their_right_end() -> None:
    row = text.columns("とても長い題名です", "siem", 14)
    assert row.plain.endswith(" siem")
    assert row.cell_length == 14


def test_markdown_becomes_lines() -> None:
    shown = [row.plain for row in markdown.render("# A\n\n> one\n\n- b **c**\n\n[d](https://e.example) <i>f</i>", 30)]
    assert shown == ["A", "", "│ one", "", "• b c", "", "d (https://e.example) <i>f</i>"]


def test_bold_stands_in_japanese_without_spaces() -> None:
    row = markdown.render("これは**貴社のものですか。**会員が騒ぐ", 60)[0]
    assert row.plain == "これは貴社のものですか。会員が騒ぐ"
    assert any("bold" in str(span.style) for span in row.spans)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2h", 120),
        ("+45m", 45),
        ("18:00", 20),
        ("17:40", 24 * 60),
        ("Sat 09:00", 920),
        ("土 09:00", 920),
        ("１８：００", 20),
    ],
)
def test_times_to_come(typed: str, minutes: int) -> None:
    assert moment(typed, 0, VOICE) == minutes * 60


@pytest.mark.parametrize(("typed", "minutes"), [("", 200), ("20m", 180), ("20:50", 190), ("17:40", 0)])
def test_times_gone(typed: str, minutes: int) -> None:
    assert earlier(typed, 200 * 60, VOICE) == minutes * 60


BERLIN = Voice("en", datetime.fromisoformat("2026-10-24T20:00+02:00"), "Europe/Berlin")
"""Clocks go back seven hours after the opening: 02:30 comes after 390 minutes and after 450."""


@pytest.mark.parametrize(("now", "minutes"), [(0, 390), (395, 450), (455, 450 + 24 * 60)])
def test_an_hour_that_comes_twice_is_the_next_one(now: int, minutes: int) -> None:
    assert moment("02:30", now * 60, BERLIN) == minutes * 60


@pytest.mark.parametrize(("typed", "now", "minutes"), [("02:30", 395, 390), ("02:30", 455, 450), ("20:00", 600, 0)])
def test_an_hour_that_came_twice_is_the_last_one(typed: str, now: int, minutes: int) -> None:
    assert earlier(typed, now * 60, BERLIN) == minutes * 60


@pytest.mark.parametrize("typed", ["tomorrow", "25:00", "9", ""])
def test_other_words_are_no_time(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        moment(typed, 0, VOICE)
