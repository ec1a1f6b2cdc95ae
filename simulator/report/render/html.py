"""The report as one HTML file that loads nothing, runs nothing and prints to A4."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from simulator.findings.findings import Findings
from simulator.model.setup import Setup
from simulator.model.text import clean
from simulator.report.after_action import after_action_report
from simulator.report.document import Bullets, Curve, Document, Facts, Paragraph, Picture, Strips, Table, TimeBars
from simulator.report.render.bars import time_bars
from simulator.report.render.curve import curve
from simulator.report.render.strips import strips
from simulator.report.render.svg import draw
from simulator.report.study_page import study_page
from simulator.study.result import Ranking, Study
from simulator.wording.names import Names
from simulator.wording.voice import Voice


def html(findings: Findings, voice: Voice) -> bytes:
    """The report; every word that people wrote is shown as it is."""
    return render(after_action_report(findings, voice))


def study_html(found: Study, ranking: Ranking | None, setup: Setup, voice: Voice) -> bytes:
    """A study, and what would help most if that was asked, as one page of the same look."""
    return render(study_page(found, ranking, Names(setup, voice)))


def render(page: Document) -> bytes:
    """Any document as HTML."""
    values = {"banner": page.banner, "title": page.title, "page": page}
    return fill("report.html.j2", page.language, kind_of=_kind_of, drawn=_drawn, **values)


def fill(template: str, language: str, **values: object) -> bytes:
    """A template of this folder filled in, with its style sheet and a policy that allows nothing but that."""
    style = _source("page.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    page = _environment().get_template(template)
    return page.render(language=language, style=Markup(style), policy=policy, **values).encode()


def _kind_of(block: object) -> str:
    kinds = {Paragraph: "paragraph", Bullets: "bullets", Facts: "facts", Table: "table"}
    return kinds.get(type(block), "figure")


def _drawn(picture: Picture) -> Markup:
    """The picture escapes its own labels."""
    match picture:
        case Strips(found, names):
            return Markup(strips(found, names))
        case Curve(_, found, names):
            return Markup(curve(found, names))
        case TimeBars(efforts, names):
            return Markup(time_bars(efforts, names))
    return Markup(draw(picture.chart, picture.names))


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
