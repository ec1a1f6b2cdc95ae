"""Studies as JUnit XML, one test case per expectation, for the pages of CI servers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from simulator.study.result import ExpectationResult, Study
from simulator.wording.shares import interval, tenths


def junit(studies: Sequence[Study], least: float, broken: Mapping[str, str] | None = None) -> bytes:
    """A clock met in fewer than ``least`` of the runs in which it counts fails; one that counts in none is skipped.

    ``broken``: what could not be played, by its name, with the reason.
    """
    whole = ElementTree.Element("testsuites")
    for study in studies:
        whole.append(_suite(study, least))
    for name, reason in (broken or {}).items():
        suite = ElementTree.SubElement(whole, "testsuite", name=name, tests="1", failures="0", skipped="0", errors="1")
        case = ElementTree.SubElement(suite, "testcase", classname=name, name="playable")
        ElementTree.SubElement(case, "error", message=reason)
    ElementTree.indent(whole)
    written: bytes = ElementTree.tostring(whole, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(study: Study, least: float) -> ElementTree.Element:
    name = f"{study.scenario} × {study.playbook} × {study.team}"
    suite = ElementTree.Element("testsuite", name=name, tests=str(len(study.expectations)))
    failures = 0
    for e in study.expectations:
        case = ElementTree.SubElement(suite, "testcase", classname=study.scenario, name=_name(e))
        result = _result(e)
        if not e.counted:
            reason = "the clock is void in every run" if e.started else "the clock never started"
            ElementTree.SubElement(case, "skipped", message=reason)
        elif e.binds and e.met.p < least:
            failures += 1
            ElementTree.SubElement(case, "failure", message=f"{result}; at least {tenths(least)} asked")
        ElementTree.SubElement(case, "system-out").text = result
    suite.set("failures", str(failures))
    suite.set("skipped", str(sum(not e.counted for e in study.expectations)))
    suite.set("errors", "0")
    return suite


def _result(e: ExpectationResult) -> str:
    whose = "that started it and in which it did not become void" if e.void else "that started it"
    parts = [f"met {tenths(e.met.p)} ({interval(e.met)}) of runs {whose}", f"started {tenths(e.started)}"]
    parts += [f"void {tenths(e.void)} of those"] if e.void else []
    parts += [f"reached after the story's end {tenths(e.coming.later)}"] if e.coming.later else []
    parts += [f"never reached {tenths(e.coming.never)}"] if e.coming.never else []
    return "; ".join(parts)


def _name(e: ExpectationResult) -> str:
    return e.key if not e.incident else f"{e.key} (incident {e.incident + 1})"
