"""Width is measured in cells, of which a Japanese character takes two, wherever text is laid out."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.wording.width import aligned, breaks, cells, cut, fit, fitted, wrapped

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
    assert list(fitted(rows, None))[1].endswith("題名である")
    assert list(fitted(rows, 36))[1] == "one  law   四半期の報告についての長…"
    assert list(fitted(rows, 20))[1] == "one  四半期の報告に…"


def test_cells_of_a_table_stand_under_each_other_in_both_languages() -> None:
    assert list(aligned([["ID", "", "題名"], ["脅威", "", "x"], ["a", "", "y"]], indent=" ")) == [
        " ID    題名",
        " 脅威  x",
        " a     y",
    ]
