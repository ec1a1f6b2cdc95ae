"""An exercise in plain lines: what is said, what is understood, and that nobody is talked over."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path
from shutil import copy

import pytest

from simulator.console.acts import ACTS
from simulator.console.context import Choices
from simulator.console.dialogs import Form, Pick, Write
from simulator.console.operator import Operator
from simulator.console.rows import Line
from simulator.console.setup import Prepared
from simulator.errors import TabletopError
from simulator.exercise.commands import Begin
from simulator.exercise.session import Session
from simulator.journal.journal import Journal
from simulator.journal.reader import read, verify
from simulator.line.bell import Bell
from simulator.line.front import LineFront
from simulator.line.journey import Left, conduct
from simulator.line.play import Play
from simulator.line.speaking import spoken
from simulator.line.vocabulary import PLAY, command_of, help_lines
from simulator.wording.voice import Voice
from tests.conftest import ROOT
from tests.console.script import begun
from tests.exercise.walls import StillWall
from tests.line import script
from tests.line.wires import RING, ScriptedWire, Typing
from tests.tui.table import context, library

GOLDENS = ROOT / "tests" / "goldens" / "line"
BEGIN: Typing = ("", "", "")
"""Set-up as it is, past the briefing and the rules."""


async def typed(folder: Path, *typing: str | int, language: str = "en") -> tuple[ScriptedWire, Session]:
    """What is written when somebody types that just after STARTEX, and the exercise then."""
    wall = StillWall()
    session = begun(folder, wall, language)
    wire = ScriptedWire(typing, wall)
    await conduct(wire, context(folder, wall), Prepared(session, Begin()))
    session.close()
    return wire, session


async def from_the_start(folder: Path, *typing: str | int, language: str = "en") -> tuple[ScriptedWire, Left]:
    """The same, from set-up on."""
    wall = StillWall()
    wire = ScriptedWire(typing, wall)
    left = await conduct(wire, context(folder, wall, language), Choices("lost-weights", language=language, seed=7))
    if left.prepared:
        left.prepared.session.close()
    return wire, left


def test_every_act_of_the_console_has_a_word() -> None:
    """An observation is asked for by ``note`` without words."""
    assert ACTS.keys() - {command.act for command in PLAY} == {"observe"}


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_a_whole_exercise_as_it_is_read_out(tmp_path: Path, language: str) -> None:
    """``GOLDENS=new pytest tests/line`` writes it anew."""
    typing = (*BEGIN, *script.PLAY, *script.REVIEW) if language == "en" else script.JAPANESE
    wire, left = await from_the_start(tmp_path, *typing, language=language)
    path = GOLDENS / f"exercise-{language}.txt"
    said = re.sub("[0-9a-f]{64}", "…", wire.transcript.replace(str(tmp_path), ""))
    if os.environ.get("GOLDENS") == "new":
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")
    assert left.prepared is not None
    record = left.prepared.session.path
    assert read(record).state().closed
    assert not verify(record).problems


async def test_set_up_changes_one_thing_at_a_time_and_says_what_cannot_be_played(tmp_path: Path) -> None:
    opens = ("incident opens", "tomorrow", "begin", "4", "-")
    seats = ("seats", "press office", "seat 2", "done")
    wire, left = await from_the_start(tmp_path, *opens, *seats, "begin", "", "", "quit")
    assert "This cannot be played" in wire.written
    assert "4. Incident opens: tomorrow" in wire.written
    assert left.prepared is not None
    assert left.prepared.session.head.seats["commander"] == ("commander", "press-office")


async def test_seats_can_be_listed_before_startex(tmp_path: Path) -> None:
    wire, left = await from_the_start(tmp_path, "", "seats", "", "quit")
    assert "Nobody can join here." in wire.written
    assert left.prepared is not None
    assert not left.prepared.session.state.started


async def test_the_end_of_the_input_is_a_hang_up_and_the_exercise_can_be_taken_up_again(tmp_path: Path) -> None:
    wire, session = await typed(tmp_path, "next", "order")
    taken_up = Session.resume(session.path, wall=wire.wall)
    assert taken_up.state == session.state
    again = ScriptedWire(("read 2",), wire.wall)
    await conduct(again, context(tmp_path, wire.wall), Prepared(taken_up, Begin()))
    taken_up.close()
    assert "Decision open: What comes first, the cut or the copy?, Commander, answer by 18:37" in again.written
    assert "Message 1. Fri 17:40 SIEM to Operations" not in again.written
    assert "Message 2. Fri 17:52 chat to Commander" in again.written


async def test_a_record_of_version_1_says_what_cannot_be_taken_back(tmp_path: Path) -> None:
    old = ROOT / "tests" / "journal" / "earlier" / "version-1-open.jsonl"
    taken_up = Session.resume(Path(copy(old, tmp_path / "exercise.jsonl")), wall=StillWall())
    wire = ScriptedWire((), StillWall())
    await conduct(wire, context(tmp_path, wire.wall), Prepared(taken_up, Begin()))
    taken_up.close()
    assert "goes on as exercise.v2.jsonl. What it held before cannot be taken back." in wire.written[0]


async def test_nobody_is_talked_over_what_came_meanwhile_is_said_after_the_next_line(tmp_path: Path) -> None:
    wall = StillWall()
    wire = _Slow(wall)
    session = begun(tmp_path, wall)
    op = Operator(session, LineFront(wire, Voice()), wall)
    playing = asyncio.ensure_future(Play(op, LineFront(wire, op.voice), op.view, Bell(op, wire)).run())
    await asyncio.sleep(0)
    before = len(wire.written)
    for _ in range(20):
        wall.talk(60)
        op.tick()
    await asyncio.sleep(0)
    assert len(wire.written) == before
    wire.typed.set_result("")
    await asyncio.sleep(0.01)
    session.close()
    assert "Fri 17:50 “Find out how bad it is” is done" in wire.written
    assert "17:52: something new is due. “next” brings it." in wire.written
    playing.cancel()


class _Slow(ScriptedWire):
    """Somebody who thinks before each line."""

    def __init__(self, wall: StillWall) -> None:
        super().__init__((), wall)
        self.typed: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def read(self, prompt: str, *, hidden: bool = False) -> str:
        line = await self.typed
        self.typed = asyncio.get_running_loop().create_future()
        return line


async def test_numbers_words_and_their_beginnings_choose(tmp_path: Path) -> None:
    _, by_number = await typed(tmp_path / "a", "next", "order", "５")
    _, by_word = await typed(tmp_path / "b", "next", "order", "Copy the Evid")
    assert by_number.state.job("copy").ordered
    assert by_number.state == by_word.state


async def test_what_is_not_understood_says_how_to_go_on(tmp_path: Path) -> None:
    wire, session = await typed(
        tmp_path, "nxt", "order", "the", "xyz", "99", ".", "read 9", "hand 1.1", "read 1.7", "screen"
    )
    for said in (
        "There is no word “nxt” here; “help” lists them.",
        "Several begin like that: type the number.",
        "There is no “xyz” here. “?” reads the list again.",
        "There is no “99” here. “?” reads the list again.",
        "There is no such message.",
        "There is nothing there that waits to be asked for.",
        "Nothing of that number is attached.",
        "No screen can be shown here.",
    ):
        assert said in wire.written
    assert session.state.now == 0


async def test_a_real_event_stops_and_goes_on(tmp_path: Path) -> None:
    wire, session = await typed(tmp_path, "stop", "next", "go a fire alarm", "note nobody knew the number")
    assert "REAL EVENT, 実事案発生" in "".join(wire.written)
    assert "Time is stopped: the exercise is not in play." in wire.written
    assert not session.state.stopped
    assert [note.text for note in session.state.notes] == ["a fire alarm", "nobody knew the number"]


async def test_long_things_are_read_in_parts(tmp_path: Path) -> None:
    wire, _ = await typed(tmp_path, "help", *["more"] * 3)
    assert f"more: {len(PLAY) - 15} more" in wire.written
    assert "That was all." in wire.written
    assert all(line in wire.written for line in help_lines(Voice()))


async def test_when_the_record_cannot_be_written_it_says_so_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise TabletopError("record.jsonl cannot be written: no space left")

    wall = StillWall()
    session = begun(tmp_path, wall)
    monkeypatch.setattr(Journal, "append", full)
    wire = ScriptedWire(("next", "note half"), wall)
    left = await conduct(wire, context(tmp_path, wall), Prepared(session, Begin()))
    assert left.code == 2
    assert "record.jsonl cannot be written: no space left" in wire.written
    assert wire.written[-1] == "Enter: leaves > "


async def test_it_hands_over_to_the_screen_where_there_is_one(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path, wall)
    wire = ScriptedWire(("next", 3, "screen"), wall)
    left = await conduct(wire, context(tmp_path, wall), Prepared(session, Begin()), screen=True)
    assert left.to_screen
    assert left.prepared is not None
    assert left.prepared.session is session
    assert session.now == 12 * 60 + 3
    session.close()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_word_is_understood_in_both_languages_and_told_in_help(language: str) -> None:
    told = "\n".join(help_lines(Voice(language)))
    for command in PLAY:
        for said in command.words:
            assert command_of(said) == (command.act, "")
        assert command.words[0] in told
    assert len({said for command in PLAY for said in command.words}) == sum(len(command.words) for command in PLAY)


async def test_a_missed_deadline_is_said_once_and_a_message_may_come_later(tmp_path: Path) -> None:
    improvised = ("i", "improvise", "A call", "", "", "", "The ministry", "5m")
    wire, _ = await typed(tmp_path, "pace", "", "2", *improvised, *["n", "go"] * 9)
    assert wire.transcript.count("17:45 “A call” arrives") == 1
    assert "From: The ministry" in wire.transcript
    missed = [line for line in wire.written if "▲ Deadline missed: Contained" in line]
    assert missed
    assert len({*missed}) == 1


def test_a_name_and_what_it_names_are_parted_by_a_colon() -> None:
    lines: list[Line] = [(("Record  ", "strong"), "/records/friday.jsonl"), (("Report  ", "strong"), "–")]
    lines.append((("Your rating: S  ", "strong"), "The rule suggests S"))
    for language, comma in (("en", ", "), ("ja", "、")):
        said = spoken(lines, Voice(language))
        assert said == ["Record: /records/friday.jsonl", "Report: –", f"Your rating: S{comma}The rule suggests S"]


async def test_what_leaves_no_choice_is_said_all_the_same() -> None:
    """Whether an action that is done held: the only answer is that it did not, and that is what is recorded."""
    wire = ScriptedWire(("seen again",), StillWall())
    answer = Pick("what", "Answer", (("reopened", "It did not hold: open again"),), "reopened")
    form = Form("Did it hold?", (answer, Write("evidence", "What shows it")))
    assert await LineFront(wire, Voice()).ask(lambda: form) == {"what": "reopened", "evidence": "seen again"}
    assert "Answer: It did not hold: open again" in wire.written


def test_an_arrow_names_or_leads_on() -> None:
    lines: list[Line] = [("34% → 51%",), ("Largest → Waiting",), ("30m  → Fri 20:00",)]
    assert spoken(lines, Voice("en")) == ["34%, then 51%", "Largest, then Waiting", "30m: Fri 20:00"]
    assert spoken(lines, Voice("ja"))[0] == "34%、次に51%"


def test_ways_are_parted_as_each_language_parts_them() -> None:
    assert Voice("en").clauses(("a, b", "c")) == "a, b; c"
    assert Voice("ja").clauses(("a、b", "c")) == "a、b／c"


@pytest.mark.parametrize("asked", [True, False])
async def test_the_terminal_rings_for_what_comes_if_set_up_asked_for_it(tmp_path: Path, asked: bool) -> None:
    wall = StillWall()
    session = context(tmp_path, wall).start(Choices("lost-weights", seed=7), library().setup("lost-weights"))
    session.act(Begin(bell=asked))
    wire = ScriptedWire((), wall)
    op = Operator(session, LineFront(wire, Voice()), wall)
    bell = Bell(op, wire)
    bell.look()
    assert RING not in wire.written, "nothing has come since"
    for _ in range(20):
        wall.talk(60)
        op.tick()
        bell.look()
    assert wire.written == [RING] * asked, "once, for the stop"
    session.next()
    bell.look()
    bell.look()
    assert wire.written == [RING] * 2 * asked, "once, for the message"
    session.close()
