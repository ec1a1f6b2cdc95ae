"""The facilitator's list of messages says who left what out, and what is still to come that no scenario holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.console.dialogs import Choice
from simulator.console.flows.decisions import milestone_rows
from simulator.console.flows.injects import manage
from simulator.console.operator import Operator
from simulator.console.rows import Row, plain
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.timeline.history import Head
from tests.console.script import ScriptedFront
from tests.exercise.walls import StillWall
from tests.setups import make_setup
from tests.world.plays import ALERT, step


class Looking(ScriptedFront):
    """A front that keeps the rows it was shown last."""

    async def ask(self, question: Any) -> Any:
        asked = question()
        if isinstance(asked, Choice):
            self.rows = {row.id: row for row in asked.rows}
        return await super().ask(question)


def operator(folder: Path) -> Operator:
    """Contained at once, so that the press has nothing to call about."""
    steps = [step("contain", "5m", once="detected", reaches="contained")]
    later: list[dict[str, Any]] = [
        {"id": "press", "at": "2h", "title": "The press calls", "unless": ["contained"]},
        {"id": "rumour", "at": "3h", "title": "A rumour", "optional": "true"},
    ]
    setup = make_setup(steps, [ALERT, *later])
    session = Session.start(folder / "record.jsonl", Head(setup, seed=7), wall=StillWall())
    session.act(c.Begin())
    return Operator(session, Looking(), StillWall(), debounce=0)


async def rows(op: Operator) -> dict[str, Row]:
    await manage(op)
    assert isinstance(op.front, Looking)
    return op.front.rows


async def test_what_the_story_dropped_is_not_said_to_be_left_out(tmp_path: Path) -> None:
    op = operator(tmp_path)
    op.session.act(c.SkipInject("rumour"))
    op.session.act(c.Finish("contain"))
    op.session.jump(150 * 60)
    shown = await rows(op)
    assert plain(shown["press"].right) == "dropped by the story: contained"
    assert plain(shown["rumour"].right) == "left out"


async def test_an_improvised_message_to_come_is_in_the_list(tmp_path: Path) -> None:
    op = operator(tmp_path)
    op.session.act(c.Improvise("The ministry calls", after=20 * 60))
    shown = await rows(op)
    assert plain(shown["improvised/1"].cells[1].words) == "The ministry calls"
    assert plain(shown["improvised/1"].right) == "improvised, to come"
    op.front.answers = ["improvised/1"]  # type: ignore[attr-defined]
    await manage(op)
    assert op.front.heard[-2].startswith("It comes by itself")  # type: ignore[attr-defined]
    op.session.jump(30 * 60)
    shown = await rows(op)
    assert plain(shown["improvised/1"].right) == "improvised, delivered"


async def test_an_improvised_message_may_be_a_letter_once_a_player_has_a_seat(tmp_path: Path) -> None:
    op = operator(tmp_path)
    front = op.front
    assert isinstance(front, ScriptedFront)
    asked = {"title": "For your eyes", "to": "analyst", "read_by": "letter"}
    front.answers = ["/new"]
    await manage(op)
    assert "read_by" not in {field.id for field in getattr(front.asked[-1], "fields", ())}
    op.session.act(c.Join("analyst", ("player",), ("analyst",)))
    front.answers = ["/new", {**asked, "to": ""}, asked]
    await manage(op)
    assert "A letter needs somebody to go to." in front.heard
    assert op.view_of_console().messages[-1].private
    op.session.close()


async def test_the_facilitator_lets_those_outside_answer_from_the_list(tmp_path: Path) -> None:
    options = [{"id": "allow", "text": "You may", "reaches": "allowed"}, {"id": "forbid", "text": "You may not"}]
    decision = {"question": "May we?", "outside": "An agency", "takes": "3h", "options": options}
    asked = {"id": "ask", "at": "1h", "title": "The agency is asked", "decision": decision}
    setup = make_setup([step("go-on", "5m", once="allowed", reaches="recovered")], [ALERT, asked])
    session = Session.start(tmp_path / "record.jsonl", Head(setup, seed=7), wall=StillWall())
    session.act(c.Begin())
    op = Operator(session, Looking(), StillWall(), debounce=0)
    op.session.jump(60 * 60)
    op.front.answers = ["ask", "allow"]  # type: ignore[attr-defined]
    await manage(op)
    assert op.state.reached("allowed") == 60 * 60
    assert op.state.choices["ask"].option == "allow"


def test_what_only_stands_for_an_option_is_no_milestone_that_people_see_reached(tmp_path: Path) -> None:
    options = [{"id": "cut", "text": "Cut", "reaches": "cut-chosen"}, {"id": "wait", "text": "Wait"}]
    decision = {"question": "Cut?", "role": "analyst", "takes": "5m", "options": options}
    asked = {"id": "ask", "at": "1h", "decision": decision}
    setup = make_setup([step("contain", "5m", once="cut-chosen", reaches="contained")], [ALERT, asked])
    session = Session.start(tmp_path / "record.jsonl", Head(setup, seed=7), wall=StillWall())
    shown = {row.id for row in milestone_rows(Operator(session, Looking(), StillWall(), debounce=0))}
    assert "contained" in shown
    assert "cut-chosen" not in shown
