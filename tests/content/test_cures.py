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
