"""A document as a Word file: headings, contents, tables whose head is on every page, pictures that stay shapes.

The body is written as text: a log of 10,000 rows made cell by cell takes a minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import assert_never

from simulator.report.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Paragraph,
    Section,
    Table,
    TableCell,
)
from simulator.report.render.word_drawing import picture
from simulator.report.render.word_frame import TEXT_WIDTH, embedded, framed, saved
from simulator.report.render.xml import escaped
from simulator.wording.voice import Voice

_LONGEST_KEPT = 1500
"""Characters up to which a row stays on one page."""
_SIGN, _APART = 1190, 280
"""Width of a field to sign, and room beside the fields, in twentieths of a point: 21 and 5 mm."""


def render(page: Document) -> bytes:
    """Any document as .docx; the same bytes for the same document."""
    file = framed(page)
    mark = embedded(file, page.mark, page.mark_in_words) if page.mark else ""
    return saved(file, "".join(_body(page, mark)))


def _body(page: Document, mark: str) -> Iterator[str]:
    named = "".join(_named(page, mark))
    yield _beside(named, _signatures(page.signatures), _SIGN * len(page.signatures)) if page.signatures else named
    yield from _facts(page.facts)
    yield _paragraph("Care", _run(page.care))
    if page.has_contents:
        yield from _contents(page)
    numbers = count(1)
    for place, part in enumerate(page.sections):
        yield _heading(part.title, place, new_page=part.annex or (page.has_contents and not place))
        yield from _blocks(part, numbers)


def _named(page: Document, mark: str) -> Iterator[str]:
    """Whose document it is, what it is, and of what."""
    if mark or page.issuer:
        yield _paragraph("Issuer", mark + _run(("  " if mark else "") + page.issuer))
    draft = _run(page.draft + "  ", "Draft") if page.draft else ""
    yield _paragraph("Kind", draft + _run(page.kind))
    yield _paragraph("Title", _run(page.title))


def _beside(left: str, right: str, wide: int) -> str:
    """Two parts beside each other, the right one so wide: below each other they take a tenth of a page that is all."""
    widths = (TEXT_WIDTH - wide - _APART, wide + _APART)
    look = f'<w:tblStyle w:val="Pictures"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{held}</w:tc>'
        for width, held in zip(widths, (left, right), strict=True)
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>" + _paragraph(
        "Gap", ""
    )


def _blocks(part: Section, numbers: Iterator[int]) -> Iterator[str]:
    for block in part.blocks:
        if not isinstance(block, Paragraph) and block.title:
            yield _paragraph("Heading2", _run(block.title))
        yield from _block(block, numbers)


def _block(block: Block, numbers: Iterator[int]) -> Iterator[str]:
    match block:
        case Paragraph(text, tone):
            yield _paragraph("Normal", _run(text, tone))
        case Bullets(items):
            yield from (_paragraph("ListBullet", _lines(item)) for item in items)
        case Facts():
            yield from _facts(block)
        case Table(columns, rows, title):
            titles = [(_run(column.title), column.numeric) for column in columns]
            cells = ([(_lines(c), column.numeric) for c, column in zip(row, columns, strict=True)] for row in rows)
            yield from _table(title, [column.width for column in columns], _row(titles, head=True), map(_row, cells))
        case Figure():
            yield from _figure(block, numbers)
        case _:
            assert_never(block)


def _figure(figure: Figure, numbers: Iterator[int]) -> Iterator[str]:
    """A table of its pieces: of a long one the first, the axis, comes again on every page.

    One piece, too, stands in a cell: outside of a table LibreOffice leaves out the words of shapes.
    """
    pieces = [picture(piece, next(numbers)) for piece in figure.drawing.pieces()]
    style = "Piece" if figure.drawing.long else "Figure"
    axes = 1 if len(pieces) > 1 else 0
    rows = [_piece(piece, style if n else "Figure", head=n < axes) for n, piece in enumerate(pieces)]
    caption = _paragraph("Caption", _run(figure.caption))
    yield from _table(figure.drawing.title, [1], "".join(rows[:axes]), rows[axes:], style="Pictures", below=caption)


def _piece(picture: str, style: str, *, head: bool) -> str:
    told = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{told}</w:trPr><w:tc>{_paragraph(style, picture)}</w:tc></w:tr>"


def _facts(block: Facts) -> Iterator[str]:
    rows = (_row([(_run(name, "quiet"), False), (_lines(what), False)]) for name, what in block.rows)
    yield from _table(block.title, [22, 78], "", rows, style="Facts")


def _signatures(titles: Sequence[str]) -> str:
    """Fields to sign, on the right."""
    head = "".join(f"<w:tc>{_paragraph('SignCell', _run(title))}</w:tc>" for title in titles)
    blank = f"<w:tc>{_paragraph('SignCell', '')}</w:tc>" * len(titles)
    grid = f'<w:gridCol w:w="{_SIGN}"/>' * len(titles)
    look = f'<w:tblStyle w:val="Sign"/><w:tblW w:w="{_SIGN * len(titles)}" w:type="dxa"/><w:jc w:val="right"/>'
    high = '<w:trPr><w:trHeight w:val="964" w:hRule="exact"/></w:trPr>'
    rows = f"<w:tr>{head}</w:tr><w:tr>{high}{blank}</w:tr>"
    layout = '<w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{look}{layout}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>" + _paragraph(
        "Gap", ""
    )


def _table(
    title: str, shares: Sequence[int], head: str, rows: Iterable[str], style: str = "Grid", below: str = ""
) -> Iterator[str]:
    whole = sum(shares)
    grid = "".join(f'<w:gridCol w:w="{TEXT_WIDTH * share // whole}"/>' for share in shares)
    look = f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    first = f'<w:tblLook w:val="0{"4" if head else "0"}80" w:firstRow="{int(bool(head))}" w:lastRow="0"'
    look += f'{first} w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    caption = f'<w:tblCaption w:val="{escaped(title)}"/>' if title else ""
    yield f"<w:tbl><w:tblPr>{look}{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}"
    yield from rows
    yield "</w:tbl>" + (below or _paragraph("Gap", ""))


def _row(cells: Sequence[tuple[str, bool]], *, head: bool = False) -> str:
    kept = "<w:cantSplit/>" if sum(len(content) for content, _ in cells) < _LONGEST_KEPT else ""
    told = kept + ("<w:tblHeader/>" if head else "")
    style = "CellHead" if head else "Cell"
    written = "".join(f"<w:tc>{_paragraph(style, content, right=numeric)}</w:tc>" for content, numeric in cells)
    return f"<w:tr>{f'<w:trPr>{told}</w:trPr>' if told else ''}{written}</w:tr>"


def _lines(lines: TableCell) -> str:
    """The lines of a cell as one paragraph with breaks: half the size of a paragraph each."""
    return "<w:r><w:br/></w:r>".join(_run(line.text, line.tone) for line in lines)


def _contents(page: Document) -> Iterator[str]:
    """A field, filled in, so that nobody is asked to update it: each entry leads to its heading."""
    entries = [
        f'<w:hyperlink w:anchor="{_anchor(place)}" w:history="1">{_run(part.title)}</w:hyperlink>'
        for place, part in enumerate(page.sections)
    ]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    yield '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    yield "</w:docPartObj></w:sdtPr><w:sdtContent>"
    yield _paragraph("TOCHeading", _run(Voice(page.language)("Contents")))
    yield _paragraph("TOC1", begin + entries[0])
    yield from (_paragraph("TOC1", entry) for entry in entries[1:-1])
    yield _paragraph("TOC1", entries[-1] + end)
    yield "</w:sdtContent></w:sdt>"


def _heading(title: str, place: int, *, new_page: bool) -> str:
    begin = f'<w:bookmarkStart w:id="{place}" w:name="{_anchor(place)}"/>'
    apart = "<w:pageBreakBefore/>" if new_page else ""
    look = f'<w:pPr><w:pStyle w:val="Heading1"/>{apart}</w:pPr>'
    return f'<w:p>{look}{begin}{_run(title)}<w:bookmarkEnd w:id="{place}"/></w:p>'


def _anchor(place: int) -> str:
    return f"_Toc{place + 1:08d}"


def _paragraph(style: str, content: str, *, right: bool = False) -> str:
    aligned = '<w:jc w:val="right"/>' if right else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{aligned}</w:pPr>{content}</w:p>'


def _run(text: str, tone: str = "") -> str:
    """Words of one look; their line ends stay."""
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{tone.capitalize()}"/></w:rPr>' if tone else ""
    words = escaped(text).replace("\t", " ").replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'
