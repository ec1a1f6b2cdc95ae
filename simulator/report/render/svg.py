"""Any drawing as inline SVG. Only classes and presentation attributes are used: a page's policy allows no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import assert_never

from simulator.report.drawing import LETTER, Box, Break, Disc, Drawing, Label, Point, Shape, Sign, Stroke
from simulator.report.render.xml import escaped

_HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="hatch" x1="0" y1="0" x2="0" y2="5"/></pattern></defs>'
)


def svg(drawing: Drawing, style: str = "") -> str:
    """The drawing as one element; its words are escaped. ``style``: of a picture that stands outside of a page."""
    hatch = _HATCH if any(isinstance(shape, Box) and "projected" in shape.style for shape in drawing.shapes) else ""
    box = f'viewBox="0 {_n(drawing.top)} {_n(drawing.width)} {_n(drawing.height)}" font-size="{LETTER:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {box}><title>{escaped(drawing.title)}</title>{hatch}'
    head += f"<style>{style}</style>" if style else ""
    return head + "".join(map(_shape, drawing.shapes)) + "</svg>\n"


def style_alone(families: Sequence[str]) -> str:
    """The rules of the page's style sheet that are for pictures, for a picture that stands outside of a page."""
    page = files("simulator.report.render").joinpath("templates", "page.css").read_text("utf-8")
    rules = [
        rule.removeprefix("svg ")
        for rule in page.splitlines()
        if rule.startswith("svg ") and not rule.startswith("svg {")
    ]
    named = ", ".join(f"'{escaped(family)}'" for family in families)
    return f"text {{ font-family: {named}; }} " + " ".join(rules)


def _shape(shape: Shape) -> str:
    match shape:
        case Stroke((x1, y1), (x2, y2), style):
            return f'<line class="{style}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'
        case Box((x, y), width, height, style):
            place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            return f'<rect class="{style}" {place}/>'
        case Disc((x, y), radius, hollow):
            return f'<circle class="{_sign(hollow)}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>'
        case Sign(points, hollow):
            return f'<polygon class="{_sign(hollow)}" points="{_path(points)}"/>'
        case Break(points):
            return f'<polyline class="break" points="{_path(points)}"/>'
        case Label(words, (x, y), anchor, style):
            place = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"'
            return f'<text class="{style}" {place}>{escaped(words)}</text>'
        case _:
            assert_never(shape)


def _n(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


def _path(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _sign(hollow: bool) -> str:
    return "sign hollow" if hollow else "sign"
