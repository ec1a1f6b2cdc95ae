"""Where in a value things stand that several rules look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from simulator.content.document import Path
from simulator.model.estimates import Estimate
from simulator.model.expectation import Expectation
from simulator.model.form import GIVEN, Form
from simulator.model.grounds import is_learned
from simulator.model.playbook import Playbook
from simulator.model.precedent import Precedent
from simulator.model.scenario import Scenario
from simulator.model.text import Text


def texts(value: object, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Every text for people in a value, with its path in the file.

    What the program wrote of figures that it learned is none: it says that in the reader's language.
    """
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Estimate):
        if value.basis_from and not is_learned(value.basis_from.own):
            yield (*path, "basis", value.basis), value.basis_from
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if isinstance(inner, Text | Estimate | BaseModel | tuple | dict):
                yield from texts(inner, (*path, field.alias or name))
    elif isinstance(value, tuple):
        for n, inner in enumerate(value):
            yield from texts(inner, (*path, n))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*path, key))


Mention = tuple[Path, str]


def _each(path: Path, names: Iterable[str]) -> Iterator[Mention]:
    return (((*path, n), name) for n, name in enumerate(names))


def awaited_in(value: Scenario | Playbook) -> Iterator[Mention]:
    """Every word that waits, such as under ``once``, ``trips_on``, ``unless``, ``until``: milestone, step or inject."""
    if isinstance(value, Scenario):
        for n, inject in enumerate(value.injects):
            yield from _each(("injects", n, "once"), inject.once)
            yield from _each(("injects", n, "trips_on"), inject.trips_on)
            yield from _each(("injects", n, "unless"), inject.unless)
    else:
        for n, step in enumerate(value.steps):
            yield from _each(("steps", n, "once"), step.once)
            yield from _each(("steps", n, "only_if"), step.only_if)
            yield from _each(("steps", n, "unless"), step.unless)
            yield from _each(("steps", n, "until"), step.until)
            yield from _each(("steps", n, "again_on"), step.again_on)


def reached_in(value: Scenario | Playbook) -> Iterator[Mention]:
    """Every milestone under ``reaches``."""
    if isinstance(value, Scenario):
        for n, inject in enumerate(value.injects):
            yield from _each(("injects", n, "reaches"), inject.reaches)
            if inject.decision:
                yield from _each(("injects", n, "decision", "reaches"), inject.decision.reaches)
            for m, option in enumerate(inject.decision.listed if inject.decision else ()):
                yield from _each(("injects", n, "decision", "options", m, "reaches"), option.reaches)
    else:
        for n, step in enumerate(value.steps):
            yield from _each(("steps", n, "reaches"), step.reaches)
            for name, outcome in step.outcomes.items():
                yield from _each(("steps", n, "outcomes", name, "reaches"), outcome.reaches)


def milestones_in(value: object) -> Iterator[Mention]:
    """Every word that should be a milestone, or may well be one."""
    if isinstance(value, Scenario | Playbook):
        yield from reached_in(value)
    if isinstance(value, Playbook):
        yield from awaited_in(value)
    if isinstance(value, Scenario):
        for n, objective in enumerate(value.objectives):
            yield from _each(("objectives", n, "shows"), objective.shows)
    if isinstance(value, Expectation):
        yield from ((("from", reading), start) for reading, start in value.from_.items())
        yield from ([(("to",), value.to)] if value.to else [])
        yield from _each(("order",), value.order)
        yield from _each(("until",), value.until)
        yield from _each(("only_if",), value.only_if)
        yield from _each(("unless",), value.unless)
        yield from ([(("cap", "from"), value.cap.from_)] if value.cap else [])
    if isinstance(value, Precedent):
        yield from ((("beside", story, name), name) for story, pairs in value.beside.items() for name in pairs)
    if isinstance(value, Form):
        yield from _each(("applies_if",), value.applies_if)
        for n, item in enumerate(value.items):
            answers = {"provisional_from": item.provisional_from, "full_from": item.full_from}
            for key, names in answers.items():
                yield from (at for at in _each(("items", n, key), names) if at[1] != GIVEN)


def words_in(value: object) -> Iterator[Mention]:
    """Every word that may name a milestone, also those of a scenario that may name a step or an inject as well."""
    yield from milestones_in(value)
    if isinstance(value, Scenario):
        yield from awaited_in(value)
        for n, claim in enumerate(value.claims):
            yield from _each(("claims", n, "told_by"), claim.told_by)
            yield from _each(("claims", n, "corrected_by"), claim.corrected_by)
