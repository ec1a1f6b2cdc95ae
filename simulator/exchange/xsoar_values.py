"""Values as XSOAR writes them: literal ones, and ways to look one up, which are kept as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_INPUT = re.compile(r"(?:\$\{)?inputs\.([\w ]+)\}?")
_LARGEST = 10**6


def literal(value: Any, inputs: Mapping[str, str] | None = None) -> str | None:
    """The text that a value is, also by the default of an input of the playbook; None where it is looked up."""
    if not isinstance(value, dict):
        return None
    simple, looked_up = value.get("simple"), value.get("complex")
    if isinstance(looked_up, dict) and set(looked_up) <= {"root", "accessor"}:
        simple = ".".join(str(looked_up[key]) for key in ("root", "accessor") if looked_up.get(key))
    if not isinstance(simple, str):
        return None
    named = _INPUT.fullmatch(simple)
    if named:
        return (inputs or {}).get(named[1])
    return None if looked_up or "${" in simple else simple


def spoken(value: Any) -> str:
    """A condition in few words: lists of which all must hold, joined where one of several will do."""
    if isinstance(value, list):
        inner = [part for part in map(spoken, value) if part]
        word = " and " if any(isinstance(part, list) for part in value) else " or "
        return word.join(f"({part})" if word == " and " and " or " in part else part for part in inner)
    if not isinstance(value, dict):
        return value if isinstance(value, str) else ""
    if "operator" in value:
        sides = [side for side in (spoken(value.get("left")), spoken(value.get("right"))) if side]
        return f"{value['operator']}({', '.join(sides)})" if isinstance(value["operator"], str) else ""
    if isinstance(value.get("root"), str):
        accessor = value.get("accessor")
        return f"{value['root']}.{accessor}" if isinstance(accessor, str) and accessor else str(value["root"])
    return next((text for key in ("simple", "complex", "value") if (text := spoken(value.get(key)))), "")


def whole(value: Any, otherwise: int) -> int:
    """A whole number, at most a million; ``otherwise`` where none stands there."""
    return (
        min(int(value[:9]), _LARGEST) if isinstance(value, str) and value.isascii() and value.isdigit() else otherwise
    )
