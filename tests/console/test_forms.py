"""Forms at the console: shown where a step notifies, written on, held against the truth, told when sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.console.acts import ACTS
from simulator.console.dialogs import ON
from simulator.console.operator import Operator
from simulator.console.pages.review import ReviewPage
from simulator.exercise import commands as c
from simulator.exercise.seats import WALL, Seat
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.timeline.history import Head
from tests.console.script import Answer, ScriptedFront
from tests.exercise.walls import StillWall
from tests.sheets import begun, setup


def table(folder: Path, language: str = "en") -> tuple[Operator, ScriptedFront]:
    wall, front = StillWall(), ScriptedFront()
    op = Operator(begun(folder, wall, language), front, wall, debounce=0)
    op.act(c.SetPace(1, self_running=False))
    op.pass_time(op.session.next)
    return op, front


async def ask(op: Operator, front: ScriptedFront, act: str, *answers: Answer) -> None:
    front.answers = list(answers)
    await ACTS[act](op)
    assert not front.answers


async def test_ordering_a_step_that_notifies_shows_its_forms(tmp_path: Path) -> None:
    op, front = table(tmp_path)
    await ask(op, front, "order", "triage")
    assert "Forms that go out with it" not in front.heard
    await ask(op, front, "order", "statement")
    assert "Forms that go out with it" in front.heard
    op.session.close()


async def test_the_table_writes_an_item_and_the_facilitator_marks_it(tmp_path: Path) -> None:
    op, front = table(tmp_path)
    written: list[Answer] = ["t-told/sheet", "records", {"text": "About 40"}, ("records", "mark")]
    await ask(op, front, "forms", *written, {"mark": "unfounded", "why": "Nobody had counted"})
    assert op.state.written["sheet/records"][-1].text == "About 40"
    assert op.state.marked["sheet/records"].mark == "unfounded"
    assert {"Forms", "Customer's sheet", "Held against the truth"} <= set(front.heard)
    await ask(op, front, "forms", ("t-told/attack-sheet", "send"))
    assert op.state.forms["t-told"].form == "attack-sheet"
    op.session.close()


async def test_what_went_out_blank_is_told_and_stays_in_the_log_of_those_who_conduct(tmp_path: Path) -> None:
    op, _ = table(tmp_path)
    op.act(c.Mark("public-statement"))
    told = "▲ Customer's sheet: sent with required items blank (1): How many records"
    assert [words for _, words in op.sent] == [told]
    assert told in [words for _, words in op.view().log]
    op.players = True
    assert op.sent == ()
    assert told not in [words for _, words in op.view().log]
    op.session.close()


async def test_two_authorities_that_hear_different_moments_of_awareness_are_noticed(tmp_path: Path) -> None:
    op, front = table(tmp_path)
    op.pass_time(lambda: op.session.jump(op.session.now + 900))
    op.act(c.WriteItem("sheet", "noticed", aware=600))
    seen: list[str] = []
    real = front.ask

    async def ask_(question: object) -> object:
        shown = question()  # type: ignore[operator]
        seen.extend(words[0] for line in getattr(shown, "intro", ()) for words in line if isinstance(words, tuple))
        return await real(question)  # type: ignore[arg-type]

    front.ask = ask_  # type: ignore[method-assign]
    await ask(op, front, "forms")
    assert not [words for words in seen if "moment of awareness" in words]
    op.act(c.WriteItem("board", "noticed", aware=0))
    await ask(op, front, "forms")
    assert [words for words in seen if words.startswith("▲ Not everybody was told the same moment of awareness")]
    op.session.close()


async def test_in_the_review_words_are_held_against_the_truth_and_none_are_added(tmp_path: Path) -> None:
    op, front = table(tmp_path)
    op.act(c.WriteItem("sheet", "what", "Nothing left"))
    op.act(c.EndPlay())
    page = ReviewPage.of(op)
    assert "/forms" in [row.id for row in page.sections()]
    assert "How many records" in repr(page.shown("/forms", {}))
    front.answers = ["t-told/sheet", ("what", "mark"), {"mark": "contradicted"}]
    await page.choose("/forms", lambda _session: None)
    assert op.state.marked["sheet/what"].mark == "contradicted"
    assert not op.act(c.WriteItem("sheet", "what", "71 GB left"))
    op.session.close()


async def test_under_the_players_view_it_asks_before_it_shows_them(tmp_path: Path) -> None:
    op, front = table(tmp_path)
    op.players = True
    await ask(op, front, "forms")
    assert front.heard[-1] == "Players' view"
    await ask(op, front, "forms", ON)
    assert front.heard[-1] == "Forms"
    op.session.close()


def test_the_role_that_knows_an_item_writes_it_and_all_who_write_read_it(tmp_path: Path) -> None:
    op, _ = table(tmp_path)
    legal, press = (Seat.of("player", id=role, roles=[role]) for role in ("legal", "press-office"))
    op.session.act(c.WriteItem("sheet", "what", "A copy left the store", seat="legal"), legal)
    for seat in (legal, press):
        form = next(form for form in op.viewer(seat, "en").view(op.situation()).forms if form.form == "sheet")
        item = next(item for item in form.items if item.id == "what")
        assert (item.written, item.who, item.required) == ("A copy left the store", "Legal", True)
        assert form.senders == "Press office"
    assert not op.viewer(WALL, "en").view(op.situation()).forms
    with pytest.raises(Refused, match="another seat's name"):
        op.session.act(c.WriteItem("sheet", "what", "No", seat="legal"), press)


def test_players_see_no_report_whose_deadline_is_not_revealed(tmp_path: Path) -> None:
    session = Session.start(tmp_path / "record.jsonl", Head(setup(), seed=7), wall=StillWall())
    session.act(c.Begin())
    session.next()
    op = Operator(session, ScriptedFront(), StillWall())
    assert op.view().forms
    assert not op.viewer(Seat.of("player", id="legal", roles=["legal"]), "en").view(op.situation()).forms
