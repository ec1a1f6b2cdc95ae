"""A document as one HTML file that loads nothing, runs nothing and prints to A4."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from simulator.errors import clean
from simulator.model.mark import Mark
from simulator.report.document import Bullets, Document, Facts, Figure, Paragraph, Table, TableCell
from simulator.report.render.svg import svg
from simulator.report.sections.front import BANNER, REAL

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})
"""What the template escapes, and as it does."""


def render(page: Document) -> bytes:
    """Any document as HTML."""
    values = {"banner": page.banner, "title": page.title, "page": page, "mark": _embedded(page.mark)}
    ways = {"kind_of": _kind_of, "drawn": _drawn, "lines": _lines, "rows": _rows}
    return fill("report.html.j2", page.language, **ways, **values)


def fill(template: str, language: str, **values: object) -> bytes:
    """A template of this folder filled in, with its style sheet and a policy that allows only that, and a mark."""
    style = _source("page.css")
    if str(values.get("banner", "")).startswith(REAL):
        style = style.replace(BANNER, REAL)  # what stands over every page on paper
    digest = b64encode(sha256(style.encode()).digest()).decode()
    pictures = "; img-src data:" if values.get("mark") else ""
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'{pictures}"
    page = _environment().get_template(template)
    return page.render(language=language, style=Markup(style), policy=policy, **values).encode()


def _embedded(mark: Mark | None) -> str:
    """A mark as an address that holds it; empty for none."""
    return f"data:image/png;base64,{b64encode(mark.png).decode()}" if mark else ""


def _kind_of(block: object) -> str:
    kinds = {Paragraph: "paragraph", Bullets: "bullets", Facts: "facts", Table: "table", Figure: "figure"}
    return kinds[type(block)]


def _rows(table: Table) -> Markup:
    """The rows of a table. No template makes them, nor ``Markup`` piece by piece: 10,000 lines have 50,000 cells."""
    looks = [' class="number"' if column.numeric else "" for column in table.columns]
    rows = (zip(looks, row, strict=True) for row in table.rows)
    return Markup(
        "".join(f"<tr>{''.join(f'<td{look}>{_cell(cell)}</td>' for look, cell in row)}</tr>\n" for row in rows)
    )


def _cell(cell: TableCell) -> str:
    tones = (f' class="{line.tone}"' if line.tone else "" for line in cell)
    spans = (
        f"<span{tone}>{clean(line.text).translate(_ENTITIES)}</span>" for tone, line in zip(tones, cell, strict=True)
    )
    return f'<div class="cell">{"".join(spans)}</div>'


def _lines(cell: TableCell) -> Markup:
    return Markup(_cell(cell))


def _drawn(figure: Figure) -> list[Markup]:
    """The picture in the pieces that a page may end between. SVG escapes its own labels."""
    return [Markup(svg(piece)) for piece in figure.drawing.pieces()]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        finalize=_cleaned,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _cleaned(value: object) -> object:
    """What people typed comes from a record, which anybody may have written."""
    if isinstance(value, Markup):
        return Markup(clean(str(value)))  # as it stands: its own methods escape what they are given, which takes long
    return clean(value) if isinstance(value, str) else value


@cache
def _source(name: str) -> str:
    return files("simulator.report.render").joinpath("templates", name).read_text("utf-8")
