"""A study as the document that programs read; ``docs/ci.md`` says what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from simulator.model.freshness import UNKNOWN, Freshness
from simulator.study.bars import Graded
from simulator.study.gains import Compared, Further, Ranking, Tails, WhatIf
from simulator.study.reality import SHARES, Backtest, Held, score
from simulator.study.result import (
    Coming,
    Effort,
    ExpectationResult,
    FormResult,
    Histogram,
    Load,
    MilestoneResult,
    Spread,
    Study,
    Why,
)
from simulator.study.statistics import Gain, Share


def study_json(study: Study, fresh: Freshness = UNKNOWN) -> dict[str, Any]:
    """The document that programs read, schema version 1: seconds since opens, shares 0 to 1."""
    return {
        "schema_version": 1,
        "scenario": study.scenario,
        "playbook": study.playbook,
        "team": study.team,
        "seed": study.seed,
        "runs": study.runs,
        "partial": study.partial,
        "incidents": study.incidents,
        "every": study.every,
        "antithetic": study.antithetic,
        "assumed_share": round(study.assumed_share, 4),
        "facts": {"overdue": [e.id for e in fresh.overdue], "changed": [e.id for e in fresh.changed]},
        "expectations": [_expectation(e) for e in study.expectations],
        "milestones": [_milestone(m) for m in study.milestones],
        "forms": [_form(f) for f in study.forms],
        "why": _why(study.why) if study.why else None,
        "tails": _tails(study.tails) if study.tails else None,
    }


def further_json(further: Further) -> dict[str, Any]:
    """What was asked besides the study, as it stands in the document; nothing for what was not asked."""
    numbers = iter(further.numbered)
    ranked = [_ranking(ranking, numbers) for ranking in further.rankings]
    missed = [_missed(ranking) for ranking in further.missed]
    asked = {"what_if": ranked[:1] and ranked[0], "what_if_further": ranked[1:], "absences": missed}
    return {name: answer for name, answer in asked.items() if answer}


def _ranking(ranking: Ranking, numbers: Iterator[int]) -> dict[str, Any]:
    lists = {name: getattr(ranking, name) for name in ("changes", "decisions", "absences", "assumptions")}
    told = {name: [{"number": next(numbers), **_what_if(one)} for one in tried] for name, tried in lists.items()}
    return {"clock": ranking.clock, "base": _share(ranking.base), **told}


def _missed(ranking: Ranking) -> dict[str, Any]:
    return {
        "clock": ranking.clock,
        "base": _share(ranking.base),
        "without": [_what_if(change) for change in ranking.absences],
    }


def backtests_json(backtests: Sequence[Backtest]) -> dict[str, Any]:
    """Backtests as one document, schema version 1: seconds from when the incident was noticed."""
    total = score(held for one in backtests for held in one.held)
    return {
        "schema_version": 1,
        "cases": total.cases,
        "campaigns": total.campaigns,
        "inside": _share(total.inside),
        "maybe": total.maybe,
        "crps": total.crps,
        "scenarios": [_backtest(one) for one in backtests],
    }


def _backtest(one: Backtest) -> dict[str, Any]:
    found = score(one.held)
    milestones = [
        {
            "milestone": compared.milestone,
            "since": compared.since,
            "simulated": {f"p{share * 100:.0f}": at for share, at in zip(SHARES, compared.band.points, strict=True)},
            "cases": [_held(held) for held in compared.held],
        }
        for compared in one.milestones
    ]
    return {
        "scenario": one.scenario,
        "playbook": one.playbook,
        "team": one.team,
        "seed": one.seed,
        "runs": one.runs,
        "cases": found.cases,
        "inside": _share(found.inside),
        "crps": found.crps,
        "milestones": milestones,
    }


def _held(held: Held) -> dict[str, Any]:
    took = held.case.took
    return {
        "incident": held.case.incident,
        "campaign": held.case.campaign,
        "seconds": took.seconds,
        "low": took.low,
        "high": took.high,
        "precision": took.precision,
        "percentile": held.percentile,
        "inside": held.inside,
        "maybe": held.maybe,
        "crps": held.crps,
    }


def compared_json(c: Compared) -> dict[str, Any]:
    """One clock as it stands in the document under ``compared``."""
    return {"clock": c.clock, "before": _share(c.before), "after": _share(c.after), "gain": _gain(c.gain)}


def graded_json(one: Graded) -> dict[str, Any]:
    """One thing asked of a clock as it stands in the document under ``asked``."""
    gain = _gain(one.gain) if one.gain else None
    return {"clock": one.of.key, "incident": one.of.incident, "least": one.least, "gain": gain, "grade": one.grade}


def _gain(gain: Gain) -> dict[str, float]:
    return {"by": gain.by, "low": gain.low, "high": gain.high}


def _share(share: Share) -> dict[str, float]:
    return {"p": share.p, "low": share.low, "high": share.high}


def _expectation(e: ExpectationResult) -> dict[str, Any]:
    names = {"id": e.id, "reading": e.reading, "kind": e.kind, "incident": e.incident}
    margin = _spread(e.margin) if e.margin else None
    figures = {"started": e.started, "void": e.void, "met": _share(e.met), "undecided": e.undecided, "margin": margin}
    histogram = _histogram(e.histogram) if e.histogram else None
    figures["turns"] = {"mean": e.gaps.turns, "missed": e.gaps.missed} if e.gaps else None
    by_run = {"counted": e.by_run.counted_in, "met": e.by_run.met_in} if e.by_run else None
    figures |= {**_coming(e.coming), "worst_run": e.worst_run, "histogram": histogram, "must": e.must}
    return {**names, **figures, "by_run": by_run}


def _histogram(h: Histogram) -> dict[str, Any]:
    return {
        "width": h.width,
        "counts": list(h.counts),
        "beyond": h.beyond,
        "never": h.never,
        "limit": h.limit,
        "middle": h.middle,
    }


def _spread(margin: Spread) -> dict[str, Any]:
    within = {"p5": list(margin.p5_in), "p50": list(margin.p50_in), "p95": list(margin.p95_in)}
    return {"p5": margin.p5, "p50": margin.p50, "p95": margin.p95, "intervals": within}


def _coming(found: Coming) -> dict[str, float]:
    return {"after_the_story": found.later, "never": found.never}


def _form(f: FormResult) -> dict[str, Any]:
    last = [{"item": last.item, "share": last.share, "never": last.never} for last in f.last]
    names = {"form": f.form, "clock": f.clock, "incident": f.incident, "applies": f.applies}
    return {**names, "knowable": _share(f.knowable), "middle": f.middle, "last": last}


def _milestone(m: MilestoneResult) -> dict[str, Any]:
    within = {"p50": list(m.p50_in), "p90": list(m.p90_in), "p95": list(m.p95_in)}
    at = {"mean": m.mean, "p50": m.p50, "p90": m.p90, "p95": m.p95, "intervals": within}
    return {"id": m.id, "incident": m.incident, "reached": m.reached, **_coming(m.coming), "at": at}


def _tails(tails: Tails) -> dict[str, Any]:
    return {"runs": tails.runs, "expectations": [compared_json(c) | {"incident": c.incident} for c in tails.clocks]}


def _effort(e: Effort) -> dict[str, Any]:
    spent = {"worked": e.worked, "for_person": e.for_person, "for_absent": e.for_absent}
    return {"job": e.job, "share": e.share, **spent}


def _why(why: Why) -> dict[str, Any]:
    loads = [{name: getattr(load, name) for name in Load.__slots__} for load in why.loads]
    paths = [
        {"milestone": path.milestone, "runs": path.runs, "path": [_effort(e) for e in path.efforts]}
        for path in why.paths
    ]
    return {"runs": why.runs, "paths": paths, "work": [_effort(e) for e in why.work], "roles": loads}


def _what_if(change: WhatIf) -> dict[str, Any]:
    document = {"id": change.id, "kind": change.kind, "what": list(change.what), "where": list(change.where)}
    document |= {"set": change.setting, "was": change.was, "now": change.now}
    return {**document, "met": _share(change.met), "gain": _gain(change.gain), "runs": change.runs}
