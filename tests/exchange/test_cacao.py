"""Playbooks of CACAO 2.0, and of CoSAI in words of its own: what becomes of every type of step, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from simulator.content.reading import load, validate
from simulator.content.writing import write
from simulator.content.yaml_nodes import parse
from simulator.errors import TabletopError
from simulator.exchange.cacao_out import EXTENSION
from simulator.exchange.draft import Draft
from simulator.exchange.formats import FORMATS, WRITTEN, read
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import Playbook
from simulator.wording.speech import problem_text
from tests.conftest import ROOT
from tests.exchange.mutations import any_workflow, mutated

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


def playbook(draft: Draft) -> Playbook:
    assert isinstance(draft.value, Playbook)
    return draft.value


def waits(draft: Draft) -> dict[str, str]:
    """Step → what it waits for, all with +, any with /."""
    return {
        step.id: "+".join(map(str, step.after)) or "/".join(map(str, step.after_any)) for step in playbook(draft).steps
    }


def refused(data: bytes) -> list[str]:
    with pytest.raises(TabletopError) as error:
        read(data, "f.json", TODAY)
    return [problem_text(problem, "en") for problem in error.value.problems] or [str(error.value)]


def action(then: str | None = None, **more: Any) -> dict[str, Any]:
    return {"type": "action", **({"on_completion": then} if then else {}), **more}


def test_every_type_of_step_becomes_what_the_world_knows() -> None:
    draft = read(OURS.read_bytes(), "every-step.json", TODAY)
    steps = {step.id: step for step in playbook(draft).steps}
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


def test_a_playbook_that_holds_no_more_says_so() -> None:
    draft = drafted({"a": action()}, revoked=True, valid_until="2026-01-31T00:00:00Z")
    assert [problem.code for problem in draft.problems][-2:] == ["revoked", "revoked"]
    assert not [one for one in drafted({"a": action()}, valid_until="2337-01-31").problems if one.code == "revoked"]


def test_a_tail_that_stands_in_a_block_and_after_it_comes_after_it() -> None:
    asked = {"type": "if-condition", "condition": "x", "on_true": "b", "on_false": "d", "on_completion": "c"}
    draft = drafted({"i": asked, "b": action("z"), "c": action("d"), "d": action("z"), "z": END})
    assert waits(draft) == {"i": "", "b": "i=true", "c": "i=false/b", "d": "c"}


def test_lists_of_where_a_step_leads_are_read_as_cacao_1_writes_them() -> None:
    asked = {"type": "if-condition", "condition": "x", "on_true": ["b"], "on_false": ["c", "d"]}
    draft = drafted({"a": {"type": "single", "on_completion": ["i"]}, "i": asked, "b": action(), "c": action(),
                     "d": action()}, spec_version="1.1")  # fmt: skip
    assert waits(draft) == {"a": "", "i": "a", "b": "i=true", "c": "i=false", "d": "i=false",
                            "playbook-over": "b+c+d"}  # fmt: skip


def test_a_playbook_is_over_when_all_is_that_was_begun() -> None:
    """Also where one branch of a parallel goes on outside of it, and another ends at once."""
    draft = drafted({
        "i": {"type": "if-condition", "condition": "x", "on_true": "p", "on_false": "t"},
        "p": {"type": "parallel", "next_steps": ["q", "s"], "on_completion": "y"},
        "q": action("t"), "s": {"type": "if-condition", "condition": "y", "on_true": "u"}, "u": action("t"),
        "t": action("z"), "y": END, "z": END,
    })  # fmt: skip
    assert waits(draft) == {
        "i": "", "q": "i=true", "s": "i=true", "u": "s=true",
        "branch-over": "i=false/q", "t": "branch-over+u",
        "branch-over-2": "s=false", "playbook-over": "branch-over-2+t",
    }  # fmt: skip


def test_many_that_follow_many_wait_for_one_step_between() -> None:
    many = [f"a{n}" for n in range(20)]
    then = {"type": "parallel", "next_steps": [f"b{n}" for n in range(20)]}
    draft = drafted({"p": {"type": "parallel", "next_steps": many, "on_completion": "q"}, "q": then}
                    | {step: action() for step in (*many, *then["next_steps"])})  # fmt: skip
    assert [waits(draft)[f"b{n}"] for n in range(20)] == ["branch-over"] * 20


def test_slips_of_programs_and_pens_are_read() -> None:
    asked = {"type": "condition", "on_true": "b ", "on_false": " z"}
    workflow = {"a": {"type": "single", "command": {"type": "manual", "command": "Look"}, "target_ids": ["t"],
                      "on_completion": " i"}, "i": asked, "b": action(" z"), "z": END}  # fmt: skip
    alone = HEAD | {"workflow_start": "a ", "workflow": workflow, "targets": {"t": {"type": "group", "name": "Desk"}}}
    draft = read(json.dumps([alone]).encode(), "f.json", TODAY)
    assert waits(draft) == {"a": "", "i": "a", "b": "i=true", "playbook-over": "i=false/b"}
    step = playbook(draft).steps[0]
    assert (step.role, str(step.detail and step.detail.own)) == ({"desk": 1}, "Look")
    lost = HEAD | {"workflow_start": "a", "workflow": {"a": action("gone")}}
    assert refused(json.dumps([lost], indent=1).encode())[0].startswith("f.json:10:22: error: step a leads to gone")


def test_keys_and_types_may_be_spelt_as_other_programs_do() -> None:
    draft = drafted(
        {
            "a": {"type": "action", "on-completion": "b"},
            "b": {"type": "ifCondition", "condition": "x", "onTrue": "c", "on_false": "end"},
            "c": {"type": "action", "on_completion": "end"},
            "end": END,
        }
    )
    assert waits(draft) == {"a": "", "b": "a", "c": "b=true", "playbook-over": "b=false/c"}
    assert [(p.code, str(p.message)) for p in draft.problems if p.code == "spelling"] == [
        ("spelling", "on-completion is read as on_completion"),
        ("spelling", "onTrue is read as on_true"),
    ]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ({"agent": "group--1", "commands": [{"type": "bash", "command": "x"}]}, "security-operations"),
        ({"implemented_by": {"type": "human", "name": "Legal"}}, "legal"),
        ({"target": {"type": "individual", "name": "Chief of staff"}, "command": {"type": "manual"}}, "chief-of-staff"),
        ({"implemented_by": {"type": "software", "name": "Scanner"}}, "automation"),
    ],
    ids=["a group that nobody defines", "CoSAI, people", "CACAO 1, target in the step", "CoSAI, software"],
)
def test_people_are_known_wherever_they_are_named(said: dict[str, Any], role: str) -> None:
    (step,) = playbook(drafted({"a": action("end", **said), "end": END})).steps
    assert list(step.role) == [role]


def test_a_loop_whose_body_goes_back_by_itself_is_one() -> None:
    asked = {"type": "while-condition", "condition": "x", "on_true": "b", "on_completion": "c"}
    by_itself = drafted({"w": asked, "b": action("w"), "c": action("z"), "z": END})
    ended = drafted({"w": asked, "b": action("y"), "c": action("z"), "y": END, "z": END})
    assert waits(by_itself) == waits(ended) == {"w": "", "b": "w=true", "w-again": "b", "c": "w=false/w-again"}


def test_steps_without_a_name_are_called_by_what_they_are() -> None:
    one, two = (f"action--00000000-0000-4000-8000-00000000000{n}" for n in (1, 2))
    assert waits(drafted({one: action(two), two: action()})) == {"action": "", "action-2": "action"}


def test_ids_of_long_names_end_with_a_word() -> None:
    told, long = "Tell the data protection officer and whoever is there", "x" * 50
    both = {"type": "parallel", "next_steps": [told, long]}
    draft = drafted({"both": both, told: action(name=told), long: action(name=long)})
    assert list(waits(draft))[:2] == ["tell-the-data-protection-officer-and-whoever-is", "x" * 48]


@pytest.mark.parametrize(
    "conditions",
    [
        [{"condition": "yes", "next_step": "a"}, {"condition": "no", "next_step": "b"}],
        {"yes": {"next_step": "a"}, "no": {"next_step": "b"}},
    ],
)
def test_answers_of_a_decision_may_be_a_list_or_have_the_step_below_them(conditions: Any) -> None:
    draft = drafted({"d": {"type": "Decision", "conditions": conditions}, "a": action(), "b": action()})
    assert waits(draft)["a"] == "d=yes"


def test_what_windows_writes_is_read() -> None:
    document = HEAD | {"workflow_start": "a", "workflow": {"a": action(timeout="60000")}}
    draft = read(json.dumps(document).encode("utf-16"), "f.json", TODAY)
    assert playbook(draft).steps[0].timeout == 60


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
    assert [next(iter(step.role)) for step in playbook(draft).steps][:2] == ["automation", "security-operations"]


@pytest.mark.parametrize(
    ("workflow", "said"),
    [
        ({"a": action("gone")}, "f.json:9:21: error: step a leads to gone, which is not in the file [unknown-id]"),
        (
            {"a": action("b"), "b": action("a")},
            "f.json:7:8: error: step a leads back to itself without an end: only a while-condition or a loop may come"
            " again [endless]",
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


@pytest.mark.slow
def test_ten_thousand_steps_with_texts_make_a_file_that_is_read_again() -> None:
    said = "Isolate the endpoint so that nobody moves on from it, and keep what it remembers."
    steps = {
        f"a{n}": action(f"a{n + 1}", name=f"Isolate the affected host number {n}", description=said,
                        commands=[{"type": "manual", "command": said}])
        for n in range(10_000)
    }  # fmt: skip
    draft = drafted({**steps, "a10000": END})
    assert read_back(draft) == playbook(draft)


def test_texts_are_cleaned_and_what_is_assumed_reads_back() -> None:
    draft = drafted({"a": action(name="A\x1b[2J step\u202e", description="{T+1h} # no remark")})
    assert playbook(draft).steps[0].name("en") == "A[2J step"
    assert read_back(draft) == playbook(draft)


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_files_of_others_are_read_as_they_are(path: Path) -> None:
    draft = read(path.read_bytes(), path.name, TODAY)
    assert read_back(draft) == playbook(draft)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("cacao-invalid/*.json")), ids=lambda path: path.stem)
def test_broken_files_of_others_are_refused_and_the_step_is_named(path: Path) -> None:
    assert ": error: step " in refused(path.read_bytes())[0]


def read_back(draft: Draft) -> object:
    return validate(parse(write(playbook(draft)).encode(), "p.yaml"), PLAYBOOK)[0].value


def bundled(path: Path) -> Playbook:
    value = validate(load(path), PLAYBOOK)[0].value
    assert isinstance(value, Playbook)
    return value


def exported(playbook: Playbook) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(WRITTEN["cacao"].write(playbook))
    return document


def again(document: dict[str, Any]) -> Draft:
    return read(json.dumps(document).encode(), "f.json", TODAY)


@pytest.mark.parametrize("path", sorted((ROOT / "playbooks").glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_exported_comes_back_equal(path: Path) -> None:
    draft = again(exported(bundled(path)))
    assert (playbook(draft), draft.assumed, draft.problems) == (bundled(path), False, ())


@pytest.mark.parametrize("path", [OURS, *FOREIGN], ids=lambda path: path.stem)
def test_files_of_others_come_back_as_the_same_graph(path: Path) -> None:
    first = read(path.read_bytes(), path.name, TODAY)
    assert playbook(again(exported(playbook(first)))) == playbook(first)


def test_who_does_not_know_the_extension_sees_every_step_after_what_it_waits_for() -> None:
    ours = bundled(ROOT / "playbooks" / "service-outage.yaml")
    document = exported(ours)
    del document["playbook_extensions"]
    for raw in document["workflow"].values():
        raw.pop("step_extensions", None)
    titles = {step.name("en") for step in playbook(again(document)).steps}
    assert {step.name("en") for step in ours.steps} <= titles


def test_a_changed_order_is_read_anew_with_times_and_roles_as_they_were() -> None:
    document = exported(playbook(read(OURS.read_bytes(), "f.json", TODAY)))
    keys = [key for key, raw in document["workflow"].items() if raw.get("name") == "Write it down"]
    document["workflow"][keys[0]]["step_extensions"][EXTENSION]["step"]["takes"] = "7m"
    end = document["workflow"][keys[0]]["on_completion"]
    document["workflow"]["action--new"] = action(end, name="Close it")
    document["workflow"][keys[0]]["on_completion"] = "action--new"
    draft = again(document)
    assert "changed" in [problem.code for problem in draft.problems]
    steps = {step.id: step for step in playbook(draft).steps}
    assert (str(steps["write-it-down"].takes), waits(draft)["close-it"]) == ("7m", "write-it-down")


def test_what_is_wrong_in_the_extension_is_found_there() -> None:
    document = exported(bundled(ROOT / "playbooks" / "service-outage.yaml"))
    key = next(key for key, raw in document["workflow"].items() if raw["type"] == "action")
    document["workflow"][key]["step_extensions"][EXTENSION]["step"]["takes"] = "soon"
    with pytest.raises(TabletopError) as error:
        again(document)
    assert error.value.problems[0].path == f"workflow.{key}.step_extensions.{EXTENSION}.step.takes"


@pytest.mark.skipif(not (SAMPLES / "cacao-schemas").is_dir(), reason="the public schemas lie elsewhere")
def test_what_is_exported_is_valid_by_the_public_schemas() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    folder = SAMPLES / "cacao-schemas"
    base = json.loads((folder / "playbook.json").read_text("utf-8")) | {"$id": (folder / "playbook.json").as_uri()}
    validator = jsonschema.Draft7Validator(base, registry=registry(folder))
    for path in sorted((ROOT / "playbooks").glob("*.yaml")):
        assert not [error.message for error in validator.iter_errors(exported(bundled(path)))], path.stem


def registry(folder: Path) -> Any:
    """The schemas by where they lie: several of them call themselves by one name."""
    referencing, kinds = pytest.importorskip("referencing"), pytest.importorskip("referencing.jsonschema")
    read_in = [(path.as_uri(), json.loads(path.read_text("utf-8"))) for path in folder.rglob("*.json")]
    resources = [(uri, kinds.DRAFT7.create_resource(tree | {"$id": uri})) for uri, tree in read_in]
    return referencing.Registry().with_resources(resources)


@pytest.mark.parametrize("count", [60, pytest.param(3_000, marks=pytest.mark.slow)])
def test_whatever_blocks_there_are_each_step_waits_for_earlier_ones(count: int) -> None:
    for seed in range(count):
        workflow = any_workflow(seed)
        try:
            made = playbook(drafted({"start": {"type": "start", "on_completion": "s0"}, **workflow}))
        except TabletopError as error:
            assert "no step in it does anything" in str(error.problems[0].message), seed  # noqa: PT017
            continue
        known = dict[str, set[str]]()
        for step in made.steps:
            refs = [*step.after, *step.after_any]
            assert step.once or refs, seed
            assert all((ref.outcome or ref.step) in known[ref.step] for ref in refs), seed
            known[step.id] = {step.id, *step.outcomes, "failed", "timed-out"}
        assert any("playbook-done" in step.reaches for step in made.steps), seed
        assert playbook(again(exported(made))) == made, seed


@pytest.mark.parametrize("count", [100, pytest.param(5_000, marks=pytest.mark.slow)])
def test_whatever_is_wrong_with_a_file_it_is_read_or_refused(count: int) -> None:
    trees = [json.loads(path.read_bytes()) for path in (OURS, *FOREIGN)]
    trees += [exported(bundled(ROOT / "playbooks" / "impersonation-fraud.yaml"))]
    for seed in range(count):
        try:
            draft = read(mutated(trees[seed % len(trees)], seed), "f.json", TODAY)
        except TabletopError as error:
            told = [problem_text(problem, "ja") for problem in error.problems] or [str(error)]
            assert all(told), seed
        else:
            assert read_back(draft) == playbook(draft), seed


def test_a_file_in_no_format_of_the_table_names_them() -> None:
    assert f"is in no format that is read here ({', '.join(FORMATS)})" in refused(b"{}")[0]
