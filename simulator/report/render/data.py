"""The report for programs: one JSON document, times in seconds since ``opens``. Keys may be added, none renamed.

``trace`` leads every figure back to where it is from. Long because it is one list: the keys that others rely on.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from simulator.errors import clean
from simulator.findings.agreement import Agreement, alpha_of, equal_pairs
from simulator.findings.assumptions import assumed_share
from simulator.findings.belief import Document, Known, documents
from simulator.findings.conduct import Decided
from simulator.findings.discussion import Asked, Module
from simulator.findings.duties import Duty
from simulator.findings.edition import Edition
from simulator.findings.findings import Findings, Integrity
from simulator.findings.forms import Answer, Filed
from simulator.findings.handover import Handover
from simulator.findings.letters import Letter, Moment
from simulator.findings.made_of import made_of
from simulator.findings.milestones import MilestoneTimes
from simulator.findings.objectives import Assessed
from simulator.findings.opinions import Heard, Part, Voice, calibration
from simulator.findings.origins import Origin
from simulator.findings.outcomes import Outcome
from simulator.findings.percentiles import Percentile
from simulator.findings.requests import Requested
from simulator.model.report_fields import FIELDS
from simulator.report.render.trace import trace
from simulator.study.gains import Compared, Hindsight
from simulator.study.statistics import Share
from simulator.timeline.events import ActionAgreed, OpinionGiven, Rewritten


def render(f: Findings) -> bytes:
    """What the report says, without its sentences."""
    document: dict[str, Any] = {
        "schema_version": 1,
        "scenario": f.setup.scenario.id,
        "made_of": asdict(made_of(f.head)),
        "playbook": {"id": f.setup.playbook.id, "version": f.setup.playbook.version},
        "team": f.setup.team.id,
        "opens": f.setup.scenario.opens.isoformat(),
        "seed": f.head.seed,
        **({"left_out": f.head.left_out} if f.head.left_out else {}),
        "purpose": f.head.purpose,
        "driver": f.head.driver,
        "held": {
            "began": f.session.began,
            "ended": f.session.ended,
            "room": f.session.room,
            "incident": f.session.incident,
        }
        | ({"breaks": f.session.breaks} if f.session.breaks else {}),
        "ended_at": f.state.ended_at,
        "draft": f.draft,
        "assumed_share": assumed_share(f.assumed),
        "expectations": [_outcome(outcome) for outcome in f.outcomes],
        "milestones": [_milestone(milestone) for milestone in f.milestones],
        "simulated": [_percentile(one) for one in f.percentiles],
        "decisions": [_decision(decision) for decision in f.decisions],
        "objectives": [_objective(assessed) for assessed in f.objectives],
        "actions": [_action(action, f) for action in f.actions],
        "record": _record(f.integrity),
        "sources": [{"path": source.path, "sha256": source.sha256} for source in f.setup.sources],
    }
    document |= _where_there_is_any(f)
    document |= edition(f.edition)
    document |= {"pace": {"factor": f.pace.factor, "faster": f.pace.faster}} if f.pace else {}
    document |= {"trace": trace(document, f)}
    return clean(json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _where_there_is_any(f: Findings) -> dict[str, Any]:
    """What most exercises have none of."""
    found: dict[str, Any] = {
        "claims": [_claim(known) for known in f.claims],
        "handovers": [_handover(one) for one in f.handovers],
        "opinions": [_heard(heard) for heard in f.opinions],
        "agreement": _agreement(f.agreements) if f.agreements else {},
        "letters": [_letter(letter) for letter in f.letters],
        "requests": [_request(one) for one in f.requests],
        "sureness": [{"percent": step.percent, "right": _part(step.right)} for step in calibration(f.opinions)],
        "documents": {f"{one.inject}/{one.number}": _lines(one) for one in documents(f.setup, f.claims)},
        "duties": [_duty(one) for one in f.duties],
        "discussion": [_module(module) for module in f.discussion],
        "forms": [_form(filed) for filed in f.forms],
    }
    return {key: value for key, value in found.items() if value}


def _action(agreed: ActionAgreed, f: Findings) -> dict[str, Any]:
    said = {
        "id": agreed.action,
        "text": agreed.text,
        "owner": agreed.owner,
        "due": agreed.due,
        "retest": agreed.retest,
        "objective": agreed.objective,
    }
    said |= {"step": agreed.step} if agreed.step else {}
    return said | _retest(f, agreed.action) | _proposal(f, agreed.action)


def _record(integrity: Integrity) -> dict[str, Any]:
    said = {
        "lines": integrity.lines,
        "head_hash": integrity.head_hash,
        "undone": integrity.undone,
        "taken_back": integrity.taken_back,
    }
    more = {
        "damaged_at": integrity.damaged_at,
        "dropped_from": integrity.dropped_from,
        "witnesses": integrity.witnesses,
        "rewritten": [_rewritten(event) for event in integrity.rewritten],
    }
    return said | {key: value for key, value in more.items() if value}


def edition(said: Edition) -> dict[str, Any]:
    """What somebody filled in, and the organisation's mark, as it is put into pages."""
    texts = {name: text for name, text in said.filled.items() if name in FIELDS}
    filled: dict[str, Any] = {"fields": texts} if texts else {}
    if said.mark is None:
        return filled
    png = said.mark.png
    mark = {"type": "image/png", "sha256": sha256(png).hexdigest(), "base64": b64encode(png).decode()}
    return filled | {"mark": mark}


_Known = tuple[float, float, float]
"""A share or a difference, with the ends of its interval."""


def _retest(f: Findings, action: str) -> dict[str, Any]:
    """The study of what an action changes in the playbook, where there was one."""
    if action not in f.retests:
        return {}
    said = f.retests[action].said
    told = {"wall": f.retests[action].wall, "clock": said.clock, "runs": said.runs, "version": said.version}
    return {"study": told | {"changed": said.changed} | _studied(said.before, said.after, said.gain)}


def _proposal(f: Findings, action: str) -> dict[str, Any]:
    """The change of the playbook that is proposed for an action, where there is one."""
    if action not in f.proposals:
        return {}
    said = f.proposals[action].said
    told = {"wall": f.proposals[action].wall, "clock": said.clock, "runs": said.runs, "change": said.change}
    told |= {"where": said.where, "was": said.was, "now": said.now}
    if said.also:
        told["also"] = [dict(zip(("change", "where", "was", "now"), change, strict=True)) for change in said.also]
    return {"proposal": told | _studied(said.before, said.after, said.gain)}


def _studied(before: _Known, after: _Known, gain: _Known) -> dict[str, Any]:
    return {"before": _interval("p", before), "after": _interval("p", after), "gain": _interval("by", gain)}


def _interval(middle: str, known: _Known) -> dict[str, float]:
    return dict(zip((middle, "low", "high"), known, strict=True))


def _handover(one: Handover) -> dict[str, Any]:
    return {
        "at": one.at,
        "move": one.move,
        "acted": {"at": one.acted_at, "move": one.acted_in} if one.acted_at is not None else None,
        "ordered_again": one.ordered_again,
        "withdrawn": one.withdrawn,
        "decided_again": one.decided_again,
        "stated_again": one.stated_again,
        "against_what_was_known": [{"inject": inject, "claim": claim} for inject, claim in one.forgotten],
        "running": [{"id": o.clock.id, "reading": o.clock.reading} for o in one.running],
    }


def _rewritten(event: Rewritten) -> dict[str, Any]:
    return {"who": event.who, "reason": event.reason, "head_hash_before": event.was}


def _basis(owner: Outcome | MilestoneTimes) -> dict[str, int]:
    basis = owner.basis
    return {"talked": basis.talked, "worked": basis.worked, "waited": basis.waited, "scripted": basis.scripted}


def _outcome(o: Outcome) -> dict[str, Any]:
    return {
        "id": o.clock.id,
        "reading": o.clock.reading,
        "kind": o.clock.kind,
        "standing": o.standing,
        "projected": o.projected,
        "started": o.started,
        "deadline": o.deadline,
        "reached": o.reached,
        "margin": o.margin,
        "basis": _basis(o),
        "par": o.par,
        **({"moot": o.moot} if o.moot is not None else {}),
    }


def _milestone(m: MilestoneTimes) -> dict[str, Any]:
    return {"id": m.id, "at": m.at, "projected": m.projected, "par": m.par, "basis": _basis(m)}


def _percentile(one: Percentile) -> dict[str, Any]:
    simulated = one.simulated
    return {
        "id": one.outcome.clock.id,
        "reading": one.outcome.clock.reading,
        "took": one.took,
        "limit": one.limit,
        "faster_than": one.faster_than if one.took is not None else None,
        "runs": simulated.runs,
        "met": _share(simulated.met),
        "void": simulated.void,
        "after_the_story": simulated.coming.later,
        "never": simulated.coming.never,
        "quantiles": list(simulated.quantiles),
    }


def _decision(d: Decided) -> dict[str, Any]:
    return {
        "inject": d.inject.id,
        "opened_at": d.opened_at,
        "taken_at": d.taken_at,
        "option": d.option.id if d.option else None,
        "text": d.text,
        "why": d.why,
        "undecided": d.undecided,
        "seat": d.seat,
        "projected": d.projected,
        **_wait(d),
        **({"rests_on": [{"claim": one.claim.id, "ground": one.ground} for one in d.rested]} if d.rested else {}),
        **({"hindsight": _hindsight(d.hindsight)} if d.hindsight else {}),
    }


def _wait(d: Decided) -> dict[str, Any]:
    """Of a decision to wait until when it was, and what ended it: a milestone, ``time`` or ``people``."""
    of = d.wait
    if of is None:
        return {}
    by = {"tripped_by": of.tripped_by or ("people" if of.by_people else "time")} if of.tripped_at is not None else {}
    return {"wait": {"inject": of.inject.id, "latest": of.latest, "tripped_at": of.tripped_at, **by}}


def _hindsight(of: Hindsight) -> dict[str, Any]:
    options = [{"option": option, "clocks": [_moved(c) for c in clocks]} for option, clocks in of.options.items()]
    return {"at": of.at, "runs": of.runs, "seed": of.seed, "options": options}


def _moved(one: Compared) -> dict[str, Any]:
    name, _, reading = one.clock.partition("/")
    chances = {"met": _share(one.before), "met_instead": _share(one.after)}
    return {
        "id": name,
        "reading": reading,
        **chances,
        "gain": {"by": one.gain.by, "low": one.gain.low, "high": one.gain.high},
    }


def _agreement(every: Sequence[Agreement]) -> dict[str, Any]:
    return {
        "pairs": _part(equal_pairs(every)),
        "alpha": alpha_of(every),
        "objectives": [
            {
                "id": one.objective,
                "ratings": [{"seat": rated.seat, "rating": rated.rating, "why": rated.why} for rated in one.rated],
                "span": one.span,
                "reconciled": {"rating": one.reconciled.rating, "why": one.reconciled.why} if one.reconciled else None,
            }
            for one in every
        ],
    }


def _letter(one: Letter) -> dict[str, Any]:
    told = None if one.told is None else _moment(one.told) | {"seat": one.seat}
    kept = None if one.kept is None else dict(zip(("incident", "room"), one.kept, strict=True))
    return {"inject": one.inject, "to": list(one.to), "came": _moment(one.came), "told": told, "kept": kept}


def _moment(moment: Moment) -> dict[str, int]:
    return {"at": moment.at, "room": moment.room, "move": moment.move}


def _request(one: Requested) -> dict[str, Any]:
    made, answer = one.made, one.answer
    given = None if answer is None else {"at": answer.at, "said": one.said, "move": one.answered_in}
    return {
        "id": made.request,
        "seat": made.seat,
        "at": made.at,
        "text": made.text,
        "move": one.made_in,
        "answer": given,
    }


def _heard(one: Heard) -> dict[str, Any]:
    parts = {"before": one.before, "after": one.after}
    return {
        "inject": one.decided.inject.id,
        "opened_at": one.opened_at,
        "voices": [_voice(voice) for voice in one.voices],
        "for_taken": {name: _part(part) for name, part in parts.items() if part},
        "dissent": list(one.dissent),
        "silent": list(one.silent),
        "unsorted": list(one.unsorted),
        "better": sorted(one.better),
        "right": list(one.right),
    }


def _voice(one: Voice) -> dict[str, Any]:
    return {
        "seat": one.seat,
        "first": _opinion(one.first, one.before, one.first_in),
        "later": _opinion(one.later, one.after, one.later_in),
    }


def _opinion(given: OpinionGiven | None, option: str | None, move: int | None) -> dict[str, Any] | None:
    if given is None:
        return None
    return {"at": given.at, "text": given.text, "option": option, "sure": given.sure, "move": move}


def _part(part: Part) -> dict[str, int]:
    return {"count": part.count, "of": part.of}


def _share(share: Share) -> dict[str, float]:
    return {"p": share.p, "low": share.low, "high": share.high}


def _claim(known: Known) -> dict[str, Any]:
    return {
        "id": known.claim.id,
        "holds": known.claim.holds,
        "told": _came(known.told, known.told_by),
        "corrected": _came(known.corrected, known.corrected_by),
    }


def _duty(one: Duty) -> dict[str, Any]:
    said = {"at": one.said.at, "why": one.said.why, "seat": one.said.seat} if one.said else None
    mark = {"mark": one.marked.mark, "why": one.marked.why} if one.marked else None
    return {
        "expectation": one.expectation.id,
        "ruling": one.ruling,
        "said": said,
        "marked": mark,
        "done_at": one.told_at,
    }


def _lines(document: Document) -> list[dict[str, Any]]:
    return [{"claim": known.claim.id, "holds": known.claim.holds} for _, known in document.lines]


def _came(origin: Origin | None, by: str) -> dict[str, Any] | None:
    return {"at": origin.at, "by": by, "move": origin.move} if origin else None


def _form(filed: Filed) -> dict[str, Any]:
    one = filed.report
    return {
        "form": one.form.id,
        "expectation": one.expectation.id,
        "goes": filed.goes,
        "chosen": one.chosen,
        "applies": one.applies,
        "sent_at": one.at if one.sent else None,
        "blank": [stands.item.id for stands in one.lacking],
        "aware": one.aware,
        "items": [_answer(answer) for answer in filed.answers],
    }


def _answer(a: Answer) -> dict[str, Any]:
    written, marked = a.stands.written, a.stands.marked
    known = [{"milestone": one.milestone, "at": one.at, "move": one.move} for one in a.evidence]
    said = {"text": written.text, "aware": written.aware, "move": a.move} if written else None
    mark = {"mark": marked.mark, "why": marked.why, "move": a.marked_in} if marked else None
    stands = {"item": a.stands.item.id, "required": a.stands.required, "knowable": a.stands.knowable}
    return {**stands, "answered": a.answered, "known_by": known, "written": said, "marked": mark}


def _module(m: Module) -> dict[str, Any]:
    return {"inject": m.opened_by.id if m.opened_by else None, "at": m.at, "questions": [_asked(a) for a in m.asked]}


def _asked(a: Asked) -> dict[str, Any]:
    said = [{"at": answer.at, "text": answer.text, "seat": answer.seat} for answer in a.answers]
    return {"inject": a.inject.id, "number": a.number, "answers": said}


def _objective(a: Assessed) -> dict[str, Any]:
    return {
        "id": a.objective.id,
        "rating": a.rating.rating if a.rating else None,
        "suggested": a.suggested,
        "achieved": a.good,
        "counted": a.counted,
    }
