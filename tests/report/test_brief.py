"""The director's two pages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.exercise import commands as c
from simulator.findings.findings import Findings, findings
from simulator.report.render.formats import FORMATS
from simulator.timeline import events as e
from tests.exercise.records import play_record
from tests.findings.test_first_page import BEGUN, ended
from tests.report.table import ENDEX, ML, PLAY, SETUP, H, M, history
from tests.report.test_paper import LANGUAGES, PAR, SIMULATED, voice

FOUND = findings(history(), PAR, SIMULATED)


def brief(found: Findings = FOUND, language: str = "en", name: str = "md") -> str:
    return FORMATS[name].report(found, voice(language), "director").decode()


def test_it_goes_from_the_worst_to_what_is_done_about_it() -> None:
    said = brief()
    parts = ("What came of it", "Why", "What will be done", "Decisions", "Rated", "Among simulated runs")
    assert re.findall(r"^## (.*)", said, re.MULTILINE) == list(parts)
    for told in (
        "Worst: “Declared” – 5m late.",
        "“incident declared” took 1h 5m from the start: talked 15m, worked 50m.",
        "Decided on what was false at the time: “Now or after the copy?”.",
        "| ca-1 | Name who may stop the service | Incident commander | Fri 18 Dec 2026 |",
        "| ca-2 | Put the copy first in the playbook | **to be set** | **to be set** |",
        "**Now**<br>Take the endpoint down now?",
        "**M – performed with major challenges**",
        "not rated yet",
        "Declared: faster than 1% of 200 simulated runs",
    ):
        assert told in said, told


def test_nobody_is_said_to_have_decided_what_time_decided() -> None:
    lapsed = tuple(replace(decided, undecided=True) for decided in FOUND.decisions)
    assert "Decided on what was false" not in brief(replace(FOUND, decisions=lapsed))


def test_why_says_what_nobody_set_going() -> None:
    declared = e.WorkEnded(65 * M, "declare", 1, reaches=("declared",))
    ready = (e.StepReady(65 * M, "snapshot", "declare"), e.StepReady(65 * M, "classify", "declare"))
    said = brief(ended(declared, *ready))
    assert "Worst: “Contained” – never reached." in said
    assert "Could have begun and was never ordered: “Keep logs”, “Classify”" in said
    assert "“Take the endpoint down now?” (open at ENDEX)" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_marked_as_the_whole_is(language: str) -> None:
    page = brief(language=language, name="html")
    assert page.count("【演習】EXERCISE") >= 3
    assert page.count("<svg") == 1
    assert voice(language)("Prepared") in page
    assert voice(language)("DRAFT") in brief(findings(history(PLAY)), language)


def test_programs_read_the_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = play_record(tmp_path / "friday.jsonl", SETUP)
    assert main(["report", str(path), "--brief", "--to", "json"]) == 2
    assert "json holds the whole report: one for an audience is for people" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.json"))


def test_it_is_a_file_of_its_own(tmp_path: Path) -> None:
    path = play_record(tmp_path / "friday.jsonl", SETUP)
    for asked in ([], ["--brief"], ["--brief", "--lang", "ja"], ["--brief", "--to", "md"]):
        assert main(["report", str(path), *asked]) == 0
    names = ["friday.brief.html", "friday.brief.ja.html", "friday.brief.md", "friday.html"]
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix != ".jsonl") == names


def test_the_last_exercise_stands_beside_it(tmp_path: Path) -> None:
    """Only of the same scenario, closed, and held before; what came out otherwise is named."""
    orders = (c.Order("triage"), c.Order("declare"), 120)
    end = c.Agree("Name a deputy")
    for day, deeds in (("2026-03-02", (end, 60)), ("2026-05-04", (*orders, c.Rate("keep-evidence", "M"), end))):
        play_record(tmp_path / f"{day}.jsonl", SETUP, *deeds, created=f"{day}T14:00:00+09:00")
    now = play_record(
        tmp_path / "now.jsonl", SETUP, 120, c.Rate("keep-evidence", "S"), created="2026-11-24T14:00:00+09:00"
    )
    play_record(tmp_path / "later.jsonl", SETUP, created="2026-12-24T14:00:00+09:00")
    assert main(["report", str(now), "--brief", "--to", "md"]) == 0
    said = now.with_suffix(".brief.md").read_text("utf-8")
    _, _, part = said.partition("## Since the last exercise")
    assert "Last held on Mon 4 May 2026." in part
    assert "**Declared**<br>then met in the exercise, now missed" in part
    assert "then M, now S" in part
    assert "Agreed then: Name a deputy" in part
    assert main(["report", str(tmp_path / "2026-03-02.jsonl"), "--brief", "--to", "md"]) == 0
    assert "Since the last" not in (tmp_path / "2026-03-02.brief.md").read_text("utf-8")


def test_why_is_about_the_worst_even_where_play_never_reached_it() -> None:
    """The incident was declared late, but the worst was never contained: what stood in its way is told."""
    declared = e.WorkEnded(65 * M, "declare", 1, reaches=("declared",))
    ready = (e.StepReady(65 * M, "snapshot", "declare"), e.StepReady(65 * M, "classify", "declare"))
    never = why(brief(ended(declared, *ready)))
    assert never.startswith("“contained” was never reached: “Keep logs” was ready and never ordered.")
    (part,) = (o for o in ended().first_page.worst if o.clock.id == "own-contain")
    assert part.reached is None


def test_why_tells_when_a_projection_reaches_the_worst() -> None:
    queued: list[e.Event] = [e.StepReady(65 * M, "snapshot", "declare"), e.WorkQueued(66 * M, "snapshot", 1, ML)]
    after: list[e.Event] = [
        e.PlayEnded(ENDEX),
        e.WorkEnded(9 * H, "isolate", 1, reaches=("contained",)),
        e.Passed(72 * H),
    ]
    done: list[e.Event] = [e.WorkEnded(50 * M, "declare", 1, reaches=("declared",))]
    said = why(brief(findings(history([*BEGUN[:6], done, queued, after]))))
    assert said.startswith(
        "“contained” was not reached in play: “Keep logs” was ordered and waited for its people."
        " As projected it comes 9h from the start."
    )


def why(said: str) -> str:
    return said.partition("## Why\n\n")[2].partition("\n## ")[0]
