"""Several playbooks in one incident, from files: how they are named, what stands in the way, and where that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.library import Library
from simulator.content.lint import check
from simulator.errors import TabletopError
from simulator.model.setup import Setup

SCENARIO = """\
id: leak
category: practice
title: A leak
opens: 2026-07-10T14:00+09:00
timezone: Asia/Tokyo
team: small
{playbook}
injects:
  - {{id: alert, at: 0m, title: An alert, reaches: detected}}
"""
PLAYBOOK = """\
id: {id}
title: {{en: The {id} one, ja: その一}}
for: practice
owner: Head of {id}
version: "{version}"
reviewed: 2026-10-0{version}
{pace}steps:
{steps}
"""
TEAM = """\
id: small
title: A small team
timezone: Asia/Tokyo
{pace}roles:
  operator: {{people: 2, hours: always}}
  lawyer: {{people: 1, hours: always}}
"""
TECHNICAL = "  - {id: triage, role: operator, takes: 20m, once: detected, reaches: triaged}"
PRIVACY = "  - {id: assess, role: lawyer, takes: 1h, once: triaged, reaches: assessed}"


def write(
    folder: Path,
    named: str = "playbook: [technical, privacy]",
    privacy: str = PRIVACY,
    paces: tuple[str, str, str] = ("", "", ""),
) -> Library:
    """A library with a scenario, the playbooks ``technical`` and ``privacy``, and a team."""
    stretched = [f"pace: {{p95: {pace}}}\n" if pace else "" for pace in paces]
    files = {
        "scenarios/leak.yaml": SCENARIO.format(playbook=named),
        "playbooks/technical.yaml": PLAYBOOK.format(id="technical", version=1, steps=TECHNICAL, pace=stretched[0]),
        "playbooks/privacy.yaml": PLAYBOOK.format(id="privacy", version=2, steps=privacy, pace=stretched[1]),
        "playbooks/teams/small.yaml": TEAM.format(pace=stretched[2]),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return Library.open([folder])


def errors(folder: Path, library: Library) -> list[str]:
    return [
        f"{Path(p.file).relative_to(folder)}:{p.line} {p.code}: {p.message}"
        for p in check(library)
        if p.severity == "error"
    ]


def test_the_steps_of_all_stand_in_the_order_of_the_list(tmp_path: Path) -> None:
    playbook = write(tmp_path).setup("leak").playbook
    assert playbook.id == "technical,privacy"
    assert [step.id for step in playbook.steps] == ["triage", "assess"]
    told = [(part.id, part.title and part.title.own, part.owner.own, part.version) for part in playbook.parts]
    assert told == [
        ("technical", "The technical one", "Head of technical", "1"),
        ("privacy", "The privacy one", "Head of privacy", "2"),
    ]
    assert playbook.title is not None
    assert playbook.title.say("en") == "The technical one + The privacy one"


@pytest.mark.parametrize("named", ["technical,privacy", "technical, privacy", "{0}/playbooks/technical.yaml,privacy"])
def test_several_are_named_with_commas_between(named: str, tmp_path: Path) -> None:
    library = write(tmp_path, named="playbook: technical")
    setup = library.setup("leak", named.format(tmp_path))
    assert setup == write(tmp_path).setup("leak").model_copy(
        update={"scenario": setup.scenario, "sources": setup.sources}
    )


def test_what_waits_for_the_other_playbook_is_sound_only_together(tmp_path: Path) -> None:
    library = write(tmp_path)
    assert not [p for p in check(library) if p.code in ("never", "unknown-id")]
    alone = check(write(tmp_path, named="playbook: privacy"))
    assert [(Path(p.file).name, p.line, p.code) for p in alone if p.code == "unknown-id"] == [
        ("privacy.yaml", 8, "unknown-id")
    ]


def test_each_file_is_a_source_of_its_own_and_the_record_holds_both(tmp_path: Path) -> None:
    setup = write(tmp_path).setup("leak")
    assert {"playbooks/technical.yaml", "playbooks/privacy.yaml"} <= {source.path for source in setup.sources}
    read = Setup.model_validate(setup.normal())
    assert read == setup
    assert read.playbook.parts == setup.playbook.parts
    assert setup.normal() == read.normal()


def test_a_setting_changes_the_playbook_that_has_the_step(tmp_path: Path) -> None:
    setup = write(tmp_path).setup("leak", settings=["steps.assess.takes=3h", "steps.triage.takes=5m"])
    assert [takes.low for takes in setup.playbook.estimates.values()] == [300, 10800]
    with pytest.raises(TabletopError) as refused:
        write(tmp_path).setup("leak", settings=["steps.asses.takes=3h"])
    assert str(refused.value.problems[0].message) == "nothing here has the id asses: did you mean assess?"
    with pytest.raises(TabletopError) as wrong:
        write(tmp_path).setup("leak", settings=["steps.assess.takes=soon"])
    assert wrong.value.problems[0].file == "--set steps.assess.takes=soon"


def test_a_step_of_both_names_both_places_and_the_cure(tmp_path: Path) -> None:
    library = write(tmp_path, privacy=PRIVACY + "\n" + TECHNICAL)
    assert errors(tmp_path, library) == [
        "playbooks/privacy.yaml:9 step-of-two: technical has a step triage, too, and the two are carried out together: "
        "give one of them another id, such as privacy-triage"
    ]
    with pytest.raises(TabletopError) as refused:
        library.setup("leak")
    assert [problem.code for problem in refused.value.problems] == ["step-of-two"]


def test_a_fault_between_the_files_is_told_where_it_stands(tmp_path: Path) -> None:
    astronaut = "  - {id: assess, role: astronaut, takes: 1h, once: triaged}"
    [told] = errors(tmp_path, write(tmp_path, privacy=astronaut))
    assert told.startswith("playbooks/privacy.yaml:8 no-staff")


def test_a_step_of_the_other_file_is_waited_for_by_what_it_reaches(tmp_path: Path) -> None:
    """``after`` is for steps of one's own file, which stays sound by itself."""
    [told, *_] = errors(tmp_path, write(tmp_path, privacy="  - {id: assess, role: lawyer, takes: 1h, after: triage}"))
    assert told.startswith("playbooks/privacy.yaml:8 unknown-id: there is no step triage")


def test_a_broken_one_is_told_at_the_scenario_that_names_it(tmp_path: Path) -> None:
    library = write(tmp_path, privacy="  - {id: assess}")
    found = [p for p in check(library, [tmp_path / "scenarios/leak.yaml"]) if p.severity == "error"]
    assert [(p.code, p.line) for p in found] == [("unsound-part", 7)]
    with pytest.raises(TabletopError) as refused:
        library.setup("leak")
    assert {Path(problem.file).name for problem in refused.value.problems} == {"privacy.yaml"}


@pytest.mark.parametrize(
    ("paces", "holds"),
    [(("", "3", ""), 3), (("3", "3", ""), 3), (("2", "3", ""), None), (("2", "3", "4"), 4)],
)
def test_one_incident_has_one_pace(paces: tuple[str, str, str], holds: float | None, tmp_path: Path) -> None:
    library = write(tmp_path, paces=paces)
    if holds is None:
        [told] = errors(tmp_path, library)
        assert told.startswith("playbooks/privacy.yaml:7 two-paces: technical has another pace")
        return
    pace = library.setup("leak").pace
    assert pace is not None
    assert pace.p95 == holds


@pytest.mark.parametrize("named", ["technical,technical", "technical,none"])
def test_what_cannot_stand_together_is_refused(named: str, tmp_path: Path) -> None:
    with pytest.raises(TabletopError):
        write(tmp_path).setup("leak", named)
