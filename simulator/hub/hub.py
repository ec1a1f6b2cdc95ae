"""The host of the console: a table of seats, and the server by which browsers and terminals reach it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from simulator.console.hosting import Presence, SeatStanding, Standing
from simulator.console.operator import Operator
from simulator.console.panels.top import badge
from simulator.console.rows import Line
from simulator.console.view import Joining
from simulator.exercise.seats import Seat
from simulator.hub import qr
from simulator.hub.app import app
from simulator.hub.cards import cards
from simulator.hub.place import Place, checked
from simulator.hub.seats import id_of
from simulator.hub.serving import Serving
from simulator.hub.table import Table
from simulator.workspace.seat_keys import keep_page


class Hub:
    """Opens and closes with the console."""

    def __init__(self, op: Operator, place: Place) -> None:
        """TabletopError for a place where strangers would read along."""
        self._op = op
        self._place = checked(place)
        self.table = Table(op, self._place.address)
        self._serving = Serving(app(self.table, self._place), self._place)
        self._unwatch: Callable[[], None] = lambda: None

    async def open(self) -> None:
        """Serves pages from now on. TabletopError where nothing can listen there."""
        await self._serving.begin()
        self.table.streams.begin()
        self._unwatch = self._op.watch(self.table.heard)
        self.table.keep()

    async def close(self) -> None:
        """Pages say that it is over."""
        self._unwatch()
        self._unwatch = lambda: None
        await self.table.streams.end()
        await self._serving.end()
        self.table.close()

    def standing(self) -> Standing:
        """Who is there, and how others join."""
        return Standing(
            code=self.table.code,
            address=self._place.address,
            encrypted=self._place.encrypted,
            loopback=self._place.is_loopback,
            seats=tuple(map(self._standing, self.table.seats.known)),
            refused=dict(self.table.refusals.counts),
        )

    def _standing(self, seat: Seat) -> SeatStanding:
        id_ = id_of(seat)
        address = f"{self._place.address}/sit/{self.table.seats.invitation(id_)}"
        return SeatStanding(id_, self.table.name_of(seat, self._op.voice), self._presence(id_), address)

    def _presence(self, id_: str) -> Presence:
        if self.table.streams.count(id_):
            return "here"
        return "away" if self.table.seats.is_taken(id_) else "free"

    def joining(self) -> Joining | None:
        """How a seat is taken, for the wall; None while none of a player is free."""
        return self.table.joining

    def picture(self, address: str) -> tuple[Line, ...]:
        """An address as a QR code."""
        return qr.terminal_lines(address)

    def free(self, seat: str) -> None:
        """Another may take it."""
        self.table.free(seat)

    def write_cards(self) -> Path:
        """A page to print beside the record. TabletopError where it cannot be written."""
        op = self._op
        heading = f"{badge(is_real=op.state.is_real)} {op.voice.text(op.setup.scenario.title)}"
        page = cards(self.standing().seats, heading, op.voice)
        return keep_page(op.session.path, page)


def hub(op: Operator, place: Place | None = None) -> Hub:
    """A host where it is asked for, by default on this machine alone."""
    return Hub(op, replace(place) if place else Place())
