"""Several tables for programs: one JSON document, times in seconds since ``opens``. Keys may be added, none renamed."""

from __future__ import annotations

import json
from typing import Any

from simulator.errors import clean
from simulator.findings.gathered import Gathered, Spread, Table, Variant


def gathered_data(g: Gathered) -> bytes:
    """What the page says, without its sentences."""
    told = g.told
    document = {
        "schema_version": 1,
        "scenario": told.scenario,
        "scenario_mark": told.made_of.scenario,
        "opens": told.opens,
        "seed": told.seed,
        "tables": [_table(one) for one in g.tables],
        "variants": [_variant(one) for one in g.variants],
        "milestones": [_spread(one) for one in g.milestones],
        "expectations": [
            {"id": out.clock.id, "reading": out.clock.reading, "results": out.results} for out in g.clocks
        ],
        "decisions": [{"inject": one.inject, "answers": one.answers, "at": one.at} for one in g.decisions],
        "ratings": [{"objective": o.objective, "ratings": o.ratings, "unrated": o.unrated} for o in g.ratings],
        "left_out": [str(one.why) for one in g.left_out if not one.again],
    }
    return clean(json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _table(one: Table) -> dict[str, Any]:
    told, words = one.seen.told, one.seen.words
    texts = {"strengths": words.strengths, "areas": words.areas, "actions": words.actions}
    reasons = [{"inject": inject, "why": why} for inject, why in words.reasons]
    return {
        "name": one.name,
        "organisation": one.seen.organisation or None,
        "variant": one.variant,
        "checked": one.seen.checked,
        "record": {"lines": told.record.lines, "head_hash": told.record.first_hash},
        "room": told.held.room,
        "incident": told.held.incident,
        **({"texts": texts | {"reasons": reasons}} if any((*texts.values(), reasons)) else {}),
    }


def _variant(one: Variant) -> dict[str, Any]:
    return {
        "number": one.number,
        "tables": one.tables,
        "playbook": one.playbook or None,
        "team": one.team or None,
        "differs": one.differs,
        "par": {"milestones": one.milestones, "expectations": one.clocks},
    }


def _spread(one: Spread) -> dict[str, Any]:
    first, last = one.times[0], one.times[-1]
    return {"id": one.milestone, "at": one.at, "never": one.never, "first": first, "middle": one.middle, "last": last}
