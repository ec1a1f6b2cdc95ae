"""For whose sake a run goes on when its story is over: the clocks that run, and those that may yet start (rule 4)."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.plan.specs import FOREVER
from simulator.plan.tables import Limited


class OpenClocks:
    """The clocks of one run that are not settled, asked again and again while it goes on."""

    __slots__ = ("due", "limits")

    def __init__(self, limits: Sequence[Limited]) -> None:
        self.limits = list(limits)
        self.due: dict[int, int] = {}
        """Place of a clock that runs → its deadline, the cap apart."""

    def open_until(self, reached: Sequence[int | None], may_start_until: int) -> int:
        """The last second that can settle one of them; -1 when all are settled.

        ``may_start_until``: while work is under way that may start one, the last second at which it is waited for.
        """
        last = -1
        for place, limit in enumerate(self.limits):
            until = self._open_until(place, limit, reached)
            last = max(last, may_start_until if until == FOREVER else until)
        return last

    def _open_until(self, place: int, limit: Limited, reached: Sequence[int | None]) -> int:
        """FOREVER for one that work may yet start."""
        ended = limit.end >= 0 and reached[limit.end] is not None
        started = reached[limit.start] if limit.start >= 0 else None
        asked = started is not None or (limit.clock.is_order and ended)
        if not asked and not limit.may_start:
            return -1
        for milestone, may_come in limit.only_if:
            if reached[milestone] is None:
                if not may_come:
                    return -1
                asked = False
        if not asked:
            return FOREVER
        if started is None or limit.clock.is_order:
            return -1
        for milestone in limit.unless:
            if reached[milestone] is not None:
                return -1
        return -1 if ended else self._deadline(place, limit, started, reached)

    def _deadline(self, place: int, limit: Limited, started: int, reached: Sequence[int | None]) -> int:
        due = self.due.get(place)
        if due is None:
            found = limit.clock.deadline(started)
            due = self.due[place] = -1 if found is None else min(found, FOREVER - 1)
        capped = limit.clock.capped(due, reached[limit.cap]) if limit.cap >= 0 else due
        return due if capped is None else capped
