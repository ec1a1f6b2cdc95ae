"""``tabletop history``: exercises over time, each beside the last of its scenario."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from simulator.console.pages.history import (
    begun_words,
    clock_words,
    form_words,
    purpose_words,
    rating_words,
    since_words,
)
from simulator.errors import TabletopError, why
from simulator.findings.findings import Findings
from simulator.findings.outcomes import Outcome
from simulator.findings.since import Since
from simulator.verbs.printed import columns
from simulator.wording.names import Names
from simulator.wording.scales import RESULTS
from simulator.wording.voice import Voice
from simulator.wording.width import cut
from simulator.workspace.past import Held, Register

_BESIDE = 4
"""So many runs of a scenario stand beside each other, the newest ones."""
_NAME = 72
"""Cells of what a row of them is about."""
Told = Callable[[Findings, str, Voice], str]


def history(
    *,
    scenario: str | None = None,
    team: str | None = None,
    records: Sequence[Path],
    language: str = "en",
    as_json: bool = False,
) -> int:
    """Prints them, the newest first: 0. What cannot be read is named on stderr and counted.

    Raises TabletopError for a scenario or team of which there is no exercise.
    """
    voice, all_of_it = Voice(language), Register.read(*records)
    for error in (*all_of_it.unreadable, *all_of_it.blind):
        print(voice("left out: {reason}", reason=why(error)), file=sys.stderr)
    register = all_of_it.of(scenario, team)
    if not register.held and not register.lost and (scenario or team):
        raise TabletopError(
            "no exercise of {what} was begun in {records}", what=scenario or team or "", records=tuple(records)
        )
    if as_json:
        print(json.dumps(_document(register), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*_page(register, beside=scenario is not None, voice=voice), *_lost(register, voice)]))
    return 0


def _page(register: Register, *, beside: bool, voice: Voice) -> Iterator[str]:
    shown, unreadable = register.held[::-1], len(register.unreadable)
    if shown:
        yield from columns(_heads(voice), [_row(held, voice) for held in shown], lead=(0, 1))
        yield ""
    if beside and shown:
        yield from _beside([held.findings for held in shown[:_BESIDE]][::-1], voice)
    yield begun_words(shown, voice) + (
        voice(" {count} records cannot be read.", count=unreadable) if unreadable else ""
    )


def _lost(register: Register, voice: Voice) -> Iterator[str]:
    """What was begun, as the ledger knows, and whose record is not there to be read."""
    if register.blind:
        yield voice("The ledger cannot be read: whether more were begun is not known.")
    if register.lost:
        yield voice("{count} more stand in the ledger, and their records cannot be read:", count=len(register.lost))
    for begun in register.lost:
        kind = purpose_words(begun.purpose, voice)
        yield f"  {begun.began[:10]}  {begun.scenario}  {begun.team}  {kind}  {begun.record}"


def _heads(voice: Voice) -> list[str]:
    held = [voice("DAY"), voice("SCENARIO"), voice("TEAM"), voice("KIND")]
    return [*held, voice("CLOCKS"), voice("RATINGS"), voice("SINCE THE LAST")]


def _row(held: Held, voice: Voice) -> list[str]:
    f = held.findings
    return [
        held.exercise.day or "?",
        held.exercise.scenario,
        f.setup.team.id,
        purpose_words(f.head.purpose, voice, complete=held.complete),
        clock_words(f, voice),
        rating_words(f) or "–",
        since_words(held.since, voice) or "–",
    ]


def _beside(runs: Sequence[Findings], voice: Voice) -> Iterator[str]:
    """Milestones, clocks and objectives of a scenario's runs, a column each, the oldest first."""
    n = Names(runs[-1].setup, Voice.of(runs[-1].setup, voice.language))
    milestones = {m.id: n.milestone(m.id) for f in runs for m in f.milestones if m.at is not None and not m.projected}
    yield from _rows(voice("MILESTONE"), milestones, runs, _came, voice)
    clocks = {o.clock.key: n.reading(o.clock) for f in runs for o in f.outcomes if o.clock.binds}
    yield from _rows(voice("CLOCK"), clocks, runs, _came_out, voice)
    played = (f for f in runs if not f.head.is_real)
    forms = {one.report.form.id: n.form(one.report.form.id) for f in played for one in f.forms if one.goes}
    yield from _rows(voice("FORM"), forms, runs, _went, voice)
    objectives = {a.objective.id: n.text(a.objective.text) for f in runs for a in f.objectives}
    yield from _rows(voice("OBJECTIVE"), objectives, runs, _rated, voice)


def _rows(head: str, rows: dict[str, str], runs: Sequence[Findings], told: Told, voice: Voice) -> Iterator[str]:
    if rows:
        lines = [[cut(name, _NAME), *(told(f, id_, voice) for f in runs)] for id_, name in rows.items()]
        yield from columns([head, *(f.head.created[:10] or "?" for f in runs)], lines, lead=(0,))
        yield ""


def _came(f: Findings, milestone: str, voice: Voice) -> str:
    at = next((m.at for m in f.milestones if m.id == milestone and not m.projected), None)
    return voice.elapsed(at) if at is not None else "–"


def _came_out(f: Findings, key: str, voice: Voice) -> str:
    result = next((o.result for o in f.outcomes if o.clock.key == key), None)
    return voice(RESULTS[result]) if result else "–"


def _went(f: Findings, form: str, voice: Voice) -> str:
    going = next((one.report for one in f.forms if one.goes and one.report.form.id == form), None)
    return form_words(going, voice) if going and not f.head.is_real else "–"


def _rated(f: Findings, objective: str, _voice: Voice) -> str:
    return next((a.rating.rating for a in f.objectives if a.objective.id == objective and a.rating), "–")


def _document(register: Register) -> dict[str, object]:
    shown = register.held[::-1]
    return {
        "schema_version": 1,
        "begun": len(shown),
        "not_closed": sum(not held.complete for held in shown),
        "unreadable": len(register.unreadable),
        "ledger_readable": not register.blind,
        "lost": [asdict(begun) for begun in register.lost],
        "items": [_item(held) for held in shown],
    }


def _item(held: Held) -> dict[str, object]:
    f = held.findings
    return {
        "day": held.exercise.day,
        "scenario": held.exercise.scenario,
        "playbook": {"id": f.setup.playbook.id, "version": f.setup.playbook.version},
        "team": f.setup.team.id,
        "purpose": f.head.purpose,
        "closed": held.complete,
        "record": str(held.exercise.path),
        "head_hash": f.integrity.head_hash,
        "milestones": [{"id": m.id, "at": m.at, "projected": m.projected} for m in f.milestones if m.at is not None],
        "expectations": [_clock(o) | {"kind": o.clock.kind, "result": o.result} for o in f.outcomes],
        "ratings": {a.objective.id: a.rating.rating for a in f.objectives if a.rating},
        "forms": [
            {"id": one.report.form.id, "sent_at": one.report.at if one.report.sent else None}
            | {"blank": [stands.item.id for stands in one.report.lacking]}
            for one in f.forms
            if one.goes
        ],
        "actions": len(f.actions),
        "since": _compared(held.since) if held.since else None,
    }


def _clock(o: Outcome) -> dict[str, object]:
    return {"id": o.clock.id, "reading": o.clock.reading}


def _compared(since: Since) -> dict[str, object]:
    return {
        "head_hash": since.before.integrity.head_hash,
        "in_both": since.in_both,
        "met_then": since.met_then,
        "met_now": since.met_now,
        "expectations": [_clock(now) | {"then": then.result, "now": now.result} for then, now in since.clocks],
        "ratings": [{"objective": r.objective.objective.id, "then": r.then, "now": r.now} for r in since.ratings],
    }
