"""Markdown of the content, as harmless HTML or as plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_WIDE = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
_WIDE_SIGN = "[\u3001-\u303f\u30fb\uff01-\uff0f\uff1a-\uff1f\uff3b-\uff3f\uff5b-\uff65]"
_BEFORE_WIDE = re.compile(rf"(\*+)(?={_WIDE_SIGN})")
_AFTER_WIDE = re.compile(rf"(?<={_WIDE_SIGN})(\*+)")
_BLANKS = re.compile("[ \t\n\u2028\u2029]+")
_WEB = re.compile(r"https?://", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    """Raw HTML is shown, not obeyed; nothing is loaded; links lead to the web only."""
    parser = MarkdownIt("js-default", {"html": False}).disable("image")
    parser.validateLink = lambda url: bool(_WEB.match(url))  # type: ignore[method-assign]
    return parser


def _parsed(markdown: str) -> list[Token]:
    """The tokens, with an invisible letter between asterisks and wide brackets, which else would not be bold."""
    return _parser().parse(_BEFORE_WIDE.sub("\\1\u200b", _AFTER_WIDE.sub("\u200b\\1", markdown)))


def html(markdown: str) -> str:
    """The text as HTML of which no part is active."""
    parser, tokens = _parser(), _parsed(markdown)
    for token in tokens:
        if token.children:
            token.children = _joined(token.children)
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered.replace("\u200b", "")


def plain(markdown: str) -> str:
    """The words alone; a line per block."""
    blocks = (token for token in _parsed(markdown) if token.type in ("inline", "fence", "code_block"))
    words = (_words(token.children) if token.children else token.content.strip("\n") for token in blocks)
    return "\n".join(words).replace("\u200b", "")


def flat(text: str) -> str:
    """Clean text on one line: one blank where lines end or several were. A full-width space is a sign like others."""
    return _BLANKS.sub(" ", text).strip(" ")


@lru_cache(maxsize=4096)
def one_line(markdown: str) -> str:
    """The words alone, for a title or a table's cell: a screen asks for them again with every repaint.

    A text of nothing but signs of Markdown is called by these: nothing that has a title is without one.
    """
    return " ".join(plain(markdown).split("\n")) or flat(markdown)


def _words(children: Sequence[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(token.type, token.content) for token in _joined(children))


def _joined(children: Sequence[Token]) -> list[Token]:
    """Wide characters join without the space that a line end between them would become."""
    return [token for n, token in enumerate(children) if not (token.type == "softbreak" and _between_wide(children, n))]


def _between_wide(children: Sequence[Token], place: int) -> bool:
    before = _nearest(reversed(children[:place]))[-1:]
    after = _nearest(children[place + 1 :])[:1]
    return bool(_WIDE.match(before) and _WIDE.match(after))


def _nearest(tokens: Iterable[Token]) -> str:
    return next((token.content for token in tokens if token.content), "")
