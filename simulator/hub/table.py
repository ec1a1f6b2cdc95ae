"""Everybody who sits elsewhere, before any HTTP: who may come in, what they see, what they do.

Between the look whether something was done already and the answer nothing waits for anything: so the order of acts is
the order in which they came, and what is answered is on disk.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from traceback import extract_tb

from simulator.console.flows.seats import REASONS
from simulator.console.hosting import Reason
from simulator.console.operator import Operator, refusal
from simulator.console.situation import Situation
from simulator.console.view import Joining, View
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.seats import Seat
from simulator.exercise.views import Refused
from simulator.hub.deeds import Deed, filled
from simulator.hub.page import page
from simulator.hub.refusals import Bucket, Refusals, Unwelcome
from simulator.hub.seats import Seats, id_of, new_code, player_seats, same_code
from simulator.hub.section import Section
from simulator.hub.streams import Page, Streams
from simulator.model.text import LANGUAGES
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from simulator.workspace.seat_keys import forget_keys, keep_keys, kept_keys

_REF = re.compile(r"[A-Za-z0-9_-]{8,64}")
_ACT_BURST, _ACTS_A_SECOND = 20, 5
_WRONG_BURST, _WRONG_A_SECOND = 20, 0.2
DRAWN_S = 0.2
"""Seconds after an act of a seat until the console is drawn again."""
SILENT_S = 300.0
"""Seconds without an open page after which a seat is said to be silent: a phone whose screen is dark is none yet."""


class Table:
    """The seats of one exercise while others can join it."""

    def __init__(self, op: Operator, address: str = "") -> None:
        """``address``: where people type the code."""
        self.op = op
        self.address = address
        self.seats = Seats(player_seats(op.setup, op.session.head.seats), kept_keys(op.session.path))
        self.code = new_code()
        self._is_open = True
        self.refusals = Refusals(op.wall.seconds, self._tell_refused)
        self.streams = Streams()
        self._rates: dict[str, Bucket] = {}
        self._wrong = Bucket(_WRONG_BURST, _WRONG_A_SECOND)
        self._known: tuple[object, ...] = ()
        self._heard_at: dict[str, float] = {}
        """Seat → when a page of it was open last, in the seconds of the wall clock."""
        self._silent: set[str] = set()
        self._situation: tuple[tuple[int, int, Joining | None], Situation] | None = None
        """What all seats look at, found once for a round, and of which second, move and code it is."""
        self._redraw: asyncio.TimerHandle | None = None
        self._voices = {language: Voice.of(op.setup, language) for language in LANGUAGES}
        self._faults: set[tuple[str, str]] = set()
        """Where the program failed and how, as the facilitator was told."""

    def heard(self) -> None:
        """Something may have changed at the console: pages are told where it has."""
        session = self.op.session
        now = (session.state, session.now // 60, session.gate is None, len(session.history.moves))
        if len(self._known) != len(now) or any(a is not b and a != b for a, b in zip(now, self._known, strict=True)):
            self._known = now
            self.streams.wake()
            if session.state.closed:
                forget_keys(session.path)
        self._listen()

    def _listen(self) -> None:
        """Puts on record whose pages have been closed for long, and who is there again."""
        state, now = self.op.state, self.op.wall.seconds()
        plays = state.started and state.ended_at is None and not state.closed
        for id_ in state.seats if plays else ():
            seat = self.seats.named(id_)
            if seat is None or not self.seats.is_taken(id_):
                continue
            if self.streams.count(id_):
                self._heard_at[id_] = now
            silent = now - self._heard_at.setdefault(id_, now) >= SILENT_S
            if silent != (id_ in self._silent):
                self._silent ^= {id_}
                # Nobody asked for it, so nobody is to be refused; of a disk that fails the console has said so.
                with suppress(Unwelcome, TabletopError):
                    self._do(seat, c.FallSilent(id_, silent))

    # ---- coming in

    def by_code(self, typed: str) -> tuple[tuple[str, str], ...]:
        """The free seats, for whoever knows the code."""
        if not self._wrong.takes(self.op.wall.seconds()):
            raise Unwelcome("rate")
        if not same_code(typed, self.code):
            raise Unwelcome("code")
        self._wrong = Bucket(_WRONG_BURST, _WRONG_A_SECOND)
        free = (seat for seat in self.seats.known if not self.seats.is_taken(id_of(seat)))
        return tuple((id_of(seat), self.name_of(seat, self.op.voice)) for seat in free)

    def invited(self, key: str) -> Seat:
        """The seat that an invitation leads to."""
        return self._right(self.seats.invited(key))

    def sitting(self, id_: str, key: str) -> Seat:
        """The seat of whoever holds this key."""
        seat = self.seats.named(id_)
        return self._right(seat if seat and key and self.seats.holds(id_, key) else None)

    def _right(self, seat: Seat | None) -> Seat:
        if seat is not None:
            return seat
        raise Unwelcome("token" if self._wrong.takes(self.op.wall.seconds()) else "rate")

    def sit(self, seat: Seat) -> str:
        """The key for whoever sits down; on record before it is told."""
        id_ = id_of(seat)
        if self.seats.is_taken(id_):
            raise Unwelcome("taken")
        if seat.id and seat.id not in self.op.state.seats:
            self._do(seat, c.Join(seat.id, tuple(sorted(seat.kinds)), tuple(sorted(seat.roles))))
        key = self.seats.sit(id_)
        self.keep()
        return key

    def free(self, id_: str) -> None:
        """Whoever sits there sits there no more."""
        seat = self.seats.named(id_)
        if seat is None:
            return
        if seat.id in self.op.state.seats:
            self.op.act(c.Leave(seat.id))
        self._let_go(id_)

    def _let_go(self, id_: str) -> None:
        self.seats.free(id_)
        self.streams.end_of(id_)
        self.keep()

    def close(self) -> None:
        """Nobody joins any more."""
        self._is_open = False
        self.keep()

    def keep(self) -> None:
        """A seat that is not kept must be taken anew after a crash: that ends no exercise."""
        try:
            if not self.op.state.closed:
                known = self.joining
                told = (known.address, known.code) if known else None
                keep_keys(self.op.session.path, self.seats.keys.model_copy(update={"joining": told}))
        except TabletopError as error:
            self.op.front.say(self.op.voice(error.sentence), warning=True)

    # ---- seeing

    def voice(self, language: str) -> Voice:
        """The exercise's own language where another is not spoken here."""
        return self._voices.get(language, self.op.voice)

    def sections(self, seat: Seat, language: str) -> tuple[Section, ...]:
        """The page of a seat as it is now."""
        return self._page(seat, self.voice(language), self._view(seat, language))

    def watched(self, seat: Seat, language: str) -> Callable[[bool], Page | None]:
        """Answers with the page each time it may be another one, and with None where the seat sees what it saw.

        It is asked whether to answer in any case.
        """
        voice, seen = self.voice(language), object()

        def look(anyway: bool) -> Page | None:
            nonlocal seen
            view = self._view(seat, language)
            # Times on a page are told in minutes.
            now = replace(view, now=view.now // 60, room=0, slack=None)
            if now == seen and not anyway:
                return None
            seen = now
            return self.number(), self._page(seat, voice, view)

        return look

    def _view(self, seat: Seat, language: str) -> View:
        session = self.op.session
        key = session.now, len(session.history.moves), self.joining
        if self._situation is None or self._situation[0] != key or self._situation[1].state is not session.state:
            self._situation = key, replace(self.op.situation(), joining=self.joining)
        return self.op.viewer(seat, self.voice(language).language).view(self._situation[1])

    def _page(self, seat: Seat, voice: Voice, view: View) -> tuple[Section, ...]:
        return page(view, voice, self.name_of(seat, voice))

    @property
    def joining(self) -> Joining | None:
        """How a seat is taken; None while none of a player is free, and once nobody joins any more."""
        waits = self._is_open and not all(self.seats.is_taken(seat.id) for seat in self.seats.players)
        return Joining(self.address, self.code) if waits else None

    def name_of(self, seat: Seat, voice: Voice) -> str:
        """What a seat is called; the wall has no name in any record."""
        return Names(self.op.setup, voice).seat(seat.id) if seat.id else voice("the wall")

    def number(self) -> int:
        """The number of the last move."""
        return len(self.op.session.history.moves)

    # ---- doing

    def act(self, seat: Seat, sent: object, language: str = "") -> int:
        """Does what a page offers, once for each ``ref``; the number of the last move when it is on disk."""
        if not self._rate(id_of(seat)).takes(self.op.wall.seconds()):
            raise Unwelcome("rate")
        ref, name, values = _message(sent)
        sender = self.op.session.sender_of(ref)
        if sender == seat.id:
            return self.number()
        if sender is not None:
            raise Unwelcome("ref")
        deed = next((deed for deed in self._deeds(seat, language) if deed.id == name), None)
        voice = self.voice(language)
        if deed is None:
            raise Unwelcome("act", voice("That is no longer there."))
        answered = filled(deed, values)
        if answered is None:
            raise Unwelcome("form")
        command = deed.command(seat, answered)
        self._do(seat, command, ref, language)
        if isinstance(command, c.Leave):
            self._let_go(id_of(seat))
        return self.number()

    def _do(self, seat: Seat, command: c.Command, ref: str = "", language: str = "") -> None:
        try:
            self.op.act_for(seat, command, ref)
        except Refused as refused:
            names = self.op.viewer(seat, self.voice(language).language).eyes(self.op.state).names
            raise Unwelcome("act", refusal(refused, names)) from None
        self._draw_soon()

    def _draw_soon(self) -> None:
        """The console is drawn again, not for each of many acts that come together."""
        if self._redraw is None:
            self._redraw = asyncio.get_running_loop().call_later(DRAWN_S, self._draw)

    def _draw(self) -> None:
        self._redraw = None
        if self.op.host is not None:
            self.op.front.refresh()

    def _deeds(self, seat: Seat, language: str) -> Iterator[Deed]:
        return (block for section in self.sections(seat, language) for block in section.body if isinstance(block, Deed))

    def _rate(self, id_: str) -> Bucket:
        return self._rates.setdefault(id_, Bucket(_ACT_BURST, _ACTS_A_SECOND))

    # ---- telling

    def page_failed(self, seat: Seat, language: str, error: Exception) -> Section:
        """What a seat reads whose page could not be made; the facilitator is told."""
        words = self.failed(self.name_of(seat, self.op.voice), error, self.voice(language))
        return Section("fault", "", (((words, "warning"),),), news=words)

    def failed(self, where: str, error: Exception, voice: Voice) -> str:
        """Tells the facilitator, once, that the program has a fault; the answer is for whoever met it, in a voice."""
        place = extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__}: {error} ({Path(place.filename).name}, {place.lineno})"
        if (where, fault) not in self._faults:
            self._faults.add((where, fault))
            said = self.op.voice(
                "Seats: a fault of the program ({where}): {fault}. The others go on.", where=where, fault=fault
            )
            self.op.front.say(said, warning=True)
        return voice("The program has a fault here, and the facilitator is told. What is shown may be old.")

    def _tell_refused(self, reason: Reason) -> None:
        voice = self.op.voice
        self.op.front.say(voice("Seats: refused, {reason}.", reason=voice(REASONS[reason])), warning=True)


def _message(sent: object) -> tuple[str, str, Mapping[str, object]]:
    """The sender's id of it, the deed, and what was filled in."""
    if not isinstance(sent, dict) or sent.keys() != {"ref", "act", "values"}:
        raise Unwelcome("form")
    ref, act, values = sent["ref"], sent["act"], sent["values"]
    if not (isinstance(ref, str) and _REF.fullmatch(ref) and isinstance(act, str) and isinstance(values, dict)):
        raise Unwelcome("form")
    return ref, act, values
