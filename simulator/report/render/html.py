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
from simulator.report.document import Bullets, Document, Facts, Figure, Paragraph, Table
from simulator.report.render.svg import svg


def render(page: Document) -> bytes:
    """Any document as HTML."""
    values = {"banner": page.banner, "title": page.title, "page": page, "mark": _embedded(page.mark)}
    return fill("report.html.j2", page.language, kind_of=_kind_of, drawn=_drawn, **values)


def fill(template: str, language: str, **values: object) -> bytes:
    """A template of this folder filled in, with its style sheet and a policy that allows only that, and a mark."""
    style = _source("page.css")
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
    if isinstance(value, str):
        return type(value)(clean(value))
    return value


@cache
def _source(name: str) -> str:
    return files("simulator.report.render").joinpath("templates", name).read_text("utf-8")
