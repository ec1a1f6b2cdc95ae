"""Letters that only their roles read until they tell the table, things asked for, lines to the facilitator."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.console.situation import Situation
from simulator.console.visibility import view_for
from simulator.errors import Invalid
from simulator.exercise import commands as c
from simulator.exercise.seats import CONSOLE, WALL, Seat
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.findings.findings import findings
from simulator.report.render.formats import FORMATS
from simulator.timeline.history import Head
from simulator.wording.voice import Voice
from tests.exercise.walls import StillWall
from tests.report.test_trace import Walk
from tests.setups import make_setup

LEGAL = Seat.of("player", id="legal", roles=["legal"])
PRESS = Seat.of("player", id="press", roles=["press"])
EVALUATOR = Seat.of("evaluator")
BODY = "Seventeen of them were ours"
INJECTS: list[dict[str, Any]] = [
    {
        "id": "alert",
        "at": "0m",
        "title": "Alert",
        "reaches": "detected",
        "artefacts": [{"file": "log.txt", "on_request": "true"}],
    },
    {"id": "letter", "at": "20m", "to": ["legal"], "private": "true", "title": "Strictly for you", "body": BODY},
    {"id": "late", "at": "5h", "title": "Late"},
]
ROLES = {name: {"people": "1", "hours": "always"} for name in ("legal", "press", "analyst")}
LOOK = {"id": "look", "role": "analyst", "takes": "20m", "once": "detected"}


def begun(folder: Path, wall: StillWall, *seats: Seat) -> Session:
    folder.mkdir(exist_ok=True)
    setup = make_setup([LOOK], INJECTS, ROLES, if_asked=[{"ask": "How many?", "answer": "Seventeen"}])
    session = Session.start(folder / "record.jsonl", Head(setup, seed=1), wall=wall)
    for seat in seats:
        session.act(c.Join(seat.id, tuple(seat.kinds), tuple(seat.roles)))
    session.act(c.Begin())
    return session


def after_the_letter(folder: Path, wall: StillWall, *seats: Seat) -> Session:
    session = begun(folder, wall, *seats)
    while session.state.delivery("letter").status != "delivered":
        session.next()
    return session


def reads(session: Session, seat: Seat) -> bool:
    situation = Situation(session.state, session.now, 0, moves=session.history.moves)
    view = view_for(seat, session.plan, situation, Voice.of(session.setup, "en"))
    assert (BODY in repr(view)) == ("Strictly for you" in repr(view))
    return BODY in repr(view)


def test_a_letter_is_read_by_its_role_and_by_who_conducts_until_the_table_is_told(tmp_path: Path) -> None:
    session = after_the_letter(tmp_path, StillWall(), LEGAL, PRESS)
    assert [seat for seat in (LEGAL, PRESS, EVALUATOR, CONSOLE, WALL) if reads(session, seat)] == [
        LEGAL,
        EVALUATOR,
        CONSOLE,
    ]
    session.act(c.TellTable("letter", "legal"), LEGAL)
    assert all(reads(session, seat) for seat in (LEGAL, PRESS, EVALUATOR, CONSOLE, WALL))


def test_where_nobody_sits_for_its_role_the_room_reads_it_as_every_message(tmp_path: Path) -> None:
    session = after_the_letter(tmp_path, StillWall(), PRESS)
    assert reads(session, WALL)
    assert not reads(session, PRESS)
    with pytest.raises(Refused, match="no such letter"):
        session.act(c.TellTable("letter"))


def test_a_seat_that_leaves_does_not_give_its_letter_away(tmp_path: Path) -> None:
    session = after_the_letter(tmp_path, StillWall(), LEGAL)
    session.act(c.Leave("legal"))
    assert not reads(session, WALL)
    session.act(c.TellTable("letter", "legal"))
    assert reads(session, WALL)


def test_nobody_learns_of_a_letter_by_telling_it(tmp_path: Path) -> None:
    session = after_the_letter(tmp_path, StillWall(), LEGAL, PRESS)
    for inject in ("letter", "nothing"):
        with pytest.raises(Refused) as refused:
            session.act(c.TellTable(inject, "press"), PRESS)
        assert str(refused.value) == "There is no such letter to tell of."


def test_telling_is_withdrawn_by_who_told_and_outlives_what_is_taken_back(tmp_path: Path) -> None:
    session = after_the_letter(tmp_path, StillWall(), LEGAL)
    session.act(c.TellTable("letter", "legal"), LEGAL)
    offered = session.offer
    assert offered is not None
    session.act(offered.command, LEGAL)
    assert not reads(session, WALL)
    session.act(c.TellTable("letter", "legal"), LEGAL)
    while session.state.delivery("letter").status == "delivered":
        session.act(c.TakeBack(next(n for n, m in session.history.effective()[::-1] if m.act == "next")))
    assert not reads(session, WALL)
    session.next()
    assert reads(session, WALL)


def test_the_facilitator_writes_a_letter_too(tmp_path: Path) -> None:
    session = begun(tmp_path, StillWall(), LEGAL)
    session.act(c.Improvise("Strictly for you", BODY, to=("legal",), private=True))
    assert [seat for seat in (LEGAL, PRESS, CONSOLE, WALL) if reads(session, seat)] == [LEGAL, CONSOLE]
    session.act(c.TellTable("improvised/1", "legal"), LEGAL)
    assert reads(session, WALL)
    with pytest.raises(Refused, match="somebody to go to"):
        session.act(c.Improvise("To nobody", private=True))


@pytest.mark.parametrize(
    "keys",
    [
        {"private": "true"},
        {
            "private": "true",
            "to": ["legal"],
            "decision": {
                "role": "legal",
                "question": "Which?",
                "takes": "5m",
                "options": [{"id": n, "text": n, "odds": "50%"} for n in "ab"],
            },
        },
    ],
)
def test_a_letter_is_to_somebody_and_asks_nothing_of_the_table(keys: dict[str, object]) -> None:
    with pytest.raises((ValueError, Invalid), match="private inject"):
        make_setup([LOOK], [{"id": "alert", "at": "0m", "title": "Alert", **keys}], ROLES)


# ---- asking


def test_what_is_asked_for_is_handed_out_or_answered_and_the_rest_waits(tmp_path: Path) -> None:
    session = after_the_letter(tmp_path, StillWall(), LEGAL, PRESS)
    session.act(c.Ask("The log of the night", "legal"), LEGAL)
    session.act(c.Ask("How many files?", "press"), PRESS)
    session.act(c.Ask("Who is on call?", "press"), PRESS)
    session.act(c.HandOut("alert", 1, "ask-1"))
    session.act(c.AnswerRequest("ask-2", "Seventeen"))
    requests = session.state.requests
    assert [bool(request.answer) for request in requests.values()] == [True, True, False]
    for command in (c.AnswerRequest("ask-2", "Eighteen"), c.AnswerRequest("ask-9", "?")):
        with pytest.raises(Refused, match=r"answered already|Nobody has asked"):
            session.act(command)
    view = view_for(PRESS, session.plan, Situation(session.state, session.now, 0), Voice.of(session.setup, "en"))
    assert [(request.words, request.answer) for request in view.requests] == [
        ("How many files?", "Seventeen"),
        ("Who is on call?", ""),
    ]
    view = view_for(CONSOLE, session.plan, Situation(session.state, session.now, 0), Voice.of(session.setup, "en"))
    assert [request.words for request in view.unanswered] == ["Who is on call?"]
    session.take_back()  # the newest act is the answer in words
    assert session.state.requests["ask-2"].answer is None


def test_a_handout_taken_back_leaves_the_request_open(tmp_path: Path) -> None:
    session = after_the_letter(tmp_path, StillWall(), LEGAL)
    session.act(c.Ask("The log", "legal"), LEGAL)
    session.act(c.HandOut("alert", 1, "ask-1"))
    session.take_back()
    assert session.state.requests["ask-1"].answer is None


def test_a_line_is_read_by_the_facilitator_and_who_wrote_it(tmp_path: Path) -> None:
    session = after_the_letter(tmp_path, StillWall(), LEGAL, PRESS)
    session.act(c.WriteLine("We do not follow", "legal"), LEGAL)
    situation = Situation(session.state, session.now, 0, moves=session.history.moves)
    readers = [
        seat.id
        for seat in (LEGAL, PRESS, EVALUATOR, Seat.of("operator"), Seat.of("facilitator"), WALL)
        if "We do not follow" in repr(view_for(seat, session.plan, situation, Voice.of(session.setup, "en")))
    ]
    assert readers == ["legal", "facilitator"]
    assert "We do not follow" not in FORMATS["md"].report(findings(session.history), Voice("en")).decode()


# ---- the report


def test_the_report_has_the_minutes_lost_and_what_was_never_told(tmp_path: Path) -> None:
    wall = StillWall()
    session = after_the_letter(tmp_path, wall, LEGAL)
    session.act(c.Improvise("A second one", to=("legal",), private=True))
    wall.talk(60)
    session.act(c.Ask("The log", "legal"), LEGAL)
    wall.talk(60)
    session.act(c.TellTable("letter", "legal"), LEGAL)
    session.act(c.AnswerRequest("ask-1", "Tomorrow"))
    session.act(c.EndPlay())
    found = findings(session.history)
    assert [(letter.inject, letter.kept) for letter in found.letters] == [
        ("letter", (120, 120)),
        ("improvised/1", None),
    ]
    assert Walk(found).check()
    for language, words in (
        ("en", ("after 2m, 2m in the room", "never told", "Tomorrow")),
        ("ja", ("想定時間で2分後、実時間で2分後", "伝えられなかった", "Tomorrow")),
    ):
        said = FORMATS["md"].report(found, Voice.of(session.setup, language)).decode()
        assert all(part in said for part in words)
