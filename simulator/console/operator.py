"""The operator: where answers become commands, and the one place from which a front reaches the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from simulator.console.chances import Chances
from simulator.console.dialogs import Form, Front, Values
from simulator.console.hosting import Host, Opens
from simulator.console.looks import Looks
from simulator.console.roomtime import lacking_words
from simulator.console.sights import Sight
from simulator.console.situation import Situation
from simulator.console.view import Sentence, View
from simulator.console.visibility import Viewer
from simulator.errors import TabletopError
from simulator.exercise.commands import Begin, Command
from simulator.exercise.seats import CONSOLE, WALL, Seat, table
from simulator.exercise.session import Session
from simulator.exercise.views import OnDuty, Refused, TimePassed
from simulator.exercise.wall import Wall
from simulator.journal.witness import witness_of
from simulator.model.setup import Setup
from simulator.timeline.events import Event
from simulator.timeline.state import State
from simulator.wording.names import Names
from simulator.wording.sentences import adhoc_titles
from simulator.wording.studies import closed_days_words
from simulator.wording.voice import Voice
from simulator.workspace.past import enter

Answer = TypeVar("Answer")
CANNOT_WRITE = 2
"""Exit code when the record cannot be written any more."""


class Operator:
    """One session, its voice and the front it is shown on: turns answers into commands and says what is refused.

    Every act first counts the talk before it, so that the record has them in that order.
    """

    NEXT_DEBOUNCE_S = 1.0
    """Seconds in which a second Next is ignored: a key that bounced, or two people who pressed."""

    def __init__(
        self,
        session: Session,
        front: Front,
        wall: Wall,
        debounce: float | None = None,
        opens: Opens[Operator] | None = None,
    ) -> None:
        """``debounce``: seconds, if not as usual; where a word is typed, nothing bounces. ``opens``: lets others in."""
        self.session = session
        self.front = front
        self.voice = Voice.of(session.setup, session.head.language)
        self.players = False
        """Whether the console shows only what players may see."""
        self.titles = False
        """Whether the titles of what comes were asked for."""
        self.opens = opens
        """Makes what seats join by; None where nobody can."""
        self.host: Host | None = None
        """What seats join by, while it is open."""
        self.wall = wall
        self._watchers: list[Callable[[], None]] = []
        self._debounce = debounce
        self._told_mirror = False
        self._next_at: float | None = None
        """When time was last asked to go on."""
        self._answered_at: float | None = None
        """When somebody was last done with what an act asked or told."""
        self._staff: tuple[State, tuple[OnDuty, ...]] | None = None
        self._looks: dict[str, Looks] = {}
        """What all see alike, by the language they read."""
        self._viewers = {seat: Viewer(seat, self._looks_in(self.voice)) for seat in (CONSOLE, WALL)}
        self._others: dict[tuple[Seat, str], Viewer] = {}
        """Who sits elsewhere, each with the language they read."""
        self._missed_before = frozenset(self._viewers[CONSOLE].missed(session.state))
        """Clocks whose deadline went by, as the table was told once already, or before it sat down again."""

    def stamp(self) -> str:
        """The wall time now, for what is written beside the record."""
        return self.wall.stamp()

    @property
    def setup(self) -> Setup:
        """What is played."""
        return self.session.setup

    @property
    def state(self) -> State:
        """The state of the exercise."""
        return self.session.state

    @property
    def names(self) -> Names:
        """Names for a screen that others can see: what is still to come has none."""
        return self._viewers[CONSOLE].eyes(self.state).names

    @property
    def script(self) -> Names:
        """Names of everything, what is to come included: for lists the facilitator asked for."""
        return Names(self.setup, self.voice, adhoc_titles(self.state), is_real=self.state.is_real)

    @property
    def seat(self) -> Seat:
        """The seat at this screen: the console, or under the players' view the wall."""
        return WALL if self.players else CONSOLE

    def view(self, *, par: State | None = None, chances: Chances | None = None) -> View:
        """What this seat sees now."""
        return self._viewed(self.seat, par, chances)

    def view_of_console(self) -> View:
        """What the console sees, also while this screen shows no more than players may see."""
        return self._viewed(CONSOLE)

    def _viewed(self, seat: Seat, par: State | None = None, chances: Chances | None = None) -> View:
        return self._viewers[seat].view(self.situation(par, chances), titles=self.titles)

    def situation(self, par: State | None = None, chances: Chances | None = None) -> Situation:
        """How it stands, with all that is hidden: only for what makes views of it."""
        session = self.session
        slack = session.slack
        return Situation(
            state=session.state,
            now=session.now,
            room=session.room,
            gate=session.gate,
            coming=session.coming,
            slack=slack,
            skippable=session.skippable if slack < 0 else (),
            par=par,
            chances=chances or {},
            moves=session.history.moves,
            seats=table(session.head, session.state),
            joining=self.host.joining() if self.host else None,
            witness=witness_of(session.history) if session.state.closed else None,
        )

    # ---- seats that others sit at

    def viewer(self, seat: Seat, language: str) -> Viewer:
        """The eyes of somebody who sits elsewhere, in the language they read."""
        key = seat, language
        if key not in self._others:
            self._others[key] = Viewer(seat, self._looks_in(Voice.of(self.setup, language)))
        return self._others[key]

    def _looks_in(self, voice: Voice) -> Looks:
        return self._looks.setdefault(voice.language, Looks(self.session.plan, voice))

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """``changed`` is called when anything may have changed, every second at least; the answer ends that."""
        self._watchers.append(changed)
        return lambda: self._watchers.remove(changed)

    def act_for(self, seat: Seat, command: Command, ref: str) -> None:
        """Does what another seat asks, once for each ``ref``; it is on disk when this returns.

        Raises ``Refused``; TabletopError, and the front quits, where the record cannot be written.
        """
        try:
            self.session.tick()
            self.session.act(command, seat, ref)
        except Refused:
            raise
        except TabletopError as broken:
            self.front.quit(CANNOT_WRITE, self.voice(broken.sentence))
            raise
        self._tell_lost_mirror()
        self._tell_watchers()

    def _tell_watchers(self) -> None:
        for changed in tuple(self._watchers):
            changed()

    def sees(self, *what: Sight) -> bool:
        """Whether this screen may show all of this now."""
        return not self.players or not {*what} - self._viewers[WALL].eyes(self.state).sights

    def sentences(self, events: tuple[Event, ...]) -> list[Sentence]:
        """The sentences about these events that this seat may read."""
        return self._viewers[self.seat].sentences(events, self.state)

    @property
    def missed(self) -> Mapping[str, Sentence]:
        """Deadlines that went by and that this seat may know of, by clock; the earliest first."""
        return self._viewers[self.seat].missed(self.state)

    @property
    def sent(self) -> tuple[Sentence, ...]:
        """What was wrong with forms that went out, where this seat may know; the earliest first."""
        return tuple(self._viewers[self.seat].sent(self.state).values())

    @property
    def arrived_later(self) -> tuple[Sentence, ...]:
        """Improvised messages that this seat may know of and that came some time after they were written."""
        return self._viewers[self.seat].arrived_later(self.state)

    def newly_missed(self) -> tuple[Sentence, ...]:
        """Deadlines that went by since this was asked last: each is to be told once where nobody can miss it.

        One that is not missed any more, as an act was taken back, is told again when it is.
        """
        now = self.missed
        new = tuple(said for clock, said in now.items() if clock not in self._missed_before)
        still = self._missed_before & self._viewers[CONSOLE].missed(self.state).keys()
        self._missed_before = still | now.keys()
        return new

    def staff(self) -> tuple[OnDuty, ...]:
        """How the team stands; asked again only when something happened."""
        if self._staff is None or self._staff[0] is not self.state:
            self._staff = (self.state, self.session.staff())
        return self._staff[1]

    # ---- doing

    def act(self, command: Command) -> bool:
        """Does it and shows the result; says why and returns False where it is refused."""
        return self._tried(lambda: self.session.act(command)) is not None

    def begin(self, command: Begin) -> bool:
        """STARTEX. Says what the facilitator should know of time and files; False where it is refused."""
        begun = self.act(command)
        lacks = lacking_words(self.setup.scenario, command.left_out, self.voice)
        if begun and lacks:
            self.front.say(lacks, warning=True)
        closed = closed_days_words(self.names)
        if begun and closed:
            self.front.say(closed, warning=True)
        return begun

    def enter(self, records: Path) -> None:
        """Writes into the ledger of a folder that the exercise has begun. It goes on where that fails: it is said."""
        try:
            enter(records, self.session.path, self.session.history, self.stamp())
        except TabletopError as error:
            said = self.voice("It is not in the ledger: {reason}", reason=error.sentence)
            self.front.say(said, warning=True)

    def pass_time(self, how: Callable[[], TimePassed]) -> TimePassed | None:
        """Lets incident time pass; None where that is refused."""
        return self._tried(how)

    def tick(self) -> None:
        """A second of the room has gone by: a front calls it about once a second."""
        self._tried(lambda: None)

    def hears_next(self) -> bool:
        """Whether a Next counts: not within ``NEXT_DEBOUNCE_S`` of the last one."""
        now = self.wall.seconds()
        if self._is_echo(self._next_at, now):
            return False
        self._next_at = now
        return True

    def answered(self) -> None:
        """Somebody is done with what an act asked or told, if it did: the next Enter may have been meant for that."""
        self._answered_at = self.wall.seconds()

    def hears_enter(self) -> bool:
        """Whether Enter opens something: not within ``NEXT_DEBOUNCE_S`` of ``answered``."""
        return not self._is_echo(self._answered_at, self.wall.seconds())

    def _is_echo(self, last: float | None, now: float) -> bool:
        debounce = self.NEXT_DEBOUNCE_S if self._debounce is None else self._debounce
        return last is not None and now - last < debounce

    def _tried(self, action: Callable[[], Answer]) -> Answer | None:
        try:
            self.session.tick()
            result = action()
        except Refused as refused:
            self.front.say(self.refusal(refused), warning=True)
            return None
        except TabletopError as broken:
            self.front.quit(CANNOT_WRITE, self.voice(broken.sentence))
            return None
        self._tell_lost_mirror()
        self.front.refresh()
        self._tell_watchers()
        return result

    def _tell_lost_mirror(self) -> None:
        """Once, when the second copy of the record can no longer be written; the exercise goes on."""
        lost = self.session.mirror_lost
        if lost and not self._told_mirror:
            self._told_mirror = True
            self.front.say(self.voice("No second copy any more: {reason}", reason=lost), warning=True)

    async def submit(self, form: Callable[[], Form], command: Callable[[Values], Command]) -> bool:
        """A form whose answer is a command. While that is refused, the form comes back as it was filled in."""
        typed: Values = {}
        while answer := await self.front.ask(partial(_filled, form, typed)):
            if self.act(command(answer)):
                return True
            typed = answer
        return False

    def refusal(self, refused: Refused) -> str:
        """Why it is refused, with names in place of ids."""
        return refusal(refused, self.script)

    def seat_of(self, role: str) -> str:
        """The seat that plays a role; the role itself where none was named for it."""
        return next((seat for seat, roles in self.session.head.seats.items() if role in roles), role)

    def seats(self) -> tuple[tuple[str, str], ...]:
        """(seat, name) for all at the table, then the facilitator."""
        return (*self.players_seats(), ("facilitator", self.names.seat("facilitator")))

    def players_seats(self) -> tuple[tuple[str, str], ...]:
        """(seat, name) for the players."""
        return tuple((seat, self.names.seat(seat)) for seat in table(self.session.head, self.state))

    def orderer(self, step: str) -> str:
        """The seat that orders a step: whoever plays the first role it needs."""
        known = self.setup.playbook.step(step)
        return self.seat_of(next(iter(known.role))) if known else ""


def _filled(form: Callable[[], Form], values: Values) -> Form:
    return form().filled(values)


def refusal(refused: Refused, names: Names) -> str:
    """Why it is refused, as whoever has these names may read it."""
    spoken = {"step": names.job, "role": names.role, "inject": names.inject, "objective": names.objective}
    filled = dict(refused.sentence.values)
    named = {key: spoken[key](str(filled[key])) for key in spoken if key in filled}
    return names.voice(refused.sentence.template, **{**filled, **named})
