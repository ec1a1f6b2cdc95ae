"""Expectations against what scenario and playbook can reach: clocks that never start, stop or can be met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.content.assembly import Assembly
from simulator.content.document import Path
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import Context, at_check, of_assembly_at_check, of_item
from simulator.errors import Problem, Sentence
from simulator.model.durations import format_duration
from simulator.model.expectation import Expectation, not_for
from simulator.model.kinds import EXPECTATIONS, SCENARIO
from simulator.model.scenario import Scenario
from simulator.model.setup import DEMANDING, Clock, step_done
from simulator.plan.graph import reachers, shortest_after

_OFF = {"future": "not in force yet", "unconfirmed": "not confirmed", "low-confidence": "a fact of low confidence"}

_KINDS = {
    "step": "step {id}",
    "inject": "inject {id}",
    "option": "option {id}",
    "end": "step {id}",
}
"""What a word that is no milestone names."""


@of_assembly_at_check
def switched_off(assembly: Assembly) -> Iterator[Problem]:
    """What is not in force, or has no number, runs no clock."""
    for n, item in enumerate(assembly.expectations):
        expectation = item.value
        if expectation is None:
            continue
        if expectation.off:
            message = Sentence(
                "{expectation} is {reason}: it is shown as off and runs no clock",
                expectation=expectation.id,
                reason=Sentence(_OFF[expectation.off]),
            )
            yield assembly.scenario.document.problem(("expectations", n), "switched-off", message, "warning")
        elif expectation.limit is None and not expectation.order:
            message = Sentence(
                "{expectation} has no number (within) and runs no clock until you set one of your own",
                expectation=expectation.id,
            )
            yield assembly.scenario.document.problem(("expectations", n), "no-number", message, "note")


@of_item(SCENARIO)
def runs_or_not(item: LoadedItem[Scenario], value: Scenario) -> Iterator[Problem]:
    """A deadline that is to run and does not apply as well, or that does not apply twice."""
    known = set(value.expectations)
    for n, one in enumerate(value.do_not_apply):
        if one.id in known:
            message = Sentence(
                "{expectation} stands here a second time, or among the expectations: it runs, or it does not apply",
                expectation=one.id,
            )
            yield item.document.problem(("do_not_apply", n, "id"), "duplicate-id", message)
        known.add(one.id)


@at_check(EXPECTATIONS)
def asks_something(item: LoadedItem[Expectation], value: Expectation, _context: Context) -> Iterator[Problem]:
    """A duty must be able to be missed: by leaving out what it asks for, and by being late with it."""
    if value.not_before:
        return
    if value.to in value.only_if:
        message = Sentence(
            "{expectation} counts only where {end} comes, which is what it asks for: leaving that out is never a miss. "
            "Name under only_if what makes it due",
            expectation=value.id,
            end=value.to,
        )
        yield item.document.problem((*item.root, "only_if"), "asks-nothing", message, "warning")
    if value.to in value.from_.values() and not value.every:
        message = Sentence(
            "{expectation} starts and stops with {end}, so it is always met: name another milestone as from or to",
            expectation=value.id,
            end=value.to,
        )
        yield item.document.problem((*item.root, "to"), "asks-nothing", message, "warning")


@of_assembly_at_check
def nobody_elses(assembly: Assembly) -> Iterator[Problem]:
    """Only what others demand can be found not to apply: of an own target nobody asks."""
    for n, one in enumerate(assembly.setup.tempting):
        if one.kind not in DEMANDING:
            message = Sentence("{expectation} is nothing that others demand: leave it out here", expectation=one.id)
            place = ("do_not_apply", n, "id")
            yield assembly.scenario.document.problem(place, "without-effect", message, "warning")


@of_assembly_at_check
def not_theirs(assembly: Assembly) -> Iterator[Problem]:
    """A deadline that others set must be one that can bind the organisation of the team."""
    for n, item in enumerate(assembly.expectations):
        if item.value and not_for(item.value, assembly.setup.team.organisation):
            message = Sentence(
                "{expectation} cannot run for the organisation of {team}: tabletop clocks --team {team} tells why. "
                "Leave it out, or correct what the team says of its organisation",
                expectation=item.value.id,
                team=assembly.setup.team.id,
            )
            yield assembly.scenario.document.problem(("expectations", n), "not-theirs", message, "warning")


@of_assembly_at_check
def clocks(assembly: Assembly) -> Iterator[Problem]:
    """Every clock of the assembly, each with the first thing that is wrong with it."""
    places = places_of(assembly)
    readings: dict[str, list[Clock]] = {}
    for clock in assembly.setup.clocks:
        readings.setdefault(clock.id, []).append(clock)
    for group in readings.values():
        never = [clock for clock in group if clock.start not in assembly.earliest]
        for clock in group:
            at = places.get(clock.id, ())
            yield from (
                _order(assembly, clock, at) if clock.is_order else _limit(assembly, clock, at, len(never) == len(group))
            )


def places_of(assembly: Assembly) -> dict[str, Path]:
    """Where the scenario asks for each clock."""
    places: dict[str, Path] = {name: ("expectations", n) for n, name in enumerate(assembly.setup.scenario.expectations)}
    for n, inject in enumerate(assembly.setup.scenario.injects):
        for m, expected in enumerate(inject.expects):
            places[f"{inject.id}:{expected.step}"] = ("injects", n, "expects", m)
    return places


def _order(assembly: Assembly, clock: Clock, at: Path) -> Iterator[Problem]:
    for milestone in (clock.end, clock.start):
        if milestone not in assembly.earliest:
            yield _problem(
                assembly,
                at,
                "never-reached",
                Sentence("{key}: nothing reaches {milestone}", key=clock.key, milestone=milestone),
            )
    first, second = assembly.earliest.get(clock.end), assembly.certain.get(clock.start)
    if first is not None and second is not None and first > second:
        message = Sentence(
            "{key} cannot be met: {start} comes before {end} in every run",
            key=clock.key,
            start=clock.start,
            end=clock.end,
        )
        yield _problem(assembly, at, "cannot-be-met", message)


def _limit(assembly: Assembly, clock: Clock, at: Path, no_reading_starts: bool) -> Iterator[Problem]:
    playbook = assembly.setup.playbook.id
    if clock.start not in assembly.earliest:
        if clock.kind != "inject":
            problem = _problem(
                assembly,
                at,
                "never-starts",
                Sentence("{key} never starts: nothing reaches {start}", key=clock.key, start=clock.start),
            )
            yield problem if no_reading_starts else _as_note(problem)
    elif never := [name for name in clock.only_if if name not in assembly.earliest]:
        message = Sentence(
            "{key} never counts: nothing reaches {name}, without which it is no question", key=clock.key, name=never[0]
        )
        yield _problem(assembly, at, "never-starts", message)
    elif clock.kind == "inject" and not _has_step(assembly, clock):
        return
    elif clock.end not in assembly.earliest:
        message = Sentence(
            "{key} can never stop: nothing in scenario or playbook {playbook} reaches {end}",
            key=clock.key,
            playbook=playbook,
            end=_in_words(clock.end),
        )
        yield _problem(assembly, at, "never-reached", message)
    elif clock.keeps_away:
        yield from _keeps_away(assembly, clock, at)
    elif clock.recurs and (once := _comes_once(assembly, clock)):
        message = Sentence(
            "{key}: {what} reaches {end} once, and it is to come again and again: let a step recur (every, until)",
            key=clock.key,
            what=_in_words(once),
            end=clock.end,
        )
        yield _problem(assembly, at, "recurs", message)
    elif too_late := _too_late(assembly, clock):
        yield _problem(
            assembly,
            at,
            "cannot-be-met",
            Sentence(
                "{key} cannot be met with playbook {playbook}: {reason}",
                key=clock.key,
                playbook=playbook,
                reason=too_late,
            ),
        )
    elif not clock.recurs:
        yield from _beyond_the_end(assembly, clock, at)


def _keeps_away(assembly: Assembly, clock: Clock, at: Path) -> Iterator[Problem]:
    """What must keep away and cannot come sooner anyway; and what must come sooner than it may."""
    least = shortest_after(assembly.rules, clock.start).get(clock.end)
    for other in assembly.setup.clocks:
        if (other.start, other.end) == (clock.start, clock.end) and not other.keeps_away and _shorter(other, clock):
            message = Sentence(
                "{key} and {other} cannot both be met: {end} must come within {other} and not before {key}",
                key=clock.key,
                other=other.key,
                end=clock.end,
            )
            yield _problem(assembly, at, "contradictory", message)
    if clock.within and clock.within.unit == "seconds" and least is not None and least >= clock.within.amount:
        message = Sentence(
            "{key} is always met: from {start} to {end} it takes at least {least}",
            key=clock.key,
            start=_in_words(clock.start),
            end=_in_words(clock.end),
            least=format_duration(least),
        )
        yield _problem(assembly, at, "never-too-early", message)


def _shorter(other: Clock, clock: Clock) -> bool:
    """Whether a limit is over before what must keep away may come, where nothing lets it come sooner."""
    ours, theirs = clock.within, other.within
    in_seconds = ours is not None and theirs is not None and ours.unit == theirs.unit == "seconds"
    return in_seconds and not clock.until and ours is not None and theirs is not None and theirs.amount < ours.amount


def _comes_once(assembly: Assembly, clock: Clock) -> str:
    """The only thing that reaches the milestone of a duty that recurs, and does not recur; empty where it is well."""
    setup = assembly.setup
    again = {step.id for step in setup.playbook.steps if step.every}
    sources = list(dict.fromkeys(source for milestone, source in reachers(setup) if milestone == clock.end))
    recurring = any(source.partition(":")[2].partition("=")[0] in again for source in sources)
    return "" if recurring or len(sources) != 1 or sources == ["people"] else sources[0]


def _has_step(assembly: Assembly, clock: Clock) -> bool:
    """Whether the step an inject expects is in the playbook at all; another rule reports it if not."""
    return any(step_done(step.id) == clock.end for step in assembly.setup.playbook.steps)


def _too_late(assembly: Assembly, clock: Clock) -> Sentence | None:
    """Why the limit passes even if every step takes its low estimate and nobody is busy; None if it need not."""
    started = assembly.certain.get(clock.start)
    ends = (clock.end, *clock.until)
    reached = min(assembly.earliest[name] for name in ends if name in assembly.earliest)
    if started is not None:
        due = clock.deadline(started)
        if due is not None and reached > due:
            return Sentence(
                "{end} comes {reached} after the start at the earliest; the deadline is at {due}",
                end=_in_words(clock.end),
                reached=format_duration(reached),
                due=format_duration(due),
            )
    if clock.within and not clock.recurs and clock.within.unit == "seconds" and reached > clock.within.amount:
        least = shortest_after(assembly.rules, clock.start).get(clock.end)
        if least is not None and least > clock.within.amount:
            return Sentence(
                "from {start} to {end} it takes at least {least}",
                start=_in_words(clock.start),
                end=_in_words(clock.end),
                least=format_duration(least),
            )
    return None


def _beyond_the_end(assembly: Assembly, clock: Clock, at: Path) -> Iterator[Problem]:
    due, end = clock.deadline(assembly.earliest[clock.start]), assembly.setup.scenario.ends_after
    if due is not None and due > end:
        message = Sentence(
            "the deadline of {clock} lies beyond the end of the story (ends_after: {end}): "
            "runs go on until then, without messages",
            clock=clock.id,
            end=format_duration(end),
        )
        yield _as_note(_problem(assembly, at, "beyond-the-end", message))


def _in_words(name: str) -> Sentence | str:
    """``step:triage`` in words."""
    kind, _, rest = name.partition(":")
    return Sentence(_KINDS[kind], id=rest) if kind in _KINDS else name


def _problem(assembly: Assembly, path: Path, code: str, message: Sentence) -> Problem:
    return assembly.scenario.document.problem(path, code, message, "warning")


def _as_note(problem: Problem) -> Problem:
    return replace(problem, severity="note")
