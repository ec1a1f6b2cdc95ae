"""Handing over: how long the team that came took to act, and what was done or decided a second time."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.findings.findings import Findings
from simulator.findings.handover import Handover
from simulator.report.document import CellLine, Facts, Paragraph, Section, TableCell, cell, section
from simulator.report.sections.results import verdict
from simulator.wording.lengths import short_span
from simulator.wording.names import Names
from simulator.wording.times import when


def handovers(f: Findings, n: Names) -> Section | None:
    """None where one team played it through."""
    if not f.handovers:
        return None
    note = n.voice(
        "Only what was done is on record: what was refused, said, read or forgotten is not counted. To order or decide"
        " a second time may be right; that nobody knew of the first time would not be."
    )
    facts = (Facts(tuple(_rows(one, n)), _title(one, n)) for one in f.handovers)
    return section(n.voice("Handover"), *facts, Paragraph(note, "quiet"))


def _title(one: Handover, n: Names) -> str:
    return n.voice("Handed over {when}", when=when(n.voice, one.at))


def _rows(one: Handover, n: Names) -> Iterator[tuple[str, TableCell]]:
    voice, none = n.voice, cell(CellLine(n.voice("none"), "quiet"))
    yield voice("Until the first act"), cell(_first_act(one, n))
    yield voice("Deadlines that ran then"), tuple(_running(one, n)) or none
    yield voice("Ordered again"), cell(*map(n.step, one.ordered_again)) or none
    if one.withdrawn:
        yield voice("Orders withdrawn"), cell(*map(n.step, one.withdrawn))
    yield voice("Decided again"), cell(*map(n.inject, one.decided_again)) or none
    if one.stated_again:
        yield voice("Stated again"), cell(*map(n.milestone, one.stated_again))
    yield voice("Decided against what was known before"), tuple(_forgotten(one, n)) or none


def _first_act(one: Handover, n: Names) -> str:
    if one.first_act is None:
        return n.voice("it did nothing about the incident")
    span, room = short_span(n.voice, one.first_act), short_span(n.voice, one.room or 0)
    return n.voice("{span} of the incident, {room} in the room", span=span, room=room)


def _running(one: Handover, n: Names) -> Iterator[CellLine]:
    for outcome in one.running:
        meaning, words, _ = verdict(outcome, n)
        yield CellLine(n.voice("{title}: {state}", title=n.reading(outcome.clock), state=words), meaning)


def _forgotten(one: Handover, n: Names) -> Iterator[CellLine]:
    claims = {claim.id: n.text(claim.says) for claim in n.setup.scenario.claims}
    for inject, claim in one.forgotten:
        yield CellLine(n.voice("{decision}: “{claim}”", decision=n.inject(inject), claim=claims[claim]))
