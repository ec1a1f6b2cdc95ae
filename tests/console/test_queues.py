"""An order is decided at the console: what comes first, then what comes next; and another one later."""

from __future__ import annotations

from pathlib import Path

from simulator.console.acts import ACTS
from simulator.console.operator import Operator
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.report.render.printing import facilitator_sheet
from simulator.timeline.history import Head
from simulator.wording.voice import Voice
from tests.console.script import ScriptedFront
from tests.exercise.walls import StillWall
from tests.world.test_rules_queues import setup


def table(folder: Path) -> tuple[Operator, ScriptedFront]:
    wall, front = StillWall(), ScriptedFront()
    session = Session.start(folder / "record.jsonl", Head(setup(), seed=7, created=""), wall=wall)
    session.act(c.Begin(self_running=True, reveal=("clocks", "playbook")))
    op = Operator(session, front, wall, debounce=0)
    op.pass_time(op.session.next)
    return op, front


async def test_what_comes_first_and_next_is_asked_and_another_order_is_set(tmp_path: Path) -> None:
    op, front = table(tmp_path)
    front.answers = ["bring"]
    await ACTS["decide"](op)
    assert front.heard == ["What comes first?", "What comes next?"]
    assert op.state.open_decisions == ("alert",), "half an order is none"
    front.answers = ["bring", "call"]
    await ACTS["decide"](op)
    assert op.state.choices["alert"].option == "bring>call>ask"
    assert "bring → call → ask" in repr(op.view())
    front.heard.clear()
    front.answers = ["alert", "ask"]  # bring has begun: it stays in front
    await ACTS["decide"](op)
    assert front.heard == ["Which decision?", "What comes next?"]
    assert op.state.choices["alert"].option == "bring>ask>call"
    assert sum("bring → " in words for _, words in op.view().log) == 2
    op.session.close()


def test_the_facilitators_sheet_has_what_is_to_be_put_in_order() -> None:
    sheet = facilitator_sheet(setup(), Voice("en")).decode()
    assert "Whom first?" in sheet
    assert "in the order that the table sets" in sheet
