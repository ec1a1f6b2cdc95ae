"""Studies as JUnit XML, one test case per expectation, for the pages of CI servers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from simulator.study.bars import Graded
from simulator.study.result import ExpectationResult, Study
from simulator.wording.shares import gain_interval, interval, points, tenths


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
    graded: Sequence[Graded] = ()
    """What was asked of its clocks, and the answers."""


def junit(played: Sequence[Played]) -> bytes:
    """A clock that is surely not as asked fails; one of which that is not sure, or that counts in no run, is skipped.

    So is a study without clocks. What could not be played is an error. The time of a study is shared among its clocks.
    """
    whole = ElementTree.Element("testsuites", time=_seconds(sum(one.seconds for one in played)))
    for one in played:
        whole.append(_suite(one, one.study) if one.study else _broken(one))
    ElementTree.indent(whole)
    written: bytes = ElementTree.tostring(whole, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(played: Played, study: Study) -> ElementTree.Element:
    clocks = study.expectations
    suite = ElementTree.Element("testsuite", name=played.name, file=played.file, time=_seconds(played.seconds))
    for e in clocks:
        case = _case(suite, study.scenario, _name(e), played.file, played.seconds / len(clocks))
        _judge(case, e, [one for one in played.graded if one.of == e and one.grade != "pass"])
        ElementTree.SubElement(case, "system-out").text = _result(e)
    if not clocks:
        case = _case(suite, study.scenario, "clocks", played.file, played.seconds)
        ElementTree.SubElement(case, "skipped", message="no clock starts: nothing is judged")
    failures, skipped = (len(suite.findall(f"testcase/{tag}")) for tag in ("failure", "skipped"))
    return _counted(suite, tests=len(clocks) or 1, failures=failures, skipped=skipped)


def _judge(case: ElementTree.Element, e: ExpectationResult, short: Sequence[Graded]) -> None:
    """Marks a case by what is not as asked; a case is marked once."""
    failing = [one for one in short if one.grade == "fail"]
    if not e.counted:
        reason = "the clock is void in every run" if e.started else "the clock never started"
        ElementTree.SubElement(case, "skipped", message=reason)
    elif failing:
        asked = "; ".join(map(_asked, failing))
        ElementTree.SubElement(case, "failure", message=f"{_result(e)}; {asked}")
    elif short:
        asked = "; ".join(map(_asked, short))
        ElementTree.SubElement(case, "skipped", message=f"not sure: {_result(e)}; {asked}")


def _asked(one: Graded) -> str:
    if one.least is not None:
        return f"at least {tenths(one.least)} asked"
    assert one.gain is not None
    return f"{points(one.gain.by)} points ({gain_interval(one.gain)}) against before, no fewer asked"


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
