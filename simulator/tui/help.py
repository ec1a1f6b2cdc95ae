"""What F1 shows: the keys and the signs."""

from __future__ import annotations

from textual.content import Content

from simulator.console import signs
from simulator.tui import keys, text
from simulator.tui.rows import piece
from simulator.wording.voice import Voice


def help_lines(voice: Voice, width: int) -> list[Content]:
    """Every key with a sentence, then every sign with a word."""
    lines: list[Content] = []
    for key in (*keys.CONDUCT, *keys.EVERYWHERE, *keys.LIBRARY, *keys.STUDY):
        known = (text.fit(key.shown, 10), "bold $text-accent"), (text.fit(key.second, 8), "$text-muted")
        words = text.line((keys.label(key.action, voice), "bold"), "  ", keys.story(key.action, voice))
        first, *rest = text.wrap(words, width - 18)
        lines += [text.line(*known, first), *(text.line(" " * 18, row) for row in rest)]
    jobs = [(*piece(sign), signs.job_word(status, False, voice)) for status, sign in signs.JOB.items()]
    clocks = [
        (*piece(signs.STANDING["running"]), voice("clock runs")),
        (*piece(signs.STANDING["met"]), voice("met")),
        (*piece(signs.STANDING["missed"]), voice("missed")),
        (*piece(signs.STANDING["not-started"]), voice("not started")),
    ]
    chances = [
        ("62%", "bold", voice("how likely the clock is to be met from here")),
        ("~62%", "$text-muted", voice("not updated yet")),
        ("▼", "bold", voice("it just fell")),
    ]
    messages = [
        (*piece(signs.UNREAD), voice("not read yet")),
        (*piece(signs.OPEN), voice("decision open")),
        (*piece(signs.READ), voice("read")),
    ]
    lines += [
        Content(""),
        *text.wrap(
            voice(
                "In a line to write on, Ctrl with a letter edits the text, and Ctrl+Z brings back what Ctrl+U, Ctrl+K"
                " or Ctrl+W took. F keys, Ctrl+E, Ctrl+P and Ctrl+Q do there what they do everywhere."
            ),
            width,
        ),
        Content(""),
    ]
    signed = (
        (voice("Injects"), messages),
        (voice("Steps"), jobs),
        (voice("Clocks"), clocks),
        (voice("Chances"), chances),
    )
    for label, items in signed:
        pieces: list[text.Piece] = [(text.fit(label, 14), "bold")]
        for sign, style, word in items:
            pieces += [(sign, style), f" {word}   "]
        lines += text.wrap(text.line(*pieces), width, rest=" " * 14)
    return lines
