"""``tabletop simulate --patch``: applied, the files are the setup that was studied, and the gain is the one told."""

from __future__ import annotations

import json
import shutil
import subprocess
from json import dumps
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from simulator import home
from simulator.cli import main
from simulator.content.assembly import Assembly
from simulator.content.changed_files import changed_files
from simulator.content.edits import edited
from simulator.content.library import Library
from simulator.content.reading import LoadedItem, validate
from simulator.content.rules.catalogue import errors_of
from simulator.content.together import together
from simulator.content.writing import write
from simulator.content.yaml_nodes import parse
from simulator.model.kinds import PLAYBOOK, SCENARIO, TEAM
from simulator.model.setup import Setup
from simulator.study.changes import changes
from simulator.study.sets import with_changes
from simulator.verbs.further import every_change
from tests.conftest import ROOT
from tests.study.test_changes import mixed_setup, seeds

Printed = pytest.CaptureFixture[str]
BUNDLED = Library.open([ROOT])
SOME = "voice-of-the-president"


SCENARIOS = [path.stem for path in sorted((ROOT / "scenarios").glob("*.yaml"))]


@pytest.mark.parametrize("scenario", [SOME, *(pytest.param(name, marks=pytest.mark.slow) for name in SCENARIOS)])
def test_a_change_of_each_kind_reads_back_as_the_setup_that_was_studied(scenario: str) -> None:
    assembly = BUNDLED.assembly(scenario)
    of_each_kind = {change.kind: change for change in every_change(assembly.setup)}
    for change in of_each_kind.values():
        reads_back(assembly, change.setup)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_change_can_be_written(scenario: str) -> None:
    """None is refused: what would not read back as the values that were studied is."""
    assembly = BUNDLED.assembly(scenario)
    for change in every_change(assembly.setup):
        assert bool(changed_files(assembly, change.setup)) == (change.setup != assembly.setup), change.id


@pytest.mark.parametrize("scenario", [SOME, *(pytest.param(name, marks=pytest.mark.slow) for name in SCENARIOS)])
def test_so_do_sets_of_changes(scenario: str) -> None:
    assembly = BUNDLED.assembly(scenario)
    names = sorted(change.id for change in changes(assembly.setup))
    for seed in range(3):
        made = with_changes(assembly.setup, frozenset(Random(seed).sample(names, 5)))
        if made is not None:
            reads_back(assembly, made)


def every_change_of_it_can_be_written(seed: int) -> None:
    """In the files as we write them, and in the two ways in which programs write JSON."""
    setup = mixed_setup(seed)
    for kind in (SCENARIO, PLAYBOOK, TEAM):
        value, tree = getattr(setup, kind.name), setup.normal()[kind.name]
        for text in (write(value), dumps(tree), dumps(tree, indent=1, ensure_ascii=False)):
            for change in every_change(setup):
                now = getattr(change.setup, kind.name)
                assert now == value or edited(text.encode(), "a file", kind, now) != text.encode(), change.id


@settings(max_examples=1)
@given(seeds)
def test_every_change_of_a_random_setup_can_be_written(seed: int) -> None:
    every_change_of_it_can_be_written(seed)


@pytest.mark.slow
@settings(max_examples=60)
@given(seeds)
def test_every_change_of_many_random_setups_can_be_written(seed: int) -> None:
    every_change_of_it_can_be_written(seed)


def reads_back(assembly: Assembly, now: Setup) -> None:
    """The files as they are written for a setup make that setup, and nothing is wrong with them."""
    written = {str(file.path): file.after for file in changed_files(assembly, now)}
    assert bool(written) == (now != assembly.setup)

    def read(item: LoadedItem[Any]) -> LoadedItem[Any]:
        name = item.document.file
        return validate(parse(written[name], name), item.kind)[0] if name in written else item

    playbook = together([read(part) for part in assembly.playbook.parts])
    again = BUNDLED.pair(read(assembly.scenario), playbook, read(assembly.team))
    assert without_sources(again.setup) == without_sources(now)
    assert not errors_of(again)


def without_sources(setup: Setup) -> dict[str, Any]:
    return setup.model_copy(update={"sources": ()}).normal()


# ---- from outside


FILES = {
    "scenarios/alarm.yaml": """\
# Why it matters: nobody sleeps.
id: alarm
category: alarm
title: An alarm
opens: 2026-12-04T10:00+09:00
timezone: Asia/Tokyo
playbook: ours
team: ours
expectations: [ours-calm, ours-told]
injects:
  - {id: alert, at: 0m, to: [ops], title: Alert, reaches: detected}
""",
    "playbooks/ours.yaml": """\
id: ours
for: [alarm]
owner: us
version: "1"
reviewed: 2026-10-01
steps:
  - id: look  # by two pairs of eyes
    role: ops
    takes: {p50: 40m, p95: 2h, basis: assumed}  # as we think
    once: detected
    reaches: contained
  - {id: tell, role: ops, takes: 10m..50m..2h, after: look, reaches: customer-notified}
""",
    "playbooks/teams/ours.yaml": """\
id: ours
title: Ours
timezone: Asia/Tokyo
roles:
  ops: {people: 2, hours: always}
""",
    "playbooks/expectations/ours.yaml": """\
- {id: ours-calm, title: Calm, kind: own-target, from: detected, to: contained, within: 40m, as_of: 2026-10-01}
- {id: ours-told, title: Told, kind: own-target, from: detected, to: customer-notified, within: 2h, as_of: 2026-10-01}
""",
}


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of one's own that is the working folder."""
    folder = tmp_path / "ours"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    monkeypatch.chdir(folder)
    for name in ("FIRST", "MOST"):
        monkeypatch.setattr(f"simulator.study.whatif.{name}", 100)
    return folder


ASKED = ("simulate", "alarm", "--runs", "100", "--jobs", "1")


def told(capsys: Printed, *words: str, code: int = 0) -> tuple[str, str]:
    assert main([*words]) == code
    printed = capsys.readouterr()
    return printed.out, printed.err


def test_the_change_that_helps_most_is_a_patch_and_compare_confirms_its_gain(ours: Path, capsys: Printed) -> None:
    playbook = ours / "playbooks/ours.yaml"
    shutil.copy(playbook, ours / "before.yaml")
    diff, tables = told(capsys, *ASKED, "--what-if", "--clock", "ours-calm", "--patch", "1")
    assert "playbook: steps.look.takes: {p50: 40m, p95: 2h} → {p50: 30m, p95: 1h30m}" in tables
    assert told(capsys, "simulate", "alarm", "--patch", "faster/look")[0] == diff
    subprocess.run(["git", "apply"], input=diff, text=True, check=True)
    old, new = (f"    takes: {{p50: {low}, p95: {high}, basis: assumed}}  # as we think" for low, high in FIGURES)
    assert playbook.read_text("utf-8") == FILES["playbooks/ours.yaml"].replace(old, new)
    told(capsys, "check", str(playbook))
    before = str(ours / "before.yaml")
    compared = json.loads(told(capsys, *ASKED, "--playbook", before, "--compare", "ours", "--json")[0])["compared"]
    (gain,) = (one["gain"]["by"] for one in compared["expectations"] if one["clock"] == "ours-calm")
    assert gain >= 0.1
    assert f"1    +{100 * gain:.1f} " in tables


FIGURES = (("40m", "2h"), ("30m", "1h30m"))


def test_what_was_gained_since_the_files_as_they_were_holds_a_change_of_the_team(ours: Path, capsys: Printed) -> None:
    before = ours.with_name("before")
    shutil.copytree(ours, before)
    team = before / "playbooks/teams/ours.yaml"
    team.write_text(team.read_text("utf-8").replace("always", '"Mon-Fri 11:00-18:00"'), "utf-8")
    asked = (*ASKED, "--playbook", "playbooks/ours.yaml", "--compare", "../before")
    compared = json.loads(told(capsys, *asked, "--json")[0])["compared"]
    assert (compared["playbook"], compared["team"]) == ("ours", "ours")
    (calm,) = (one for one in compared["expectations"] if one["clock"] == "ours-calm")
    assert calm["before"]["p"] == 0 < calm["after"]["p"] == calm["gain"]["by"]
    assert "Since the files in ../before" in told(capsys, *asked)[0]
    assert "is not a library" in told(capsys, *ASKED, "--compare", "playbooks/teams", code=2)[1]


def test_changes_are_ranked_for_each_clock_named_and_numbered_through(ours: Path, capsys: Printed) -> None:
    clocks = ("--clock", "ours-calm", "--clock", "ours-told")
    found = json.loads(told(capsys, *ASKED, "--what-if", *clocks, "--json")[0])
    rankings = [found["what_if"], *found["what_if_further"]]
    assert [ranking["clock"] for ranking in rankings] == ["ours-calm", "ours-told"]
    lists = ("changes", "decisions", "absences", "assumptions")
    numbers = [change["number"] for ranking in rankings for name in lists for change in ranking[name]]
    assert numbers == list(range(1, len(numbers) + 1))
    gains = {ranking["clock"]: {one["id"]: one["gain"]["by"] for one in ranking["changes"]} for ranking in rankings}
    assert gains["ours-calm"]["faster/tell"] == 0
    assert gains["ours-told"]["faster/tell"] > 0.02
    (alone,) = [json.loads(told(capsys, *ASKED, "--what-if", "--clock", "ours-told", "--json")[0])["what_if"]]
    assert {one["id"]: one["gain"]["by"] for one in alone["changes"]} == gains["ours-told"]


def test_each_clock_is_told_without_each_person_and_role(ours: Path, capsys: Printed) -> None:
    text, _ = told(capsys, *ASKED, "--absences")
    table = text[text.index("How often each clock is met if one of a role") :].split("\n")
    assert [line.split()[:2] for line in table[1:4]] == [["(1)", "Calm"], ["(2)", "Told"], ["(1)", "(2)"]]
    assert [line.split("  ")[-1].strip() for line in table[4:7]] == ["nobody", "without ops", "without one of: ops"]
    assert table[5].split()[::2][:2] == ["0%", "0%"]
    (calm, ours_told) = json.loads(told(capsys, *ASKED, "--absences", "--json")[0])["absences"]
    assert [calm["clock"], ours_told["clock"]] == ["ours-calm", "ours-told"]
    assert [one["id"] for one in calm["without"]] == ["all-away/ops", "one-away/ops"]
    file = ours / "study.html"
    told(capsys, *ASKED, "--absences", "--html", str(file))
    assert "Who is missed, clock by clock" in file.read_text("utf-8")


def test_a_setting_becomes_a_part_of_the_patch(ours: Path, capsys: Printed) -> None:
    diff, _ = told(capsys, "simulate", "alarm", "--set", "steps.tell.takes=5m", "--patch", "one-more/ops")
    assert [line for line in diff.split("\n") if line.startswith("+++")] == [
        "+++ b/playbooks/ours.yaml",
        "+++ b/playbooks/teams/ours.yaml",
    ]
    assert "takes: 5m" in diff


def test_a_file_that_came_with_the_program_is_copied_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    came = tmp_path / "program"
    shutil.copytree(ROOT / "tests/tui/library", came)
    monkeypatch.setattr(home, "bundled", lambda: came)
    monkeypatch.setattr("simulator.workspace.own_copies.bundled", lambda: came)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    before = (came / "playbooks/teams/small-team.yaml").read_bytes()
    diff, said = told(capsys, "simulate", "lost-weights", "--patch", "one-more/platform")
    assert said == (
        "small-team.yaml came with the program: it is copied to playbooks/teams/small-team.yaml, "
        "which the patch changes\n"
    )
    assert Path("playbooks/teams/small-team.yaml").read_bytes() == before
    subprocess.run(["git", "apply"], input=diff, text=True, check=True)
    assert (came / "playbooks/teams/small-team.yaml").read_bytes() == before
    assert Library.open(home.libraries()).setup("lost-weights").team.roles["platform"].people == 2


def test_a_scenario_is_copied_with_what_it_hands_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    came = tmp_path / "program"
    shutil.copytree(ROOT / "tests/tui/library", came)
    monkeypatch.setattr(home, "bundled", lambda: came)
    monkeypatch.setattr("simulator.workspace.own_copies.bundled", lambda: came)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    diff, _ = told(capsys, "simulate", "lost-weights", "--patch", "decided/cut-or-copy/cut")
    subprocess.run(["git", "apply"], input=diff, text=True, check=True)
    decision = Library.open(home.libraries()).setup("lost-weights").scenario.inject("cut-or-copy")
    assert decision is not None
    assert decision.decision is not None
    assert [option.odds for option in decision.decision.options] == [1.0, 0.0]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--patch", "faster/lok"), "there is no change faster/lok: did you mean faster/look?"),
        (("--patch", "3"), "give one, too, or a change by its id"),
        (("--what-if", "--patch", "0"), "they are numbered from 1 to "),
        (("--what-if", "--patch", "1", "--json"), "leave out --json"),
        (("--what-if", "--patch", "faster/look"), "leave out --what-if"),
        (("--what-if", "--clock", "ours-clam"), "did you mean ours-calm?"),
        (("--clock", "ours-calm"), "--clock is about --what-if, --reach and --absences"),
    ],
)
def test_what_cannot_be_written_is_refused(ours: Path, capsys: Printed, words: tuple[str, ...], says: str) -> None:
    assert says in told(capsys, *ASKED, *words, code=2)[1]
