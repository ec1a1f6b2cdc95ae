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
    """A clock met in fewer than ``least`` of the runs in which it counts fails; one that counts in none is skipped.

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
        result = _result(e)
        if not e.counted:
            reason = "the clock is void in every run" if e.started else "the clock never started"
            ElementTree.SubElement(case, "skipped", message=reason)
        elif e.binds and e.met.p < least:
            failures += 1
            ElementTree.SubElement(case, "failure", message=f"{result}; at least {tenths(least)} asked")
        ElementTree.SubElement(case, "system-out").text = result
    return _counted(suite, tests=len(clocks), failures=failures, skipped=sum(not e.counted for e in clocks))


def _result(e: ExpectationResult) -> str:
    whose = "that started it and in which it did not become void" if e.void else "that started it"
    parts = [f"met {tenths(e.met.p)} ({interval(e.met)}) of runs {whose}", f"started {tenths(e.started)}"]
    parts += [f"void {tenths(e.void)} of those"] if e.void else []
    parts += [f"reached after the story's end {tenths(e.coming.later)}"] if e.coming.later else []
    parts += [f"never reached {tenths(e.coming.never)}"] if e.coming.never else []
    return "; ".join(parts)


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
