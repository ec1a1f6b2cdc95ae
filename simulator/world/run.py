"""One run of the race: injects arrive, steps become ready, decisions open and close ways, work takes time.

At one instant, in this order, each in file order: work ends, timeouts come due, decisions run out, injects fall due,
staff come or go; only then does anybody become ready or begin. The order is read off job and inject numbers, never
off a counter of insertions, so that a run cut anywhere goes on as if uncut. ``docs/world.md`` has the rules.
"""

from __future__ import annotations

from typing import Self

from simulator.plan.readiness import HOLDS, IMPOSSIBLE, RULED_OUT, is_wanted, readiness
from simulator.plan.specs import FOREVER, Ending, JobSpec
from simulator.world.draws import Draws
from simulator.world.open_clocks import OpenClocks
from simulator.world.start import DELAYED, DONE, IDLE, INJECT, MILESTONE, NO_CAUSE, READY, RULED, SKIPPED, Start
from simulator.world.work import ANSWERS, AT_WORK, INJECTS, Work


class Run(Work):
    """One incident from a start, driven by people or on autopilot.

    ``auto``: ready steps are asked for and decisions taken as the playbook and its odds have it. ``told``: what
    happens is kept for ``tell``, on SimPy's calendar; else only ``rows`` and what is ``reached``, on a heap.
    ``traced``: rows tell whom meetings waited for.
    """

    __slots__ = (
        "again",
        "asks",
        "on_inject",
        "open",
        "pending",
        "reached",
        "reached_by",
        "recurring",
        "renewed",
        "ruled_out",
        "watchers",
    )

    def __init__(
        self, start: Start, draws: Draws, run: int = 0, *, auto: bool = False, told: bool = True, traced: bool = True
    ) -> None:
        super().__init__(start, draws, run, auto=auto, told=told)
        self.dispatcher.meets &= traced
        self.watchers = self.plan.watchers
        self.renewed = self.plan.renewed
        self.asks = auto or start.self_running
        self.reached = list(start.reached)
        self.again = list(start.again)
        """(milestone, when it came again), of those that duties look at that recur."""
        self.recurring = self.plan.recurring
        self.reached_by = [NO_CAUSE] * len(self.reached)
        """Milestone → what reached it, where that was in this run."""
        self.ruled_out: list[tuple[int, int, int]] = []
        """(step, second, cause)."""
        self.pending = set(start.pending)
        self.open = dict(start.open_decisions)
        self.on_inject = self._inject_due
        self._take_up()

    def _take_up(self) -> None:
        """Reads off the start what is on the calendar."""
        start = self.start
        self.dispatcher.availability.take_up(start)
        self.dirty.update(start.to_consider)
        for number in start.at_work:
            self._take_up_work(number)
        for number, until, cause in start.delays:
            self.put_off(number, max(until, self.now), cause)
        for number, due in start.due:
            self._expect(number, due)
        for number, opened_at in self.open.items():
            self._put_question(number, opened_at)

    # ---- the loop

    def play(self, until: int) -> Self:
        """Everything up to and including second ``until``, which is the plan's horizon or before.

        After the story's end the run goes on for its clocks only (rule 4), and is over when none is open any more.
        """
        story_end = self.plan.story_end
        if self.now <= story_end:
            self._play(min(until, story_end))
        if until > story_end:
            self._play_on(until)
        return self

    def _play_on(self, until: int) -> None:
        now, last_start = self._next_at(), self.plan.last_start
        if now > until:
            return
        clocks = OpenClocks(self.plan.limits)
        while now <= until and now <= clocks.open_until(self.reached, last_start if self._under_way() else -1):
            self._play(now)
            now = self._next_at()

    def _next_at(self) -> int:
        """The next second at which something happens: this one, where a run that begins now has to look round."""
        return self.now if self.dirty or self.dispatcher.to_serve else self.calendar.next_at()

    def over_at(self) -> int:
        """The second at which the run, played to its end, is over."""
        return max(self.plan.story_end, self.now, OpenClocks(self.plan.limits).open_until(self.reached, -1))

    def _under_way(self) -> bool:
        """Whether something is to end yet: a delay, work that people can be had for, or a question.

        When its delay is over a step may be ruled out, and others wait for that: also for one that nobody can do.
        """
        status, hopeless = self.status, self.plan.hopeless
        return (
            bool(self.open)
            or DELAYED in status
            or any(stands in AT_WORK for number, stands in enumerate(status) if number not in hopeless)
            or any(status[number] == DONE and self._recurs(number) for number in self.delays if number not in hopeless)
        )

    def _recurs(self, number: int) -> bool:
        """Whether a step that is to come again still does."""
        return not self._until_came(self.specs[number])

    def _until_came(self, spec: JobSpec) -> bool:
        """Whether a milestone has come with which the step is held, or recurs, no longer."""
        for milestone in spec.until:
            if self.reached[milestone] is not None:
                return True
        return False

    def _play(self, until: int) -> None:
        calendar, dirty, dispatcher = self.calendar, self.dirty, self.dispatcher
        now = calendar.next_at()
        if now > self.now:
            self._settle()
            now = calendar.next_at()
        while now <= until:
            self.now = now
            calendar.fire()
            if dirty or dispatcher.to_serve:
                self._settle()
            now = calendar.next_at()

    def _settle(self) -> None:
        """After all that an instant brought: who becomes ready, who begins."""
        dirty, dispatcher, status, specs = self.dirty, self.dispatcher, self.status, self.specs
        if self.renewed:
            self._reopen()
        while dirty or dispatcher.to_serve:
            while dirty:
                batch = sorted(dirty)
                dirty.clear()
                for number in batch:
                    if status[number] == IDLE:
                        self._consider(number, specs[number])
                    elif number in self.delays and self.delays[number] <= self.now:
                        self._end_delay(number, specs[number])
                    if status[number] == READY and (self.asks or self.ordered[number]):
                        self.ask(number)
            if dispatcher.to_serve:
                dispatcher.serve(self.now)

    # ---- readiness

    def _consider(self, number: int, spec: JobSpec) -> None:
        """Makes the step ready or rules it out, once what it waits for allows to tell; neither is taken back."""
        state = readiness(spec, self.specs, self.ended, self.reached)
        if state == HOLDS:
            self._come_up(number)
        elif state == IMPOSSIBLE:
            self._rule_out(number)

    def _reopen(self) -> None:
        """Steps are to be done again that were over when something came that they must take into account."""
        for number in self.renewed:
            if self.status[number] in (DONE, SKIPPED):
                came = [(self.reached[m] or 0, m) for m in self.specs[number].again_on if self.reached[m] is not None]
                at, milestone = max(came, default=(-1, -1))
                if at > self.ended_at[number]:
                    self._begin_anew(number, MILESTONE + milestone)

    def _begin_anew(self, number: int, cause: int) -> None:
        self.status[number] = IDLE
        self.ended[number] = None
        self.because[number], self.reopened_at[number] = cause, self.now
        self.dirty.add(number)
        if self.trace is not None:
            self.trace.append(("reopened", self.now, number, cause))

    def _come_up(self, number: int) -> None:
        delay, last = self.specs[number].delay, self._last_of(self.specs[number])
        if not delay:
            self._make_ready(number, last)
            return
        until = self.now + delay
        self.status[number] = DELAYED
        self.put_off(number, until, last)
        if self.trace is not None:
            self.trace.append(("delayed", self.now, number, until, last))

    def _end_delay(self, number: int, spec: JobSpec) -> None:
        """Only now it is asked whether the step is wanted, or wanted again."""
        del self.delays[number]
        if self.status[number] == DONE:
            if self._recurs(number):
                self.ended[number] = None
                self._make_ready(number, self.delayed_by[number])
        elif is_wanted(spec, self.reached):
            self._make_ready(number, self.delayed_by[number])
        else:
            self._rule_out(number)

    def _make_ready(self, number: int, last: int) -> None:
        """``last``: what came last of all it waited for; the step itself where it comes again."""
        self.status[number], self.ready_at[number] = READY, self.now
        self._ready_because(number, last, self.now - self.specs[number].delay)
        if self.trace is not None:
            self.trace.append(("ready", self.now, number, last))

    def _ready_because(self, number: int, last: int, since: int) -> None:
        """A step sent back in the second since which all it waits for had come is ready because of the sender."""
        if self.reopened_at[number] != since:
            self.because[number] = last

    def _last_of(self, spec: JobSpec) -> int:
        """The job or milestone that came last of those the step waits for; in file order among equals."""
        if len(spec.joins) == 1:  # the most common case, answered first for speed
            return spec.joins[0]
        ended, ended_at = self.ended, self.ended_at
        cause, latest = NO_CAUSE, -FOREVER
        for job, _ in spec.after:
            if ended_at[job] > latest and ended[job] is not None:
                cause, latest = job, ended_at[job]
        for job, _ in spec.after_any:
            if ended_at[job] > latest and ended[job] is not None:
                cause, latest = job, ended_at[job]
        for milestone in spec.once:
            at = self.reached[milestone]
            if at is not None and at > latest:
                cause, latest = MILESTONE + milestone, at
        return cause

    def _rule_out(self, number: int) -> None:
        self.status[number] = RULED
        self.ended[number], self.ended_at[number] = RULED_OUT, self.now
        self.dirty.update(self.specs[number].followers)
        last = self._last_of(self.specs[number])
        self.ruled_out.append((number, self.now, last))
        if self.trace is not None:
            self.trace.append(("ruled-out", self.now, number, last))

    # ---- milestones and injects

    def _reach(self, milestones: tuple[int, ...], by: int) -> None:
        """A milestone counts the first time only."""
        reached, watchers = self.reached, self.watchers
        for milestone in milestones:
            if reached[milestone] is None:
                reached[milestone] = self.now
                self.reached_by[milestone] = by
                watched = watchers[milestone]
                if watched:
                    steps, injects, held = watched
                    self.dirty.update(steps)
                    for number in held:
                        if self.status[number] in AT_WORK:
                            self._let_go(number)
                    for inject in injects:
                        if inject in self.pending:
                            self._schedule_inject(inject)
            elif milestone in self.recurring:
                self.again.append((milestone, self.now))

    def _schedule_inject(self, number: int) -> None:
        due = self.plan.injects[number].due(self.reached)
        if due is not None and number not in self.start.released:
            self._expect(number, due)

    def _expect(self, number: int, due: int) -> None:
        """The inject is due at a second that is known; after its story's end nothing comes unless people release it."""
        if due <= self.plan.injects[number].until or number in self.start.released:
            self.calendar.put(max(due, self.now), INJECTS + number, self.on_inject, number)

    def _inject_due(self, number: int) -> None:
        if number not in self.pending:
            return
        self.pending.discard(number)
        inject = self.plan.injects[number]
        asked = number not in self.start.released
        if inject.unless and asked and any(self.reached[m] is not None for m in inject.unless):
            if self.trace is not None:
                self.trace.append(("dropped", self.now, number))
            return
        if self.trace is not None:
            self.trace.append(("delivered", self.now, number))
        self._reach(inject.reaches, INJECT + number)
        if inject.work >= 0:
            self.because[inject.work] = INJECT + number
            self.ask(inject.work)
        if inject.decision >= 0:
            if self.trace is not None and not self.auto and not inject.outside:
                self.trace.append(("opened", self.now, number))
            self._put_question(number, self.now)

    # ---- decisions

    def _put_question(self, number: int, opened_at: int) -> None:
        """To the autopilot a decision is work, as is one outside; to people it is open, at most until ``answer_by``."""
        inject = self.plan.injects[number]
        if self.auto or inject.outside:
            if self.status[inject.decision] == IDLE:
                self.because[inject.decision] = INJECT + number
                self.ask(inject.decision)
        else:
            self.open[number] = opened_at
            if inject.answer_by is not None and inject.if_undecided:
                at = max(opened_at + inject.answer_by, self.now)
                self.calendar.put(at, ANSWERS + number, self._no_answer, number)

    def _no_answer(self, number: int) -> None:
        if self.open.pop(number, None) is None:
            return
        inject = self.plan.injects[number]
        option = self.specs[inject.decision].ending(inject.if_undecided)
        if option:
            self._decide(number, option, undecided=True)

    def _decide(self, number: int, option: Ending, *, undecided: bool = False) -> None:
        if self.trace is not None:
            self.trace.append(("decided", self.now, number, option, undecided))
        if option.order:
            self._stand_in_line(option.order)
        self._reach(option.reaches, self.plan.injects[number].decision)
        for pool in option.calls:
            self.dispatcher.summon(pool, self.now)
