"""What ``tabletop verify`` holds a record against: hashes that were told, reports that tell them, and witnesses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from simulator.errors import Problem, Sentence, TabletopError, why
from simulator.files import opened
from simulator.journal.reader import Verified
from simulator.journal.witness import AGREES, Standing, Witness, standing, witnesses_in
from simulator.wording.voice import Voice

_LARGEST = 64 * 2**20
"""Bytes of a report or a witness that are looked at."""
OTHER = "other-record"
"""The code of a record that is whole, and not the one it is held against."""
_SAID: Mapping[Standing, str] = {
    "end": "Witness of {lines} lines: it agrees, and the record ends there.",
    "beginning": "Witness of {lines} lines: it agrees, and {more} lines came later.",
    "cut": "witness of {lines} lines: the record has {count}. Its end was cut off, or this is an earlier copy",
    "broken": "witness of {lines} lines: that line is there, and something before it was changed",
    "other-line": "witness of {lines} lines: that line is another one. The record was changed, or written anew",
    "rewritten": "witness of {lines} lines: that line is another one. The record says that texts were taken out of it,"
    " and that it was this one before: ask to see that",
    "other-exercise": "witness of {lines} lines: it is of {exercise}, and this is the record of {own}",
    "unknown": "witness of {lines} lines: the record is not in the pack, so whether it begins so cannot be told",
}


@dataclass(frozen=True)
class Held:
    """What a record is held against. Its end must be one of the hashes; a witness may be of its beginning."""

    digits: tuple[str, ...] = ()
    """Hashes that were told, or their first digits."""
    report: Path | None = None
    in_report: tuple[str, ...] = ()
    """The hashes that it tells."""
    witnesses: tuple[Witness, ...] = ()

    @classmethod
    def of(cls, expect: str | None, against: Path | None, witnesses: Sequence[str]) -> Held:
        """As the command line names them. TabletopError for what is no hash or no witness, and what cannot be read."""
        return cls(
            (_hash(expect),) if expect is not None else (),
            against,
            _hashes_in(against) if against else (),
            tuple(each for given in witnesses for each in _witnesses(given)),
        )

    @property
    def names_the_end(self) -> bool:
        """Whether it says which line the record must end with."""
        return bool(self.digits or self.report)

    def problems(self, verified: Verified, record: Path) -> Iterator[Problem]:
        """Where the record is another one."""
        for report, hashes in ((None, self.digits), (self.report, self.in_report)):
            if hashes and (said := _other_end(verified, hashes, report)):
                yield Problem(str(record), 0, 0, OTHER, "error", said)
        for witness in self.witnesses:
            if (stands := standing(witness, verified)) not in AGREES:
                said = _said(witness, stands, verified)
                yield Problem(str(record), 0, 0, OTHER, "warning" if stands == "unknown" else "error", said)

    def agreeing(self, verified: Verified, voice: Voice) -> Iterator[str]:
        """What it agrees with, line by line."""
        for witness in self.witnesses:
            if (stands := standing(witness, verified)) in AGREES:
                yield voice(_said(witness, stands, verified))

    def document(self, verified: Verified) -> list[dict[str, object]]:
        """Every witness, for programs."""
        stood = [(witness, standing(witness, verified)) for witness in self.witnesses]
        return [{"witness": str(one), "standing": stands, "agrees": stands in AGREES} for one, stands in stood]


def _said(witness: Witness, stands: Standing, verified: Verified) -> Sentence:
    said: dict[str, object] = {"lines": witness.lines}
    if stands == "beginning":
        said |= {"more": verified.lines - witness.lines}
    elif stands == "cut":
        said |= {"count": verified.lines}
    elif stands == "other-exercise":
        said |= {"exercise": witness.exercise, "own": verified.exercise}
    return Sentence(_SAID[stands], **said)


def _hash(digits: str) -> str:
    given = digits.strip().lower()
    if not re.fullmatch("[0-9a-f]{8,64}", given):
        raise TabletopError("{found} is no hash: write 8 to 64 of its digits", found=digits)
    return given


def _witnesses(given: str) -> tuple[Witness, ...]:
    """Those that a text is, or that stand in a file of that name."""
    if found := witnesses_in(given):
        return found
    try:
        with opened(Path(given)) as file:
            found = witnesses_in(file.read(_LARGEST).decode("utf-8", "replace"))
    except (OSError, ValueError) as error:
        raise TabletopError(
            "{given} is no witness, and no file that can be read: {reason}. A witness begins with tabletop-witness",
            given=given,
            reason=why(error),
        ) from error
    if not found:
        raise TabletopError("{path} holds no witness: it begins with tabletop-witness", path=given)
    return found


def _hashes_in(report: Path) -> tuple[str, ...]:
    """At least one: a page that tells none, or only the beginning of one, can show nothing."""
    try:
        with opened(report) as file:
            held = file.read(_LARGEST)
        written = _parts_of(held) if held.startswith(b"PK") else held
    except (OSError, BadZipFile, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise TabletopError("{path} cannot be read: {reason}", path=report, reason=why(error)) from error
    if written.startswith(b"%PDF"):
        raise TabletopError(
            "{path}: this cannot read a PDF: give the head hash that stands in it with --expect", path=report
        )
    found = re.findall(r"\b[0-9a-f]{64}\b", written.decode("utf-8", "replace"))
    if not found:
        raise TabletopError(
            "{report} tells no whole hash: take the whole report, or give the digits that it shows with --expect",
            report=report,
        )
    return tuple(found)


def _parts_of(held: bytes) -> bytes:
    """What a Word or Excel file holds: a zip of texts, of which no more is unpacked than is looked at."""
    written = b""
    with ZipFile(BytesIO(held)) as file:
        for name in file.namelist():
            if name.endswith(".xml"):
                with file.open(name) as part:
                    written += part.read(max(_LARGEST - len(written), 0)) + b"\n"
    return written


def _other_end(verified: Verified, expected: Sequence[str], report: Path | None) -> Sentence | None:
    """What is wrong with its last hash; None where it is one of those expected, or begins as one."""

    def is_expected(digest: str) -> bool:
        return any(digest.startswith(digits) for digits in expected)

    if is_expected(verified.head_hash):
        return None
    earlier = next((n for n, found in enumerate(verified.hashes, 1) if is_expected(found)), 0)
    if earlier:
        return Sentence("it was expected to end with line {line}: what follows came later", line=earlier)
    if report:
        return Sentence("{report} is not a report of this record: none of its hashes is there", report=report)
    return Sentence("its head hash is {found}, not the one expected", found=verified.head_hash)
