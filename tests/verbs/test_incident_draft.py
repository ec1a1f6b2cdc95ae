"""``tabletop incident --draft``: the times of an incident as measured estimates of the exercise drafted from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.content.library import Library
from simulator.model.estimates import Estimate
from simulator.model.kinds import PLAYBOOK, SCENARIO
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from tests.conftest import ROOT

FIRST = """# The agent wrote to strangers
## 2026-10-05 (JST)
- 10:00 An alert [detected]
- 10:06 Somebody begins to read [begun:triage]
- 10:28 Read: it sends on its own [step:triage] [triaged]
- 10:30 May we stop it although orders will wait? [asked:stop-it]
- 11:05 After the copy, yes [decided:stop-it]
- 11:06–11:50 The vendor was asked to take its tokens away, and did [answered:tokens]
- 12:10 It has stopped [contained]
- 12:20 Shall we tell the press? [asked:press]
"""
SECOND = """# The agent did it again
## 2026-11-09 (JST)
- 09:00 An alert [detected]
- 09:31 Read [triaged]
- 09:35 Stop it? [asked:stop-it]
- 09:45 Yes [decided:stop-it]
"""
GROUND = "1 incident, by its timeline: 2026-10-05 "


@pytest.fixture(autouse=True)
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small library of one's own, in which one works."""
    shutil.copytree(ROOT / "tests/faulty/library", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def draft(text: str, like: str = "calm", *words: str) -> int:
    Path("log.md").write_text(text, "utf-8")
    frame = ["--like", like, "--expectation", "own-contain", "--records", "records", "--draft"]
    return main(["incident", "log.md", *frame, *words])


def scenario(name: str) -> Scenario:
    found: Scenario | None = Library.open([Path()]).find(SCENARIO, name).value
    assert found
    return found


def takes(name: str) -> dict[str, Estimate]:
    found: Playbook | None = Library.open([Path()]).find(PLAYBOOK, name).value
    assert found
    return found.estimates


def test_how_long_steps_took_is_measured_and_the_rest_is_not_made_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(FIRST) == 0
    said = capsys.readouterr().err
    assert "triage   10m..20m..1h → 22m (n=1)" in said
    assert "contain  30m..1h..4h → 1h42m (n=1)" in said
    assert "1  scope  no time at which it ended" in said
    drafted, before = takes("the-agent-wrote-to-strangers"), takes("plain")
    assert {step: (one.figures, one.basis) for step, one in drafted.items() if one != before[step]} == {
        "triage": ((22 * 60,), "measured"),
        "contain": ((102 * 60,), "measured"),
    }
    assert drafted["triage"].basis_from.own.startswith(GROUND)


def test_the_draft_names_its_source_and_is_checked_and_studied(capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(FIRST) == 0
    for folder in ("scenarios", "playbooks"):
        head = Path(folder, "the-agent-wrote-to-strangers.yaml").read_text("utf-8").split("\nid:")[0]
        assert all(
            word in head for word in ("timeline log.md, sha256 ", "head hash ", "Licence: not named in the file")
        )
    capsys.readouterr()
    assert main(["check", *map(str, (*Path("scenarios").glob("the-*"), *Path("playbooks").glob("the-*")))]) == 0
    assert "error" not in capsys.readouterr().out
    assert main(["simulate", "the-agent-wrote-to-strangers", "--runs", "2"]) == 0
    assert "Measured: 4 of 6 estimates, from 1 incident." in capsys.readouterr().out


def test_what_was_asked_is_a_decision_that_takes_as_long_as_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(FIRST) == 0
    assert "press  no time at which it ended" in capsys.readouterr().err
    injects = {inject.id: inject for inject in scenario("the-agent-wrote-to-strangers").injects}
    assert [*injects] == ["line-1", "ask-stop-it", "ask-tokens", "line-4", "line-5"]
    stop, tokens = injects["ask-stop-it"].decision, injects["ask-tokens"].decision
    assert stop
    assert tokens
    assert (stop.takes.figures, stop.role, stop.options[0].text.own) == ((35 * 60,), "operator", "After the copy, yes")
    assert (tokens.takes.figures, tokens.takes.basis, tokens.role) == ((44 * 60,), "measured", None)
    assert injects["line-4"].once == tokens.options[0].reaches


def test_of_several_playbooks_each_has_the_lengths_of_its_own_steps(ours: Path) -> None:
    step = "{id: tell-press, role: lawyer, takes: 1h, once: contained, reaches: press-told}"
    head = "for: practice\nowner: Us\nversion: '1'\nreviewed: 2026-10-01"
    (ours / "playbooks" / "press.yaml").write_text(f"id: press\n{head}\nsteps:\n  - {step}\n", "utf-8")
    calm = ours / "scenarios" / "calm.yaml"
    calm.write_text(calm.read_text("utf-8") + "playbook: [plain, press]\n", "utf-8")
    assert draft(FIRST) == 0
    name = "the-agent-wrote-to-strangers-plain"
    assert scenario("the-agent-wrote-to-strangers").playbook == f"{name},press"
    assert takes(name)["triage"].figures == (22 * 60,)


def test_another_incident_adds_its_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(FIRST) == 0
    assert draft(SECOND, "the-agent-wrote-to-strangers") == 0
    both = takes("the-agent-did-it-again")["triage"]
    assert both.figures == (22 * 60, 31 * 60)
    assert both.basis_from.own.startswith("2 incidents, by their timelines: 2026-10-05 ")
    decision = scenario("the-agent-did-it-again").injects[1].decision
    assert decision
    assert decision.takes.figures == (10 * 60, 35 * 60)
    record = next(Path("records").glob("2026-11-09*.jsonl"))
    capsys.readouterr()
    assert main(["observe", str(record), "--into", "the-agent-wrote-to-strangers", "--write"]) == 0
    assert takes("the-agent-wrote-to-strangers")["triage"] == both
    assert main(["observe", str(record), "--into", "the-agent-wrote-to-strangers"]) == 1
    assert "counted already" in capsys.readouterr().err


def test_without_a_playbook_or_a_length_none_is_drafted(capsys: pytest.CaptureFixture[str]) -> None:
    Path("log.md").write_text(FIRST, "utf-8")
    options = ["--expectation", "own-contain", "--records", "records", "--draft"]
    assert main(["incident", "log.md", *options]) == 0
    assert "No playbook is named, so no step has its length from the incident" in capsys.readouterr().err
    assert draft("# Only an alert\n- 2026-10-05 10:00Z An alert [detected]\n") == 0
    assert not [*Path("playbooks").glob("*alert*"), *Path("playbooks").glob("the-*")]
    assert scenario("only-an-alert").playbook == "plain"


def test_a_mark_that_is_none_and_a_step_that_is_none_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("map.yaml").write_text('lines: {"begins:triage": 3}\n', "utf-8")
    assert draft(FIRST, "calm", "--map", "map.yaml") == 2
    assert "map.yaml:1:9: error: expected a milestone such as contained, or begun:STEP" in capsys.readouterr().err
    assert draft(FIRST.replace("begun:triage", "begun:triagee")) == 0
    assert "begun:triagee: did you mean begun:triage?" in capsys.readouterr().err


def test_what_is_refused_writes_nothing(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ours / "playbooks" / "the-agent-wrote-to-strangers.yaml").write_text("mine\n", "utf-8")
    assert draft(FIRST) == 2
    assert "playbooks/the-agent-wrote-to-strangers.yaml exists already" in capsys.readouterr().err
    assert not (ours / "records").exists()
    assert not [*(ours / "scenarios").glob("the-*")]
    assert draft(FIRST, "calm", "--dry-run", "--force") == 0
    assert (ours / "playbooks" / "the-agent-wrote-to-strangers.yaml").read_text("utf-8") == "mine\n"
