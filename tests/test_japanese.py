"""Every verb speaks Japanese where it is asked to: no English sentence that has a Japanese form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from simulator.cli import main, tabletop
from simulator.content.library import Library
from simulator.home import bundled
from simulator.line.vocabulary import command_of
from simulator.model.kinds import KINDS, PRECEDENTS, Kind
from simulator.verbs.around import Around
from simulator.verbs.show import shown
from simulator.wording.speech import japanese
from simulator.wording.voice import Voice
from simulator.wording.width import cells
from tests.conftest import ROOT

SOUND = str(ROOT / "tests/faulty/library")
FAULTY = ROOT / "tests/faulty"

CALLS = (
    ("list",),
    *(("list", kind) for kind in ("scenarios", "playbooks", "teams", "expectations", "requirements")),
    *(("show", name) for name in ("model-weight-theft", "tokyo-platform", "eu-gdpr-33", "own-snapshot-before-change")),
    ("show", "JP-APPI-26"),
    ("coverage",),
    ("actions",),
    ("history",),
    ("history", "calm"),
    ("actions", "done"),
    ("actions", "done", "x", "--evidence", "y"),
    ("actions", "postpone", "x", "--due", "Friday"),
    ("check", SOUND),
    ("check", str(FAULTY)),
    ("simulate", "calm", "--library", SOUND, "--runs", "20", "--what-if"),
    ("run", "calm", "--library", SOUND, "--autopilot", "--records", "records"),
    ("verify", "broken.jsonl"),
    ("report", "broken.jsonl"),
    ("new", "team", "ours"),
    ("new", "team", "no/id"),
    ("new", "temm", "ours"),
    ("schema", "plan"),
    ("show", "nothing-of-that-name"),
    ("observe", "broken.jsonl", "--into", "model-compromise"),
    ("resume",),
    ("print", "calm", "--library", SOUND, "--for", "players"),
    ("print", "clam", "--library", SOUND, "--for", "players"),
    ("run",),
    ("run", "a", "b"),
    ("run", "a", "--seed", "x"),
    ("run", "a", "--seed", "-1"),
    ("run", "a", "--sead", "1"),
    ("run", "a", "--talk"),
    ("run", "a", "--autopilot=yes"),
    ("simulate", "a", "--fail-under", "much"),
    ("print", "a"),
    ("print", "a", "--for", "everybody"),
    ("rnu",),
    *((verb, "--help") for verb in tabletop.commands),
    ("--help",),
)


AS_IN_FILES = ("{count} calendar days", "{count} business days", "{count} months")
"""What a file writes just as English says it: messages in Japanese tell it as it is to be written."""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.jsonl").write_text('{"format": "tabletop-record", "version": 1}\n[]\n')


@cache
def english() -> list[tuple[str, re.Pattern[str]]]:
    """Sentences of two words or more that Japanese says otherwise, each with the longest part that nothing fills."""
    found = []
    for sentence, other in japanese().items():
        parts = re.split(r"\{\w[^}]*\}", sentence)
        words = " ".join(parts).split()
        if sentence != other and sentence not in AS_IN_FILES and len([word for word in words if word.isalpha()]) >= 2:
            pattern = r"(?<!\w)" + ".+?".join(re.escape(part) for part in parts) + r"(?!\w)"
            found.append((max(parts, key=len), re.compile(pattern)))
    return found


def said(call: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(call)
    return code, "".join(capsys.readouterr())


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_no_english_is_said_to_japanese(call: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    _, told = said([*call, "--lang", "ja"], capsys)
    assert [found[0] for part, pattern in english() if part in told and (found := pattern.search(told))] == []
    assert re.search("[ぁ-ん一-龥]", told)


@pytest.mark.parametrize(
    "call", [("list", "teams"), ("verify", "broken.jsonl"), ("run",), ("print", "a"), ("--help",)], ids=" ".join
)
def test_the_language_may_stand_before_the_verb_or_in_the_environment(
    call: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, in_english = said(call, capsys)
    in_japanese = said([*call, "--lang", "ja"], capsys)
    assert in_japanese[0] == code
    assert in_japanese[1] != in_english
    assert said(["--lang", "ja", *call], capsys) == in_japanese
    monkeypatch.setenv("TABLETOP_LANG", "ja")
    assert said(call, capsys) == in_japanese
    assert said(["--lang", "en", *call], capsys) == (code, in_english)


def test_a_table_is_no_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for wide in (60, 120):
        monkeypatch.setattr("simulator.verbs.terminal.room", lambda wide=wide: wide)
        monkeypatch.setattr("simulator.verbs.list.room", lambda wide=wide: wide)
        monkeypatch.setattr("simulator.verbs.printed.room", lambda wide=wide: wide)
        for call in (("list",), ("show", "tokyo-platform"), ("show", "model-weight-theft"), ("show", "JP-APPI-26")):
            for language in ("en", "ja"):
                _, told = said([*call, "--lang", language], capsys)
                assert [line for line in told.split("\n") if cells(line) > wide and "/" not in line] == []


def test_one_word_for_a_note_and_one_for_a_question() -> None:
    """As the glossary has it: a note is メモ, an observation of any kind 記入, a question 設問; data has 観測."""
    said = japanese().values()
    assert not [words for words in said if "観察" in words]
    assert not [words for words in said if re.search("問い(?!合わせ)", words)]


def test_what_screens_call_leaving_leaves_in_lines() -> None:
    assert command_of("終了") == ("quit", "")
    assert command_of("メモ 連絡先が出てこない") == ("note", "連絡先が出てこない")


ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")
"""Three plain English words in a row, as no name of a thing in Japanese has them."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not PRECEDENTS], ids=lambda kind: kind.name)
def test_nothing_of_the_library_is_shown_to_japanese_in_english(kind: Kind) -> None:
    """``list`` and ``coverage`` are held above; this is all of ``show``, but for file names and ids."""
    library = Library.open([bundled()])
    voice, around = Voice("ja"), Around(library, date(2026, 11, 30))
    lines = [line for entry in library.entries(kind) for line in shown(entry.item, entry.value, voice, around)]
    assert lines
    assert not [line for line in lines if ENGLISH.search(line)]


@pytest.mark.parametrize("call", [("list",), ("coverage",), ("list", "--changed-since", "2026-10")], ids=" ".join)
def test_nothing_of_the_library_is_listed_to_japanese_in_english(
    call: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    _, told = said([*call, "--lang", "ja"], capsys)
    assert not [line for line in told.splitlines() if ENGLISH.search(line)]


def test_the_appendices_of_a_report_are_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    said(["run", "biased-decisions", "--autopilot", "--seed", "3", "--lang", "ja", "--records", "."], capsys)
    (record,) = (path for path in Path().glob("*.jsonl") if path.name != "broken.jsonl")
    assert said(["report", str(record), "--lang", "ja", "-o", "report.md"], capsys)[0] == 0
    appendices = Path("report.md").read_text("utf-8").rpartition("付録A")[2].partition("付録C")[0]
    assert "再確認の期日" in appendices
    assert ENGLISH.findall(appendices) == []
