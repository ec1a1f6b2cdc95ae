"""What the console says, as lines of words: no sign, no column, no Markdown that the words do not say too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.console.message_view import Message
from simulator.console.operator import Operator
from simulator.console.panels import Acts, clocks, gate, messages, questions
from simulator.console.panels.top import top
from simulator.console.rows import Labelled, Line, Markdown, Part, Row, plain, plain_line, tone
from simulator.console.signs import job_word
from simulator.console.view import ClockView, StepView, View
from simulator.line.vocabulary import PLAY, word
from simulator.wording.markup import plain as without_markup
from simulator.wording.voice import Voice

_FOR_THE_EYE = "+◆▶○·–✓✗▲△●↷⏸◷■•█▀▄? "
"""Signs that words begin with for the eye alone."""
_NAMES = re.compile(r"(?:^|[ \u3000]{2,})→\s*")
"""An arrow set apart: what is before it names what follows."""
_LEADS = re.compile(r"\s*→\s*")
"""An arrow among words: from one to the next, as in an order or a chance that changed."""
_GAP = re.compile(r"\s+·\s+|[ \u3000]{2,}")
"""What sets words apart for the eye."""


def spoken(parts: Iterable[Part], voice: Voice) -> list[str]:
    """Parts as lines; an empty one says nothing."""
    return [line for part in parts for line in _lines(part, voice) if line]


def _lines(part: Part, voice: Voice) -> Iterator[str]:
    if isinstance(part, Markdown):
        yield from without_markup(part.source).splitlines()
    elif isinstance(part, Labelled):
        yield colon(plain(part.label), voice.clauses(row_words(row, voice) for row in part.rows))
    elif isinstance(part, Row):
        asked = plain(part.mark).strip() == "◆"
        words = row_words(part, voice)
        yield colon(voice("decision"), words) if asked else listed([_sign(part, voice), words], voice)
    else:
        yield _line(part, voice)


def _line(line: Line, voice: Voice) -> str:
    """A line; a strong word set apart by spaces names what follows."""
    name, rest = plain(line[0]) if line else "", plain_line(line[1:])
    if tone(line[0] if line else "") == "strong" and name.endswith("  ") and rest and ":" not in name:
        return colon(name.rstrip(), _heard(rest, voice) or rest)
    return _heard(plain_line(line), voice)


def row_words(row: Row, voice: Voice) -> str:
    """A row without signs and columns; a mark that is a letter is said."""
    mark = plain(row.mark).strip()
    said = [mark if mark.isalpha() else "", *(plain(cell.words) for cell in row.cells), plain(row.right)]
    return listed((_heard(piece, voice) for piece in said), voice)


def name_of(row: Row, voice: Voice) -> str:
    """What a row is called: its first words."""
    mark = plain(row.mark).strip()
    return mark if mark.isalpha() else _heard(plain(row.cells[0].words), voice) if row.cells else ""


def _sign(row: Row, voice: Voice) -> str:
    """What a sign means that nothing else says."""
    if row.told or not row.whole:
        return ""
    words = {"✓": voice("yes"), "✗": voice("no"), "·": voice("not yet")}
    return words.get(plain(row.mark).strip(), "")


def _heard(words: str, voice: Voice) -> str:
    """Without what is for the eye alone."""
    said = _NAMES.sub(": ", words.lstrip(_FOR_THE_EYE).rstrip())
    return listed(_GAP.split(_LEADS.sub(voice(", then "), said)), voice)


def listed(pieces: Iterable[str], voice: Voice) -> str:
    """Pieces of a line; empty ones are left out. After a full stop, Japanese has no comma."""
    return _comma(voice).join(piece for piece in pieces if piece).replace("。、", "。")


def _comma(voice: Voice) -> str:
    return "、" if voice.language == "ja" else ", "


def colon(before: str, after: str) -> str:
    """Something, and what it is."""
    return f"{before} {after}".rstrip() if before.endswith("?") else f"{before}: {after}".rstrip()


def acts(voice: Voice) -> Acts:
    """An act of the console → the word that asks for it."""
    words = {command.act: voice("“{title}”", title=word(command.words, voice)) for command in PLAY}
    return {**words, "rate": voice("a number")}


# ---- how it stands


def now(view: View, voice: Voice) -> list[str]:
    """Time, what is open, why time is stopped, deadlines by urgency, what is under way."""
    said = top(view, voice)
    room = voice("room {used} of {planned} minutes", used=view.room // 60, planned=view.play // 60)
    since = voice("{span} since the opening", span=voice.span(view.now))
    lines = [listed([said.moment, since, _heard(plain(said.pace), voice), room], voice)]
    for message in view.owed:
        if message.question:
            rows = gate.question_rows(message.question, view, voice)
            asked = listed((row_words(row, voice) for row in rows if isinstance(row, Row)), voice)
            lines.append(voice("Decision open: {question}", question=asked))
    lines += spoken(gate.wait_rows(view, voice), voice)
    lines += spoken((gate.why_line(view, voice, acts(voice)),), voice)
    lines += filter(None, [gate.asked_words(view, voice, acts(voice))])
    lines += [_clock(clock, view, voice) for clock in clocks.pressing(view)]
    lines += [] if view.pace is None else [clocks.so_far(view.pace, voice)]
    if view.discussion_only:
        shown = view.messages[-1].id if view.messages else ""
        open_ = [topic.words for message in view.module_of(shown) for topic in message.discuss if not topic.discussed]
        return [*lines, colon(questions.heading(view, shown, voice), " ".join(open_[:1]))]
    working = [step for step in view.steps if step.status in ("running", "paused", "queued")]
    under_way = voice.clauses(_step(step, view, voice) for step in working) or voice("nothing")
    lines.append(colon(voice("Under way"), under_way))
    ready = [step.title for step in view.steps if step.status == "ready"]
    return [*lines, colon(voice("Ready"), voice.clauses(ready))] if ready else lines


def _clock(clock: ClockView, view: View, voice: Voice) -> str:
    words = row_words(clocks.clock_rows(clock, view.now, voice)[1], voice)
    return voice("Deadline {clock}: {words}", clock=clock.title, words=words.removeprefix("! "))


def _step(step: StepView, view: View, voice: Voice) -> str:
    if step.status == "running" and step.ends_about is not None:
        span = voice.span(max(step.ends_about - view.now, 0))
        return listed([step.title, voice("done in about {span}", span=span)], voice)
    if step.until:
        return listed([step.title, voice("until {milestones}", milestones=step.until)], voice)
    return listed([step.title, job_word(step.status, step.ordered, voice)], voice)


# ---- messages


def message_lines(view: View, message: Message, voice: Voice) -> list[str]:
    """A message as it is read out, with its number; what is attached is named."""
    number = view.messages.index(message) + 1
    heading = messages.heading(message, voice).replace("→", voice("to"))
    lines = [f"{voice('Message {number}', number=number)}. {' '.join(heading.split())}"]
    lines += spoken((part for part in messages.parts(message, voice) if not isinstance(part, Labelled)), voice)
    if view.discussion_only:
        lines += spoken(questions.of_message(message, voice), voice)
    for attached in message.attachments:
        name = messages.attachment_name(attached, voice)
        lines.append(voice("Attached, {number}: {name}", number=f"{number}.{attached.number}", name=name))
    return lines


def guide_lines(message: Message, voice: Voice) -> list[str]:
    """What helps whoever conducts; nothing for players' ears."""
    return spoken(messages.guide(message, voice), voice)


def attachment_lines(message: Message, number: int, voice: Voice) -> list[str]:
    """What is attached to a message, in full."""
    attached = next(one for one in message.attachments if one.number == number)
    text = without_markup(attached.text) if attached.is_markdown else attached.text
    return [messages.attachment_name(attached, voice), *text.splitlines()]


def log_lines(op: Operator) -> list[str]:
    """What happened last, the oldest first."""
    return [f"{op.voice.day_clock(at)} {sentence}" for at, sentence in reversed(op.view().log)]
