"""Playbooks of Cortex XSOAR: tasks as steps, titles as milestones, timers as expectations, loops with an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from simulator.content.reading import validate
from simulator.content.writing import write
from simulator.content.yaml_nodes import parse
from simulator.errors import TabletopError
from simulator.exchange.draft import Draft
from simulator.exchange.formats import drafted
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import Playbook, Ref, Step
from simulator.verbs.import_sources import yaml_source
from simulator.wording.speech import problem_text
from tests.conftest import ROOT
from tests.exchange.mutations import changed

OURS = Path(__file__).parent / "files" / "every-task.yml"
PUBLIC = ROOT.parent.parent / "shared" / "samples" / "xsoar"
TODAY = date(2026, 11, 30)


def read(data: bytes) -> Draft:
    return drafted(yaml_source(data, Path("p.yml")), TODAY, "xsoar")


def playbook(draft: Draft) -> Playbook:
    assert isinstance(draft.value, Playbook)
    return draft.value


def made(tasks: str) -> Draft:
    """A playbook of tasks in short: ``1 regular #none#: 2, 3``."""
    raws = dict[str, Any]()
    for line in tasks.strip().splitlines():
        task, kind, *rest = line.split(maxsplit=2)
        ways = (way.split(":") for way in rest[0].split(";")) if rest else ()
        leads = {label.strip(): [one.strip() for one in targets.split(",")] for label, targets in ways}
        raws[task] = {"type": kind, "task": {"name": f"T{task}"}, "nexttasks": leads}
    return read(yaml.safe_dump({"name": "P", "starttaskid": next(iter(raws)), "tasks": raws}).encode())


def waits(draft: Draft) -> dict[str, str]:
    """Step → what it waits for, all with +, any with /."""
    return {
        step.id: "+".join(map(str, step.after)) or "/".join(map(str, step.after_any)) for step in playbook(draft).steps
    }


def refused(data: bytes) -> list[str]:
    with pytest.raises(TabletopError) as error:
        read(data)
    return [problem_text(problem, "en") for problem in error.value.problems] or [str(error.value)]


def test_every_type_of_task_becomes_a_step() -> None:
    draft = read(OURS.read_bytes())
    assert waits(draft) == {
        "contain": "",
        "set-the-limit": "",
        "revoke-the-key": "contain",
        "revoke-it-by-hand-begins": "revoke-the-key=failed",
        "revoke-it-by-hand": "revoke-it-by-hand-begins",
        "was-it-used": "revoke-the-key/revoke-it-by-hand",
        "look-for-what-was-taken": "was-it-used=yes",
        "ask-the-owner": "look-for-what-was-taken",
        "branch-over": "was-it-used=default/ask-the-owner",
        "close": "set-the-limit+branch-over",
        "write-it-down-begins": "close",
        "write-it-down": "write-it-down-begins",
    }
    steps = {step.id: step for step in playbook(draft).steps}
    assert [next(iter(steps[name].role)) for name in ("revoke-the-key", "revoke-it-by-hand", "ask-the-owner")] == [
        "automation",
        "platform-team",
        "security-operations",
    ]
    looked = steps["look-for-what-was-taken"]
    assert looked.repeat
    assert (looked.repeat.at_most, looked.delay) == (4, 120)
    assert "(isNotEmpty(Usage.Address) or isEqualString(incident.used, True))" in str(steps["was-it-used"].detail)


def test_titles_are_milestones_and_the_last_step_ends_the_playbook() -> None:
    steps = {step.id: step for step in playbook(read(OURS.read_bytes())).steps}
    assert steps["contain"].reaches == ("contain-reached", "remediationsla-started")
    assert steps["close"].reaches == ("close-reached",)
    assert steps["write-it-down"].reaches == ("playbook-done",)


def test_timers_and_limits_of_tasks_are_expectations() -> None:
    draft = read(OURS.read_bytes())
    told = {one.id: (one.from_[""], one.to, str(one.within)) for one in draft.expectations}
    assert told == {
        "leaked-key-remediationsla": ("remediationsla-started", "remediationsla-stopped", "4h"),
        "leaked-key-revoke-it-by-hand": ("revoke-it-by-hand-begun", "revoke-it-by-hand-ended", "2h30m"),
        "leaked-key-detectionsla": ("detected", "detectionsla-stopped", "None"),
    }
    assert [problem.code for problem in draft.problems] == ["other-playbook", "assumed", "assumed"]
    assert {one.id for one in draft.named("other").expectations} == {
        name.replace("leaked-key", "other") for name in told
    }


def test_a_loop_of_which_nothing_says_when_it_ends_is_none() -> None:
    text = OURS.read_text("utf-8").replace("forEach: true, ", "")
    assert all(step.repeat is None for step in playbook(read(text.encode())).steps)


def test_branches_that_begin_together_are_waited_for_where_they_meet() -> None:
    assert waits(made("0 start #none#: 1, 2\n1 regular #none#: 3\n2 regular #none#: 3\n3 regular")) == {
        "t1": "",
        "t2": "",
        "t3": "t1+t2",
    }


def test_whatever_runs_is_waited_for_also_where_branches_cross() -> None:
    crossed = "0 start #none#: 1, 2\n1 regular #none#: 3, 4\n2 regular #none#: 5\n3 regular #none#: 5\n"
    draft = made(crossed + "4 regular #none#: 6\n5 regular #none#: 6\n6 regular")
    assert (waits(draft)["t5"], waits(draft)["t6"]) == ("t2+t3", "t4+t5")
    asked = "0 start #none#: 1\n1 condition yes: 2, 3; no: 3; #default#: 4\n2 regular #none#: 4\n3 regular #none#: 4\n"
    draft = made(asked + "4 regular")
    assert (waits(draft)["t3"], waits(draft)["t4"]) == ("t1=no/t1=yes", "branch-over+t3")


def test_a_decision_has_the_answers_after_which_nothing_comes_too() -> None:
    told = {"message": {"subject": {"simple": "May we ${act}?"}, "replyOptions": ["Yes", "No", "Later"]}}
    asked = {"type": "condition", "task": {"name": "Ask"}, "nexttasks": {"yes": ["2"]}}
    rest = {"0": {"type": "start", "task": {}, "nexttasks": {"#none#": ["1"]}}, "2": {"type": "aiTask", "task": {}}}

    def answers(**more: Any) -> list[str]:
        tasks = rest | {"1": asked | more}
        steps = playbook(read(yaml.safe_dump({"name": "P", "starttaskid": "0", "tasks": tasks}).encode())).steps
        assert next(iter(steps[1].role)) == "automation"
        return [str(steps[0].detail and steps[0].detail.own), *steps[0].outcomes]

    assert answers() == ["None", "yes", "default"]
    assert answers(nexttasks={"yes": ["2"], "no": []}) == ["None", "yes", "no"]
    assert answers(conditions=[{"label": "no", "condition": []}])[1:] == ["yes", "no"]
    assert answers(**told) == ["May we ${act}?", "yes", "no", "later"]
    assert answers(nexttasks={"#default#": ["2"]})[1:] == ["default"]
    for to, role in (("Duty Officer", "duty-officer"), ("a@example.com", "security-operations")):
        tasks = rest | {"1": asked | {"type": "collection", "nexttasks": {}, "message": {"to": {"simple": to}}}}
        tasks["1"]["task"] = {"name": "Ask", "description": "commands.local.cmd.ask"}
        step = playbook(read(yaml.safe_dump({"name": "P", "starttaskid": "0", "tasks": tasks}).encode())).steps[0]
        assert (step.role, step.detail) == ({role: 1}, None)


def test_what_comes_when_a_decision_fails_is_told_to_be_left_out() -> None:
    draft = made("0 start #none#: 1\n1 condition yes: 2; no: 3; #error#: 4\n2 regular\n3 regular\n4 regular")
    assert any(problem.code == "left-out" and "fails" in str(problem.message) for problem in draft.problems)


def test_what_is_said_of_a_task_keeps_its_lines_and_shows_where_it_was_cut() -> None:
    said = {"type": "regular", "task": {"name": "A", "description": "1. Look\n  2. Tell   them\n\n" + "x" * 5000}}
    tasks = {"0": {"type": "start", "task": {}, "nexttasks": {"#none#": ["1"]}}, "1": said}
    draft = read(yaml.safe_dump({"name": "P", "starttaskid": "0", "tasks": tasks}).encode())
    detail = str((text := playbook(draft).steps[0].detail) and text.own)
    assert (detail[:22], detail[-3:]) == ("1. Look\n2. Tell them\n\n", "x …")


def _any_tasks(chance: Random) -> dict[str, dict[str, list[str]]]:
    """Task → label → later tasks, whatever graph that makes."""
    count = chance.randint(3, 12)
    found = dict[str, dict[str, list[str]]]()
    for n in range(count):
        later = [str(m) for m in range(n + 1, count)]
        labels = ["#none#"] if n == 0 or chance.random() < 0.6 else ["yes", "no", "#default#"]
        found[str(n)] = {one: chance.sample(later, min(len(later), chance.choice((1, 1, 2, 3)))) for one in labels}
    return found


def _gone(steps: Sequence[Step], answers: Mapping[str, str]) -> set[str]:
    """The steps that are done where steps end so: rules 5 and 6 of the world, without time."""
    done, out = dict[str, str](), set[str]()

    def holds(ref: Ref) -> bool:
        return ref.step in done and ref.outcome in (None, done[ref.step])

    for step in steps:
        left = [ref for ref in step.after if not (ref.outcome is None and ref.step in out)]
        runs = all(map(holds, left)) if left else not step.after
        assert sum(map(holds, step.after_any)) < 2, "several that run are all waited for"
        if runs and (not step.after_any or any(map(holds, step.after_any))):
            done[step.id] = answers.get(step.id, "")
        else:
            out.add(step.id)
    return set(done)


def _waited(step: str, steps: Mapping[str, Step]) -> set[str]:
    """The tasks that a step waits for, also by way of steps that only mark the end of a branch."""
    found = set[str]()
    for ref in (*steps[step].after, *steps[step].after_any):
        found |= {ref.step} if ref.step.startswith("t") else _waited(ref.step, steps)
    return found


@pytest.mark.parametrize("count", [40, pytest.param(3_000, marks=pytest.mark.slow)])
def test_the_same_tasks_run_as_where_paths_that_are_not_taken_die(count: int) -> None:
    for seed in range(count):
        chance = Random(seed)
        leads = _any_tasks(chance)
        tasks = {
            task: {"type": "regular" if int(task) else "start", "task": {"name": f"T{task}"}, "nexttasks": ways}
            for task, ways in leads.items()
        }
        steps = playbook(read(yaml.safe_dump({"name": "P", "starttaskid": "0", "tasks": tasks}).encode())).steps
        answers = {task: chance.choice(list(ways)) for task, ways in leads.items()}
        expected, reached = list[str](), {"0"}
        for task, ways in leads.items():
            if task in reached:
                expected.append(task)
                reached |= set(ways[answers[task]])
        slugs = {f"t{task}": answer.strip("#") for task, answer in answers.items()}
        assert _gone(steps, slugs) & slugs.keys() == {f"t{task}" for task in expected} - {"t0"}, seed
        for task in expected:
            for later in set(leads[task][answers[task]]) if task != "0" else ():
                assert f"t{task}" in _waited(f"t{later}", {step.id: step for step in steps}), seed


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        ("0 start #none#: 9", ":6:7: error: step T0 leads to 9, which is not in the file [unknown-id]"),
        (
            "0 start #none#: 1\n1 regular #none#: 2\n2 regular #none#: 1",
            "leads back to itself without an end: only a while-condition or a loop may come again [endless]",
        ),
        ("0 start #none#: 1\n1 webhook", "1: expected a type of step"),
        ("0 start", "no step in it does anything: there is nothing to simulate"),
    ],
)
def test_it_is_refused_where_it_is_wrong(tasks: str, said: str) -> None:
    with pytest.raises(TabletopError) as error:
        made(tasks)
    assert said in problem_text(error.value.problems[0], "en")


def test_anchors_are_refused_and_control_characters_cleaned() -> None:
    assert "&x is an anchor" in refused(OURS.read_bytes().replace(b"name: Leaked Key", b"name: &x Leaked Key"))[0]
    cleaned = OURS.read_bytes().replace(b"name: Write it down", 'name: "Write \\u202eit\\e[2J down"\u202e'.encode())
    assert "Write it[2J down" in [step.name("en") for step in playbook(read(cleaned)).steps]


@pytest.mark.skipif(not PUBLIC.is_dir(), reason="files of others are not here")
def test_files_of_others_are_read_as_they_are() -> None:
    for path in PUBLIC.glob("*.yml"):
        draft = read(path.read_bytes())
        assert len(playbook(draft).steps) > 20
        assert read_back(draft) == playbook(draft)


def read_back(draft: Draft) -> object:
    return validate(parse(write(playbook(draft)).encode(), "p.yaml"), PLAYBOOK)[0].value


def _mutated(tree: Any, seed: int) -> bytes:
    chance = Random(seed)
    data = yaml.safe_dump(changed(tree, seed), allow_unicode=True, sort_keys=False).encode()
    return data[: chance.randrange(len(data))] if chance.random() < 0.1 else data


@pytest.mark.parametrize("count", [20, pytest.param(5_000, marks=pytest.mark.slow)])
def test_whatever_is_wrong_with_a_file_it_is_read_or_refused(count: int) -> None:
    tree = yaml.load(OURS.read_text("utf-8"), yaml.BaseLoader)
    for seed in range(count):
        try:
            draft = read(_mutated(tree, seed))
        except TabletopError as error:
            told = [problem_text(problem, "ja") for problem in error.problems] or [str(error)]
            assert all(told), seed
        else:
            assert read_back(draft) == playbook(draft), seed
