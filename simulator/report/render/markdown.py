"""A document as Markdown: for a repository, a wiki, a chat. Pictures are left out, but for the organisation's mark."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence

from simulator.errors import clean
from simulator.report.document import Block, Bullets, CellLine, Document, Facts, Figure, Paragraph, Table, TableCell
from simulator.wording.markup import flat

_SPECIAL = re.compile(r"([\\`*\[\]|~<>])|(?<![0-9A-Za-z])(_)|(_)(?![0-9A-Za-z])")
_BEGINS = re.compile(r"^(\s*)(#{1,6}|[-+=]+|\d+[.)])(?=\s|$)")


def render(page: Document) -> bytes:
    """Every word that people wrote is shown as it is and obeyed by nobody."""
    banner = [f"**{words(page.banner)}**", ""] if page.banner else []
    lines = [*banner, *_issuer(page), f"# {words(page.title)}", "", words(page.kind), ""]
    if page.draft:
        lines += [f"**{words(page.draft)}**", ""]
    lines += [*_block(page.facts), f"> {words(page.care)}", ""]
    if page.signatures:
        lines += table(page.signatures, [[""] * len(page.signatures)])
    for part in page.sections:
        blocks = [line for block in part.blocks for line in _block(block)]
        lines += [f"## {words(part.title)}", "", *blocks] if blocks else []
    return "\n".join([*lines, *banner, *_mark(page)]).encode()


def _issuer(page: Document) -> list[str]:
    """Whose document it is. The mark is named here and stands at the end, or nobody could read on."""
    mark = f"![{words(page.mark_in_words)}][mark]" if page.mark else ""
    return [" ".join(part for part in (mark, words(page.issuer)) if part), ""] if mark or page.issuer else []


def _mark(page: Document) -> list[str]:
    """The mark itself, in the file: it has no other to lose."""
    return [f"[mark]: data:image/png;base64,{b64encode(page.mark.png).decode()}", ""] if page.mark else []


def words(text: str) -> str:
    """Text in which no character has a meaning to Markdown or HTML."""
    escaped = _SPECIAL.sub(lambda found: "\\" + found[0], clean(text).replace("&", "&amp;"))
    return _BEGINS.sub(r"\1\\\2", flat(escaped.replace("\\<", "&lt;").replace("\\>", "&gt;")))


def _block(block: Block) -> Iterator[str]:
    title = block.title if not isinstance(block, Paragraph) else ""
    if isinstance(block, Figure) and not block.instead:
        return
    if title:
        yield from (f"### {words(title)}", "")
    match block:
        case Paragraph(text):
            yield from (words(text), "")
        case Bullets(items):
            yield from (f"- {_cell(item)}" for item in items)
            yield ""
        case Facts(rows):
            yield from (f"- **{words(name)}**: {_cell(what)}" for name, what in rows)
            yield ""
        case Table(columns, rows):
            yield from table([column.title for column in columns], [[_cell(c) for c in row] for row in rows])
        case Figure(instead=instead):
            yield from (words(instead), "")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, whose cells are Markdown already, and an empty line."""
    yield "| " + " | ".join(words(title) for title in head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _cell(cell: TableCell) -> str:
    return "<br>".join(_line(line) for line in cell)


def _line(line: CellLine) -> str:
    text = words(line.text)
    return f"**{text}**" if text and line.tone in ("strong", "met", "missed") else text
