"""The operator's desk: where keys become commands. Only here, and on the screens, is the session spoken to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from rich.text import Text
from textual.app import App
from textual.screen import ModalScreen

from simulator.console import log
from simulator.console.chances import Chances
from simulator.console.scene import Scene
from simulator.console.sights import Eyes, eyes
from simulator.console.view import Sentence
from simulator.errors import TabletopError
from simulator.exercise.commands import Command
from simulator.exercise.seats import CONSOLE, WALL
from simulator.exercise.session import Session
from simulator.exercise.views import OnDuty, Refused, TimePassed
from simulator.model.setup import Setup
from simulator.timeline.state import State
from simulator.wording.names import Names
from simulator.wording.sentences import adhoc_titles
from simulator.wording.voice import Voice

Answer = TypeVar("Answer")
WIDE = 110
"""Columns from which three parts stand beside each other."""
UNREADABLE = 2
"""Exit code when the record cannot be written any more."""


class Desk:
    """One session and the voice it speaks with; asks dialogues, does what they answer, says what is refused."""

    def __init__(self, session: Session, app: App[Any], language: str) -> None:
        self.session = session
        self.app = app
        self.voice = Voice.of(session.setup, language)
        self.changed: Callable[[], None] = lambda: None
        """Called after everything that may change what is seen."""
        self.players = False
        """The console shows no more than players may see."""
        self._staff: tuple[State, tuple[OnDuty, ...]] | None = None
        self._told: tuple[State, bool, tuple[Sentence, ...]] | None = None

    @property
    def setup(self) -> Setup:
        """What is played."""
        return self.session.setup

    @property
    def state(self) -> State:
        """How it stands."""
        return self.session.state

    @property
    def names(self) -> Names:
        """What things are called."""
        return Names(self.setup, self.voice, adhoc_titles(self.state))

    @property
    def eyes(self) -> Eyes:
        """Whoever looks at the console: itself, or under the players' view the whole room."""
        return eyes(WALL if self.players else CONSOLE, self.setup, self.state, self.voice)

    def scene(
        self,
        *,
        unread: frozenset[str] = frozenset(),
        shown: str = "",
        par: State | None = None,
        chances: Chances | None = None,
    ) -> Scene:
        """What the widgets see."""
        session = self.session
        slack = session.slack
        return Scene(
            setup=session.setup,
            state=session.state,
            voice=self.voice,
            now=session.now,
            room=session.room,
            gate=session.gate,
            coming=session.coming,
            slack=slack,
            skippable=session.skippable if slack < 0 else (),
            staff=self.staff(),
            par=par,
            chances=chances or {},
            told=self._latest(),
            unread=unread,
            shown=shown,
            players=self.players,
        )

    @property
    def fits(self) -> int:
        """Sentences that the strip at the bottom of the screen holds."""
        return 2 if self.app.size.width >= WIDE else 1

    def staff(self) -> tuple[OnDuty, ...]:
        """How the team stands; asked again only when something happened."""
        if self._staff is None or self._staff[0] is not self.state:
            self._staff = (self.state, self.session.staff())
        return self._staff[1]

    def _latest(self) -> tuple[Sentence, ...]:
        if self._told is None or self._told[0] is not self.state or self._told[1] is not self.players:
            moves = self.session.history.moves
            last = log.latest(moves, self.eyes)
            self._told = (self.state, self.players, last)
        return self._told[2]

    # ---- doing

    def act(self, command: Command) -> bool:
        """Does it and shows what came of it; False where it was refused, which is said."""
        return self._tried(lambda: self.session.act(command)) is not None

    def pass_time(self, how: Callable[[], TimePassed]) -> TimePassed | None:
        """Lets time go on; None where it was refused."""
        return self._tried(how)

    def _tried(self, deed: Callable[[], Answer]) -> Answer | None:
        try:
            done = deed()
        except Refused as refused:
            self.say(self.refusal(refused), severity="warning")
            return None
        except TabletopError as broken:
            self.app.exit(return_code=UNREADABLE, message=Text(self.voice(broken.sentence)))
            return None
        self.changed()
        return done

    def tick(self) -> None:
        """A second of the room has gone by."""
        self._tried(self.session.tick)

    def refusal(self, refused: Refused) -> str:
        """Why not, with things called by their names."""
        names = self.names
        spoken = {"step": names.job, "role": names.role, "inject": names.inject, "objective": names.objective}
        filled = dict(refused.sentence.values)
        named = {key: spoken[key](str(filled[key])) for key in spoken if key in filled}
        return self.voice(refused.sentence.template, **{**filled, **named})

    def say(self, words: str, *, severity: Literal["information", "warning"] = "information") -> None:
        """A notice that goes away by itself; typing goes on."""
        self.app.notify(words, severity=severity, markup=False, timeout=6)

    async def ask(self, dialogue: ModalScreen[Answer]) -> Answer | None:
        """The answer, None for Escape."""
        return await self.app.push_screen_wait(dialogue)

    def seat_of(self, role: str) -> str:
        """The seat that plays a role; the role itself where none was named for it."""
        return next((seat for seat, roles in self.session.head.seats.items() if role in roles), role)

    def seats(self) -> tuple[tuple[str, str], ...]:
        """(seat, name) for all at the table, then the facilitator."""
        names = self.names
        seats = tuple(self.session.head.seats) or tuple(
            role for role, found in self.setup.team.roles.items() if found.people != "unlimited"
        )
        return tuple((seat, names.seat(seat)) for seat in (*seats, "facilitator"))

    def orderer(self, step: str) -> str:
        """The seat that orders a step: whoever plays the first role it needs."""
        found = self.setup.playbook.step(step)
        return self.seat_of(next(iter(found.role))) if found else ""
