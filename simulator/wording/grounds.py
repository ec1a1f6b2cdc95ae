"""What figures rest on, for people: where the program wrote it itself, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.model.estimates import Estimate
from simulator.model.grounds import EXERCISES, INCIDENTS, LOG, parts, records
from simulator.model.text import Text
from simulator.wording.voice import Voice


def ground_words(basis_from: Text, voice: Voice) -> str:
    """Where a figure is from, as its file says or, if it was learned, from which records and tables."""
    said = basis_from.say(voice.language)
    told = [_part(part, voice) for part in parts(said)]
    return voice.fill(said) if told == parts(said) else voice.clauses(told)


def _part(part: str, voice: Voice) -> str:
    if INCIDENTS.fullmatch(part):
        names = records(part, INCIDENTS)
        one, more = "1 incident, by its timeline: {records}", "{count} incidents, by their timelines: {records}"
        return voice(one if len(names) == 1 else more, count=len(names), records=voice.joined(names))
    if EXERCISES.fullmatch(part):
        names = records(part, EXERCISES)
        one, more = "1 exercise, as told at the table: {records}", "{count} exercises, as told at the table: {records}"
        return voice(one if len(names) == 1 else more, count=len(names), records=voice.joined(names))
    if found := LOG.fullmatch(part):
        return voice("incident log {marks} of {first}..{last}", **found.groupdict())
    return part


def measured_words(estimates: Iterable[Estimate], voice: Voice) -> str:
    """How many estimates are one's own figures, and what they rest on; empty where none is."""
    every = list(estimates)
    measured = [takes for takes in every if takes.basis == "measured"]
    if not measured:
        return ""
    count = {"count": len(measured), "all": len(every)}
    rests = list(_rests({takes.basis_from.own for takes in measured}, voice))
    if not rests:
        return voice("Measured: {count} of {all} estimates.", **count)
    return voice("Measured: {count} of {all} estimates, from {records}.", **count, records=voice.joined(rests))


def _rests(grounds: Iterable[str], voice: Voice) -> Iterator[str]:
    """The incidents, exercises and tables that several grounds name, each counted once."""
    every = sorted(grounds)
    if incidents := len({name for ground in every for name in records(ground, INCIDENTS)}):
        yield voice("1 incident") if incidents == 1 else voice("{count} incidents", count=incidents)
    if exercises := len({name for ground in every for name in records(ground, EXERCISES)}):
        yield voice("1 exercise") if exercises == 1 else voice("{count} exercises", count=exercises)
    if any(LOG.fullmatch(part) for ground in every for part in parts(ground)):
        yield voice("an incident log")
