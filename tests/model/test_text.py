"""Text for people: nothing hidden in it, every language it was written in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from simulator.errors import clean
from simulator.model.text import Text, unfolded

TEXT = TypeAdapter(Text)
HARMFUL = {
    "an escape sequence": ("\x1b[2J\x1b]0;title\x07gone", "[2J]0;titlegone"),
    "C1 controls": ("a\x9b31mb", "a31mb"),
    "reversed reading": ("user\u202etxt.exe\u202c", "usertxt.exe"),
    "isolates": ("a\u2066b\u2069c", "abc"),
    "marks of direction": ("a\u200eb\u200fc\u061cd", "abcd"),
    "a byte order mark": ("\ufeffabc", "abc"),
    "backspaces": ("good\b\b\b\bevil", "goodevil"),
    "half a character": ("a\ud800b", "ab"),
    "other line ends": ("one\r\ntwo\rthree", "one\ntwo\nthree"),
}


@pytest.mark.parametrize("what", HARMFUL)
def test_what_could_show_what_is_not_there_is_dropped(what: str) -> None:
    raw, cleaned = HARMFUL[what]
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text", ["tab\tand\nline", "漏えい等報告（速報）", "naïve café", "👩🏽‍💻 at work", "[/b] {x} <b>"]
)
def test_what_is_only_text_stays(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_nothing_that_controls_a_terminal_is_left(text: str) -> None:
    assert not {char for char in clean(text) if unicodedata.category(char) == "Cc"} - {"\t", "\n"}


def test_a_text_is_said_in_the_language_asked_for_or_else_in_its_files_own() -> None:
    both = TEXT.validate_python({"ja": "警報", "en": "Alert"}, context={"language": "ja"})
    assert (both.say("en"), both.say("ja"), both.say("fr")) == ("Alert", "警報", "警報")
    one = TEXT.validate_python("警報", context={"language": "ja"})
    assert one == Text((("ja", "警報"),))
    assert one.say("en") == "警報"


def test_wide_characters_join_without_the_space_that_folding_put_between_them() -> None:
    lines = ["漏えいした", "モデルの", "重み and", "weights 重み"]
    assert unfolded(" ".join(lines), lines) == "漏えいしたモデルの重み and weights 重み"
    assert unfolded("期限は。 {T+24h}まで", ["期限は。", "{T+24h}まで"]) == "期限は。{T+24h}まで"


def test_a_space_within_a_line_stays() -> None:
    assert Text.say(TEXT.validate_python("削除処理完了 214件"), "en") == "削除処理完了 214件"
    assert unfolded("処理完了 214件 続く", ["処理完了 214件", "続く"]) == "処理完了 214件続く"


@pytest.mark.parametrize("raw", [{}, {"fr": "Alerte"}, {"en": None}, 7, ["a"]])
def test_what_is_no_text_is_refused(raw: object) -> None:
    with pytest.raises(ValueError, match=r"expected a text|unknown language"):
        TEXT.validate_python(raw)
