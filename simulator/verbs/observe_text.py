"""What a playbook learned of its steps, for people: the old estimate, the new one, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.model.playbook import Playbook
from simulator.timeline.learned import Learned
from simulator.verbs.printed import beside
from simulator.wording.grounds import ground_words
from simulator.wording.voice import Voice

NOT_PROPOSED = {
    "too-few": "not proposed: fewer than {least} figures",
    "grounded": "not proposed: its estimate is not merely assumed ({basis})",
    "counted": "counted already",
    "in-log": "not proposed: its figures rest on an incident log of that time, which may tell of it already",
}
"""Why a step is not proposed → in words."""


def steps_learned(
    name: Path | str, playbook: Playbook, steps: Sequence[Learned], at_least: int, voice: Voice
) -> Iterator[str]:
    """For each step the old estimate, the new one, and the evidence."""
    count = sum(step.new is not None for step in steps)
    yield voice("{path}: new lengths for {count} of {all} steps", path=name, count=count, all=len(playbook.steps))
    if steps:
        yield from beside([_row(step, at_least, voice) for step in steps], indent="  ")
    if any(sample.how == "ended" for step in steps if step.new for sample in step.samples):
        yield voice(
            "Work that people ended can only be shorter than its drawn length: such figures are biased towards short."
        )


def _row(step: Learned, at_least: int, voice: Voice) -> list[str]:
    arrow = f"{step.old} → {step.new}" if step.new else f"{step.old}"
    return [step.step, arrow, _grounds(step, voice), _remark(step, at_least, voice)]


def _grounds(step: Learned, voice: Voice) -> str:
    stated = sum(sample.how == "stated" for sample in step.samples)
    ended = sum(sample.how == "ended" for sample in step.samples)
    real = sum(sample.how == "logged" for sample in step.samples)
    cut_off = len(step.samples) - stated - ended - real
    words = [voice("{count} declared done by people", count=stated) if stated else ""]
    words.append(voice("{count} ended by people", count=ended) if ended else "")
    words.append(voice("{count} in real incidents", count=real) if real else "")
    words.append(voice("{count} cut off, which took at least so long", count=cut_off) if cut_off else "")
    return ", ".join(filter(None, words))


def _remark(step: Learned, at_least: int, voice: Voice) -> str:
    if step.new:
        return (
            voice("few: a study draws from a lognormal fitted to them, not to what was assumed") if step.new.fit else ""
        )
    source = ground_words(step.old.basis_from, voice)
    basis = f"{step.old.basis}: {source}" if source else step.old.basis
    return voice(NOT_PROPOSED[step.verdict], least=at_least, basis=basis)
