"""A drawing as shapes of Word: sharp at any size, its words can be searched, and it needs no second program.

A picture as an image would be an SVG with a PNG beside it for what does not read SVG, and no library at hand makes one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from simulator.report.drawing import (
    LETTER,
    PAGE,
    Anchor,
    Box,
    Break,
    Disc,
    Drawing,
    Label,
    LabelStyle,
    Point,
    Shape,
    Sign,
    Stroke,
)
from simulator.report.pictures.packing import width_of
from simulator.report.render.xml import GROUP, escaped

EMU = 6_300_000 / PAGE
"""Of the 914,400 units to an inch that Word counts in: the width of every picture is 175 mm."""
_LINE = 1.2 * LETTER
"""Height of the box around a label."""
_BASELINE = 0.8 * _LINE
"""How far below its upper edge letters stand."""
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_Place = tuple[float, float, float, float]
"""Left and upper edge, width, height."""
_INK, _GREY, _PALE, _WHITE = "1C2126", "46525C", "C9D0D6", "FFFFFF"


@dataclass(frozen=True, slots=True)
class _Look:
    """Fill and border, such that they differ in black and white, too."""

    fill: str = ""
    """A colour, ``hatch``, or empty for none."""
    line: str = ""
    width: float = 0.6
    dash: str = ""


_LOOKS = {
    "lane": _Look(line=_PALE, width=0.5),
    "tick": _Look(line="E3E7EA", width=0.5),
    "paused": _Look(line=_GREY, width=1, dash="sysDash"),
    "endex": _Look(line=_INK, width=1.2, dash="dash"),
    "work": _Look("D5DDE4", _GREY),
    "work projected": _Look("hatch", _GREY, dash="sysDash"),
    "late": _Look(_GREY, _GREY),
    "between": _Look("9AA5AE", _GREY),
    "idle": _Look(_WHITE, _GREY, dash="sysDash"),
    "after": _Look("F6F7F8"),
    "way": _Look(line=_GREY, width=0.8),
    "detect": _Look("56B4E9", _GREY),
    "triage": _Look("0072B2", _GREY),
    "contain": _Look("D55E00", _GREY),
    "eradicate": _Look("E69F00", _GREY),
    "recover": _Look("009E73", _GREY),
    "notify": _Look("CC79A7", _GREY),
    "learn": _Look("F0E442", _GREY),
    "break": _Look(line="5B6670", width=0.8),
    "sign": _Look(_INK, _INK, width=0.9),
    "sign hollow": _Look(_WHITE, _INK, width=0.9),
}
_LETTERS = '<w:sz w:val="14"/><w:szCs w:val="14"/>'
"""Seven points. Said of each label: LibreOffice forgets the style of words in a shape in a table."""
_LABELS: dict[LabelStyle, str] = {
    "label": "",
    "who": "<w:b/>",
    "time": '<w:color w:val="5B6670"/>',
}
_SIDES: dict[Anchor, tuple[str, float]] = {"start": ("left", 0), "middle": ("center", 0.5), "end": ("right", 1)}
"""How words stand in their box, and which share of its width lies before their place."""


def picture(drawing: Drawing, number: int) -> str:
    """The drawing as a run of text. ``number``: of the pictures of one file, from 1."""
    width, height = _emu(drawing.width), _emu(drawing.height)
    size = f'cx="{width}" cy="{height}"'
    same = f'<a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/>'
    first = number * 100_000
    shown = enumerate(_within(drawing), first + 1)
    # LibreOffice stretches a group to what its shapes span: this one spans all of it.
    ground = _solid("rect", (0, 0, drawing.width, drawing.height), _Look(), first + 99_999)
    shapes = ground + "".join(_shape(shape, drawing.top, n) for n, shape in shown)
    group = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{same}</a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp>"
    title = escaped(drawing.title)
    inline = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{first}" name="{number}" descr="{title}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{GROUP}">{group}</a:graphicData></a:graphic></wp:inline>'
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>{inline}</w:drawing></mc:Choice>'
        f'<mc:Fallback><w:t xml:space="preserve">[{title}]</w:t></mc:Fallback></mc:AlternateContent></w:r>'
    )


def _within(drawing: Drawing) -> Iterator[Shape]:
    """The shapes of a piece: Word cuts off nothing at its edges, so lines and boxes end there; the rest is whole."""
    top, bottom = drawing.top, drawing.top + drawing.height
    for shape in drawing.shapes:
        match shape:
            case Stroke((x1, y1), (x2, y2)):
                yield replace(shape, start=(x1, min(max(y1, top), bottom)), end=(x2, min(max(y2, top), bottom)))
            case Box((x, y), _, height):
                upper = max(y, top)
                yield replace(shape, corner=(x, upper), height=min(y + height, bottom) - upper)
            case Label(_, (_, y)) | Disc((_, y)):
                yield from [shape] if top <= y <= bottom else []
            case Sign(points) | Break(points):
                middle = sum(y for _, y in points) / len(points)
                yield from [shape] if top <= middle <= bottom else []
            case _:
                assert_never(shape)


def _shape(shape: Shape, top: float, number: int) -> str:
    match shape:
        case Stroke((x1, y1), (x2, y2), style):
            return _path(((x1, y1), (x2, y2)), _LOOKS[style], top, number)
        case Break(points):
            return _path(points, _LOOKS["break"], top, number)
        case Sign(points, hollow):
            return _path(points, _sign(hollow), top, number, closed=True)
        case Box((x, y), width, height, style):
            return _solid("rect", (x, y - top, width, height), _LOOKS[style], number)
        case Disc((x, y), radius, hollow):
            return _solid("ellipse", (x - radius, y - radius - top, 2 * radius, 2 * radius), _sign(hollow), number)
        case Label():
            return _label(shape, top, number)
        case _:
            assert_never(shape)


def _path(points: Sequence[Point], look: _Look, top: float, number: int, *, closed: bool = False) -> str:
    """A line through points, which count from the corner of what they span."""
    left, upper = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - upper
    places = [f'<a:pt x="{_emu(x - left)}" y="{_emu(y - upper)}"/>' for x, y in points]
    drawn = f"<a:moveTo>{places[0]}</a:moveTo>" + "".join(f"<a:lnTo>{place}</a:lnTo>" for place in places[1:])
    path = f'<a:path w="{_emu(width)}" h="{_emu(height)}">{drawn}{"<a:close/>" if closed else ""}</a:path>'
    lists = "<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
    form = f'<a:custGeom>{lists}<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{path}</a:pathLst></a:custGeom>'
    return _placed(number, (left, upper - top, width, height), form + _look(look))


def _solid(form: str, place: _Place, look: _Look, number: int) -> str:
    return _placed(number, place, f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{_look(look)}')


def _label(label: Label, top: float, number: int) -> str:
    """Words in a box wide enough for any font; its lines are as high as it is, so the baseline is where it should."""
    x, y = label.at
    side, before = _SIDES[label.anchor]
    width = 1.25 * width_of(label.words) + LETTER
    place = (x - before * width, y - _BASELINE - top, width, _LINE)
    style = f'<w:pPr><w:pStyle w:val="Label"/><w:jc w:val="{side}"/></w:pPr>'
    look = f"<w:rPr>{_LABELS[label.style]}{_LETTERS}</w:rPr>"
    words = f'<w:p>{style}<w:r>{look}<w:t xml:space="preserve">{escaped(label.words)}</w:t></w:r></w:p>'
    form = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
    return _placed(number, place, form, f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>")


def _placed(number: int, place: _Place, form: str, text: str = "") -> str:
    x, y, width, height = map(_emu, place)
    where = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    kind = '<wps:cNvSpPr txBox="1"/>' if text else "<wps:cNvSpPr/>"
    name = f'<wps:cNvPr id="{number}" name="{number}"/>{kind}'
    inside = '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr>'
    return f"<wps:wsp>{name}<wps:spPr>{where}{form}</wps:spPr>{text}{inside}</wps:wsp>"


def _look(look: _Look) -> str:
    line = f'<a:ln w="{_emu(look.width)}">{_colour(look.line)}{_dash(look)}</a:ln>' if look.line else _NO_LINE
    if look.fill == "hatch":
        front, back = (f"<a:{part}Clr>{_srgb(c)}</a:{part}Clr>" for part, c in (("fg", "5B6670"), ("bg", _WHITE)))
        return f'<a:pattFill prst="wdUpDiag">{front}{back}</a:pattFill>{line}'
    return f"{_colour(look.fill) if look.fill else '<a:noFill/>'}{line}"


def _dash(look: _Look) -> str:
    return f'<a:prstDash val="{look.dash}"/>' if look.dash else ""


def _colour(colour: str) -> str:
    return f"<a:solidFill>{_srgb(colour)}</a:solidFill>"


def _srgb(colour: str) -> str:
    return f'<a:srgbClr val="{colour}"/>'


def _sign(hollow: bool) -> _Look:
    return _LOOKS["sign hollow" if hollow else "sign"]


def _emu(length: float) -> int:
    return round(length * EMU)
