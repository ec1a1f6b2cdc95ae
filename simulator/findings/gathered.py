"""The same incident at several tables, as one distribution: who reached what, when, and how each decided.

All of it is order-free: it is the same in whatever order the tables come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median_low
from string import ascii_uppercase
from typing import TypeVar, get_args

from simulator.errors import Sentence
from simulator.findings.milestones import looked_at
from simulator.findings.outcomes import Result
from simulator.findings.told import Told, ToldDecision
from simulator.model.setup import Clock, Setup
from simulator.timeline.events import Rating
from simulator.timeline.judge import Standing

T = TypeVar("T")
Names = tuple[str, ...]
"""Of tables, in their order."""
OWN, OPEN, NOBODY, NOT_PUT = "/own", "/open", "/nobody", "/not-put"
"""Instead of an option: something else; nobody had decided when play ended; nobody in time; it was not asked."""


@dataclass(frozen=True, slots=True)
class Words:
    """What people wrote at a table whose pack consents that it is told."""

    reasons: tuple[tuple[str, str], ...] = ()
    """(inject, why) of decisions."""
    strengths: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A table as it came."""

    told: Told
    checked: bool
    """Its record was there, and each line follows the one before; else its pack only tells of it."""
    organisation: str = ""
    """Empty where its pack does not consent that it is named."""
    words: Words = Words()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not counted, and why."""

    file: str
    """As it was named: who made the page may see that, its readers need not."""
    why: Sentence
    again: bool = False
    """Its exercise is counted all the same, from another file."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Tables that had the same playbook, team, rules and messages: they share one par."""

    number: int
    """From 1, the most common one first."""
    tables: Names
    playbook: str
    """Its id and version; empty where only one table has it and its pack does not consent that it is named."""
    team: str
    differs: Names
    """What is not as with the first: any of ``playbook``, ``team``, ``rules``, ``left-out``."""
    milestones: Mapping[str, int]
    """Par: milestone → when the playbook on autopilot reached it on the same draws."""
    clocks: Mapping[str, Standing]
    """Par: clock → how it came out."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table under the letter it has here."""

    name: str
    variant: int
    seen: Seen


@dataclass(frozen=True)
class Spread:
    """When the tables reached a milestone in play. Seconds since opens."""

    milestone: str
    at: Mapping[str, int]
    """Table → when."""
    never: Names

    @cached_property
    def times(self) -> tuple[int, ...]:
        """Ascending."""
        return tuple(sorted(self.at.values()))

    @property
    def middle(self) -> int | None:
        """The median of those that reached it, the lower of two; None where nobody did."""
        return median_low(self.times) if self.times else None


@dataclass(frozen=True, slots=True)
class CameOut:
    """How a clock came out, table by table."""

    clock: Clock
    results: Mapping[str, Names]
    """``Result`` → the tables, met and missed first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How the tables answered a decision."""

    inject: str
    answers: Mapping[str, Names]
    """Option, or one of the answers above → the tables, in the scenario's order of options."""
    at: Mapping[str, int]
    """Table → when it decided, where it did."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How an objective was rated."""

    objective: str
    ratings: Mapping[str, Names]
    """``Rating`` → the tables, the best first."""
    unrated: Names


@dataclass(frozen=True)
class Gathered:
    """All tables that were counted, and what was left out."""

    setup: Setup
    """Of one of them: it names what all have in common."""
    tables: tuple[Table, ...]
    variants: tuple[Variant, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def told(self) -> Told:
        """That of the first table, for what all have in common."""
        return self.tables[0].seen.told

    @cached_property
    def milestones(self) -> tuple[Spread, ...]:
        """Those that clocks and objectives look at and that a table reached, by their middles."""
        spreads = (self._spread(milestone) for milestone in looked_at(self.setup))
        return tuple(sorted((s for s in spreads if s.times), key=lambda s: (s.middle, s.times)))

    def _spread(self, milestone: str) -> Spread:
        at = {
            table.name: reached.played
            for table in self.tables
            for reached in table.seen.told.milestones
            if reached.id == milestone and reached.played is not None
        }
        return Spread(milestone, at, tuple(table.name for table in self.tables if table.name not in at))

    @cached_property
    def clocks(self) -> tuple[CameOut, ...]:
        """Those of the rules, in their order."""
        return tuple(self._came_out(clock) for clock in self.setup.clocks if clock.kind != "inject")

    def _came_out(self, clock: Clock) -> CameOut:
        ran = ((t.name, one.result) for t in self.tables for one in t.seen.told.expectations if one.key == clock.key)
        return CameOut(clock, _grouped(ran, get_args(Result)))

    @cached_property
    def decisions(self) -> tuple[Asked, ...]:
        """Those of the scenario, in its order."""
        return tuple(self._asked(inject.id) for inject in self.setup.scenario.injects if inject.decision)

    def _asked(self, inject: str) -> Asked:
        put = [(t.name, _put(t.seen.told, inject)) for t in self.tables]
        written = self.setup.scenario.inject(inject)
        decision = written.decision if written else None
        options = [option.id for option in decision.options] if decision else []
        orders = [answer for _, one in put if decision and decision.option(answer := _answer(one))]
        order = (*dict.fromkeys((*options, *orders)), OWN, NOBODY, OPEN, NOT_PUT)
        given = ((name, answer if (answer := _answer(one)) in order else OWN) for name, one in put)
        at = {name: one.taken_at for name, one in put if one and one.by_table and one.taken_at is not None}
        return Asked(inject, _grouped(given, order), at)

    @cached_property
    def ratings(self) -> tuple[Judged, ...]:
        """Those of the objectives, in their order."""
        return tuple(self._judged(objective.id) for objective in self.setup.scenario.objectives)

    def _judged(self, objective: str) -> Judged:
        rated = {
            t.name: one.rating
            for t in self.tables
            for one in t.seen.told.objectives
            if one.id == objective and one.rating is not None
        }
        unrated = tuple(t.name for t in self.tables if t.name not in rated)
        return Judged(objective, _grouped(rated.items(), get_args(Rating)), unrated)


def gather(seen: Sequence[Seen], setup: Setup, left_out: Iterable[LeftOut] = ()) -> Gathered:
    """Tables of one scenario and seed; ``setup``: that of one of them. At least one."""
    kinds = Counter(kind_of(one.told) for one in seen)
    ranked = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    in_order = sorted(seen, key=lambda one: one.told.record.first_hash)
    tables = tuple(Table(letters(n), ranked.index(kind_of(one.told)) + 1, one) for n, one in enumerate(in_order))
    variants = tuple(_variant(n, tables) for n in range(1, len(ranked) + 1))
    told = tuple(replace(v, differs=tuple(_differs(v, variants[0], tables))) for v in variants)
    return Gathered(setup, tables, told, tuple(sorted(left_out, key=lambda one: one.file)))


def letters(number: int) -> str:
    """A, B … Z, AA, AB …: what a table is called, from 0."""
    before, letter = divmod(number, len(ascii_uppercase))
    return (letters(before - 1) if before else "") + ascii_uppercase[letter]


def kind_of(told: Told) -> tuple[str, ...]:
    """Equal for tables that had the same playbook, team, rules and messages."""
    return (told.made_of.playbook, told.made_of.team, told.made_of.rules, *sorted(told.left_out))


def _variant(number: int, tables: Sequence[Table]) -> Variant:
    of = [table for table in tables if table.variant == number]
    told, named = of[0].seen.told, len(of) > 1 or bool(of[0].seen.organisation)
    sure_first = sorted((table.seen for table in of), key=lambda seen: not seen.checked)
    return Variant(
        number,
        tuple(table.name for table in of),
        f"{told.playbook.id} {told.playbook.version}".strip() if named else "",
        told.team if named else "",
        (),
        _first({m.id: m.par for m in one.told.milestones if m.par is not None} for one in sure_first),
        _first({c.key: c.par for c in one.told.expectations if c.par is not None} for one in sure_first),
    )


def _first(of: Iterable[dict[str, T]]) -> dict[str, T]:
    """That of the first that has one: on the same draws all have the same."""
    return next(filter(None, of), {})


def _differs(variant: Variant, first: Variant, tables: Sequence[Table]) -> Iterator[str]:
    ours, theirs = (next(t.seen.told for t in tables if t.variant == v.number) for v in (variant, first))
    for part in ("playbook", "team", "rules"):
        if getattr(ours.made_of, part) != getattr(theirs.made_of, part):
            yield part
    if sorted(ours.left_out) != sorted(theirs.left_out):
        yield "left-out"


def _put(told: Told, inject: str) -> ToldDecision | None:
    return next((one for one in told.decisions if one.inject == inject), None)


def _answer(put: ToldDecision | None) -> str:
    if put is None:
        return NOT_PUT
    if not put.by_table:
        return NOBODY if put.undecided and not put.projected else OPEN
    return put.option or OWN


def _grouped(named: Iterable[tuple[str, str]], order: Sequence[str]) -> dict[str, Names]:
    """(Table, what) → what, in an order, with its tables."""
    groups: dict[str, Names] = {}
    for name, what in named:
        groups[what] = (*groups.get(what, ()), name)
    return {what: groups[what] for what in order if what in groups}
