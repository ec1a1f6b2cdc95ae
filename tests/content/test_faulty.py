"""Every faulty file says in its first line what is wrong with it, and where; the check must say that."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import simulator.content
from simulator.content.assembly import Assembly
from simulator.content.library import Library
from simulator.content.lint import check
from simulator.content.rules import catalogue
from simulator.content.rules.rule import AssemblyCheckRule
from simulator.errors import Problem

FAULTY = Path(__file__).parent.parent / "faulty"
GUIDE = Path(__file__).parent.parent.parent / "docs" / "writing-scenarios.md"
TODAY = date(2026, 11, 23)
SEVERITIES = ("error", "warning", "note")
ELSEWHERE = {
    "hides-another": "needs two libraries: tests/verbs/test_gate.py",
    "no-content": "a file that is not content: tests/verbs/test_gate.py",
    "calls-in-vain": "a note about the team, which only a playbook brings out: below",
    "closed-days-run-out": "a note about the team, which only a scenario's time brings out: below",
    "nobody-calls": "a note about the playbook, which only a scenario's time brings out: below",
    "nobody-on-duty": "a warning about the team, which only a scenario's time brings out: below",
    "other-pairs": "needs a library of one's own: tests/verbs/test_gate.py",
    "setting": "an option, no file: test_library.py",
    "unknown-country": "below",
    "unreadable": "a file that cannot be opened: test_library.py",
    "step-of-two": "needs two files: test_together.py",
    "two-paces": "needs two files: test_together.py",
    "unsound-part": "needs two files: test_library.py",
}
"""Codes without a faulty file of their own, and why; what ``test_hostile.py`` reads is no text to put into a file."""


def expected(path: Path) -> list[str]:
    first = path.read_text("utf-8").partition("\n")[0]
    return first.removeprefix("# expect: ").split("; ")


@pytest.mark.parametrize("path", sorted(FAULTY.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_fault_is_told_where_it_is(path: Path) -> None:
    """Errors are told exactly, and so is every code that is named; other rules may warn of the file beside that."""
    faults = expected(path)
    named = {fault.partition(" ")[2] for fault in faults}
    found = check(Library.open([FAULTY / "library"]), [path], TODAY)
    told = [problem for problem in found if problem.severity == "error" or problem.code in named]
    assert [f"{problem.line}:{problem.column} {problem.code}" for problem in told] == faults
    assert {problem.file for problem in told} == {str(path)}


def test_a_rule_that_warns_of_everything_would_be_noticed() -> None:
    """The sound files that faulty ones are paired with; the bundled library is held so in ``test_library.py``."""
    codes = {problem.code for problem in check(Library.open([FAULTY / "library"]), (), TODAY)}
    assert codes == {"assumed", "short-tails"}


at_check: list[Problem] = []
"""What was found by the rules that the check alone asks of assemblies."""


def noting(rule: AssemblyCheckRule) -> AssemblyCheckRule:
    def ask(assembly: Assembly) -> Iterator[Problem]:
        found = list(rule.ask(assembly))
        at_check.extend(found)
        yield from found

    return AssemblyCheckRule(ask)


@cache
def all_problems() -> tuple[Problem, ...]:
    """What the check reports of all faulty files together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "_OF_ASSEMBLY_AT_CHECK", [noting(one) for one in catalogue._OF_ASSEMBLY_AT_CHECK])
        return tuple(check(Library.open([FAULTY / "library"]), [FAULTY], TODAY))


def test_what_the_check_alone_asks_of_an_assembly_keeps_nothing_from_being_played() -> None:
    all_problems()
    assert {problem.severity for problem in at_check} == {"note", "warning"}


def test_people_are_told_what_to_write() -> None:
    messages = {Path(problem.file).stem: str(problem.message) for problem in all_problems()}
    assert messages["bare-number"] == "72 of what? Write 72m for minutes or 72h for hours"
    assert messages["unknown-key"] == "unknown key titel: did you mean title?"
    assert messages["step-after-nothing"] == "there is no step triag: did you mean triage?"
    assert messages["tab"] == "a tab stands here: indent with spaces"
    for problem in all_problems():
        jargon = ("validation", "Input should", "value_error", "NoneType", "tuple", "dict", "pydantic")
        assert not any(word in str(problem.message) for word in jargon), problem


def test_problems_are_sorted_by_place() -> None:
    found = all_problems()
    assert [(p.file, p.line, p.column) for p in found] == sorted((p.file, p.line, p.column) for p in found)


def codes_in(module: Path) -> Iterator[str]:
    """The codes that a module gives to problems: the words among the arguments of ``problem(…)`` and ``Problem(…)``."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).lower().endswith("problem"):
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            yield from (word for word in words if re.fullmatch("[a-z]+(-[a-z]+)*", word) and word not in SEVERITIES)


def test_every_code_has_a_faulty_file_or_a_reason_and_a_line_in_the_guide() -> None:
    modules = Path(simulator.content.__file__).parent.rglob("*.py")
    codes = {code for module in modules for code in codes_in(module)}
    named = {fault.partition(" ")[2] for path in FAULTY.glob("*.yaml") for fault in expected(path)}
    assert sorted(codes - named) == sorted(ELSEWHERE)
    guide = GUIDE.read_text("utf-8")
    assert not sorted(code for code in codes if not re.search(rf"(?m)^\| ([a-z-]+, )*{code}(,| \|)", guide))


def library_with_a_clerk(folder: Path, clerk: str) -> Library:
    """One scenario of a Saturday, on which a clerk has to work."""
    head = "owner: Head of practice\nversion: '1'\nreviewed: 2026-10-01\nsteps:\n"
    texts = {
        "scenarios/saturday.yaml": "id: saturday\ncategory: practice\ntitle: A Saturday\n"
        "opens: 2026-07-11T10:00+09:00\ntimezone: Asia/Tokyo\nends_after: 8h\ninjects:\n"
        "  - {id: alert, at: 0m, title: An alert, reaches: detected}\n",
        "playbooks/p.yaml": f"id: p\nfor: practice\n{head}  - {{id: look, role: clerk, takes: 1h, once: detected}}\n",
        "playbooks/teams/t.yaml": f"id: t\ntitle: A team\ntimezone: Asia/Tokyo\nroles:\n  clerk: {{{clerk}}}\n",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return Library.open([folder])


WEEKDAYS = 'people: 1, hours: "Mon-Fri 09:00-18:00"'


@pytest.mark.parametrize(
    ("clerk", "codes"),
    [
        (WEEKDAYS, ["nobody-on-duty"]),
        (f"{WEEKDAYS}, call_in: {{answers_in: 1h}}", []),
        ('people: 1, hours: "Sat 12:00-13:00"', []),
    ],
)
def test_a_team_that_nobody_can_reach_is_warned_of(clerk: str, codes: list[str], tmp_path: Path) -> None:
    problems = [p for p in check(library_with_a_clerk(tmp_path, clerk), (), TODAY) if p.severity != "note"]
    assert [p.code for p in problems] == codes
    assert {(Path(p.file).name, p.line) for p in problems} == ({("t.yaml", 5)} if codes else set())


@pytest.mark.parametrize(
    ("also", "codes"),
    [
        ("2025-12-29..2026-01-03", []),
        ("2024-12-29..2025-01-03", ["closed-days-run-out"]),
        ("2027-12-29..2028-01-03", ["closed-days-run-out"]),
        ("12-29..01-03", []),
    ],
)
def test_days_off_of_another_year_than_the_scenarios_are_noted(also: str, codes: list[str], tmp_path: Path) -> None:
    clerk = f'{WEEKDAYS}, call_in: {{answers_in: 1h}}, holidays: {{country: JP, also: "{also}"}}'
    found = check(library_with_a_clerk(tmp_path, clerk), (), TODAY)
    assert [p.code for p in found if Path(p.file).name == "t.yaml" and p.code != "assumed"] == codes


def test_a_role_that_nobody_calls_is_noted(tmp_path: Path) -> None:
    library = library_with_a_clerk(tmp_path, f"{WEEKDAYS}, call_in: {{answers_in: 1h}}")
    assert "nobody-calls" in {p.code for p in check(library, (), TODAY)}
    steps = tmp_path / "playbooks/p.yaml"
    steps.write_text(steps.read_text("utf-8").replace("takes: 1h", "takes: 1h, calls_in: true"), "utf-8")
    assert "nobody-calls" not in {p.code for p in check([tmp_path], (), TODAY)}


def test_a_role_that_is_called_in_vain_is_noted(tmp_path: Path) -> None:
    reach = "on_call: {answers_in: 1h, rings_for: 1h, then: operator}"
    library = library_with_a_clerk(tmp_path, f"{WEEKDAYS}, {reach}}}\n  operator: {{people: 1")
    assert "calls-in-vain" in {p.code for p in check(library, (), TODAY)}
    steps = tmp_path / "playbooks/p.yaml"
    steps.write_text(steps.read_text("utf-8").replace("takes: 1h", "takes: 1h, deputies: operator"), "utf-8")
    assert "calls-in-vain" not in {p.code for p in check(Library.open([tmp_path]), (), TODAY)}


def test_a_country_without_holidays_is_told_where_it_stands(tmp_path: Path) -> None:
    library = library_with_a_clerk(tmp_path, f"{WEEKDAYS}, call_in: {{answers_in: 1h}}, holidays: {{country: [XX]}}")
    assert [(p.code, p.line) for p in check(library, (), TODAY) if p.severity != "note"] == [("unknown-country", 5)]
