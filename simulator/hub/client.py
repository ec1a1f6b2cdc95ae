"""A seat's side of the line: what a terminal sends to a table and hears of it, by the standard library alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from simulator.errors import TabletopError, why

_ANSWER_S, _SILENT_S = 10, 40
"""Seconds to wait for an answer, and for a stream that says at least every fifteen that it is there."""
_FORM = "application/x-www-form-urlencoded"


class Away(Exception):
    """The table is not reached, or has ended the stream; it may be back."""


class TurnedAway(Exception):
    """The table refuses, and says why."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


@dataclass
class Client:
    """One terminal at one table."""

    url: str
    language: str = ""
    path: str = ""
    """Of the seat, once one is taken."""
    _cookie: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url if "//" in self.url else f"http://{self.url}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise TabletopError("{url} is no address of a table: it begins with http:// or https://", url=self.url)
        self._parts = parts

    @property
    def invitation(self) -> str:
        """The path of a seat's own address; empty where the code is to be typed."""
        return self._parts.path if self._parts.path.startswith("/sit/") else ""

    def free(self, code: str) -> list[tuple[str, str]]:
        """The free seats, by id and name. TurnedAway for a wrong code."""
        told = self._post("/", urlencode({"code": code}), _FORM)
        return [(str(id_), str(name)) for id_, name in told["free"]]

    def sit(self, code: str = "", seat: str = "") -> None:
        """Takes the seat of the address, or one that was picked. TurnedAway where it cannot be taken."""
        sent = {"takes": "it"} if self.invitation else {"code": code, "seat": seat}
        self._post(self.invitation or "/", urlencode(sent), _FORM)

    def act(self, ref: str, act: str, values: dict[str, str]) -> None:
        """Asks for a deed. TurnedAway where it is refused; Away where nobody knows: send it again."""
        self._post(f"{self.path}act", json.dumps({"ref": ref, "act": act, "values": values}), "application/json")

    def events(self) -> Iterator[tuple[str, Any]]:
        """What the stream tells, by name, until it breaks (Away) or the seat is no longer one's own (TurnedAway)."""
        connection = self._connection(_SILENT_S)
        try:
            answer = self._asked(connection, "GET", f"{self.path}stream", None, {})
            if answer.status != 200:
                raise TurnedAway(_why(answer.read()), answer.status)
            event: dict[str, str] = {}
            while line := answer.readline():
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    event[name] = value
                elif "event" in event:
                    yield event["event"], json.loads(event["data"]) if event.get("data") else None
                    event = {}
            raise Away
        except (OSError, HTTPException) as error:
            raise Away from error
        finally:
            connection.close()

    def _post(self, path: str, body: str, kind: str) -> dict[str, Any]:
        connection = self._connection(_ANSWER_S)
        try:
            headers = {"content-type": kind, "origin": f"{self._parts.scheme}://{self._parts.netloc}"}
            answer = self._asked(connection, "POST", path, body, headers)
            content = answer.read()
        except (OSError, HTTPException) as error:
            raise Away(str(why(error))) from error
        finally:
            connection.close()
        if answer.status == 303:
            self.path = answer.headers.get("location", "")
            self._cookie = answer.headers.get("set-cookie", "").partition(";")[0]
            return {}
        if answer.status >= 500:
            raise Away
        if answer.status >= 400:
            raise TurnedAway(_why(content), answer.status)
        told: dict[str, Any] = json.loads(content)
        return told

    def _connection(self, seconds: float) -> HTTPConnection:
        kind = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        return kind(self._parts.hostname or "", self._parts.port, timeout=seconds)

    def _asked(
        self, connection: HTTPConnection, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> HTTPResponse:
        lang = f"&lang={self.language}" if self.language else ""
        cookie = {"cookie": self._cookie} if self._cookie else {}
        connection.request(method, f"{path}?as=lines{lang}", body, headers | cookie)
        return connection.getresponse()


def _why(content: bytes) -> str:
    try:
        return str(json.loads(content)["why"])
    except (ValueError, KeyError, TypeError):
        return ""
