"""Whether what earlier exercises agreed on held: asked in the review, kept in the ledger beside their records."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.console.earlier import studied
from simulator.console.operator import Operator
from simulator.console.pages.review import ReviewPage
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.timeline.follow_up import ActionRetested
from simulator.timeline.history import Head
from simulator.workspace.actions import Action, unfinished, write_down
from tests.console.script import Answer, ScriptedFront
from tests.console.test_pages import words
from tests.exercise.records import play_record
from tests.exercise.walls import StillWall
from tests.setups import make_setup

STEP = {"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}
SETUP = make_setup([STEP])


@pytest.fixture
def before(tmp_path: Path) -> tuple[Action, ...]:
    """Two actions of an earlier exercise, one of them to be retested once it is done."""
    agreed = c.Agree("Write the runbook", retest="next exercise"), c.Agree("Buy a phone")
    play_record(tmp_path / "before.jsonl", SETUP, c.EndPlay(), *agreed, c.Close(), closed=False, created="2026-05-01")
    return unfinished(tmp_path)


@pytest.fixture
def op(tmp_path: Path) -> Operator:
    session = Session.start(tmp_path / "now.jsonl", Head(SETUP, 1, created="2026-11-30"), wall=StillWall())
    session.act(c.Begin())
    session.act(c.EndPlay())
    session.act(c.Agree("Of today"))
    return Operator(session, ScriptedFront([]), StillWall())


async def answer(page: ReviewPage, *answers: Answer) -> ReviewPage:
    assert isinstance(page.op.front, ScriptedFront)
    page.op.front.answers = [*answers]
    await page.choose("/earlier", lambda _: None)
    return ReviewPage.of(page.op, before=page.before)


async def test_each_is_asked_until_it_is_done_and_held(op: Operator, before: tuple[Action, ...]) -> None:
    page = ReviewPage.of(op, before=before)
    assert "Did earlier actions hold? 2" in words(page.sections())
    runbook, phone = (action.id for action in page.earlier)
    page = await answer(page, runbook, {"what": "done"}, phone, {"what": "done", "evidence": "receipt"})
    assert [action.stage for action in page.earlier] == ["to-retest", "done"]
    assert [getattr(action.entries[-1].said, "evidence", "") for action in page.earlier] == ["exercise now", "receipt"]
    page = await answer(page, runbook, {"what": "held"})
    assert [action.stage for action in page.earlier] == ["done", "done"]
    page = await answer(page, runbook, {"what": "reopened", "evidence": "nobody found it"})
    assert "Did earlier actions hold? 1" in words(page.sections())
    assert "Write the runbook open" in words(page.shown("/earlier", {}))


async def test_those_of_this_exercise_and_of_other_playbooks_are_not_asked(tmp_path: Path, op: Operator) -> None:
    other = SETUP.model_copy(update={"playbook": SETUP.playbook.model_copy(update={"id": "another"})})
    play_record(tmp_path / "other.jsonl", other, c.EndPlay(), c.Agree("Elsewhere"), c.Close(), closed=False)
    known = unfinished(tmp_path)
    assert {action.agreed.text for action in known} == {"Of today", "Elsewhere"}
    assert "/earlier" not in {row.id for row in ReviewPage.of(op, before=known).sections()}


async def test_a_ledger_that_cannot_be_written_is_said_and_the_review_goes_on(
    tmp_path: Path, op: Operator, before: tuple[Action, ...]
) -> None:
    (tmp_path / "ledger.jsonl").write_text("mine\n")
    page = await answer(ReviewPage.of(op, before=before), before[0].id, {"what": "done"})
    assert isinstance(op.front, ScriptedFront)
    assert "not the ledger" in op.front.heard[-2]
    assert page.earlier[0].stage == "open"


async def test_a_study_of_the_change_is_shown_where_it_is_asked(op: Operator, before: tuple[Action, ...]) -> None:
    study = ActionRetested(before[0].id, "quick", 1000, (0.4, 0.37, 0.43), (0.9, 0.88, 0.92), (0.5, 0.45, 0.55), "2")
    write_down(before[0], lambda _id: study, "2026-11-29T10:00:00+09:00")
    (runbook, _) = ReviewPage.of(op, before=before).earlier
    assert runbook.stage == "open", "a study is evidence, no proof"
    told = studied(runbook, op.voice)
    assert "40% (37–43%) → 90% (88–92%), +50.0 points (+45.0 … +55.0); 1,000 runs, playbook version 2" in told
    assert not studied(before[1], op.voice)
