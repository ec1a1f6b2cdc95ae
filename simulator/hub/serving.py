"""A web server in the loop that conducts the exercise: it hears no signal, writes no log, and ends when it is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from ssl import SSLError

import uvicorn
from starlette.types import ASGIApp

from simulator.errors import TabletopError, why
from simulator.hub.place import Place, listening

MOST_CONNECTIONS = 300
_END_S = 2
"""Seconds that pages have to take their leave."""


class _Server(uvicorn.Server):
    """The console hears Ctrl+C and SIGTERM, not the server in it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None."""
        yield


class Serving:
    """One server, from ``begin`` to ``end``."""

    def __init__(self, app: ASGIApp, place: Place) -> None:
        # What it would log goes to the terminal that the console draws on.
        for name in ("uvicorn", "uvicorn.error"):
            logging.getLogger(name).handlers = [logging.NullHandler()]
            logging.getLogger(name).propagate = False
        self._place = place
        self._config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            loop="none",
            http="h11",
            ws="none",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=_END_S,
            h11_max_incomplete_event_size=MOST_CONNECTIONS * 64,
            ssl_certfile=place.cert,
            ssl_keyfile=place.key,
        )
        self._server = _Server(self._config)
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Returns when it can be reached. TabletopError where it cannot."""
        try:
            self._config.load()
        except (SSLError, OSError) as error:
            raise TabletopError(
                "{cert} and {key} are no certificate and key: {reason}",
                cert=self._place.cert,
                key=self._place.key,
                reason=why(error),
            ) from None
        socket = listening(self._place)
        self._task = asyncio.ensure_future(self._server.serve([socket]))
        while not (self._server.started or self._task.done()):
            await asyncio.sleep(0)

    async def end(self) -> None:
        """Returns when nothing is open any more."""
        self._server.should_exit = True
        if self._task:
            await self._task
