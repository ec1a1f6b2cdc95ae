"""A scenario as a situation manual in Markdown: a heading for each module or message, its questions and notes below it.

``exchange/manual.py`` reads the same headings and labels. Texts stay the Markdown that they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.report.msel import notes_of, to_whom
from simulator.report.sheets.run_sheet import Row, questions, rows
from simulator.wording.names import Names

_OPENS = re.compile(
    r"(?:module|phase|stage|move|turn|inject|update|モジュール|フェーズ|段階|状況付与|追加状況)\s*#?\s*[\dIVX一-十]",
    re.IGNORECASE,
)
"""A title that is such a heading already."""


def manual_page(n: Names) -> bytes:
    """The manual, for who conducts the exercise: it holds what is expected, and the facilitator's notes."""
    story, voice = n.setup.scenario, n.voice
    lines = [f"# {_line(voice.text(story.title))}", "", *_text(voice.text(story.summary))]
    lines += _list(voice("Objectives"), [_line(voice.text(one.text)) for one in story.objectives], "##")
    lines += [f"## {voice('Background')}", "", *_text(voice.text(story.briefing))] if story.briefing else []
    for row in rows(n):
        lines += _message(row, n)
    return ("\n".join(lines).rstrip() + "\n").encode()


def _message(row: Row, n: Names) -> Iterator[str]:
    voice, inject = n.voice, row.inject
    title = _line(voice.text(inject.title)) or n.inject(inject.id)
    yield from (f"## {title if _OPENS.match(title) else _numbered(title, row, n)}", "")
    yield from (f"- **{voice(label)}:** {what}" for label, what in _facts(row, n) if what)
    yield from (f"\n### {voice('Situation')}", "")
    yield from _text(voice.text(inject.body))
    yield from _questions(row, n)
    yield from _list(voice("Choices"), [n.text(way.option.text) for way in row.options])
    yield from _list(voice("Expected Participant Response"), row.expected)
    if notes := [*notes_of(row, n)]:
        yield from (f"### {voice('Controller Notes')}", "", *_text("\n\n".join(notes)))


def _numbered(title: str, row: Row, n: Names) -> str:
    """A heading by which a part of the discussion, or a message, is known."""
    said = {"number": row.number, "title": title}
    if row.inject.module or (n.setup.discussion_only and row.inject.id in n.setup.scenario.modules):
        return n.voice("Module {number}: {title}", **said)
    return n.voice("Inject {number}: {title}", **said)


def _questions(row: Row, n: Names) -> Iterator[str]:
    """Each under its theme."""
    theme = ""
    if row.inject.questions:
        yield from (f"### {n.voice('Discussion Questions')}", "")
    for question, asked in zip(row.inject.questions, questions(row.inject, n), strict=True):
        if n.text(question.theme) != theme:
            theme = n.text(question.theme)
            yield from ("", f"**{theme}**", "")
        yield f"- {asked}"
    yield ""


def _facts(row: Row, n: Names) -> Iterator[tuple[str, str]]:
    inject = row.inject
    yield "Time", "" if inject.at is None else n.voice.local(inject.at).isoformat(" ")
    yield "From", n.text(inject.from_)
    yield "To", to_whom(inject, n)
    yield "Inject Mode", n.channel(inject.channel)
    yield "Duration", n.voice.span(inject.discuss) if inject.discuss else ""


def _list(title: str, items: Iterable[str], level: str = "###") -> list[str]:
    found = [f"- {item}" for item in items]
    return [f"{level} {title}", "", *found, ""] if found else []


def _text(text: str) -> list[str]:
    """A text in which no line is a heading of the manual, and that leaves nothing open."""
    lines, fence = list[str](), ""
    for line in text.replace("<!--", "&lt;!--").split("\n") if text else ():
        begins = line.strip()[:3]
        if begins in ("```", "~~~"):
            fence = "" if fence == begins else fence or begins
        lines.append(f"\\{line}" if line.startswith("#") and not fence else line)
    return [*lines, *([fence] if fence else []), ""] if lines else []


def _line(text: str) -> str:
    return " ".join(text.split("\n"))
