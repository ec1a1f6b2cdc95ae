"""JUnit for CI servers: what fails a build, what does not, and what is skipped."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from simulator.study.bars import Bars
from simulator.study.result import ExpectationResult, Study
from simulator.study.statistics import share
from simulator.verbs.junit import Played, junit
from tests.study.test_points import found


def case_of(**changes: object) -> ElementTree.Element:
    """The case of an expectation met in half of the runs, at least 90% asked; with parts of it changed."""
    (own,) = found().expectations
    half: ExpectationResult = replace(own, **{"met": share(200, 400), "kind": "law", **changes})  # type: ignore[arg-type]
    study: Study = replace(found(), expectations=(half,))
    graded = Bars(0.9).graded(study.expectations)
    played = Played(study.name, "scenarios/ours.yaml", study, 1.5, graded=graded)
    suite = ElementTree.fromstring(junit([played])).find("testsuite")
    assert suite is not None
    (case,) = suite.findall("testcase")
    assert suite.get("failures") == str(len(case.findall("failure")))
    assert suite.get("skipped") == str(len(case.findall("skipped")))
    return case


def test_a_duty_met_too_seldom_fails() -> None:
    failure = case_of().find("failure")
    assert failure is not None
    assert failure.get("message") == (
        "met 50.0% (45.1%–54.9%) of runs that started it; started 100.0%; at least 90.0% asked"
    )


def test_a_benchmark_binds_nobody_and_fails_no_build() -> None:
    assert case_of(kind="benchmark").find("failure") is None, "a benchmark is there to compare with"


def test_what_an_inject_expects_fails_no_build() -> None:
    assert case_of(kind="inject").find("failure") is None


def test_a_clock_that_never_started_is_skipped() -> None:
    assert case_of(started=0.0).find("skipped") is not None


def test_a_duty_met_often_enough_passes() -> None:
    assert case_of(met=share(380, 400)).find("failure") is None


def test_what_is_not_sure_is_skipped_and_says_so() -> None:
    skipped = case_of(met=share(360, 400)).find("skipped")
    assert skipped is not None
    assert skipped.get("message") == (
        "not sure: met 90.0% (86.7%–92.6%) of runs that started it; started 100.0%; at least 90.0% asked"
    )


def test_each_case_names_its_file_and_the_time_it_took() -> None:
    case = case_of()
    assert (case.get("file"), case.get("time")) == ("scenarios/ours.yaml", "1.500")


def test_what_cannot_be_played_is_an_error() -> None:
    whole = ElementTree.fromstring(junit([Played("ours × theirs", "scenarios/ours.yaml", None, 0.0, "no team")]))
    (suite,) = whole
    assert [suite.get(name) for name in ("tests", "failures", "skipped", "errors")] == ["1", "0", "0", "1"]
    (case,) = suite
    assert (case.get("file"), [(part.tag, part.get("message")) for part in case]) == (
        "scenarios/ours.yaml",
        [("error", "no team")],
    )
