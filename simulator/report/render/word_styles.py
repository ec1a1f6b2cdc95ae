"""How a Word file looks: styles by the names that Word has for them, so that an outline and a template find them.

Fonts are those that Word has on each system; ``eastAsia`` is the one that Japanese is set in. How high a line is, is
said and not left to the font: Yu Gothic asks for a fifth more than what LibreOffice takes in its place, and what is to
be one page would be two.
"""

from __future__ import annotations

from collections.abc import Iterator

LATIN, JAPANESE, FIXED = "Arial", "Yu Gothic", "Consolas"
_LINE = {"ja": 1.5}
_LATIN_LINE = 1.27
"""Height of a line, for one point of its letters."""
_INK, _QUIET, _RULE = "1C2126", "5B6670", "C9D0D6"
_FONTS = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{JAPANESE}" w:cs="{LATIN}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _space(before: float, after: float, line: float = 0) -> str:
    """Space around a paragraph and the height of its lines in points; a line as high as its pictures by default."""
    high = f'w:line="{line * 20:.0f}" w:lineRule="exact"' if line else 'w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" {high}/>'


def _style(id: str, look: str, letters: str = "", *, name: str = "", based: str = "Normal", next: str = "") -> str:
    parts = f'<w:name w:val="{name or id}"/><w:basedOn w:val="{based}"/>'
    parts += (f'<w:next w:val="{next}"/>' if next else "") + "<w:qFormat/>"
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}">{parts}<w:pPr>{look}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
    )


def _character(id: str, letters: str) -> str:
    parts = f'<w:name w:val="{id}"/><w:qFormat/><w:rPr>{letters}</w:rPr>'
    return f'<w:style w:type="character" w:styleId="{id}">{parts}</w:style>'


def _table(id: str, borders: str, padding: tuple[int, int], head: str = "") -> str:
    """``padding``: above and below, at the sides, in twentieths of a point."""
    high, wide = padding
    sides = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    look = f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
    first = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{head}</w:tcBorders></w:tcPr></w:tblStylePr>'
    parts = f'<w:name w:val="Report {id.lower()}"/><w:tblPr>{look}</w:tblPr>{first if head else ""}'
    return f'<w:style w:type="table" w:customStyle="1" w:styleId="{id}">{parts}</w:style>'


def _border(side: str, width: int, colour: str, space: int = 0) -> str:
    """``width`` in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'


_BOLD = "<w:b/><w:bCs/>"
_TIGHT = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""No space between Japanese and figures: columns are narrow, and labels are measured without it."""
_BOX = "".join(_border(side, 6, _INK, 1) for side in ("top", "left", "bottom", "right"))
_LINES = _border("bottom", 4, _RULE) + _border("insideH", 4, _RULE)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BASIC = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}{_size(10)}<w:lang w:val="en-GB" w:eastAsia="ja-JP"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
)
_CHARACTERS = "".join(
    (
        _character("Strong", _BOLD),
        _character("Quiet", _colour(_QUIET)),
        _character("Met", _BOLD + _colour("1D5C3A")),
        _character("Missed", _BOLD + _colour("9B1C1C")),
        _character("Open", _BOLD + _colour("6B5300")),
        _character("Draft", _BOLD + _colour("9B1C1C") + '<w:spacing w:val="20"/>'),
        _character("Hash", f'<w:rFonts w:ascii="{FIXED}" w:hAnsi="{FIXED}"/>{_size(6)}'),
    )
)
_TABLES = "".join(
    (
        _table("Grid", _LINES, (40, 80), _border("bottom", 6, _INK)),
        _table("Facts", _LINES, (30, 60)),
        _table("Pictures", "", (0, 0)),
        _table("Sign", "".join(_border(side, 4, _INK) for side in _SIDES), (20, 40)),
    )
)
_CENTRED = '<w:jc w:val="center"/>'
_KEPT = "<w:keepNext/>"


def styles(language: str) -> str:
    """All of them, for a document in a language."""
    return _BASIC + "".join(_paragraphs(_LINE.get(language, _LATIN_LINE))) + _CHARACTERS + _TABLES


def _paragraphs(line: float) -> Iterator[str]:
    """``line``: the height of a line, for one point of its letters."""

    def look(points: float, before: float, after: float) -> str:
        return _space(before, after, points * line)

    yield '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    yield f"<w:pPr>{look(10, 0, 4)}</w:pPr><w:rPr>{_colour(_INK)}</w:rPr></w:style>"
    yield _style("Title", _KEPT + look(18, 0, 6), _BOLD + _size(18))
    yield _style("Issuer", _KEPT + _space(0, 4), _BOLD)
    yield _style("Kind", _KEPT + look(10, 0, 2), _colour(_QUIET))
    edge = f"<w:pBdr>{_border('left', 16, _RULE, 6)}</w:pBdr>"
    yield _style("Care", edge + look(9, 4, 8), _colour(_QUIET) + _size(9))
    below = f"<w:pBdr>{_border('bottom', 6, _INK, 2)}</w:pBdr>"
    for level, points, before, rule in ((1, 13, 16, below), (2, 10.5, 9, "")):
        told = f'{_KEPT}<w:keepLines/>{rule}{look(points, before, 4)}<w:outlineLvl w:val="{level - 1}"/>'
        yield _style(f"Heading{level}", told, _BOLD + _size(points), name=f"heading {level}", next="Normal")
    yield _style("TOCHeading", _KEPT + look(13, 10, 4), _BOLD + _size(13), name="TOC Heading")
    yield _style("TOC1", _space(0, 0, 13.25), _size(9.5), name="toc 1")
    yield _style("ListBullet", f'<w:numPr><w:numId w:val="1"/></w:numPr>{look(10, 0, 3)}', name="List Bullet")
    yield _style("Cell", _TIGHT + look(8.5, 0, 0), _size(8.5))
    yield _style("CellHead", _KEPT, _BOLD, based="Cell")
    yield _style("SignCell", look(8, 0, 0) + _CENTRED, _size(8))
    yield _style("Gap", _space(0, 3, 3), _size(2))
    yield _style("Piece", _space(0, 0))
    yield _style("Figure", _KEPT, based="Piece")
    yield _style("Caption", look(8.5, 2, 8), _colour(_QUIET) + _size(8.5), name="caption")
    yield _style("Label", _TIGHT + _space(0, 0, 8.8), _size(7))
    yield _style("Header", f"<w:pBdr>{_BOX}</w:pBdr>{look(9, 0, 0)}{_CENTRED}", _BOLD + _size(9), name="header")
    side = '<w:tabs><w:tab w:val="right" w:pos="9921"/></w:tabs>'
    yield _style("Footer", side + look(8, 0, 0), _colour(_QUIET) + _size(8), name="footer")


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="284" w:hanging="227"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
"""A list with dots."""
