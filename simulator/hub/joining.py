"""A terminal as a seat: reads what is new, lists what can be done, and does it, in plain lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any
from uuid import uuid4

from simulator.errors import TabletopError, clean
from simulator.hub.client import Away, Client, TurnedAway
from simulator.wording.voice import Voice

Read = Callable[[str], str]
"""Asks for a line; EOFError where none comes any more."""
AGAIN_S = 1.0
"""Seconds before the table is tried again."""
ALL, DO, QUIT = ("all", "a", "全部"), ("do", "d", "行う"), ("quit", "q", "退出")
"""What can be typed; Enter alone reads what is new."""


@dataclass
class Page:
    """The page as it was told last, and what of it has been read."""

    order: list[str] = field(default_factory=list)
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def take(self, told: dict[str, Any], sections: dict[str, dict[str, Any]]) -> list[str]:
        """Keeps what was told; what is news of it, to be said at once."""
        news = [clean(sections[id_]["news"]) for id_ in told["order"] if id_ in sections.keys() - self.sections.keys()]
        self.order = told["order"]
        self.sections = {id_: (self.sections | sections)[id_] for id_ in self.order}
        self.unread = (self.unread | sections.keys()) & {*self.order}
        return [words for words in news if words]

    def read(self, *, whole: bool) -> list[str]:
        """What is new, or everything; then it has been read."""
        wanted = [id_ for id_ in self.order if whole or (id_ in self.unread and not self.sections[id_]["folded"])]
        lines = [line for id_ in wanted for line in _lines(self.sections[id_])]
        self.unread.clear()
        return lines

    @property
    def deeds(self) -> list[dict[str, Any]]:
        """All that can be done, in order."""
        told = ((self.sections[id_]["heading"], deed) for id_ in self.order for deed in self.sections[id_]["deeds"])
        return [deed | {"where": heading} for heading, deed in told]

    def names(self) -> list[str]:
        """What each of them is called; where two would be called the same, with what it stands at."""
        deeds = [{key: clean(deed[key]) for key in ("does", "title", "where")} for deed in self.deeds]
        names = [f"{deed['does']}: {deed['title'] or deed['where']}" for deed in deeds]
        twice = {name for name in names if names.count(name) > 1}
        return [f"{name} – {deed['where']}" if name in twice else name for name, deed in zip(names, deeds, strict=True)]


def _lines(section: dict[str, Any]) -> list[str]:
    lines = ([section["heading"]] if section["heading"] else []) + section["lines"]
    return [clean(line) for line in lines if line.strip()]


class Joining:
    """One sitting, from the address to the end."""

    def __init__(self, client: Client, voice: Voice, read: Read, write: Callable[[str], None]) -> None:
        self._client, self._voice, self._ask, self._write = client, voice, read, write
        self._page, self._lock = Page(), Lock()
        self._shown, self._over = Event(), Event()
        self._is_lost = False

    def run(self) -> None:
        """Until somebody leaves, or the seat is freed. TabletopError where no seat is to be had."""
        try:
            self._sit()
        except TurnedAway as refused:
            raise TabletopError("no seat at {url}: {why}", url=self._client.url, why=refused.words) from None
        except Away as away:
            raise TabletopError("no table answers at {url}: {why}", url=self._client.url, why=str(away)) from None
        Thread(target=self._listen, daemon=True).start()
        self._shown.wait()
        try:
            self._play()
        except EOFError:
            return
        finally:
            self._over.set()

    def _sit(self) -> None:
        if self._client.invitation:
            self._client.sit()
            return
        code, free = self._free()
        for number, (_, name) in enumerate(free, 1):
            self._write(f"{number}. {clean(name)}")
        chosen = self._row(self._voice("Seat"), len(free))
        if chosen is None:
            raise EOFError
        self._client.sit(code, free[chosen][0])

    def _free(self) -> tuple[str, list[tuple[str, str]]]:
        """The code and the seats that are free; asked for again while it is refused and somebody types."""
        refused: TurnedAway | None = None
        while True:
            try:
                code = self._ask(f"{self._voice('Code')} > ")
            except EOFError:
                raise refused or EOFError from None
            try:
                return code, self._client.free(code)
            except TurnedAway as error:
                self._write(error.words)
                refused = error

    # ---- on the thread

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                for name, told in self._client.events():
                    self._heard(name, told)
            except TurnedAway as refused:
                self._write(refused.words)
                self._over.set()
            except Away:
                if not self._is_lost and not self._over.is_set():
                    self._write(self._voice("No connection: what is shown may be old."))
                self._is_lost = True
                self._over.wait(AGAIN_S)
        self._shown.set()

    def _heard(self, name: str, told: Any) -> None:
        if self._is_lost:
            self._is_lost = False
            self._write(self._voice("Connected."))
        if name == "page":
            sections = {id_: json.loads(piece) for id_, piece in told["parts"].items()}
            with self._lock:
                news = self._page.take(told, sections)
            if self._shown.is_set():
                for words in news:
                    self._write(words)
            self._shown.set()

    # ---- what is typed

    def _play(self) -> None:
        voice = self._voice
        self._write(
            voice(
                "Enter reads what is new, “{all}” everything; “{do}” lists what you can do; “{quit}” goes away.",
                all=_word(ALL, voice),
                do=_word(DO, voice),
                quit=_word(QUIT, voice),
            )
        )
        self._read(whole=False)
        while not self._over.is_set():
            typed = self._ask("> ").strip().casefold()
            if typed in QUIT:
                return
            if typed in DO:
                self._do()
            else:
                self._read(whole=typed in ALL)

    def _read(self, *, whole: bool) -> None:
        with self._lock:
            lines = self._page.read(whole=whole)
        for line in lines or [self._voice("Nothing is new.")]:
            self._write(line)

    def _do(self) -> None:
        with self._lock:
            deeds, names = self._page.deeds, self._page.names()
        for number, name in enumerate(names, 1):
            self._write(f"{number}. {name}")
        chosen = self._row(self._voice("number"), len(deeds))
        if chosen is not None:
            self._fill(deeds[chosen])

    def _fill(self, deed: dict[str, Any]) -> None:
        values = {}
        for asked in deed["fields"]:
            options = asked.get("options")
            values[asked["id"]] = self._pick(asked) if options else self._ask(f"{clean(asked['label'])} > ")
        self._send(deed["id"], values)

    def _pick(self, asked: dict[str, Any]) -> str:
        """The one of its number; the first offered where nothing is typed."""
        for number, (_, words) in enumerate(asked["options"], 1):
            self._write(f"{number}. {clean(words)}")
        chosen = self._row(clean(asked["label"]), len(asked["options"]))
        return str(asked["chosen"] if chosen is None else asked["options"][chosen][0])

    def _send(self, act: str, values: dict[str, str]) -> None:
        """Under one id until there is an answer, so that it is done once."""
        ref = uuid4().hex
        while not self._over.is_set():
            try:
                self._client.act(ref, act, values)
                self._write(self._voice("Recorded."))
                return
            except TurnedAway as refused:
                self._write(refused.words)
                return
            except Away:
                self._write(self._voice("Not sent yet: it is sent when the connection is back."))
                self._over.wait(AGAIN_S)

    def _row(self, label: str, most: int) -> int | None:
        """A row, from 0, by its number, which is asked for until it is one; None for an empty line, or to go away."""
        while (typed := self._ask(f"{label} > ").strip().casefold()) and typed not in QUIT:
            number = int(typed) if typed.isdecimal() else 0
            if 1 <= number <= most:
                return number - 1
            self._write(self._voice("Type a number from 1 to {most}.", most=most))
        return None


def _word(words: tuple[str, ...], voice: Voice) -> str:
    return words[-1] if voice.language == "ja" else words[0]
