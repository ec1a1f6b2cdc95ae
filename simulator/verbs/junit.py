"""A study as JUnit XML, one test case per expectation, for the pages of CI servers."""

from __future__ import annotations

from xml.etree import ElementTree

from simulator.study.result import ExpectationResult, Study
from simulator.wording.shares import interval, tenths


def junit(study: Study, least: float) -> bytes:
    """A clock met in fewer than ``least`` of the runs that started it fails; one that never started is skipped."""
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
    whole = ElementTree.Element("testsuites")
    whole.append(suite)
    ElementTree.indent(whole)
    written: bytes = ElementTree.tostring(whole, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _name(e: ExpectationResult) -> str:
    return e.key if not e.incident else f"{e.key} (incident {e.incident + 1})"
