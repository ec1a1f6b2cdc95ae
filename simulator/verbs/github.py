"""Annotations that GitHub shows at the files of a change."""

from __future__ import annotations

from simulator.errors import Severity

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def annotation(
    severity: Severity, words: str, *, file: str = "", line: int = 0, column: int = 0, title: str = ""
) -> str:
    """A workflow command: ``::error file=…,line=3,col=5,title=…::…``; what is empty or 0 is left out."""
    places = [("file", file), ("line", line), ("col", column), ("title", title)]
    properties = ",".join(f"{name}={_escaped(str(value), of_a_property=True)}" for name, value in places if value)
    return f"::{_LEVELS[severity]} {properties}::{_escaped(words)}"


def _escaped(text: str, *, of_a_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if of_a_property else text
