"""A run as a study plays it: on autopilot, on a heap instead of SimPy's calendar, the commonest moves in one go.

It follows the rules of ``Run`` and tells nothing, but ends with the same rows and milestones as a told run on SimPy
(``tests/world/test_tell.py``). All that it has of its own is there only for speed.
"""

from __future__ import annotations

from typing import Self

from simulator.plan.readiness import HOLDS, WAITS, readiness
from simulator.plan.specs import JobSpec
from simulator.world.calendar import HeapCalendar
from simulator.world.draws import Draws
from simulator.world.run import Run
from simulator.world.start import DONE, IDLE, INJECT, READY, RUNNING, Start
from simulator.world.work import ENDS, PLACES, Row


class Swift(Run):
    """One incident from a start, on autopilot. ``traced``: rows tell whom meetings waited for."""

    __slots__ = ("on_sure_end", "quiet")

    def __init__(self, start: Start, draws: Draws, run: int = 0, *, traced: bool = True) -> None:
        self.quiet: list[tuple[int, int]] = []
        """(inject, second due) of messages that change nothing in the run: see ``_deliver_quiet``."""
        super().__init__(start, draws, run, auto=True, told=False)
        self.dispatcher.meets &= traced
        self.on_sure_end = self._sure_end

    def play(self, until: int) -> Self:
        """Everything up to and including second ``until``, which is the plan's horizon or before."""
        super().play(until)
        self._deliver_quiet(until)
        return self

    def _play_on(self, until: int) -> None:
        self._deliver_quiet(self.plan.story_end)
        super()._play_on(until)

    # ---- work

    def _settle(self) -> None:
        if self.renewed:
            self._reopen()
        if self.dirty:
            self._hand_on()
        if self.dirty:
            super()._settle()
        elif self.dispatcher.to_serve:
            self.dispatcher.serve(self.now)

    def _hand_on(self) -> None:
        """The commonest move in one go: work ends, and steps begin whose people are free.

        Asks each step what ``_settle`` would. Those that are ready begin in the order of service, until the first
        that cannot: this one and those behind it join the queue. If any is ruled out, delayed or to come again, all is
        left to ``Run``.
        """
        dirty, status, specs = self.dirty, self.status, self.specs
        ready = []
        for number in dirty:
            stands = status[number]
            if stands == IDLE:
                state = readiness(specs[number], specs, self.ended, self.reached)
                if state == HOLDS and not specs[number].delay:
                    self._ready_because(number, self._last_of(specs[number]), self.now)
                    ready.append(number)
                elif state != WAITS:
                    return
            elif number in self.delays:
                return
            elif stands == READY:
                if self.ready_at[number] != self.now:  # since before the run began
                    return
                ready.append(number)
        dirty.clear()
        if len(ready) > 1:
            ready.sort(key=self._turn if self.line else self.plan.turns.__getitem__)
        dispatcher = self.dispatcher
        for number in ready:
            if dispatcher.to_serve or not self._begin_at_once(number, specs[number]):
                self.ask(number)

    def _turn(self, number: int) -> tuple[int, int]:
        """The place of a step that is asked for now, where some stand in line."""
        return (self.specs[number].priority, self.line.get(number, self.now << PLACES | number))

    def _begin_at_once(self, number: int, spec: JobSpec) -> bool:
        """A ready step is asked for and begins, if its people are at hand and free and nobody waits for them.

        If they are certain to stay and it can end in one way only, its row is known now, and its timer carries it.
        """
        if not spec.plain:
            return False
        now, dispatcher = self.now, self.dispatcher
        visit = self.visit[number] + 1
        lengths = self.lengths.get((number, visit))
        if lengths is None:
            lengths = self._look_up(number, visit)
        takes = lengths[self.place]
        until, used, steady, sure = now + takes, dispatcher.used, dispatcher.availability.steady, spec.simple
        for pool, people in spec.staff:
            if steady[pool] <= until:
                if dispatcher.change[pool] <= now:
                    return False
                sure = False
            if dispatcher.here[pool] - used[pool] < people or pool in dispatcher.wanted:
                return False
        self.visit[number] = visit
        if sure:
            for pool, people in spec.staff:
                used[pool] += people
            self.status[number] = RUNNING
            row: Row = (number, visit, now, now, now, until, "", takes, 0, self.because[number], ())
            self.calendar.put(until, ENDS + number, self.on_sure_end, row)
        else:
            self.ready_at[number] = self.asked_at[number] = now
            if spec.timeout is not None:
                self._set_timeout(number)
            dispatcher.occupy(self._key(number), self.begun(number))
        return True

    def _sure_end(self, row: Row) -> None:
        """Work is done that was sure to end so: ``_time_up`` and ``_finish`` in one go."""
        number, dispatcher = row[0], self.dispatcher
        spec = self.specs[number]
        used, wanted = dispatcher.used, dispatcher.wanted
        for pool, people in spec.staff:
            used[pool] -= people
            if pool in wanted:
                dispatcher.to_serve = True
        self.status[number], self.ended[number], self.ended_at[number] = DONE, "", self.now
        self.rows.append(row)
        self.dirty.update(spec.followers)
        self._reach(spec.earns, number)

    def open_rows(self, at: int) -> list[Row]:
        """See ``Work``; of work that is sure to end so, the row stands on the calendar."""
        calendar = self.calendar
        assert isinstance(calendar, HeapCalendar)
        rows: list[Row] = []
        for _, _, _, callback, what in calendar.queue:
            if callback is self.on_sure_end:
                row: Row = what
                rows.append((*row[:5], at, "", at - row[4], *row[8:]))
                self.status[row[0]] = DONE
        return sorted(rows + super().open_rows(at))

    # ---- messages

    def _expect(self, number: int, due: int) -> None:
        if number in self.plan.quiet and number not in self.start.released:
            if due <= self.plan.injects[number].until:
                self.quiet.append((number, max(due, self.now)))
        else:
            super()._expect(number, due)

    def _deliver_quiet(self, until: int) -> None:
        """Messages that change nothing are delivered when the story is over, each as of the second it was due."""
        reached, injects = self.reached, self.plan.injects
        for number, due in self.quiet:
            if due <= until:
                self.pending.discard(number)
                for milestone in injects[number].reaches:
                    earlier = reached[milestone]  # by people: a mark, or something done beside the playbook
                    if earlier is None or earlier > due:
                        reached[milestone] = due
                        self.reached_by[milestone] = INJECT + number
        self.quiet = [(number, due) for number, due in self.quiet if due > until]
