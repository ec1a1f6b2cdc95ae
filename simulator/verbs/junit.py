"""Studies as JUnit XML, one test case per expectation, for the pages of CI servers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from simulator.study.result import ExpectationResult, Study
from simulator.wording.shares import interval, tenths


class Played(NamedTuple):
    """A study, or why there is none."""

    name: str
    """Of scenario, playbook and team."""
    file: str
    """The scenario's, by its place in a library."""
    study: Study | None
    seconds: float = 0.0
    """How long it took."""
    problem: str = ""
    """Why it could not be played."""


def junit(played: Sequence[Played], least: float) -> bytes:
    """A clock met in fewer than ``least`` of the runs that started it fails; one that never started is skipped.

    What could not be played is an error. The time of a study is shared among its clocks.
    """
    whole = ElementTree.Element("testsuites", time=_seconds(sum(one.seconds for one in played)))
    for one in played:
        whole.append(_suite(one, one.study, least) if one.study else _broken(one))
    ElementTree.indent(whole)
    written: bytes = ElementTree.tostring(whole, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(played: Played, study: Study, least: float) -> ElementTree.Element:
    clocks = study.expectations
    suite = ElementTree.Element("testsuite", name=played.name, file=played.file, time=_seconds(played.seconds))
    failures = 0
    for e in clocks:
        case = _case(suite, study.scenario, _name(e), played.file, played.seconds / len(clocks))
        result = f"met {tenths(e.met.p)} ({interval(e.met)}) of runs that started it; started {tenths(e.started)}"
        if not e.started:
            ElementTree.SubElement(case, "skipped", message="the clock never started")
        elif e.binds and e.met.p < least:
            failures += 1
            ElementTree.SubElement(case, "failure", message=f"{result}; at least {tenths(least)} asked")
        ElementTree.SubElement(case, "system-out").text = result
    return _counted(suite, tests=len(clocks), failures=failures, skipped=sum(not e.started for e in clocks))


def _broken(played: Played) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", name=played.name, file=played.file, time=_seconds(played.seconds))
    case = _case(suite, played.name, "playable", played.file, played.seconds)
    ElementTree.SubElement(case, "error", message=played.problem)
    return _counted(suite, tests=1, errors=1)


def _case(suite: ElementTree.Element, classname: str, name: str, file: str, seconds: float) -> ElementTree.Element:
    told = {"classname": classname, "name": name, "file": file, "time": _seconds(seconds)}
    return ElementTree.SubElement(suite, "testcase", told)


def _counted(suite: ElementTree.Element, **counts: int) -> ElementTree.Element:
    for name in ("tests", "failures", "skipped", "errors"):
        suite.set(name, str(counts.get(name, 0)))
    return suite


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _name(e: ExpectationResult) -> str:
    return e.key if not e.incident else f"{e.key} (incident {e.incident + 1})"
