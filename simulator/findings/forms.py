"""Forms filled in from the record: what is known under each item, from which event, and what the table wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.findings.origins import Origin, origins
from simulator.model.form import GIVEN
from simulator.model.setup import Setup
from simulator.timeline.events import Event
from simulator.timeline.forms import ItemStands, Report, applies, report, reports
from simulator.timeline.state import State

Answered = Literal["written", "unfounded", "contradicted", "given", "complete", "provisional", "blank"]
"""What stands under an item: the table's words, and how they stand to the truth; else what the record lets be known."""
MoveOf = Callable[[Event], int | None]
"""The number of the move that an event belongs to, as the log counts them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A milestone that lets an item be answered, and the move in the record that reached it."""

    milestone: str
    at: int
    move: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an item of a form says, as far as the record has it."""

    stands: ItemStands
    answered: Answered
    evidence: tuple[Evidence, ...]
    """The milestones it rests on, the earliest first."""
    move: int | None = None
    """The move in which the table's words were written."""
    marked_in: int | None = None
    """The move in which they were held against the truth."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One form as it went, or would have gone at ENDEX."""

    report: Report
    goes: bool
    """It is the one that is sent; others serve the same expectation and apply, too."""
    answers: tuple[Answer, ...]


def filed(setup: Setup, state: State, log: Sequence[tuple[int, Event]]) -> tuple[Filed, ...]:
    """Every form that went or would go, then for each expectation the others that apply.

    ``log``: the events that count, with the number of their move.
    """
    if not setup.forms:
        return ()
    came = origins(log).came

    def move_of(event: Event) -> int | None:
        return next((number for number, logged in log if logged is event or logged == event), None)

    return tuple(
        _filed(one, going.form.id == one.form.id, state, came, move_of)
        for going in reports(setup, state)
        for one in (going, *_others(setup, state, going))
    )


def _others(setup: Setup, state: State, going: Report) -> Iterator[Report]:
    for form in setup.forms_for(going.expectation.id):
        if form.id != going.form.id and applies(form, state.reached, going.at):
            yield report(setup, state, going.expectation, form)


def _filed(one: Report, goes: bool, state: State, origin: Mapping[str, Origin], move_of: MoveOf) -> Filed:
    return Filed(one, goes, tuple(_answer(stands, one.at, state, origin, move_of) for stands in one.items))


def _answer(stands: ItemStands, at: int, state: State, origin: Mapping[str, Origin], move_of: MoveOf) -> Answer:
    written, marked, item = stands.written, stands.marked, stands.item
    names = item.full_from if stands.knowable == "complete" else item.provisional_from
    if item.awareness:
        names = tuple(dict.fromkeys((*item.provisional_from, *item.full_from)))
    known = ((name, state.reached(name)) for name in names if name != GIVEN)
    came = sorted((when, name) for name, when in known if when is not None and when <= at)
    return Answer(
        stands,
        _answered(stands),
        tuple(Evidence(name, when, origin[name].move if name in origin else None) for when, name in came),
        move_of(written) if written else None,
        move_of(marked) if marked else None,
    )


def _answered(stands: ItemStands) -> Answered:
    if stands.marked and stands.marked.mark != "holds":
        return stands.marked.mark
    if stands.written:
        return "written"
    return "given" if GIVEN in stands.item.full_from else stands.knowable
