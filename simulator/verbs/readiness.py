"""``tabletop readiness``: the page that an organisation hands to a customer or a ministry."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.exercise.rules.observing import is_day
from simulator.exercise.wall import RealWall
from simulator.files import write_whole
from simulator.findings.readiness import Asked, Followed, OwnClock, Readiness, Shown
from simulator.journal.codec import encode
from simulator.model.expectation import Expectation
from simulator.model.profile import Organisation, Verdict
from simulator.report.render.data import edition
from simulator.report.render.formats import HTML, OF_ALL, named, written_to
from simulator.verbs.clocks import held_against, organisation_of
from simulator.verbs.terminal import beside
from simulator.wording.voice import Voice
from simulator.workspace.readiness import readiness as put_together
from simulator.workspace.records import by_name
from simulator.workspace.writing import keep_apart


def readiness(
    *,
    output: Path | None = None,
    to: str | None = None,
    since: str | None = None,
    profile: Path | None = None,
    team: str | None = None,
    redact: bool = False,
    libraries: Sequence[Path] = (),
    records: Sequence[Path],
    language: str = "en",
) -> int:
    """Writes it, and says where and what it leaves out: 0.

    Raises TabletopError for a day that is none or still to come, a profile that cannot be read, and where it
    cannot be written.
    """
    voice, path = Voice(language), output or Path(f"readiness.{to or HTML.name}")
    if since is not None and not is_day(since):
        raise TabletopError("“{day}” is no day: write --since 2026-04-01", day=since)
    if since is not None and since > RealWall().stamp()[:10]:
        raise TabletopError("--since {day} is still to come: name a day that has been", day=since)
    chosen = named(to, OF_ALL) if to else written_to(path, OF_ALL)
    keep_apart([path], by_name(*records))
    instead = voice("[left out]") if redact else ""
    page = _put_together(Library.open(libraries), records, since or "", profile, team, instead)
    if chosen.of == "findings":
        write_whole(path, (json.dumps(_document(page), ensure_ascii=False, indent=2) + "\n").encode())
    else:
        write_whole(path, chosen.readiness(page, voice))
    told = voice(
        "Readiness: {path}; it tells of {shown} of {begun} exercises begun from {first} on.",
        path=path,
        shown=len(page.shown),
        begun=page.begun,
        first=page.since,
    )
    print(told, file=beside(path))
    if not (profile or team):
        print(voice("--profile FILE or --team ID adds which deadlines can run for you."), file=sys.stderr)
    if not page.ledgers:
        print(voice("There is no ledger: whether more was begun cannot be shown."), file=sys.stderr)
    return 0


def _put_together(
    library: Library, records: Sequence[Path], since: str, profile: Path | None, team: str | None, instead: str
) -> Readiness:
    organisation = organisation_of(library, profile, team) if profile or team else None
    can, unsure = _clocks(library, organisation)
    return put_together(
        records,
        RealWall().stamp()[:10],
        since=since,
        organisation=organisation,
        clocks=can,
        unsure=unsure,
        requirements=[entry.value for entry in library.requirements() if entry.value],
        scenarios=[entry.value for entry in library.scenarios() if entry.value],
        instead=instead,
    )


def _clocks(library: Library, organisation: Organisation | None) -> tuple[list[Expectation], int]:
    """Those that can run, and of how many that cannot be told."""
    ours = held_against(library, organisation) if organisation else ()
    running = [one for one in ours if one.expectation.off is None]
    can = [one.expectation for one in running if one.standing.verdict is Verdict.CAN]
    return can, sum(one.standing.verdict is Verdict.NOT_SAID for one in running)


# ---- for programs


def _document(r: Readiness) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "since": r.since,
        "on": r.on,
        "organisation": r.organisation.model_dump(mode="json", exclude_none=True) if r.organisation else None,
        "begun": r.begun,
        "left_out": asdict(r.left_out),
        "ledgers": [asdict(mark) for mark in r.ledgers],
        "exercises": [_exercise(one) for one in r.shown],
        "clocks": [_clock(one) for one in r.clocks],
        "clocks_unsure": r.unsure,
        "demands": [_demand(one) for one in r.asked],
        "demands_elsewhere": r.others,
    } | edition(r.edition)


def _exercise(one: Shown) -> dict[str, Any]:
    f = one.findings
    return {
        "day": one.day,
        "scenario": f.setup.scenario.id,
        "playbook": {"id": f.setup.playbook.id, "version": f.setup.playbook.version},
        "team": f.setup.team.id,
        "head_hash": f.integrity.head_hash,
        "clocks": dict(f.first_page.counts),
        "missed": [{"id": o.clock.id, "reading": o.clock.reading, "margin": o.margin} for o in one.missed],
        "ratings": dict(f.first_page.ratings),
        "actions": [_action(action) for action in one.actions],
    }


def _action(action: Followed) -> dict[str, Any]:
    return {
        "id": action.id,
        "text": action.agreed.text,
        "owner": action.agreed.owner,
        "standing": "overdue" if action.overdue else action.stage,
        "due": action.due,
        "step": action.agreed.step,
        "ledger": [{"wall": entry.wall} | encode(entry.said) for entry in action.entries],
    }


def _clock(own: OwnClock) -> dict[str, Any]:
    day = own.exercise.day if own.exercise else None
    mark = own.exercise.findings.integrity.head_hash if own.exercise else None
    return {"id": own.expectation.id, "day": day, "head_hash": mark, "result": own.outcome and own.outcome.result}


def _demand(one: Asked) -> dict[str, Any]:
    return {
        "id": one.covered.requirement.id,
        "areas": list(one.covered.requirement.areas),
        "scenarios": list(one.covered.scenarios),
        "fresh": [asdict(held) for held in one.fresh],
        "last": one.covered.held[0].day if one.covered.held else None,
    }
