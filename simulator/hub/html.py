"""The page of a seat as HTML. Everything said by people or files is escaped; nothing in a page is active but ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape

from simulator.console.dialogs import Field, Pick
from simulator.console.rows import Labelled, Line, Markdown, Part, Row, Words, plain, tone
from simulator.hub.deeds import LONGEST, Deed
from simulator.hub.section import Folded, Section
from simulator.wording import markup
from simulator.wording.voice import Voice

RADIOS = 6
"""Up to so many ways are shown side by side; more fold into a list."""


@lru_cache(maxsize=512)
def section(piece: Section) -> str:
    """One section, to stand alone in the page; many seats have the same ones."""
    name = escape(piece.id)
    news = f' data-news="{escape(piece.news)}"' if piece.news else ""
    heading = escape(piece.heading)
    body = "".join(_blocks(piece.body))
    if piece.folded:
        inner = f'<details id="open-{name}"><summary><h2>{heading}</h2></summary>{body}</details>'
    else:
        level = "h1" if piece.kind == "top" else "h2"
        inner = (f"<{level}>{heading}</{level}>" if heading else "") + body
    return f'<section id="part-{name}" class="{piece.kind}"{news}>{inner}</section>'


def _blocks(body: Sequence[Part | Folded | Deed]) -> Iterator[str]:
    """What is done about a row with one button stands beside it."""
    for block, then, before in zip(body, (*body[1:], ()), ((), *body), strict=False):
        if isinstance(block, Row) and _is_button(then):
            yield f'<div class="pair">{_block(block)}{_block(then)}</div>'
        elif not (isinstance(before, Row) and _is_button(block)):
            yield _block(block)


def _is_button(block: Part | Folded | Deed) -> bool:
    return isinstance(block, Deed) and not (block.fields or block.title)


def _block(block: Part | Folded | Deed) -> str:
    if isinstance(block, Deed):
        return _deed(block)
    if isinstance(block, Folded):
        inside = "".join(map(_part, block.parts))
        return f'<details id="open-{escape(block.id)}"><summary>{escape(block.summary)}</summary>{inside}</details>'
    return _part(block)


@lru_cache(maxsize=4096)
def _part(part: Part) -> str:
    if isinstance(part, Markdown):
        return f'<div class="text">{markup.html(part.source)}</div>'
    if isinstance(part, Row):
        return _row(part)
    if isinstance(part, Labelled):
        return f"<p>{_words(part.label)}</p>{''.join(map(_row, part.rows))}"
    return f"<p>{_line(part)}</p>" if part else ""


def _row(row: Row) -> str:
    mark = f'<span class="mark">{_words(row.mark)}</span> ' if plain(row.mark) else ""
    right = f' <span class="right">{_words(row.right)}</span>' if plain(row.right) else ""
    cells = " ".join(_words(cell.words) for cell in row.cells if plain(cell.words))
    if right and not cells:
        cells, right = f'<span class="quiet">{_words(row.right)}</span>', ""
    set_in = " in" if row.indent else ""
    return f'<p class="row{set_in}">{mark}<span class="cells">{cells}</span>{right}</p>'


def _line(line: Line) -> str:
    return "".join(map(_words, line))


def _words(words: Words) -> str:
    said = escape(plain(words))
    return f'<span class="{tone(words)}">{said}</span>' if tone(words) else said


# ---- what can be done


def _deed(deed: Deed) -> str:
    title = f'<p class="title">{escape(deed.title)}</p>' if deed.title else ""
    fields = "".join(_field(asked, f"{deed.id}/{asked.id}") for asked in deed.fields)
    minor = " minor" if deed.minor else ""
    does, id_ = escape(deed.does), escape(deed.id)
    form = f'<form class="deed{minor}" data-deed="{id_}">{title}{fields}<button type="submit">{does}</button></form>'
    return (
        f'<details class="deed" id="open-{id_}"><summary>{escape(deed.about) or does}</summary>{form}</details>'
        if deed.folds
        else form
    )


def _field(asked: Field, id_: str) -> str:
    label, name, place = escape(asked.label), escape(asked.id), escape(id_)
    if not isinstance(asked, Pick):
        hint = f' placeholder="{escape(asked.hint)}"' if asked.hint else ""
        area = f'<textarea id="{place}" name="{name}" rows="2" maxlength="{LONGEST}"{hint}>'
        return f'<label for="{place}">{label}</label>{area}{escape(asked.value)}</textarea>'
    if len(asked.options) > RADIOS:
        options = "".join(_option(id_, words, id_ == asked.chosen) for id_, words in asked.options)
        return f'<label for="{place}">{label}</label><select id="{place}" name="{name}">{options}</select>'
    radios = "".join(_radio(place, name, id_, words, id_ == asked.chosen) for id_, words in asked.options)
    return f"<fieldset><legend>{label}</legend>{radios}</fieldset>"


def _option(value: str, words: str, chosen: bool) -> str:
    return f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(words)}</option>'


def _radio(place: str, name: str, value: str, words: str, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    button = f'<input type="radio" id="{place}/{escape(value)}" name="{name}" value="{escape(value)}"{checked}>'
    return f'<label class="radio">{button} <span>{escape(words)}</span></label>'


# ---- whole pages


def whole(title: str, inside: str, voice: Voice, *, script: bool = False, kind: str = "") -> str:
    """A page; ``inside`` is HTML already."""
    run = '<script src="/static/seat.js" defer></script>' if script else ""
    return (
        f'<!doctype html><html lang="{voice.language}" class="{kind}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/static/seat.css">{run}</head>'
        f"<body>{inside}</body></html>"
    )


def seat_page(title: str, sections: Iterable[Section], voice: Voice, kind: str) -> str:
    """A seat's page as it stands now; a script keeps it up to date, and without one it can still be read."""
    pieces = "".join(map(section, sections))
    words = {
        "sent": voice("Recorded."),
        "waits": voice("Not sent yet: it is sent when the connection is back."),
        "lost": voice("No connection: what is shown may be old."),
        "back": voice("Connected."),
        "freed": voice("This seat has been freed. Ask the facilitator for the address to sit down again."),
    }
    said = "".join(f' data-{name}="{escape(text)}"' for name, text in words.items())
    unscripted = voice("Without scripts this page can be read; load it again to see what is new.")
    other = "en" if voice.language == "ja" else "ja"
    language = "English" if other == "en" else "日本語"
    inside = (
        f'<p id="state" class="state" role="status" aria-live="polite"{said}></p>'
        f'<p id="news" class="unseen" role="status" aria-live="polite"></p>'
        f'<main id="page">{pieces}</main>'
        f"<noscript><p>{escape(unscripted)}</p></noscript>"
        f'<footer><a href="?lang={other}" lang="{other}">{language}</a></footer>'
    )
    return whole(title, inside, voice, script=True, kind=kind)
