"""What F1 shows: the keys and the signs."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.screen import ModalScreen, Screen

from simulator.console import signs
from simulator.tui import hints, keys, page_keys, text
from simulator.tui.leaving import Leaving
from simulator.tui.modals.say import Say
from simulator.tui.rows import piece
from simulator.wording.voice import Voice


class Help(Say):
    """About the screen below. F1 closes it, too."""


def about(screen: Screen[Any], everywhere: tuple[keys.Key, ...], voice: Voice) -> Help | None:
    """What F1 shows above a screen; None above itself and where a screen has no keys of ours."""
    if isinstance(screen, Help) or not isinstance(screen, Leaving) or not screen.PAGE:
        return None
    page, hint = screen.PAGE, screen.hint
    if isinstance(screen, ModalScreen):
        everywhere = tuple(key for key in everywhere if key.action in keys.ABOVE_ALL)
    title = page_keys.title(page, voice) or screen.heading
    named = f"{keys.label('help', voice)}: {title}" if title else keys.label("help", voice)
    return Help(named, lambda width: help_lines(page, everywhere, hint, voice, width), hints.closes(voice))


def help_lines(
    page: tuple[keys.Key, ...], everywhere: tuple[keys.Key, ...], hint: str, voice: Voice, width: int
) -> list[Content]:
    """What a dialogue says of its keys; every key with a sentence, those that work everywhere last; the signs."""
    lines: list[Content] = [*text.wrap(text.line((hint, "bold")), width), Content("")] if hint else []
    for key in page:
        lines += _key_lines(key, voice, width)
    lines.append(Content(""))
    for key in everywhere:
        lines += _key_lines(key, voice, width)
    if page in page_keys.WITH_LINES:
        lines += [Content(""), *text.wrap(_on_a_line(voice), width)]
    if page in page_keys.WITH_SIGNS:
        lines += [Content(""), *_sign_lines(voice, width, chances=page in page_keys.WITH_CHANCES)]
    return lines


def _on_a_line(voice: Voice) -> str:
    return voice(
        "In a line to write on, Ctrl with a letter edits the text, and Ctrl+Z brings back what Ctrl+U, Ctrl+K"
        " or Ctrl+W took. F keys, Ctrl+E, Ctrl+P and Ctrl+Q do there what they do everywhere."
    )


def _key_lines(key: keys.Key, voice: Voice, width: int) -> list[Content]:
    known = (text.fit(key.named, 12), "bold $text-accent"), (text.fit(key.second, 8), "$text-muted")
    label, story = page_keys.words(key, voice)
    first, *rest = text.wrap(text.line((label, "bold"), "  ", story), width - 20)
    return [text.line(*known, first), *(text.line(" " * 20, row) for row in rest)]


def _sign_lines(voice: Voice, width: int, *, chances: bool) -> list[Content]:
    """Every sign with a word; of ``chances`` only where they are shown."""
    lines: list[Content] = []
    jobs = [(*piece(sign), signs.job_word(status, False, voice)) for status, sign in signs.JOB.items()]
    clocks = [
        (*piece(signs.STANDING["running"]), voice("clock runs")),
        (*piece(signs.STANDING["met"]), voice("met")),
        (*piece(signs.STANDING["missed"]), voice("missed")),
        (*piece(signs.STANDING["not-started"]), voice("not started")),
    ]
    likely = [
        ("62%", "bold", voice("how likely the clock is to be met from here")),
        ("~62%", "$text-muted", voice("not updated yet")),
        ("▼", "bold", voice("it just fell")),
    ]
    messages = [
        (*piece(signs.UNREAD), voice("not read yet")),
        (*piece(signs.OPEN), voice("decision open")),
        (*piece(signs.READ), voice("read")),
    ]
    signed = (
        (voice("Injects"), messages),
        (voice("Steps"), jobs),
        (voice("Clocks"), clocks),
        *([(voice("Chances"), likely)] if chances else []),
    )
    for label, items in signed:
        pieces: list[text.Piece] = [(text.fit(label, 14), "bold")]
        for sign, style, word in items:
            pieces += [(sign, style), f" {word}   "]
        lines += text.wrap(text.line(*pieces), width, rest=" " * 14)
    return lines
