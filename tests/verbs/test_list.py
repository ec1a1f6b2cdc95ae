"""``tabletop list`` for a room: so long, so many people, this kind, that law, never played."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.home import libraries
from simulator.timeline.history import Head


def chosen(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["list", "--json", *words]) == 0
    return [item["id"] for item in json.loads(capsys.readouterr().out)["items"]]


def test_a_room_finds_what_fits_it(capsys: pytest.CaptureFixture[str]) -> None:
    short = chosen(capsys, "--at-most", "30m")
    assert short == ["voice-of-the-president"]
    assert chosen(capsys, "scenarios", "--at-most", "30m", "--people", "5") == short
    assert chosen(capsys, "--at-most", "30m", "--people", "4") == []
    assert "stolen-inference-key" in chosen(capsys, "--people", "2")
    assert "release-that-fails" in chosen(capsys, "--category", "service-outage")
    assert set(chosen(capsys, "--jurisdiction", "uk")) < set(chosen(capsys, "scenarios"))


def test_what_was_held_is_not_never_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TABLETOP_RECORDS", str(tmp_path))
    setup = Library.open(libraries()).setup("voice-of-the-president")
    session = Session.start(tmp_path / "held.jsonl", Head(setup, 7, created="2026-10-05T10:00:00+09:00"))
    for command in (c.Begin(), c.EndPlay(), c.Close()):
        session.act(command)
    session.close()
    assert "voice-of-the-president" not in chosen(capsys, "--never-played")
    assert "gone-overnight" in chosen(capsys, "--never-played")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--at-most", "soon"), "--at-most soon: expected a duration"),
        (("--category", "harmful"), "did you mean harmful-output?"),
        (("--jurisdiction", "XX"), "no deadline of XX in the library"),
        (("teams", "--people", "3"), "choose scenarios"),
    ],
)
def test_what_there_is_not_is_said(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    assert main(["list", *words]) == 2
    assert said in capsys.readouterr().err
