"""MITRE ATLAS in both layouts: the same cases, steps in order, what is wrong told with its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from simulator.errors import TabletopError
from simulator.exchange.atlas import Atlas, Case
from simulator.exchange.atlas_scenario import begun, category_of
from simulator.model.scenario import Scenario
from simulator.verbs.import_atlas import read_file
from tests.conftest import ROOT
from tests.exchange.mutations import changed

HERE = Path(__file__).parent / "files"
LAYOUTS = ("atlas-5.yaml", "atlas-6.yaml")
PUBLIC = ROOT.parent.parent / "shared" / "samples" / "atlas" / "ATLAS.yaml"


def _begun(case: Case, atlas: Atlas) -> Scenario:
    day, category = date(2026, 11, 30), category_of(case)
    return begun(case, atlas, day, category=category, playbook="none", team="none", roles=["lead"])


def test_both_layouts_tell_the_same() -> None:
    five, six = (read_file(HERE / name)[0] for name in LAYOUTS)
    assert (five.cases, five.names, five.mitigations) == (six.cases, six.names, six.mitigations)
    assert [step.technique for step in six.cases["AML.CS9001"].steps] == ["AML.T0065", "AML.T0040", "AML.T0024.002"]


def test_a_retired_technique_goes_on_under_its_new_id(tmp_path: Path) -> None:
    """The case was written before release 2026.07; the file has what came of it."""
    text = (HERE / LAYOUTS[1]).read_text("utf-8").replace("target: AML.T0065", "target: AML.T0058")
    parts = "  AML.T0115: {name: Publish Poisoned AI Artifacts}\n  AML.T0115.001: {name: Models}\n"
    (tmp_path / "a.yaml").write_text(text.replace("mitigations:\n", f"{parts}mitigations:\n", 1), "utf-8")
    atlas, _ = read_file(tmp_path / "a.yaml")
    case = atlas.cases["AML.CS9001"]
    assert (case.steps[0].technique, case.steps[0].was) == ("AML.T0115.001", "AML.T0058")
    notes = [str(inject.facilitator.own) for inject in _begun(case, atlas).injects if inject.facilitator]
    assert "AML.T0115.001 Publish Poisoned AI Artifacts: Models (was AML.T0058):" in notes[-1]


def test_the_category_is_told_by_ids_of_either_release() -> None:
    atlas, _ = read_file(HERE / LAYOUTS[0])
    case = atlas.cases["AML.CS9001"]
    for technique in ("AML.T0019", "AML.T0115.000"):
        steps = (replace(case.steps[0], technique=technique),)
        assert category_of(replace(case, steps=steps)) == "data-provenance-breach"


def test_a_file_that_only_names_another_says_which(tmp_path: Path) -> None:
    (tmp_path / "ATLAS-latest.yaml").write_text("v6/ATLAS-2026.09.yaml\n", "utf-8")
    with pytest.raises(TabletopError) as refused:
        read_file(tmp_path / "ATLAS-latest.yaml")
    assert "fetch v6/ATLAS-2026.09.yaml" in str(refused.value.problems[0].message)


def test_what_a_defender_sees_first_comes_first() -> None:
    atlas, _ = read_file(HERE / LAYOUTS[0])
    case = atlas.cases["AML.CS9001"]
    scenario = _begun(case, atlas)
    assert (scenario.category, scenario.references[0].id) == ("model-extraction", "AML.CS9001")
    notes = [str(inject.facilitator.own) for inject in scenario.injects if inject.facilitator]
    assert "Extract AI Model" in notes[0]
    assert "Helps: AML.M0004 Fewer queries: Limit them." in notes[0]
    assert [inject.optional for inject in scenario.injects] == [False, False, True]


@pytest.mark.parametrize(
    ("old", "new", "place", "told"),
    [
        ("leads-to: [S02]", "leads-to: [S09]", "44:20", "leads to 'S09', which is no step of this case"),
        ("step-id: S01", "step-id: S02", "43:18", "another step of this case is S02, too"),
        ("    name: Copied by asking", "    name: [Copied]", "18:11", "expected a text"),
        ("  AML.CS9001:\n    name", "  a case:\n    name", "18:5", "expected the id of a case"),
        ("case-studies:", "studies:", "1:1", "this is no ATLAS.yaml"),
        ("case-studies:", "procedure: []\nstudies:", "1:1", "this is one case alone"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str, told: str) -> None:
    text = (HERE / LAYOUTS[1]).read_text("utf-8")
    assert old in text
    (tmp_path / "a.yaml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(TabletopError) as refused:
        read_file(tmp_path / "a.yaml")
    problems = [(f"{one.line}:{one.column}", str(one.message)) for one in refused.value.problems]
    assert any(where == place and told in message for where, message in problems), problems


def test_a_case_that_stands_twice_is_refused(tmp_path: Path) -> None:
    tree = yaml.load((HERE / LAYOUTS[0]).read_text("utf-8"), yaml.BaseLoader)
    tree["case-studies"] *= 2
    (tmp_path / "a.yaml").write_text(yaml.dump(tree, Dumper=_Plain), "utf-8")
    with pytest.raises(TabletopError) as refused:
        read_file(tmp_path / "a.yaml")
    assert "another case is AML.CS9001, too" in str(refused.value.problems[0].message)


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def test_steps_that_lead_to_each_other_are_all_there(tmp_path: Path) -> None:
    text = (HERE / LAYOUTS[1]).read_text("utf-8").replace("leads-to: []", "leads-to: [S00]")
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert len(read_file(tmp_path / "a.yaml")[0].cases["AML.CS9001"].steps) == 3


def _read_or_refused(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    try:
        atlas, _ = read_file(path)
    except TabletopError:
        return
    for case in atlas.cases.values():
        if case.steps:
            _begun(case, atlas)


def _mutated(tree: Any, seed: int) -> bytes:
    chance = Random(seed)
    data = yaml.safe_dump(changed(tree, seed), allow_unicode=True, sort_keys=False).encode()
    return data[: chance.randrange(len(data))] if chance.random() < 0.1 else data


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_changed_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    tree = yaml.load((HERE / name).read_text("utf-8"), yaml.BaseLoader)
    for seed in range(40):
        _read_or_refused(_mutated(tree, seed), tmp_path / "a.yaml")


@pytest.mark.slow
@pytest.mark.parametrize("name", LAYOUTS)
def test_thousands_of_changed_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    tree = yaml.load((HERE / name).read_text("utf-8"), yaml.BaseLoader)
    for seed in range(2_500):
        _read_or_refused(_mutated(tree, seed), tmp_path / "a.yaml")


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public file is not here")
def test_every_public_case_begins_a_scenario() -> None:
    atlas, _ = read_file(PUBLIC)
    assert len(atlas.cases) == 57
    for case in atlas.cases.values():
        scenario = _begun(case, atlas)
        assert len(scenario.injects) == len(case.steps) > 0
