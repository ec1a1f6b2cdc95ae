"""What people write instead of the format, and the message that says what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.lint import check
from tests.conftest import ROOT

SOUND = ROOT / "tests/faulty/library"
HEAD = """id: p
for: practice
owner: H
version: "1"
reviewed: 2026-10-01
steps:
  - {id: a, role: operator, takes: 10m, once: detected}
"""
TEAM = "id: t\ntitle: T\ntimezone: Asia/Tokyo\nroles:\n  ops: {people: 1, hours: always, CHANGED}\n"


def told(folder: Path, text: str) -> list[str]:
    path = folder / "file.yaml"
    path.write_text(text, "utf-8")
    problems = check([SOUND], [path])
    return [f"{problem.line}: {problem.message}" for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("step", "cure"),
    [
        ("takes: 2h-5h-12h", "write 2h..5h..12h"),
        ("takes: 2 to 12 hours", "write 2h..12h"),
        ("takes: 2h … 12h", "write 2h..12h"),
        ("takes: 2h〜12h", "write 2h..12h"),
        ("takes: 3 days", "write 3d"),
        ("takes: 1h, role: [operator, legal]", "write {operator: 1, legal: 1}"),
        ("takes: 1h, role: 'operator, legal'", "write {operator: 1, legal: 1}"),
        ("takes: 1h, after: 'a, b'", "write [a, b]"),
        ("takes: 1.5h", "write 1h30m"),
        ("takes: [2h, 5h, 12h]", "write 2h..5h..12h"),
        ("takes: 2h..", "such as 10m..20m..60m, found '2h..'"),
        ("takes: 1h, role: operator + legal", "write {operator: 1, legal: 1}"),
        ("takes: 1h, role: 2 operator", "are written {operator: 2}"),
        ("takes: 1h, after: a and b", "write [a, b]"),
        ("takes: 1h, after: a or b", "write after_any: [a, b]"),
        ("takes: 1h, after: 'a: done'", "is written a=done"),
        ("takes: 1h, after: a == done", "is written a=done"),
        ("takes: 1h, once: detected and triaged", "write [detected, triaged]"),
        ("takes: 1h, once: 'detected, triaged'", "write [detected, triaged]"),
        ("takes: 1h, reaches:contained", "write reaches: contained"),
        ("takes: 1h, depends_on: a", "there is id, title, detail, phase, role, takes, once, after"),
    ],
)
def test_a_step_is_answered_with_what_to_write(tmp_path: Path, step: str, cure: str) -> None:
    role = "" if "role" in step else "role: operator, "
    problems = told(tmp_path, f"{HEAD}  - {{id: b, {role}{step}}}\n")
    assert len(problems) == 1
    assert problems[0].startswith("8: ")
    assert cure in problems[0]


def test_a_key_that_stands_too_deep(tmp_path: Path) -> None:
    text = f"{HEAD}  - id: b\n    role: operator\n    takes: 10m\n      after: a\n"
    assert told(tmp_path, text) == ["11: this key stands deeper than the one before it: write both in the same column"]


def test_a_colon_without_a_space_is_told_on_its_own_line(tmp_path: Path) -> None:
    text = f"{HEAD}  - id: b\n    role: operator\n    reaches:contained\n    takes: 10m\n"
    assert told(tmp_path, text) == ["10: a space is missing after the colon: write reaches: contained"]


@pytest.mark.parametrize(
    ("key", "cure"), [("on_call: true", "{answers_in: 5m..15m..45m}"), ("call_in: yes", "stays: 6h}")]
)
def test_people_at_home_are_answered_with_what_to_write(tmp_path: Path, key: str, cure: str) -> None:
    [problem] = told(tmp_path, TEAM.replace("CHANGED", key))
    assert cure in problem


@pytest.mark.parametrize(
    ("hours", "cure"),
    [
        ("Mon–Fri 9:00–18:00", "write Mon-Fri 09:00-18:00"),
        ("Monday to Friday 9am-6pm", "write Mon-Fri 09:00-18:00"),
        ("Mon-Fri 09:00-12:00, 13:00-18:00", "write Mon-Fri 09:00-12:00, Mon-Fri 13:00-18:00"),
        ("Mon, Tue 9-17", "write Mon 09:00-17:00, Tue 09:00-17:00"),
        ("月〜金 9時〜17時30分、土 10:00〜12:00", "write Mon-Fri 09:00-17:30, Sat 10:00-12:00"),
        ("24/7", "write always"),
        ("weekdays 9 to 5", "such as"),
        ("Mon-Fri 99-18", "such as"),
    ],
)
def test_hours_are_answered_with_what_to_write(tmp_path: Path, hours: str, cure: str) -> None:
    [problem] = told(tmp_path, TEAM.replace("hours: always, CHANGED", f'hours: "{hours}"'))
    assert cure in problem


@pytest.mark.parametrize("country", ["Japan", "jp", "EU"])
def test_a_country_that_is_none_is_told_of_the_file_alone(tmp_path: Path, country: str) -> None:
    text = TEAM.replace("CHANGED", f"holidays: {{country: {country}}}")
    [problem] = told(tmp_path, text)
    assert "write a code such as JP" in problem
    assert problem.endswith("DE-BY" if country == "EU" else "did you mean JP?")


def test_sentences_of_a_new_file_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["new", "scenario", "ours"]) == 0
    found = [p.path for p in check([Path(), ROOT], [Path("scenarios/ours.yaml")]) if p.code == "unwritten"]
    assert {"title", "briefing", "injects[0].body"} <= set(found)


@pytest.mark.parametrize(
    ("says", "cure"),
    [
        ("people_in: Germany", "by its code, such as JP, EU or US-CA, found 'Germany'"),
        ("jurisdictions: {EU: true}", "put - before the first key"),
        (f"jurisdictions: [{', '.join(['EU'] * 301)}]", "expected at most 300"),
    ],
)
def test_an_organisation_is_answered_with_what_to_write(tmp_path: Path, says: str, cure: str) -> None:
    [problem] = told(tmp_path, TEAM.replace("roles:", f"organisation: {{{says}}}\nroles:").replace(", CHANGED", ""))
    assert cure in problem


@pytest.mark.parametrize(
    ("added", "cure"),
    [
        ("on_call: {answers_in: 5m, rings_for: 10s}", "expected at least 1m, found '10s'"),
        ("on_call: {answers_in: 5m, rings_for: {p50: 5m, p95: 9m}}", "found keys (p50, p95)"),
    ],
)
def test_lengths_of_time_are_told_as_they_are_written(tmp_path: Path, added: str, cure: str) -> None:
    [problem] = told(tmp_path, TEAM.replace("CHANGED", added))
    assert cure in problem


def test_a_month_is_no_id(tmp_path: Path) -> None:
    text = "- {id: e, title: E, kind: own-target, from: a, to: b, within: 4h, added: 2026-13}\n"
    assert told(tmp_path, text) == ["1: expected a month such as 2026-11, found '2026-13'"]


def test_a_pair_that_cannot_be_played_does_not_silence_warnings_of_another(tmp_path: Path) -> None:
    """The library's scenario has a team without the roles of one's own playbook, which is for the same category."""
    for folder in ("scenarios", "playbooks/teams"):
        (tmp_path / folder).mkdir(parents=True)
    playbook = HEAD.replace("operator", "us").replace("}\n", ", reaches: contained, again_on: misspelt}\n")
    (tmp_path / "playbooks/p.yaml").write_text(playbook)
    (tmp_path / "playbooks/teams/ours.yaml").write_text("id: ours\ntitle: T\ntimezone: Asia/Tokyo\nroles: {us: {}}\n")
    calm = (SOUND / "scenarios/calm.yaml").read_text("utf-8")
    (tmp_path / "scenarios/mine.yaml").write_text(
        "id: mine\ncategory: practice\ntitle: T\nopens: 2026-07-10T18:40+09:00\ntimezone: Asia/Tokyo\n"
        "playbook: p\nteam: ours\ninjects: [{id: alert, at: 0m, title: A, reaches: detected}]\n"
    )
    assert "category: practice" in calm
    found = check([tmp_path, SOUND], own=[tmp_path])
    assert [str(problem.message) for problem in found if problem.severity != "note"] == ["nothing reaches misspelt"]
