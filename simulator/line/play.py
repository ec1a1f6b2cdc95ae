"""The exercise while it is played, in lines: a word, what comes of it, the next word."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

from simulator.console import news
from simulator.console.acts import ACTS
from simulator.console.log import in_order
from simulator.console.message_view import Message
from simulator.console.operator import Operator
from simulator.console.panels import curtain, gate
from simulator.console.view import View
from simulator.exercise import commands as c
from simulator.line import speaking
from simulator.line.bell import Bell
from simulator.line.front import LineFront
from simulator.line.vocabulary import MORE, command_of, help_lines, tidy, word

Left = Literal["ended", "screen", "quit"]
"""Play has ended, is to go on on the screen, or is left."""
AT_ONCE = 15
"""Lines that are read out at once."""


class Play:
    """One exercise at the prompt. What is new is said once somebody has asked for something, never in between."""

    def __init__(
        self, op: Operator, front: LineFront, view: Callable[[], View], bell: Bell, *, screen: bool = False
    ) -> None:
        """``view``: what is seen now. ``screen``: it may go on on the screen."""
        self.op = op
        self.front = front
        self.view = view
        self._bell = bell
        self._screen = screen
        self._told = len(op.session.history.moves)
        """How many moves have been written out."""
        self._arrived = len(op.arrived_later)
        """How many improvised messages that came later have been said."""
        self._sent = frozenset(op.sent)
        """What was wrong with forms that went out, as has been said."""
        self._missed = frozenset(op.missed)
        """Clocks whose deadline went by, as has been said."""
        self._heard = {message.id for message in view().messages} if op.session.now else set()
        self._stood_at = -1
        """The gate that was named last."""
        self._rest: tuple[str, ...] = ()
        """What was too long to read out at once."""
        self._words: Mapping[str, Callable[[str], Awaitable[None]]] = {
            "now": self._now,
            "read": self._read,
            "guide": self._guide,
            "hand": self._hand_out,
            "log": self._log,
            "more": self._more,
            "note": self._note,
            "stop": self._stop,
            "go": self._go,
            "help": self._help,
            "screen": self._no_screen,
        }

    async def run(self) -> Left:
        """Until play has ended or is left. Raises HangUp where nobody types any more."""
        op = self.op
        news.taken_up(op)
        if op.session.now:
            await self._now("")
        while True:
            self._say_news()
            self._bell.look()
            if op.state.ended_at is not None or op.state.closed:
                return "ended"
            typed = await self.front.wire.read(f"{op.voice.day_clock(op.session.now)} > ")
            op.tick()
            act, rest = command_of(typed)
            if act == "screen" and self._screen:
                return "screen"
            if act == "quit":
                return "quit"
            await self._do(act, rest, typed)

    async def _do(self, act: str, rest: str, typed: str) -> None:
        self.front.begin()
        if act in self._words:
            await self._words[act](rest)
        elif act in ACTS:
            await ACTS[act](self.op)
        else:
            self._say(self.op.voice("There is no word “{typed}” here; “help” lists them.", typed=tidy(typed)))

    def _say(self, *lines: str) -> None:
        """Some lines at once; the rest when asked for."""
        self._rest = lines[AT_ONCE:]
        self.front.read_out(lines[:AT_ONCE])
        if self._rest:
            more = word(MORE, self.op.voice)
            self.front.say(self.op.voice("{more}: {count} more", more=more, count=len(self._rest)))

    # ---- what is new

    def _say_news(self) -> None:
        """What happened since the last time, messages that came, and why time is stopped."""
        op, view = self.op, self.view()
        moves = op.session.history.moves
        events = tuple(event for move in moves[self._told :] for event in move.events)
        now = op.missed
        missed = [said for clock, said in now.items() if clock not in self._missed]
        arrived, sent = op.arrived_later, op.sent
        wrong = (said for said in sent if said not in self._sent)
        happened = in_order(op.sentences(events), (*arrived[self._arrived :], *wrong, *missed))
        self._told, self._missed, self._arrived = len(moves), frozenset(now), len(arrived)
        self._sent = frozenset(sent)
        ended = op.state.ended_at
        said = [f"{op.voice.day_clock(at)} {sentence}" for at, sentence in happened if ended is None or at <= ended]
        if said:
            self._say(*said)
        for message in view.messages if ended is None else ():
            if message.id not in self._heard:
                self._heard.add(message.id)
                self.front.read_out(speaking.message_lines(view, message, op.voice))
        if view.gate is not None and view.gate.at != self._stood_at:
            self._stood_at = view.gate.at
            self.front.read_out(speaking.spoken((gate.why_line(view, op.voice, speaking.acts(op.voice)),), op.voice))

    # ---- words of this front; all others are acts of the console

    async def _now(self, _rest: str) -> None:
        self._say(*speaking.now(self.view(), self.op.voice))

    async def _log(self, _rest: str) -> None:
        log = reversed(self.view().log)
        self._say(*(f"{self.op.voice.day_clock(at)} {sentence}" for at, sentence in log))

    async def _more(self, _rest: str) -> None:
        self._say(*(self._rest or (self.op.voice("That was all."),)))

    async def _help(self, _rest: str) -> None:
        self._say(*help_lines(self.op.voice))

    async def _no_screen(self, _rest: str) -> None:
        self._say(self.op.voice("No screen can be shown here."))

    async def _read(self, rest: str) -> None:
        """``read``, ``read 2``, ``read 2.1``."""
        message, number = self._message(rest)
        if message is None:
            self._say(self.op.voice("There is no such message."))
        elif not number:
            self._say(*speaking.message_lines(self.view(), message, self.op.voice))
        elif any(attached.number == number for attached in message.attachments):
            self._say(*speaking.attachment_lines(message, number, self.op.voice))
        else:
            self._say(self.op.voice("Nothing of that number is attached."))

    async def _guide(self, rest: str) -> None:
        message, _ = self._message(rest)
        lines = speaking.guide_lines(message, self.op.voice) if message else []
        self._say(*(lines or [self.op.voice("nothing")]))

    async def _hand_out(self, rest: str) -> None:
        """``hand 2.1``; ``hand 1`` is of the last message."""
        message, number = self._message(rest if "." in rest else f"{len(self.view().messages)}.{rest}")
        if message is None or not number:
            self._say(self.op.voice("Say of which message what: hand 2.1."))
        elif self.op.act(c.HandOut(message.id, number)):
            self._say(*speaking.attachment_lines(message, number, self.op.voice))

    def _message(self, typed: str) -> tuple[Message | None, int]:
        """A message by its number (the last one for none), and the number of what is attached (0 for none)."""
        came = self.view().messages
        first, _, second = typed.partition(".")
        place = int(first) if first.isdecimal() else len(came) if not first else 0
        message = came[place - 1] if 1 <= place <= len(came) else None
        return message, int(second) if second.isdecimal() else 0

    async def _note(self, rest: str) -> None:
        if rest:
            self.op.act(c.Note(rest))
        else:
            await ACTS["observe"](self.op)

    async def _stop(self, rest: str) -> None:
        if self.op.act(c.Interrupt(stopped=True, text=rest)):
            voice = self.op.voice
            self._say(*speaking.spoken(curtain.lines(self.view(), voice), voice))
            self._say(voice("To go on afterwards type {go}.", go=speaking.acts(voice)["go"]))

    async def _go(self, rest: str) -> None:
        self.op.act(c.Interrupt(stopped=False, text=rest))
