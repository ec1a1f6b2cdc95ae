"""Keys, clicks and pasted text one at a time, each for the screen it was typed at.

Textual puts a key into the queue of the widget that has the cursor and takes the next: of two keys in one read both
are on their way before the first has closed or opened anything. The second is then heard by a screen that is gone, or
by one that nobody had seen when it was typed. Here a key is heard when the one before has done all it does.

Keys may be dropped, text never: what is typed into a field in one go is put in whole, line ends and all.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import ReturnType, ScreenStackError
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from simulator.tui.ending import Ending
from simulator.tui.leaving import Leaving

PAUSE_S = 0.04
"""Seconds without a key after which the next is a new one. A key held down comes about every 0.03, hands are slower."""
LOOKS = 30
"""Looks at whether all is done, at most: something may be busy all the time."""
PATIENCE_S = 0.25
"""Seconds a look waits for queues that may never get to it: those of a screen that is being taken away."""

STRAY = 20
"""Letters waiting to be heard that are text in the wrong place, and not keys."""

Typed = events.Key | events.Paste | events.MouseDown | events.MouseUp


@dataclass(frozen=True, slots=True)
class Meant:
    """Something typed, and where it was typed at."""

    event: Typed
    place: object


class Keyboard(Ending[ReturnType]):
    """An app that hears one key at a time, and drops one typed at a screen that is no longer on top."""

    ALWAYS: ClassVar[frozenset[str]] = frozenset()
    """Keys that are never dropped."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Meant] = deque()
        self._came, self._idle = asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._over = False
        """The program ends; nobody listens any more."""
        self._seen: object = None
        """What was on top when the keys that are being heard began to come."""
        self._field: Widget | None = None
        """The field that text has gone into since then."""
        self._owed = ""
        """A line end typed into it, to be put in if more text follows."""

    def on_mount(self) -> None:
        """Begins to listen."""
        self.run_worker(self._listen(), group="keyboard")

    async def on_event(self, event: events.Event) -> None:
        """What is typed waits for its turn; all else is Textual's."""
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
            return
        if self._over:
            return
        if self._idle.is_set():
            self._seen = _place(self._top)
            self._idle.clear()
        self._waiting.append(Meant(event, self._seen))
        self._came.set()

    def exit(
        self, result: ReturnType | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leaves; what has been typed and not been heard is for nobody."""
        self._over = True
        self._waiting.clear()
        super().exit(result, return_code, message)

    async def heard(self) -> None:
        """Waits until everything typed has done what it does, and the next key is a new one."""
        await self._drained(None)
        await self._idle.wait()

    # ---- listening

    async def _listen(self) -> None:
        """Hears keys as long as the program runs. A run of them is over when there is a pause."""
        try:
            while await self._comes(None):
                while self._waiting:
                    await self._hear(self._waiting.popleft())
                    # Looking whether all is done would take time from the painting that the key is waiting for.
                    await self._comes(PAUSE_S)
                    await self._settled()
                self._field, self._owed = None, ""
                self._idle.set()
        finally:
            self._over = True
            self._idle.set()

    async def _comes(self, within: float | None) -> bool:
        """Whether something is typed within so many seconds; None waits for it."""
        if not self._waiting:
            self._came.clear()
            try:
                async with asyncio.timeout(within):
                    await self._came.wait()
            except TimeoutError:
                return False
        return True

    async def _hear(self, meant: Meant) -> None:
        top, event = self._top, meant.event
        always = isinstance(event, events.Key) and event.key in self.ALWAYS
        if top is None or not (always or meant.place == _place(top)):
            return
        field = self.focused
        if isinstance(field, Input | TextArea):
            heard = await self._text(event, field)
        else:
            heard = None if self._is_stray(event) else event
        if heard is not None:
            await super().on_event(heard)

    @property
    def _top(self) -> Screen[Any] | None:
        try:
            return self.screen
        except ScreenStackError:
            return None

    # ---- text

    async def _text(self, event: Typed, field: Input | TextArea) -> Typed | None:
        """What a field gets: the key, or all the text typed in one go as if pasted; None for a line end to come."""
        begun = self._field is field
        if _letters(event) == "\n" and not begun:
            await self._comes(PAUSE_S)
        letters = [_letters(event), *(_letters(meant.event) for meant in self._waiting)]
        pieces = list(takewhile(bool, letters))
        while pieces and not pieces[-1].strip("\n\t"):
            pieces.pop()
        if not pieces or (pieces[0] == "\t" and not begun):
            if begun and _letters(event) == "\n":
                self._owed = "\n"
                return None
            self._field = None
            return event
        self._field = field
        for _ in pieces[1:]:
            self._waiting.popleft()
        if len(pieces) == 1 and isinstance(event, events.Key) and not self._owed:
            return event
        text, self._owed = self._owed + "".join(pieces), ""
        return events.Paste(text if isinstance(field, TextArea) else one_line(text, first=not field.value))

    def _is_stray(self, event: Typed) -> bool:
        """Whether it begins a text for which there is no field: all of that is dropped. So many keys nobody presses."""
        run = 1 + len(list(takewhile(bool, (_letters(meant.event) for meant in self._waiting))))
        if not _letters(event) or run < STRAY:
            return False
        for _ in range(run - 1):
            self._waiting.popleft()
        return True

    # ---- all that a key does

    async def _settled(self) -> None:
        """Waits until all that the key set going has gone.

        That is so when twice in a row nothing waits in any queue and the same screen stands on top. Once is not enough:
        a key goes up from widget to widget, a queue each, and what it makes comes back the same way.
        """
        quiet = 0
        for _ in range(LOOKS):
            top = self._top
            await self._drained(top)
            still = top is self._top and not any(pump.message_queue_size for pump in self._pumps(top))
            quiet = quiet + 1 if still and (top is None or top.is_mounted) else 0
            if quiet == 2:
                return

    def _pumps(self, top: Screen[Any] | None) -> list[MessagePump]:
        return [self, *(top.walk_children(with_self=True) if top else ())]

    async def _drained(self, top: Screen[Any] | None) -> None:
        """Waits until all that stands in the queues now has been taken."""
        taken = asyncio.Event()
        left = 1

        def one() -> None:
            nonlocal left
            left -= 1
            if not left:
                taken.set()

        left += sum(pump.post_message(events.Callback(callback=one)) for pump in self._pumps(top))
        one()
        try:
            async with asyncio.timeout(PATIENCE_S):
                await taken.wait()
        except TimeoutError:
            return


def _place(top: Screen[Any] | None) -> object:
    return top.place if isinstance(top, Leaving) else top


def _letters(event: Typed) -> str:
    """What a key or a paste is as text; empty for anything else."""
    if isinstance(event, events.Paste):
        return event.text
    if not isinstance(event, events.Key):
        return ""
    if event.is_printable:
        return event.character or ""
    return {"enter": "\n", "ctrl+j": "\n", "tab": "\t"}.get(event.key, "")


def one_line(text: str, *, first: bool) -> str:
    """Text for a field of one line: its lines joined by a space; ``first`` where nothing stands before it."""
    text = text.rstrip("\r\n")
    return re.sub(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+", " ", text.lstrip("\r\n") if first else text)
