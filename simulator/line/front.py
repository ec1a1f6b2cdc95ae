"""Lines as a front of the console: rows have numbers, one question stands at a time.

Nothing is written while somebody may be typing: what changed meanwhile is said when their line has come. An answer
means the row as it was read out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from simulator.console.dialogs import ON, USUAL, Also, Choice, Chosen, Form, Notice, Pick, Values, Write
from simulator.console.rows import Line, simple
from simulator.line.listing import Listing
from simulator.line.speaking import colon, spoken
from simulator.line.vocabulary import LEAVE, LIST, MORE, NOTHING, WAYS, YES, means, tidy, word
from simulator.line.wire import Wire
from simulator.wording.voice import Voice

_LONGEST = 40
"""Characters of a row within a prompt."""


class LineFront:
    """Asks the console's questions on a wire."""

    def __init__(self, wire: Wire, voice: Voice) -> None:
        self.wire = wire
        self.voice = voice
        self._lists: dict[str, tuple[Listing, tuple[Line, ...]]] = {}
        """Lists that were read out since the act began, with what stood over them, by their titles."""
        self.ended: tuple[int, str] | None = None
        """The exercise cannot go on: exit code, and why."""

    def begin(self) -> None:
        """Another act begins: its lists are read out as a whole."""
        self._lists.clear()

    async def ask(self, question: Callable[[], Any]) -> Any:
        """The answer, None where the question is left."""
        asked = question()
        if isinstance(asked, Choice):
            return await self._choose(question)
        return await (self._fill(asked) if isinstance(asked, Form) else self._notice(asked))

    def refresh(self) -> None:
        """Nobody is talked over."""

    def say(self, said: str, *, warning: bool = False) -> None:
        """What comes of what was typed."""
        self.wire.write(said)

    def quit(self, code: int, said: str) -> None:
        """Whoever reads is told that there is no more."""
        self.ended = (code, said)
        self.wire.hang_up()

    def read_out(self, lines: Iterable[str]) -> None:
        """Lines, one after another."""
        for line in lines:
            self.wire.write(line)

    # ---- something to read

    async def _notice(self, asked: Notice) -> str | None:
        if asked.passing:
            return None
        self.read_out([asked.title, *spoken(asked.words, self.voice)])
        if not asked.leaves:
            return ON
        does = asked.does or self.voice("goes on")
        yes, no = colon(word(YES, self.voice), does), colon("Enter", asked.leaves)
        typed = await self.wire.read(f"{self.voice.clauses([yes, no])} > ")
        return ON if means(typed, YES) else None

    # ---- something to choose

    async def _choose(self, question: Callable[[], Choice], *, hint: bool = True) -> Chosen | None:
        asked = question()
        listing = self._read_list(asked, hint=hint)
        while True:
            typed = await self.wire.read(f"{asked.title} [{_short(listing.offer)}] > ")
            asked = question()
            news = listing.take(asked)
            if means(typed, LEAVE):
                return None
            if means(typed, LIST):
                self.read_out([*listing.begin(), *self._rest(listing)])
            elif means(typed, MORE):
                self.read_out([*listing.more(), *self._rest(listing)])
            else:
                answer = self._understood(asked, listing, tidy(typed))
                if isinstance(answer, Chosen):
                    return answer
                self.read_out([*news, answer])

    def _understood(self, asked: Choice, listing: Listing, typed: str) -> Chosen | str:
        """The row that is meant, and the way; or why it cannot be told."""
        way, rest = _split(typed, asked.also)
        meant = listing.find(rest) if rest else [listing.offered]
        if len(meant) != 1:
            return self.voice("Several begin like that: type the number.") if meant else self._unknown(rest)
        row = listing.row(meant[0])
        return self.voice("That is no longer there.") if row is None else Chosen(row, way)

    def _unknown(self, typed: str) -> str:
        again = word(LIST, self.voice)
        return self.voice("There is no “{typed}” here. “{again}” reads the list again.", typed=typed, again=again)

    def _read_list(self, asked: Choice, *, hint: bool) -> Listing:
        """All of it, or where it was read out a moment ago only what is new."""
        listing, known = self._lists.get(asked.title, (None, ()))
        if listing is not None and listing.goes_on(asked):
            changed = listing.ask_again(asked)
            self.read_out([*spoken((line for line in asked.intro if line not in known), self.voice), *changed])
        else:
            listing = Listing(asked, self.voice)
            self.read_out([asked.title, *spoken(asked.intro, self.voice), *listing.begin(), *self._rest(listing)])
            self.read_out([self._hint(asked)] if hint else [])
        self._lists[asked.title] = listing, asked.intro
        return listing

    def _rest(self, listing: Listing) -> list[str]:
        if not listing.unheard:
            return []
        return [self.voice("{more}: {count} more", more=word(MORE, self.voice), count=listing.unheard)]

    def _hint(self, asked: Choice) -> str:
        voice = self.voice
        does = colon(voice("number"), asked.does or voice("chooses"))
        ways = [_way(word(WAYS[way.id], voice), way.words) for way in asked.also]
        leaves = colon(LEAVE[0], asked.leaves or voice("leaves"))
        return voice.clauses([does, *ways, leaves])

    # ---- something to fill in

    async def _fill(self, asked: Form) -> Values | None:
        voice = self.voice
        self.read_out([asked.title, *spoken(asked.intro, self.voice)])
        keeps = voice("Enter keeps what is in brackets; “{none}” empties it.", none=NOTHING[0])
        self.wire.write(f"{keeps} {colon(LEAVE[0], asked.leaves or voice('leaves'))}")
        answers: dict[str, str] = {}
        for field in asked.fields:
            value = await (self._write(field) if isinstance(field, Write) else self._pick(field))
            if value is None:
                return None
            answers[field.id] = value
        return answers

    async def _write(self, field: Write) -> str | None:
        kept = "•" * len(field.value) if field.hidden else field.value
        known = f" [{kept}]" if kept else self.voice(" ({hint})", hint=field.hint) if field.hint else ""
        while True:
            typed = (await self.wire.read(f"{field.label}{known} > ", hidden=field.hidden)).strip()
            if means(typed, LEAVE):
                return None
            value = "" if tidy(typed) in NOTHING[:1] else typed or field.value
            wrong = field.check(value)
            if not wrong:
                return value
            self.wire.write(wrong)

    async def _pick(self, field: Pick) -> str | None:
        if len(field.options) == 1:  # nothing to choose, but it may be all that the form does
            self.wire.write(colon(field.label, field.options[0][1]))
            return field.chosen
        ids = [id_ for id_, _ in field.options]
        rows = simple({str(place): said for place, (_, said) in enumerate(field.options)})
        choice = Choice(field.label, rows, at=str(ids.index(field.chosen)))
        chosen = await self._choose(lambda: choice, hint=False)
        return None if chosen is None else ids[int(chosen.row.id)]


def _split(typed: str, also: tuple[Also, ...]) -> tuple[str, str]:
    """The way that is named before or after the row, and the row."""
    parts = typed.split()
    for way in also:
        for place in (0, -1) if parts else ():
            if means(parts[place], WAYS[way.id]):
                del parts[place]
                return way.id, " ".join(parts)
    return USUAL, " ".join(parts)


def _way(typed: str, does: str) -> str:
    return typed if typed == does else colon(typed, does)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
