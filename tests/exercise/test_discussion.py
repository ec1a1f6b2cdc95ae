"""What is discussed without a playbook: answers are observations, people mark milestones, nothing is projected."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.findings.findings import findings
from simulator.journal.reader import read
from simulator.model.injects import Question
from simulator.model.playbook import NO_PLAYBOOK
from simulator.model.setup import Setup
from simulator.model.text import Text
from simulator.timeline.history import Head
from tests import discussions
from tests.discussions import M, begun, discussed
from tests.exercise.walls import StillWall
from tests.tui.table import library


def test_the_record_holds_no_playbook_and_is_read_back_equal(tmp_path: Path) -> None:
    setup = discussions.setup(tmp_path)
    assert setup.playbook == NO_PLAYBOOK
    assert "playbook" not in setup.normal()
    assert Setup.model_validate(setup.normal()) == setup


def test_a_question_that_is_a_text_alone_is_written_as_it_was() -> None:
    """Records of exercises with a playbook stay what they were."""
    short, long = Question(ask=Text.of("Who leads?")), Question(ask=Text.of("Who leads?"), role="legal")
    assert short.model_dump(mode="json", exclude_defaults=True) == {"en": "Who leads?"}
    assert long.model_dump(mode="json", exclude_defaults=True) == {"ask": {"en": "Who leads?"}, "role": "legal"}


def test_an_answer_is_an_observation(tmp_path: Path) -> None:
    session = begun(tmp_path)
    session.act(c.Discuss("first-call", 1, " The mayor ", "legal"))
    (answer,) = session.state.answers("first-call", 1)
    assert (answer.text, answer.seat) == ("The mayor", "legal")
    offer = session.offer
    assert offer is not None
    session.act(offer.command)
    assert session.state.answers("first-call", 1) == ()
    assert session.state.now == 0
    session.close()
    assert Session.resume(session.path, wall=StillWall()).state == session.state


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (c.Discuss("first-call", 4), "no such question"),
        (c.Discuss("rumour", 1), "no such question"),
        (c.Discuss("the-leaflet", 1), "not come yet"),
    ],
)
def test_only_what_was_asked_is_answered(tmp_path: Path, command: c.Discuss, why: str) -> None:
    with pytest.raises(Refused, match=why):
        begun(tmp_path).act(command)


def test_a_tick_counts_once_and_words_as_often_as_they_are_said(tmp_path: Path) -> None:
    session = begun(tmp_path)
    session.act(c.Discuss("first-call", 1))
    with pytest.raises(Refused, match="ticked already"):
        session.act(c.Discuss("first-call", 1))
    session.act(c.Discuss("first-call", 1, "The mayor"))
    session.act(c.Discuss("first-call", 1, "Nobody at night"))
    assert [answer.text for answer in session.state.answers("first-call", 1)] == ["", "The mayor", "Nobody at night"]


def test_what_waits_for_a_milestone_comes_when_people_mark_it(tmp_path: Path) -> None:
    path = discussions.written(tmp_path)
    path.write_text(path.read_text("utf-8").replace("at: 24h", "once: acknowledged"), "utf-8")
    session = Session.start(tmp_path / "once.jsonl", Head(library().setup(str(path)), seed=7), wall=StillWall())
    session.act(c.Begin())
    session.jump(5 * M)
    session.act(c.Mark("acknowledged"))
    assert session.state.delivery("the-leaflet").at == 5 * M


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_said_is_there_after_resuming(tmp_path: Path, seed: int) -> None:
    rng, session = Random(seed), begun(tmp_path)
    for _ in range(30):
        inject, words = rng.choice(session.setup.scenario.injects).id, rng.choice(["", "So", "Not so"])
        wishes: list[c.Command] = [
            c.Discuss(inject, rng.randint(1, 3), words),
            c.Mark(rng.choice(["contained", "acknowledged"])),
            c.Jump(session.state.now + rng.choice([M, 60 * M])),
            *([session.offer.command] if session.offer else []),
        ]
        with suppress(Refused):
            session.act(rng.choice(wishes))
    stood = session.state
    session.close()
    assert Session.resume(session.path, wall=StillWall()).state == stood


def test_clocks_are_judged_and_nothing_is_projected(tmp_path: Path) -> None:
    session = discussed(tmp_path)
    assert session.par() is None
    session.close()
    found = findings(read(session.path))
    assert [(o.clock.id, o.result) for o in found.outcomes] == [("own-acknowledge", "met"), ("own-contain", "missed")]
    assert found.session.projected_to is None
    assert session.state.delivery("back-again").status == "to-come"


def test_a_clock_that_still_runs_at_the_end_is_undecided(tmp_path: Path) -> None:
    session = begun(tmp_path)
    session.act(c.EndPlay())
    session.close()
    assert {o.result for o in findings(read(session.path)).outcomes} == {"undecided"}


def test_answers_are_told_by_module_and_by_objective(tmp_path: Path) -> None:
    session = discussed(tmp_path)
    session.close()
    found = findings(read(session.path))
    modules = [(m.opened_by.id if m.opened_by else "", m.at is not None) for m in found.discussion]
    assert modules == [("first-call", True), ("the-leaflet", True), ("back-again", False)]
    assert [[a.discussed for a in m.asked] for m in found.discussion] == [
        [True, False, True],
        [True, False, False],
        [False, False, False],
    ]
    assert [[a.text for a in o.answers][-1] for o in found.objectives] == [
        "Legal wants to be asked before",
        "A letter to all 41, and a notice on the page",
    ]
