"""Every screen in every state under random bursts: nothing dies, nothing written is lost, the record stays whole.

``tests/siege/monkey.py`` does the same from outside, at a real terminal; here it is seen what stands in each field.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from textual import events

from simulator.exercise.session import Session
from simulator.journal.reader import read, verify
from simulator.tui.widgets.writing import drafts
from simulator.workspace.records import by_name
from tests.tui.routes import KEYS, ROUTES, at
from tests.tui.table import Table, one_read, painting

MORE = (
    "up",
    "right",
    "home",
    "end",
    "pagedown",
    "ctrl+n",
    "ctrl+z",
    "ctrl+l",
    "ctrl+y",
    "shift+tab",
    "h",
    "p",
    "question_mark",
)
SIZES = [(20, 6), (40, 12), (80, 24), (120, 36), (200, 60)]
ASKED = ("Esc once more", "Not on record", "もう一度 Esc", "記録されていない")
"""What is said before something written is dropped."""


class Monkey:
    """Random hands at a table, and what they have written."""

    def __init__(self, table: Table, seed: int) -> None:
        self.table, self.rng = table, Random(seed)
        self.markers: list[str] = []
        self.standing: set[str] = set()
        """Texts that stand in a field,"""
        self.was_asked: set[str] = set()
        """and those that stood there while somebody was asked whether they may go."""

    async def burst(self) -> None:
        """Something at random; then all that was written is looked for."""
        if any(words in self.table.shown() for words in ASKED):
            self.was_asked |= self.standing
        doing = self.rng.choices([self.keys, self.held, self.text, self.paste, self.resize], [5, 2, 4, 2, 1])[0]
        await doing()
        await self.table.app.heard()
        await self.table.pilot.pause()
        self.look()

    async def keys(self) -> None:
        one_read(self.table.app, *(self.rng.choice(KEYS + MORE) for _ in range(self.rng.randint(1, 5))))

    async def held(self) -> None:
        one_read(self.table.app, *[self.rng.choice(KEYS)] * 12)

    async def text(self) -> None:
        opening = self.rng.choice([["f2"], ["f2"], ["f7", "home", "enter"], []])
        await self.table.press(*(opening if self.table.app.is_running else []))
        one_read(self.table.app, "end", *self.new(), *self.rng.choice([["enter"], ["escape"], ["f2"], ["tab"], []]))

    async def paste(self) -> None:
        one_read(self.table.app, "end")
        self.table.app.post_message(events.Paste(f"{self.new()}\r\n日本語\n\x1b[31mred"))

    async def resize(self) -> None:
        await self.table.pilot.resize_terminal(*self.rng.choice(SIZES))

    def new(self) -> str:
        """A text that stands nowhere else."""
        self.markers.append("".join(self.rng.choices("bcdfgjklqvwxz", k=7)))
        return self.markers[-1]

    def look(self) -> None:
        app = self.table.app
        found = "\n".join((*drafts(app.screen_stack), *app.typed))
        recorded = "".join(path.read_text("utf-8") for path in by_name(app.context.records))
        for marker in self.standing:
            assert stands_in(marker, found) or stands_in(marker, recorded) or marker in self.was_asked, (
                f"{marker} is lost"
            )
        self.standing = {marker for marker in self.markers if stands_in(marker, found)}


def stands_in(marker: str, text: str) -> bool:
    """Whether it is there, even if something was typed into its middle: a paste, or any number of keys held down."""
    return bool(re.search(".{0,20}?".join(marker), re.sub("[12hp ]", "", text)))


def test_keys_held_down_in_its_middle_do_not_lose_a_text() -> None:
    assert stands_in("bwjkdjj", f"redbwjkdj {'1' * 24}j")
    assert not stands_in("bwjkdjj", "redbwjkdj")


async def plays(folder: Path, seed: int, bursts: int) -> None:
    """Begins anywhere, and goes wherever the keys lead; every frame on the way is painted."""
    painting.set(True)
    rng = Random(seed)
    route = rng.choice(ROUTES)
    async with at(route, folder, language=rng.choice(["en", "ja"])) as table:
        monkey = Monkey(table, seed)
        for _ in range(bursts):
            if not table.app.is_running:
                break
            await monkey.burst()
        assert table.app.return_code in (0, None)
        records = table.app.context.records
    for record in by_name(records):
        assert not [problem for problem in verify(record).problems if problem.severity == "error"]
        if not read(record).state().closed:
            Session.resume(record).close()


@pytest.mark.parametrize("seed", [3])
async def test_random_bursts_lose_nothing(tmp_path: Path, seed: int) -> None:
    await plays(tmp_path, seed, bursts=8)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(150))
async def test_many_random_bursts_lose_nothing(tmp_path: Path, seed: int) -> None:
    await plays(tmp_path, seed, bursts=60)
