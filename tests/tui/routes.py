"""The way to every screen and dialogue, as keys from where the program begins."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.tui.table import Table, opened, playing

_DECISION = ("f5", "escape", "f3")
_REVIEW = ("f9", "enter")

PLAY: dict[str, tuple[str, ...]] = {
    "conduct": (),
    "what happened": ("f5",),
    "message": ("enter",),
    "artefact": ("enter", "right"),
    "orders": ("f4",),
    "other ways": ("f4", "5", "f4"),
    "call in": ("f4", "home", "enter"),
    "beyond the playbook": ("f4", "home", "down", "enter"),
    "asked and answered": ("f4", "home", "down", "down", "enter"),
    "decision": _DECISION,
    "options": (*_DECISION, "f3"),
    "why": (*_DECISION, "f3", "f2"),
    "something else": (*_DECISION, "f3", "down", "down", "enter"),
    "milestones": ("ctrl+a",),
    "became aware": ("ctrl+a", "enter"),
    "injects": ("f7",),
    "an inject": ("f7", "enter"),
    "improvise": ("f7", "home", "enter"),
    "jump": ("f6",),
    "pace": ("ctrl+s",),
    "end play": ("f9",),
    "note": ("f2",),
    "half a note": ("f2", '"half"'),
    "criteria": ("f2", "f2"),
    "stopped": ("f12",),
    "break": ("ctrl+x",),
    "help": ("f1",),
    "leave": ("ctrl+q",),
    "palette": ("ctrl+p",),
    "review": _REVIEW,
    "rating": (*_REVIEW, "enter"),
    "note of a rating": (*_REVIEW, "enter", "enter"),
    "hot wash": (*_REVIEW, "down", "enter"),
    "actions": (*_REVIEW, "down", "down", "enter"),
    "an action": (*_REVIEW, "down", "down", "enter", "enter"),
    "close the record": (*_REVIEW, "end", "enter"),
    "closed": (*_REVIEW, "end", "enter", '"lost"', "enter"),
}
"""Of an exercise that has begun."""
BEFORE: dict[str, tuple[str, ...]] = {
    "set-up": (),
    "briefing": ("enter",),
    "rules of play": ("enter", "enter"),
}
"""From set-up."""
LIBRARY: dict[str, tuple[str, ...]] = {
    "library": (),
    "study, asked": ("s",),
    "study": ("s", "enter"),
    "history": ("h",),
}
"""From the library."""
ROUTES = (*PLAY, *BEFORE, *LIBRARY)

KEYS = (
    *("enter", "escape", "space", "tab", "left", "down", "1", "2"),
    *("f1", "f2", "f3", "f4", "f5", "shift+f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12"),
    *("ctrl+a", "ctrl+s", "ctrl+x", "ctrl+q", "ctrl+p"),
)
"""Every key that means something somewhere."""


@asynccontextmanager
async def at(route: str, folder: Path, **options: Any) -> AsyncIterator[Table]:
    """A table that has gone that way, a key at a time."""
    if route in PLAY:
        begun = playing(folder, **options)
    elif route in BEFORE:
        begun = opened(folder, **options)
    else:
        begun = opened(folder, scenario=None, runs=20, **options)
    async with begun as table:
        await table.press(*(PLAY | BEFORE | LIBRARY)[route])
        yield table
