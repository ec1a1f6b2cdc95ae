"""``tabletop incident``: a real incident as a record that says what it is, and a scenario drafted from it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from simulator.cli import main
from simulator.console.operator import Operator
from simulator.console.panels.top import REAL, top
from simulator.content.library import Library
from simulator.exchange.timeline import Timeline
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.home import bundled
from simulator.journal.reader import read, verify_bytes
from simulator.model.scenario import Scenario
from simulator.timeline.events import Happened, TimelineRead
from simulator.timeline.judge import judge
from simulator.wording.voice import Voice
from simulator.workspace.incident_draft import Draft, drafted
from simulator.workspace.incidents import recorded, without_names
from tests.console.test_deadlines import Hearing
from tests.exchange.test_timelines import FILES, OURS, outcome, spoiled
from tests.exercise.walls import StillWall
from tests.verbs.test_incident_draft import FIRST

LOG = FILES / "incident.md"
MADE = "2026-10-03-mail-agent-sent-a-customer-list.jsonl"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read_in(*words: str) -> int:
    return main(["incident", str(LOG), "--like", "agent-exfiltration", "--records", "records", *words])


def record(folder: Path) -> Path:
    return folder / "records" / MADE


def test_a_timeline_becomes_a_record_whose_clocks_are_judged(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_in() == 0
    said = capsys.readouterr()
    assert said.out == f"records/{MADE} is written\n"
    assert "leak suspected              Sat 3 Oct 2026 10:50  line 11" in said.err
    history = read(record(elsewhere))
    events = list(history.events())
    assert (history.head.purpose, history.day, len(events)) == ("incident", "2026-10-03", 7)
    assert isinstance(events[-1], TimelineRead)
    assert events[-1].sha256 == history.head.setup.sources[0].sha256
    verdicts = {one.clock.key: one.standing for one in judge(history.head.setup.clocks, history.state(), over=True)}
    assert verdicts["own-contain"] == "met"
    assert verdicts["own-declare"] == "missed"
    assert verdicts["jp-appi-preliminary/when-suspected"] == "met"
    assert verdicts["eu-gdpr-33/when-suspected"] == "undecided"
    capsys.readouterr()
    assert main(["verify", str(record(elsewhere))]) == 0
    assert "exercise" not in capsys.readouterr().out


def test_read_in_again_it_is_the_same_incident(elsewhere: Path) -> None:
    assert read_in() == 0
    first = read(record(elsewhere))
    assert read_in("--force") == 0
    again = read(record(elsewhere))
    assert (first.head.key, first.moves[:-1]) == (again.head.key, again.moves[:-1])


def test_its_report_says_on_every_page_that_it_was_no_exercise(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_in() == 0
    assert main(["report", "--to", "md", str(record(elsewhere))]) == 0
    page = record(elsewhere).with_suffix(".md").read_text("utf-8")
    assert page.count("【実事案】REAL INCIDENT") == 2
    assert not {word for word in ("EXERCISE", "Par", "seed", "ENDEX", "STARTEX", "in play", "Rated") if word in page}
    assert "line 11<br>written 15m later" in page
    assert main(["report", str(record(elsewhere))]) == 0
    assert "ENDEX" not in record(elsewhere).with_suffix(".html").read_text("utf-8")
    assert main(["report", "--to", "md", "--lang", "ja", str(record(elsewhere))]) == 0
    assert "インシデント対応記録" in record(elsewhere).with_suffix(".ja.md").read_text("utf-8")
    capsys.readouterr()
    assert main(["report", "--audience", "ministry", str(record(elsewhere))]) == 2
    assert "is on an exercise: this is a real incident" in capsys.readouterr().err


@pytest.mark.parametrize("audience", ["board", "director", "team", "auditor", "authority"])
def test_so_does_the_report_for_each_audience(audience: str, elsewhere: Path) -> None:
    assert read_in() == 0
    assert main(["report", "--to", "md", "--audience", audience, str(record(elsewhere))]) == 0
    page = record(elsewhere).with_suffix(f".{audience}.md").read_text("utf-8")
    assert "EXERCISE" not in page
    assert ("Alice Example" in page) == (audience in ("team", "auditor"))


def test_programs_read_that_it_was_real(elsewhere: Path) -> None:
    assert read_in() == 0
    assert main(["report", "--to", "json", str(record(elsewhere))]) == 0
    told = json.loads(record(elsewhere).with_suffix(".json").read_text("utf-8"))
    assert main(["report", "--to", "timeline.csv", str(record(elsewhere))]) == 0
    table = record(elsewhere).with_suffix(".timeline.csv").read_text("utf-8")
    assert "Told the commission [PPC notified (preliminary)],Carol,in the incident" in table
    assert table.splitlines()[0].endswith("No.,Happened,Written down,What,Who,Stage,Organisation,Real incident")
    assert (told["purpose"], told["simulated"], told["held"]["ended"][:10]) == ("incident", [], "2026-10-04")


def test_lessons_and_actions_are_added_in_the_review_and_followed(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_in() == 0
    session = Session.resume(record(elsewhere))
    session.act(c.Learn("area", "Nobody declared it."))
    session.act(c.Agree("Declare at the first page.", due="2026-12-01"))
    session.act(c.Close())
    session.close()
    assert read(record(elsewhere)).closed
    assert main(["actions", "--records", "records"]) == 0
    assert "Declare at the first page." in capsys.readouterr().out
    assert main(["report", "--to", "md", str(record(elsewhere))]) == 0
    page = record(elsewhere).with_suffix(".md").read_text("utf-8")
    assert "Nobody declared it." in page
    assert "Objective" not in page


def test_its_pack_and_its_forms_say_so_too(elsewhere: Path) -> None:
    assert read_in() == 0
    assert main(["pack", str(record(elsewhere)), "-o", "it.zip"]) == 0
    with ZipFile("it.zip") as pack:
        pages = {name: pack.read(name).decode() for name in pack.namelist() if name.endswith(".html")}
    assert len(pages) == 4
    assert all("【実事案】REAL INCIDENT" in page and "EXERCISE" not in page for page in pages.values())
    assert "exercise" not in pages["how-to-verify.en.html"]
    assert "演習" not in pages["how-to-verify.ja.html"]


def test_its_review_says_that_it_was_no_exercise(elsewhere: Path) -> None:
    assert read_in() == 0
    session = Session.resume(record(elsewhere))
    op = Operator(session, Hearing(), StillWall(), debounce=0)
    shown = top(op.view(), op.voice)
    assert (shown.badge, shown.pace, shown.room_words, shown.left) == (REAL, ("■ review", "strong"), "", "")
    session.close()


def test_it_counts_as_no_exercise(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_in() == 0
    session = Session.resume(record(elsewhere))
    session.act(c.Close())
    session.close()
    assert read(record(elsewhere)).unfit == "incident"
    capsys.readouterr()
    assert main(["readiness", "--records", "records", "--to", "md", "--since", "2026-01-01", "-o", "-"]) == 0
    page = capsys.readouterr().out
    assert "Real incidents" in page or "incidents" in page
    assert main(["coverage", "--records", "records", "--json"]) == 0
    assert not [item for item in json.loads(capsys.readouterr().out)["items"] if item["exercises"]]
    assert main(["history", "--records", "records"]) == 0
    assert "0 begun, 0 of them not closed. Real incidents beside them: 1." in capsys.readouterr().out


def test_playbooks_learn_from_it(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_in() == 0
    capsys.readouterr()
    assert main(["observe", str(record(elsewhere)), "--into", "agent-incident"]) == 0
    said = capsys.readouterr()
    assert "acknowledge  {p50: 12m, p95: 1h} → 8m (n=1)  1 in real incidents" in said.err
    assert "read as: record of an incident" in said.err
    assert "observed: [8m]" in said.out
    assert main(["backtest", "agent-exfiltration", "--against", str(record(elsewhere)), "--runs", "5"]) == 0
    assert "intervals of your own incidents" in capsys.readouterr().out


def test_a_draft_has_the_times_of_the_incident_and_its_gaps_are_listed(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_in("--draft") == 0
    path = elsewhere / "scenarios" / "mail-agent-sent-a-customer-list.yaml"
    text = path.read_text("utf-8")
    assert "- {step: acknowledge, done_within: 8m}  # measured: as it was in the incident" in text
    assert "Alice Example" not in text
    assert "Carol" not in text
    capsys.readouterr()
    assert main(["check", str(path)]) == 0
    told = capsys.readouterr().out
    assert told.count("[unwritten]") >= 6
    assert "error" not in told
    assert main(["incident", str(record(elsewhere)), "--draft", "--like", "agent-exfiltration"]) == 2
    path.unlink()
    assert main(["incident", str(record(elsewhere)), "--draft", "--like", "agent-exfiltration"]) == 2
    assert "playbooks/mail-agent-sent-a-customer-list.yaml exists already" in capsys.readouterr().err
    assert not path.exists()
    assert main(["incident", str(record(elsewhere)), "--draft", "--like", "agent-exfiltration", "--force"]) == 0
    assert path.read_text("utf-8") == text


def test_names_of_authors_are_left_out_on_request(elsewhere: Path) -> None:
    log = elsewhere / "log.csv"
    log.write_text(
        "time,who,what\n2026-10-03T10:00Z,Alice Example,Alert\n2026-10-03T10:05Z,Bob,Asked Alice and Carol\n", "utf-8"
    )
    (elsewhere / "map.yaml").write_text("roles: {Bob: legal}\n", "utf-8")
    options = ["--expectation", "own-contain", "--map", "map.yaml", "--records", "records"]
    assert main(["incident", str(log), *options, "--redact"]) == 0
    lines = [
        event for event in read(next((elsewhere / "records").glob("2*.jsonl"))).events() if isinstance(event, Happened)
    ]
    assert [(line.author, line.seat, line.text) for line in lines] == [
        ("person 1", "", "Alert"),
        ("", "legal", "Asked person 1 and Carol"),
    ]


def test_a_redacted_report_has_no_words_of_anybody(elsewhere: Path) -> None:
    assert read_in() == 0
    assert main(["report", "--to", "md", "--redact", str(record(elsewhere))]) == 0
    page = record(elsewhere).with_suffix(".md").read_text("utf-8")
    assert "Carol" not in page
    assert "Agent stopped" not in page
    assert "left out 1: nobody named" in page


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], "say which deadlines apply"),
        (["--expectation", "no-such"], "no-such"),
        (["--like", "agent-exfiltration", "--team", "nobody"], "nobody"),
    ],
)
def test_nothing_is_written_where_it_is_not_said_what_applies(
    words: list[str], wanted: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["incident", str(LOG), "--records", "records", "--draft", *words]) == 2
    assert wanted in capsys.readouterr().err
    assert [*elsewhere.iterdir()] == []


def test_nothing_is_written_over_or_on_a_dry_run(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_in("--dry-run", "--draft") == 0
    assert [*elsewhere.iterdir()] == []
    assert read_in() == 0
    before = record(elsewhere).read_bytes()
    assert read_in("--draft") == 2
    assert record(elsewhere).read_bytes() == before
    assert not (elsewhere / "scenarios").exists()
    assert main(["incident", str(record(elsewhere)), "--like", "agent-exfiltration"]) == 2
    assert "--draft makes a scenario of it" in capsys.readouterr().err
    assert main(["import", "incident", "log.md"]) == 2
    assert "tabletop incident log.md" in capsys.readouterr().err


def test_milestones_have_their_titles_also_where_no_deadline_looks_at_them(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--expectation", "own-contain", "--records", "records", "--lang", "ja"]
    assert main(["incident", str(LOG), *options]) == 0
    said = capsys.readouterr().err
    assert "受領確認" in said
    assert "UTC で示しています" in said
    titles = read(record(elsewhere)).head.setup.milestone_titles
    assert {"acknowledged", "leak-suspected", "customers-notified"} <= titles.keys()


def test_a_log_with_a_map_in_each_line_is_no_record(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = elsewhere / "log.jsonl"
    log.write_text('{"ts": "2026-10-03T10:00Z", "msg": "Off"}\n', "utf-8")
    assert main(["incident", str(log), "--expectation", "own-contain", "--records", "records"]) == 0
    assert (elsewhere / "records" / "2026-10-03-log.jsonl").exists()
    log.write_text('{"format":"tabletop-record","version":2\n', "utf-8")
    assert main(["incident", str(log), "--expectation", "own-contain", "--records", "records"]) == 2
    assert "its first line is damaged" in capsys.readouterr().err


def test_what_no_deadline_and_no_library_knows_is_said(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = elsewhere / "log.csv"
    log.write_text("time,what,milestone\n2026-10-03T10:00Z,Off,contaned\n", "utf-8")
    assert main(["incident", str(log), "--expectation", "own-contain", "--records", "records"]) == 0
    assert "knows the milestone contaned: did you mean contained?" in capsys.readouterr().err


@pytest.mark.parametrize("count", [8, pytest.param(2_000, marks=pytest.mark.slow)])
def test_whatever_can_be_read_can_be_recorded_and_drafted(count: int) -> None:
    """Timelines with odd things in them: what is read at all is a record that holds, and a scenario."""
    setup = Library.open([bundled()]).assembly("agent-exfiltration").setup
    frame = Draft("agent-incident", ["security-operations"], "none")
    sources = [(path.name, path.read_text("utf-8")) for path in OURS] + [("log.md", FIRST)]
    for seed in range(count):
        name, text = sources[seed % len(sources)]
        found = outcome(spoiled(name, text, seed), name, Random(seed).choice(["UTC", "Asia/Tokyo"]))
        if isinstance(found, Timeline):
            nameless = without_names(found, lambda number: f"person {number}")
            opens = datetime.fromtimestamp(found.opens, UTC)
            story = setup.scenario.model_copy(update={"opens": opens})
            content, history = recorded(nameless, setup.model_copy(update={"scenario": story}), "", "en")
            assert not verify_bytes(name, content).problems, seed
            assert isinstance(drafted(history, frame, Voice("en")), Scenario), seed
