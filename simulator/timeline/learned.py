"""What a playbook may learn from exercises and from real incidents: which estimates to put in the place of which.

An estimate that was only assumed gives way to what was observed; observed figures that were measured are kept
and added to. Any other ground (a measured range, a contract, an expert) is left as it is: what a table says is
no better. The basis of a learned estimate names its records, so that none is counted twice.

Real incidents say more than a table, and an export holds all there are: what a log shows stands in the place of what
was assumed, published by others, said at tables or shown by an earlier log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.model.estimates import Estimate
from simulator.model.playbook import Playbook
from simulator.timeline.observed import Observed, Sample

Verdict = Literal["replaced", "extended", "too-few", "grounded", "counted"]
"""The old estimate gives way, or is added to; or it stays: fewer figures than asked for, a ground that is not
assumed, or nothing but records that its basis names already."""
_ENTRY = r"(?:\d{4}-\d{2}-\d{2} )?[0-9a-f]{8}"
_EXERCISES = re.compile(rf"(?:^|; )\d+ exercises?, as told at the table: ({_ENTRY}(?:, {_ENTRY})*)$")
"""How a basis names records, at its end."""
_LOG = "incident log"
_LEARNED = re.compile(rf"^(?:{_LOG} [^;]*)?(?:(?:^|; )\d+ exercises?, as told at the table: [^;]*)?$")
"""The whole basis of figures that were learned here."""
MOST = 200
"""Values that a file is to hold of one step. Of more, so many stand for all."""
_MARK = re.compile(r"\b[0-9a-f]{8}\b")


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
    return tuple(_steps(playbook, seen, at_least))


def learned_from_log(
    playbook: Playbook, samples: Sequence[Sample], marks: Sequence[str], period: str, at_least: int = 1
) -> tuple[Learned, ...]:
    """The same of what incident logs show. ``marks`` tell the files; ``period`` is from which day to which."""
    by_step = {step.id: tuple(sample for sample in samples if sample.step == step.id) for step in playbook.steps}
    source = f"{_LOG} {', '.join(marks)} of {period}"
    return tuple(
        _logged(step, takes, by_step[step], source, at_least)
        for step, takes in playbook.estimates.items()
        if by_step[step]
    )


def _logged(id: str, old: Estimate, samples: tuple[Sample, ...], source: str, at_least: int) -> Learned:
    ours = old.shape == "observed" and old.basis == "measured" and _is_learned(old.basis_from.own)
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


def _is_learned(basis_from: str) -> bool:
    return bool(basis_from and _LEARNED.match(basis_from))


def _apart(samples: Sequence[Sample], known: Estimate = NOTHING_OBSERVED) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """All lengths, and those of what was cut off, each ascending; ``known`` holds earlier ones."""
    over = (sample.seconds for sample in samples if sample.how != "cut-off")
    cut_off = (sample.seconds for sample in samples if sample.how == "cut-off")
    return tuple(sorted((*known.figures, *over))), tuple(sorted((*known.at_least, *cut_off)))


def _steps(playbook: Playbook, seen: Sequence[Observed], at_least: int) -> Iterator[Learned]:
    for step, takes in playbook.estimates.items():
        mine = [record for record in seen if any(sample.step == step for sample in record.samples)]
        if mine:
            yield _step(step, takes, mine, at_least)


def _step(id: str, old: Estimate, seen: Sequence[Observed], at_least: int) -> Learned:
    named = _MARK.findall(old.basis_from.own)
    fresh = [record for record in seen if record.mark not in named]
    samples = tuple(sample for record in fresh for sample in record.samples if sample.step == id)
    measured = old.shape == "observed" and old.basis == "measured"
    if not samples:
        return Learned(id, old, "counted")
    if not measured and (old.basis != "assumed" or old.shape == "observed"):
        return Learned(id, old, "grounded", samples=samples)
    figures, cut_off = _apart(samples, old if measured else NOTHING_OBSERVED)
    if len(figures) < max(1, at_least):
        return Learned(id, old, "too-few", samples=samples)
    source = old.basis_from.again(_source(old if measured else None, fresh))
    new = Estimate("observed", figures, "measured", source, at_least=cut_off)
    return Learned(id, old, "extended" if measured else "replaced", new, samples)


def _source(old: Estimate | None, fresh: Sequence[Observed]) -> str:
    """Where the figures are from: what stood there of others, then every exercise by day and mark."""
    basis = old.basis_from.own if old else ""
    counted = _EXERCISES.search(basis)
    others = basis[: counted.start()] if counted else basis
    if old and not basis:
        others = f"{len(old.figures)} earlier figures"
    entries = counted[1].split(", ") if counted else []
    entries += [f"{record.day} {record.mark}".strip() for record in fresh]
    exercises = f"{len(entries)} exercise{'s' if len(entries) > 1 else ''}, as told at the table: {', '.join(entries)}"
    return f"{others}; {exercises}" if others else exercises
