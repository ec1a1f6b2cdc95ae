"""One team hands over to another: the sheet tells what the room knows, the report what was lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.cli import main
from simulator.console.acts import ACTS
from simulator.console.dialogs import ON
from simulator.console.operator import Operator
from simulator.console.pages.handover import sheet
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.seats import Seat
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.findings.findings import findings
from simulator.findings.handover import Handover
from simulator.journal.reader import read
from simulator.line.vocabulary import command_of
from simulator.report.render.formats import FORMATS
from simulator.timeline.history import Head, History
from simulator.wording.voice import Voice
from tests.console.script import ScriptedFront
from tests.exercise.records import Deed, play_record
from tests.exercise.walls import StillWall
from tests.report.test_trace import Walk
from tests.setups import make_setup

STEPS: list[dict[str, Any]] = [
    {"id": "look", "role": "analyst", "takes": "30m", "once": "detected", "reaches": "looked", "title": "Look"},
    {"id": "stop", "role": "lead", "takes": "20m", "once": "detected", "reaches": "contained", "title": "Stop it"},
    {"id": "tell", "role": "lead", "takes": "1h", "after": ["stop"], "title": "Tell customers"},
]
CALL: dict[str, Any] = {
    "id": "call",
    "at": "10m",
    "title": "The press calls",
    "from": "press",
    "decision": {
        "role": "lead",
        "question": "Go public?",
        "takes": "5m",
        "options": [{"id": "now", "text": "Now", "rests_on": ["no-copies"]}, {"id": "later", "text": "Later"}],
    },
}
INJECTS = [
    {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"},
    CALL,
    {"id": "log", "at": "20m", "title": "The log has copies"},
    {"id": "secret", "at": "5h", "title": "It was the intern"},
]
CLAIM = {
    "id": "no-copies",
    "says": "No copies were made",
    "holds": "false",
    "told_by": ["alert"],
    "corrected_by": ["log"],
}
STOP = {
    "id": "stop-it",
    "kind": "own-target",
    "title": "Contained in time",
    "from": "detected",
    "to": "contained",
    "within": "2h",
    "source": "us",
    "as_of": "2026-10-01",
    "verified": "text",
}
ROLES = {role: {"people": "1", "hours": "always", "title": role.title()} for role in ("analyst", "lead")}
SETUP = make_setup(STEPS, INJECTS, ROLES, [STOP], claims=[CLAIM], truth="The intern sold it.")
AGAIN = c.Order("look", "analyst", now=True)
FIRST: tuple[Deed, ...] = (c.Order("look", "analyst"), 25)


def played(folder: Path, *deeds: Deed, closed: bool = True) -> History:
    return read(play_record(folder / "record.jsonl", SETUP, *deeds, closed=closed))


def lost(folder: Path, *deeds: Deed) -> Handover:
    (found,) = findings(played(folder, *deeds)).handovers
    return found


def test_how_long_the_second_team_took_and_what_it_did_twice(tmp_path: Path) -> None:
    second: tuple[Deed, ...] = (40, AGAIN, c.Order("stop", "lead"), c.Decide("call", "now"), 200)
    found = lost(tmp_path, *FIRST, c.HandOver(), *second)
    assert (found.at, found.first_act) == (25 * 60, 15 * 60)
    assert found.ordered_again == ("look",), "it is done; the order to stop was the first one"
    assert found.forgotten == (("call", "no-copies"),), "the log that says otherwise had come before"
    assert [(one.clock.key, one.result) for one in found.running] == [("stop-it", "met")]
    assert (found.withdrawn, found.decided_again, found.stated_again) == ((), (), ())


def test_what_a_standing_order_brings_is_not_ordered_again(tmp_path: Path) -> None:
    found = lost(tmp_path, c.Order("stop", "lead"), c.Order("tell", "lead"), 10, c.HandOver(), 120, c.Order("look"))
    assert (found.ordered_again, found.first_act) == ((), 110 * 60)


def test_orders_withdrawn_and_given_anew(tmp_path: Path) -> None:
    found = lost(tmp_path, c.Order("tell", "lead"), c.HandOver(), c.Withdraw("tell"), c.Order("tell", "lead"), 30)
    assert (found.withdrawn, found.ordered_again, found.first_act) == (("tell",), (), 0)


def test_a_team_that_did_nothing_and_one_that_handed_on_again(tmp_path: Path) -> None:
    history = played(tmp_path, *FIRST, c.HandOver(), 40, c.HandOver(), 60, c.Order("stop", "lead"), 90)
    first, second = findings(history).handovers
    assert first.first_act is first.room is None
    assert second.first_act == 20 * 60


def test_the_report_tells_it_and_only_where_there_was_one(tmp_path: Path) -> None:
    def page(history: History, language: str = "en") -> str:
        return FORMATS["md"].report(findings(history), Voice(language)).decode()

    history = played(tmp_path, *FIRST, c.HandOver(), 40, AGAIN, c.Decide("call", "now"), 60)
    said = page(history)
    assert "## Handover" in said
    assert "- **Until the first act**: 15m of the incident" in said
    assert "- **Ordered again**: Look" in said
    assert "The press calls: “No copies were made”" in said
    assert "## 引継ぎ" in page(history, "ja")
    (tmp_path / "other").mkdir()
    assert "## Handover" not in page(played(tmp_path / "other", *FIRST))


def test_the_report_for_programs_leads_back_to_the_moves(tmp_path: Path) -> None:
    walk = Walk(findings(played(tmp_path, *FIRST, c.HandOver(), 40, c.Order("stop", "lead"), 60, c.HandOver(), 70)))
    walk.check()
    first, second = walk.document["handovers"]
    assert (first["at"], first["acted"]["at"], second["acted"]) == (25 * 60, 40 * 60, None)
    assert first["running"] == [{"id": "stop-it", "reading": ""}]


async def test_it_asks_first_and_then_shows_the_sheet(tmp_path: Path) -> None:
    record = play_record(tmp_path / "record.jsonl", SETUP, *FIRST, closed=False)
    session = Session.resume(record, wall=StillWall())
    op = Operator(session, front := ScriptedFront([]), StillWall())
    await ACTS["handover"](op)
    assert not findings(session.history).handovers, "left without an answer, nothing is handed over"
    front.answers = [ON, ON]
    await ACTS["handover"](op)
    assert len(findings(session.history).handovers) == 1
    assert front.heard[-1].startswith("Handover · Fri 10 Jul 2026 18:05")
    assert command_of("引継ぎ") == ("handover", "")
    session.close()


def test_the_sheet_tells_what_stands_and_nothing_that_is_to_come(tmp_path: Path) -> None:
    session = Session.start(tmp_path / "record.jsonl", Head(SETUP, seed=11), wall=StillWall())
    session.act(c.Begin(self_running=False, reveal=("clocks", "playbook", "team")))
    session.act(c.Order("look", "analyst"))
    for minute in (10, 20, 25):
        session.jump(minute * 60)
    orders = (c.Order("tell", "lead"), c.Act("Ring the bank", "lead", 1800))
    for deed in (*orders, c.Note("Is it ours? Yes.", "answer")):
        session.act(deed)
    session.act(c.Ask("Who is the intern?", "lead"), Seat.of("player", id="lead", roles=["lead"]))
    session.close()
    told = {chapter.heading: chapter.lines for chapter in sheet(read(session.path)).chapters}
    assert told["To be decided"] == ("Go public? (Lead)",)
    assert told["Deadlines"] == ("Contained in time: 1h 35m left, due 19:40",)
    assert told["Work under way"][0].startswith("Look: until about 18:1")
    assert "Tell customers: ordered, not begun" in told["Work under way"]
    assert told["Beyond the playbook"][0].startswith("Ring the bank: until about")
    assert [line.partition(": ")[2] for line in told["What is known"]] == [
        "Alert",
        "The press calls",
        "The log has copies",
    ]
    assert told["Asked, and not answered yet"] == ("Lead: 18:05",)
    assert told["Asked, and answered"] == ("Is it ours? Yes.",)
    assert told["Milestones reached"] == ("detected: 17:40",)
    everything = str(told)
    for hidden in ("intern", "No copies were made", "Now", "Later"):
        assert hidden not in everything


def test_what_is_not_shown_to_the_room_is_not_on_the_sheet(tmp_path: Path) -> None:
    record = play_record(tmp_path / "record.jsonl", SETUP, *FIRST, closed=False)
    assert {chapter.heading for chapter in sheet(read(record)).chapters} == {"To be decided", "What is known"}


def test_after_endex_the_sheet_is_that_of_the_last_handover(tmp_path: Path) -> None:
    before = sheet(played(tmp_path, *FIRST, closed=False))
    (tmp_path / "whole").mkdir()
    assert sheet(played(tmp_path / "whole", *FIRST, c.HandOver(), 60, c.Decide("call", "now"))) == before
    (tmp_path / "none").mkdir()
    with pytest.raises(TabletopError, match="nobody handed over"):
        sheet(played(tmp_path / "none", *FIRST))


def test_it_is_handed_over_in_play_or_in_a_break_and_never_taken_back(tmp_path: Path) -> None:
    record = play_record(tmp_path / "record.jsonl", SETUP, *FIRST, closed=False)
    session = Session.resume(record, wall=StillWall())
    offered = session.offer
    session.act(c.TakeBreak())
    session.act(c.HandOver())
    session.act(c.TakeBreak(on=False))
    assert session.offer == offered
    session.act(c.EndPlay())
    with pytest.raises(Refused, match="Play has ended"):
        session.act(c.HandOver())
    session.close()


def test_the_verb_prints_it_or_writes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = play_record(tmp_path / "record.jsonl", SETUP, *FIRST, closed=False)
    assert main(["handover", str(record)]) == 0
    assert "Go public? (Lead)" in capsys.readouterr().out
    for name in ("sheet.html", "sheet.md", "sheet.docx"):
        assert main(["handover", str(record), "-o", str(tmp_path / name), "--lang", "ja"]) == 0
    assert "判断待ち" in (tmp_path / "sheet.md").read_text("utf-8")
    assert main(["handover", str(record), "-o", str(tmp_path / "sheet.json")]) == 2
