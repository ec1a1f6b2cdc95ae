"""What a form can say at some second of the incident: which items can be answered, and whether it is the one to use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from simulator.model.form import GIVEN, Form, FormItem

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
