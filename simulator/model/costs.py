"""What it costs to change a playbook or team, and which changes its owner would never make.

A cost is a whole number of the owner's own units, points or days of work: only how costs compare matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from simulator.errors import Invalid
from simulator.model.base import Count, one_or_list

ASSUMED: Final[Mapping[str, int]] = {
    "parallel": 1,
    "no-approval": 1,
    "no-delay": 1,
    "calls-in": 1,
    "decided": 1,
    "faster": 2,
    "earlier": 2,
    "deputy": 2,
    "on-call": 3,
    "one-more": 5,
}
"""Kind of change → what it is taken to cost where no file says. Assumed: only their order is likely to hold."""
OF_STEPS: Final = ("parallel", "no-approval", "no-delay", "calls-in", "faster")
"""Kinds whose changes are named by steps."""
OF_ROLES: Final = ("earlier", "deputy", "on-call", "one-more")
"""Kinds whose changes are named by roles."""


def _known(name: str) -> str:
    kind = name.partition("/")[0]
    if kind not in ASSUMED:
        raise Invalid("there is no change called {kind}: name one of {kinds}", kind=kind, kinds=tuple(ASSUMED))
    return name


CHANGE_PATTERN: Final = r"^[a-z-]+(/[a-z0-9][a-z0-9>-]*){0,2}$"
ChangeName = Annotated[str, StringConstraints(pattern=CHANGE_PATTERN), AfterValidator(_known)]
"""A kind of change, or one change by its id: ``one-more``, ``one-more/legal``, ``parallel/scope/notify``."""
Costs = dict[ChangeName, Annotated[Count, Field(ge=1, le=1000)]]
Never = Annotated[
    tuple[ChangeName, ...], BeforeValidator(one_or_list, json_schema_input_type=ChangeName | tuple[ChangeName, ...])
]


@dataclass(frozen=True, slots=True)
class Prices:
    """What each change costs by the files of one setup."""

    said: Mapping[str, int]
    """A kind or a change → what it costs; in place of what is assumed."""
    never: frozenset[str]
    """Kinds and changes that nobody would make."""

    def of(self, change: str) -> int:
        """The cost of a change, by its id: its own, else that of its kind."""
        kind = change.partition("/")[0]
        return self.said.get(change) or self.said.get(kind) or ASSUMED[kind]

    def allows(self, change: str) -> bool:
        """Whether a change may be made."""
        return self.never.isdisjoint((change, change.partition("/")[0]))
