"""A document as PDF, set by Typst: a screen reader can read it (PDF/UA-1), and it has no boxes where letters should be.

Words go to the template as values, never as markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, assert_never

import typst

from simulator.errors import TabletopError
from simulator.report.document import Block, Bullets, Document, Facts, Figure, Paragraph, Table, TableCell
from simulator.report.render.svg import style_alone, svg
from simulator.report.render.xml import FOOT, MARK_ROOM, words
from simulator.wording.voice import Voice

_LONGEST_KEPT = 1000
"""Letters up to which a row stays on one page."""
_STANDARD: typst.PDFStandard = "ua-1"
"""It demands that every letter can be shown and searched: Typst refuses a text for which no font has the letters."""
_PREFERRED = ("Helvetica Neue", "Arial", "Liberation Sans", "Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP")
_SIGNS = ("DejaVu Sans", "Segoe UI Symbol", "Apple Symbols")
"""Of ✓, ☐ and the like; then whatever else there is, as Typst by itself looks for little."""
_LONG_WORD = re.compile(r"[!-~]{24}(?=[!-~])")
_ESCAPED = re.compile(r"\\u\{(\w+)\}")
_UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)


def render(page: Document) -> bytes:
    """Any document as PDF; the same bytes for the same document and fonts.

    TabletopError where no font of this machine has what is written.
    """
    told = json.dumps(_told(page, _in_order(_fonts().families())), ensure_ascii=False)
    try:
        compiler = typst.Compiler(_source("report.typ").encode(), font_paths=_fonts(), sys_inputs={"page": told})
        made = compiler.compile(format="pdf", pdf_standards=_STANDARD, timestamp=0)
    except typst.TypstError as error:
        raise _refused(error) from None
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Those of this machine; to look for them takes longer than to set a page."""
    return typst.Fonts()


def _in_order(there: Sequence[str]) -> list[str]:
    """The families of this machine, those of the house first."""
    ours = [family for family in (*_PREFERRED, *_SIGNS) if family in there]
    return list(dict.fromkeys([*ours, *sorted(there)]))


def _refused(error: typst.TypstError) -> TabletopError:
    if unshown := _UNSHOWN.search(error.message):
        return TabletopError(
            "no font on this machine has {letters}: install one, such as Noto Sans CJK JP, or print the HTML page from"
            " a browser",
            letters=_ESCAPED.sub(lambda found: f" U+{found[1].upper():0>4}", unshown[1]).strip(),
        )
    return TabletopError("Typst cannot set this as PDF: {reason}", reason=error.message)


def _told(page: Document, families: Sequence[str]) -> dict[str, Any]:
    style = style_alone(families)
    return {
        "fonts": families,
        "language": page.language,
        "banner": words(page.banner),
        "mark": words(f" · {page.draft}" if page.draft else ""),
        "issuer": words(page.issuer),
        "logo": [list(page.mark.png), *page.mark.within(*MARK_ROOM), words(page.mark_in_words)] if page.mark else [],
        "kind": words(page.kind),
        "title": words(page.title),
        "foot": words(page.title)[:FOOT],
        "draft": words(page.draft),
        "signatures": [words(one) for one in page.signatures],
        "facts": _facts(page.facts),
        "care": words(page.care),
        "contents": Voice(page.language)("Contents") if page.has_contents else "",
        "sections": [
            {"title": words(part.title), "annex": part.annex, "blocks": [_block(block, style) for block in part.blocks]}
            for part in page.sections
        ],
    }


def _block(block: Block, style: str) -> dict[str, Any]:
    match block:
        case Paragraph(text, tone):
            return {"kind": "paragraph", "title": "", "text": _broken(text), "tone": tone}
        case Bullets(items, title):
            return {"kind": "bullets", "title": words(title), "items": [_cell(item) for item in items]}
        case Facts(_, title):
            return {"kind": "facts", "title": words(title), "rows": _facts(block)}
        case Table(columns, rows, title):
            head = [[words(column.title), column.width, column.numeric] for column in columns]
            cells = [[[_cell(cell) for cell in row], _is_short(row)] for row in rows]
            return {"kind": "table", "title": words(title), "columns": head, "rows": cells}
        case Figure(drawing, caption, title):
            drawn = [svg(piece, style) for piece in drawing.pieces()]
            said = {"alt": words(drawing.title), "caption": words(caption), "long": drawing.long}
            return {"kind": "figure", "title": words(title), "drawn": drawn} | said
        case _:
            assert_never(block)


def _facts(facts: Facts) -> list[list[Any]]:
    return [[words(name), _cell(what)] for name, what in facts.rows]


def _cell(cell: TableCell) -> list[list[str]]:
    return [[words(line.text) if line.tone == "hash" else _broken(line.text), line.tone] for line in cell]


def _is_short(row: Sequence[TableCell]) -> bool:
    """Whether it stays on one page."""
    return sum(len(line.text) for cell in row for line in cell) < _LONGEST_KEPT


def _broken(text: str) -> str:
    """Words that may end a line after so many letters, as an address would run out of its column."""
    return _LONG_WORD.sub(lambda found: found[0] + "\u200b", words(text))


@cache
def _source(name: str) -> str:
    return files("simulator.report.render").joinpath("templates", name).read_text("utf-8")
