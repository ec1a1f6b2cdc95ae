"""``tabletop readiness``: what a company hands over, and that it leaves nothing out unsaid."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cli import main
from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.exercise.wall import RealWall
from simulator.home import ledger, libraries
from simulator.journal.ledger import LedgerReader
from simulator.journal.reader import verify
from simulator.model.durations import HOUR
from simulator.timeline.events import Rating
from simulator.timeline.history import Head
from simulator.workspace.past import enter
from simulator.workspace.readiness import readiness, year_before
from simulator.workspace.records import exercises
from tests.exercise.records import play_record
from tests.exercise.walls import StillWall
from tests.setups import make_setup

TODAY = "2026-11-30"
SCENARIO = "cross-tenant-leak"


class Then(StillWall):
    """A wall clock of another day."""

    def __init__(self, day: str) -> None:
        super().__init__()
        self.day = day

    def stamp(self) -> str:
        return f"{self.day}T10:00:00+09:00"


def play(folder: Path, day: str, *said: c.Command, purpose: str = "exercise", closed: bool = True) -> Path:
    """An exercise of which the ledger knows; nobody orders anything, so that deadlines go by."""
    setup = Library.open(libraries()).setup(SCENARIO)
    path = folder / f"{day}.jsonl"
    session = Session.start(path, Head(setup, 3, purpose=purpose, created=f"{day}T10:00:00+09:00"), wall=Then(day))
    session.act(c.Begin(self_running=False))
    enter(folder, path, session.history, session.history.began)
    while session.state.now < 30 * HOUR:
        session.jump(30 * HOUR)
    for command in (c.EndPlay(), *said, c.Close()) if closed else ():
        session.act(command)
    session.close()
    return path


def rated(rating: Rating) -> list[c.Command]:
    return [c.Rate(one.id, rating) for one in Library.open(libraries()).setup(SCENARIO).scenario.objectives]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two exercises of the year that are told; one older, a rehearsal, one not closed, one deleted."""
    folder = tmp_path_factory.mktemp("kept")
    agreed = c.Agree("Trace the data sooner", "legal", "2026-06-30")
    play(folder, "2024-11-05", *rated("P"))
    play(folder, "2026-02-10", *rated("U"), agreed)
    play(folder, "2026-05-04", purpose="rehearsal")
    play(folder, "2026-07-06", closed=False)
    play(folder, "2026-08-03").unlink()
    play(folder, "2026-10-05", *rated("S"))
    return folder


@pytest.fixture(autouse=True)
def _on_a_day(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RealWall, "stamp", lambda _self: f"{TODAY}T12:00:00+09:00")
    monkeypatch.setenv("TABLETOP_RECORDS", str(kept))


def as_json(path: Path, *words: str) -> dict[str, Any]:
    assert main(["readiness", "-o", str(path), *words]) == 0
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told


def test_what_was_begun_is_what_is_told_and_what_is_left_out(tmp_path: Path, kept: Path) -> None:
    told = as_json(tmp_path / "ready.json")
    assert (told["since"], told["on"]) == ("2025-11-30", TODAY)
    assert [one["day"] for one in told["exercises"]] == ["2026-10-05", "2026-02-10"]
    out = told["left_out"]
    assert (told["begun"], out["open"], out["lost"]) == (4, 1, 1)
    assert told["begun"] == len(told["exercises"]) + out["open"] + out["lost"]
    assert (out["rehearsals"], out["demonstrations"], out["unentered"], out["unreadable"]) == (1, 0, 0, 0)
    (mark,) = told["ledgers"]
    assert (mark["entries"], mark["head_hash"]) == (6, verify(ledger(kept), LedgerReader).head_hash)


def test_evidence_grows_old_and_a_missed_deadline_stands_with_its_actions(tmp_path: Path) -> None:
    told = as_json(tmp_path / "ready.json")
    demands = {one["id"]: one for one in told["demands"]}
    objectives = Library.open(libraries()).setup(SCENARIO).scenario.objectives
    named = [demands[id_] for one in objectives for id_ in one.requirements if id_ in demands]
    assert named
    assert all([held["day"] for held in one["fresh"]] == ["2026-10-05", "2026-02-10"] for one in named)
    assert {area for one in told["demands"] for area in one["areas"]} == {
        "security",
        "model-risk",
        "data-provenance",
        "incident-response",
    }
    families = ("JP-AISI", "JP-AIGB", "JP-DS920", "JP-PCODE", "ISO42001", "NIST")
    assert all(any(id_.startswith(family) for id_ in demands) for family in families)
    assert "JP-AISI-IR" not in demands, "nobody has confirmed that it exists"
    (action,) = told["exercises"][1]["actions"]
    assert (action["standing"], action["due"]) == ("overdue", "2026-06-30")
    assert told["exercises"][1]["missed"]
    old = as_json(tmp_path / "old.json", "--since", "2024-01-01")
    assert [one["day"] for one in old["exercises"]] == ["2026-10-05", "2026-02-10", "2024-11-05"]
    again = next(one for one in old["demands"] if one["id"] == named[0]["id"])
    assert [held["day"] for held in again["fresh"]] == ["2026-10-05", "2026-02-10"]


def test_only_clocks_that_can_run_for_the_organisation_are_held_against_it(tmp_path: Path) -> None:
    assert as_json(tmp_path / "a.json")["clocks"] == []
    told = as_json(tmp_path / "b.json", "--team", "tokyo-platform")
    assert told["organisation"]["jurisdictions"]
    ran = [clock["day"] for clock in told["clocks"]]
    assert set(ran) == {"2026-10-05", None}
    assert ran == sorted(ran, key=lambda day: day is None)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ("4 exercises of people were begun", "the ledger knows of it: 1.", "claims conformity with nothing")),
        (
            "ja",
            ("対象期間に開始した演習は4件", "読み取れない（削除、移動又は破損）ため除外: 1件", "適合も主張しません"),
        ),
    ],
)
def test_the_page_says_first_what_it_leaves_out(
    tmp_path: Path, kept: Path, language: str, sentences: tuple[str, ...]
) -> None:
    page = tmp_path / "ready.html"
    assert main(["readiness", "-o", str(page), "--lang", language, "--team", "tokyo-platform"]) == 0
    said = re.sub(r"<[^>]*>", "", page.read_text("utf-8").partition("<body")[2])
    for sentence in sentences:
        assert sentence in said
    assert said.index(sentences[1]) < said.index(
        "2026" if language == "en" else "2026年10月5日", said.index(sentences[1])
    )
    assert verify(ledger(kept), LedgerReader).head_hash in said
    assert main(["verify", str(kept / "2026-10-05.jsonl"), "--against", str(page)]) == 0


def test_without_a_ledger_the_page_says_that_it_cannot_be_shown(
    tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "a.jsonl").write_bytes((kept / "2026-10-05.jsonl").read_bytes())
    assert main(["--records", str(alone), "readiness", "-o", str(tmp_path / "ready.md")]) == 0
    assert "There is no ledger" in capsys.readouterr().err
    said = (tmp_path / "ready.md").read_text("utf-8")
    assert "There is no ledger: whether more was begun cannot be shown." in said
    assert "No exercise that was begun is left out" not in said


def test_nothing_at_all_is_a_page_too(tmp_path: Path) -> None:
    told = as_json(tmp_path / "ready.json", "--records", str(tmp_path / "nowhere"))
    assert (told["begun"], told["exercises"]) == (0, [])
    assert main(["readiness", "-o", str(tmp_path / "r.md"), "--records", str(tmp_path / "nowhere")]) == 0
    assert "None in the period." in (tmp_path / "r.md").read_text("utf-8")


def test_a_day_that_is_none_is_refused(tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["readiness", "--since", "last year", "-o", str(tmp_path / "r.md")]) == 2
    assert "write --since 2026-04-01" in capsys.readouterr().err
    assert main(["readiness", "-o", str(kept / "2026-10-05.jsonl")]) == 2
    assert "no format" in capsys.readouterr().err
    assert main(["readiness", "-o", str(tmp_path / "r.xlsx")]) == 2
    assert "choose .html, .md, .docx, .pdf, .json, or give" in capsys.readouterr().err
    assert main(["readiness", "--help"]) == 0
    assert "[html|md|docx|pdf|json]" in capsys.readouterr().out


@pytest.mark.parametrize(("day", "before"), [("2026-11-30", "2025-11-30"), ("2028-02-29", "2027-02-28")])
def test_a_year_before(day: str, before: str) -> None:
    assert year_before(day) == before


def test_what_people_wrote_can_be_left_out_and_the_name_is_the_teams(tmp_path: Path, kept: Path) -> None:
    page = tmp_path / "ready.md"
    assert (
        main(["report", str(kept / "2026-10-05.jsonl"), "--quick", "--field", "organisation=Hibari AI", "-o", "-"]) == 0
    )
    assert main(["readiness", "-o", str(page), "--redact"]) == 0
    said = page.read_text("utf-8")
    assert "Hibari AI" in said
    assert "Trace the data sooner" not in said
    assert "left out" in said
    assert main(["readiness", "-o", str(page)]) == 0
    assert "Trace the data sooner" in page.read_text("utf-8")
    assert as_json(tmp_path / "ready.json")["fields"] == {"organisation": "Hibari AI"}


SMALL = make_setup([{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}])
FATES = ("kept", "deleted", "damaged", "open", "rehearsal", "demo")


@settings(max_examples=5)
@given(st.lists(st.sampled_from(FATES), max_size=6), st.integers(0, 2))
def test_whatever_becomes_of_records_every_exercise_begun_is_told_or_counted(fates: list[str], unentered: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for n, fate in enumerate([*fates, *["kept"] * unentered]):
            day, path = f"2026-03-{n + 1:02}", folder / f"{n}.jsonl"
            purpose = fate if fate in ("rehearsal", "demo") else "exercise"
            play_record(path, SMALL, closed=fate != "open", purpose=purpose, created=f"{day}T10:00:00+09:00")
            (exercise,) = exercises([path])
            if n < len(fates):
                enter(folder, path, exercise.history, exercise.history.began)
            if fate == "deleted":
                path.unlink()
            elif fate == "damaged":
                path.write_bytes(path.read_bytes().replace(b'"seed":11', b'"seed":x'))
        page = readiness([folder], TODAY)
        out, count = page.left_out, Counter(fates)
        assert page.begun == len(fates) + unentered - count["rehearsal"] - count["demo"]
        assert len(page.shown) == count["kept"] + unentered
        assert (out.open, out.lost) == (count["open"], count["deleted"] + count["damaged"])
        assert (out.rehearsals, out.demonstrations) == (count["rehearsal"], count["demo"])
        assert (out.unentered, out.unreadable) == (unentered, count["damaged"])


def test_what_nobody_rated_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLETOP_RECORDS", str(tmp_path))
    play(tmp_path, "2026-10-05")
    page = tmp_path / "ready.md"
    assert main(["readiness", "-o", str(page)]) == 0
    said = page.read_text("utf-8")
    assert ": 0 were exercised and rated within a year, " in said
    assert "Exercised, rated by nobody" in said
    assert "Exercised and rated within a year" not in said


def test_a_period_has_begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["readiness", "--since", "9999-01-01", "-o", str(tmp_path / "ready.html")]) == 2
    assert "still to come" in capsys.readouterr().err
