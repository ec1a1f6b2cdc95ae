"""What a playbook may learn from exercises and from real incidents: which estimates to put in the place of which.

An estimate that was only assumed gives way to what was observed; observed figures that were measured are kept
and added to. Any other ground (a measured range, a contract, an expert) is left as it is: what a table says is
no better. The basis of a learned estimate names its records, so that none is counted twice.

Real incidents say more than a table. An export of them holds all there are: what it shows stands in the place of what
was assumed, published by others, said at tables or shown earlier by incidents. The record of one incident is one value:
it stands in the place of the same, but is added to what other incidents have shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from simulator.model.estimates import Estimate
from simulator.model.grounds import EXERCISES, INCIDENTS, LOG, NEXT, is_learned, parts, records
from simulator.model.playbook import Playbook
from simulator.timeline.observed import Observed, Sample

Verdict = Literal["replaced", "extended", "too-few", "grounded", "counted", "in-log"]
"""The old estimate gives way, or is added to; or it stays: fewer figures than asked for, a ground that is not
assumed, nothing but records that its basis names already, or incidents of days whose log it rests on."""
MOST = 200
"""Values that a file is to hold of one step. Of more, so many stand for all."""


NOTHING_OBSERVED = Estimate("observed", ())


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of one step that something was observed of."""

    step: str
    old: Estimate
    verdict: Verdict
    new: Estimate | None = None
    """What to put in its place; None where it stays."""
    samples: tuple[Sample, ...] = ()
    """Those of records not counted before."""


def learned(playbook: Playbook, seen: Sequence[Observed], at_least: int = 1) -> tuple[Learned, ...]:
    """One for every step with samples, in the playbook's order.

    ``at_least``: figures an estimate must have, those that stand there already included, to be proposed.
    ``seen`` holds each record once.
    """
    return tuple(_steps(playbook, seen, at_least, _from_exercises))


def learned_from_incidents(playbook: Playbook, seen: Sequence[Observed], at_least: int = 1) -> tuple[Learned, ...]:
    """The same of records of real incidents, each of which is one value; their ``mark`` is their key."""
    return tuple(_steps(playbook, seen, at_least, _from_incidents))


def learned_of_decision(id: str, old: Estimate, took: int, mark: str, day: str) -> Learned:
    """The same of one decision, or answer, that took so many seconds in one incident."""
    return _from_incidents(id, old, [Observed(mark, day, (Sample(id, took, "logged"),))], 1)


def learned_from_log(
    playbook: Playbook, samples: Sequence[Sample], marks: Sequence[str], period: str, at_least: int = 1
) -> tuple[Learned, ...]:
    """The same of what incident logs show. ``marks`` tell the files; ``period`` is from which day to which."""
    by_step = {step.id: tuple(sample for sample in samples if sample.step == step.id) for step in playbook.steps}
    source = f"incident log {', '.join(marks)} of {period}"
    return tuple(
        _logged(step, takes, by_step[step], source, at_least)
        for step, takes in playbook.estimates.items()
        if by_step[step]
    )


def _logged(id: str, old: Estimate, samples: tuple[Sample, ...], source: str, at_least: int) -> Learned:
    ours = old.shape == "observed" and old.basis == "measured" and is_learned(old.basis_from.own)
    if not ours and old.basis not in ("assumed", "published"):
        return Learned(id, old, "grounded", samples=samples)
    figures, cut_off = _apart(samples)
    if len(figures) < max(1, at_least):
        return Learned(id, old, "too-few", samples=samples)
    if len(samples) > MOST:
        source += f", {MOST} of {len(samples)} times"
        figures, cut_off = (_thinned(some, MOST / len(samples)) for some in (figures, cut_off))
    new = Estimate("observed", figures, "measured", old.basis_from.again(source), at_least=cut_off)
    return Learned(id, old, "counted") if new == old else Learned(id, old, "replaced", new, samples)


def _thinned(lengths: tuple[int, ...], share: float) -> tuple[int, ...]:
    """So large a share of the lengths, ascending, in even steps from the shortest to the longest."""
    count = max(1, round(len(lengths) * share)) if lengths else 0
    return tuple(lengths[int((n + 0.5) / count * len(lengths))] for n in range(count))


def _apart(samples: Sequence[Sample], known: Estimate = NOTHING_OBSERVED) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """All lengths, and those of what was cut off, each ascending; ``known`` holds earlier ones."""
    over = (sample.seconds for sample in samples if sample.how != "cut-off")
    cut_off = (sample.seconds for sample in samples if sample.how == "cut-off")
    return tuple(sorted((*known.figures, *over))), tuple(sorted((*known.at_least, *cut_off)))


def _steps(playbook: Playbook, seen: Sequence[Observed], at_least: int, learn: _Learn) -> Iterator[Learned]:
    for step, takes in playbook.estimates.items():
        mine = [record for record in seen if any(sample.step == step for sample in record.samples)]
        if mine:
            yield learn(step, takes, mine, at_least)


def _from_exercises(id: str, old: Estimate, seen: Sequence[Observed], at_least: int) -> Learned:
    fresh = _fresh(old, seen)
    samples = _samples(id, fresh)
    measured = _is_measured(old)
    if not samples:
        return Learned(id, old, "counted")
    if not measured and (old.basis != "assumed" or old.shape == "observed"):
        return Learned(id, old, "grounded", samples=samples)
    return _with(Learned(id, old, "extended" if measured else "replaced", samples=samples), fresh, EXERCISES, at_least)


def _from_incidents(id: str, old: Estimate, seen: Sequence[Observed], at_least: int) -> Learned:
    fresh = _fresh(old, seen)
    if not fresh:
        return Learned(id, old, "counted")
    outside = [record for record in fresh if not _is_in_log(old, record.day)]
    samples = _samples(id, outside or fresh)
    if not outside:
        return Learned(id, old, "in-log", samples=samples)
    own = old.basis_from.own
    told = bool(parts(own)) and all(EXERCISES.fullmatch(part) for part in parts(own))
    adds = _is_measured(old) and not told
    if not adds and not told and old.basis not in ("assumed", "published"):
        return Learned(id, old, "grounded", samples=samples)
    return _with(Learned(id, old, "extended" if adds else "replaced", samples=samples), outside, INCIDENTS, at_least)


_Learn = Callable[[str, Estimate, Sequence[Observed], int], Learned]


def _with(what: Learned, fresh: Sequence[Observed], named: re.Pattern[str], at_least: int) -> Learned:
    """The same with the estimate that becomes of it, or too few figures for one."""
    known = what.old if what.verdict == "extended" else None
    figures, cut_off = _apart(what.samples, known or NOTHING_OBSERVED)
    if len(figures) < max(1, at_least):
        return replace(what, verdict="too-few")
    source = what.old.basis_from.again(_source(known, fresh, named))
    return replace(what, new=Estimate("observed", figures, "measured", source, at_least=cut_off))


def _is_measured(old: Estimate) -> bool:
    return old.shape == "observed" and old.basis == "measured"


def _samples(step: str, seen: Sequence[Observed]) -> tuple[Sample, ...]:
    return tuple(sample for record in seen for sample in record.samples if sample.step == step)


def _fresh(old: Estimate, seen: Sequence[Observed]) -> list[Observed]:
    """The records that the basis does not name."""
    named = re.findall(r"\b[0-9a-f]{6,8}\b", old.basis_from.own)
    return [record for record in seen if record.mark not in named]


def _is_in_log(old: Estimate, day: str) -> bool:
    """Whether figures rest on a log of a time in which the day lies: it may tell of the same incident."""
    told = (LOG.fullmatch(part) for part in parts(old.basis_from.own))
    return _is_measured(old) and any(found["first"] <= day <= found["last"] for found in told if found)


def _source(old: Estimate | None, fresh: Sequence[Observed], named: re.Pattern[str]) -> str:
    """Where the figures are from: what stood there of others, then every record of this kind by day and mark."""
    own = old.basis_from.own if old else ""
    others = [part for part in parts(own) if not named.fullmatch(part)]
    if old and not own:
        others = [f"{len(old.figures)} earlier figures"]
    entries = [*records(own, named), *(f"{record.day} {record.mark}".strip() for record in fresh)]
    return NEXT.join([*others, _names(len(entries), named) + ", ".join(entries)])


def _names(count: int, named: re.Pattern[str]) -> str:
    if named is EXERCISES:
        return f"{count} exercise{'s' if count > 1 else ''}, as told at the table: "
    return f"{count} incidents, by their timelines: " if count > 1 else "1 incident, by its timeline: "
