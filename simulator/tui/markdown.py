"""Markdown of scenarios as lines of a given width. Links are shown, never followed; HTML is text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from textual.content import Content

from simulator.tui import text

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
_STYLES = {"strong": "bold", "em": "italic", "code_inline": "$text-accent"}
_WIDE = "[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
_STARS = re.compile(r"\*\*[^*\n]+\*\*")
_FOLDED = re.compile(f"(?<={_WIDE}) (?={_WIDE})")


@lru_cache(maxsize=256)
def render(source: str, width: int) -> tuple[Content, ...]:
    """The Markdown as lines of at most ``width`` cells, without styles that need more than a terminal."""
    root = SyntaxTreeNode(_PARSER.parse(source))
    return tuple(_blocks(root, max(width, 8)))


def verbatim(source: str, width: int) -> tuple[Content, ...]:
    """Text kept as it stands (a log, a mail), only cut where a line is too long."""
    rows = (text.wrap(row.expandtabs(4), max(width, 8)) for row in source.split("\n"))
    return tuple(line for row in rows for line in row)


def _blocks(parent: SyntaxTreeNode, width: int, tight: bool = False) -> Iterator[Content]:
    for index, node in enumerate(parent.children):
        if index and not tight:
            yield Content("")
        yield from _block(node, width)


def _block(node: SyntaxTreeNode, width: int) -> Iterator[Content]:
    if node.type in ("paragraph", "heading", "inline"):
        style = "bold" if node.type == "heading" else ""
        yield from text.wrap(_inline(node, style), width)
    elif node.type == "blockquote":
        for line in _blocks(node, width - 2):
            yield text.line(("│ ", "$text-accent"), line)
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _list(node, width)
    elif node.type in ("fence", "code_block"):
        for line in verbatim(node.content.rstrip("\n"), width - 2):
            yield text.line("  ", line)
    elif node.type == "hr":
        yield text.line(("─" * width, "$text-muted"))
    elif node.type == "table":
        yield from _table(node, width)
    else:
        yield from text.wrap(node.content, width)


def _list(node: SyntaxTreeNode, width: int) -> Iterator[Content]:
    start = int(node.attrs.get("start", 1))
    for index, item in enumerate(node.children):
        mark = "• " if node.type == "bullet_list" else f"{start + index}. "
        for row, line in enumerate(_blocks(item, width - len(mark), tight=True)):
            yield text.line(mark if row == 0 else " " * len(mark), line)


def _table(node: SyntaxTreeNode, width: int) -> Iterator[Content]:
    """Rows with their columns aligned; what does not fit is cut."""
    rows = [[_inline(cell, "").plain for cell in row.children] for part in node.children for row in part.children]
    widths = [max(text.cells(row[n]) for row in rows) for n in range(len(rows[0]))]
    for index, row in enumerate(rows):
        cells = "  ".join(text.fit(cell, wide) for cell, wide in zip(row, widths, strict=True))
        yield text.line((text.cut(cells.rstrip(), width), "bold" if index == 0 else ""))


def _inline(node: SyntaxTreeNode, style: str) -> Content:
    pieces = [text.line(*_pieces(child, style)) for child in node.children]
    joined = _bold(text.line(*pieces))
    for match in reversed(list(_FOLDED.finditer(joined.plain))):
        joined = joined[: match.start()] + joined[match.end() :]
    return joined


def _bold(content: Content) -> Content:
    """Bold that CommonMark does not see: where Japanese stands without spaces, ``**…。**…`` is no emphasis to it."""
    for match in reversed(list(_STARS.finditer(content.plain))):
        start, end = match.span()
        content = content[:start] + content[start + 2 : end - 2].stylize("bold") + content[end:]
    return content


def _pieces(node: SyntaxTreeNode, style: str) -> Iterator[text.Piece]:
    if node.type in ("text", "code_inline"):
        yield (node.content, f"{style} {_STYLES.get(node.type, '')}".strip())
    elif node.type == "softbreak":
        yield " "
    elif node.type == "hardbreak":
        yield "\n"
    elif node.type == "image":
        yield (node.content, style)
    else:
        inner = f"{style} {_STYLES.get(node.type, '')}".strip()
        for child in node.children:
            yield from _pieces(child, inner)
        href = str(node.attrs.get("href", ""))
        if node.type == "link" and href not in (child.content for child in node.children):
            yield f" ({href})"
