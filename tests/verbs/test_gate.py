"""What a pipeline asks: `check` and `simulate --all` about files of one's own, as docs/ci.md has it."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock
from xml.etree import ElementTree

import pytest
import yaml

from simulator.cli import main
from simulator.content import reading
from simulator.content.yaml_nodes import parse
from simulator.study.study import study
from simulator.verbs import simulate_options
from tests.conftest import ROOT

Run = Callable[..., tuple[int, str, str]]

SCENARIO = """\
id: {id}
category: model-compromise
title: {title}
opens: 2026-12-04T10:00+09:00
timezone: Asia/Tokyo
ends_after: 30d
playbook: {playbook}
team: ours
expectations: [ours-b]
injects:
  - {{id: alert, at: 0m, to: [ops], title: Alert, reaches: detected}}
"""
PLAYBOOK = """\
id: ours
for: [model-compromise]
owner: H
version: "1"
reviewed: 2026-10-01
steps:
  - {id: work, phase: contain, role: ops, takes: 10m, once: detected, reaches: contained}
"""
TEAM = "id: ours\ntitle: T\ntimezone: Asia/Tokyo\nroles:\n  ops: {people: 1, hours: always}\n"
TALK = """\
id: talk
category: model-compromise
title: A talk
opens: 2026-12-04T10:00+09:00
timezone: Asia/Tokyo
ends_after: 1h
playbook: none
injects:
  - {id: alert, at: 0m, title: Alert, questions: [What now?]}
"""
EXPECTATION = (
    "- {id: ours-b, title: B, kind: own-target, from: detected, to: contained, within: 1h, source: House,"
    " as_of: 2026-10, verified: assumption, status: not-law}\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program in an empty folder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def called(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return (code, *capsys.readouterr())

    return called


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def own_set(playbook: str = "ours") -> None:
    """A scenario, playbook, team and target of one's own, in a category that the program has files for, too."""
    write("scenarios/ours.yaml", SCENARIO.format(id="ours", title="Ours", playbook=playbook))
    write("playbooks/ours.yaml", PLAYBOOK)
    write("playbooks/teams/ours.yaml", TEAM)
    write("playbooks/expectations/ours.yaml", EXPECTATION)


def files_of(printed: str) -> set[str]:
    return {line.partition(":")[0] for line in printed.splitlines() if "[" in line}


@pytest.mark.parametrize("path", [(), ("playbooks/ours.yaml",), ("scenarios/ours.yaml",), (".",)])
def test_a_sound_set_of_ones_own_passes(run: Run, path: tuple[str, ...]) -> None:
    own_set()
    code, told, _ = run("check", *path)
    assert code == 0
    assert files_of(told) <= {"scenarios/ours.yaml", "playbooks/ours.yaml"}
    assert told.count("[other-pairs]") == 1, "pairs nobody asked for are one note"


def test_a_pair_that_the_files_ask_for_is_judged(run: Run) -> None:
    own_set(playbook="model-compromise")
    code, told, _ = run("check")
    assert code == 1, "our team is too small for the playbook that our scenario names"
    assert "[no-staff]" in told


def test_a_playbook_that_no_scenario_asks_for_is_judged_with_ones_own(run: Run) -> None:
    own_set()
    write("playbooks/second.yaml", PLAYBOOK.replace("id: ours", "id: second").replace("role: ops", "role: opps"))
    code, told, _ = run("check", "playbooks/second.yaml")
    assert (code, "[no-staff]" in told) == (1, True)


def test_bundled_files_are_checked_on_request(run: Run) -> None:
    own_set()
    assert not any(Path(file).is_absolute() for file in files_of(run("check")[1]))
    code, told, _ = run("check", "--bundled")
    assert code == 0
    assert any(Path(file).is_absolute() for file in files_of(told))


def test_an_empty_folder_is_no_pass(run: Run) -> None:
    for arguments in (["check"], ["check", "."], ["simulate", "--all"]):
        code, told, error = run(*arguments)
        assert (code, told) == (2, "")
        assert "check here" in error or "--bundled" in error


def test_what_is_no_content_is_not_judged_as_a_scenario(run: Run) -> None:
    own_set()
    names = ["README.md", "records/a.jsonl", "scenarios/ours/log.txt", "deploy.yaml", ".github/workflows/ci.yml"]
    for name in names:
        write(name, "jobs: {build: {steps-of: 1}}\n")
    code, told, _ = run("check", *names)
    assert (code, told.count("[no-content]"), told.count("\n")) == (0, len(names), len(names) + 1)
    assert run("check", ".")[1].count("[no-content]") == 0, "in a folder they are passed over"


def test_files_have_one_name_however_they_are_given(run: Run) -> None:
    own_set()
    write("scenarios/ours.yaml", SCENARIO.format(id="ours", title="Ours", playbook="nowhere"))
    for name in ("scenarios/ours.yaml", "./scenarios/ours.yaml", str(Path("scenarios/ours.yaml").absolute())):
        assert files_of(run("check", name)[1]) == {"scenarios/ours.yaml"}


def test_an_error_beside_a_note_exits_with_1(run: Run) -> None:
    own_set()
    write("scenarios/ours.yaml", SCENARIO.format(id="ours", title="Ours", playbook="nowhere"))
    code, told, _ = run("check")
    assert code == 1
    assert told.rstrip().splitlines()[-1] == "1 error, 3 notes"


def test_strict_fails_on_warnings_and_codes_can_be_ignored(run: Run) -> None:
    own_set()
    Path("scenarios/ours.yaml").rename("scenarios/theirs.yaml")
    assert run("check")[0] == 0
    assert run("check", "--strict")[0] == 1
    code, told, _ = run("check", "--strict", "--ignore", "file-name", "--ignore", "other-pairs")
    assert code == 0
    assert "[file-name]" not in told
    assert "[other-pairs]" not in told
    _, told, said = run("check", "--ignore", "asumed", "--json")
    assert said.splitlines()[-1] == "--ignore asumed: nothing here has this code", "a slip of the pen is seen"


def test_annotations_for_github(run: Run) -> None:
    own_set()
    write("scenarios/ours.yaml", SCENARIO.format(id="ours", title="Ours", playbook="nowhere"))
    code, told, _ = run("check", "--format", "github")
    assert code == 1
    assert "::error file=scenarios/ours.yaml,line=7,col=11,title=unknown-id::no playbook nowhere" in told


def test_two_files_of_one_id_are_one_to_every_verb_and_said_once(run: Run) -> None:
    own_set()
    write("scenarios/ours - Copy.yaml", SCENARIO.format(id="ours", title="STALE", playbook="ours"))
    said = "scenario ours: scenarios/ours.yaml is used, not scenarios/ours - Copy.yaml\n"
    for arguments in (
        ["list", "scenarios"],
        ["show", "ours"],
        ["simulate", "ours", "--runs", "10"],
        ["print", "ours", "--for", "players", "-o", "-"],
        ["run", "ours", "--autopilot", "--record", "a.jsonl"],
    ):
        _, told, error = run(*arguments)
        assert "STALE" not in told, arguments
        assert error.count(said) == 1, arguments
    code, told, _ = run("check")
    assert code == 1
    assert "scenarios/ours - Copy.yaml:1:5: error: the id ours stands already in scenarios/ours.yaml" in told


def test_a_copy_of_a_bundled_file_is_worth_no_word(run: Run) -> None:
    bundled = ROOT / "playbooks" / "teams" / "two-founders.yaml"
    write("playbooks/teams/two-founders.yaml", bundled.read_text("utf-8"))
    assert "is used, not" not in run("list", "teams")[2]


def test_an_id_of_ones_own_that_hides_a_bundled_one_is_told(run: Run) -> None:
    own_set()
    hidden = PLAYBOOK.replace("id: ours", "id: model-compromise")
    write("playbooks/model-compromise.yaml", hidden)
    assert "[hides-another]" in run("check", "--ignore", "assumed")[1]
    assert run("show", "model-compromise")[2].startswith("playbook model-compromise: playbooks/model-compromise")


def recipe(section: str) -> list[list[str]]:
    """The commands of docs/ci.md under a heading."""
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    block = re.search(rf"## {section}\n.*?```\n(.*?)```", page, re.DOTALL)
    assert block
    return [shlex.split(line, comments=True)[1:] for line in block[1].splitlines()]


def test_the_recipe_works_in_a_scratch_repository(run: Run) -> None:
    for arguments in recipe("From nothing"):
        code, _, error = run(*arguments)
        assert (code, error) == (0, ""), arguments
    suites = ElementTree.parse("readiness.xml").getroot()
    assert [suite.get("failures") for suite in suites] == ["0"]


def test_the_recipe_that_holds_a_change_against_what_was_before_works(run: Run) -> None:
    slowed("10m..30m..2h")
    before, after = recipe("What is asked")
    *before, into, base = before
    assert into == ">"
    write(base, run(*before)[1])
    assert run(*after)[::2] == (0, "")
    slowed("20m..50m..2h")
    code, _, error = run(*after)
    assert code == 1
    assert error.startswith("::error file=scenarios/ours.yaml,title=simulate::ours with ours: ours-b: -")


@pytest.mark.slow
@pytest.mark.parametrize("before", ["nothing", "what fails"])
def test_the_recipe_for_github_says_what_a_change_does_whatever_was_before(
    run: Run, tmp_path: Path, before: str
) -> None:
    """Its steps as a job runs them: each in a shell that ends with the first command that fails."""
    slowed("20m..50m..2h")
    must = EXPECTATION.replace("within: 1h", "within: 1h, must: 99%")
    write("playbooks/expectations/ours.yaml", must)
    _git("init", "--quiet", "--initial-branch", "main")
    _git("remote", "add", "origin", ".")
    _git("add", "." if before == "what fails" else "playbooks/teams")
    _git("commit", "--quiet", "--message", "before")
    tabletop = tmp_path / "bin/tabletop"
    tabletop.parent.mkdir()
    tabletop.write_text(f'#!/bin/sh\nexec {sys.executable} -m simulator "$@"\n', "utf-8")
    tabletop.chmod(0o755)
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    job = re.search(r"## GitHub Actions\n.*?```yaml\n(.*?)```", page, re.DOTALL)
    assert job
    steps = [step["run"] for step in yaml.safe_load(job[1])["jobs"]["readiness"]["steps"] if "run" in step]
    paths = {"PATH": f"{tabletop.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "GITHUB_BASE_REF": "main"}
    done = [_step(step, paths) for step in steps if "pip" not in step]
    assert [one.returncode for one in done] == [0, 0, 1]
    assert "below 99%25" in done[-1].stderr
    assert ("was not there before" in done[-1].stderr) == (before == "nothing")


def _git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.test", *arguments], check=True)


def _step(words: str, paths: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = ["bash", "-e", "-c", words]
    return subprocess.run(command, env=os.environ | paths, capture_output=True, text=True, check=False)


def test_a_gate_says_on_stderr_why_it_fails(run: Run) -> None:
    own_set()
    write("playbooks/ours.yaml", PLAYBOOK.replace("takes: 10m", "takes: 2h"))
    code, _, error = run("simulate", "--all", "--runs", "20", "--fail-under", "60%", "--junit", "r.xml")
    assert code == 1
    assert error == "ours with ours: ours-b: met in 0% of the runs (0.0%–16.1%), below 60%\n"
    assert [suite.get("failures") for suite in ElementTree.parse("r.xml").getroot()] == ["1"]


def test_a_gate_that_finds_no_clock_to_judge_does_not_pass(run: Run) -> None:
    own_set()
    bare = SCENARIO.replace("expectations: [ours-b]\n", "")
    write("scenarios/ours.yaml", bare.format(id="ours", title="O", playbook="ours"))
    nothing = "no clock that binds counts in any run: nothing was judged"
    asked = ["--runs", "20", "--fail-under", "60%", "--junit", "r.xml"]
    code, _, error = run("simulate", "ours", *asked)
    assert (code, error) == (2, f"{nothing}\n")
    assert [case.find("skipped") is not None for case in ElementTree.parse("r.xml").iter("testcase")] == [True]
    assert run("simulate", "--all", *asked)[::2] == (2, f"ours with ours: {nothing}\n")
    assert run("simulate", "--all", *asked[:2])[0] == 0, "nothing is asked"
    write("base.json", run("simulate", "--all", "--runs", "20", "--json")[1])
    assert run("simulate", "--all", "--runs", "20", "--not-worse-than", "base.json")[0] == 2
    write("scenarios/judged.yaml", SCENARIO.format(id="judged", title="J", playbook="ours"))
    code, _, error = run("simulate", "--all", *asked, "--format", "github")
    assert (code, error) == (0, f"::warning file=scenarios/ours.yaml,title=simulate::ours with ours: {nothing}\n")


def slowed(takes: str) -> None:
    own_set()
    write("playbooks/ours.yaml", PLAYBOOK.replace("takes: 10m", f"takes: {takes}"))


def test_an_expectation_says_itself_how_often_it_must_be_met(run: Run) -> None:
    slowed("10m..30m..2h")
    assert run("simulate", "--all")[0] == 0
    write("playbooks/expectations/ours.yaml", EXPECTATION.replace("within: 1h", "within: 1h, must: 99%"))
    assert run("check")[0] == 0
    for arguments in (["--all"], ["ours"], ["ours", "--fail-under", "1%"]):
        code, _, error = run("simulate", *arguments)
        assert (code, "ours-b: met in" in error, "below 99%" in error) == (1, True, True), arguments


def test_an_answer_that_is_not_sure_is_said_and_fails_nothing(run: Run) -> None:
    slowed("10m..30m..2h")
    code, told, error = run("simulate", "ours", "--runs", "10", "--fail-under", "80%", "--json", "--format", "github")
    assert (code, [one["grade"] for one in json.loads(told)["asked"]]) == (0, ["unsure"])
    assert error.startswith("::warning file=scenarios/ours.yaml,title=simulate::ours-b: met in")
    assert "not sure that it is 80%25" in error


@pytest.mark.parametrize("arguments", [["--all"], ["ours"]])
def test_a_change_is_held_against_the_study_before_it(run: Run, arguments: list[str]) -> None:
    slowed("10m..30m..2h")
    write("base.json", run("simulate", *arguments, "--json")[1])
    assert run("simulate", *arguments, "--not-worse-than", "base.json")[::2] == (0, ""), "nothing has changed"
    slowed("20m..50m..2h")
    code, told, error = run("simulate", *arguments, "--not-worse-than", "base.json", "--json")
    assert (code, "points against before" in error) == (1, True)
    document = json.loads(told)
    (pair,) = document.get("pairs", [document])
    assert [(one["least"], one["grade"]) for one in pair["asked"]] == [(None, "fail")]


def test_a_base_that_cannot_be_compared_with_is_told(run: Run) -> None:
    own_set()
    write("base.json", run("simulate", "ours", "--runs", "20", "--json")[1])
    assert "give --seed 1" in run("simulate", "ours", "--seed", "2", "--not-worse-than", "base.json")[2]
    assert "--incidents or --every" in run("simulate", "ours", "--incidents", "2", "--not-worse-than", "base.json")[2]
    for text in ("", "[]", "{}", '{"pairs": [{}]}', "no"):
        write("base.json", text)
        code, _, error = run("simulate", "ours", "--not-worse-than", "base.json")
        assert (code, "is not what simulate --json writes" in error) == (2, True), text
    code, _, error = run("simulate", "ours", "--not-worse-than", "nowhere.json")
    assert (code, "nowhere.json cannot be read: No such file" in error) == (2, True)


def test_a_pair_that_was_not_there_before_is_held_against_nothing(run: Run) -> None:
    own_set()
    write("base.json", '{"pairs": []}')
    code, _, error = run("simulate", "--all", "--runs", "20", "--not-worse-than", "base.json")
    assert (code, error) == (0, "ours with ours was not there before: held against nothing\n")


def test_a_pair_that_cannot_be_played_fails_the_gate_if_it_is_asked_for(run: Run) -> None:
    own_set(playbook="model-compromise")
    code, told, error = run("simulate", "--all", "--runs", "20")
    assert code == 1
    assert "ours with model-compromise: ours cannot be played with model-compromise" in error
    own_set()
    write("playbooks/second.yaml", PLAYBOOK.replace("id: ours", "id: second").replace("role: ops", "role: opps"))
    code, told, error = run("simulate", "--all", "--runs", "20")
    assert (code, error) == (0, "")
    assert "cannot be played with second" in told


# ---- what was played before


def kept() -> list[Path]:
    return sorted(Path("cache/tabletop/studies").glob("*.json"))


def played(monkeypatch: pytest.MonkeyPatch, run: Run, *arguments: str) -> tuple[bool, str]:
    """Whether anything was played, and what was printed."""
    counted = Mock(side_effect=study)
    monkeypatch.setattr(simulate_options, "study", counted)
    printed = run("simulate", "ours", "--runs", "20", "--json", *arguments)[1]
    return counted.called, printed


def test_what_is_unchanged_is_not_played_twice_and_equal_to_the_byte(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    slowed("10m..30m..2h")
    first = played(monkeypatch, run)
    write("playbooks/ours.yaml", Path("playbooks/ours.yaml").read_text("utf-8") + "# a comment\n")
    assert (played(monkeypatch, run), first[0]) == ((False, first[1]), True)
    assert played(monkeypatch, run, "--no-cache") == first
    assert len(kept()) == 1


def test_whatever_changes_the_answer_is_played(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    slowed("10m..30m..2h")
    for arguments in ([], ["--seed", "2"], ["--antithetic"], ["--incidents", "2"], ["--set", "steps.work.takes=1h"]):
        assert played(monkeypatch, run, *arguments)[0], arguments
    slowed("11m..30m..2h")
    assert played(monkeypatch, run)[0]
    assert len(kept()) == 6


def test_what_is_damaged_is_played_anew_and_mended(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    slowed("10m..30m..2h")
    first = played(monkeypatch, run)
    (path,) = kept()
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], whole.replace(b"ours", b"hers"), b"{}", whole.partition(b"\n")[2]):
        path.write_bytes(damaged)
        assert played(monkeypatch, run) == first
        assert path.read_bytes() == whole
    path.unlink()
    path.mkdir()
    assert played(monkeypatch, run) == first, "it cannot be kept, and nobody minds"


def test_where_no_byte_of_any_file_has_changed_none_is_parsed(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("simulator.home.bundled", lambda: tmp_path / "nothing")
    own_set()
    write("playbooks/second.yaml", PLAYBOOK.replace("id: ours", "id: second").replace("role: ops", "role: opps"))
    write("scenarios/talk.yaml", TALK)
    counted = Mock(side_effect=parse)
    monkeypatch.setattr(reading, "parse", counted)
    first = run("simulate", "--all", "--runs", "20")
    assert "cannot be played with second" in first[1]
    assert "talk is for discussion only" in first[2]
    for again, parses in (([], False), (["--no-cache"], True)):
        counted.reset_mock()
        assert run("simulate", "--all", "--runs", "20", *again) == first
        assert counted.called == parses
    for name in ("scenarios/ours.yaml", "playbooks/teams/ours.yaml", "scenarios/files/more.txt"):
        write(name, (Path(name).read_text("utf-8") if Path(name).exists() else "") + "# a comment\n")
        counted.reset_mock()
        assert run("simulate", "--all", "--runs", "20") == first
        assert counted.called, name
