"""Sentences on a study that pages, screens and terminals share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulator.model.estimates import Estimate
from simulator.model.setup import Setup
from simulator.study.gains import Compared
from simulator.study.result import Coming, ExpectationResult, Load, MilestoneResult, Study
from simulator.wording.grounds import measured_words
from simulator.wording.lengths import published_words
from simulator.wording.names import Names
from simulator.wording.pace import slow_words
from simulator.wording.shares import chance, percent

LONGEST = 8
"""Rows of a way to a milestone that are worth a line."""


def hardest_words(worst: ExpectationResult, names: Names) -> str:
    """The clock hardest to meet, its chance and how sure that is."""
    return names.voice(
        "Hardest to meet: {clock}, in {met} of the runs ({low} to {high}).",
        clock=names.keyed(worst.key),
        met=percent(worst.met.p),
        low=percent(worst.met.low),
        high=percent(worst.met.high),
    )


def by_time(milestones: Iterable[MilestoneResult]) -> list[MilestoneResult]:
    """Incident by incident, the earliest by its middle run first; those that half of the runs never see last."""
    return sorted(milestones, key=lambda m: (m.incident, m.p50 is None, m.p50 or m.mean))


def started_words(result: ExpectationResult, names: Names) -> str:
    """In how many runs a clock counts, where that is not in all; empty where it is."""
    voice = names.voice
    if result.started == 1 and not result.void:
        return ""
    return voice(
        "started in {started}, of those void in {void}", started=percent(result.started), void=percent(result.void)
    )


def turns_words(result: ExpectationResult, names: Names) -> str:
    """Of a duty that recurs, how many turns a run has, and how many are missed; empty for any other clock."""
    if result.gaps is None:
        return ""
    turns, missed = f"{result.gaps.turns:.1f}", f"{result.gaps.missed:.1f}"
    sentence = "{turns} turns a run, {missed} of them missed; the margin is that of the worst"
    return names.voice(sentence, turns=turns, missed=missed)


def idle_words(result: ExpectationResult, names: Names) -> str:
    """Why a clock counts in no run."""
    return names.voice("void") if result.void else names.voice("not started")


def coming_words(coming: Coming, names: Names) -> str:
    """In how many runs a milestone comes after the story's end or never; empty where it always comes before."""
    voice, later, never = names.voice, percent(coming.later), percent(coming.never)
    if coming.later and coming.never:
        return voice("after the story's end in {later}, never in {never} of the runs", later=later, never=never)
    if coming.later:
        return voice("after the story's end in {later} of the runs", later=later)
    return voice("never in {share} of runs", share=never) if coming.never else ""


def partial_words(study: Study, names: Names) -> str:
    """That not all runs were played; empty where they were."""
    return names.voice("Stopped early: this is what the runs played so far say.") if study.partial else ""


def loads_words(loads: Sequence[Load], names: Names) -> str:
    """How people can work more than all their hours, and wait longer than the story; empty where none does."""
    voice, story = names.voice, names.setup.scenario.ends_after
    said = []
    if any(load.busy > 1 for load in loads):
        over = "More than 100% of hours on shift: work is done outside them too, by people on call or called in."
        said.append(voice(over))
    if any(max(load.for_person, load.for_absent) > story for load in loads):
        said.append(voice("Longer than the story of {span}: waits add up, also past its end.", span=voice.span(story)))
    return ("" if voice.language == "ja" else " ").join(said)


def assumed_words(study: Study, names: Names) -> str:
    """How much of it is only assumed, published by others, or rests on few observations."""
    voice, estimates = names.voice, _estimates(names.setup)
    share = percent(study.assumed_share)
    said = [voice("{share} of the playbook's working time rests on assumed figures.", share=share)]
    if published := sum(takes.basis == "published" for takes in estimates.values()):
        said.append(published_words(voice, published))
    if measured := measured_words(estimates.values(), voice):
        said.append(measured)
    if few := {job: takes.count for job, takes in estimates.items() if takes.fit}:
        counted = voice.joined(f"{names.job(job)} (n = {count})" for job, count in few.items())
        said.append(voice("Few observations, drawn from a lognormal fitted to them: {steps}.", steps=counted))
    if pace := names.setup.pace:
        said.append(voice("Pace of work: {words}.", words=slow_words(pace, voice)))
    return ("" if voice.language == "ja" else " ").join(said)


def _estimates(setup: Setup) -> dict[str, Estimate]:
    """Job → its working time: steps, then what the story asks to be decided."""
    asked = {f"decision/{inject.id}": inject.decision.takes for inject in setup.scenario.injects if inject.decision}
    return setup.playbook.estimates | asked


def tails_words(study: Study, names: Names) -> str:
    """The answer if work spread as public incidents do, and the clock that loses most then; empty where all is said."""
    tails, worst = study.tails, study.worst
    hardest = tails.of(worst.key, worst.incident) if tails and worst else None
    if tails is None or hardest is None:
        return ""
    binding = (found for e in study.expectations if e.binds and (found := tails.of(e.key, e.incident)))
    most = min(binding, key=lambda c: c.gain.by, default=hardest)
    said = [names.voice("{clock}: {words}", clock=names.keyed(hardest.clock), words=spread_words(hardest, names))]
    if most.clock != hardest.clock and most.gain.by < hardest.gain.by - 0.01:
        sentence = "What loses most is {clock}: {before} and {after}."
        said.append(names.voice(sentence, clock=names.keyed(most.clock), **_before_and_after(most)))
    return ("" if names.voice.language == "ja" else " ").join(said)


def spread_words(found: Compared, names: Names) -> str:
    """A clock's chance by the figures of the playbook, and with tails."""
    sentence = "{before} by your figures; {after} if work spreads as public incidents do."
    return names.voice(sentence, **_before_and_after(found))


def _before_and_after(found: Compared) -> dict[str, str]:
    return {"before": percent(found.before.p), "after": chance(found.then)}


def closed_days_words(names: Names) -> str:
    """That closed days are given for another time than the scenario's; empty where they are not."""
    setup, voice = names.setup, names.voice
    covered = setup.closed_days_run_out
    if covered is None:
        return ""
    return voice(
        "Closed days are given for {first} to {last} only: outside that time they count as worked.",
        first=voice.day(covered[0]),
        last=voice.day(covered[1]),
    )
