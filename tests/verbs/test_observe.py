"""``tabletop observe`` from outside: a patch on stdout, what it rests on on stderr, and nothing by surprise."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from simulator import home
from simulator.cli import main
from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.model.durations import format_duration
from simulator.model.pace import Pace
from simulator.world.draws import Draws
from tests.conftest import ROOT
from tests.exercise.records import Deed, play_record

SOUND = ROOT / "tests/faulty/library"
SETUP = Library.open([SOUND]).setup("calm")
OLD = "  - {id: triage, role: operator, takes: 10m..20m..60m, once: detected, reaches: triaged}"


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A playbook of one's own, in a library that is the working folder."""
    (tmp_path / "ours").mkdir()
    shutil.copytree(SOUND / "playbooks", tmp_path / "ours" / "playbooks")
    monkeypatch.chdir(tmp_path / "ours")
    return Path("playbooks/plain.yaml")


@pytest.fixture
def record(tmp_path: Path) -> str:
    """An exercise in which people said that the triage takes 22 minutes, and let the rest take what was drawn."""
    deeds: list[Deed] = [c.Order("triage"), 5, c.Reestimate("triage", 22 * 60), 25, c.Order("contain"), 600]
    return str(play_record(tmp_path / "one.jsonl", SETUP, *deeds))


def test_a_patch_for_the_owner_to_take(ours: Path, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = ours.read_text("utf-8")
    assert main(["observe", record, "--into", "plain"]) == 0
    printed = capsys.readouterr()
    assert ours.read_text("utf-8") == before
    subprocess.run(["git", "apply"], input=printed.out, text=True, check=True)
    [new] = [line for line in ours.read_text("utf-8").split("\n") if "id: triage" in line]
    assert before.replace(OLD, new) == ours.read_text("utf-8")
    assert 'takes: {observed: [22m], basis: "measured: 1 exercise, as told at the table: 2026-11-24 ' in new
    assert "10m..20m..1h → 22m" in printed.err
    assert "few: a study draws from a lognormal fitted to them, not to what was assumed" in printed.err
    assert "1  its length was drawn from the estimate, and nobody changed it  contain" in printed.err


def test_written_at_once_and_never_counted_twice(ours: Path, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    ours.chmod(0o640)
    assert main(["observe", record, "--into", str(ours), "--write"]) == 0
    assert f"Then: tabletop check {ours}" in capsys.readouterr().out
    assert ours.stat().st_mode & 0o777 == 0o640
    written = ours.read_bytes()
    assert main(["check", str(ours)]) == 0
    capsys.readouterr()
    assert main(["observe", record, record, "--into", str(ours), "--write"]) == 1
    printed = capsys.readouterr()
    assert (printed.out, ours.read_bytes()) == ("", written)
    assert "counted already" in printed.err
    assert f"{record} left out: given twice" in printed.err
    assert "Nothing to propose." in printed.err


def test_a_second_exercise_adds_to_the_first(ours: Path, record: str, tmp_path: Path) -> None:
    deeds: list[Deed] = [c.Order("triage"), 5, c.Reestimate("triage", 31 * 60), 40]
    second = play_record(tmp_path / "two.jsonl", SETUP, *deeds, created="2026-12-01T10:00:00+09:00")
    assert main(["observe", record, "--into", "plain", "--write"]) == 0
    assert main(["observe", record, str(second), "--into", "plain", "--write"]) == 0
    assert 'observed: [22m, 31m], basis: "measured: 2 exercises' in ours.read_text("utf-8")


def test_too_few_figures_are_told_and_not_proposed(ours: Path, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["observe", record, "--into", "plain", "--at-least", "2"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "not proposed: fewer than 2 figures" in printed.err


def test_it_speaks_japanese(ours: Path, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["observe", record, "--into", "plain", "--lang", "ja"]) == 0
    assert "参加者が完了とした 1件" in capsys.readouterr().err


@pytest.mark.parametrize("bytes_", [b"\xef\xbb\xbf", b""], ids=["with a mark of byte order", "without"])
def test_a_patch_keeps_line_ends_and_names_with_spaces(
    bytes_: bytes, ours: Path, record: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = ours.with_name("our own.yaml")
    path.write_bytes(bytes_ + ours.read_bytes().replace(b"\n", b"\r\n").rstrip())
    before = path.read_bytes()
    assert main(["observe", record, "--into", str(path)]) == 0
    subprocess.run(["git", "apply"], input=capfdbinary.readouterr().out, check=True)
    assert b"observed: [22m]" in path.read_bytes()
    assert path.read_bytes().count(b"\r\n") == before.count(b"\r\n")


def test_a_playbook_elsewhere_is_named_in_its_library(
    ours: Path, record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["observe", record, "--into", str(tmp_path / "ours" / ours)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("--- a/playbooks/plain.yaml\n+++ b/playbooks/plain.yaml\n")
    assert f"git -C {tmp_path / 'ours'} apply" in printed.err


def test_what_came_with_the_program_is_not_written_to(
    ours: Path, record: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (Path("library") / "playbooks").mkdir(parents=True)
    installed = shutil.copy(ours, Path("library") / "playbooks")
    monkeypatch.setattr(home, "_PACKAGE", Path())
    assert main(["observe", record, "--into", str(installed), "--write"]) == 2
    assert "came with the program: copy it to playbooks/plain.yaml first" in capsys.readouterr().err
    assert OLD in Path(installed).read_text("utf-8")


def test_an_exercise_on_another_playbook_names_the_steps_that_are_not_here(
    ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    setup = Library.open([ROOT]).setup("harmful-output")
    deeds: list[Deed] = [
        c.Order("acknowledge", now=True),
        c.Order("triage", now=True),
        3,
        c.Finish("acknowledge"),
        c.Finish("triage"),
    ]
    other = play_record(tmp_path / "other.jsonl", setup, *deeds)
    assert main(["observe", str(other), "--into", "plain"]) == 1
    told = capsys.readouterr().err
    assert "1  the playbook has no such step" in told
    assert "1  another playbook's step of the same name: other words, or other roles  triage" in told


LOG = """incident,milestone,at
1,detected,2026-03-02 09:00
1,triaged,2026-03-02 09:22
2,detected,2026-03-06 17:50
2,triaged,2026-03-09 10:10
3,detected,2026-03-10 09:00
"""


@pytest.fixture
def log(tmp_path: Path) -> str:
    """Three incidents of one's own: twenty minutes, a weekend, and one that is not over yet."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    return str(tmp_path / "log.csv")


def test_own_incidents_give_times_too(ours: Path, log: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["observe", log, "--into", "plain", "--zone", "Asia/Tokyo", "--as-of", "2026-03-10 10:30"]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    subprocess.run(["git", "apply"], input=printed.out, text=True, check=True)
    [new] = [line for line in ours.read_text("utf-8").split("\n") if "id: triage" in line]
    assert '{observed: [22m, 2d16h20m, 1h30m+], basis: "measured: incident log ' in new
    assert ' of 2026-03-02..2026-03-10"' in new
    assert "10m..20m..1h → 22m, 2d16h20m, 1h30m+ (n=3)" in printed.err
    assert "2 in real incidents, 1 cut off, which took at least so long" in printed.err
    assert "3 incidents, read as: incident, milestone, at" in printed.err
    assert "nights and weekends included: with --team TEAM" in printed.err
    assert main(["check", str(ours)]) == 0
    assert main(arguments) == 1
    assert "counted already" in capsys.readouterr().err


def test_a_later_export_stands_in_the_place_of_an_earlier_one(ours: Path, log: str) -> None:
    assert main(["observe", log, "--into", "plain", "--zone", "UTC", "--write"]) == 0
    Path(log).write_text(LOG + "3,triaged,2026-03-10 09:40\n", "utf-8")
    assert main(["observe", log, "--into", "plain", "--zone", "UTC", "--write"]) == 0
    assert "observed: [22m, 2d16h20m, 40m]" in ours.read_text("utf-8")


def test_by_a_teams_hours_a_weekend_is_no_work(ours: Path, log: str, capsys: pytest.CaptureFixture[str]) -> None:
    team = Path("team.yaml")
    hours = "{operator: {hours: 'Mon-Fri 09:00-18:00'}, lead: {}}"
    team.write_text(f"id: ours\ntitle: Us\ntimezone: Asia/Tokyo\nroles: {hours}\n", "utf-8")
    assert main(["observe", log, "--into", "plain", "--zone", "Asia/Tokyo", "--team", str(team)]) == 0
    printed = capsys.readouterr()
    assert "→ 22m, 1h20m (n=2)" in printed.err
    assert "nights and weekends included" not in printed.err
    assert "The team lacks these roles of the playbook, so their nights and weekends count: lawyer" in printed.err


def test_a_map_names_the_columns_of_any_table(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.csv").write_text("Ticket,Opened,Sorted\nT1,02.03.2026 09:00,02.03.2026 09:31\n", "utf-8")
    columns = Path("map.yaml")
    times = "times: {Opened: detected, Sorted: triaged}"
    columns.write_text(f"incident: Ticket\n{times}\nformat: '%d.%m.%Y %H:%M'\nzone: Europe/Berlin\n", "utf-8")
    assert main(["observe", "t.csv", "--into", "plain", "--map", str(columns)]) == 0
    assert "→ 31m (n=1)" in capsys.readouterr().err
    columns.write_text(f"incident: Ticket\n{times}\nformt: '%d.%m.%Y %H:%M'\n", "utf-8")
    assert main(["observe", "t.csv", "--into", "plain", "--map", str(columns)]) == 2
    assert "map.yaml:3:1: error" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["log.csv"], "log.csv:2:12: error: 2026-03-02 09:00 does not say whose clock it is of: add --zone"),
        (["log.csv", "--zone", "Tokio"], "unknown time zone 'Tokio'"),
        (["log.csv", "--zone", "UTC", "--as-of", "today"], "expected a time such as"),
        (["log.csv", "--zone", "UTC", "--as-of", "2026-01-01 09:00"], "lies before the newest time in the table"),
        (["log.csv", "--zone", "UTC", "--team", "nobody"], "no team nobody"),
        (["none.csv"], "none.csv cannot be read: No such file or directory"),
        (["log.csv", "one.jsonl"], "give records of exercises, or tables and records of real incidents"),
        (["one.jsonl", "--zone", "UTC"], "--map, --zone, --team and --as-of are about tables of incidents"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(
    arguments: list[str], said: str, ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("log.csv").write_text(LOG, "utf-8")
    assert main(["observe", *arguments, "--into", "plain"]) == 2
    assert said in capsys.readouterr().err


def test_what_cannot_be_read_is_told_with_its_place(
    ours: Path, record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = Path(record).read_bytes().split(b"\n")
    Path("pack.zip").write_bytes(b"PK\x03\x04\x14\x00\xdb\n")
    Path("mark.png").write_bytes(b"\x89PNG\r\n")
    Path("broken.jsonl").write_bytes(b"\n".join([*lines[:3], *lines[4:]]))
    Path("faulty.yaml").write_text(ours.read_text("utf-8").replace("10m..20m..60m", "10"), "utf-8")
    for arguments, said in {
        ("broken.jsonl", "plain"): "broken.jsonl:4: error: it does not follow line 3",
        ("nothing.jsonl", "plain"): "nothing.jsonl cannot be read",
        (str(ours), "plain"): f"{ours} is not a record of an exercise",
        ("pack.zip", "plain"): "pack.zip is a zip, not a record: if it is a pack, tabletop verify pack.zip checks it",
        ("mark.png", "plain"): "mark.png is not a record of an exercise: it is no text",
        (record, "plan"): "no playbook plan: did you mean plain?",
        (record, "faulty.yaml"): "faulty.yaml:8:41: error: 10 of what?",
        (record, record): f"{record}: expected playbook, found ",
    }.items():
        assert main(["observe", arguments[0], "--into", arguments[1], "--write"]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert said in printed.err
        assert "Traceback" not in printed.err


def test_what_ran_at_the_pace_of_its_exercise_is_told_at_the_usual_one(
    ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same exercise with a pace: a length that people stated stays, one that they cut short is divided by it."""
    paced = SETUP.model_copy(update={"playbook": SETUP.playbook.model_copy(update={"pace": Pace(p95=10)})})
    deeds: list[Deed] = [
        c.Order("triage"),
        5,
        c.Reestimate("triage", 22 * 60),
        25,
        c.Order("contain"),
        30,
        c.Finish("contain"),
    ]
    told = play_record(tmp_path / "paced.jsonl", paced, *deeds, 600)
    assert main(["observe", str(told), "--into", "plain"]) == 0
    printed = capsys.readouterr()
    factor = Draws(11).factor(0, 10.0)
    [contain] = [line for line in printed.out.splitlines() if line.startswith("+") and "id: contain" in line]
    assert f"observed: [{format_duration(round(5 * 60 / factor))}]" in contain
    assert "observed: [22m]" in printed.out
    assert "divided by the pace of its exercise" in printed.err
