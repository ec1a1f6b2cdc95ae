"""What seats asked for, and how long each waited for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.findings.origins import Numbered
from simulator.timeline import events as e
from simulator.timeline.state import State


@dataclass(frozen=True, slots=True)
class Requested:
    """One request."""

    made: e.RequestMade
    made_in: int
    """The move in which it was made."""
    answer: e.RequestAnswered | e.ArtefactHanded | None
    answered_in: int | None

    @property
    def said(self) -> str:
        """The answer in words; of what was handed out ``<inject>/<n>``; empty while there is none."""
        if isinstance(self.answer, e.ArtefactHanded):
            return f"{self.answer.inject}/{self.answer.number}"
        return self.answer.text if self.answer else ""

    @property
    def waited(self) -> int:
        """Incident seconds until it was answered; 0 while it is not."""
        return max(self.answer.at - self.made.at, 0) if self.answer else 0


def requested(state: State, log: Sequence[Numbered]) -> tuple[Requested, ...]:
    """Every request, in the order they were made."""
    where = {
        event: move for move, event in log if isinstance(event, e.RequestMade | e.RequestAnswered | e.ArtefactHanded)
    }
    return tuple(
        Requested(one.made, where[one.made], one.answer, where[one.answer] if one.answer else None)
        for one in state.requests.values()
    )
