"""What a form can say at some second of the incident: which items can be answered, and whether it is the one to use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.model.expectation import Expectation
from simulator.model.form import GIVEN, Form, FormItem
from simulator.model.setup import Setup
from simulator.timeline.events import ItemMarked, ItemWritten
from simulator.timeline.state import State

Reached = Callable[[str], int | None]
"""When a milestone was reached, in seconds since ``opens``; None if it was not."""
Knowable = Literal["blank", "provisional", "complete"]
"""Whether nothing, a first answer, or the answer in full can be given."""


def known_from(milestones: Sequence[str], reached: Reached) -> int | None:
    """When the first of these milestones was reached; 0 for what is given."""
    if GIVEN in milestones:
        return 0
    times = [at for name in milestones if (at := reached(name)) is not None]
    return min(times, default=None)


def knowable(item: FormItem, reached: Reached, at: int) -> Knowable:
    """What can be written under an item by this second."""
    if _by(item.full_from, reached, at):
        return "complete"
    return "provisional" if _by(item.provisional_from, reached, at) else "blank"


def applies(form: Form, reached: Reached, at: int) -> bool:
    """Whether it is a form to use, as far as is known by this second."""
    return not form.applies_if or _by(form.applies_if, reached, at)


def lacking(form: Form, expectation: str, reached: Reached, at: int) -> tuple[FormItem, ...]:
    """The items without which its report for this expectation cannot be sent, and which nobody could answer yet."""
    required = form.required_for(expectation)
    return tuple(item for item in required if not _by(form.answered_from(item, expectation), reached, at))


def _by(milestones: Sequence[str], reached: Reached, at: int) -> bool:
    since = known_from(milestones, reached)
    return since is not None and since <= at


# ---- the forms of one exercise


@dataclass(frozen=True, slots=True)
class ItemStands:
    """How one item of a report stands at some second."""

    item: FormItem
    knowable: Knowable
    required: bool
    """The report cannot be sent without it."""
    suffices: bool
    """What can be known is as much as this report wants of it: something, or for a final report all."""
    written: ItemWritten | None = None
    """The table's last words."""
    marked: ItemMarked | None = None
    """How these stand to the truth."""

    @property
    def blank(self) -> bool:
        """Whether nothing can stand there: nothing is known and nobody has written anything."""
        return not self.suffices and self.written is None

    @property
    def lacking(self) -> bool:
        """Whether the report cannot be sent for it."""
        return self.required and self.blank


@dataclass(frozen=True, slots=True)
class Report:
    """A form as it would go, or went, for one expectation."""

    form: Form
    expectation: Expectation
    chosen: bool
    """The table said that it sends this one; else it is the first that applies."""
    applies: bool
    """As far as is known at ``at``."""
    at: int
    """The second it is told for: when it was sent, else now."""
    sent: bool
    items: tuple[ItemStands, ...]

    @property
    def lacking(self) -> tuple[ItemStands, ...]:
        """The required items with nothing to stand there."""
        return tuple(stands for stands in self.items if stands.lacking)

    @property
    def aware(self) -> int | None:
        """The moment of awareness that it tells; None where it tells none."""
        told = [s.written.aware for s in self.items if s.written and s.written.aware is not None]
        return told[-1] if told else None


def reports(setup: Setup, state: State) -> tuple[Report, ...]:
    """The report for each expectation that has a form and whose clock has started, or which was sent.

    After ENDEX, as it stood then: what is projected was written by nobody.
    """
    now = state.now if state.ended_at is None else min(state.now, state.ended_at)
    due = (expectation for expectation in setup.expectations if setup.forms_for(expectation.id))
    asked = [e for e in due if _by(tuple(e.from_.values()), state.reached, now) or _sent_at(e, state, now) is not None]
    return tuple(report(setup, state, e, sent_form(setup, state, e, now)) for e in asked)


def report(setup: Setup, state: State, expectation: Expectation, form: Form) -> Report:
    """One form, as it would go or went for an expectation."""
    now = state.now if state.ended_at is None else min(state.now, state.ended_at)
    sent = _sent_at(expectation, state, now)
    at = now if sent is None else sent
    required = form.required_for(expectation.id)
    items = tuple(
        _stands(form, item, expectation.id, item in required, state, at) for item in form.asked_for(expectation.id)
    )
    chosen = state.forms.get(expectation.id)
    return Report(
        form,
        expectation,
        chosen=chosen is not None and chosen.form == form.id,
        applies=applies(form, state.reached, at),
        at=at,
        sent=sent is not None,
        items=items,
    )


def sent_form(setup: Setup, state: State, expectation: Expectation, at: int) -> Form:
    """The form that the table chose for an expectation, else the first that applies; ValueError where it has none."""
    chosen = state.forms.get(expectation.id)
    forms = setup.forms_for(expectation.id)
    if not forms:
        raise ValueError(expectation.id)
    if chosen is not None and (form := setup.form(chosen.form)):
        return form
    return next((form for form in forms if applies(form, state.reached, at)), forms[0])


def hardest(report: Report, count: int = 2) -> tuple[ItemStands, ...]:
    """The items that are hardest to write: those of which least is known, required ones first."""
    open_ = [stands for stands in report.items if GIVEN not in stands.item.full_from]
    return tuple(sorted(open_, key=lambda stands: (_KNOWABLE.index(stands.knowable), not stands.required))[:count])


_KNOWABLE: tuple[Knowable, ...] = ("blank", "provisional", "complete")


def _stands(form: Form, item: FormItem, expectation: str, required: bool, state: State, at: int) -> ItemStands:
    place = f"{form.id}/{item.id}"
    words = [written for written in state.written.get(place, ()) if written.at <= at]
    return ItemStands(
        item,
        knowable(item, state.reached, at),
        required,
        suffices=_by(form.answered_from(item, expectation), state.reached, at),
        written=words[-1] if words else None,
        marked=state.marked.get(place) if words else None,
    )


def _sent_at(expectation: Expectation, state: State, now: int) -> int | None:
    at = state.reached(expectation.to) if expectation.to else None
    return at if at is not None and at <= now else None
