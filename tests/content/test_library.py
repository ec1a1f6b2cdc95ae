"""Finding content by id or path, putting a setup together, and what is said where that cannot be done."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from simulator.content.library import Library
from simulator.content.lint import check
from simulator.errors import TabletopError
from simulator.home import bundled, libraries, records
from simulator.model.pace import Pace
from simulator.model.text import Text
from simulator.wording.speech import problem_text

SOUND = Path(__file__).parent.parent / "faulty" / "library"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A library of one's own with one scenario, to go before the sound one."""
    write(
        tmp_path / "scenarios" / "mine.yaml",
        "id: mine\ntitle: Mine",
        "  - {id: alert, at: 0m, title: A, reaches: detected}",
    )
    return tmp_path


def write(path: Path, head: str, injects: str, more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    place = "category: practice\nopens: 2026-07-10T18:40+09:00\ntimezone: Asia/Tokyo\n"
    path.write_text(f"{head}\n{place}{more}injects:\n{injects}\n", "utf-8")
    return path


def problems_of(error: pytest.ExceptionInfo[TabletopError]) -> list[str]:
    return [problem_text(problem, "en") for problem in error.value.problems]


def test_playbook_and_team_are_found_by_what_fits(own: Path) -> None:
    setup = Library.open([own, SOUND]).setup("mine")
    assert (setup.playbook.id, setup.team.id) == ("plain", "small")
    assert [source.path for source in setup.sources] == [
        "scenarios/mine.yaml",
        "playbooks/plain.yaml",
        "playbooks/teams/small.yaml",
        "playbooks/milestones/few.yaml",
    ]
    assert setup.sources[0].sha256 == sha256((own / "scenarios/mine.yaml").read_bytes()).hexdigest()


def test_a_team_without_a_role_of_the_story_is_not_the_first_choice(own: Path) -> None:
    (own / "playbooks/teams").mkdir(parents=True)
    other = "id: a-team\ntitle: A\ntimezone: Asia/Tokyo\nroles: {desk: {title: Desk, people: 1, hours: always}}\n"
    (own / "playbooks/teams/a-team.yaml").write_text(other, "utf-8")
    asks = "  - {id: alert, at: 0m, title: A, reaches: detected, to: ROLE}"
    for role, team in (("desk", "a-team"), (next(iter(Library.open([SOUND]).setup("calm").team.roles)), "small")):
        write(own / "scenarios" / "mine.yaml", "id: mine\ntitle: Mine", asks.replace("ROLE", role))
        assert Library.open([own, SOUND]).assembly("mine").setup.team.id == team


def test_without_a_team_a_role_is_called_as_its_id_says_and_not_as_one_team_has_it(own: Path) -> None:
    """Of a discussion: the site head who leads at a works is no other table's incident commander."""
    (own / "playbooks/teams").mkdir(parents=True)
    for team, title in (("a", "Boss"), ("b", "Team lead, Berlin"), ("c", "Team lead")):
        written = f"id: {team}\ntitle: T\ntimezone: Asia/Tokyo\nroles: {{team-lead: {{title: '{title}', people: 1}}}}\n"
        (own / f"playbooks/teams/{team}.yaml").write_text(written, "utf-8")
    asks = "  - {id: alert, at: 0m, title: A, to: team-lead, discuss: 5m, questions: [What now?]}"
    write(own / "scenarios" / "mine.yaml", "id: mine\ntitle: Mine", asks, "team: none\nplaybook: none\n")
    assert Library.open([own]).setup("mine").team.roles["team-lead"].title == Text.of("Team lead")


def test_the_first_library_that_has_an_id_wins(own: Path) -> None:
    write(own / "scenarios" / "calm.yaml", "id: calm\ntitle: My own calm", "  - {id: a, at: 0m, title: A}")
    titles = [entry.title.say("en") for entry in Library.open([own, SOUND]).scenarios()]
    assert titles == ["My own calm", "Mine"]
    assert Library.open([SOUND, own]).setup("calm").scenario.title.say("en") == "A calm afternoon"


def test_a_path_brings_the_library_it_lies_in(own: Path) -> None:
    playbook = (SOUND / "playbooks/plain.yaml").read_text("utf-8").replace("id: plain", "id: mine")
    (own / "playbooks").mkdir()
    (own / "playbooks/mine.yaml").write_text(playbook, "utf-8")
    assert Library.open([SOUND]).setup(str(own / "scenarios/mine.yaml")).playbook.id == "mine"


def test_broken_files_are_listed_and_do_not_hide_the_others(own: Path) -> None:
    (own / "scenarios" / "broken.yaml").write_text("id: broken\ntitle: [\n", "utf-8")
    entries = {entry.id: entry for entry in Library.open([own]).scenarios()}
    assert entries["mine"].value is not None
    assert entries["broken"].value is None
    assert entries["broken"].problems[0].line == 2


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(TabletopError, match="no scenario clam: did you mean calm"):
        Library.open([SOUND]).setup("clam")
    with pytest.raises(TabletopError, match="no team big: there is small"):
        Library.open([SOUND]).setup("calm", team="big")


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(TabletopError, match="expected scenario, found playbook"):
        Library.open([SOUND]).setup(str(SOUND / "playbooks/plain.yaml"))


def test_what_cannot_be_played_is_refused_with_all_its_errors(own: Path) -> None:
    path = own / "scenarios" / "mine.yaml"
    write(
        path,
        "id: mine\ntitle: Mine",
        "  - {id: a, at: 0m, title: A, work: {role: nobody, takes: 5m}}\n  - {id: b, once: x, title: B}",
    )
    with pytest.raises(TabletopError) as refused:
        Library.open([own, SOUND]).setup("mine")
    assert [problem.split(": ", 1)[0].removeprefix(str(path)) for problem in problems_of(refused)] == [":7:44", ":8:19"]


@pytest.mark.parametrize("hour", ["2026-10-25T02:30", "2026-03-29T02:30"])
def test_an_opening_in_an_hour_that_comes_twice_or_never_needs_its_offset(hour: str, tmp_path: Path) -> None:
    berlin = tmp_path / "scenarios" / "berlin.yaml"
    berlin.parent.mkdir()
    calm = (SOUND / "scenarios" / "calm.yaml").read_text("utf-8")
    berlin.write_text(calm.replace("id: calm", "id: berlin").replace("Asia/Tokyo", "Europe/Berlin"), "utf-8")
    library = Library.open([tmp_path, SOUND])
    with pytest.raises(TabletopError) as refused:
        library.setup("berlin", opens=hour)
    assert f"write the time with its offset, {hour}+0" in str(refused.value)
    told = library.setup("berlin", opens=f"{hour}+01:00")
    assert told.scenario.opens.isoformat() == f"{hour}:00+01:00"


def test_opens_moves_the_exercise_in_its_own_zone() -> None:
    assert Library.open([SOUND]).setup("calm", opens="2026-12-29T09:00").scenario.opens.isoformat() == (
        "2026-12-29T09:00:00+09:00"
    )
    moved = Library.open([SOUND]).setup("calm", opens="2026-12-29T09:00+01:00")
    assert moved.scenario.opens.isoformat() == "2026-12-29T09:00:00+01:00"
    with pytest.raises(TabletopError) as refused:
        Library.open([SOUND]).setup("calm", opens="tomorrow")
    assert problems_of(refused)[0].startswith("--opens tomorrow: error: expected a time such as")


def test_set_replaces_values_by_id() -> None:
    settings = (
        "roles.lawyer.people=3",
        "steps.contain.takes=5m..10m",
        "injects.alert.at=30m",
        "steps.report.after=[triage]",
    )
    setup = Library.open([SOUND]).setup("calm", settings=settings)
    assert setup.team.roles["lawyer"].people == 3
    assert setup.playbook.estimates["contain"].figures == (300, 600)
    assert setup.scenario.injects[0].at == 1800
    assert str(setup.playbook.steps[3].after[0]) == "triage"


def test_a_duty_without_number_that_is_given_one_is_a_target_of_ones_own(own: Path) -> None:
    rules = own / "playbooks" / "expectations"
    rules.mkdir(parents=True)
    (rules / "law.yaml").write_text("- {id: soon, title: Soon, kind: law, from: detected, to: contained}\n", "utf-8")
    write(
        own / "scenarios/mine.yaml",
        "id: mine\ntitle: M",
        "  - {id: a, at: 0m, title: A, reaches: detected}",
        "expectations: soon\n",
    )
    library = Library.open([own, SOUND])
    assert library.setup("mine").clocks == ()
    assert [clock.kind for clock in library.setup("mine", settings=["expectations.soon.within=2h"]).clocks] == [
        "own-target"
    ]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("roles.lawer.people=2", "no role lawer: did you mean lawyer?"),
        ("steps.triag.takes=2m", "nothing here has the id triag: did you mean triage?"),
        (
            "role.lawyer.people=2",
            "a path begins with injects, steps, roles, expectations, session, away, pace: did you mean roles?",
        ),
        ("roles.lawyer.people", "expected a path and a value such as roles.legal.people=2"),
        ("roles.lawyer=2", "expected a path such as roles.an-id.a-key"),
        ("roles.lawyer.people=many", "expected a whole number such as 2, found 'many'"),
        ("roles.lawyer.peple=2", "unknown key peple: did you mean people?"),
        ("roles.lawyer.call_in={answers_in: -1h}", "expected a duration such as 30m, 4h, 1h30m or 2d, found '-1h'"),
        ("steps.triage.takes.low=2m", "nothing can stand under takes"),
        ("expectations.contain-4h.within=2h", "the scenario names no expectation contain-4h"),
        ("steps.triage.once=[detected", "this bracket or brace is never closed, or a text inside it needs quotes"),
    ],
)
def test_a_setting_that_does_not_fit_is_told_by_its_option(setting: str, told: str) -> None:
    with pytest.raises(TabletopError) as refused:
        Library.open([SOUND]).setup("calm", settings=[setting])
    assert [(p.file, str(p.message)) for p in refused.value.problems] == [(f"--set {setting}", told)]


def test_artefacts_are_read_clean_and_from_beside_the_scenario_only(own: Path) -> None:
    (own / "scenarios/files").mkdir()
    (own / "scenarios/files/log.txt").write_text("one\x1b[31mtwo", "utf-8")
    (own / "secret.txt").write_text("secret", "utf-8")
    inject = "  - {id: a, at: 0m, title: A, artefacts: [{file: NAME}]}"
    path = write(own / "scenarios/mine.yaml", "id: mine\ntitle: M", inject.replace("NAME", "files/log.txt"))
    library = Library.open([own, SOUND])
    assert library.setup("mine").artefacts == {"files/log.txt": "one[31mtwo"}
    (own / "scenarios/files/link.txt").symlink_to(own / "secret.txt")
    for name in ("../secret.txt", str(own / "secret.txt"), "files/link.txt"):
        write(path, "id: mine\ntitle: M", inject.replace("NAME", name))
        with pytest.raises(TabletopError, match="cannot be played") as refused:
            Library.open([own, SOUND]).setup("mine")
        assert "lies outside the folder of the scenario" in problems_of(refused)[0]


def test_public_holidays_cover_every_country_mentioned(own: Path) -> None:
    head = "id: t\ntitle: T\ntimezone: Asia/Tokyo\nholidays: {country: JP}\n"
    team = f"{head}roles:\n  operator: {{holidays: {{country: [US, DE-BY]}}}}\n"
    (own / "playbooks/teams").mkdir(parents=True)
    (own / "playbooks/teams/t.yaml").write_text(team, "utf-8")
    setup = Library.open([own, SOUND]).assembly("mine", team="t").setup
    assert {country for country, _ in setup.public} == {"JP", "US", "DE-BY"}
    assert ("JP", date(2026, 7, 20)) in setup.public
    assert {day.year for _, day in setup.public} >= {2025, 2026, 2027, 2028}


def test_the_bundled_content_is_sound() -> None:
    found = check(Library.open([bundled()]))
    assert [problem_text(problem, "en") for problem in found if problem.severity != "note"] == []


def test_libraries_in_reach(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own)
    assert libraries([SOUND]) == (SOUND, Path(), bundled())
    assert libraries(libraries([SOUND])) == libraries([SOUND])
    assert records()[0] == Path("records")
    with pytest.raises(TabletopError, match="is not a library"):
        libraries([tmp_path / "scenarios"])


def test_a_file_that_cannot_be_opened_is_a_problem_of_its_own(own: Path) -> None:
    (own / "scenarios" / "gone.yaml").symlink_to(own / "nowhere")
    entries = {entry.id: entry for entry in Library.open([own]).scenarios()}
    assert [problem.code for problem in entries["gone"].problems] == ["unreadable"]
    assert entries["mine"].value is not None


def test_a_scenario_is_told_that_its_playbook_is_broken(own: Path) -> None:
    (own / "playbooks").mkdir()
    (own / "playbooks/broken.yaml").write_text("id: broken\nfor: practice\n", "utf-8")
    path = own / "scenarios/mine.yaml"
    write(path, "id: mine\ntitle: Mine", "  - {id: a, at: 0m, title: A}", "playbook: broken\n")
    [problem] = [problem for problem in check([own, SOUND], [path]) if problem.severity == "error"]
    assert (problem.line, problem.code) == (6, "unsound-part")
    assert str(problem.message).endswith(f"tabletop check {own / 'playbooks/broken.yaml'}")


def test_a_setup_takes_along_what_its_milestones_are_called(own: Path) -> None:
    words = own / "playbooks" / "milestones"
    words.mkdir(parents=True)
    (words / "ours.yaml").write_text(
        "- {id: contained, title: Line isolated}\n- {id: unused, title: Unused}\n", "utf-8"
    )
    titles = Library.open([own, SOUND]).setup("mine").milestone_titles
    assert titles["contained"].say("en") == "Line isolated"
    assert titles["triaged"].say("en") == "triaged"
    assert "unused" not in titles


def test_a_name_that_is_nearly_a_milestone_of_ones_own_is_told(own: Path) -> None:
    words = own / "playbooks" / "milestones"
    words.mkdir(parents=True)
    path = write(
        own / "scenarios/mine.yaml", "id: mine\ntitle: M", "  - {id: a, at: 0m, title: A, reaches: line-stoped}"
    )
    assert "near-milestone" not in {problem.code for problem in check([own, SOUND], [path])}
    (words / "ours.yaml").write_text("- {id: line-stopped, title: Line stopped}\n", "utf-8")
    assert "near-milestone" in {problem.code for problem in check([own, SOUND], [path])}


def test_a_category_is_called_by_its_title_or_its_id() -> None:
    library = Library.open([bundled()])
    assert library.category("supply-chain").say("ja") == "サプライチェーン"
    assert library.category("line-stop").say("en") == "line stop"


def test_a_pace_is_set_for_the_team() -> None:
    library = Library.open([SOUND])
    assert library.setup("calm").pace is None
    assert library.setup("calm", settings=["pace.p95=3"]).pace == Pace(p95=3)
