"""One exercise being played: commands in, one frozen State out; nothing is shown before it is on disk."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from simulator.exercise import commands as c
from simulator.exercise import duty, pace
from simulator.exercise.authority import may
from simulator.exercise.rules.decide import decide
from simulator.exercise.seats import CONSOLE, Seat
from simulator.exercise.views import Gate, LastCall, OnDuty, Orderable, Refused, TimePassed
from simulator.exercise.wall import RealWall, Wall
from simulator.journal.journal import Journal
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.timeline import events as e
from simulator.timeline.fold import fold
from simulator.timeline.history import Head, History, Move, effective
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws

_QUIET = 5
"""Talk is written down at the latest after so many room seconds."""


class Session:
    """The one writer of a record. Every change goes through ``act``, ``tick``, ``next`` or ``jump``."""

    def __init__(self, path: Path, journal: Journal, history: History, wall: Wall) -> None:
        self.path = path
        self.head = history.head
        self.plan: Plan = compile_plan(history.head.setup)
        self.draws = Draws(history.head.seed)
        self.state = history.state()
        self._journal = journal
        self._moves = list(history.moves)
        self._wall = wall
        self._last = wall.seconds()
        self._pending = 0.0
        """Room seconds since the last move that told any."""
        self._ahead: tuple[State, Gate, tuple[e.Event, ...]] | None = None
        self._par: State | None = None

    @classmethod
    def start(cls, path: Path, head: Head, *, wall: Wall | None = None) -> Session:
        """A new exercise; its record is on disk when this returns. TabletopError if it cannot be made."""
        return cls(path, Journal.create(path, head), History(head), wall or RealWall())

    @classmethod
    def resume(cls, path: Path, *, wall: Wall | None = None) -> Session:
        """Where a record left off. TabletopError if somebody holds it or it is broken."""
        wall = wall or RealWall()
        journal, history = Journal.open(path, wall=wall.stamp())
        return cls(path, journal, history, wall)

    def close(self) -> None:
        """Let go of the record (which may be resumed later)."""
        self._journal.close()

    @property
    def setup(self) -> Setup:
        """What is played."""
        return self.head.setup

    @property
    def history(self) -> History:
        """Everything so far, as the report reads it."""
        return History(self.head, tuple(self._moves), self._journal.lines, self._journal.head_hash)

    # ---- what people do

    def act(self, command: c.Command, seat: Seat = CONSOLE) -> State:
        """Do what a seat wants, and all that follows at once.

        Raises ``Refused`` with the reason in words, TabletopError when the record cannot be written.
        """
        if refused := may(seat, command):
            raise refused
        if isinstance(command, c.Undo):
            return self._undo()
        if isinstance(command, c.TimeCommand):
            self._pass_time(command)
            return self.state
        passed = self._passed()
        here = fold(passed, self.state)
        facts = decide(self.plan, here, self.draws, command)
        return self._write((*passed, *facts, *self._follows(fold(facts, here), command)))

    def _follows(self, state: State, command: c.PlayCommand) -> list[e.Event]:
        """What the world makes of it: the rest of the incident at ENDEX, else what happens at once."""
        if isinstance(command, c.EndPlay):
            return [*advance(self.plan, state, self.draws, self.plan.horizon), e.Passed(self.plan.horizon)]
        if not state.started or state.stopped or state.ended_at is not None:
            return []
        return advance(self.plan, state, self.draws, state.now)

    def _undo(self) -> State:
        if self.state.closed:
            raise Refused("The record is closed; nothing can be added.")
        kept = effective(self._moves)
        for number, move in reversed(kept):
            if any(isinstance(event, e.Started) for event in move.events):
                break
            if not all(isinstance(event, e.Passed | e.Undone | e.Healed) for event in move.events):
                before = fold(event for n, m in kept if n < number for event in m.events)
                self._write((e.Undone(before.now, number, self.room),), before)
                return self.state
        raise Refused("There is nothing to take back.")

    # ---- time

    @property
    def _talking(self) -> bool:
        """Whether room time counts as play."""
        return self.state.started and self.state.ended_at is None and not self.state.stopped and not self.state.closed

    @property
    def now(self) -> int:
        """Incident time to show: talk not yet written down included, never beyond a gate."""
        spoken = int(self._pending * self.state.talk)
        if not spoken:
            return self.state.now
        return max(self.state.now, min(self.state.now + spoken, self._look_ahead()[0].at - 1))

    @property
    def room(self) -> int:
        """Room seconds of play used, to show."""
        return self.state.room + int(self._pending)

    @property
    def gate(self) -> Gate | None:
        """The gate that incident time stands before, if talk has come so far."""
        if not self._talking:
            return None
        gate = self._look_ahead()[0]
        return gate if self.now >= gate.at - 1 else None

    @property
    def coming(self) -> Gate | None:
        """The next gate, for the facilitator's eyes; None when no play is on."""
        return self._look_ahead()[0] if self._talking else None

    def tick(self) -> State:
        """Room time goes by: call it about once a second. Talk costs incident time, up to the next gate."""
        self._listen()
        if self._talking and self._pending >= _QUIET:
            self._write(self._passed())
        return self.state

    def _listen(self) -> None:
        seconds = self._wall.seconds()
        if self._talking:
            # A machine that slept did not talk.
            self._pending += min(seconds - self._last, 60.0)
        self._last = seconds

    def _passed(self) -> tuple[e.Event, ...]:
        """What talk since the last move brought, as events; empty when there was none."""
        self._listen()
        if not self._talking or self._pending < 1:
            return ()
        now = self.now
        events = advance(self.plan, self.state, self.draws, now) if now > self.state.now else []
        return (*events, e.Passed(now, int(self._pending)))

    def _look_ahead(self) -> tuple[Gate, tuple[e.Event, ...]]:
        if self._ahead is None or self._ahead[0] is not self.state:
            self._ahead = (self.state, *pace.next_gate(self.plan, self.state, self.draws))
        return self._ahead[1], self._ahead[2]

    def _pass_time(self, command: c.TimeCommand) -> TimePassed:
        match command:
            case c.Next():
                return self.next()
            case c.NextEvent():
                return self.next_event()
            case c.Jump(to):
                return self.jump(to)
            case _:
                assert_never(command)

    def next(self) -> TimePassed:
        """Go to the next gate and through it."""
        self._may_pass()
        gate, events = self._look_ahead()
        return self._go(gate.at, events, gate)

    def next_event(self) -> TimePassed:
        """Go to the very next thing that happens."""
        self._may_pass()
        gate, events = self._look_ahead()
        first = min((event.at for event in events if event.at > self.state.now), default=gate.at)
        return self._go(first, tuple(x for x in events if x.at <= first), gate if gate.at == first else None)

    def jump(self, to: int) -> TimePassed:
        """Go to a time, but stop at an inject, a decision or a deadline on the way."""
        self._may_pass()
        gate, events = self._look_ahead()
        if to >= gate.at:
            return self._go(gate.at, events, gate)
        if to <= self.now:
            raise Refused("Time goes forward only; to take something back, undo it.")
        return self._go(to, tuple(event for event in events if event.at <= to), None)

    def last_call(self, to: int | None = None) -> LastCall | None:
        """What stands before ``next`` (or a jump) that would pass more than an hour; None for a shorter way."""
        coming = self.coming
        if coming is None:
            return None
        return pace.last_call(self.plan, self.state, coming.at if to is None else min(to, coming.at))

    def _may_pass(self) -> None:
        if not self._talking:
            raise Refused("Time stands still: no play is on.")
        if self.state.now >= self.plan.horizon:
            raise Refused("The incident's time is over: end the play.")

    def _go(self, to: int, events: tuple[e.Event, ...], gate: Gate | None) -> TimePassed:
        before = self.state.now
        self._listen()
        self._write((*events, e.Passed(to, int(self._pending))))
        return TimePassed(before, self.state.now, events, gate)

    # ---- one move: one write, then State

    def _write(self, events: tuple[e.Event, ...], base: State | None = None) -> State:
        if not events:
            return self.state
        move = Move(events, self._wall.stamp())
        self._journal.append(move.events, move.wall)
        self._moves.append(move)
        told = sum(event.room for event in events if isinstance(event, e.Passed))
        self._pending = max(0.0, self._pending - told) if base is None else 0.0
        self.state = fold(events, base or self.state)
        return self.state

    # ---- what there is to see

    @property
    def slack(self) -> int:
        """Play seconds to spare after the core injects still to come; negative when behind."""
        return pace.slack(self.plan, self.state, self.room)

    @property
    def skippable(self) -> tuple[str, ...]:
        """Optional injects to propose leaving out."""
        return pace.skippable(self.plan, self.state)

    def staff(self) -> tuple[OnDuty, ...]:
        """How every role stands."""
        return duty.staff(self.plan, self.state)

    def orderable(self) -> tuple[Orderable, ...]:
        """Every step, with what it waits for and about when people could begin."""
        return duty.orderable(self.plan, self.state)

    def par(self) -> State:
        """The autopilot on the exercise's own draws, to the end: the fair comparison."""
        if self._par is None:
            self._par = par_of(self.head, self.plan)
        return self._par


def par_of(head: Head, plan: Plan | None = None) -> State:
    """What the playbook on autopilot makes of the same draws."""
    plan = plan or compile_plan(head.setup)
    return fold(advance(plan, State(), Draws(head.seed), plan.horizon, auto=True))
