"""``tabletop join``: any terminal sits at a seat of an exercise that another machine conducts."""

from __future__ import annotations

from simulator.errors import clean
from simulator.hub.client import Client
from simulator.hub.joining import Joining
from simulator.wording.voice import Voice


def join(*, url: str, language: str | None = None) -> int:
    """Until somebody leaves, or the seat is freed. TabletopError where no seat is to be had."""
    joining = Joining(Client(url, language or ""), Voice(language or "en"), input, _write)
    joining.run()
    return 0


def _write(line: str) -> None:
    print(clean(line), flush=True)
