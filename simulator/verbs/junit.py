"""Studies as JUnit XML, one test case per expectation, for the pages of CI servers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from simulator.study.result import ExpectationResult, Study
from simulator.wording.shares import interval, tenths


def junit(studies: Sequence[Study], least: float, broken: Mapping[str, str] | None = None) -> bytes:
    """A clock met in fewer than ``least`` of the runs that started it fails; one that never started is skipped.

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
        result = f"met {tenths(e.met.p)} ({interval(e.met)}) of runs that started it; started {tenths(e.started)}"
        if not e.started:
            ElementTree.SubElement(case, "skipped", message="the clock never started")
        elif e.binds and e.met.p < least:
            failures += 1
            ElementTree.SubElement(case, "failure", message=f"{result}; at least {tenths(least)} asked")
        ElementTree.SubElement(case, "system-out").text = result
    suite.set("failures", str(failures))
    suite.set("skipped", str(sum(not e.started for e in study.expectations)))
    suite.set("errors", "0")
    return suite


def _name(e: ExpectationResult) -> str:
    return e.key if not e.incident else f"{e.key} (incident {e.incident + 1})"
