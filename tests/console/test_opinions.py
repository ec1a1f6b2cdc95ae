"""First opinions at the console: typed one after another on hidden lines, opened together, sorted, said again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.console import acts
from simulator.console.dialogs import Choice, Form, Write
from simulator.console.operator import Operator
from simulator.console.pages.review import ReviewPage
from simulator.console.panels.messages import parts
from simulator.console.rows import Row, plain
from simulator.exercise import commands as c
from simulator.line.front import LineFront
from simulator.wording.voice import Voice
from tests.console.script import Answer, ScriptedFront
from tests.exercise.test_opinions import ASKED, asked, opine
from tests.exercise.walls import StillWall
from tests.line.wires import ScriptedWire

SECRET = "Copy before anybody cuts"


def at_the_console(folder: Path) -> tuple[Operator, ScriptedFront]:
    front = ScriptedFront()
    return Operator(asked(folder), front, StillWall()), front


async def play(op: Operator, front: ScriptedFront, act: str, *answers: Answer) -> None:
    front.answers = list(answers)
    await acts.ACTS[act](op)
    assert not front.answers


def shown(op: Operator) -> str:
    """The message as it stands on every screen."""
    message = op.view().message(ASKED)
    assert message is not None
    rows = [part for part in parts(message, op.voice) if isinstance(part, Row)]
    return "\n".join("".join(plain(cell.words) for cell in row.cells) for row in rows)


async def test_a_decision_from_sealed_opinions_to_what_was_said_after_the_talk(tmp_path: Path) -> None:
    op, front = at_the_console(tmp_path)
    sealed: Sequence[Answer] = ("/opinions", "legal", {"text": SECRET, "sure": "70"}, "operations", {"text": "Cut"})
    await play(op, front, "decide", *sealed)
    assert "First opinions, sealed: 2 given, 3 missing" in shown(op)
    assert SECRET not in repr(op.view()) + repr(op.view_of_console())
    await play(op, front, "decide", "/show", "/opinions", "/open", ("legal", "nearest"), "copy")
    await play(op, front, "opinions", "legal", {"option": "cut", "sure": "60"})
    expected = f"Legal  {SECRET} (Copy first, then cut), 70% sure → after the talk: Cut at once, 60% sure"
    assert expected in shown(op)
    op.players = True
    assert expected in shown(op)


async def test_words_that_nobody_sorted_in_play_are_sorted_in_the_review(tmp_path: Path) -> None:
    op, front = at_the_console(tmp_path)
    await play(op, front, "decide", "/opinions", "legal", {"text": SECRET}, "operations", {"text": "Cut"})
    await play(op, front, "decide", "/show", "cut")
    op.act(c.EndPlay())
    page = ReviewPage.of(op)
    assert "2, 2 not sorted" in repr(page.sections())
    assert SECRET in repr(page.shown("/opinions", {}))
    front.answers = ["legal", "copy"]
    await page.choose("/opinions", lambda _session: None)
    assert op.state.opinions_on(ASKED).option_before("legal") == "copy"
    assert "2, 1 not sorted" in repr(ReviewPage.of(op).sections())


async def test_each_seat_comes_to_its_turn_and_the_last_leads_to_the_opening(tmp_path: Path) -> None:
    op, front = at_the_console(tmp_path)
    while not (front.asked and isinstance(front.asked[-1], Choice) and front.asked[-1].at == "/open"):
        at = front.asked[-1].at if front.asked and isinstance(front.asked[-1], Choice) else ""
        await play(op, front, "opinions", at or "operations", {"text": "Cut"})
    assert not front.asked[-1].rows[0].act
    assert op.view().message(ASKED).question.opinions.missing == ()  # type: ignore[union-attr]


async def test_everything_on_the_sealed_form_is_hidden_and_what_is_wrong_is_said_without_it(tmp_path: Path) -> None:
    op, front = at_the_console(tmp_path)
    op.act(c.OpenOptions(ASKED))
    await play(op, front, "opinions", "legal")
    form = next(asked for asked in front.asked if isinstance(asked, Form))
    assert [(field.id, isinstance(field, Write) and field.hidden) for field in form.fields] == [
        ("option", True),
        ("text", True),
        ("sure", True),
    ]
    wrong = {"option": "3", "text": SECRET, "sure": "55"}
    assert form.mistake(wrong) == ("option", "Type the number of an option, 1 to 2, or nothing.")
    assert form.mistake(wrong | {"option": "2"}) == ("sure", "Type one of 50, 60, 70, 80, 90, 100, or nothing.")
    assert form.mistake({"option": "２", "text": "", "sure": "90％"}) is None


async def test_a_sealed_option_is_typed_by_its_number(tmp_path: Path) -> None:
    op, front = at_the_console(tmp_path)
    op.act(c.OpenOptions(ASKED))
    await play(op, front, "opinions", "legal", {"option": "2", "sure": "100"})
    assert op.state.opinions_on(ASKED).first["legal"].option == "copy"


async def test_lines_show_nothing_of_what_is_typed(tmp_path: Path) -> None:
    wall = StillWall()
    wire = ScriptedWire(["legal", SECRET, "70", "."], wall)
    session = asked(tmp_path)
    op = Operator(session, LineFront(wire, Voice()), wall)
    await acts.ACTS["opinions"](op)
    assert session.state.opinions_on(ASKED).first["legal"].text == SECRET
    assert SECRET not in wire.transcript
    assert "Sealed: no screen shows one" in wire.transcript


async def test_without_a_decision_there_is_nothing_to_give_an_opinion_on(tmp_path: Path) -> None:
    op, front = at_the_console(tmp_path)
    op.act(c.Decide(ASKED, "cut"))
    await play(op, front, "opinions")
    assert front.heard == ["No decision is open, and of none were opinions given."]


async def test_the_log_tells_that_they_were_opened_and_never_what_is_sealed(tmp_path: Path) -> None:
    op, _ = at_the_console(tmp_path)
    opine(op.session, "legal", text=SECRET)
    op.act(c.OpenOpinions(ASKED))
    assert op.view().log[0][1] == "The first opinions on “Cut or copy?” are opened"
    assert SECRET not in repr(op.view().log)
