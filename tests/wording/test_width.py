"""Width is measured in cells, of which a Japanese character takes two, wherever text is laid out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from simulator.wording.width import aligned, breaks, cells, cut, fit, fitted, stacked, wrapped

texts = st.text("ab c、。「」あ漢ー…-!", max_size=60)


@given(texts, st.integers(0, 40))
def test_what_is_cut_or_fitted_takes_no_more_than_its_width(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width
    assert cells(fit(text, width)) == width


@given(texts, st.integers(2, 40))
def test_a_line_ends_before_it_is_too_wide(text: str, width: int) -> None:
    ends = [0, *breaks(text, width), len(text)]
    assert all(cells(text[start:end].rstrip()) <= width for start, end in pairwise(ends))


@given(texts, st.integers(2, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")


def test_no_mark_of_punctuation_begins_a_line() -> None:
    assert wrapped("はい。いいえ。", 4) == ["は", "い。", "いい", "え。"]


def test_an_address_stays_whole() -> None:
    assert wrapped("see https://example.org/a-b/c, then go", 12) == ["see", "https://example.org/a-b/c,", "then go"]


def test_a_title_is_cut_before_columns_are_left_out() -> None:
    rows = [["ID", "KIND", "TITLE"], ["one", "law", "四半期の報告についての長い題名である"]]

    def lines(width: int | None) -> tuple[int, list[str]]:
        left_out, shown = fitted(rows, width)
        return left_out, list(shown)

    assert lines(None)[1][1].endswith("題名である")
    assert lines(36) == (0, ["ID   KIND  TITLE", "one  law   四半期の報告についての長…"])
    assert lines(20) == (1, ["ID   TITLE", "one  四半期の報告に…"]), "that a column is missing can be told"


TABLE = [["met", "margin", "what"], ["90%", "-1h / 2h", "封じ込め"], ["", "4h", "A deadline of some length"]]


def test_what_has_no_room_beside_stands_beneath() -> None:
    assert list(stacked(TABLE, 40, (-1,))) == [
        "met  margin    what",
        "90%  -1h / 2h  封じ込め",
        "     4h        A deadline of some length",
    ]
    assert list(stacked(TABLE, 24, (-1,))) == [
        "what",
        "封じ込め",
        "  met 90%",
        "  margin -1h / 2h",
        "A deadline of some",
        "  length",
        "  margin 4h",
    ]


def test_a_word_that_begins_with_a_mark_has_its_own_line() -> None:
    assert wrapped("It lies in .env now", 12) == ["It lies in", ".env now"]


@example([("aaaaaaaaaaaaaaa", "", "!aaa、、")], 24)
@example([("", "", "a「a、 …aa、、、、、、、")], 24)
@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=4), st.integers(24, 60))
def test_a_narrow_table_loses_nothing_and_is_no_wider(rows: list[tuple[str, str, str]], width: int) -> None:
    def packed(words: Iterable[str]) -> str:
        return "".join(words).replace(" ", "").replace("·", "")

    head, *lines = stacked([("id", "what", "title"), *rows], width, (0, -1))
    if "what" not in head:
        assert packed(lines) == packed(f"{a}{c}{'what' if b else ''}{b}" for a, b, c in rows)
    for line in lines:
        longest = max(map(cells, line.split()), default=0)
        assert cells(line) <= max(width, longest + 6)


def test_cells_of_a_table_stand_under_each_other_in_both_languages() -> None:
    assert list(aligned([["ID", "", "題名"], ["脅威", "", "x"], ["a", "", "y"]], indent=" ")) == [
        " ID    題名",
        " 脅威  x",
        " a     y",
    ]
