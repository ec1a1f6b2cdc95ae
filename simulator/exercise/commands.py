"""What people may ask of an exercise. A command is a wish; ``rules.decide`` makes facts or a refusal of it.

``Command``, at the end, is closed like ``events.Event``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from simulator.timeline import acts
from simulator.timeline.events import Rating, SeatKind


@dataclass(frozen=True, slots=True)
class CommandBase:
    """Something a seat wants. ``act`` is its name in the record."""

    act: ClassVar[acts.Act]


@dataclass(frozen=True, slots=True)
class Begin(CommandBase):
    """STARTEX."""

    act: ClassVar[acts.Act] = "begin"

    self_running: bool = True
    talk: float = 1.0
    reveal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPace(CommandBase):
    """What talk costs, and whether the playbook runs itself."""

    act: ClassVar[acts.Act] = "set-pace"

    talk: float
    self_running: bool


@dataclass(frozen=True, slots=True)
class Order(CommandBase):
    """Start a step: now if ``now`` (out of order if need be), else as soon as it is ready. Again is a new visit."""

    act: ClassVar[acts.Act] = "order"

    step: str
    seat: str = ""
    now: bool = False


@dataclass(frozen=True, slots=True)
class Withdraw(CommandBase):
    """Take back an order that has not begun."""

    act: ClassVar[acts.Act] = "withdraw"

    step: str
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Finish(CommandBase):
    """Running work is done now."""

    act: ClassVar[acts.Act] = "finish"

    job: str
    outcome: str = ""
    """One of the step's outcomes; drawn where it has some and none is named."""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Skip(CommandBase):
    """Leave a step out; followers go on."""

    act: ClassVar[acts.Act] = "skip"

    step: str
    outcome: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Reestimate(CommandBase):
    """Running work takes this many working seconds in all."""

    act: ClassVar[acts.Act] = "reestimate"

    job: str
    takes: int


@dataclass(frozen=True, slots=True)
class CallIn(CommandBase):
    """Call a role's people in."""

    act: ClassVar[acts.Act] = "call-in"

    role: str
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Act(CommandBase):
    """Do something the playbook does not hold."""

    act: ClassVar[acts.Act] = "act"

    title: str
    role: str
    takes: int
    reaches: tuple[str, ...] = ()
    seat: str = ""


@dataclass(frozen=True, slots=True)
class OpenOptions(CommandBase):
    """Show the options of an open decision."""

    act: ClassVar[acts.Act] = "open-options"

    inject: str


@dataclass(frozen=True, slots=True)
class Decide(CommandBase):
    """Take a decision; an empty option with ``text`` is something else."""

    act: ClassVar[acts.Act] = "decide"

    inject: str
    option: str = ""
    text: str = ""
    why: str = ""
    sure: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Mark(CommandBase):
    """State that a milestone was reached at ``since`` (now where None): becoming aware, above all."""

    act: ClassVar[acts.Act] = "mark"

    milestone: str
    since: int | None = None
    why: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Hold(CommandBase):
    """Keep an inject back."""

    act: ClassVar[acts.Act] = "hold"

    inject: str


@dataclass(frozen=True, slots=True)
class Release(CommandBase):
    """Deliver an inject now."""

    act: ClassVar[acts.Act] = "release"

    inject: str


@dataclass(frozen=True, slots=True)
class SkipInject(CommandBase):
    """Leave an inject out for good."""

    act: ClassVar[acts.Act] = "skip-inject"

    inject: str


@dataclass(frozen=True, slots=True)
class Improvise(CommandBase):
    """Deliver a message that no scenario holds."""

    act: ClassVar[acts.Act] = "improvise"

    title: str
    body: str = ""
    to: tuple[str, ...] = ()
    channel: str = "chat"
    reaches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOut(CommandBase):
    """Give players an artefact they asked for: the n-th of an inject, from 1."""

    act: ClassVar[acts.Act] = "hand-out"

    inject: str
    number: int


@dataclass(frozen=True, slots=True)
class Note(CommandBase):
    """Write down what was seen, or what was asked and answered."""

    act: ClassVar[acts.Act] = "note"

    text: str
    kind: Literal["observation", "answer", "note"] = "observation"
    objective: str = ""
    inject: str = ""
    seat: str = "evaluator"


@dataclass(frozen=True, slots=True)
class Tick(CommandBase):
    """A criterion was seen, or was not after all. See ``events.Ticked.what``."""

    act: ClassVar[acts.Act] = "tick"

    what: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Rate(CommandBase):
    """Rate an objective P, S, M, U or N."""

    act: ClassVar[acts.Act] = "rate"

    objective: str
    rating: Rating
    why: str = ""
    seat: str = "evaluator"


@dataclass(frozen=True, slots=True)
class Learn(CommandBase):
    """A strength or an area for improvement."""

    act: ClassVar[acts.Act] = "learn"

    kind: Literal["strength", "area"]
    text: str
    objective: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Agree(CommandBase):
    """A corrective action; an empty ``action`` makes a new one."""

    act: ClassVar[acts.Act] = "agree"

    text: str
    owner: str = ""
    due: str = ""
    retest: str = ""
    objective: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class EndPlay(CommandBase):
    """ENDEX: the rest is played on standing orders and shown as projected."""

    act: ClassVar[acts.Act] = "end-play"


@dataclass(frozen=True, slots=True)
class Interrupt(CommandBase):
    """Real event (実事案): stop the exercise, or go on after it."""

    act: ClassVar[acts.Act] = "interrupt"

    stopped: bool = True
    text: str = ""


@dataclass(frozen=True, slots=True)
class Close(CommandBase):
    """Complete the record."""

    act: ClassVar[acts.Act] = "close"


@dataclass(frozen=True, slots=True)
class Next(CommandBase):
    """Go to the next gate and through it."""

    act: ClassVar[acts.Act] = "next"


@dataclass(frozen=True, slots=True)
class NextEvent(CommandBase):
    """Go to the very next thing that happens."""

    act: ClassVar[acts.Act] = "next-event"


@dataclass(frozen=True, slots=True)
class Jump(CommandBase):
    """Go to a second of incident time, but stop at a gate on the way."""

    act: ClassVar[acts.Act] = "jump"

    to: int


@dataclass(frozen=True, slots=True)
class TakeBack(CommandBase):
    """Take the incident back to the second before an act; refused unless it is the newest in force."""

    act: ClassVar[acts.Act] = "take-back"

    move: int
    """The act's number in the record, as it was offered."""


@dataclass(frozen=True, slots=True)
class Redo(CommandBase):
    """Let an act that was taken back count again; refused once somebody has acted since."""

    act: ClassVar[acts.Act] = "redo"

    move: int


@dataclass(frozen=True, slots=True)
class WithdrawObservation(CommandBase):
    """Let an observation count no more. It moves no time."""

    act: ClassVar[acts.Act] = "withdraw-observation"

    move: int


@dataclass(frozen=True, slots=True)
class Join(CommandBase):
    """Sit down at a seat."""

    act: ClassVar[acts.Act] = "join"

    seat: str
    kinds: tuple[SeatKind, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leave(CommandBase):
    """Leave a seat."""

    act: ClassVar[acts.Act] = "leave"

    seat: str


# ---- all of them, in groups: together they are closed

SessionCommand = Begin | SetPace | EndPlay | Interrupt | Close | Join | Leave
WorkCommand = Order | Withdraw | Finish | Skip | Reestimate | CallIn | Act
DecisionCommand = OpenOptions | Decide | Mark
InjectCommand = Hold | Release | SkipInject | Improvise | HandOut
ObserveCommand = Note | Tick | Rate | Learn | Agree
"""Writes down what people saw, thought and agreed: the incident goes on as it would."""

PlayCommand = SessionCommand | WorkCommand | DecisionCommand | InjectCommand | ObserveCommand
"""What ``rules.decide`` makes facts of."""
TimeCommand = Next | NextEvent | Jump
RewindCommand = TakeBack | Redo | WithdrawObservation
Command = PlayCommand | TimeCommand | RewindCommand
COMMANDS: tuple[type[Command], ...] = get_args(Command)
