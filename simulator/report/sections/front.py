"""The head of the report: what was held, by whom, with what."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import PurePath

from simulator.findings.findings import Findings
from simulator.model.playbook import NONE
from simulator.report.document import CellLine, Document, Facts, Section, TableCell, cell
from simulator.report.sections.summary import readings
from simulator.timeline.events import Closed
from simulator.wording.lengths import short_span
from simulator.wording.names import Names
from simulator.wording.report_fields import mark_in_words
from simulator.wording.times import wall, wall_span

PURPOSES: dict[str, str] = {
    "exercise": "exercise",
    "rehearsal": "rehearsal by the facilitator",
    "demo": "demonstration",
    "incident": "real incident, no exercise",
}


BANNER = "【演習】EXERCISE"
"""Stands on every page in every language."""
REAL = "【実事案】REAL INCIDENT"
"""The same, of what was no exercise."""


_CARE = (
    "An exercise is evidence of preparedness, not of compliance. Simulated times come from stated assumptions."
    " Nothing here is legal advice."
)
_CARE_REAL = (
    "Moments are those of the timeline, milestones those that people marked in it; which deadlines apply was chosen."
    " Nothing here says that a law was kept or broken, and nothing is legal advice."
)


def marked(f: Findings, n: Names, *, kind: str, facts: Facts, sections: tuple[Section, ...]) -> Document:
    """A document on an exercise: banner, draft mark, signatures and what it does not claim."""
    voice, filled = n.voice, f.edition.filled
    organisation = filled.get("organisation", "")
    handling, banner = filled.get("handling", ""), REAL if n.is_real else BANNER
    return Document(
        language=voice.language,
        banner=f"{banner} · {handling}" if handling else banner,
        kind=kind,
        title=n.text(f.setup.scenario.title),
        draft=voice("DAMAGED RECORD") if f.integrity.damaged_at else voice("DRAFT") if f.draft else "",
        signatures=(voice("Prepared"), voice("Reviewed"), voice("Approved")),
        facts=facts,
        care=voice(_CARE_REAL if n.is_real else _CARE),
        sections=sections,
        issuer=organisation,
        mark=f.edition.mark,
        mark_in_words=mark_in_words(voice, organisation),
    )


def facts(f: Findings, n: Names) -> Facts:
    """What was held: the head an auditor looks for."""
    voice, scenario = n.voice, f.setup.scenario
    incident = voice(
        "from {moment}, {span} played at the table", moment=voice.moment(0), span=voice.span(f.session.incident)
    )
    rows = [
        (voice("Scenario"), cell(n.text(scenario.title), _quiet(version("scenarios", scenario.id, f)))),
        (voice("Held"), cell(wall_span(voice, f.session.began, f.session.ended), _quiet(f.head.place))),
        (voice("Duration"), cell(voice("{span} of play in the room", span=voice.span(f.session.room)), _breaks(f, n))),
        (voice("Incident time"), cell(incident, _quiet(_projection(f, n)))),
        (voice("Purpose"), cell(purpose(f, n))),
        (voice("Seats and roles"), _seats(f, n)),
        (voice("Scope"), _scope(f, n)),
        (voice("Playbook"), _playbook(f, n)),
        (voice("Team"), team(f, n)),
        (voice("Made with"), cell(voice("{tool}, seed {seed}", tool=f.head.tool or "–", seed=f.head.seed))),
        (voice("Rated by"), cell(n.roles(f.raters) or voice("nobody yet"))),
        (voice("Status"), status(f, n)),
        (voice("Left out"), left_out(f, n)),
    ]
    return Facts(tuple((name, what) for name, what in rows if what))


def record_row(f: Findings, n: Names) -> tuple[str, TableCell]:
    """The record, in what tells it from another."""
    said = n.voice("{lines} lines, head hash {hash}", lines=f.integrity.lines, hash=f.integrity.head_hash[:12] or "–")
    return n.voice("Record"), cell(said)


def left_out(f: Findings, n: Names) -> TableCell:
    """How many free texts are not in this report, by seat; nothing where all are."""
    counts = f.edition.left_out
    if counts is None:
        return ()
    by_seat = n.listed(
        n.voice("{seat} {count}", seat=n.seat(seat) or n.voice("nobody named"), count=count)
        for seat, count in counts.items()
    )
    said = n.voice("free texts: {count}", count=sum(counts.values()))
    return cell(said, _quiet(by_seat))


def team(f: Findings, n: Names) -> TableCell:
    """The team, and the version of its file."""
    if f.setup.team.id == NONE:
        return cell(n.voice("none (roles named)"))
    return cell(n.text(f.setup.team.title), _quiet(version("teams", f.setup.team.id, f)))


def _playbook(f: Findings, n: Names) -> TableCell:
    if f.setup.discussion_only:
        return cell(n.voice("none: for discussion only"))
    lines: Iterable[tuple[str | CellLine, ...]] = (
        (n.playbook(part), _quiet(n.reviewed(part)), _quiet(version("playbooks", part.id, f)))
        for part in f.setup.playbook.parts
    )
    return cell(*chain.from_iterable(lines))


def _quiet(text: str) -> CellLine:
    return CellLine(text, "quiet")


def _breaks(f: Findings, n: Names) -> CellLine:
    if not f.session.breaks:
        return _quiet("")
    spans = n.listed(short_span(n.voice, seconds) for seconds in f.session.breaks)
    return _quiet(n.voice("without breaks of {spans}", spans=spans))


def _projection(f: Findings, n: Names) -> str:
    if f.session.projected_to is None:
        return ""
    return n.voice("played on to {moment} as a projection", moment=n.voice.moment(f.session.projected_to))


def purpose(f: Findings, n: Names) -> str:
    """What it was held for, and where nobody took part, that nobody did."""
    named = n.voice(PURPOSES[f.head.purpose]) if f.head.purpose in PURPOSES else f.head.purpose
    if f.head.driver == "autopilot" and f.setup.discussion_only:
        return n.voice("{purpose}; the messages alone, nobody at the table", purpose=named)
    if f.head.driver == "autopilot":
        return n.voice("{purpose}; the playbook on autopilot, nobody at the table", purpose=named)
    return named


def version(folder: str, id: str, f: Findings) -> str:
    """An id with the beginning of its file's hash; the whole hash stands with the record's integrity."""
    paths = ((PurePath(source.path), source.sha256) for source in f.setup.sources)
    if id == NONE:
        return ""
    digest = next((sha256 for path, sha256 in paths if path.stem == id and path.parent.name == folder), "")
    return f"{id} · {digest[:12]}" if digest else id


def _seats(f: Findings, n: Names) -> TableCell:
    return cell(n.listed(_seat(seat, roles, n) for seat, roles in f.head.seats.items()))


def _seat(seat: str, roles: tuple[str, ...], n: Names) -> str:
    others = [role for role in roles if role != seat]
    if not others:
        return n.seat(seat)
    return n.voice("{seat} (with {roles})", seat=n.seat(seat), roles=n.roles(others))


def _scope(f: Findings, n: Names) -> TableCell:
    kinds = [o for o in f.outcomes if o.clock.kind != "inject"]
    counted = readings(n, len({o.clock.id for o in kinds}), len(kinds))
    said = n.voice(
        "{objectives} objectives, {injects} injects delivered, timed expectations: {expectations}",
        objectives=len(f.objectives),
        injects=sum(f.state.ended_at is None or mark.at <= f.state.ended_at for mark in f.chart.injects),
        expectations=counted,
    )
    return cell(said, _quiet(n.voice("not timed: {count}", count=len(f.untimed)) if f.untimed else ""))


def status(f: Findings, n: Names) -> TableCell:
    """Whether the record is closed, and whole."""
    if f.integrity.damaged_at:
        said = n.voice("The record is damaged in line {line}; this report ends before it.", line=f.integrity.damaged_at)
        return cell(CellLine(said, "open"))
    if f.draft:
        return cell(CellLine(n.voice("draft: the record is still open"), "open"))
    last = next((line.wall for line in reversed(f.log) if isinstance(line.event, Closed)), "")
    return cell(n.voice("record closed {moment}", moment=wall(n.voice, last)))
