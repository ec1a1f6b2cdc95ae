"""A page is made of sections: values, equal where they show and offer the same, whoever's page they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.console.rows import Part
from simulator.hub.deeds import Deed

Kind = Literal["top", "message", "plain", "large"]
"""How a section looks: what stays in sight, something to read, anything else, or to be read from five metres."""


@dataclass(frozen=True)
class Folded:
    """Something that is opened to be read."""

    id: str
    summary: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Section:
    """A piece of the page that changes, or does not, as one."""

    id: str
    heading: str
    body: tuple[Part | Folded | Deed, ...]
    kind: Kind = "plain"
    news: str = ""
    """Said aloud when it appears."""
    folded: bool = False
    """Closed until somebody opens it."""
