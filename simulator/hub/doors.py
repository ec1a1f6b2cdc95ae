"""The pages before a seat is taken: the code at the entrance, the free seats, and what is kept of who sits down."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from simulator.hub.html import whole
from simulator.wording.voice import Voice

Free = tuple[str, str]
"""(id of a seat, its name)."""


def kept_words(voice: Voice) -> str:
    """What is kept of whoever sits down."""
    return voice(
        "What you do here goes into the record under the name of the seat. No personal name is asked"
        " for, and no address of your device is kept."
    )


def entrance(voice: Voice, badge: str, wrong: str = "") -> str:
    """Under the badge of what it leads to, where the code is typed; ``wrong``: why the last one was of no use."""
    label = escape(voice("Code from the wall or the facilitator"))
    fields = (
        f'<label for="code">{label}</label>'
        '<input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" required>'
    )
    return _page(voice, badge, voice("Take a seat"), _form("/", fields, voice("Show the free seats")), wrong)


def free_seats(voice: Voice, badge: str, free: Iterable[Free], code: str) -> str:
    """A button for each free seat."""
    buttons = "".join(f'<button name="seat" value="{escape(id_)}">{escape(name)}</button>' for id_, name in free)
    hidden = f'<input type="hidden" name="code" value="{escape(code)}">'
    none = "" if buttons else f"<p>{escape(voice('No seat is free: ask the facilitator.'))}</p>"
    return _page(voice, badge, voice("Take a seat"), f'<form method="post" action="/">{hidden}{buttons}</form>{none}')


def invitation(voice: Voice, badge: str, name: str) -> str:
    """Whether to sit down: a preview in a chat must not take the seat."""
    return _page(voice, badge, voice("Seat: {seat}", seat=name), _form("", "", voice("Take this seat")))


def turned_away(voice: Voice, badge: str, why: str) -> str:
    """Why it goes no further, and what to do."""
    return _page(voice, badge, voice("Not here"), "", why)


def _form(action: str, fields: str, does: str) -> str:
    where = f' action="{action}"' if action else ""
    return f'<form method="post"{where}>{fields}<button type="submit">{escape(does)}</button></form>'


def _page(voice: Voice, badge: str, title: str, inside: str, wrong: str = "") -> str:
    said = f'<p class="bad" role="alert">{escape(wrong)}</p>' if wrong else ""
    kept = f'<p class="quiet">{escape(kept_words(voice))}</p>' if inside else ""
    heading = f"<h1>{badge}</h1><h2>{escape(title)}</h2>"
    return whole(title, f'<main class="door">{heading}{said}{inside}{kept}</main>', voice)
