"""``tabletop actions`` from outside: what is listed, what may be said of an action, and what the ledger keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.cli import main
from simulator.exercise import commands as c
from simulator.workspace.actions import past
from tests.exercise.records import play_record
from tests.setups import make_setup

SETUP = make_setup([{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}])
AGREED = (
    c.Agree("Write the runbook", "analyst", "2020-01-31", "in the next exercise"),
    c.Agree("Buy a second phone", "facilitator", "2999-12-01"),
    c.Agree("Talk to legal"),
)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one exercise that agreed on three actions, and a later one that agreed on none."""
    folder = tmp_path / "kept"
    play_record(folder / "may.jsonl", SETUP, c.EndPlay(), *AGREED, c.Close(), closed=False, created="2026-05-01")
    play_record(folder / "june.jsonl", SETUP, created="2026-06-01")
    monkeypatch.setenv("TABLETOP_RECORDS", str(folder))
    return folder


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["actions", *words, "--json"]) == 0
    items: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["items"]
    return items


def id_of(capsys: pytest.CaptureFixture[str], text: str) -> str:
    return next(str(item["id"]) for item in listed(capsys) if item["text"] == text)


@pytest.mark.usefixtures("records")
def test_the_overdue_come_first_and_a_later_exercise_closes_none(capsys: pytest.CaptureFixture[str]) -> None:
    told = [(item["standing"], item["text"]) for item in listed(capsys)]
    assert told == [("overdue", AGREED[0].text), ("open", AGREED[1].text), ("open", AGREED[2].text)]
    assert main(["actions"]) == 0
    printed = capsys.readouterr().out
    assert "overdue 1 · open 2" in printed
    assert printed.index(AGREED[0].text) < printed.index(AGREED[1].text)


@pytest.mark.parametrize(("columns", "whole"), [(None, True), (400, True), (140, False), (40, True)])
def test_what_is_to_be_done_is_cut_only_where_a_line_has_no_room(
    records: Path,
    columns: int | None,
    whole: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a pipe and on a wide terminal it is whole; where little is left, it stands below."""
    long = "Say who may stop the service, " + "and who else, " * 8 + "by name"
    play_record(records / "july.jsonl", SETUP, c.EndPlay(), c.Agree(long), c.Close(), closed=False)
    monkeypatch.setattr("simulator.verbs.printed.room", lambda: columns)
    assert main(["actions"]) == 0
    assert (long in " ".join(capsys.readouterr().out.split())) is whole


@pytest.mark.usefixtures("records")
def test_only_those_of_an_owner(capsys: pytest.CaptureFixture[str]) -> None:
    assert [item["text"] for item in listed(capsys, "--owner", "Analyst")] == [AGREED[0].text]
    assert main(["actions", "--owner", "nobody"]) == 0
    assert capsys.readouterr().out == "No corrective action is owned by nobody.\n"


def test_what_is_done_is_to_be_retested_where_that_was_agreed(
    records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runbook, phone = id_of(capsys, AGREED[0].text), id_of(capsys, AGREED[1].text)
    for action, standing in ((runbook, "to-retest"), (phone, "done")):
        assert listed(capsys, "done", action, "--evidence", "ticket 12")[0]["standing"] == standing
    assert past(records)["test"].open_actions == 1
    assert listed(capsys, "held", runbook, "--evidence", "June")[0]["standing"] == "done"
    reopened = listed(capsys, "reopen", runbook, "--evidence", "nobody found it")[0]
    assert reopened["standing"] == "overdue"
    assert [(said["event"], said["evidence"]) for said in reopened["ledger"]] == [
        ("action-done", "ticket 12"),
        ("action-held", "June"),
        ("action-reopened", "nobody found it"),
    ]
    assert main(["verify", str(records / "ledger.jsonl")]) == 0
    assert "5 lines" in capsys.readouterr().out


@pytest.mark.usefixtures("records")
def test_a_postponed_action_is_due_on_its_new_day(capsys: pytest.CaptureFixture[str]) -> None:
    runbook = id_of(capsys, AGREED[0].text)
    assert runbook.endswith("-1"), "and a report calls it ca-1"
    item = listed(capsys, "postpone", "ca-1", "--due", "2999-01-15")[0]
    assert (item["standing"], item["due"], item["agreed_due"]) == ("open", "2999-01-15", "2020-01-31")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("done {id}", "--evidence TEXT"),
        ("done", "say which action"),
        ("done {id} --evidence x --due 2026-12-01", "only postpone takes a day"),
        ("postpone {id} --due Friday", "write --due 2026-12-01"),
        ("postpone {id} --due 2026-02-30", "write --due 2026-12-01"),
        ("postpone {id}", "write --due 2026-12-01"),
        ("held {id} --evidence x", "not done yet"),
        ("reopen {id} --evidence x", "open already"),
        ("done nothing --evidence x", "tabletop actions lists them"),
        ("done {shared} --evidence x", "may be any of 3"),
        ("--evidence x", "say what became of which action"),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_written(
    records: Path, words: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    action = id_of(capsys, AGREED[0].text)
    assert main(["actions", *words.format(id=action, shared=action[:4]).split()]) == 2
    assert complaint in capsys.readouterr().err
    assert not (records / "ledger.jsonl").exists()


def test_an_id_stays_when_the_record_goes_on_as_a_copy(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = [item["id"] for item in listed(capsys)]
    (records / "may.to-9.jsonl").write_bytes((records / "may.jsonl").read_bytes())
    assert [item["id"] for item in listed(capsys)] == before


def test_a_ledger_that_cannot_be_read_stops_the_verb_and_not_the_library(
    records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (records / "ledger.jsonl").write_text("mine\n")
    assert main(["actions"]) == 2
    assert "ledger.jsonl" in capsys.readouterr().err
    assert past(records)["test"].open_actions == 3
