"""A module or an inject of a situation manual, as its lines are gathered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from simulator.exchange.exercise import Asked
from simulator.exchange.manual_words import Kind, kind_of, label_of
from simulator.exchange.page import Line, Section, plain

WITHIN: Final[tuple[Kind, ...]] = ("questions", "notes", "expects")
"""What stands below a part, or beside it under a heading of the same level."""
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)]|[a-z][.)])\s+(.*)", re.IGNORECASE)
_BOLD = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*|__)(.+?)(?:\*\*|__)\s*(?:[:：]\s*)?")
_BOX = re.compile(r"^\[[ xX]\]\s+")


class Items:
    """The items of a list, of which each may go on over further lines."""

    def __init__(self) -> None:
        self._pieces = list[list[str]]()

    def add(self, line: str) -> None:
        """An item, a line of the last one, or a paragraph that counts as one."""
        item = _ITEM.fullmatch(line)
        if item or (line.strip() and not (self._pieces and goes_on(line))):
            self._pieces.append([_BOX.sub("", item[1] if item else line.strip())])
        elif line.strip():
            self._pieces[-1].append(line.strip())

    def __len__(self) -> int:
        return len(self._pieces)

    def texts(self) -> tuple[str, ...]:
        """Each on one line."""
        return tuple(" ".join(pieces) for pieces in self._pieces)


def goes_on(line: str) -> bool:
    """Whether a line is set in, and begins no item."""
    return line.startswith((" ", "\t")) and not _ITEM.fullmatch(line)


def opens_item(line: str) -> str | None:
    """What a line says that begins an item; None where it begins none."""
    item = _ITEM.fullmatch(line)
    return _BOX.sub("", item[1]) if item else None


def items_in(lines: Iterable[str]) -> tuple[str, ...]:
    """What the lists among these lines have."""
    items = Items()
    for line in lines:
        if _ITEM.fullmatch(line) or (items and goes_on(line)):
            items.add(line)
    return items.texts()


@dataclass
class Part:
    """One module or inject."""

    section: Section
    is_module: bool
    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    expects: Items = field(default_factory=Items)
    facts: dict[str, Line] = field(default_factory=dict)
    """What bold labels say."""
    area: Kind = "scenario"
    """Under what the line stands that is read."""
    level: int = 0
    """That of the heading of the area."""
    _questions: Items = field(default_factory=Items)
    _themes: list[str] = field(default_factory=list)
    _theme: str = ""

    @property
    def questions(self) -> tuple[Asked, ...]:
        """What is to be discussed, each under its theme."""
        return tuple(map(Asked, self._questions.texts(), self._themes))

    def opened(self, section: Section) -> None:
        """A heading within it."""
        kind = kind_of(section.title)
        if self.area in WITHIN and section.level > self.level:
            self._theme = section.title
            if self.area == "notes":
                self.notes.append(f"**{section.title}**")
            return
        self.area, self.level, self._theme = kind if kind in WITHIN else "scenario", section.level, ""
        if self.area == "scenario" and kind != "scenario":
            self.body.append(f"**{section.title}**\n")

    def take(self, line: Line) -> None:
        """A line below its headings, or what the line announces."""
        label = label_of(line.text)
        if label and label[0] in WITHIN:
            self.area, self._theme = label[0], ""
            line = Line(line.number, label[1])
        elif label:
            self.facts.setdefault(label[0], Line(line.number, label[1]))
            return
        match self.area:
            case "questions":
                self._ask(line.text)
            case "expects":
                self.expects.add(line.text)
            case "notes":
                self.notes.append(line.text)
            case _:
                self.body.append(line.text)

    def _ask(self, text: str) -> None:
        """A question, a line of the last one, the theme of those that follow, or a remark on them."""
        bold, is_question = _BOLD.fullmatch(text), text.rstrip("* ").endswith(("?", "？"))
        if bold and not is_question:
            self._theme = plain(bold[1]).rstrip(":：")
        elif self._questions and goes_on(text):
            self._questions.add(text)
        elif _ITEM.fullmatch(text) or is_question:
            self._questions.add(text.strip() if is_question else text)
            self._themes.append(self._theme)
        elif text.strip():
            self.notes.append(text)
