"""TERM, HUP, INT, a lost line, a full disk: a clean terminal, how to go on, and nothing left for the shell to run."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulator.endings import listen, words_are_last
from simulator.exercise.session import Session
from simulator.journal.reader import read, verify
from simulator.workspace.records import by_name
from tests.conftest import ROOT
from tests.siege.seat import Seat

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudoterminal, and signals")
LIBRARY = str(ROOT / "tests/tui/library")
F2, F5, CTRL_Q = "\x1bOQ", "\x1b[15~", "\x11"
TERM_ON_THE_WAY_OUT = (
    "import os, signal; from simulator.verbs import fronts; "
    "fronts.drop_typed = lambda: os.kill(os.getpid(), signal.SIGTERM)"
)
SLOW_TO_GIVE_THE_LINE_BACK = (
    "import termios, time; given = termios.tcsetattr; termios.tcsetattr = lambda *what: (given(*what), time.sleep(0.5))"
)
STOPPED_ON_THE_WAY_OUT = (
    "import os, signal; from simulator.verbs import fronts; "
    "fronts.drop_typed = lambda: (os.kill(os.getpid(), signal.SIGTSTP) if "
    "signal.getsignal(signal.SIGTSTP) is not signal.SIG_DFL else None, os.kill(os.getpid(), signal.SIGCONT))"
)
FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
"""No file of the process may grow beyond that: for its record the disk is full."""


@contextmanager
def playing(records: Path, *words: str, before: str = "") -> Iterator[Seat]:
    """After STARTEX, with the room's clock going."""
    arguments = ("--records", str(records), "--library", LIBRARY, "run", "lost-weights", "--seed", "7")
    with Seat(*arguments, *words, before=before) as seat:
        if "--line" in words:
            for asked in ("Begin", "Rules of play", "STARTEX"):
                seat.see(f"{asked}] >" if asked == "Begin" else f"{asked}; ")
                seat.type("\n")
            seat.see("17:40 >")
        else:
            for page in ("Enter Begin", "Enter Rules of play", "Enter STARTEX"):
                seat.see(page)
                seat.rest()
                seat.type("\r")
            seat.see("F5 goes to")
            seat.rest()
        yield seat


def record_of(records: Path) -> Path:
    (record,) = by_name(records)
    return record


def goes_on(record: Path) -> None:
    """It is whole and can be resumed."""
    assert not verify(record).problems
    Session.resume(record).close()


ENDS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]


@pytest.mark.slow
@pytest.mark.parametrize("number", ENDS[:1])
def test_a_signal_leaves_a_clean_terminal_and_says_how_to_go_on(tmp_path: Path, number: int) -> None:
    with playing(tmp_path) as seat:
        seat.type(f"{F2}half a note")
        seat.see("half a note")
        seat.process.send_signal(number)
        assert seat.end() == 128 + number
        seat.is_clean()
        told = seat.screen.plain
    assert "Not on record: half a note" in told
    assert f"To resume: tabletop resume {record_of(tmp_path)}" in told.replace("\r\n", " ")
    assert "Traceback" not in told
    goes_on(record_of(tmp_path))


@pytest.mark.slow
def test_what_was_written_is_said_though_another_signal_comes_on_the_way_out(tmp_path: Path) -> None:
    with playing(tmp_path, before=TERM_ON_THE_WAY_OUT) as seat:
        seat.type(f"{F2}half a note")
        seat.see("half a note")
        seat.process.send_signal(signal.SIGTERM)
        assert seat.end() == 128 + signal.SIGTERM
        told = seat.screen.plain
    assert "Not on record: half a note" in told


def test_signals_are_heard_while_a_front_runs_and_none_ends_the_program_before_its_last_words() -> None:
    heard: list[int] = []

    async def front() -> None:
        listen(heard.append, signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0)

    before = signal.getsignal(signal.SIGTERM)
    with words_are_last():
        asyncio.run(front())
        assert heard == [signal.SIGTERM]
        os.kill(os.getpid(), signal.SIGTERM)
    assert heard == [signal.SIGTERM]
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.slow
@pytest.mark.parametrize("number", ENDS[1:])
def test_other_signals_do_as_well(tmp_path: Path, number: int) -> None:
    with playing(tmp_path) as seat:
        seat.type(F2)
        seat.process.send_signal(number)
        assert seat.end() == 128 + number
        seat.is_clean()
    goes_on(record_of(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("ignored", [False, True])
def test_a_lost_line_ends_it_and_keeps_what_was_being_typed(tmp_path: Path, ignored: bool) -> None:
    before = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)" if ignored else ""
    with playing(tmp_path, before=before) as seat:
        seat.type(f"{F2}half a note")
        seat.see("half a note")
        seat.hang_up()
        assert seat.end() == 128 + signal.SIGHUP
    record = record_of(tmp_path)
    goes_on(record)
    assert record.with_suffix(".typed.txt").read_text() == "half a note\n"


@pytest.mark.slow
def test_answers_of_a_slow_terminal_are_not_typed_into_the_shell(tmp_path: Path) -> None:
    with Seat("--records", str(tmp_path), "--library", LIBRARY, "run", "lost-weights") as seat:
        seat.see("Enter Begin")
        seat.delay = 0.2
        seat.type("\x1b")
        assert seat.end() == 0
        seat.is_clean()


@pytest.mark.slow
def test_a_full_disk_stops_the_screen_until_somebody_has_read_why(tmp_path: Path) -> None:
    with playing(tmp_path, before=FULL.format(size=_room_for_some(tmp_path))) as seat:
        for _ in range(40):
            seat.type(f"{F2}a note of some length that fills the disk before long")
            seat.rest()
            seat.type("\r")
            seat.rest()
            if "Recording stops here" in seat.screen.text:
                break
        seat.type("and what is typed on \r rm -rf nothing\r\x1b \r")
        seat.rest()
        assert "Recording stops here" in seat.screen.text
        assert "Not on record: a note of some length" in seat.screen.text
        seat.type(CTRL_Q)
        assert seat.end() == 2
        seat.is_clean()
        assert "tabletop resume" in seat.screen.plain
    goes_on(record_of(tmp_path))


@pytest.mark.slow
def test_ctrl_s_on_the_way_out_stops_nothing(tmp_path: Path) -> None:
    """It is a key of the console; for a line that has its own ways back it stops all that is written."""
    with playing(tmp_path, before=SLOW_TO_GIVE_THE_LINE_BACK) as seat:
        seat.type(CTRL_Q)
        seat.see("Leave?")
        seat.rest()
        seat.type("\r")
        for _ in range(100):
            if seat.process.poll() is None:
                seat.type("\x13")
                seat.look(0.05)
        assert seat.end() == 0
        assert seat.screen.left_over == []
        assert seat.line_modes == seat.modes_before


@pytest.mark.slow
def test_going_on_after_it_was_left_begins_nothing(tmp_path: Path) -> None:
    """Stopped while it says its last words, and continued by a line that is cut: it ended by going on for ever."""
    with playing(tmp_path, before=STOPPED_ON_THE_WAY_OUT) as seat:
        seat.type(CTRL_Q)
        seat.see("Leave?")
        seat.rest()
        seat.type("\r")
        assert seat.end() == 0


@pytest.mark.slow
@pytest.mark.parametrize("number", ENDS[:1])
def test_a_signal_ends_lines_and_drops_half_a_line(tmp_path: Path, number: int) -> None:
    with playing(tmp_path, "--line") as seat:
        seat.type("note half a line")
        seat.see("note half a line")
        seat.process.send_signal(number)
        assert seat.end() == 128 + number
        seat.is_clean()
        told = seat.screen.plain
    assert f"tabletop resume {record_of(tmp_path)} --line" in told
    goes_on(record_of(tmp_path))


@pytest.mark.slow
def test_a_lost_line_ends_line_mode(tmp_path: Path) -> None:
    with playing(tmp_path, "--line") as seat:
        seat.hang_up()
        assert seat.end() in (0, 128 + signal.SIGHUP)
    goes_on(record_of(tmp_path))


@pytest.mark.slow
def test_the_end_of_input_and_a_second_control_c_leave_lines(tmp_path: Path) -> None:
    with playing(tmp_path / "end", "--line") as seat:
        seat.type("\x04")
        assert seat.end() == 0
        seat.is_clean()
    with playing(tmp_path / "twice", "--line") as seat:
        seat.type("\x03")
        seat.see("Ctrl+C again leaves")
        seat.type("\x03")
        assert seat.end() == 130
        seat.is_clean()
        assert "To resume" in seat.screen.plain


@pytest.mark.slow
def test_a_full_disk_ends_lines_after_the_line_that_is_being_typed(tmp_path: Path) -> None:
    with playing(tmp_path, "--line", before=FULL.format(size=_room_for_some(tmp_path))) as seat:
        for _ in range(40):
            seat.type("note of some length that fills the disk before long\n")
            seat.rest()
            if "Enter: leaves" in seat.screen.plain:
                break
        seat.type("note what is typed on\n")
        assert seat.end() == 2
        seat.is_clean()
        assert "Not on record: note what is typed on" in seat.screen.plain
    goes_on(record_of(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("number", ENDS)
def test_a_signal_ends_the_players_window(tmp_path: Path, number: int) -> None:
    with playing(tmp_path) as seat:
        seat.type(CTRL_Q)
        seat.see("Leave?")
        seat.rest()
        seat.type("\r")
        assert seat.end() == 0
    record = record_of(tmp_path)
    with Seat("watch", str(record)) as seat:
        seat.see("Large transfer")
        seat.process.send_signal(number)
        assert seat.end() == 128 + number
        seat.is_clean()
        assert f"tabletop watch {record}" in seat.screen.plain.replace("\r\n", " ")


@pytest.mark.slow
def test_a_signal_ends_the_autopilot_with_a_record_that_goes_on(tmp_path: Path) -> None:
    slow = "import os, time; sync = os.fsync; os.fsync = lambda fd: (time.sleep(0.1), sync(fd))"
    words = ("--records", str(tmp_path), "--library", LIBRARY, "run", "lost-weights", "--autopilot")
    for number in (signal.SIGTERM, signal.SIGINT):
        with Seat(*words, before=slow) as seat:
            while not [*tmp_path.glob("*.jsonl")]:
                seat.look(0.05)
            seat.look(0.5)
            seat.process.send_signal(number)
            assert seat.end() == 128 + number
            seat.is_clean()
            record = record_of(tmp_path)
            assert f"tabletop resume {record}" in seat.screen.plain.replace("\r\n", " ")
        goes_on(record)
        assert not read(record).state().closed
        record.unlink()


def _room_for_some(folder: Path) -> int:
    """Bytes of a record as it begins, and a few notes more."""
    with playing(folder / "before") as seat:
        seat.type(CTRL_Q)
        seat.see("Leave?")
        seat.rest()
        seat.type("\r")
        seat.end()
    return os.path.getsize(record_of(folder / "before")) + 2_000
