"""Striking changes out of what it would take: nobody would make them, so the search goes on without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from simulator.console.dialogs import Choice, Front, Notice
from simulator.console.rows import Cell, Row
from simulator.console.studying import Aim, Studying
from simulator.wording.names import Names
from simulator.wording.reach import do_words, struck_words

_BACK = "back:"
"""Before the id of a change that is struck out: its row takes that back."""


async def strike(front: Front, studying: Studying, at: int, names: Names) -> Aim | None:
    """Asks what to strike out of the set at a row, or to take back; then what to search for, None for nothing now.

    What is struck out stays so for every search of this study.
    """
    if studying.aim is None or not _rows(studying, at, names):
        return None
    chosen = await front.ask(partial(_choice, studying, at, names))
    if chosen is None:
        return None
    name, before = chosen.row.id.removeprefix(_BACK), studying.aim.without
    others = tuple(other for other in before if other != name)
    without = others if chosen.row.id.startswith(_BACK) else (*others, name)
    studying.aim = replace(studying.aim, without=without)
    again = await front.ask(partial(_again, without, names))
    return studying.aim if again is not None else None


def _choice(studying: Studying, at: int, names: Names) -> Choice:
    voice = names.voice
    return Choice(voice("Never this"), _rows(studying, at, names), does=voice("chooses"), leaves=voice("goes back"))


def _rows(studying: Studying, at: int, names: Names) -> tuple[Row, ...]:
    return (*_of_set(studying, at, names), *_struck(studying, names))


def _of_set(studying: Studying, at: int, names: Names) -> Iterator[Row]:
    struck = studying.aim.without if studying.aim else ()
    sets = studying.front.sets if studying.front else ()
    for part in sets[at - 1].parts if 1 <= at <= len(sets) else ():
        if part.id not in struck:
            words = names.voice("Never: {change}", change=do_words(part, names))
            yield Row(part.id, (Cell(words),), right=(part.id, "quiet"), whole=True)


def _struck(studying: Studying, names: Names) -> Iterator[Row]:
    for name in studying.aim.without if studying.aim else ():
        yield Row(f"{_BACK}{name}", (Cell(names.voice("May be made again: {change}", change=name)),))


def _again(without: tuple[str, ...], names: Names) -> Notice:
    """What is struck out now, how it is kept for other studies, and whether to search at once."""
    voice = names.voice
    lines = [(struck_words(without, names),)]
    if without:
        line = f"without: [{', '.join(without)}]"
        lines.append((voice("For good: write {line} in the playbook; changes of roles in the team.", line=line),))
    return Notice(voice("Search again?"), tuple(lines), does=voice("searches"), leaves=voice("goes back"))
