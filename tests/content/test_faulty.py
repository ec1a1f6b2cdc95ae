"""Every faulty file says in its first line what is wrong with it, and where; the check must say that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from simulator.content.library import Library
from simulator.content.lint import check

FAULTY = Path(__file__).parent.parent / "faulty"
TODAY = date(2026, 11, 23)


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
    assert codes == {"assumed"}


def test_people_are_told_what_to_write() -> None:
    found = check(Library.open([FAULTY / "library"]), [FAULTY], TODAY)
    messages = {Path(problem.file).stem: str(problem.message) for problem in found}
    assert messages["bare-number"] == "72 of what? Write 72m for minutes or 72h for hours"
    assert messages["unknown-key"] == "unknown key titel: did you mean title?"
    assert messages["step-after-nothing"] == "there is no step triag: did you mean triage?"
    assert messages["tab"] == "a tab stands here: indent with spaces"
    for problem in found:
        jargon = ("validation", "Input should", "value_error", "NoneType", "tuple", "dict", "pydantic")
        assert not any(word in str(problem.message) for word in jargon), problem


def test_problems_are_sorted_by_place() -> None:
    found = check(Library.open([FAULTY / "library"]), [FAULTY], TODAY)
    assert [(p.file, p.line, p.column) for p in found] == sorted((p.file, p.line, p.column) for p in found)
