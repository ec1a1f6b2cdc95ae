"""What must be written to whom: a form of a law or a customer, item by item, and from when each can be answered.

Which milestones let an item be answered is a judgement of the form's author, not of the law.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from simulator.errors import Invalid
from simulator.model.base import Flag, Id, Ids, Value
from simulator.model.fact import Fact, Verified
from simulator.model.text import Text

GIVEN: Final = "given"
"""Instead of a milestone: what is known in peacetime."""
First = Literal["required", "estimate-ok", "unknown-ok", "later", "if-applies"]


class FormItem(Value):
    """One thing that a form asks."""

    id: Id
    asks: Text
    """In our words, not in the form's."""
    provisional_from: Annotated[Ids, Field(min_length=1)]
    """Milestones, any one of which lets a first answer be written; or ``given``."""
    full_from: Annotated[Ids, Field(min_length=1)]
    """Likewise, for the answer in full."""
    first: First = "required"
    """What a first report accepts."""
    only_for: Ids = ()
    """Of the expectations that the form serves, those for which it is asked; nothing: all."""
    awareness: Flag = False
    """Whether it tells since when one knew: every authority must be told the same."""
    verified: Verified = "assumption"


class Questions(Value):
    """What a report asks, and for which clocks."""

    id: Id
    title: Text
    serves: Annotated[Ids, Field(min_length=1)]
    """The expectations that are met by sending it."""
    in_full: Ids = ()
    """Of these, those for which every item must be answered in full."""
    applies_if: Ids = ()
    """Milestones, any one of which makes it the form to use; nothing: always."""
    recipient: Text | None = None
    same_items_as: Id | None = None
    """The form whose items it has."""
    items: tuple[FormItem, ...] = ()

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if bool(self.items) == (self.same_items_as is not None):
            raise Invalid("a form has items, or same_items_as names the form whose items it has")
        return self

    def item(self, item: str) -> FormItem | None:
        """The item with this id, if there is one."""
        return next((one for one in self.items if one.id == item), None)

    def asked_for(self, expectation: str) -> tuple[FormItem, ...]:
        """The items that a report for this expectation has to speak of."""
        final = expectation in self.in_full
        asked = (item for item in self.items if not item.only_for or expectation in item.only_for)
        return tuple(item for item in asked if final or item.first != "later")

    def required_for(self, expectation: str) -> tuple[FormItem, ...]:
        """Those of them without which the report cannot be sent."""
        final = expectation in self.in_full
        return tuple(
            item
            for item in self.asked_for(expectation)
            if item.first == "required" or (final and item.first != "if-applies")
        )

    def answered_from(self, item: FormItem, expectation: str) -> tuple[Id, ...]:
        """The milestones, any one of which lets an item be answered as this expectation wants it."""
        return item.full_from if expectation in self.in_full else item.provisional_from


class Form(Fact, Questions):
    """A report that has to be written for one or several clocks to be met, with where that stands."""
