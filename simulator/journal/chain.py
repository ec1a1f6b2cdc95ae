"""One line of a record: strict JSON out, strict JSON in, and the hash that ties lines together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from simulator.errors import Invalid, clean


def to_line(value: Mapping[str, Any]) -> bytes:
    """The object as one line of UTF-8, its newline included.

    Raises ValueError for what a record cannot hold: NaN, lone surrogates, foreign types.
    """
    try:
        return _ENCODER.encode(value).encode() + b"\n"
    except TypeError as error:
        raise ValueError(str(error)) from None


def of_line(line: bytes) -> dict[str, Any]:
    """The object on a line, its texts cleaned: a record may come from anybody.

    Raises ValueError for anything but one JSON object without duplicate keys, NaN and lone surrogates.
    """
    text = line.decode()
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise Invalid("it is not JSON from character {colno} on", colno=error.colno) from None
    except RecursionError:
        raise Invalid("it is nested too deep") from None
    if not isinstance(value, dict):
        raise Invalid("it is not a JSON object")
    return _cleaned(value) if _may_be_unclean(text) else value


def digest(line: bytes) -> str:
    """sha256 of a line's exact bytes, its newline included: what ``tail -n 1 RECORD | sha256sum`` prints."""
    return hashlib.sha256(line).hexdigest()


def _may_be_unclean(text: str) -> bool:
    """Harmful characters stand in JSON either as they are or escaped; most lines hold neither."""
    return "\\u" in text or "\\r" in text or clean(text) != text


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        value.encode()  # a lone surrogate, written as an escape, fails here
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        raise Invalid("it holds a key twice")
    return unique


def _refuse(constant: str) -> None:
    raise Invalid("it holds {constant}, which is not a number", constant=constant)


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse)
