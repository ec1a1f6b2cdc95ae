"""Lines from a pipe, a file or a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.journal.reader import read
from simulator.line.terminal import Terminal
from simulator.line.wire import HangUp
from simulator.wording.voice import Voice
from simulator.workspace.records import by_name
from tests.conftest import ROOT


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


async def test_lines_come_as_they_are_typed_and_the_end_is_a_hang_up(
    pipe: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    source, hand = pipe
    terminal = Terminal(Voice(), source)
    os.write(hand, "next\r\nnote 連絡".encode())
    assert await terminal.read("> ") == "next"
    os.write(hand, "先\nlast".encode())
    assert await terminal.read("> ") == "note 連絡先"
    os.dup2(os.open(os.devnull, os.O_WRONLY), hand)
    assert await terminal.read("> ") == "last"
    for _ in range(2):
        with pytest.raises(HangUp):
            await terminal.read("> ")
    terminal.close()
    assert capsys.readouterr().out.splitlines()[:3] == ["> next", "> note 連絡先", "> last"]


async def test_a_second_control_c_leaves(pipe: tuple[int, int], capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(Voice(), pipe[0])
    terminal.interrupt()
    os.write(pipe[1], b"next\n")
    assert await terminal.read("> ") == "next"
    assert "Ctrl+C again leaves" in capsys.readouterr().out
    terminal.interrupt()
    terminal.interrupt()
    with pytest.raises(HangUp):
        await terminal.read("> ")
    terminal.close()


async def test_what_is_not_read_is_left_to_others(pipe: tuple[int, int]) -> None:
    terminal = Terminal(Voice(), pipe[0])
    terminal.close()
    os.write(pipe[1], b"for the screen\n")
    assert os.read(pipe[0], 100) == b"for the screen\n"


def tabletop(*arguments: str, typed: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from simulator.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
    )


def test_an_exercise_down_a_pipe_leaves_a_record_that_can_be_taken_up(tmp_path: Path) -> None:
    first = tabletop("run", "lost-weights", "--line", *_own(tmp_path), typed="\n\n\nnext\n")
    assert first.returncode == 0, first.stderr
    assert "Message 2. Fri 17:52 chat to Commander" in first.stdout
    (record,) = by_name(tmp_path)
    assert f"tabletop watch {record}" in first.stdout
    assert f"To resume: tabletop resume {record} --line" in first.stderr
    second = tabletop("resume", str(record), "--line", typed="\nend\nyes\n")
    assert second.returncode == 0, second.stderr
    assert read(record).state().ended_at == 12 * 60


def _own(records: Path) -> list[str]:
    return ["--library", str(ROOT / "tests/tui/library"), "--records", str(records)]
