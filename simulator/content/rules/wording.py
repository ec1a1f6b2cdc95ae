"""Texts for people: too long, cut off, untranslated, or pointing at somebody real."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from simulator.content.artefacts import Handout
from simulator.content.assembly import Assembly
from simulator.content.document import Path
from simulator.content.reading import LoadedItem, tree_at
from simulator.content.rules.rule import Context, at_check, of_assembly_at_check
from simulator.content.rules.walk import texts
from simulator.errors import Problem, Sentence
from simulator.model.durations import parse_duration
from simulator.model.kinds import KINDS
from simulator.model.scenario import Scenario
from simulator.model.text import LANGUAGES, Text

WORDS, CHARACTERS = 80, 220
"""What fits a wall read from three metres: English words, Japanese characters."""

_TOO_LONG = {
    "en": "{count} words are too many for a wall (at most {most}): put the rest into an artefact",
    "ja": "{count} characters are too many for a wall (at most {most}): put the rest into an artefact",
}
"""Language of a text → what to say where it has too many words, or characters."""
_NAMES = {"en": "English", "ja": "Japanese"}

_DOMAIN = re.compile(
    r"(?<![\w.@/-])(?:[\w.+-]+@)?((?:[a-z0-9-]+\.)+(?:com|net|org|jp|io|ai|dev|app|eu|uk|co|gov|edu|info|cloud))(?![\w-]|\.\w)",
    re.ASCII | re.IGNORECASE,
)
_OURS = re.compile(r"(^|\.)(example(\.(com|net|org|jp|co\.jp))?|test|invalid|localhost)$", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w.-])(?:\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,3}|0\d{1,3}-\d{2,4}-\d{3,4})(?![\w-])", re.ASCII
)
_NOBODYS = re.compile(r"(?:0{3,4}[ -]?){1,2}$|555[ -]?01\d\d$|0{6,}")
_GLUED = re.compile("\u200d|[\U0001f1e6-\U0001f1ff]")
_CITED = frozenset(("source", "section", "references", "basis"))
"""Keys under which public sources are named, as what they are called."""
_RELATIVE = re.compile(r"\{\s*[Tt]\s*\+\s*([^}]*)\}")


@at_check(*KINDS)
def in_file(item: LoadedItem[Any], value: object, _context: Context) -> Iterator[Problem]:
    """What can be checked in one text at a time; warnings only."""
    if isinstance(value, Scenario):
        yield from _fits_the_wall(item, value)
    for path, text in texts(value, item.root):
        for language, words in text.variants:
            place = _variant(item, path, language)
            if not _CITED.intersection(path):
                yield from _real(item, place, words)
            yield from _relative(item, place, words)
            yield from _cut(item, place)
            if emoji := _GLUED.search(words):
                message = Sentence(
                    "a flag or a joined emoji shifts the rest of its line in many terminals: use plain words"
                )
                yield item.document.problem(place, "glued-emoji", message, "warning", word=emoji[0])


def _variant(item: LoadedItem[Any], path: Path, language: str) -> Path:
    return (*path, language) if isinstance(tree_at(item.document.root, path), dict) else path


def _real(item: LoadedItem[Any], path: Path, words: str) -> Iterator[Problem]:
    for code, word, message in _somebodys(words):
        yield item.document.problem(path, code, message, "warning", word=word)


def _somebodys(words: str) -> Iterator[tuple[str, str, Sentence]]:
    for match in _DOMAIN.finditer(words):
        if not _OURS.search(match[1]):
            message = Sentence(
                "{name} may be somebody's: in an exercise write a name under .example or .test", name=match[1]
            )
            yield "real-domain", match[0], message
    for match in _PHONE.finditer(words):
        if not _NOBODYS.search(match[0]):
            message = Sentence("{number} may be somebody's number: write one such as 03-0000-0000", number=match[0])
            yield "real-phone", match[0], message


def _relative(item: LoadedItem[Any], path: Path, words: str) -> Iterator[Problem]:
    for match in _RELATIVE.finditer(words):
        try:
            parse_duration(match[1])
            exact = match[0] == f"{{T+{match[1]}}}"
        except ValueError:
            exact = False
        if not exact:
            message = Sentence("{found} will not become a date: write it as {{T+24h}}", found=match[0])
            yield item.document.problem(path, "bad-moment", message, "warning", word=match[0])


def _cut(item: LoadedItem[Any], path: Path) -> Iterator[Problem]:
    end = item.document.plain_ends.get(path)
    if end is None:
        return
    rest = item.document.lines[end[0] - 1][end[1] - 1 :]
    # A remark usually stands further off, and has a space after its sign.
    if re.match(r" #|\s+#\S", rest):
        message = Sentence(
            "the text ends before {rest!r}: put it in quotes if this belongs to it", rest=rest.strip()[:30]
        )
        yield item.document.problem(path, "cut-text", message, "warning", word=rest.strip())


def _fits_the_wall(item: LoadedItem[Scenario], value: Scenario) -> Iterator[Problem]:
    """An inject is read from three metres."""
    for n, inject in enumerate(value.injects):
        for language, words in inject.body.variants if inject.body else ():
            place = _variant(item, ("injects", n, "body"), language)
            count, most = len(words.split()), WORDS
            if language == "ja":
                count, most = len(re.sub(r"\s", "", words)), CHARACTERS
            if count > most:
                message = Sentence(
                    _TOO_LONG[language],
                    count=count,
                    most=most,
                )
                yield item.document.problem(place, "too-long", message, "warning")


@at_check(*KINDS)
def translated(item: LoadedItem[Any], _value: object, context: Context) -> Iterator[Problem]:
    """Where a file speaks two languages, how many texts are in one of them only; a note per file and language."""
    if item is not context.items[0]:
        return
    written = [(item, path, text) for item in context.items for path, text in texts(item.value, item.root)]
    if not any(len(text.variants) == len(LANGUAGES) for _, _, text in written):
        return
    for language in LANGUAGES:
        lacking = [(item, path) for item, path, text in written if not _says(text, language)]
        if lacking:
            item, path = lacking[0]
            message = Sentence(
                "{count} of {all} texts are not in {language}; this is the first",
                count=len(lacking),
                all=len(written),
                language=Sentence(_NAMES[language]),
            )
            yield item.document.problem(path, "untranslated", message, "note")


def _says(text: Text, language: str) -> bool:
    return any(own == language for own, _ in text.variants)


@of_assembly_at_check
def in_artefacts(assembly: Assembly) -> Iterator[Problem]:
    """What is handed out points at nobody real either."""
    for handout in assembly.handouts:
        yield from _in_artefact(handout)


def _in_artefact(handout: Handout) -> Iterator[Problem]:
    for number, line in enumerate(handout.text.split("\n"), 1):
        for code, word, message in _somebodys(line):
            yield Problem(handout.file, number, line.index(word) + 1, code, "warning", message)
