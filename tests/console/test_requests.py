"""What seats ask for, write and have in letters, at the console."""

from __future__ import annotations

from pathlib import Path

from simulator.console import acts
from simulator.console.operator import Operator
from simulator.exercise import commands as c
from simulator.line.speaking import now
from tests.console.script import Answer, ScriptedFront
from tests.exercise.test_letters import LEGAL, after_the_letter
from tests.exercise.walls import StillWall


async def play(op: Operator, front: ScriptedFront, *answers: Answer) -> None:
    front.answers = list(answers)
    await acts.ACTS["requests"](op)
    assert not front.answers


async def test_requests_are_handed_out_answered_as_written_or_in_own_words(tmp_path: Path) -> None:
    front = ScriptedFront()
    op = Operator(after_the_letter(tmp_path, StillWall(), LEGAL), front, StillWall())
    for text in ("The log", "How many?", "Who is on call?"):
        await play(op, front, "/ask", {"seat": "legal", "text": text})
    assert "3 requests wait for an answer" in " ".join(now(op.view(), op.voice))
    await play(op, front, "ask-1", "alert/1")
    await play(op, front, "ask-2", "/ready/0", "ask-3", "/words", {"text": "Nobody"})
    requests = op.view().requests
    assert [request.answer for request in requests] == ["“log.txt” handed out", "Seventeen", "Nobody"]
    assert not op.view().unanswered
    assert "wait for an answer" not in " ".join(now(op.view(), op.voice))
    await play(op, front, "ask-1")  # answered: nothing is asked again


async def test_the_console_tells_the_table_in_the_name_of_the_seat(tmp_path: Path) -> None:
    front = ScriptedFront()
    op = Operator(after_the_letter(tmp_path, StillWall(), LEGAL), front, StillWall())
    op.players = True
    assert op.view().message("letter") is None
    op.players = False
    message = op.view().message("letter")
    assert message is not None
    assert message.private
    await play(op, front, "/letter/letter")
    assert op.view().log[0][1].endswith("tells the table of “Strictly for you”")
    op.players = True
    assert op.view().message("letter")


async def test_lines_to_the_facilitator_stand_in_the_list(tmp_path: Path) -> None:
    front = ScriptedFront()
    op = Operator(after_the_letter(tmp_path, StillWall(), LEGAL), front, StillWall())
    op.session.act(c.WriteLine("We do not follow", "legal"), LEGAL)
    assert op.view().log[0][1] == "legal writes a line to the facilitator"
    await play(op, front)
    assert "We do not follow" in repr(front.asked[-1])
