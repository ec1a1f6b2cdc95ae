"""An action that changes the playbook: named at the hot wash, retested by a study of the file before and after."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from simulator.cli import main
from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.exercise.views import Refused
from simulator.home import ledger, libraries
from simulator.journal.ledger import LedgerReader
from simulator.journal.reader import verify
from tests.exercise.records import play_record
from tests.tui.table import LIBRARY

SLOW, QUICK = "role: platform, takes: 1h..3h..8h, after: declare", "role: platform, takes: 10m, after: declare"


@pytest.fixture
def playbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a playbook whose copy takes long; an exercise missed the clock for containment and agreed on that."""
    library = tmp_path / "library"
    shutil.copytree(LIBRARY, library)
    file = library / "playbooks" / "lost-weights.yaml"
    file.write_text(file.read_text("utf-8").replace("role: platform, takes: 1h, after: declare", SLOW), "utf-8")
    setup = Library.open([library, *libraries()]).setup("lost-weights")
    agreed = c.Agree("Copy by snapshot", "platform", "2020-12-01", objective="keep-evidence", step="copy")
    play_record(tmp_path / "kept" / "may.jsonl", setup, 300, c.EndPlay(), agreed, c.Close(), closed=False)
    monkeypatch.setenv("TABLETOP_RECORDS", str(tmp_path / "kept"))
    monkeypatch.setenv("TABLETOP_ACTIONS_LIBRARY", str(library))
    return file


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["actions", *words, "--json"]) == 0
    (item,) = json.loads(capsys.readouterr().out)["items"]
    return dict(item)


def test_the_chance_of_the_missed_clock_stands_before_and_after(
    playbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    action = listed(capsys)
    assert (action["step"], action["standing"]) == ("copy", "overdue")
    assert listed(capsys, "done", action["id"], "--evidence", "merged")["standing"] == "to-retest"
    assert main(["actions"]) == 0
    assert f"not simulated yet: tabletop actions retest {action['id']}" in capsys.readouterr().out
    playbook.write_text(
        playbook.read_text("utf-8").replace(SLOW, QUICK).replace('version: "1"', 'version: "2"'), "utf-8"
    )
    told = listed(capsys, "retest", action["id"])["ledger"][-1]
    assert (told["event"], told["clock"], told["version"], told["runs"]) == ("action-retested", "t-contain", "2", 1000)
    assert told["before"][0] < 0.8 < told["after"][1] < told["after"][0] == 1.0
    assert told["gain"][0] == pytest.approx(told["after"][0] - told["before"][0])
    assert told["gain"][1] > 0.15
    assert not verify(ledger(playbook.parents[2] / "kept"), LedgerReader).problems
    assert main(["actions"]) == 0
    printed = capsys.readouterr().out
    assert "Chance of “Contained”: " in printed
    assert "→ >99% (99–100%)" in printed
    assert "1,000 runs, playbook version 2" in printed
    record = playbook.parents[2] / "kept" / "may.jsonl"
    assert main(["report", str(record), "--quick", "--to", "md"]) == 0
    plan = record.with_suffix(".md").read_text("utf-8").partition("## Improvement plan")[2]
    assert "changes “Copy the evidence” of the playbook" in plan
    assert "99% (99–100%)" in plan
    assert main(["report", str(record), "--quick", "--to", "json"]) == 0
    (written,) = json.loads(record.with_suffix(".json").read_text("utf-8"))["actions"]
    assert (written["step"], written["study"]["after"]["p"]) == ("copy", 1.0)


def test_a_change_that_helps_is_proposed_and_as_a_patch_retested_to_the_same_gain(
    playbook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FIRST", "MOST"):
        monkeypatch.setattr(f"simulator.study.whatif.{name}", 50)
    monkeypatch.setattr("simulator.workspace.retests.RUNS", 100)
    action = listed(capsys)
    told = listed(capsys, "propose", action["id"])["ledger"][-1]
    assert (told["event"], told["change"], told["clock"]) == ("action-proposed", "faster/copy", "t-contain")
    assert (told["where"], told["was"], told["now"]) == ("steps.copy.takes", "1h..3h..8h", "45m..2h15m..6h")
    assert main(["actions"]) == 0
    printed = capsys.readouterr().out
    assert "Proposed: 25% faster: “Copy the evidence” (steps.copy.takes: 1h..3h..8h → 45m..2h15m..6h)." in printed
    record = playbook.parents[2] / "kept" / "may.jsonl"
    assert main(["report", str(record), "--quick", "--to", "md"]) == 0
    plan = record.with_suffix(".md").read_text("utf-8").partition("## Improvement plan")[2]
    assert "Proposed: 25% faster" in plan
    monkeypatch.chdir(playbook.parent.parent)
    ((patch, *_),) = [line.split(": ")[1:] for line in printed.split("\n") if "as a patch: " in line]
    capsys.readouterr()
    assert main(patch.split()[1:]) == 0
    subprocess.run(["git", "apply"], input=capsys.readouterr().out, text=True, check=True)
    again = listed(capsys, "retest", action["id"])["ledger"][-1]
    assert (again["before"], again["after"], again["gain"]) == (told["before"], told["after"], told["gain"])
    assert main(["actions"]) == 0
    assert "Proposed:" not in capsys.readouterr().out, "it is done, and the retest says more"


def test_a_set_of_changes_is_proposed_and_as_a_patch_retested_to_the_same_gain(
    playbook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one that --reach has found: people choose it, the plan says what it gains."""
    monkeypatch.setattr("simulator.workspace.retests.RUNS", 100)
    action = listed(capsys)
    told = listed(capsys, "propose", action["id"], "--changes", "faster/copy, parallel/declare/copy")["ledger"][-1]
    assert (told["change"], [change for change, *_ in told["also"]]) == ("faster/copy", ["parallel/declare/copy"])
    assert main(["actions"]) == 0
    printed = capsys.readouterr().out
    assert "Proposed: 25% faster: “Copy the evidence” (steps.copy.takes: 1h..3h..8h → 45m..2h15m..6h); " in printed
    ((patch, *_),) = [line.split(": ")[1:] for line in printed.split("\n") if "as a patch: " in line]
    assert patch.endswith("--patch faster/copy,parallel/declare/copy")
    monkeypatch.chdir(playbook.parent.parent)
    assert main(patch.split()[1:]) == 0
    subprocess.run(["git", "apply"], input=capsys.readouterr().out, text=True, check=True)
    again = listed(capsys, "retest", action["id"])["ledger"][-1]
    assert (again["before"], again["after"], again["gain"]) == (told["before"], told["after"], told["gain"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("propose", "--changes", "faster/copi"), "faster/copi is no change of the playbook alone"),
        (("propose", "--changes", "one-more/platform"), "a retest simulates the playbook"),
        (("retest", "--changes", "faster/copy"), "only propose takes changes"),
    ],
)
def test_what_cannot_be_proposed_is_refused(
    playbook: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    action = listed(capsys)
    assert main(["actions", words[0], action["id"], *words[1:]]) == 2
    assert says in capsys.readouterr().err


def test_what_was_not_changed_is_not_retested(playbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    action = listed(capsys)
    assert main(["actions", "retest", action["id"]]) == 2
    assert "is as it was in the exercise" in capsys.readouterr().err
    playbook.write_text(playbook.read_text("utf-8").replace("takes: 2h", "takes: 3h"), "utf-8")
    assert listed(capsys, "retest", action["id"])["ledger"][-1]["changed"] is False
    assert main(["actions"]) == 0
    assert "the step itself is as it was" in capsys.readouterr().out


def test_a_playbook_that_does_not_fit_any_more_is_refused(playbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    action = listed(capsys)
    playbook.write_text(playbook.read_text("utf-8").replace("role: platform", "role: nobody-there"), "utf-8")
    assert main(["actions", "retest", action["id"]]) == 2
    assert "lost-weights cannot be played with lost-weights" in capsys.readouterr().err
    playbook.unlink()
    assert main(["actions", "retest", action["id"]]) == 2
    assert "no playbook lost-weights" in capsys.readouterr().err


def test_a_step_that_is_not_there_cannot_be_named(tmp_path: Path) -> None:
    setup = Library.open([LIBRARY, *libraries()]).setup("lost-weights")
    with pytest.raises(Refused, match="no step"):
        play_record(tmp_path / "a.jsonl", setup, c.Agree("Do it", step="elsewhere"))
