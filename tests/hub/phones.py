"""Many phones at once, on bare sockets: so light that what is measured is the table and not they."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

Told = Callable[[dict[str, Any], int], None]
"""Is called with what a stream tells and how many bytes that were."""


@dataclass
class Phone:
    """One phone; it comes back when the table does, as a page does."""

    host: str
    port: int
    path: str = ""
    cookie: str = ""
    told: Told = lambda _told, _size: None
    first_at: list[float] = field(default_factory=list)
    """When the whole page was there, each time the stream was opened."""

    async def sit(self, code: str, seat: str) -> None:
        """Takes a seat by the code."""
        status, headers, body = await self._request("/", urlencode({"code": code, "seat": seat}), form=True)
        assert status == 303, (status, body)
        self.path, self.cookie = headers["location"], headers["set-cookie"].partition(";")[0]

    async def act(self, ref: str, act: str, **values: str) -> int:
        """The status of the answer; 0 where there was none."""
        try:
            sent = json.dumps({"ref": ref, "act": act, "values": values})
            return (await self._request(f"{self.path}act", sent, form=False))[0]
        except (OSError, asyncio.IncompleteReadError, ValueError):
            return 0

    async def listen(self) -> None:
        """Until it is cancelled."""
        while True:
            with suppress(OSError, asyncio.IncompleteReadError, ValueError):
                await self._stream()
            await asyncio.sleep(0.1)

    async def _stream(self) -> None:
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=1 << 22)
        try:
            writer.write(self._head("GET", f"{self.path}stream", ""))
            assert b" 200 " in await reader.readline()
            first = True
            while line := await reader.readline():
                if line.startswith(b"data: {"):
                    if first:
                        self.first_at.append(asyncio.get_running_loop().time())
                        first = False
                    self.told(json.loads(line[6:]), len(line))
        finally:
            writer.close()

    async def _request(self, path: str, body: str, *, form: bool) -> tuple[int, dict[str, str], bytes]:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            kind = "application/x-www-form-urlencoded" if form else "application/json"
            sent = body.encode()
            more = f"content-type: {kind}\r\ncontent-length: {len(sent)}\r\norigin: http://{self.host}:{self.port}\r\n"
            writer.write(self._head("POST", path, f"{more}connection: close\r\n") + sent)
            status = int((await reader.readline()).split()[1])
            headers = {}
            while line := (await reader.readline()).decode().strip():
                name, _, value = line.partition(": ")
                headers[name.lower()] = value
            return status, headers, await reader.read()
        except IndexError as error:
            raise ValueError("no answer") from error
        finally:
            writer.close()

    def _head(self, method: str, path: str, more: str) -> bytes:
        cookie = f"cookie: {self.cookie}\r\n" if self.cookie else ""
        return f"{method} {path} HTTP/1.1\r\nhost: {self.host}:{self.port}\r\n{cookie}{more}\r\n".encode()


async def evaluators(phones: list[Phone], code: str) -> None:
    """Each at a seat of its own."""
    for number, phone in enumerate(phones, 1):
        await phone.sit(code, "evaluator" if number == 1 else f"evaluator-{number}")
