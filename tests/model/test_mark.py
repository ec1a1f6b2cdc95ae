"""An organisation's mark: what is taken of a PNG, and what is refused."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import Invalid
from simulator.model.mark import MOST_BYTES, read_mark


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 3, height: int = 2, *more: bytes, pixels: bytes | None = None) -> bytes:
    """A red picture, with other chunks before its pixels."""
    lines = (b"\0" + b"\xff\0\0" * width) * height if pixels is None else pixels
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def test_only_the_picture_is_kept() -> None:
    mark = read_mark(
        png(3, 2, chunk(b"tEXt", b"GPS\0 35.68"), chunk(b"eXIf", b"x")) + b"<script>after the end</script>"
    )
    assert (mark.width, mark.height) == (3, 2)
    assert mark.png == png()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "no PNG"),
        (png()[:-5], "damaged"),
        (png().replace(b"IDAT", b"JDAT"), "damaged"),
        (png(pixels=b"\0" * 3), None),
        (png(pixels=b""), "damaged"),
        (png(1, 1, pixels=b"\0" * 30_000_000), "damaged"),
        (png(5000, 1), "2000 a side"),
        (png() + bytes(MOST_BYTES), "512 KB"),
    ],
    ids=["svg", "cut", "changed", "short", "empty", "bomb", "wide", "large"],
)
def test_what_is_no_sound_small_picture_is_refused(data: bytes, why: str | None) -> None:
    if why is None:
        assert read_mark(data).width == 3, "a line too few is a browser's to draw; it can do no harm"
    else:
        with pytest.raises(Invalid, match=why):
            read_mark(data)


@given(st.binary(max_size=200), st.integers(0, 80))
def test_whatever_stands_in_it_it_is_a_mark_or_refused(noise: bytes, at: int) -> None:
    data = png()
    for spoilt in (noise, data[:at] + noise, data[:at] + noise + data[at + len(noise) :]):
        with suppress(Invalid):
            assert read_mark(spoilt).png.startswith(b"\x89PNG")
