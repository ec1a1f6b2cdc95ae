"""An organisation's own mark on its pages: a PNG, checked, with nothing left in it but the picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.errors import Invalid

MOST_BYTES = 512 * 1024
"""Of a file: it is put into every page."""
_MOST_SIDE = 2000
"""Pixels."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
"""Chunks that make the picture. Texts, places, profiles and previews are left out."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Colour type → values a pixel has."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A picture that may be put into a page."""

    png: bytes
    width: int
    """Pixels."""
    height: int

    def within(self, wide: float, high: float) -> tuple[float, float]:
        """Width and height in so much room, in proportion."""
        scale = min(wide / self.width, high / self.height)
        return self.width * scale, self.height * scale


def read_mark(data: bytes) -> Mark:
    """The mark in a PNG file, without whatever else the file holds. Raises Invalid for what is no sound small PNG."""
    if not data.startswith(_SIGNATURE):
        raise Invalid("it is no PNG picture: save the mark as PNG")
    if len(data) > MOST_BYTES:
        raise Invalid("it is larger than {most} KB: save it smaller", most=MOST_BYTES // 1024)
    chunks = [(kind, body) for kind, body in _chunks(data) if kind in _KEPT]
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or kinds.count(b"IHDR") != 1 or len(chunks[0][1]) != 13:
        raise _damaged()
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if not 0 < width <= _MOST_SIDE or not 0 < height <= _MOST_SIDE:
        raise Invalid(
            "it has {width} × {height} pixels: {most} a side are the most", width=width, height=height, most=_MOST_SIDE
        )
    if colour not in _CHANNELS or depth not in (1, 2, 4, 8, 16) or interlaced not in (0, 1):
        raise _damaged()
    _check_pixels(
        b"".join(body for kind, body in chunks if kind == b"IDAT"), (width * depth * _CHANNELS[colour] + 7) // 8, height
    )
    return Mark(_SIGNATURE + b"".join(_written(kind, body) for kind, body in chunks), width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each, up to the end of the picture; what follows that is no part of it."""
    at, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        if len(data) < at + 12:
            raise _damaged()
        (length,), kind = struct.unpack_from(">I", data, at), data[at + 4 : at + 8]
        body, check = data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if len(check) < 4 or struct.pack(">I", zlib.crc32(kind + body)) != check:
            raise _damaged()
        yield kind, body
        at += 12 + length


def _check_pixels(packed: bytes, line: int, height: int) -> None:
    """Raises Invalid where they are not what the head says; no more is unpacked than that can be."""
    most = (line + 1) * height + 8 * (line + height)  # an interlaced picture has some more lines
    unpacking = zlib.decompressobj()
    try:
        pixels = unpacking.decompress(packed, most + 1)
    except zlib.error:
        raise _damaged() from None
    if not height <= len(pixels) <= most or not unpacking.eof:
        raise _damaged()


def _written(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _damaged() -> Invalid:
    return Invalid("the PNG picture is damaged: save it anew")
