"""Deadlines that do not apply: said at the console, held against the truth, told in the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.console.acts import ACTS
from simulator.console.dialogs import ON
from simulator.console.operator import Operator
from simulator.console.pages.review import ReviewPage
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.findings.findings import findings
from simulator.model.expectation import Expectation
from simulator.model.scenario import Tempting
from simulator.model.setup import Setup
from simulator.model.text import Text
from simulator.report.after_action import after_action_report
from simulator.report.render import data, markdown
from simulator.report.render.printing import facilitator_sheet, player_sheet
from simulator.timeline.history import Head
from simulator.wording.voice import Voice
from tests.console.script import Answer, ScriptedFront
from tests.exercise.walls import StillWall
from tests.sheets import setup as with_sheets

ELSEWHERE = {"id": "a-law", "title": "Report of others", "kind": "law", "from": "detected", "to": "told"}
WHY = "It asks for an intrusion; nobody broke in."


def setup() -> Setup:
    """One contract that runs (t-told), and one law that does not apply."""
    plain = with_sheets()
    story = plain.scenario.model_copy(update={"do_not_apply": (Tempting(id="a-law", because=Text.of(WHY)),)})
    return plain.model_copy(update={"scenario": story, "tempting": (Expectation.model_validate(ELSEWHERE),)})


def table(folder: Path) -> tuple[Operator, ScriptedFront]:
    wall, front = StillWall(), ScriptedFront()
    session = Session.start(folder / "record.jsonl", Head(setup(), seed=7, language="en", created=""), wall=wall)
    session.act(c.Begin(self_running=True, reveal=("clocks",)))
    return Operator(session, front, wall, debounce=0), front


async def ask(op: Operator, front: ScriptedFront, act: str, *answers: Answer) -> None:
    front.answers = list(answers)
    await ACTS[act](op)
    assert not front.answers


async def test_one_list_has_what_applies_and_what_does_not(tmp_path: Path) -> None:
    op, front = table(tmp_path)
    assert [one.id for one in op.setup.demands] == ["a-law", "t-report", "t-told"]
    assert "a-law" not in {clock.id for clock in op.setup.clocks}
    said: list[Answer] = ["a-law", {"why": "Nobody broke in"}, ("a-law", "mark"), {"mark": "holds"}]
    await ask(op, front, "dismiss", *said, "t-told", {"why": "No customer", "seat": "legal"})
    assert op.state.dismissed["a-law"].why == "Nobody broke in"
    assert op.state.dismissals_marked["a-law"].mark == "holds"
    assert "Does not apply: Report of others – Nobody broke in" in [words for _, words in op.view().log]
    op.act(c.Dismiss("a-law", "Not in our sector"))
    assert "a-law" not in op.state.dismissals_marked, "the mark was about other words"
    op.session.close()


async def test_it_is_asked_for_where_milestones_are_marked_and_not_shown_to_players(tmp_path: Path) -> None:
    op, front = table(tmp_path)
    await ask(op, front, "aware", ("triaged", "dismiss"), "a-law", {"why": "Nobody broke in"})
    assert "a-law" in op.state.dismissed
    op.players = True
    await ask(op, front, "dismiss")
    assert front.heard[-1] == "Players' view"
    await ask(op, front, "dismiss", ON)
    assert WHY not in repr(front.heard)
    assert "Nobody broke in" not in repr(op.view())
    op.session.close()


async def test_the_report_weighs_what_was_said(tmp_path: Path) -> None:
    op, front = table(tmp_path)
    op.act(c.Mark("told"))
    op.act(c.Dismiss("t-told", "No customer is concerned"))
    assert findings(op.session.history).duties == ()
    op.act(c.EndPlay())
    with_nothing_said = findings(op.session.history)
    rulings = {one.expectation.id: (one.ruling, one.told_at) for one in with_nothing_said.duties}
    assert rulings == {"a-law": ("not-found", 0), "t-told": ("wrongly", None)}
    assert "/duties" in [row.id for row in ReviewPage.of(op).sections()]
    front.answers = [("t-told", "mark"), {"mark": "contradicted", "why": "Forty are"}]
    await ReviewPage.of(op).choose("/duties", lambda _session: None)
    page = markdown.render(after_action_report(findings(op.session.history), Voice("en"))).decode()
    told = page[page.index("Deadlines that do not apply") :]
    scores = ("Found not to apply: 0 of 1.", "Wrongly said not to apply: 1.")
    for words in (WHY, *scores, "done all the same", "Forty are"):
        assert words in told
    japanese = markdown.render(after_action_report(findings(op.session.history), Voice("ja"))).decode()
    assert "適用されないと判断できたもの: 1件中0件。" in japanese
    assert [one["ruling"] for one in json.loads(data.render(findings(op.session.history)))["duties"]] == [
        "not-found",
        "wrongly",
    ]
    op.session.close()


def test_a_right_word_for_a_wrong_reason_is_not_counted_as_found(tmp_path: Path) -> None:
    op, _ = table(tmp_path)
    op.act(c.Dismiss("a-law", "It is too late anyway"))
    for mark, ruling in (("unfounded", "rightly"), ("contradicted", "wrong-reason")):
        op.act(c.MarkDismissal("a-law", mark))  # type: ignore[arg-type]
        op.act(c.EndPlay())
        assert [one.ruling for one in findings(op.session.history).duties] == [ruling]
        told = markdown.render(after_action_report(findings(op.session.history), Voice("en"))).decode()
        assert ("Found not to apply: 1 of 1." in told) == (ruling == "rightly")
    op.session.close()


def test_a_reason_is_needed_and_only_in_play(tmp_path: Path) -> None:
    op, _ = table(tmp_path)
    own, unsaid = c.Dismiss("t-contain", "An own target"), c.MarkDismissal("a-law", "holds")
    for command in (c.Dismiss("a-law", " "), own, unsaid):
        with pytest.raises(Refused):
            op.session.act(command)
    op.act(c.EndPlay())
    with pytest.raises(Refused):
        op.session.act(c.Dismiss("a-law", "Nobody broke in"))
    op.session.close()


def test_the_facilitator_has_the_reason_on_paper_and_players_do_not() -> None:
    assert WHY in facilitator_sheet(setup(), Voice("en")).decode()
    assert "Report of others" not in player_sheet(setup(), Voice("en")).decode()
    assert Setup.model_validate(setup().normal()) == setup()
