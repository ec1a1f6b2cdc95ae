"""A terminal at a seat: over a real line, typed as at a prompt."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.hub.app import app
from simulator.hub.client import Client
from simulator.hub.joining import Joining, Page
from simulator.hub.place import Place
from simulator.hub.serving import Serving
from simulator.wording.voice import Voice
from tests.hub.sitting import Joined, joined


@dataclass
class Hands:
    """Types lines, and waits before one where that is asked for; keeps what is written."""

    types: Iterator[str | Callable[[], object]]
    written: list[str] = field(default_factory=list)

    def read(self, prompt: str) -> str:
        for typed in self.types:
            if isinstance(typed, str):
                return typed
            typed()
        raise EOFError


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


async def sits(at: Joined, path: str, *typed: str | Callable[[], object], language: str = "en") -> list[str]:
    """Whoever types this at a terminal, with the table served to it; what they read."""
    place = Place(port=free_port())
    serving = Serving(app(at.table, place), place)
    await serving.begin()
    at.table.streams.begin()
    hands = Hands(iter(typed))
    client = Client(f"{place.address}{path}", language)
    joining = Joining(client, Voice(language), hands.read, hands.written.append)
    try:
        await asyncio.to_thread(joining.run)
    finally:
        await at.table.streams.end()
        await serving.end()
    return hands.written


async def test_a_terminal_sits_down_reads_and_writes(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        at.op.act(c.Improvise("A call", "Somebody calls"))
        invitation = f"/sit/{at.table.seats.invitation('legal')}"
        read = await sits(at, invitation, "do", "1", "We rang the lawyer", "all", "do", "9", "quit")
        assert "A call" in read
        assert "Somebody calls" in read
        assert "1. Record: Note" in read
        assert "Recorded." in read
        assert [note.text for note in at.op.state.notes] == ["We rang the lawyer"]
        assert at.op.state.notes[0].seat == "legal"


async def test_a_seat_is_picked_by_the_code_and_a_choice_by_its_number(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        evaluator, rating = "6", "5"
        read = await sits(at, "", at.table.code, evaluator, "do", rating, "2", "Too late", "quit", language="ja")
        assert "6. evaluator" in read
        assert "3. 確認した: 誰かが保全を声に出して指示する" in read
        assert at.op.state.ratings["keep-evidence"].rating == "S"
        assert "記録しました。" in read


async def test_whoever_mistypes_is_asked_again(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        read = await sits(at, "", "WRONG1", at.table.code, "99", "x", "6", "do", "0", "", "quit")
        assert "That is not the code." in read
        assert next(line for line in read if line.startswith("Type a number")) == "Type a number from 1 to 8."
        assert [seat.seat for seat in at.op.state.seats.values()] == ["evaluator"]


def test_deeds_of_one_name_say_at_which_message_they_stand() -> None:
    def section(heading: str, *titles: str) -> dict[str, Any]:
        return {"heading": heading, "news": "", "deeds": [{"does": "Seal", "title": title} for title in titles]}

    page = Page()
    page.take({"order": ["a", "b"]}, {"a": section("Call?", "Opinion"), "b": section("Cut?", "Opinion", "Why")})
    assert page.names() == ["Seal: Opinion – Call?", "Seal: Opinion – Cut?", "Seal: Why"]


async def test_what_is_refused_is_said(tmp_path: Path) -> None:
    async with joined(tmp_path) as at:
        await at.seated("legal")
        with pytest.raises(TabletopError, match="Somebody sits there already"):
            await sits(at, f"/sit/{at.table.seats.invitation('legal')}")
        with pytest.raises(TabletopError, match="not the code"):
            await sits(at, "", "WRONG1")


def test_where_nobody_answers_it_says_so() -> None:
    with pytest.raises(TabletopError, match="no table answers"):
        Joining(Client(f"http://127.0.0.1:{free_port()}/sit/x"), Voice(), input, print).run()
    with pytest.raises(TabletopError, match="no address of a table"):
        Client("ftp://here")
