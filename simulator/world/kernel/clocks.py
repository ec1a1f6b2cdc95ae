"""For whose sake a run goes on when its story is over: clocks that run, and those that may yet start (rule 4)."""

from __future__ import annotations

from simulator.plan.specs import FOREVER
from simulator.world.kernel.codes import NO_LIMIT, NOT_YET, PERIOD_LIMIT, SECONDS_LIMIT, SETTLED, UNKNOWN
from simulator.world.kernel.memory import Ints, filled
from simulator.world.kernel.story import Story
from simulator.world.kernel.tables import Tables
from simulator.world.start import DELAYED, DONE


class Clocks(Story):
    """The clocks of one run. Deadlines that need a calendar are asked for (``asked_for``), and told (``tell_due``)."""

    def __init__(self, t: Tables, heap: Ints, *, traced: bool) -> None:
        super().__init__(t, heap, traced=traced)
        self.limits = len(t.limit_start)
        self.story_end, self.last_start, self.hopeless = t.story_end, t.last_start, t.hopeless
        self.limit_start, self.limit_end, self.limit_cap = t.limit_start, t.limit_end, t.limit_cap
        self.limit_order, self.limit_may_start = t.limit_order, t.limit_may_start
        self.limit_unless_at, self.limit_unless = t.limit_unless_at, t.limit_unless
        self.limit_only_at, self.limit_only, self.limit_may_come = t.limit_only_at, t.limit_only, t.limit_may_come
        self.limit_kind, self.limit_seconds = t.limit_kind, t.limit_seconds
        self.period_at, self.period_from = t.period_at, t.period_from
        self.period_due = t.period_due
        """Per clock and period in which it starts (``Clock.periods``), the deadline, once somebody has looked it up."""
        self.due, self.capped_due = filled(self.limits), filled(self.limits)
        self.asked_for = -1
        """The clock whose deadline is asked for."""
        self.has_open_questions = 0

    def forget_clocks(self) -> None:
        """A run begins."""
        for limit in range(self.limits):
            self.due[limit] = self.capped_due[limit] = UNKNOWN

    def open_until(self, may_start_until: int) -> int:
        """The last second that can settle one of them; SETTLED when all are. Means nothing while one is ``asked_for``.

        ``may_start_until``: while work is under way that may start one, the last second at which it is waited for.
        """
        last = SETTLED
        for limit in range(self.limits):
            until = self._open_until(limit)
            last = max(last, may_start_until if until == FOREVER else until)
        return last

    def _open_until(self, limit: int) -> int:
        """FOREVER for one that work may yet start."""
        ended, started = self._came(self.limit_end[limit]), self._came(self.limit_start[limit])
        is_order = self.limit_order[limit] != 0
        asked = started != NOT_YET or (is_order and ended != NOT_YET)
        may_come = self.limit_may_start[limit] != 0 or asked
        for place in range(self.limit_only_at[limit], self.limit_only_at[limit + 1]):
            if self.reached[self.limit_only[place]] == NOT_YET:
                asked = False
                may_come = may_come and self.limit_may_come[place] != 0
        if not may_come:
            return SETTLED
        if not asked:
            return FOREVER
        if started == NOT_YET or is_order or ended != NOT_YET or self._is_moot(limit):
            return SETTLED
        return self._deadline(limit, started)

    def _came(self, milestone: int) -> int:
        """When a milestone came, -1 also for one that nothing reaches."""
        return self.reached[milestone] if milestone >= 0 else NOT_YET

    def _is_moot(self, limit: int) -> bool:
        for place in range(self.limit_unless_at[limit], self.limit_unless_at[limit + 1]):
            if self.reached[self.limit_unless[place]] != NOT_YET:
                return True
        return False

    def _deadline(self, limit: int, started: int) -> int:
        if self.due[limit] == UNKNOWN:
            self.due[limit] = self._falls(limit, started)
        due = self.due[limit]
        if self.limit_cap[limit] >= 0 and self.reached[self.limit_cap[limit]] != NOT_YET:
            due = self.capped_due[limit]
        if due == UNKNOWN:
            self.asked_for = limit
        return due

    def _falls(self, limit: int, started: int) -> int:
        """The deadline of a clock that has started then; ``SETTLED`` without a limit."""
        kind = self.limit_kind[limit]
        if kind == NO_LIMIT:
            return SETTLED
        if kind == SECONDS_LIMIT:
            return min(started + self.limit_seconds[limit], FOREVER - 1)
        if kind == PERIOD_LIMIT:
            due = self.period_due[self._period_of(limit, started)]
            return due if due == UNKNOWN else max(due, started)
        return UNKNOWN

    def _period_of(self, limit: int, started: int) -> int:
        """The place of the period in which a clock started."""
        low, high = self.period_at[limit], self.period_at[limit + 1]
        while high - low > 1:
            middle = (low + high) >> 1
            if self.period_from[middle] <= started:
                low = middle
            else:
                high = middle
        return low

    def asked(self) -> tuple[int, int, int]:
        """(clock, when it started, when its cap did: -1 if not yet) of the deadline that is asked for.

        Where only the period matters, it started when that began.
        """
        limit = self.asked_for
        started = self._came(self.limit_start[limit])
        if self.limit_kind[limit] == PERIOD_LIMIT:
            started = self.period_from[self._period_of(limit, started)]
        return limit, started, self._came(self.limit_cap[limit])

    def tell_due(self, due: int, capped: int) -> None:
        """The deadline that was asked for, also under its cap; where only the period matters, of that."""
        limit = self.asked_for
        if self.limit_kind[limit] == PERIOD_LIMIT:
            self.period_due[self._period_of(limit, self.reached[self.limit_start[limit]])] = due
        else:
            self.due[limit], self.capped_due[limit] = due, capped
        self.asked_for = -1

    def is_under_way(self) -> bool:
        """Whether something is to end yet: a delay, work that people can be had for, or a question.

        When its delay is over a step may be ruled out, and others wait for that: also for one that nobody can do.
        """
        if self.has_open_questions:
            return True
        for job in range(self.jobs):
            if self.status[job] == DELAYED or (not self.hopeless[job] and self._ends_by_itself(job)):
                return True
        return False

    def _ends_by_itself(self, job: int) -> bool:
        comes_again = self.status[job] == DONE and self.delay_until[job] >= 0 and not self.until_came(job)
        return comes_again or self.is_at_work(job)
