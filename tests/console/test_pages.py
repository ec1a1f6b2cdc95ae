"""The pages around play as plain words: what every front says there, in either language."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.console.dialogs import ON
from simulator.console.flows import review
from simulator.console.operator import Operator
from simulator.console.pages import briefing, stopped
from simulator.console.pages.library import LibraryPage
from simulator.console.pages.review import ReviewPage
from simulator.console.rows import Labelled, Line, Markdown, Part, Row, plain, plain_line
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.timeline.history import Head
from simulator.wording.voice import Voice
from simulator.workspace.actions import Past
from tests.console.script import Answer, ScriptedFront, begun
from tests.exercise.walls import StillWall
from tests.tui.table import context, library


def words(parts: tuple[Part, ...] | tuple[Line, ...] | tuple[Row, ...]) -> str:
    """Parts as lines, without tones."""
    return "\n".join(map(_words, parts))


def _words(part: Part) -> str:
    if isinstance(part, Markdown):
        return part.source
    if isinstance(part, Labelled):
        return " ".join([plain(part.label), *map(_words, part.rows)])
    if isinstance(part, Row):
        cells = "".join(plain(cell.words) for cell in part.cells)
        return " ".join(filter(None, (plain(part.mark), cells, plain(part.right))))
    return plain_line(part)


@pytest.fixture
def op(tmp_path: Path) -> Operator:
    wall = StillWall()
    return Operator(begun(tmp_path, wall), ScriptedFront(), wall)


def test_briefing_and_rules_of_play(op: Operator) -> None:
    told = words(briefing.briefing(op.setup, op.voice))
    assert told.startswith("Lost weights\n\n")
    assert "•" not in told
    rules = words(briefing.rules(op.setup, op.voice))
    assert rules.count("• ") == 8
    assert rules.endswith("The operator stops the screen.")
    assert "演習" in words(briefing.rules(op.setup, Voice("ja")))


@pytest.mark.parametrize(("also", "told"), [("2024-12-29..2025-01-03", 1), ("12-29..01-03", 0)])
def test_startex_tells_that_closed_days_are_of_another_year(also: str, told: int, tmp_path: Path) -> None:
    setup = library().setup("lost-weights", settings=[f"roles.platform.holidays={{also: {also}}}"])
    session = Session.start(tmp_path / "record.jsonl", Head(setup, seed=7), wall=StillWall())
    front = ScriptedFront()
    assert Operator(session, front, StillWall()).begin(c.Begin())
    assert [words.partition(" are")[0] for words in front.heard] == ["Closed days"] * told


def test_a_real_event_stops_the_record_and_lets_it_go_on(op: Operator) -> None:
    stopped.stop(op)
    assert op.state.stopped
    told = words(stopped.lines(op, "go"))
    assert "Recorded." in told
    assert told.endswith("To go on with the exercise afterwards: go.")
    stopped.go_on(op, "a fire alarm")
    assert not op.state.stopped
    assert op.state.notes[-1].text == "a fire alarm"


def test_the_library_lists_the_shortest_first_and_spoils_nothing(tmp_path: Path) -> None:
    page = LibraryPage(context(tmp_path, StillWall()), Voice("en"), {"lost-weights": Past("2026-05-04", 2)})
    minutes = [entry.value.session.total for entry in page.entries if entry.value]
    assert minutes == sorted(minutes)
    number = next(n for n, entry in enumerate(page.entries) if entry.id == "lost-weights")
    assert words(page.rows(number)).endswith("last 2026-05-04 ▲ 2 actions open")
    told = words(page.about(number))
    assert told.startswith("Lost weights\n\n")
    assert "Deadlines\n• " in told
    assert "Account ticket" not in told
    chosen = page.chosen(number)
    assert chosen is not None
    assert (chosen.scenario, chosen.language) == ("lost-weights", "en")


async def test_the_review_goes_from_section_to_section(op: Operator) -> None:
    op.act(c.EndPlay())

    async def choose(section: str, *answers: Answer) -> ReviewPage:
        assert isinstance(op.front, ScriptedFront)
        op.front.answers = [*answers]
        await ReviewPage.of(op).choose(section, lambda _: None)
        return ReviewPage.of(op)

    page = ReviewPage.of(op)
    first = page.due()
    assert words(page.sections()).count("● ") == len(op.setup.scenario.objectives)
    assert words(page.shown(first, {"rate": "go"})).endswith("Not rated yet: go rates.")
    page = await choose(first, "S", {"why": "Late"})
    assert page.due() != first
    assert words(page.shown(first, {"rate": "go"})).endswith("Late")
    page = await choose("/wash", {"text": "Roles were clear"})
    assert "+ Roles were clear" in words(page.shown("/wash", {}))
    for objective in op.setup.scenario.objectives:
        page = await choose(objective.id, "S", {"why": ""})
    assert page.due() == "/actions"
    page = await choose("/actions", "/new", {"text": "Close accounts"})
    assert "1, 1 to be set" in words(page.sections())
    assert page.due() == "/close", "what is left is to close the record"
    assert page.reports("/report")
    written = await page.reported(lambda session: session.path)
    assert str(op.session.path) in words(written.shown("/report", {}))
    draft = words(page.shown("/report", {}))
    assert "**DRAFT**" in draft
    assert "Close accounts" in draft, "the first page is read before anything is closed"
    await choose("/close", {"letters": op.session.path.stem[:4]}, ON)
    assert op.state.closed


async def test_a_due_day_that_is_none_keeps_the_form(op: Operator) -> None:
    """The same form hears the second answer; what was typed beside the day is still there in a front."""
    op.act(c.EndPlay())
    front = op.front
    assert isinstance(front, ScriptedFront)
    front.answers = [
        "/new",
        {"text": "Write the list", "due": "next friday"},
        {"text": "Write it", "due": "2026-12-01"},
    ]
    await review.actions(op)
    assert [(action.text, action.due) for action in op.state.agreed.values()] == [("Write it", "2026-12-01")]
    assert front.heard.count("Corrective action") == 1


async def test_what_is_ticked_in_the_review_has_no_time_of_the_incident(op: Operator) -> None:
    """The projection ends two days later; the evidence would show that second."""
    op.act(c.EndPlay())
    op.act(c.Tick("objective/keep-evidence/1", True))
    shown = words(ReviewPage.of(op).shown("keep-evidence", {"rate": "go"}))
    assert "Somebody orders the copy aloud  review" in shown
