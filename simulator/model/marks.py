"""What a line of a real incident may mark besides a milestone: when work began and ended, and what was asked when.

A milestone tells when something was so. How long something took needs two moments: ``begun:triage`` and ``step:triage``
of a step; ``asked:stop-it`` and ``decided:stop-it`` of a decision of the table, or ``answered:stop-it`` of somebody
outside it.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import StringConstraints

from simulator.model.base import ID_PATTERN

BEGUN: Final = "begun:"
DONE: Final = "step:"
ASKED: Final = "asked:"
ANSWERED: Final = "answered:"
DECIDED: Final = "decided:"
KINDS: Final = (BEGUN, DONE, ASKED, ANSWERED, DECIDED)
"""How a mark that is no milestone begins."""
_QUESTION = r"[a-z0-9][a-z0-9-]{0,55}"
"""Short enough for ids that are made of it."""
MARK_PATTERN: Final = rf"^(?:(?:{BEGUN}|{DONE})?{ID_PATTERN.strip('^$')}|(?:{ASKED}|{ANSWERED}|{DECIDED}){_QUESTION})$"
Mark = Annotated[str, StringConstraints(pattern=MARK_PATTERN)]
"""A milestone, or one of these."""


def is_milestone(mark: str) -> bool:
    """Whether a mark is a milestone, and nothing that needs a second one."""
    return not mark.startswith(KINDS)


def beginning(mark: str) -> str:
    """The mark of when something began or was asked, of one that tells its end; empty for any other."""
    ends = {DONE: BEGUN, DECIDED: ASKED, ANSWERED: ASKED}
    return next((begins + mark.removeprefix(kind) for kind, begins in ends.items() if mark.startswith(kind)), "")


def named(mark: str, kind: str) -> str:
    """What a mark of a kind is about; empty for another mark."""
    return mark.removeprefix(kind) if mark.startswith(kind) else ""
