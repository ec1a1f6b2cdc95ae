"""A page to print: a card for each seat, with its address and a QR code of it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from simulator.console.hosting import SeatStanding
from simulator.hub import qr
from simulator.hub.doors import kept_words
from simulator.wording.voice import Voice

_STYLE = (
    "body{font-family:sans-serif;margin:1cm}.card{border:1px solid #000;padding:.6cm;margin:.3cm;width:7.6cm;"
    "display:inline-block;break-inside:avoid;vertical-align:top}svg{width:4.5cm;height:4.5cm}"
    "p{margin:.2em 0;overflow-wrap:anywhere;font-size:9pt}h2{margin:0;font-size:14pt}"
)


def cards(seats: Iterable[SeatStanding], heading: str, voice: Voice) -> str:
    """The page, under a heading. Whoever has a card can take its seat."""
    told = "".join(_card(seat) for seat in seats)
    return (
        f'<!doctype html><html lang="{voice.language}"><head><meta charset="utf-8"><title>{escape(heading)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(heading)}</h1>"
        f"<p>{escape(kept_words(voice))}</p>{told}</body></html>"
    )


def _card(seat: SeatStanding) -> str:
    address = escape(seat.address)
    return f'<div class="card"><h2>{escape(seat.name)}</h2>{qr.svg(seat.address)}<p>{address}</p></div>'
