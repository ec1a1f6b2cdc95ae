"""Width is measured in cells, of which a Japanese character takes two, wherever text is laid out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.wording.width import aligned, cells, cut, fit, wrapped

texts = st.text("ab c、。「」あ漢ー…-!", max_size=60)


@given(texts, st.integers(0, 40))
def test_what_is_cut_or_fitted_takes_no_more_than_its_width(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width
    assert cells(fit(text, width)) == width


@given(texts, st.integers(2, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_mark_of_punctuation_begins_a_line() -> None:
    assert list(wrapped("はい。いいえ。", 4)) == ["は", "い。", "いい", "え。"]


def test_cells_of_a_table_stand_under_each_other_in_both_languages() -> None:
    assert list(aligned([["ID", "", "題名"], ["脅威", "", "x"], ["a", "", "y"]], indent=" ")) == [
        " ID    題名",
        " 脅威  x",
        " a     y",
    ]
