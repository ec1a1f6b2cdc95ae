"""Playbooks of CACAO 2.0, and of CoSAI in words of its own: what becomes of every type of step, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from simulator.content.reading import validate
from simulator.content.writing import write
from simulator.content.yaml_nodes import parse
from simulator.errors import TabletopError
from simulator.exchange.draft import Draft
from simulator.exchange.formats import FORMATS, read
from simulator.model.kinds import PLAYBOOK
from simulator.wording.speech import problem_text
from tests.conftest import ROOT
from tests.exchange.mutations import mutated

TODAY = date(2026, 11, 30)
OURS = Path(__file__).parent / "files" / "every-step.json"
SAMPLES = next((folder for up in ROOT.parents if (folder := up / "shared" / "samples").is_dir()), ROOT / "none")
"""Files of others, which do not come with the program; without them their tests are left out."""
FOREIGN = sorted(SAMPLES.glob("c[ao]*[oi]/*.json"))
HEAD = {"type": "playbook", "spec_version": "cacao-2.0", "name": "A playbook"}
END = {"type": "end"}


def drafted(workflow: dict[str, Any], **more: Any) -> Draft:
    data = json.dumps(HEAD | {"workflow_start": next(iter(workflow), ""), "workflow": workflow} | more, indent=1)
    return read(data.encode(), "f.json", TODAY)


def waits(draft: Draft) -> dict[str, str]:
    """Step → what it waits for, all with +, any with /."""
    return {
        step.id: "+".join(map(str, step.after)) or "/".join(map(str, step.after_any)) for step in draft.playbook.steps
    }


def refused(data: bytes) -> list[str]:
    with pytest.raises(TabletopError) as error:
        read(data, "f.json", TODAY)
    return [problem_text(problem, "en") for problem in error.value.problems] or [str(error.value)]


def action(then: str | None = None, **more: Any) -> dict[str, Any]:
    return {"type": "action", **({"on_completion": then} if then else {}), **more}


def test_every_type_of_step_becomes_what_the_world_knows() -> None:
    draft = read(OURS.read_bytes(), "every-step.json", TODAY)
    steps = {step.id: step for step in draft.playbook.steps}
    assert waits(draft) == {
        "keep-the-index": "",
        "still-written-to": "",
        "revoke-the-writer-s-key": "still-written-to=true",
        "cut-the-writer-off-by-hand": "revoke-the-writer-s-key=failed/revoke-the-writer-s-key=timed-out",
        "tell-the-owner": "still-written-to=false/revoke-the-writer-s-key/cut-the-writer-off-by-hand",
        "poisoned-entries-left": "keep-the-index+tell-the-owner",
        "remove-a-batch": "poisoned-entries-left=true",
        "poisoned-entries-left-again": "remove-a-batch",
        "who-was-answered-from-it": "poisoned-entries-left=false/poisoned-entries-left-again",
        "inform-staff": "who-was-answered-from-it=staff",
        "inform-customers": "who-was-answered-from-it=customers",
        "write-it-down": "inform-staff/inform-customers",
    }
    assert steps["poisoned-entries-left-again"].repeat
    keep, revoke = steps["keep-the-index"], steps["revoke-the-writer-s-key"]
    assert (keep.role, keep.phase, keep.delay) == ({"ml-platform": 1}, "contain", 91)
    assert (revoke.role, revoke.timeout, revoke.fails is not None) == ({"automation": 1}, 600, True)
    assert steps["write-it-down"].reaches == ("playbook-done",)
    assert [problem.code for problem in draft.problems] == ["other-playbook"]


def test_branches_of_a_parallel_are_all_waited_for_also_where_they_meet_by_themselves() -> None:
    block = {"type": "parallel", "next_steps": ["a", "b"]}
    flat = drafted({"p": block, "a": action("c"), "b": action("c"), "c": action("z"), "z": END})
    ended = drafted({"p": block | {"on_completion": "c"}, "a": action("y"), "b": action("z"), "c": action("z"),
                     "y": END, "z": END})  # fmt: skip
    assert waits(flat) == waits(ended) == {"a": "", "b": "", "c": "a+b"}


def test_a_branch_that_was_not_gone_is_not_waited_for() -> None:
    asked = {"type": "if-condition", "condition": "x", "on_true": "b"}
    draft = drafted({"p": {"type": "parallel", "next_steps": ["a", "i"], "on_completion": "c"}, "a": action("z"),
                     "i": asked, "b": action("z"), "c": action("z"), "z": END})  # fmt: skip
    assert waits(draft) == {"a": "", "i": "", "b": "i=true", "branch-over": "i=false/b", "c": "a+branch-over"}


def test_common_slips_are_read_with_a_warning() -> None:
    data = json.dumps(HEAD | {"spec_version": "2.0", "workflow": {"step--a": action("z"), "z": END}}).encode()
    draft = read(data, "f.json", TODAY)
    assert [problem.code for problem in draft.problems] == ["other-version", "odd-id", "no-start"]
    assert waits(draft) == {"step-a": ""}


def test_words_of_cosai_are_read_too() -> None:
    workflow = {
        "s": {"type": "start", "next_step": "look"},
        "look": {"type": "action", "name": "Look", "next_step": "ask", "implemented_by": {"type": "software"}},
        "ask": {"type": "decision", "name": "Is it so?", "conditions": {"yes": "act", "no": "e"}},
        "act": {"type": "action", "name": "Act", "action_type": "containment", "next_step": "e"},
        "e": END,
    }
    draft = read(json.dumps({"name": "P", "workflow_start": "s", "workflow": workflow}).encode(), "f.json", TODAY)
    assert draft.format == "CoSAI AI Incident Response"
    assert waits(draft)["act"] == "is-it-so=yes"
    assert [next(iter(step.role)) for step in draft.playbook.steps][:2] == ["automation", "security-operations"]


@pytest.mark.parametrize(
    ("workflow", "said"),
    [
        ({"a": action("gone")}, "f.json:9:21: error: step a leads to gone, which is not in the file [unknown-id]"),
        (
            {"a": action("b"), "b": action("a")},
            "f.json:7:8: error: step a leads back to itself without an end: only a while-condition may come again"
            " [endless]",
        ),
        (
            {"a": action("b", on_success="c"), "b": action(), "c": action()},
            "f.json:10:18: error: step a has both on_completion and on_success: keep one of them [contradiction]",
        ),
        (
            {"a": action(timeout="soon")},
            "f.json:9:15: error: expected a number of milliseconds, ten years at most, found 'soon' [bad-value]",
        ),
        ({"a": END}, "f.json:6:14: error: no step in it does anything: there is nothing to simulate [bad-value]"),
    ],
)
def test_it_is_refused_where_it_is_wrong(workflow: dict[str, Any], said: str) -> None:
    document = HEAD | {"workflow_start": "a", "workflow": workflow}
    assert refused(json.dumps(document, indent=1).encode()) == [said]


def test_what_is_too_much_is_refused_before_it_is_read() -> None:
    assert "more than 64 levels" in refused(b'{"workflow": ' + b"[" * 100_000)[0]
    assert "too many values" in refused(b"[" + b"0," * 1_000_001 + b"0]")[0]
    assert "stands here twice" in refused(b'{"workflow": {}, "workflow": {}}')[0]
    assert "no text in UTF-8" in refused(b'{"name": "\xff"}')[0]
    assert "NaN is no number" in refused(b'{"workflow": {"a": NaN}}')[0]


def test_texts_are_cleaned_and_what_is_assumed_reads_back() -> None:
    draft = drafted({"a": action(name="A\x1b[2J step\u202e", description="{T+1h} # no remark")})
    assert draft.playbook.steps[0].name("en") == "A[2J step"
    assert read_back(draft) == draft.playbook


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_files_of_others_are_read_as_they_are(path: Path) -> None:
    draft = read(path.read_bytes(), path.name, TODAY)
    assert read_back(draft) == draft.playbook


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("cacao-invalid/*.json")), ids=lambda path: path.stem)
def test_broken_files_of_others_are_refused_and_the_step_is_named(path: Path) -> None:
    assert ": error: step " in refused(path.read_bytes())[0]


def read_back(draft: Draft) -> object:
    return validate(parse(write(draft.playbook).encode(), "p.yaml"), PLAYBOOK)[0].value


@pytest.mark.parametrize("count", [100, pytest.param(5_000, marks=pytest.mark.slow)])
def test_whatever_is_wrong_with_a_file_it_is_read_or_refused(count: int) -> None:
    trees = [json.loads(path.read_bytes()) for path in (OURS, *FOREIGN)]
    for seed in range(count):
        try:
            draft = read(mutated(trees[seed % len(trees)], seed), "f.json", TODAY)
        except TabletopError as error:
            told = [problem_text(problem, "ja") for problem in error.problems] or [str(error)]
            assert all(told), seed
        else:
            assert read_back(draft) == draft.playbook, seed


def test_a_file_in_no_format_of_the_table_names_them() -> None:
    assert f"is in no format that is read here ({', '.join(FORMATS)})" in refused(b"{}")[0]
