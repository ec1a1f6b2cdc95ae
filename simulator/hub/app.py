"""The table over HTTP: what comes is checked before anything is done with it, and nothing that goes loads from afar."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial, wraps
from importlib.resources import files
from typing import Literal
from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.console.hosting import Reason
from simulator.console.panels.top import badge
from simulator.errors import TabletopError
from simulator.exercise.seats import Seat
from simulator.hub import doors, html, lines
from simulator.hub.place import Place
from simulator.hub.refusals import STATUS, Unwelcome
from simulator.hub.seats import id_of
from simulator.hub.streams import Stream
from simulator.hub.table import Table
from simulator.hub.words import away_words
from simulator.wording.voice import Voice

MOST_BYTES = 16 * 1024
"""The longest message that a page may send."""
MOST_PAGES = 3
"""Pages of one seat that may be open; the wall is looked at by many."""
COOKIE = "seat"
HOURS_12 = 12 * 60 * 60
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_KINDS = {"seat.js": "text/javascript; charset=utf-8", "seat.css": "text/css; charset=utf-8"}
Handler = Callable[[Request], Awaitable[Response]]


def app(table: Table, place: Place) -> ASGIApp:
    """Everything that can be asked for."""
    pages = _Pages(table, place)
    routes = [
        Route("/", pages.entrance, methods=["GET"]),
        Route("/", pages.by_code, methods=["POST"]),
        Route("/sit/{key}", pages.invitation, methods=["GET"]),
        Route("/sit/{key}", pages.sit, methods=["POST"]),
        Route("/seat/{id}/", pages.seat, methods=["GET"]),
        Route("/seat/{id}/stream", pages.stream, methods=["GET"]),
        Route("/seat/{id}/act", pages.act, methods=["POST"]),
        Route("/static/{name}", _static, methods=["GET"]),
    ]
    return _with_headers(Starlette(routes=routes))


def _with_headers(inner: ASGIApp) -> ASGIApp:
    """What every answer tells a browser, also that nothing was found."""
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in known)]
            await send(message)

        await inner(scope, receive, told)

    return outer


def _guarded(
    handler: Callable[[_Pages, Request], Awaitable[Response]],
) -> Callable[[_Pages, Request], Awaitable[Response]]:
    """Counts what is refused, and says why to whoever sent it."""

    @wraps(handler)
    async def guarded(self: _Pages, request: Request) -> Response:
        try:
            self.known(request)
            return await handler(self, request)
        except Unwelcome as refused:
            self.table.refusals.count(refused.reason)
            voice = self.voice(request)
            words = refused.words or away_words(refused.reason, voice)
            return self.answered(request, words, refused.reason, STATUS[refused.reason])
        except TabletopError as broken:  # nothing was done: whoever sent it keeps it
            return JSONResponse({"why": self.voice(request)(broken.sentence), "reason": "disk"}, 503)
        except Exception as error:  # whoever sent it keeps it, and the facilitator hears of it
            where = request.path_params.get("id", self.table.op.voice("the entrance"))
            return self.answered(request, self.table.failed(where, error, self.voice(request)), "fault", 500)

    return guarded


class _Pages:
    """Handlers of one table."""

    def __init__(self, table: Table, place: Place) -> None:
        self.table = table
        self.place = place

    def known(self, request: Request) -> None:
        """Refuses what names another host, or was sent by another site's page."""
        host, origin = request.headers.get("host", ""), request.headers.get("origin", "")
        if not self.place.knows(host) and not self.place.public:
            raise Unwelcome("origin")
        if request.method == "POST" and not self.place.allows(origin, host):
            raise Unwelcome("origin")

    def voice(self, request: Request) -> Voice:
        return self.table.voice(_language(request))

    @property
    def badge(self) -> str:
        """Of what this is the seats: an exercise, or the review of a real incident."""
        return badge(is_real=self.table.op.state.is_real)

    def answered(self, request: Request, why: str, reason: Reason | Literal["fault"], status: int) -> Response:
        """Why it was not done, for a page's script and a terminal, or as a page of its own."""
        if request.url.path.endswith(("/act", "/stream")) or _for_terminal(request):
            return JSONResponse({"why": why, "reason": reason}, status)
        voice = self.voice(request)
        page = doors.entrance if reason == "code" else doors.turned_away
        return HTMLResponse(page(voice, self.badge, why), status)

    def _seat(self, request: Request) -> Seat:
        return self.table.sitting(request.path_params["id"], request.cookies.get(COOKIE, ""))

    # ---- before one sits

    @_guarded
    async def entrance(self, request: Request) -> Response:
        return HTMLResponse(doors.entrance(self.voice(request), self.badge))

    @_guarded
    async def by_code(self, request: Request) -> Response:
        sent = await _form(request)
        free = self.table.by_code(sent.get("code", ""))
        if "seat" not in sent and _for_terminal(request):
            return JSONResponse({"free": free})
        if "seat" not in sent:
            return HTMLResponse(doors.free_seats(self.voice(request), self.badge, free, sent["code"]))
        seat = self.table.seats.named(sent["seat"])
        if seat is None:
            raise Unwelcome("taken")
        return self._seated(seat)

    @_guarded
    async def invitation(self, request: Request) -> Response:
        seat = self.table.invited(request.path_params["key"])
        if self.table.seats.holds(id_of(seat), request.cookies.get(COOKIE, "")):
            return RedirectResponse(_path(seat), 303)
        if self.table.seats.is_taken(id_of(seat)):
            raise Unwelcome("taken")
        voice = self.voice(request)
        return HTMLResponse(doors.invitation(voice, self.badge, self.table.name_of(seat, voice)))

    @_guarded
    async def sit(self, request: Request) -> Response:
        await _form(request)
        return self._seated(self.table.invited(request.path_params["key"]))

    def _seated(self, seat: Seat) -> Response:
        key = self.table.sit(seat)
        answer = RedirectResponse(_path(seat), 303)
        answer.set_cookie(
            COOKIE,
            key,
            max_age=HOURS_12,
            path=_path(seat),
            httponly=True,
            samesite="strict",
            secure=self.place.encrypted,
        )
        return answer

    # ---- at the seat

    @_guarded
    async def seat(self, request: Request) -> Response:
        seat, voice = self._seat(request), self.voice(request)
        name = self.table.name_of(seat, voice)
        kind = "wall" if "wall" in seat.kinds else "seat"
        page = html.seat_page(f"{name} – {self.badge}", self.table.sections(seat, voice.language), voice, kind)
        return HTMLResponse(page)

    @_guarded
    async def stream(self, request: Request) -> Response:
        seat, language = self._seat(request), self.voice(request).language
        if seat.id and self.table.streams.count(id_of(seat)) >= MOST_PAGES:
            raise Unwelcome("rate")
        drawn = lines.section if _for_terminal(request) else html.section
        failed = partial(self.table.page_failed, seat, language)
        stream = Stream(id_of(seat), self.table.watched(seat, language), drawn, failed)
        return StreamingResponse(self._events(stream), media_type="text/event-stream")

    async def _events(self, stream: Stream) -> AsyncIterator[str]:
        self.table.streams.add(stream)
        try:
            async for event in stream.events():
                yield event
        finally:
            self.table.streams.remove(stream)

    @_guarded
    async def act(self, request: Request) -> Response:
        seat = self._seat(request)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise Unwelcome("form")
        body = await _body(request)
        try:
            sent = json.loads(body)
        except ValueError:
            raise Unwelcome("form") from None
        return JSONResponse({"move": self.table.act(seat, sent, self.voice(request).language)})


def _path(seat: Seat) -> str:
    return f"/seat/{quote(id_of(seat))}/"


def _language(request: Request) -> str:
    return str(request.query_params.get("lang", ""))


def _for_terminal(request: Request) -> bool:
    """Whether it is to be read by a program that shows it in lines."""
    return request.query_params.get("as") == "lines"


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _KINDS:
        return Response(status_code=404)
    content = files("simulator.hub").joinpath("static", name).read_bytes()
    return Response(content, headers={"content-type": _KINDS[name]})


async def _form(request: Request) -> dict[str, str]:
    """What a plain form of ours holds."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise Unwelcome("form")
    try:
        sent = parse_qs((await _body(request)).decode(), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        raise Unwelcome("form") from None
    return {name: values[0] for name, values in sent.items()}


async def _body(request: Request) -> bytes:
    """What was sent, up to ``MOST_BYTES``: no more than that is ever held."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unwelcome("size")
    return body
