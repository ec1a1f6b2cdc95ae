"""One exercise being played: commands in, one frozen State out; nothing is shown before it is on disk.

It is long because a record has one writer: whatever may change one goes through this class, and nothing else does.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from simulator.errors import Sentence
from simulator.exercise import commands as c
from simulator.exercise import duty, gates, pace, rewind
from simulator.exercise.authority import may
from simulator.exercise.par import par_of
from simulator.exercise.roomtime import dropped
from simulator.exercise.rules.decide import decide
from simulator.exercise.rules.opinions import opened_before
from simulator.exercise.seats import CONSOLE, Seat
from simulator.exercise.views import Gate, LastCall, Offer, OnDuty, Orderable, Refused, TimePassed
from simulator.exercise.wall import RealWall, Wall
from simulator.journal.journal import Journal
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.timeline import events as e
from simulator.timeline.acts import Act, on_incident
from simulator.timeline.fold import fold
from simulator.timeline.history import Head, History
from simulator.timeline.moves import Move
from simulator.timeline.state import State
from simulator.world.advance import advance, play_out
from simulator.world.draws import Draws

_QUIET = 5
"""Talk is written down at the latest after so many room seconds."""


class Session:
    """The one writer of a record. Every change goes through ``act``, ``pass_time`` or ``tick``.

    An act says who asks (``seat``) and may carry the sender's own id of it (``ref``): what comes again under the same
    seat and id is not done again, and answered as before, also after resuming.
    """

    def __init__(self, journal: Journal, history: History, wall: Wall) -> None:
        self.head = history.head
        self.plan: Plan = compile_plan(history.head.setup)
        self.draws = Draws(history.head.seed)
        self.state = history.state()
        self._journal = journal
        self._moves = list(history.moves)
        self._sent = {(move.by, move.ref): n for n, move in enumerate(history.moves) if move.ref}
        self._wall = wall
        self._last = wall.seconds()
        self._pending = 0.0
        """Room seconds not yet in any move."""
        self.waits = False
        """Both clocks stand until somebody says that it goes on (``go_on``): it was resumed."""
        self._ahead: tuple[State, Gate, tuple[e.Event, ...]] | None = None
        self._par: State | None = None

    @classmethod
    def start(cls, path: Path, head: Head, *, wall: Wall | None = None, mirror: Path | None = None) -> Session:
        """A new exercise; its record is on disk when this returns. ``mirror``: a folder for a second copy.

        TabletopError if it cannot be made.
        """
        return cls(Journal.create(path, head, mirror=mirror), History(head), wall or RealWall())

    @classmethod
    def resume(
        cls, path: Path, *, wall: Wall | None = None, mirror: Path | None = None, drop_from: int | None = None
    ) -> Session:
        """Where a record left off. TabletopError if somebody holds it or it is broken.

        One of an earlier version goes on as a copy beside it, which ``path`` then names; so does one that is to be
        left out from a damaged line on (``drop_from``).
        """
        wall = wall or RealWall()
        journal, history = Journal.open(path, wall=wall.stamp(), mirror=mirror, drop_from=drop_from)
        return cls(journal, history, wall)

    @property
    def continued(self) -> bool:
        """Whether nobody has done anything since a record of an earlier version was copied to go on here."""
        return bool(self._moves) and isinstance(self._moves[-1].events[0], e.Continued)

    def wait(self) -> None:
        """Both clocks stand until ``go_on``; nothing of that is recorded."""
        self.waits = True

    def go_on(self) -> None:
        """The clocks run from now on."""
        self._listen()
        self.waits = False

    def close(self) -> None:
        """Let go of the record (which may be resumed later)."""
        self._journal.close()

    @property
    def path(self) -> Path:
        """Where the record lies; another file once it had to be saved beside the one that was lost."""
        return self._journal.path

    @property
    def mirror_lost(self) -> Sentence | None:
        """Why there is no second copy any more; None while there is, or none was asked for."""
        return self._journal.mirror_lost

    @property
    def setup(self) -> Setup:
        """What is played."""
        return self.head.setup

    @property
    def history(self) -> History:
        """Everything so far, as the report reads it."""
        return History(self.head, tuple(self._moves), self._journal.lines, self._journal.head_hash)

    # ---- what people do

    def act(self, command: c.Command, seat: Seat = CONSOLE, ref: str = "") -> State:
        """Do what a seat wants, and all that follows at once.

        Raises ``Refused`` with the reason in words, TabletopError when the record cannot be written.
        """
        if isinstance(command, c.TimeCommand):
            self.pass_time(command, seat, ref)
        elif self._ask(command, seat, ref):
            if isinstance(command, c.RewindCommand):
                self._rewind(command, seat, ref)
            else:
                self._do(command, seat, ref)
        return self.state

    def sender_of(self, ref: str) -> str | None:
        """The seat that has done something under this id of its own; None where nobody has."""
        return next((by for by, sent in self._sent if sent == ref), None)

    def _ask(self, command: c.Command, seat: Seat, ref: str) -> bool:
        """Whether it is still to be done; raises ``Refused`` where the seat may not."""
        if ref and (seat.id, ref) in self._sent:
            return False
        if refused := may(seat, command, self.setup.playbook):
            raise refused
        return True

    def _do(self, command: c.PlayCommand, seat: Seat, ref: str) -> None:
        """Talk is written as a move of its own before the act: taking it back leads to the second before it.

        So are opinions that the act opens.
        """
        talk = self._passed()
        here = fold(talk, self.state)
        opened = opened_before(here, command)
        here = fold(opened, here)
        facts = decide(self.plan, here, self.draws, command)
        follows = self._follows(fold(facts, here), command)
        self._write(talk, "talk")
        self._write(opened, "open-opinions", seat)
        self._write((*facts, *follows), command.act, seat, ref)

    def _follows(self, state: State, command: c.PlayCommand) -> list[e.Event]:
        """What the world makes of it: the rest of the incident at ENDEX, else what happens at once.

        Of what was only discussed there is no rest: what people would have said and done, nothing tells.
        """
        if isinstance(command, c.EndPlay) and not self.setup.discussion_only:
            return play_out(self.plan, state, self.draws)
        lasts = command.act != "begin" and not on_incident(command.act)
        if lasts or not state.started or state.stopped or state.ended_at is not None:
            return []
        return advance(self.plan, state, self.draws, state.now)

    # ---- taking back

    @property
    def offer(self) -> Offer | None:
        """The newest act in force that can be taken back, with the command that does it; None if there is none."""
        return rewind.offer(self._moves)

    @property
    def redo_offer(self) -> Offer | None:
        """The act taken back last, with the command that does it again; None once somebody has acted since."""
        return rewind.redo_offer(self._moves)

    def take_back(self) -> State:
        """Take back what ``offer`` names. Raises ``Refused`` where it names nothing."""
        if self.offer is None:
            raise Refused("There is nothing to take back.")
        return self.act(self.offer.command)

    def redo(self) -> State:
        """Do again what ``redo_offer`` names. Raises ``Refused`` where it names nothing."""
        if self.redo_offer is None:
            raise Refused("There is nothing to redo.")
        return self.act(self.redo_offer.command)

    def _rewind(self, command: c.RewindCommand, seat: Seat, ref: str) -> None:
        if refused := rewind.refusal(self._moves, self.state, command, seat):
            raise refused
        self._write(self._passed(), "talk")
        self._write((rewind.event(self._moves, self.state, command),), command.act, seat, ref)

    # ---- time

    @property
    def _talking(self) -> bool:
        """Whether room time counts as play."""
        stands = self.waits or self.state.stopped or self.state.on_break or self.state.closed
        return self.state.started and self.state.ended_at is None and not stands

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
    def _next_gate(self) -> Gate | None:
        return self._look_ahead()[0] if self._talking else None

    @property
    def gate(self) -> Gate | None:
        """The gate that incident time stands before, if talk has come so far."""
        gate = self._next_gate
        return gate if gate and self.now >= gate.at - 1 else None

    @property
    def coming(self) -> Gate | None:
        """The latest that the next gate can come, as the facilitator can know; None when no play is on."""
        return gates.coming(self.plan, self.state) if self._talking else None

    def tick(self) -> State:
        """Room time goes by: call it about once a second. Talk costs incident time, up to the next gate."""
        self._listen()
        if self._talking and self._pending >= _QUIET:
            self._write(self._passed(), "talk")
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
        came = advance(self.plan, self.state, self.draws, now) if now > self.state.now else []
        return (*came, e.Passed(now, int(self._pending)))

    def _look_ahead(self) -> tuple[Gate, tuple[e.Event, ...]]:
        if self._ahead is None or self._ahead[0] is not self.state:
            self._ahead = (self.state, *gates.next_gate(self.plan, self.state, self.draws))
        return self._ahead[1], self._ahead[2]

    def pass_time(self, command: c.TimeCommand, seat: Seat = CONSOLE, ref: str = "") -> TimePassed:
        """Go to the next gate and through it, to the very next event, or to a time but not past a gate."""
        if not self._ask(command, seat, ref):
            return self._passed_before(self._sent[seat.id, ref])
        self._may_pass()
        if isinstance(command, c.Jump) and command.to <= self.now:
            raise Refused("Time goes forward only; to take something back, undo it.")
        self._write(self._passed(), "talk")
        before, (gate, ahead) = self.state.now, self._look_ahead()
        match command:
            case c.Next():
                to = gate.at
            case c.NextEvent():
                to = min((event.at for event in ahead if event.at > before), default=gate.at)
            case c.Jump():
                to = min(command.to, gate.at)
            case _:
                assert_never(command)
        events = tuple(event for event in ahead if event.at <= to)
        self._write((*events, e.Passed(to)), command.act, seat, ref)
        return TimePassed(before, to, events, gate if to == gate.at else None)

    def _passed_before(self, number: int) -> TimePassed:
        """The answer to a step in time that was sent again, as it was given."""
        before = History(self.head, tuple(self._moves[:number])).state()
        events = self._moves[number].events
        gate, _ = gates.next_gate(self.plan, before, self.draws)
        came, at = tuple(event for event in events if not isinstance(event, e.Passed)), events[-1].at
        return TimePassed(before.now, at, came, gate if at == gate.at else None)

    def next(self) -> TimePassed:
        """Go to the next gate and through it."""
        return self.pass_time(c.Next())

    def next_event(self) -> TimePassed:
        """Go to the very next thing that happens."""
        return self.pass_time(c.NextEvent())

    def jump(self, to: int) -> TimePassed:
        """Go to a time, but stop at an inject, a decision or a deadline on the way."""
        return self.pass_time(c.Jump(to))

    def last_call(self, to: int | None = None) -> LastCall | None:
        """What stands before ``next`` (or a jump) that would pass more than an hour; None for a shorter way."""
        gate = self._next_gate
        if gate is None:
            return None
        end = to if to is not None else self.plan.story_end
        latest = min(end, gates.coming(self.plan, self.state).at)
        return pace.last_call(self.plan, self.state, min(end, gate.at), latest)

    def _may_pass(self) -> None:
        if self.state.on_break:
            raise Refused("It is a break and both clocks stand: end the break first.")
        if not self._talking:
            raise Refused("Time is stopped: the exercise is not in play.")
        if self.state.now >= self.plan.story_end:
            raise Refused("The incident's time is over: end the play.")

    # ---- one move: one write, then State

    def _write(self, events: tuple[e.Event, ...], act: Act, seat: Seat | None = None, ref: str = "") -> None:
        if not events:
            return
        move = Move(events, self._wall.stamp(), act, seat.id if seat else "", ref)
        self._journal.append(move)
        self._moves.append(move)
        if ref:
            self._sent[move.by, ref] = len(self._moves) - 1
        written = sum(event.room for event in events if isinstance(event, e.Passed))
        self._pending = max(0.0, self._pending - written)
        # What was taken back is no longer in the State that more events could be folded into.
        again = any(isinstance(event, e.TakenBack | e.Redone | e.Withdrawn) for event in events)
        self.state = self.history.state() if again else fold(events, self.state)

    # ---- what there is to see

    @property
    def slack(self) -> int:
        """Play seconds to spare after the core injects still to come; negative when behind."""
        begun = self.state if self.state.started else fold(dropped(self.head.left_out), self.state)
        return pace.slack(self.plan, begun, self.room)

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

    def par(self) -> State | None:
        """The autopilot on the exercise's own draws, to the end: the fair comparison. None without a playbook."""
        if self._par is None:
            self._par = par_of(self.head, self.plan)
        return self._par
