"""Every bundled exercise by seats, from the first message to the complete record: each role on a page of its own.

No page fails, whoever is asked decides there, and a Japanese page has no English word that no Japanese text has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from random import Random

import pytest
from pydantic import BaseModel

from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.home import bundled
from simulator.model.setup import Setup
from simulator.model.text import Text
from simulator.timeline.history import Head
from simulator.timeline.letters import untold
from simulator.wording.speech import japanese
from tests.exercise.walls import StillWall
from tests.hub.sitting import Browser, Joined, joined

LIBRARY = Library.open([bundled()])
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{2,}")
FORM = re.compile(r'<form [^>]*data-deed="([^"]+)">(.*?)</form>', re.DOTALL)
WRITTEN = re.compile(r'<textarea [^>]*name="([^"]+)"')
OFFERED = re.compile(
    r'<select [^>]*name="([^"]+)">(.*?)</select>|<input type="radio" [^>]*name="([^"]+)" value="([^"]*)"'
)
VALUE = re.compile(r'<option value="([^"]*)"')


@cache
def said_in_japanese() -> frozenset[str]:
    """The Latin words of the program's own Japanese."""
    return frozenset(word for words in japanese().values() for word in WORD.findall(words))


def texts(value: object) -> Iterator[str]:
    """What an exercise says to Japanese readers: its Japanese, and what stands in no language."""
    if isinstance(value, Text):
        yield dict(value.variants).get("ja", "")
    elif isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from (text for name in type(value).model_fields for text in texts(getattr(value, name)))
    elif isinstance(value, Mapping):
        yield from (text for inside in value.values() for text in texts(inside))
    elif isinstance(value, Iterable):
        yield from (text for inside in value for text in texts(inside))


def japanese_words(setup: Setup) -> frozenset[str]:
    """Names and terms that Japanese texts of this exercise write in Latin letters."""
    files = (text for path, text in setup.artefacts.items() if ".ja." in path)
    spoken = (*texts(setup.model_copy(update={"artefacts": {}, "sources": ()})), *files)
    return said_in_japanese() | {word for text in spoken for word in WORD.findall(text)}


@dataclass
class Room:
    """An exercise with somebody at every seat."""

    at: Joined
    rng: Random
    seats: dict[str, Browser] = field(default_factory=dict)
    looks: int = 0
    read: dict[str, str] = field(default_factory=dict)
    """Japanese page → whose it was."""

    async def all_sit(self) -> None:
        for seat in list(self.at.table.seats.known):
            name = seat.id or "wall"
            self.seats[name] = await self.at.seated(name)

    async def look(self, *languages: str) -> None:
        """Every page as it is now, in one language after the other."""
        self.looks += 1
        for number, (name, seat) in enumerate(self.seats.items()):
            for language in languages or (("en", "ja")[(self.looks + number) % 2],):
                page = await seat.page(language)
                assert "EXERCISE" in page, name
                if language == "ja":
                    self.read[page] = name

    async def do(self, name: str, begins: str, **values: str) -> bool:
        """The first thing of this kind that a seat's page offers; what is not said is chosen by chance."""
        seat = self.seats[name]
        page = (await seat.http.get(seat.path)).text
        for deed, inside in FORM.findall(page):
            if unescape(deed).startswith(begins):
                self.at.wall.talk(1)
                filled = self._filled(inside) | values
                answer = await seat.does(unescape(deed), ref=f"ref-{len(self.at.session.history.moves):08}", **filled)
                assert answer.status_code == 200, (name, unescape(deed), filled, answer.text)
                return True
        return False

    def _filled(self, form: str) -> dict[str, str]:
        offered: dict[str, list[str]] = {}
        for listed, options, radio, value in OFFERED.findall(form):
            offered.setdefault(listed or radio, []).extend(VALUE.findall(options) if listed else [value])
        places = iter(self.rng.sample(offered["place-1"], len(offered["place-1"])) if "place-1" in offered else ())
        chosen = {
            name: next(places) if name.startswith("place-") else next(filter(None, values), "")
            for name, values in offered.items()
        }
        return dict.fromkeys(WRITTEN.findall(form), "確認した") | {name: unescape(v) for name, v in chosen.items()}

    async def decide(self, inject: str) -> None:
        """First opinions of two seats, the options, and whoever is asked decides."""
        scripted = self.at.op.setup.scenario.inject(inject)
        assert scripted is not None
        assert scripted.decision is not None
        players = [seat.id for seat in self.at.table.seats.players]
        for name in self.rng.sample(players, min(2, len(players))):
            assert await self.do(name, f"opine/{inject}/first"), "every player may say what they would do"
        self.at.op.act(c.OpenOptions(inject))
        asked = next(seat.id for seat in self.at.table.seats.players if scripted.decision.role in seat.roles)
        option = {} if scripted.decision.queue else {"option": self.rng.choice(scripted.decision.options).id}
        assert await self.do(asked, f"decide/{inject}/", **option), (inject, asked)
        assert self.at.op.state.choices[inject].seat == asked

    async def play(self) -> None:
        """To the end of the story; letters are told, things are asked for, evaluators tick."""
        op = self.at.op
        while op.state.now < op.session.plan.story_end:
            for inject in op.state.open_decisions:
                await self.decide(inject)
            for seat in self.at.table.seats.players:
                await self.do(seat.id, "tell/")
            kind = self.rng.choice(("note", "ask", "line", "write/"))
            await self.do(self.rng.choice(self.at.table.seats.players).id, kind)
            await self.do("evaluator", "tick/")
            await self.look()
            self.at.wall.talk(60)
            op.tick()
            op.pass_time(op.session.next)
        assert not untold(op.setup.scenario, op.state)

    async def close(self) -> None:
        """What went well, ratings, the hot wash, and the complete record."""
        op = self.at.op
        op.act(c.EndPlay())
        await self.look("en", "ja")
        for seat in self.at.table.seats.players:
            assert await self.do(seat.id, "learn")
        assert await self.do("evaluator", "rate/")
        op.act(c.OpenHotWash())
        await self.look("en", "ja")
        op.act(c.Close())
        await self.look("en", "ja")


@pytest.mark.slow
@pytest.mark.parametrize("scenario", [entry.id for entry in LIBRARY.scenarios()])
async def test_an_exercise_is_played_by_seats_to_its_end(scenario: str, tmp_path: Path) -> None:
    setup = LIBRARY.setup(scenario)
    head = Head(setup, seed=7, language="ja", created="")
    session = Session.start(tmp_path / "record.jsonl", head, wall=StillWall())
    session.act(c.Begin(self_running=True, reveal=("clocks", "playbook", "team")))
    async with joined(tmp_path, session) as at:
        room = Room(at, Random(scenario))
        await room.all_sit()
        await room.play()
        await room.close()
        assert at.op.state.closed
        assert not at.refused()
        names = japanese_words(setup) | {"http", "English", *WORD.findall(at.table.code)}
        pages = {re.sub(r"tabletop-witness \S+|sha256:\w+", "", page): seat for page, seat in room.read.items()}
        strange = {word: seat for page, seat in pages.items() for word in WORD.findall(page) if word not in names}
        assert not strange, "names, terms, the link to the other language, address, code and witness are left out"
