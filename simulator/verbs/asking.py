"""Questions in plain lines, for a verb that has to know what an organisation is."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any, get_args
from unicodedata import normalize

from simulator.errors import TabletopError
from simulator.model.profile import AI, CONTRACTS, PLACE_PATTERN, Data, Organisation, Sector, Size
from simulator.wording.organisations import QUESTIONS, word_of
from simulator.wording.voice import Voice

PLACES = ("JP", "EU", "UK", "US", "US-CA", "US-NY", "KR", "SG", "CN", "IN", "AU")
"""Those of which the library has clocks; any other may be typed as well."""
_OPTIONS: dict[str, tuple[str, ...]] = {
    "jurisdictions": PLACES,
    "people_in": PLACES,
    "public_body": ("yes", "no"),
    "sectors": get_args(Sector),
    "ai": get_args(AI),
    "size": get_args(Size),
    "listed": ("JP", "US", "EU", "UK"),
    "data": get_args(Data),
}
_PLACED = ("jurisdictions", "people_in", "listed")
"""Where other places than those shown may be typed."""
_ONE = ("public_body", "size")
"""Where only one answer can be."""


def asked(contracts: Sequence[tuple[str, str]], voice: Voice) -> Organisation:
    """What somebody says at the terminal; an empty line says nothing of that question.

    ``contracts``: ids and titles. Raises TabletopError where the terminal is closed before the last question.
    """
    said: dict[str, Any] = {}
    for key, options in _OPTIONS.items():
        shown = [(option, word_of(option, voice)) for option in options]
        answer = _ask(key, shown, voice, free=key in _PLACED)
        if answer is not None:
            said[key] = _value(key, answer)
    answer = _ask(CONTRACTS, contracts, voice)
    return Organisation.model_validate(said if answer is None else said | {CONTRACTS: answer})


def _value(key: str, answer: list[str]) -> Any:
    if key == "public_body":
        return answer == ["yes"]
    return answer[0] if key in _ONE else answer


def _ask(key: str, options: Sequence[tuple[str, str]], voice: Voice, *, free: bool = False) -> list[str] | None:
    print("", voice(QUESTIONS[key]), *_numbered(options), sep="\n", file=sys.stderr)
    one = key in _ONE
    print(voice("A number; Enter: not said.") if one else voice(_PLACES_TOO if free else SEVERAL), file=sys.stderr)
    while True:
        print("> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise TabletopError("the questions ended before the last one; nothing was saved")
        words = normalize("NFKC", line).split("#")[0].replace(",", " ").replace("、", " ").split()
        answer = _understood(words, [name for name, _ in options], free=free)
        if answer is not None and not (one and len(answer) > 1):
            return answer if line.strip() else None
        print(voice(_NO_PLACE if free else "That is none of the numbers."), file=sys.stderr)


_PLACES_TOO = "Numbers, or codes such as TW, with commas between them; 0: none of these; Enter: not said."
_NO_PLACE = "That is none of the numbers, and no code of a country or a state, such as TW or US-TX."
SEVERAL = "Numbers with commas between them; 0: none of these; Enter: not said."


def _numbered(options: Sequence[tuple[str, str]]) -> Iterator[str]:
    return (f"  {n:2}  {words}" for n, (_, words) in enumerate(options, 1))


def _understood(words: Sequence[str], names: Sequence[str], *, free: bool) -> list[str] | None:
    """The options meant; None for something that is none."""
    meant = []
    for word in words:
        if word.isascii() and word.isdigit() and int(word) <= len(names):
            meant += [names[int(word) - 1]] if int(word) else []
        elif free and re.match(PLACE_PATTERN, word.upper()):
            meant.append(word.upper())
        else:
            return None
    return meant
