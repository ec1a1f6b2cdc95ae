"""A witness of a record: its count of lines and the hash of the last of them, in one line that anybody can keep.

A chain shows that lines follow one another. It cannot show that its end was cut off, nor that somebody wrote all of it
anew: for that, one needs what the record was once, kept by somebody who does not hold the record. A witness speaks of a
beginning of the record, so one that was taken early still holds when more was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from simulator.journal.reader import Verified
from simulator.timeline.history import History

Standing = Literal["end", "beginning", "cut", "broken", "other-line", "rewritten", "other-exercise", "unknown"]
"""How a record stands to a witness. It *agrees* where it ends with that line, or begins with all up to it. Else lines
are gone (*cut*), were changed before it (*broken*), or that line is another one: perhaps since texts were taken out, as
the record says of itself (*rewritten*). *Unknown*: the record is not there, only what a pack says of it."""
AGREES: frozenset[Standing] = frozenset(("end", "beginning"))

_WRITTEN = re.compile(
    r"tabletop-witness\s+([0-9a-f]{6})\s+(\d{4}-\d{2}-\d{2}|-)\s+(\d{1,9})\s+sha256:([0-9a-f]{8,64})\b", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Witness:
    """What somebody keeps of a record as it was at a moment. ``str`` is the line to keep."""

    exercise: str
    """``Head.key``."""
    day: str
    """When the exercise was held; empty where its record does not say."""
    lines: int
    head_hash: str
    """sha256 of the last of these lines; its first digits where somebody typed no more."""

    @property
    def parts(self) -> tuple[str, str]:
        """The line in two pieces, for a screen that is narrower: read again, they may stand under each other."""
        return f"tabletop-witness {self.exercise} {self.day or '-'} {self.lines}", f"sha256:{self.head_hash}"

    def __str__(self) -> str:
        return " ".join(self.parts)


def witness_of(history: History) -> Witness:
    """The witness of a record as it is now."""
    return Witness(history.head.key, history.day, history.lines, history.head_hash)


def witnesses_in(text: str) -> tuple[Witness, ...]:
    """All that stand in a text, in turn: a message, a page of notes, what somebody typed off a photograph."""
    found = _WRITTEN.findall(text.lower())
    return tuple(Witness(key, "" if day == "-" else day, int(lines), hash_) for key, day, lines, hash_ in found)


def standing(witness: Witness, record: Verified) -> Standing:
    """How a record that was checked line by line stands to a witness."""
    if record.exercise and record.exercise != witness.exercise:
        return "other-exercise"
    if witness.lines > record.lines:
        return "cut"
    known = record.head_hash if witness.lines == record.lines else record.hash_of(witness.lines)
    if not known:
        return "unknown"
    if not known.startswith(witness.head_hash):
        return "rewritten" if any(was.startswith(witness.head_hash) for was in record.was) else "other-line"
    if any(bad.severity == "error" and bad.line <= witness.lines for bad in record.problems):
        return "broken"
    return "end" if witness.lines == record.lines else "beginning"
