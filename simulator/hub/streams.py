"""Pages that are open: each is told what is new to it, the whole first, and at once where nothing came just before."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from simulator.hub.section import Section

REST = 2
"""Times as long as a round to all pages took the next one waits: two thirds of the time are the console's."""
BEAT_S = 15.0
"""Seconds after which a silent stream says that it is still there."""
RETRY_MS = 300
"""After how many milliseconds a browser comes back once a stream has broken."""

Page = tuple[int, tuple[Section, ...]]
"""The number of the last move, and the sections of a page in order."""


@dataclass(eq=False)
class Stream:
    """One page that is open somewhere."""

    seat: str
    made: Callable[[bool], Page | None]
    """The page as it is now; None where it is as it was, unless it is asked for anyway (True)."""
    drawn: Callable[[Section], str]
    """A section as HTML, or whatever the page is made of."""
    failed: Callable[[Exception], Section]
    """Is told that the page could not be made; what its reader is told."""
    shown: Mapping[str, Section] = field(default_factory=dict)
    """The sections that were sent last: most of them are the very ones that other pages show."""
    is_whole: bool = False
    """All that is to be seen was sent."""
    due: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False

    def end(self) -> None:
        """Nothing more is to be seen here."""
        self.is_over = True
        self.due.set()

    async def events(self) -> AsyncIterator[str]:
        """Server-sent events; their id is the number of the last move that is in them."""
        yield f"retry: {RETRY_MS}\n\n"
        while not self.is_over:
            if news := self._news():
                yield news
            try:
                await asyncio.wait_for(self.due.wait(), BEAT_S)
            except TimeoutError:
                yield "event: beat\ndata:\n\n"
            self.due.clear()
        yield "event: over\ndata:\n\n"

    def _news(self) -> str:
        """What is new to the page; where that cannot be made, that it may be old, and once more at the next move."""
        try:
            page = self.made(not self.is_whole)
            news = self._told(*page) if page else ""
        except Exception as error:  # one seat's page must end neither its stream nor the others'
            self.is_whole = False
            said = self.failed(error)
            return self._told(0, (said, *(one for one in self.shown.values() if one.id != said.id)))
        self.is_whole = True
        return news

    def _told(self, number: int, sections: tuple[Section, ...]) -> str:
        """The sections that are other than what was sent, and the order of all; empty where nothing is."""
        now, before = {section.id: section for section in sections}, self.shown
        changed = {id_: self.drawn(section) for id_, section in now.items() if before.get(id_) != section}
        self.shown = now
        if not changed and [*before] == [*now]:
            return ""
        data = json.dumps({"order": [*now], "parts": changed}, ensure_ascii=False)
        return f"id: {number}\nevent: page\ndata: {data}\n\n"


class Streams:
    """All pages that are open."""

    def __init__(self) -> None:
        self._open: set[Stream] = set()
        self._changed = asyncio.Event()
        self._round: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """To be called within a running loop."""
        self._round = asyncio.ensure_future(self._rounds())

    async def end(self) -> None:
        """All pages are told that it is over, and nobody is told anything more."""
        for stream in tuple(self._open):
            stream.end()
        if self._round:
            self._round.cancel()
            with suppress(asyncio.CancelledError):
                await self._round

    def add(self, stream: Stream) -> None:
        """A page was opened."""
        self._open.add(stream)

    def remove(self, stream: Stream) -> None:
        """It was closed."""
        self._open.discard(stream)

    def count(self, seat: str) -> int:
        """How many pages of a seat are open."""
        return sum(stream.seat == seat for stream in self._open)

    def end_of(self, seat: str) -> None:
        """Nobody sits there any more."""
        for stream in tuple(self._open):
            if stream.seat == seat:
                stream.end()

    def wake(self) -> None:
        """Something has changed."""
        self._changed.set()

    async def _rounds(self) -> None:
        seconds = asyncio.get_running_loop().time
        while True:
            await self._changed.wait()
            self._changed.clear()
            began = seconds()
            for stream in tuple(self._open):
                stream.due.set()
                # One page at a time: a key that is pressed at the console meanwhile waits for one, not for all.
                await asyncio.sleep(0)
            await asyncio.sleep(REST * (seconds() - began))
