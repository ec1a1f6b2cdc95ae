"""What a front can be asked to show: values that know no width, no colour and no key, and the front itself.

A dialogue says what it asks and what an answer does; how that is shown, and which keys or words give the answer, is
the front's own business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, overload

from simulator.console.rows import Line, Part, Row

Values = Mapping[str, str]
"""What stands in the fields of a form, by id."""
Check = Callable[[str], str]
"""What is wrong with something written, in words; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class Also:
    """Another way than the usual one to answer a choice."""

    id: str
    key: str
    """The act of the console whose key or word it takes, such as ``order``; a front knows that by heart."""
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of several. Answered with ``Chosen``."""

    title: str
    rows: tuple[Row, ...]
    intro: tuple[Line, ...] = ()
    does: str = ""
    """What the usual answer does, in a word or two; empty: it chooses."""
    leaves: str = ""
    """What it is to leave without an answer; empty: it leaves."""
    also: tuple[Also, ...] = ()
    at: str = ""
    """The row offered first; the first that can be chosen if there is no such."""


def anything(_written: str) -> str:
    """Whatever is written will do."""
    return ""


@dataclass(frozen=True, slots=True)
class Write:
    """A line to write on."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    """Said while the line is empty."""
    check: Check = field(default=anything, compare=False)
    """Asked before the form is answered: a mistake keeps it open."""

    began: str | None = None
    """What stood there before somebody wrote; None where nobody has."""
    hidden: bool = False
    """What is typed is not to be read on the screen, nor shown again."""

    def filled(self, words: str) -> Write:
        """With something written on it."""
        return replace(self, value=words, began=self.value if self.began is None else self.began)


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several."""

    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    """(id, words) pairs, at least one."""
    value: str = ""
    """The id chosen at first; the first one if there is no such."""

    def filled(self, chosen: str) -> Pick:
        """With one chosen."""
        return replace(self, value=chosen)

    @property
    def chosen(self) -> str:
        """The id that is chosen at first."""
        ids = [id_ for id_, _ in self.options]
        return self.value if self.value in ids else ids[0]


Field = Write | Pick


@dataclass(frozen=True, slots=True)
class Form:
    """A few fields to fill in. Answered with their ``Values``."""

    title: str
    fields: tuple[Field, ...]
    intro: tuple[Line, ...] = ()
    does: str = ""
    leaves: str = ""

    def filled(self, values: Values) -> Form:
        """The same form with what has been written or chosen in its fields."""
        return replace(self, fields=tuple(f.filled(values[f.id]) if f.id in values else f for f in self.fields))

    def mistake(self, values: Values) -> tuple[str, str] | None:
        """The first field that is not written as it must be, and what is wrong with it; None where all is well."""
        for asked in self.fields:
            if isinstance(asked, Write) and (wrong := asked.check(values[asked.id])):
                return asked.id, wrong
        return None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be read. Answered with ``ON``, the id of an ``Also``, or the name of an act to follow at once."""

    title: str
    words: tuple[Part, ...]
    does: str = ""
    leaves: str = ""
    then: tuple[str, ...] = ()
    """Acts that may follow at once, by name."""
    also: tuple[Also, ...] = ()
    """Other answers, by their id."""
    passing: bool = False
    """It tells what the log tells: a front that shows that anyway need not stop for it."""
    alarm: bool = False
    """Nobody is to miss it: a screen stops for it even so."""


ON = "on"
"""The usual answer to a notice."""
USUAL = "usual"
"""How a row is chosen where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row as it was shown, and how it was chosen: ``USUAL`` or the id of an ``Also``."""

    row: Row
    how: str = USUAL


class Front(Protocol):
    """Whoever shows dialogues to people and brings their answers; it decides nothing."""

    @overload
    async def ask(self, question: Callable[[], Choice]) -> Chosen | None: ...
    @overload
    async def ask(self, question: Callable[[], Form]) -> Values | None: ...
    @overload
    async def ask(self, question: Callable[[], Notice]) -> str | None: ...

    def refresh(self) -> None:
        """What is seen may have changed: it is shown as it is now, and every question that stands open asked again."""

    def say(self, words: str, *, warning: bool = False) -> None:
        """Something to know; nobody waits for an answer."""

    def quit(self, code: int, words: str) -> None:
        """The exercise cannot go on: the program ends with an exit code and these words."""
