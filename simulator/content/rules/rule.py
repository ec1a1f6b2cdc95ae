"""What a rule is: a small function, with a decorator that says of what it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from simulator.content.assembly import Assembly
from simulator.content.reading import LoadedItem
from simulator.errors import Problem
from simulator.model.kinds import Kind

Found = Iterator[Problem]


@dataclass(frozen=True)
class Context:
    """What a check knows beyond one thing of a file."""

    items: tuple[LoadedItem[Any], ...]
    """All sound things of the same file."""
    known: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    """The ids of some kinds that the libraries in reach have."""
    today: date | None = None
    """None: nothing is out of date."""


@dataclass(frozen=True)
class ItemRule:
    """Asked of each sound thing of these kinds, whenever it is read to be used: what it finds may be an error."""

    kinds: tuple[Kind, ...]
    ask: Callable[[Any, Any], Found]


@dataclass(frozen=True)
class CheckRule:
    """Asked by ``tabletop check`` alone, with what is known around the thing: it finds warnings and notes only."""

    kinds: tuple[Kind, ...]
    ask: Callable[[Any, Any, Context], Found]


@dataclass(frozen=True)
class AssemblyRule:
    """Asked of a scenario, playbook, team and expectations put together, before they are played; may find errors."""

    ask: Callable[[Assembly], Found]


@dataclass(frozen=True)
class AssemblyCheckRule:
    """The same, asked by ``tabletop check`` alone: it finds warnings and notes only."""

    ask: Callable[[Assembly], Found]


def of_item(*kinds: Kind) -> Callable[[Callable[[Any, Any], Found]], ItemRule]:
    """Makes a function of an item and its value a rule for these kinds."""
    return lambda ask: ItemRule(kinds, ask)


def at_check(*kinds: Kind) -> Callable[[Callable[[Any, Any, Context], Found]], CheckRule]:
    """Makes a function of an item, its value and the context a rule for these kinds."""
    return lambda ask: CheckRule(kinds, ask)


def of_assembly(ask: Callable[[Assembly], Found]) -> AssemblyRule:
    """Makes a function of an assembly a rule."""
    return AssemblyRule(ask)


def of_assembly_at_check(ask: Callable[[Assembly], Found]) -> AssemblyCheckRule:
    """Makes a function of an assembly a rule that keeps nothing from being played."""
    return AssemblyCheckRule(ask)
