"""Text that people read: cleaned at the border, kept in the languages it was written in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, SerializationInfo, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from simulator.errors import Invalid, clean, either

LANGUAGES = ("en", "ja")

_WIDE = "[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
_UNSPACED = re.compile(f"(?<={_WIDE}) (?={_WIDE}|[0-9{{])")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or more for people, in one or several languages; Markdown allowed."""

    variants: tuple[tuple[str, str], ...]
    """(language, text) pairs; the file's own language stands first."""

    def say(self, language: str) -> str:
        """The text in this language, or else in the language of its file."""
        return dict(self.variants).get(language, self.own)

    @property
    def own(self) -> str:
        """The text in the language of its file."""
        return self.variants[0][1]

    def again(self, text: str) -> Text:
        """Another text in the language of this one's file."""
        return Text.of(text, self.variants[0][0])

    def __bool__(self) -> bool:
        return any(text for _, text in self.variants)

    @classmethod
    def of(cls, text: str, language: str = "en") -> Text:
        """A text written in one language only."""
        return cls(((language, clean(text)),))

    def written(self, own: str) -> str | dict[str, str]:
        """The text as a file in this language would write it; read back, it is the same.

        Prose ends its last line, as it stands below its key there.
        """
        written = {language: text + "\n" if _is_prose(text) else text for language, text in self.variants}
        return written[own] if list(written) == [own] else written

    @classmethod
    def _read(cls, raw: Any, info: ValidationInfo) -> Text:
        return cls.read(raw, (info.context or {}).get("language"))

    @classmethod
    def read(cls, raw: Any, own: str | None = None) -> Text:
        """What a file in this language has; raises ValueError with what to write instead."""
        if isinstance(raw, Text):
            return raw
        if isinstance(raw, str):
            return cls.of(_joined(raw), own or "en")
        if not isinstance(raw, dict) or not raw:
            raise Invalid("expected a text, or one per language such as {en: …, ja: …}")
        for language, text in raw.items():
            if language not in LANGUAGES:
                raise Invalid(
                    "unknown language {key!r}: write {known}",
                    key=language,
                    known=either(*LANGUAGES),
                )
            if not isinstance(text, str):
                raise Invalid("expected a text under {key!r}", key=language)
        languages = sorted(raw, key=lambda language: language != own)
        return cls(tuple((language, clean(_joined(raw[language]))) for language in languages))

    def _dumped(self, info: SerializationInfo) -> str | dict[str, str]:
        """All languages, or with a language as context what a file in that language writes."""
        own = (info.context or {}).get("language")
        return self.written(own) if own else dict(self.variants)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls._read, serialization=core_schema.plain_serializer_function_ser_schema(cls._dumped, info_arg=True)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        by_language = {language: {"type": "string"} for language in LANGUAGES}
        closed = {"title": "Text", "type": "object", "properties": by_language, "additionalProperties": False}
        return {"anyOf": [{"type": "string"}, closed]}


NOTHING_SAID = Text((("en", ""),))
"""A text where nobody wrote one."""


def _is_prose(text: str) -> bool:
    """Whether it is too much for a line; wide characters weigh double, and more in bytes."""
    return "\n" in text or len(text.encode()) > 100


def said(text: Text | None, language: str) -> str:
    """The text in this language; nothing where there is none."""
    return text.say(language) if text else ""


def _joined(text: str) -> str:
    return clean(text).strip("\n")


def unfolded(text: str, lines: Iterable[str]) -> str:
    """What a file wrote on these lines, read as one: where Japanese was broken there is no space.

    Wide characters, and a figure or a moment (``{T+4h}``) after one, join without what folding put between them; a
    space that stood within a line stays.
    """
    place = 0
    written = [line.strip() for line in lines]
    for before, after in pairwise(line for line in written if line):
        seam = f"{before[-_SEEN:]} {after[:_SEEN]}"
        at = text.find(seam, place)
        if at >= 0:
            gap = at + len(before[-_SEEN:])
            place = gap
            if _UNSPACED.match(text, gap):
                text = text[:gap] + text[gap + 1 :]
    return text


_SEEN = 6
"""So many characters on either side tell where a line was broken."""


def words_of(id: str) -> str:
    """What has no title is called by the words of its id."""
    return id.replace("-", " ")


def unspaced(text: str, at: int) -> bool:
    """Whether the space at this place would be lost, were a line broken there."""
    return bool(_UNSPACED.match(text, at))
