"""Seats that others join by, for verbs that conduct an exercise: where they are served, and what is needed for it."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from simulator.errors import TabletopError
from simulator.hub.place import PORT, Place, checked

if TYPE_CHECKING:
    from simulator.console.hosting import Host, Opens
    from simulator.console.operator import Operator

_NEEDED = ("starlette", "uvicorn", "segno")


class Seated(TypedDict, total=False):
    """The options as they are typed."""

    seats: bool
    host: str
    port: int
    cert: Path | None
    key: Path | None
    plain: bool
    address: str


def opens(asked: Seated) -> Opens[Operator]:
    """What opens the seats, now or when somebody asks at the console.

    TabletopError where the place is not fit, and where they are asked for at once and something is not installed.
    """
    place = checked(
        Place(
            host=asked.get("host", "127.0.0.1"),
            port=asked.get("port", PORT),
            cert=asked.get("cert"),
            key=asked.get("key"),
            plain=asked.get("plain", False),
            public=asked.get("address", "") or "",
        )
    )
    if asked.get("seats"):
        _need()
    return partial(_opened, place)


def _opened(place: Place, op: Operator) -> Host:
    _need()
    from simulator.hub.hub import Hub

    return Hub(op, place)


def _need() -> None:
    if not all(map(find_spec, _NEEDED)):
        raise TabletopError(
            "seats need starlette, uvicorn and segno: in a checkout of this program, pip install '.[seats]'"
        )
