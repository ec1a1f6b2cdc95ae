"""All rules, and how they are asked. A rule stands in the module of its family with its decorator, nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from simulator.content.assembly import Assembly
from simulator.content.reading import LoadedItem
from simulator.content.rules import (
    calendars,
    ceilings,
    claims,
    clocks,
    costs,
    figures,
    flow,
    forms,
    freshness,
    holding,
    outside,
    precedents,
    queues,
    references,
    session,
    staff,
    together,
    unwritten,
    wires,
    wording,
)
from simulator.content.rules.rule import AssemblyCheckRule, AssemblyRule, CheckRule, Context, ItemRule
from simulator.errors import Problem
from simulator.model.kinds import Kind

R = TypeVar("R", AssemblyCheckRule, AssemblyRule, CheckRule, ItemRule)
FAMILIES = (
    references,
    together,
    flow,
    holding,
    wires,
    outside,
    figures,
    session,
    staff,
    costs,
    calendars,
    clocks,
    ceilings,
    claims,
    forms,
    queues,
    precedents,
    wording,
    freshness,
    unwritten,
)


def _rules(sort: type[R]) -> tuple[R, ...]:
    """The rules of one sort, in the order in which they are written."""
    return tuple(rule for family in FAMILIES for rule in vars(family).values() if isinstance(rule, sort))


_OF_ITEM, _AT_CHECK = _rules(ItemRule), _rules(CheckRule)
_OF_ASSEMBLY, _OF_ASSEMBLY_AT_CHECK = _rules(AssemblyRule), _rules(AssemblyCheckRule)


def of_file(
    items: Sequence[LoadedItem[Any]],
    today: date | None = None,
    known: Mapping[Kind, frozenset[str]] = MappingProxyType({}),
) -> Iterator[Problem]:
    """What is wrong with one file that holds these things. Without ``today`` nothing is out of date.

    ``known``: the ids of milestones, categories, expectations, forms and scenarios that the libraries in reach have.
    """
    sound = tuple(item for item in items if item.value is not None)
    for item in items:
        yield from _of_item(item)
    for item in sound:
        for rule in _AT_CHECK:
            if item.kind in rule.kinds:
                yield from rule.ask(item, item.value, Context(sound, known, today))


def _of_item(item: LoadedItem[Any]) -> Iterator[Problem]:
    """What may keep one thing from being used."""
    yield from item.problems
    if item.value is not None:
        for rule in _OF_ITEM:
            if item.kind in rule.kinds:
                yield from rule.ask(item, item.value)


def is_sound(item: LoadedItem[Any]) -> bool:
    """Whether a thing may be used. Rules of the check are not asked: they only warn, and are most of the work."""
    return item.value is not None and not any(p.severity == "error" for part in item.parts for p in _of_item(part))


def of_assembly(assembly: Assembly) -> Iterator[Problem]:
    """What is wrong between a scenario, a playbook, a team and the expectations."""
    yield from _that_may_refuse(assembly)
    for rule in _OF_ASSEMBLY_AT_CHECK:
        yield from rule.ask(assembly)


def _that_may_refuse(assembly: Assembly) -> Iterator[Problem]:
    yield from assembly.problems
    for rule in _OF_ASSEMBLY:
        yield from rule.ask(assembly)


def errors_of(assembly: Assembly) -> tuple[Problem, ...]:
    """Everything that keeps an assembly from being played, sorted by place."""
    playbooks = assembly.playbook.parts
    parts: list[LoadedItem[Any]] = [assembly.scenario, *playbooks, assembly.team, *assembly.expectations]
    in_files = sorted({p for part in parts for p in _of_item(part) if p.severity == "error"})
    if in_files:
        return tuple(in_files)
    return tuple(sorted({p for p in _that_may_refuse(assembly) if p.severity == "error"}))
