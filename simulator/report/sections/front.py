"""The first page: what was held, three sentences, and the actions."""

from __future__ import annotations

from pathlib import PurePath

from simulator.findings.findings import Findings
from simulator.findings.outcomes import Outcome
from simulator.model.durations import MINUTE
from simulator.report.document import Bullets, Cell, Column, Facts, Line, Section, Table, cell, section, table
from simulator.timeline.events import ActionAgreed
from simulator.wording.names import Names
from simulator.wording.times import basis_words, short_span, wall, wall_span, written_day

PURPOSES: dict[str, str] = {
    "exercise": "exercise",
    "rehearsal": "rehearsal by the facilitator",
    "demo": "demonstration",
    "incident": "real incident, no exercise",
}


def facts(f: Findings, n: Names) -> Facts:
    """What was held: the head an auditor looks for."""
    voice, scenario, playbook = n.voice, f.setup.scenario, f.setup.playbook
    incident = voice(
        "from {moment}, {span} played at the table", moment=voice.moment(0), span=voice.span(f.session.incident)
    )
    version = voice("version {version}, reviewed {day}", version=playbook.version, day=voice.day(playbook.reviewed))
    rows = [
        (voice("Scenario"), cell(n.text(scenario.title), _quiet(_version("scenarios", scenario.id, f)))),
        (voice("Held"), cell(wall_span(voice, f.session.began, f.session.ended), _quiet(f.head.place))),
        (voice("Duration"), cell(voice("{span} of play in the room", span=voice.span(f.session.room)))),
        (voice("Incident time"), cell(incident, _quiet(_projection(f, n)))),
        (voice("Purpose"), cell(_purpose(f, n))),
        (voice("Seats and roles"), _seats(f, n)),
        (voice("Scope"), _scope(f, n)),
        (
            voice("Playbook"),
            cell(n.text(playbook.title) or playbook.id, _quiet(version), _quiet(_version("playbooks", playbook.id, f))),
        ),
        (voice("Team"), cell(n.text(f.setup.team.title), _quiet(_version("teams", f.setup.team.id, f)))),
        (voice("Made with"), cell(voice("{tool}, seed {seed}", tool=f.head.tool or "–", seed=f.head.seed))),
        (voice("Rated by"), cell(n.roles(f.raters) or voice("nobody yet"))),
        (voice("Status"), _status(f, n)),
    ]
    return Facts(tuple((name, what) for name, what in rows if what))


def _quiet(text: str) -> Line:
    return Line(text, "quiet")


def _projection(f: Findings, n: Names) -> str:
    if f.session.projected_to is None:
        return ""
    return n.voice("played on to {moment} as a projection", moment=n.voice.moment(f.session.projected_to))


def _purpose(f: Findings, n: Names) -> str:
    purpose = n.voice(PURPOSES[f.head.purpose]) if f.head.purpose in PURPOSES else f.head.purpose
    if f.head.driver == "autopilot":
        return n.voice("{purpose}; the playbook on autopilot, nobody at the table", purpose=purpose)
    return purpose


def _version(folder: str, id: str, f: Findings) -> str:
    """An id with the beginning of its file's hash; the whole hash stands with the record's integrity."""
    paths = ((PurePath(source.path), source.sha256) for source in f.setup.sources)
    found = next((sha256 for path, sha256 in paths if path.stem == id and path.parent.name == folder), "")
    return f"{id} · {found[:12]}" if found else id


def _seats(f: Findings, n: Names) -> Cell:
    return cell(n.listed(_seat(seat, roles, n) for seat, roles in f.head.seats.items()))


def _seat(seat: str, roles: tuple[str, ...], n: Names) -> str:
    others = [role for role in roles if role != seat]
    if not others:
        return n.seat(seat)
    return n.voice("{seat} (with {roles})", seat=n.seat(seat), roles=n.roles(others))


def _scope(f: Findings, n: Names) -> Cell:
    return cell(
        n.voice(
            "{objectives} objectives, {injects} injects delivered, {expectations} expectations",
            objectives=len(f.objectives),
            injects=sum(f.state.ended_at is None or mark.at <= f.state.ended_at for mark in f.chart.injects),
            expectations=len(f.setup.expectations),
        )
    )


def _status(f: Findings, n: Names) -> Cell:
    if f.draft:
        return cell(Line(n.voice("draft: the record is still open"), "open"))
    last = f.log[-1].wall if f.log else ""
    return cell(n.voice("record closed {moment}", moment=wall(n.voice, last)))


def summary(f: Findings, n: Names) -> Section | None:
    """Three sentences and the actions."""
    said = Bullets(tuple(cell(sentence) for sentence in (_session(f, n), _results(f, n), _time(f, n))))
    return section(n.voice("In brief"), said, actions(f, n, short=True))


def _session(f: Findings, n: Names) -> str:
    voice = n.voice
    said = {
        "moment": wall(voice, f.session.began),
        "title": n.text(f.setup.scenario.title),
        "incident": voice.span(f.session.incident),
    }
    if f.head.driver == "autopilot":
        return voice(
            "{moment}: the playbook alone, on autopilot, met “{title}” through {incident} of incident time.", **said
        )
    return voice(
        "{moment}: “{title}” was rehearsed for {room} at the table, through {incident} of incident time.",
        **said,
        room=voice.span(f.session.room),
    )


def _results(f: Findings, n: Names) -> str:
    binding = [o for o in f.outcomes if o.clock.binds]
    met = sum(o.standing == "met" and not o.projected for o in binding)
    missed = sum(o.standing == "missed" and not o.projected for o in binding)
    said = n.voice(
        "Of {total} clocks: {met} met in the exercise, {missed} missed, {rest} projected, undecided or never started.",
        total=len(binding),
        met=met,
        missed=missed,
        rest=len(binding) - met - missed,
    )
    worst = _worst(f)
    if worst is None:
        return said
    late = short_span(n.voice, worst.margin or 0)
    return said + n.voice(" Furthest off was “{worst}”, by {span}.", worst=n.reading(worst.clock), span=late)


def _worst(f: Findings) -> Outcome | None:
    """What was missed by the most at the table."""
    late = [
        o
        for o in f.outcomes
        if o.standing == "missed" and o.margin is not None and not o.reached_projected and o.clock.binds
    ]
    return min(late, key=lambda o: o.margin or 0, default=None)


def _time(f: Findings, n: Names) -> str:
    """Where the time went on the way to what was missed by the most, or else to what was reached last."""
    worst = _worst(f)
    during_play = [m for m in f.milestones if m.at is not None and not m.projected and m.basis.total]
    missed = [m for m in during_play if worst and m.id == worst.clock.end]
    chosen = next(iter(missed or during_play[-1:]), None)
    if chosen is None or chosen.at is None:
        return n.voice("No milestone that an expectation looks at was reached at the table.")
    said = {
        "milestone": n.milestone(chosen.id),
        "elapsed": n.voice.span(chosen.at),
        "basis": basis_words(n.voice, chosen.basis),
    }
    if chosen.par is None:
        return n.voice("“{milestone}” took {elapsed} from the start: {basis}.", **said)
    apart = n.voice.span(chosen.at - chosen.par)
    if abs(chosen.at - chosen.par) < MINUTE:
        return n.voice(
            "“{milestone}” took {elapsed} from the start ({basis}), as long as the playbook alone took.", **said
        )
    if chosen.at > chosen.par:
        return n.voice(
            "“{milestone}” took {elapsed} from the start ({basis}): {apart} more than the playbook alone took.",
            **said,
            apart=apart,
        )
    return n.voice(
        "“{milestone}” took {elapsed} from the start ({basis}): {apart} less than the playbook alone took.",
        **said,
        apart=apart,
    )


def actions(f: Findings, n: Names, *, short: bool) -> Table | Bullets:
    """Corrective actions; what is not set yet is flagged."""
    voice = n.voice
    columns = [Column(voice("No."), 8), Column(voice("Corrective action"), 46 if short else 32)]
    columns += [Column(voice("Owner"), 18), Column(voice("Due"), 18)]
    if not short:
        columns += [Column(voice("Retest"), 18), Column(voice("Objective"), 22)]
    found = table(voice("Corrective actions"), columns, (_action(a, n, short=short) for a in f.actions))
    return found or Bullets(
        (cell(Line(voice("No corrective action has been agreed."), "open")),), voice("Corrective actions")
    )


def _action(action: ActionAgreed, n: Names, *, short: bool) -> tuple[Cell, ...]:
    unset = Line(n.voice("to be set"), "missed")
    row = (
        cell(action.action),
        cell(action.text),
        cell(n.seat(action.owner) if action.owner else unset),
        cell(written_day(n.voice, action.due) if action.due else unset),
    )
    if short:
        return row
    return (*row, cell(action.retest or unset), cell(n.objective(action.objective) if action.objective else "–"))
