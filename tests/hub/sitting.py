"""A table that others join, in this process: the console's operator, and browsers that know their cookies."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from httpx import ASGITransport, AsyncClient, Response
from starlette.types import ASGIApp, Message

from simulator.console.operator import Operator
from simulator.exercise.session import Session
from simulator.hub.app import app
from simulator.hub.place import Place
from simulator.hub.table import Table
from tests.console.script import ScriptedFront, begun
from tests.exercise.walls import StillWall

HOME = "http://127.0.0.1:8642"


@dataclass
class Browser:
    """Somebody's browser; it keeps one seat."""

    http: AsyncClient
    table: Table
    path: str = ""

    async def sits(self, seat: str) -> Response:
        """Opens the seat's address and takes it."""
        address = f"/sit/{self.table.seats.invitation(seat)}"
        answer = await self.http.post(address, data={"takes": "it"}, headers={"origin": HOME})
        self.path = answer.headers.get("location", "")
        return answer

    async def page(self, lang: str = "") -> str:
        """What its page says, without the words of HTML."""
        answer = await self.http.get(self.path, params={"lang": lang} if lang else {})
        return unescape(re.sub(r"<[^>]+>", " ", answer.text))

    async def deeds(self) -> list[str]:
        """What its page offers to do."""
        answer = await self.http.get(self.path)
        return [unescape(deed) for deed in re.findall(r'data-deed="([^"]+)"', answer.text)]

    async def does(self, act: str, ref: str = "", **values: str) -> Response:
        """Presses a button."""
        sent = {"ref": ref or f"ref-{act}-{len(values)}".replace("/", "-"), "act": act, "values": values}
        return await self.sends(json.dumps(sent))

    async def sends(self, body: str, **headers: str) -> Response:
        """Whatever is sent."""
        usual = {"content-type": "application/json", "origin": HOME}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.http.post(f"{self.path}act", content=body, headers=usual | given)


@dataclass
class Joined:
    """An exercise with its console, and whoever joins."""

    op: Operator
    front: ScriptedFront
    wall: StillWall
    table: Table
    asgi: ASGIApp
    open: list[AsyncClient] = field(default_factory=list)

    @property
    def session(self) -> Session:
        return self.op.session

    def browser(self) -> Browser:
        """Another device."""
        http = AsyncClient(transport=ASGITransport(self.asgi), base_url=HOME)
        self.open.append(http)
        return Browser(http, self.table)

    async def seated(self, seat: str) -> Browser:
        """Somebody at a seat."""
        browser = self.browser()
        assert (await browser.sits(seat)).status_code == 303
        return browser

    def refused(self) -> dict[str, int]:
        """What was refused, and how often."""
        return {str(reason): count for reason, count in self.table.refusals.counts.items()}


@asynccontextmanager
async def joined(folder: Path, session: Session | None = None) -> AsyncIterator[Joined]:
    """The tests' exercise just after STARTEX, or one that was resumed."""
    wall, front = StillWall(), ScriptedFront()
    op = Operator(session or begun(folder, wall), front, wall)
    table = Table(op)
    op.watch(table.heard)
    at = Joined(op, front, wall, table, app(table, Place()))
    try:
        yield at
    finally:
        for http in at.open:
            await http.aclose()
        op.session.close()


class Listening:
    """A stream that is open: what a browser would hear of it."""

    def __init__(self, asgi: ASGIApp, browser: Browser) -> None:
        self._heard: asyncio.Queue[str] = asyncio.Queue()
        self._left = asyncio.Event()
        cookie = "; ".join(f"{known.name}={known.value}" for known in browser.http.cookies.jar)
        scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": f"{browser.path}stream",
            "query_string": b"",
            "headers": [(b"host", b"127.0.0.1:8642"), (b"cookie", cookie.encode())],
        }
        self._task = asyncio.ensure_future(asgi(scope, self._receive, self._send))

    async def _receive(self) -> Message:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.body" and message.get("body"):
            self._heard.put_nowait(message["body"].decode())

    async def hears(self) -> tuple[str, Any]:
        """The next event that is told, by its name."""
        while True:
            lines = dict(line.split(": ", 1) for line in (await self._heard.get()).splitlines() if ": " in line)
            if "event" in lines:
                return lines["event"], json.loads(lines["data"]) | {"id": lines["id"]} if "data" in lines else None

    async def leaves(self) -> None:
        """The page is closed."""
        self._left.set()
        await self._task
