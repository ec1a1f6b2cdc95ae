"""The steps of a study as a graph: lines to what each waits for, and what is told of a step."""

from __future__ import annotations

from datetime import date

from simulator.console.context import AppContext
from simulator.console.pages.steps import StepGraph, gutters
from simulator.console.rows import Row, plain
from simulator.console.studying import Studying
from simulator.content.library import Library
from simulator.model.playbook import Playbook
from simulator.plan.flow import Flow
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from tests.tui.table import LIBRARY


def playbook(*steps: dict[str, object]) -> Playbook:
    head = {"id": "p", "owner": "us", "version": "1", "reviewed": date(2026, 11, 30)}
    return Playbook.model_validate({**head, "steps": [{"role": "lead", "takes": "10m", **step} for step in steps]})


LOOP = playbook(
    {"id": "look", "once": "detected", "outcomes": {"bad": "50%", "well": "50%"}},
    {"id": "cut", "after": "look=bad", "fails": {"odds": "10%"}},
    {"id": "by-hand", "after": "cut=failed"},
    {"id": "prove", "after_any": ["cut", "by-hand", "look=well"], "reaches": "recovered",
     "repeat": {"from": "cut", "odds": "20%", "at_most": 2}},
    {"id": "tell", "once": "recovered"},
)  # fmt: skip


def test_lines_lead_down_from_what_a_step_waits_for() -> None:
    assert gutters(Flow.of(LOOP)) == (
        "╭────◇",
        "├┬┬──▸",
        "│┊├─┬▸",
        "╰┴┴┬┴▹",
        "   ╰─▸",
    )


def test_a_row_has_its_time_its_lines_and_whether_it_reaches_a_milestone() -> None:
    setup = Library.open([LIBRARY]).setup("lost-weights")
    studying = Studying(AppContext(Library.open([LIBRARY]), LIBRARY, "en"), setup)
    rows = StepGraph(Names(setup, Voice("en")), studying).rows()
    assert plain(rows[0].cells[0].words) == "– "
    assert plain(rows[0].cells[-1].words).startswith("◆ ")


def test_what_is_known_of_a_step_is_told_under_what_it_is() -> None:
    setup = Library.open([LIBRARY]).setup("lost-weights")
    setup = setup.model_copy(update={"playbook": LOOP})
    studying = Studying(AppContext(Library.open([LIBRARY]), LIBRARY, "en"), setup)
    graph = StepGraph(Names(setup, Voice("en")), studying)

    def told(at: int) -> list[str]:
        return ["".join(plain(cell.words) for cell in part.cells) for part in graph.about(at) if isinstance(part, Row)]

    assert told(1) == [
        "▸ waits for all of these: look (bad)",
        "↺ done again after: prove",
        "✗ fails in: 10%",
    ]
    assert told(3) == [
        "▹ for any of these: cut, by-hand, look (well)",
        "↺ sent back to: “cut”, in 20%, 2 times at most",
        "◆ reaches: recovered",
    ]
