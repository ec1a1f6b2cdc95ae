"""Events and heads as JSON objects and back: one table per dataclass, read off its annotations.

An event is ``{"event": "work-started", "at": 600, …}``: the class in kebab-case, its fields by their
names, fields at their default left out; so a default is part of the format, and changing one needs a
new version of it. What is read must fit the annotations to the letter.
"""

from __future__ import annotations

import math
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import ValidationError

from simulator.errors import Invalid, Sentence, why
from simulator.model.setup import Setup
from simulator.timeline.events import EVENTS, Event
from simulator.timeline.follow_up import WRITTEN, Written
from simulator.timeline.history import Head

T = TypeVar("T")
LATER = Sentence("it was written by a later version of the program; update this one to read it")
Read = Callable[[Any], Any]
"""Makes a field's value of a JSON value; raises ValueError where it does not fit."""


def encode(event: Event | Written) -> dict[str, Any]:
    """The event as a JSON object; ``decode`` reads it back equal, ``decode_written`` one of the ledger."""
    table = _TABLES[type(event)]
    raw: dict[str, Any] = {"event": table.name}
    for name, column in table.columns.items():
        value = getattr(event, name)
        if column.default is MISSING or value != column.default:
            raw[name] = value
    return raw


def decode(raw: Mapping[str, Any]) -> Event:
    """The event that ``encode`` wrote; raises ValueError with what does not fit."""
    return _of_kind(raw, _KINDS)


def decode_written(raw: Mapping[str, Any]) -> Written:
    """The event of the ledger that ``encode`` wrote; raises ValueError with what does not fit."""
    return _of_kind(raw, _WRITTEN)


def _of_kind(raw: Mapping[str, Any], kinds: Mapping[str, type[T]]) -> T:
    values = dict(raw)
    name = values.pop("event", None)
    kind = kinds.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Invalid("unknown event {name!r}: {later}", name=name, later=LATER)
    return _build(kind, values)


def encode_head(head: Head) -> dict[str, Any]:
    """The head as a JSON object, all fields written; ``decode_head`` reads it back equal."""
    raw = {name: getattr(head, name) for name in _TABLES[Head].columns}
    return raw | {"setup": head.setup.normal(), "seats": dict(head.seats)}


def decode_head(raw: Mapping[str, Any]) -> Head:
    """The head that ``encode_head`` wrote; raises ValueError with what does not fit."""
    return _build(Head, raw)


@dataclass(frozen=True, slots=True)
class _Column:
    """One field: how to read it, and what it is when left out."""

    read: Read
    default: Any


@dataclass(frozen=True, slots=True)
class _Table:
    """One class: its name in records and its fields."""

    name: str
    columns: dict[str, _Column]
    required: frozenset[str]

    @classmethod
    def of(cls, kind: type[Any]) -> _Table:
        hints = get_type_hints(kind)
        columns = {field.name: _Column(_reader(hints[field.name]), _default(field)) for field in fields(kind)}
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.__name__).lower()
        return cls(name, columns, frozenset(key for key, column in columns.items() if column.default is MISSING))


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _build(kind: type[T], raw: Mapping[str, Any]) -> T:
    table, values = _TABLES[kind], {}
    for key, value in raw.items():
        if key not in table.columns:
            raise Invalid("{name} has no {key!r}", name=table.name, key=key)
        try:
            values[key] = table.columns[key].read(value)
        except ValueError as error:
            raise Invalid("{key}: {reason}", key=key, reason=why(error)) from None
    missing = table.required - values.keys()
    if missing:
        raise Invalid("{name} lacks {missing!r}", name=table.name, missing=min(missing))
    return kind(**values)


# ---- readers, one per shape of annotation


def _reader(hint: Any) -> Read:
    """How to read a value of this annotation; raises TypeError for a shape that no record holds yet."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin is Literal:
        return _one_of(arguments)
    if origin in (Union, types.UnionType) and type(None) in arguments and len(arguments) == 2:
        return _optional(_reader(next(argument for argument in arguments if argument is not type(None))))
    if origin is tuple and arguments[-1] is Ellipsis:
        return _all_of(_reader(arguments[0]))
    if origin is tuple:
        return _each_of([_reader(argument) for argument in arguments])
    if origin is Mapping and arguments[0] is str:
        return _mapping_to(_reader(arguments[1]))
    raise TypeError(f"no way to read {hint} from a record")


_EXPECTED: dict[type, str] = {
    int: "expected a whole number, found {found}",
    str: "expected a text, found {found}",
    bool: "expected true or false, found {found}",
}


def _exactly(kind: type) -> Read:
    def read(raw: Any) -> Any:
        if type(raw) is not kind:
            raise Invalid(_EXPECTED[kind], found=f"{raw!r:.60}")
        return raw

    return read


def _number(raw: Any) -> float:
    if type(raw) not in (int, float) or not math.isfinite(raw):
        raise Invalid("expected a number, found {found}", found=f"{raw!r:.60}")
    return float(raw)


def _setup(raw: Any) -> Setup:
    try:
        return Setup.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        inner = first.get("ctx", {}).get("error")
        place = ".".join(str(key) for key in first["loc"])
        raise Invalid("{key}: {reason}", key=place, reason=why(inner) if inner else first["msg"]) from None


def _one_of(known: tuple[Any, ...]) -> Read:
    def read(raw: Any) -> Any:
        if type(raw) is not str or raw not in known:
            raise Invalid("expected one of {known}, found {found}", known=tuple(known), found=f"{raw!r:.60}")
        return raw

    return read


def _optional(read: Read) -> Read:
    return lambda raw: None if raw is None else read(raw)


def _all_of(read: Read) -> Read:
    def read_all(raw: Any) -> Any:
        return tuple([read(item) for item in _list(raw)])

    return read_all


def _each_of(reads: list[Read]) -> Read:
    def read_each(raw: Any) -> Any:
        if len(_list(raw)) != len(reads):
            raise Invalid("expected {count} values, found {found}", count=len(reads), found=len(raw))
        return tuple([read(item) for read, item in zip(reads, raw, strict=True)])

    return read_each


def _mapping_to(read: Read) -> Read:
    def read_values(raw: Any) -> Any:
        if not isinstance(raw, dict):
            raise Invalid("expected an object, found {found}", found=f"{raw!r:.60}")
        return {key: read(value) for key, value in raw.items()}

    return read_values


def _list(raw: Any) -> Any:
    if not isinstance(raw, list | tuple):
        raise Invalid("expected a list, found {found}", found=f"{raw!r:.60}")
    return raw


_PLAIN: dict[Any, Read] = {
    int: _exactly(int),
    str: _exactly(str),
    bool: _exactly(bool),
    float: _number,
    Setup: _setup,
}

_TABLES: dict[type[Any], _Table] = {kind: _Table.of(kind) for kind in (*EVENTS, *WRITTEN, Head)}
_KINDS: dict[str, type[Event]] = {_TABLES[kind].name: kind for kind in EVENTS}
_WRITTEN: dict[str, type[Written]] = {_TABLES[kind].name: kind for kind in WRITTEN}
