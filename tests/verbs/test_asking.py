"""The questions of ``tabletop clocks``, as somebody types at them."""

from __future__ import annotations

import io

import pytest

from simulator.verbs.asking import asked
from simulator.wording.voice import Voice


def answered(monkeypatch: pytest.MonkeyPatch, *lines: str) -> dict[str, object]:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in (*lines, *[""] * 9))))
    return asked([], Voice()).model_dump(exclude_none=True)


def test_a_place_that_is_no_code_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answered(monkeypatch, "Japan", "日本", "tw, 2") == {"jurisdictions": ("TW", "EU")}
    assert capsys.readouterr().err.count("no code of a country or a state, such as TW") == 2


def test_figures_and_commas_of_a_japanese_keyboard_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answered(monkeypatch, "１、２", "３，４") == {"jurisdictions": ("JP", "EU"), "people_in": ("UK", "US")}
