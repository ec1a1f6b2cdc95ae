"""What people may ask of an exercise. A command asks; ``rules.decide`` answers with facts or a refusal.

``Command``, at the end, is closed like ``events.Event``. One long list on purpose: it is all that people can do, and
who may do what (``authority``) is read beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from simulator.timeline import acts
from simulator.timeline.events import Mark as TruthMark
from simulator.timeline.events import Rating, SeatKind


@dataclass(frozen=True, slots=True)
class CommandBase:
    """Something a seat wants. ``act`` is its name in the record, whatever the class may be called."""

    act: ClassVar[acts.Act]

    def __init_subclass__(cls, act: acts.Act | None = None) -> None:
        # Told once: a dataclass with slots is made a second time, without the name.
        if act is not None:
            cls.act = act


@dataclass(frozen=True, slots=True)
class Begin(CommandBase, act="begin"):
    """STARTEX."""

    self_running: bool = True
    talk: float = 1.0
    reveal: tuple[str, ...] = ()
    stops: bool = False
    """On orders, time stops where a step becomes ready that nobody has ordered."""
    bell: bool = False
    left_out: tuple[str, ...] = ()
    """Injects left out from the beginning."""


@dataclass(frozen=True, slots=True)
class SetPace(CommandBase, act="set-pace"):
    """What talk costs, and whether the playbook runs itself."""

    talk: float
    self_running: bool
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Order(CommandBase, act="order"):
    """Start a step: now if ``now`` (out of order if need be), else as soon as it is ready. Again is a new visit."""

    step: str
    seat: str = ""
    now: bool = False


@dataclass(frozen=True, slots=True)
class Withdraw(CommandBase, act="withdraw"):
    """Take back an order that has not begun."""

    step: str
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Finish(CommandBase, act="finish"):
    """Running work is done now."""

    job: str
    outcome: str = ""
    """One of the step's outcomes; drawn where it has some and none is named."""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Skip(CommandBase, act="skip"):
    """Leave a step out; followers go on."""

    step: str
    outcome: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Reestimate(CommandBase, act="reestimate"):
    """Running work takes this many working seconds in all."""

    job: str
    takes: int


@dataclass(frozen=True, slots=True)
class CallIn(CommandBase, act="call-in"):
    """Call a role's people in."""

    role: str
    seat: str = ""


@dataclass(frozen=True, slots=True)
class SetAway(CommandBase, act="set-away"):
    """People of a role are out of reach from now on; what was said of the role before is void."""

    role: str
    until: int
    """Seconds since opens."""
    people: int | None = None
    """How many; None for all, 0 if everybody is back."""
    seat: str = "facilitator"


@dataclass(frozen=True, slots=True)
class Act(CommandBase, act="act"):
    """Do something the playbook does not hold."""

    title: str
    role: str
    takes: int
    reaches: tuple[str, ...] = ()
    seat: str = ""


@dataclass(frozen=True, slots=True)
class OpenOptions(CommandBase, act="open-options"):
    """Show the options of an open decision."""

    inject: str


@dataclass(frozen=True, slots=True)
class Decide(CommandBase, act="decide"):
    """Take a decision; an empty option with ``text`` is something else."""

    inject: str
    option: str = ""
    text: str = ""
    why: str = ""
    sure: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Mark(CommandBase, act="mark"):
    """State that a milestone was reached at ``since`` (now where None): becoming aware, above all."""

    milestone: str
    since: int | None = None
    why: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Hold(CommandBase, act="hold"):
    """Keep an inject back."""

    inject: str


@dataclass(frozen=True, slots=True)
class Release(CommandBase, act="release"):
    """Deliver an inject now."""

    inject: str


@dataclass(frozen=True, slots=True)
class AnswerOutside(CommandBase, act="answer-outside"):
    """Whoever decides outside answers now: the facilitator speaks for them."""

    inject: str
    option: str


@dataclass(frozen=True, slots=True)
class SkipInject(CommandBase, act="skip-inject"):
    """Leave an inject out for good."""

    inject: str


@dataclass(frozen=True, slots=True)
class Improvise(CommandBase, act="improvise"):
    """Deliver a message that no scenario holds."""

    title: str
    body: str = ""
    to: tuple[str, ...] = ()
    channel: str = "chat"
    reaches: tuple[str, ...] = ()
    sender: str = ""
    after: int = 0
    """Incident seconds until it arrives; one that comes later reaches no milestone."""
    private: bool = False
    """A letter to these roles alone, where a player sits for one of them."""


@dataclass(frozen=True, slots=True)
class HandOut(CommandBase, act="hand-out"):
    """Give players an artefact they asked for: the n-th of an inject, from 1."""

    inject: str
    number: int
    request: str = ""
    """What that answers, as ``events.RequestMade.request``."""


@dataclass(frozen=True, slots=True)
class Note(CommandBase, act="note"):
    """Write down what was seen, or what was asked and answered."""

    text: str
    kind: Literal["observation", "answer", "note"] = "observation"
    objective: str = ""
    inject: str = ""
    seat: str = "evaluator"


@dataclass(frozen=True, slots=True)
class Discuss(CommandBase, act="discuss"):
    """A question of an inject, the n-th from 1, was discussed, and what was answered."""

    inject: str
    number: int
    text: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Tick(CommandBase, act="tick"):
    """A criterion was seen, or was not after all. See ``events.Ticked.what``."""

    what: str
    on: bool = True
    seat: str = ""
    """Which evaluator; empty for the one at the console."""


@dataclass(frozen=True, slots=True)
class Rate(CommandBase, act="rate"):
    """Rate an objective P, S, M, U or N."""

    objective: str
    rating: Rating
    why: str = ""
    seat: str = "evaluator"


@dataclass(frozen=True, slots=True)
class Reconcile(CommandBase, act="reconcile"):
    """Say which rating counts where evaluators rated an objective apart, and why."""

    objective: str
    rating: Rating
    why: str


@dataclass(frozen=True, slots=True)
class OpenHotWash(CommandBase, act="open-hot-wash"):
    """Open what everybody wrote for the hot wash, all together."""


@dataclass(frozen=True, slots=True)
class Learn(CommandBase, act="learn"):
    """A strength or an area for improvement."""

    kind: Literal["strength", "area"]
    text: str
    objective: str = ""
    seat: str = ""
    sealed: bool = False
    """Nobody reads it until the hot wash is opened; once it is, it is read at once."""


@dataclass(frozen=True, slots=True)
class Agree(CommandBase, act="agree"):
    """A corrective action; an empty ``action`` makes a new one."""

    text: str
    owner: str = ""
    due: str = ""
    retest: str = ""
    objective: str = ""
    action: str = ""
    step: str = ""
    """The step of the playbook that it changes."""


@dataclass(frozen=True, slots=True)
class Explain(CommandBase, act="explain"):
    """Why a decision was taken, and how sure the table was, said afterwards. See ``events.DecisionTaken.sure``."""

    inject: str
    why: str = ""
    sure: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class TellTable(CommandBase, act="tell-table"):
    """Tell the table of a letter: from now on everybody reads it."""

    inject: str
    seat: str = ""
    """Whose letter it is; empty for the seat that asks."""


@dataclass(frozen=True, slots=True)
class Ask(CommandBase, act="ask"):
    """Ask the facilitator for an artefact or a fact."""

    text: str
    seat: str


@dataclass(frozen=True, slots=True)
class AnswerRequest(CommandBase, act="answer"):
    """Answer in words what a seat asked for."""

    request: str
    text: str


@dataclass(frozen=True, slots=True)
class WriteLine(CommandBase, act="write-line"):
    """Write a line to the facilitator that nobody else reads."""

    text: str
    seat: str


@dataclass(frozen=True, slots=True)
class Opine(CommandBase, act="opine"):
    """What a seat would decide: sealed until all are opened, said aloud afterwards. See ``events.OpinionGiven``."""

    inject: str
    seat: str
    text: str = ""
    option: str = ""
    sure: int | None = None


@dataclass(frozen=True, slots=True)
class SortOpinion(CommandBase, act="sort-opinion"):
    """Say which option a seat's first opinion comes nearest to; empty for none of them."""

    inject: str
    giver: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class OpenOpinions(CommandBase, act="open-opinions"):
    """Open the first opinions on a decision, all together. Taking the decision, and ENDEX, open them too."""

    inject: str


@dataclass(frozen=True, slots=True)
class ChooseForm(CommandBase, act="choose-form"):
    """Send this form for an expectation that several can serve."""

    form: str
    expectation: str
    seat: str = ""


@dataclass(frozen=True, slots=True)
class WriteItem(CommandBase, act="write-item"):
    """What the table writes under an item of a form; ``aware``: since when one knew, where it asks for that."""

    form: str
    item: str
    text: str = ""
    aware: int | None = None
    seat: str = ""


@dataclass(frozen=True, slots=True)
class MarkItem(CommandBase, act="mark-item"):
    """How what was written under an item stands to the truth."""

    form: str
    item: str
    mark: TruthMark
    why: str = ""


@dataclass(frozen=True, slots=True)
class Dismiss(CommandBase, act="dismiss"):
    """Say that a deadline does not apply, and why."""

    expectation: str
    why: str
    seat: str = ""


@dataclass(frozen=True, slots=True)
class MarkDismissal(CommandBase, act="mark-dismissal"):
    """How the reason why a deadline does not apply stands to the truth."""

    expectation: str
    mark: TruthMark
    why: str = ""


@dataclass(frozen=True, slots=True)
class EndPlay(CommandBase, act="end-play"):
    """ENDEX: the rest is played on standing orders and shown as projected."""


@dataclass(frozen=True, slots=True)
class Interrupt(CommandBase, act="interrupt"):
    """Real event (実事案): stop the exercise, or go on after it."""

    stopped: bool = True
    text: str = ""


@dataclass(frozen=True, slots=True)
class TakeBreak(CommandBase, act="break"):
    """A break begins (``on``) or is over: both clocks stand in between."""

    on: bool = True


@dataclass(frozen=True, slots=True)
class HandOver(CommandBase, act="hand-over"):
    """Another team goes on from here."""


@dataclass(frozen=True, slots=True)
class Close(CommandBase, act="close"):
    """Complete the record."""


@dataclass(frozen=True, slots=True)
class Next(CommandBase, act="next"):
    """Go to the next gate and through it."""


@dataclass(frozen=True, slots=True)
class NextEvent(CommandBase, act="next-event"):
    """Go to the very next thing that happens."""


@dataclass(frozen=True, slots=True)
class Jump(CommandBase, act="jump"):
    """Go to a second of incident time, but stop at a gate on the way."""

    to: int


@dataclass(frozen=True, slots=True)
class TakeBack(CommandBase, act="take-back"):
    """Take the incident back to the second before an act; refused unless it is the newest in force."""

    move: int
    """The act's number in the record, as it was offered."""


@dataclass(frozen=True, slots=True)
class Redo(CommandBase, act="redo"):
    """Let an act that was taken back count again; refused once somebody has acted since."""

    move: int


@dataclass(frozen=True, slots=True)
class WithdrawObservation(CommandBase, act="withdraw-observation"):
    """Let an observation count no more. It moves no time."""

    move: int


@dataclass(frozen=True, slots=True)
class Join(CommandBase, act="join"):
    """Sit down at a seat."""

    seat: str
    kinds: tuple[SeatKind, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leave(CommandBase, act="leave"):
    """Leave a seat."""

    seat: str


@dataclass(frozen=True, slots=True)
class FallSilent(CommandBase, act="silence"):
    """Nothing has been heard of a seat for a while, or it is there again."""

    seat: str
    silent: bool = True


# ---- all of them, in groups: together they are closed

SeatingCommand = Join | Leave | FallSilent
SessionCommand = Begin | SetPace | EndPlay | Interrupt | TakeBreak | HandOver | Close | SeatingCommand
WorkCommand = Order | Withdraw | Finish | Skip | Reestimate | CallIn | SetAway | Act
DecisionCommand = OpenOptions | Decide | Mark
InjectCommand = Hold | Release | AnswerOutside | SkipInject | Improvise | HandOut
FormCommand = ChooseForm | WriteItem | MarkItem
OpinionCommand = Opine | SortOpinion
OpeningCommand = OpenOpinions | OpenHotWash
"""Opens what was sealed: done once, it stays."""
DutyCommand = Dismiss | MarkDismissal
JudgingCommand = Tick | Rate | Reconcile
SeatCommand = TellTable | Ask | AnswerRequest | WriteLine
_Grouped = FormCommand | DutyCommand | OpinionCommand | SeatCommand | JudgingCommand
ObserveCommand = Note | Discuss | Learn | Agree | Explain | _Grouped
"""Writes down what people saw, thought and agreed: the incident goes on as it would."""

PlayCommand = SessionCommand | WorkCommand | DecisionCommand | InjectCommand | ObserveCommand | OpeningCommand
"""What ``rules.decide`` makes facts of."""
TimeCommand = Next | NextEvent | Jump
RewindCommand = TakeBack | Redo | WithdrawObservation
Command = PlayCommand | TimeCommand | RewindCommand
COMMANDS: tuple[type[Command], ...] = get_args(Command)
