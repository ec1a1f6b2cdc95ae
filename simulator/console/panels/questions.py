"""Where there is no playbook: the questions of the module that is discussed, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from simulator.console.message_view import Message, Topic
from simulator.console.rows import Cell, Row, Words
from simulator.console.view import View
from simulator.wording.voice import Voice


def name(voice: Voice) -> str:
    """What it is called."""
    return voice("Questions")


def heading(view: View, shown: str, voice: Voice) -> str:
    """How many of the module's questions were discussed."""
    asked = [topic for message in view.module_of(shown) for topic in message.discuss]
    done = sum(topic.discussed for topic in asked)
    return voice("Questions · {done}/{all} discussed", done=done, all=len(asked))


def rows(view: View, shown: str, voice: Voice) -> tuple[Row, ...]:
    """The questions of the module that a message belongs to, under their themes, with their answers."""
    return tuple(row for message in view.module_of(shown) for row in of_message(message, voice))


def of_message(message: Message, voice: Voice) -> Iterator[Row]:
    """The questions of one message."""
    for theme, asked in groupby(message.discuss, key=lambda topic: topic.theme):
        if theme:
            yield Row("", (Cell((theme, "accent")),))
        for topic in asked:
            yield _asked(topic, f"{message.id}/{topic.number}")
            yield from answers(topic, voice)


def _asked(topic: Topic, id: str) -> Row:
    """A question as it is put: ticked or open, and who is asked first."""
    mark: Words = ("✓", "good") if topic.discussed else "?"
    cells = [Cell((topic.words, "" if topic.discussed else "strong"))]
    cells += [Cell((f"  {topic.who}", "quiet"))] if topic.who else []
    return Row(id, tuple(cells), mark=mark, whole=True)


def answers(topic: Topic, voice: Voice) -> Iterator[Row]:
    """What was answered, when and by whom."""
    for answer in topic.answers:
        when = " ".join(part for part in (voice.clock(answer.at), answer.who) if part)
        yield Row("", (Cell(answer.words), Cell((f"  {when}", "quiet"))), mark="–", indent=2, whole=True)
