"""The parts of a packed file, an office file (OOXML) mostly, bounded before and while they are unpacked.

Pictures, macros and whatever else nobody asks for stays packed. A part with a document type is refused: that is where
entities are declared, by which a few lines become gigabytes or read other files.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from simulator.errors import TabletopError

MOST_PARTS: Final = 5_000
LARGEST: Final = 50_000_000
"""Bytes a part may have once it is unpacked; all together twice as many."""
SMALL: Final = 1_000_000
MOST_TIMES: Final = 200
"""Of more bytes than ``SMALL`` a part may have so many times those it was packed in; deflate can make it a thousand."""
DEEPEST: Final = 64
MOST_ELEMENTS: Final = 2_000_000
"""Of all parts that are read."""
_ENTRY = b"PK\x01\x02"


class Listener:
    """What hears the elements of a part, one after the other, by their names without a namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str, text: str) -> None:
        """An element ends; ``text``: its own since its last child."""


class Archive:
    """The parts of one file. Whatever is wrong with it is a TabletopError."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        if data.count(_ENTRY) > MOST_PARTS:
            raise TabletopError("{path} has more than {most:,} parts: save the sheet as CSV UTF-8", path=file,
                                most=MOST_PARTS)  # fmt: skip
        with self._damages():
            self._zip = ZipFile(BytesIO(data))
        self._unpacked = self._elements = 0

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    @property
    def names(self) -> tuple[str, ...]:
        """Of all its parts."""
        return tuple(self._zip.NameToInfo)

    def read(self, name: str) -> bytes:
        """A part as it is."""
        with self._damages():
            return self._read(self._zip.getinfo(name))

    def hear(self, name: str, listener: Listener) -> None:
        """Reads a part element by element."""
        data = self.read(name)
        with self._damages():
            bounded = _Bounded(self.file, name, listener, MOST_ELEMENTS - self._elements)
            bounded.read(data)
            self._elements += bounded.count

    def _read(self, info: ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise TabletopError("{path} is locked with a password: save it without one", path=self.file)
        times = info.file_size / max(info.compress_size, 1)
        self._unpacked += info.file_size
        if (
            info.file_size > LARGEST
            or self._unpacked > 2 * LARGEST
            or (info.file_size > SMALL and times > MOST_TIMES)
            or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        ):
            raise _too_large(self.file, info.filename)
        # Read in one piece, a part that lies about its size would be unpacked whole before that is noticed.
        with self._zip.open(info) as part:
            return part.read(info.file_size + 1)

    @contextmanager
    def _damages(self) -> Iterator[None]:
        try:
            yield
        except (
            BadZipFile,
            zlib.error,
            EOFError,
            ExpatError,
            LookupError,
            NotImplementedError,
            OSError,
            ValueError,
        ) as e:
            raise TabletopError(
                "{path} is damaged, or no workbook (.xlsx): {reason}. Open it, and save the sheet as CSV UTF-8",
                path=self.file,
                reason=str(e)[:80],
            ) from None


class _Bounded:
    """Passes the elements of a part on, as long as they are neither too many nor too deep."""

    def __init__(self, file: str, part: str, listener: Listener, most: int) -> None:
        self._file, self._part, self._listener, self._most = file, part, listener, most
        self._texts, self._depth, self.count = list[str](), 0, 0

    def read(self, xml: bytes) -> None:
        parser = ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._texts.append, self._refuse
        parser.Parse(xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth, self.count = self._depth + 1, self.count + 1
        if self._depth > DEEPEST or self.count > self._most:
            raise _too_large(self._file, self._part)
        self._texts.clear()
        self._listener.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._listener.end(_local(name), "".join(self._texts))
        self._texts.clear()

    def _refuse(self, *_: object) -> None:
        raise TabletopError(
            "{path}: {part} declares a document type, which no workbook does", path=self._file, part=self._part
        )


def _too_large(file: str, part: str) -> TabletopError:
    return TabletopError(
        "{path}: {part} is too large or too deep when it is unpacked: delete empty rows and what is no list, or save"
        " the sheet as CSV UTF-8",
        path=file,
        part=part,
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2]
