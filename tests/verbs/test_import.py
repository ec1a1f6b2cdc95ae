"""``tabletop import``: files of a library, or a refusal that writes nothing; and ``export`` back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import yaml

from simulator.cli import main

SOURCE = Path(__file__).parents[1] / "exchange" / "files" / "every-step.json"
BROKEN = {
    "spec_version": "cacao-2.0",
    "workflow_start": "a",
    "workflow": {"a": {"type": "action", "on_completion": "b"}},
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))


def test_what_it_writes_says_where_it_is_from_and_what_is_assumed(elsewhere: Path) -> None:
    assert main(["import", str(SOURCE)]) == 0
    written = (elsewhere / "playbooks" / "poisoned-index.yaml").read_text("utf-8").splitlines()
    assert "every-step.json (CACAO 2.0), sha256 " in written[0]
    assert written[1] == "# Licence: not named in the file"
    assert "    fails: {odds: 10%}  # assumed: put in your own" in written


def test_with_a_scenario_it_is_played_at_once(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(SOURCE), "--scenario", "service-outage"]) == 0
    assert files(elsewhere) == [
        "playbooks/poisoned-index.yaml",
        "playbooks/teams/poisoned-index-team.yaml",
        "scenarios/poisoned-index.yaml",
    ]
    capsys.readouterr()
    assert main(["check"]) == 0
    assert "[unwritten]" in capsys.readouterr().out
    assert main(["simulate", "poisoned-index", "--runs", "20"]) == 0
    told = capsys.readouterr().out
    assert "playbook done" in told
    assert "100% of the playbook's working time rests on assumed figures." in told
    assert main(["run", "poisoned-index", "--autopilot"]) == 0


def test_limits_of_a_playbook_are_clocks_of_the_scenario_beside_it(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(SOURCE.parent / "every-task.yml"), "--scenario", "key-abuse"]) == 0
    assert "playbooks/expectations/leaked-key.yaml" in files(elsewhere)
    limits = (elsewhere / "playbooks" / "expectations" / "leaked-key.yaml").read_text("utf-8")
    assert "  to: detectionsla-stopped\n  # within: 4h  (how long it may take is not in the file" in limits
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["simulate", "leaked-key", "--runs", "20"]) == 0
    assert "Timer remediationsla" in capsys.readouterr().out
    assert main(["run", "leaked-key", "--autopilot"]) == 0
    assert main(["import", str(SOURCE.parent / "every-task.yml"), "-o", "alone.yaml"]) == 0
    assert "its 3 expectations are left out" in capsys.readouterr().err


def test_nothing_is_written_over_or_on_a_dry_run(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--dry-run", str(SOURCE)]) == 0
    assert not files(elsewhere)
    assert main(["import", str(SOURCE)]) == 0
    path = elsewhere / "playbooks" / "poisoned-index.yaml"
    path.write_text("mine", "utf-8")
    assert main(["import", str(SOURCE)]) == 2
    assert (path.read_text("utf-8"), "--force writes over it" in capsys.readouterr().err) == ("mine", True)
    assert main(["import", "--force", str(SOURCE)]) == 0
    assert path.read_text("utf-8") != "mine"


def test_a_list_of_messages_becomes_an_exercise_to_discuss(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "liste.csv").write_text("Heure,Contenu,Cellule\nJ+0 H+1,Une alerte,DSI\nJ+1,Une lettre,DSI\n", "utf-8")
    (elsewhere / "columns.yaml").write_text("time: Heure\nbody: Contenu\nto: Cellule\n", "utf-8")
    assert main(["import", "liste.csv"]) == 2
    assert "Name the columns in a file and give it with --map" in capsys.readouterr().err
    assert main(["import", "liste.csv", "--map", "columns.yaml", "--scenario", "key-abuse"]) == 0
    assert files(elsewhere) == ["columns.yaml", "scenarios/liste.yaml"]
    written = (elsewhere / "scenarios" / "liste.yaml").read_text("utf-8")
    assert written.startswith("# Made of liste.csv (MSEL), sha256 ")
    assert "category: key-abuse\n" in written
    capsys.readouterr()
    assert main(["check"]) == 0
    told = capsys.readouterr().out
    assert "TODO stands here still" in told
    assert "error" not in told
    assert main(["run", "liste", "--autopilot"]) == 0


def test_of_a_folder_each_file_stands_for_itself(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "in").mkdir()
    (elsewhere / "in" / "~$list.xlsx").write_bytes(b"open")
    for name in ("a.json", "b.json"):
        (elsewhere / "in" / name).write_bytes(SOURCE.read_bytes())
    (elsewhere / "in" / "c.json").write_text(json.dumps(BROKEN), "utf-8")
    assert main(["import", "in"]) == 1
    assert files(elsewhere) == ["playbooks/poisoned-index-2.yaml", "playbooks/poisoned-index.yaml"]
    assert "step a leads to b, which is not in the file [unknown-id]" in capsys.readouterr().err


def test_of_a_list_or_a_page_each_playbook_stands_for_itself(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = SOURCE.read_text("utf-8")
    (elsewhere / "list.json").write_text(f"[{ours}, {json.dumps(BROKEN)}]", "utf-8")
    assert main(["import", "list.json"]) == 1
    page = f'# Our playbooks\n\n```json\n{{"name": ...}}\n```\n\n```json\n{json.dumps(BROKEN, indent=1)}\n```\n'
    (elsewhere / "page.md").write_text(f"{page}\n```json\n{ours}\n```\n", "utf-8")
    assert main(["import", "--force", "cacao", "page.md"]) == 1
    assert files(elsewhere) == ["playbooks/poisoned-index.yaml"]
    said = capsys.readouterr().err
    assert "list.json:" in said
    assert "page.md:14:" in said
    assert main(["import", "page.md", "-o", "one.yaml"]) == 2
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"# Ours\n```json\n{ours}\n```\n".encode())))
    assert main(["import", "--dry-run", "--force", "cosai", "-"]) == 0
    (elsewhere / "page.md").write_text(page.replace('"type": "action",', '"type": "action"'), "utf-8")
    assert main(["import", "page.md"]) == 2
    assert "page.md:14:" in capsys.readouterr().err


def test_the_format_may_be_named_and_the_file_come_by_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SOURCE.read_bytes())))
    assert main(["import", "cacao", "-", "-o", "ours.yaml"]) == 0
    assert Path("ours.yaml").read_text("utf-8").startswith("# Made of stdin (CACAO 2.0)")


def test_what_is_exported_is_imported_again(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "impersonation-fraud", "-o", "out.json"]) == 0
    assert main(["export", "impersonation-fraud", "-o", "out.json"]) == 2
    assert main(["import", "out.json"]) == 0
    written = (elsewhere / "playbooks" / "impersonation-fraud.yaml").read_text("utf-8")
    assert written.splitlines()[2] == "id: impersonation-fraud"
    assert "# assumed" not in written
    capsys.readouterr()
    assert main(["export", "impersonation-fraud"]) == 0
    assert json.loads(capsys.readouterr().out)["spec_version"] == "cacao-2.0"
    assert main(["export", "impersonation-fraud", "--to", "bpmn"]) == 2
    assert "choose cacao" in capsys.readouterr().err


def test_the_messages_of_a_scenario_are_a_list_that_is_imported_again(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "nine-seconds", "-o", "night.xlsx"]) == 0
    assert main(["export", "nine-seconds", "--to", "msel", "-o", "night.docx"]) == 2
    assert "a list of messages ends in .csv, .xlsx" in capsys.readouterr().err
    assert main(["import", "night.xlsx"]) == 0
    assert main(["run", "night", "--autopilot"]) == 0
    capsys.readouterr()
    assert main(["export", "night", "--to", "msel", "--lang", "ja"]) == 0
    assert capsys.readouterr().out.startswith("\ufeff番号,想定時刻（Asia/Tokyo）,件名,")


def test_a_situation_manual_becomes_a_discussion(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "manual", str(SOURCE.parent)]) == 0
    assert "“Hot Wash” belongs to no module and is left out" in capsys.readouterr().err
    assert files(elsewhere) == ["scenarios/borrowed-voice.yaml"]
    written = (elsewhere / "scenarios" / "borrowed-voice.yaml").read_text("utf-8").splitlines()
    assert written[0].split(", ")[0].endswith("sitman.md (situation manual)")
    assert written[1] == "# Licence: CC-BY-4.0"
    assert main(["run", "borrowed-voice", "--autopilot"]) == 0


ATLAS = str(SOURCE.parent / "atlas-5.yaml")


def test_a_case_of_atlas_begins_a_scenario_whose_gaps_the_check_lists(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "atlas", ATLAS, "--case", "AML.CS9001"]) == 0
    written = elsewhere / "scenarios" / "aml-cs9001.yaml"
    assert "(MITRE ATLAS 5.9.0, AML.CS9001), sha256 " in written.read_text("utf-8").splitlines()[0]
    assert "    at: 30m  # assumed: put in your own" in written.read_text("utf-8")
    capsys.readouterr()
    assert main(["check", "scenarios"]) == 0
    told = capsys.readouterr().out
    assert told.count("[unwritten]") == 5 + 3 * 3
    assert main(["import", "atlas", ATLAS, "--case", "AML.CS9001"]) == 2
    assert "exists already" in capsys.readouterr().err


def test_clocks_are_proposed_that_can_run_for_the_organisation(elsewhere: Path) -> None:
    (elsewhere / "bank.yaml").write_text("jurisdictions: [JP, SG]\nsectors: bank\ndata: personal\n", "utf-8")
    words = [
        "import",
        "atlas",
        ATLAS,
        "--case",
        "AML.CS9001",
        "--scenario",
        "agent-incident",
        "-o",
        "it.yaml",
        "--force",
    ]

    def clocks(*whose: str) -> list[str]:
        assert main([*words, *whose]) == 0
        found: list[str] = yaml.safe_load(Path("it.yaml").read_text("utf-8"))["expectations"]
        return found

    ours = clocks("--profile", "bank.yaml")
    assert "sg-mas-1h" in ours
    assert not [clock for clock in ours if clock.startswith("eu-")]
    assert [clock for clock in clocks("--team", "global-bank") if clock.startswith("eu-")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["atlas", ATLAS], "--list, or with --case ID"),
        (["atlas", ATLAS, "--case", "AML.CS0001"], "has no case AML.CS0001"),
        ([ATLAS, "--list"], "are for cases"),
        ([ATLAS], "tabletop import atlas"),
        (["atlas", str(SOURCE.parent / "nothing.yaml"), "--list"], "cannot be read"),
    ],
)
def test_what_is_no_case_writes_nothing(
    words: list[str], told: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", *words]) == 2
    assert told in capsys.readouterr().err
    assert files(elsewhere) == []


def test_cases_of_atlas_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "atlas", ATLAS, "--list"]) == 0
    assert "AML.CS9001  incident  2026-02  model-extraction  Copied by asking" in capsys.readouterr().out
