"""Workbooks made for a test, sound and otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random
from struct import pack_into
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

FORMATS: Mapping[type, str] = {
    datetime: "yyyy-mm-dd hh:mm",
    date: "d mmm yyyy",
    time: "h:mm AM/PM",
    timedelta: "[h]:mm",
}


def workbook(*, merged: tuple[str, ...] = (), **sheets: Sequence[Sequence[Any]]) -> bytes:
    """The sheets by name, rows of cells; days and times as a spreadsheet has them. ``merged``: of the last sheet."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "remove_timezone": True}) as file:
        formats = {kind: file.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        for name, rows in sheets.items():
            page = file.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if value is not None:
                        page.write(row, column, value, *([formats[type(value)]] if type(value) in formats else []))
        for area in merged:
            first = area.partition(":")[0]
            row, column = int(re.sub(r"\D", "", first)) - 1, ord(first[0]) - 65
            page.merge_range(area, rows[row][column], formats.get(type(rows[row][column])))
    return made.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """What stands in it, by name."""
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """And back."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed."""
    found = parts(data)
    return packed(found | {part: change(found[part])})


def lying(data: bytes, part: str, size: int) -> bytes:
    """The workbook where a part says of itself that it has so many bytes when it is unpacked."""
    made = bytearray(data)
    for mark, of_size, of_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = made.find(mark)
        while made[at + of_name : at + of_name + len(part)] != part.encode():
            at = made.find(mark, at + 1)
        pack_into("<L", made, at + of_size, size)
    return bytes(made)


_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_TAG = re.compile(rb"<[^>]*>")
_ODD = (
    b"",
    b"-1",
    b"99999999999",
    b"A1:XFD1048576",
    b"s",
    b"d",
    b"e",
    b"\x1b[2J",
    b"x\xe3\x81",
    b"../../etc",
    b"1e308",
)


def broken(data: bytes, seed: int) -> bytes:
    """The workbook with something wrong in it, as this seed has it: in its bytes, or in what is packed in them."""
    chance = Random(seed)
    if chance.random() < 0.1:
        at = chance.randrange(len(data))
        return data[:at] + bytes([chance.randrange(256)]) + data[at + chance.randrange(1, 3) :]
    found = parts(data)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice([*found])
        found[name] = _mistaken(found[name], chance)
        if chance.random() < 0.05:
            found.pop(name)
    return packed(found)


def _mistaken(xml: bytes, chance: Random) -> bytes:
    places = [*(_ATTRIBUTE if chance.random() < 0.6 else _TAG).finditer(xml)]
    if not places:
        return xml
    place = chance.choice(places)
    begin, end = place.span(place.lastindex or 0)
    match chance.randrange(3):
        case 0:
            put = chance.choice(_ODD)
        case 1:
            other = chance.choice(places)
            put = other[other.lastindex or 0]
        case _:
            put = b""
    return xml[:begin] + put + xml[end:]
