"""How a Word file looks: styles by the names that Word has for them, so that an outline and a template find them.

Fonts are those that Word has on each system; ``eastAsia`` is the one that Japanese is set in.
"""

from __future__ import annotations

LATIN, JAPANESE, FIXED = "Arial", "Yu Gothic", "Consolas"
_INK, _QUIET, _RULE = "1C2126", "5B6670", "C9D0D6"
_FONTS = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{JAPANESE}" w:cs="{LATIN}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _space(before: float, after: float, line: int = 0, rule: str = "exact") -> str:
    """Space around a paragraph in points; the height of its lines in twentieths of one (``auto``: 240ths of a line)."""
    high = f' w:line="{line}" w:lineRule="{rule}"' if line else ""
    return f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}"{high}/>'


def _paragraph(id: str, look: str, letters: str = "", *, name: str = "", based: str = "Normal") -> str:
    parts = f'<w:name w:val="{name or id}"/><w:basedOn w:val="{based}"/><w:qFormat/>'
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


def _heading(level: int, points: float, before: float, more: str = "") -> str:
    look = f'<w:keepNext/><w:keepLines/>{more}{_space(before, 4)}<w:outlineLvl w:val="{level - 1}"/>'
    parts = f'<w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
    letters = f"<w:b/><w:bCs/>{_size(points)}"
    style = f'<w:style w:type="paragraph" w:styleId="Heading{level}">'
    return f"{style}{parts}<w:pPr>{look}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"


_BOLD = "<w:b/><w:bCs/>"
_TIGHT = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""No space between Japanese and figures: columns are narrow, and labels are measured without it."""
_BOX = "".join(_border(side, 6, _INK, 1) for side in ("top", "left", "bottom", "right"))
_LINES = _border("bottom", 4, _RULE) + _border("insideH", 4, _RULE)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}{_size(10)}<w:lang w:val="en-GB" w:eastAsia="ja-JP"/>'
    f'</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/>{_space(0, 4, 264, "auto")}'
    "</w:pPr></w:pPrDefault></w:docDefaults>"
)
_BASIC = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f"<w:rPr>{_colour(_INK)}</w:rPr></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
)
STYLES = "".join(
    (
        _DEFAULTS,
        _BASIC,
        _paragraph("Title", "<w:keepNext/>" + _space(0, 6), _BOLD + _size(18)),
        _paragraph("Issuer", "<w:keepNext/>" + _space(0, 4), _BOLD),
        _paragraph("Kind", "<w:keepNext/>" + _space(0, 2), _colour(_QUIET)),
        _paragraph(
            "Care", f"<w:pBdr>{_border('left', 16, _RULE, 6)}</w:pBdr>{_space(4, 8)}", _colour(_QUIET) + _size(9)
        ),
        _heading(1, 13, 16, f"<w:pBdr>{_border('bottom', 6, _INK, 2)}</w:pBdr>"),
        _heading(2, 10.5, 9),
        _paragraph("TOCHeading", "<w:keepNext/>" + _space(10, 4), _BOLD + _size(13), name="TOC Heading"),
        _paragraph("TOC1", _space(0, 0, 265), _size(9.5), name="toc 1"),
        _paragraph("ListBullet", f'<w:numPr><w:numId w:val="1"/></w:numPr>{_space(0, 3)}', name="List Bullet"),
        _paragraph("Cell", _TIGHT + _space(0, 0), _size(8.5)),
        _paragraph("CellHead", "<w:keepNext/>", _BOLD, based="Cell"),
        _paragraph("SignCell", f'{_space(0, 0)}<w:jc w:val="center"/>', _size(8)),
        _paragraph("Gap", _space(0, 3, 60), _size(2)),
        _paragraph("Piece", _space(0, 0, 240, "auto")),
        _paragraph("Figure", "<w:keepNext/>", based="Piece"),
        _paragraph("Caption", _space(2, 8), _colour(_QUIET) + _size(8.5), name="caption"),
        _paragraph("Label", _TIGHT + _space(0, 0, 176), _size(7)),
        _paragraph(
            "Header", f'<w:pBdr>{_BOX}</w:pBdr>{_space(0, 0)}<w:jc w:val="center"/>', _BOLD + _size(9), name="header"
        ),
        _paragraph(
            "Footer",
            f'<w:tabs><w:tab w:val="right" w:pos="9921"/></w:tabs>{_space(0, 0)}',
            _colour(_QUIET) + _size(8),
            name="footer",
        ),
        _character("Strong", _BOLD),
        _character("Quiet", _colour(_QUIET)),
        _character("Met", _BOLD + _colour("1D5C3A")),
        _character("Missed", _BOLD + _colour("9B1C1C")),
        _character("Open", _BOLD + _colour("6B5300")),
        _character("Draft", _BOLD + _colour("9B1C1C") + '<w:spacing w:val="20"/>'),
        _character("Hash", f'<w:rFonts w:ascii="{FIXED}" w:hAnsi="{FIXED}"/>{_size(6)}'),
        _table("Grid", _LINES, (40, 80), _border("bottom", 6, _INK)),
        _table("Facts", _LINES, (30, 60)),
        _table("Pictures", "", (0, 0)),
        _table("Sign", "".join(_border(side, 4, _INK) for side in _SIDES), (20, 40)),
    )
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="284" w:hanging="227"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
"""A list with dots."""
