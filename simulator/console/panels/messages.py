"""What reached the table: the list of it, and one message as it is read out."""

from __future__ import annotations

from simulator.console import signs
from simulator.console.message_view import Attachment, Expected, Message, Opinion, Opinions, Question, Topic, Voiced
from simulator.console.panels import Acts
from simulator.console.rows import Cell, Labelled, Markdown, Part, Row, Words, blocks
from simulator.console.view import View
from simulator.wording.opinions import sure_words
from simulator.wording.voice import Voice


def name(voice: Voice) -> str:
    """What the message looked at is called."""
    return voice("Message")


def list_name(voice: Voice) -> str:
    """What the list is called."""
    return voice("Injects")


def list_heading(view: View, voice: Voice) -> str:
    """How many came."""
    kind = voice("Injects") if view.sees("conduct") else voice("Messages")
    return f"{kind} · {len(view.messages)}"


def message_row(message: Message, voice: Voice, *, unread: bool, day: bool) -> Row:
    """When it came (with the ``day``, or the time alone), whether it was read or is owed an answer, what it is."""
    sign = signs.UNREAD if unread else signs.OPEN if message.is_open else signs.READ
    when = voice.day_clock(message.at) if day else voice.clock(message.at)
    title: Words = (message.title, "strong") if unread else message.title
    return Row(message.id, (Cell((when, "quiet")), Cell(title)), mark=sign, right=(message.channel, "quiet"))


def several_days(view: View, voice: Voice) -> bool:
    """Whether a time of day alone would not say when they came."""
    ends = {voice.local(message.at).date() for message in (*view.messages[:1], *view.messages[-1:])}
    return len(ends) > 1


def heading(message: Message | None, voice: Voice) -> str:
    """``21:10 press → Communications``."""
    if message is None:
        return voice("Message")
    to = f" → {message.to}" if message.to else ""
    return f"{voice.day_clock(message.at)}  {message.channel}{to}"


def nothing_yet(voice: Voice, acts: Acts) -> str:
    """Before the first message."""
    return voice("Nothing has happened yet. {next} brings the first message.", next=acts["next"])


def parts(message: Message, voice: Voice) -> tuple[Part, ...]:
    """What everybody may read: title, sender, body, the question and the options once shown, what is attached."""
    head: list[Part] = [((message.title, "strong"),)]
    if message.private:
        letter = voice("A letter: only {roles} may read it, until the table is told.", roles=message.to)
        head.append(((letter, "warning"),))
    if message.sender:
        head.append(((voice("From: {sender}", sender=message.sender), "quiet"),))
    return blocks(
        [
            tuple(head),
            (Markdown(message.body),) if message.body else (),
            question_parts(message.question, voice) if message.question else (),
            (_attached(message.attachments, voice),) if message.attachments else (),
        ]
    )


def question_parts(question: Question, voice: Voice) -> tuple[Part, ...]:
    """What is asked, the options or what is to be put in order once shown, and how it was decided."""
    rows = [Row("", (Cell((question.words, "strong")),), mark=("◆", "accent"), whole=True)]
    for number, option in enumerate(question.options, 1):
        words: Words = (option.words, "strong") if option.taken else option.words
        rows.append(Row("", (Cell(words),), mark="✓" if option.taken else str(number), indent=2, whole=True))
    if question.at is None:
        rows += [Row("", (Cell(item.words),), mark="·", indent=2, whole=True) for item in question.queue or ()]
    else:
        rows.append(Row("", (Cell((_taken(question, question.at, voice), "good")),), indent=2, whole=True))
    return (*rows, *opinion_rows(question.opinions, voice)) if question.opinions else tuple(rows)


def opinion_rows(opinions: Opinions, voice: Voice) -> tuple[Row, ...]:
    """How many were given and are missing; once all were opened, what they say. Nothing before the first."""
    if not opinions.opened:
        if not opinions.given:
            return ()
        count = voice("{given} given, {missing} missing", given=len(opinions.given), missing=len(opinions.missing))
        said = voice("First opinions, sealed: {count}", count=count)
        return (Row("", (Cell((said, "quiet")),), indent=2, whole=True),)
    return tuple(
        Row("", (Cell((one.who, "strong")), Cell(f"  {voiced_words(one, voice)}")), indent=2, whole=True)
        for one in opinions.voiced
    )


def voiced_words(one: Voiced, voice: Voice) -> str:
    """What a seat said before the talk, and after it."""
    before = opinion_words(one.first, voice) if one.first else voice("said nothing")
    if one.later is None:
        return before
    after = voice("after the talk: {opinion}", opinion=opinion_words(one.later, voice))
    return f"{before} → {after}"


def opinion_words(said: Opinion, voice: Voice) -> str:
    """``Words (option), 70% sure``."""
    both = voice("{text} ({option})", text=said.words, option=said.option) if said.words and said.option else ""
    parts = (both or said.words or said.option, sure_words(said.sure, voice))
    return voice.joined(parts)


def _taken(question: Question, at: int, voice: Voice) -> str:
    """How it was decided."""
    when = voice.clock(at)
    known = voice("✓ {when} not decided in time", when=when) if question.undecided else ""
    known = known or voice("✓ {when} decided", when=when)
    return "  ".join(part for part in (known, question.seat, question.decided) if part)


def _attached(attachments: tuple[Attachment, ...], voice: Voice) -> Labelled:
    rows = [
        Row("", (Cell(attachment_name(attachment, voice)),), mark=(str(number), "accent"), whole=True)
        for number, attachment in enumerate(attachments, 1)
    ]
    return Labelled((voice("Attached"), "quiet"), tuple(rows))


def attachment_name(attachment: Attachment, voice: Voice) -> str:
    """Its name, and whether it waits to be asked for."""
    if attachment.handed_at is not None:
        when = voice.clock(attachment.handed_at)
        return voice("{name} (handed out {when})", name=attachment.name, when=when)
    return voice("{name} (only when asked)", name=attachment.name) if attachment.on_request else attachment.name


def guide(message: Message, voice: Voice, *, with_questions: bool = True) -> tuple[Part, ...]:
    """What helps whoever conducts: questions, expected actions, the note."""
    return blocks(
        [
            topics(message.discuss, voice) if with_questions else (),
            _guided(voice("Expected"), [_expected(expected) for expected in message.expected]),
            _guided(voice("Facilitator"), [("", message.note)] if message.note else []),
        ]
    )


def topics(discuss: tuple[Topic, ...], voice: Voice) -> tuple[Part, ...]:
    """Questions to discuss, each with what the facilitator is to know of it."""
    rows: list[Part] = []
    for topic in discuss:
        words = f"{topic.words} ({topic.who})" if topic.who else topic.words
        rows.append(Row("", (Cell(words),), mark="✓" if topic.discussed else "?", indent=2, whole=True))
        rows += [Row("", (Cell((topic.note, "quiet")),), mark="※", indent=4, whole=True)] if topic.note else []
    return (((voice("Discuss"), "accent"),), *rows) if rows else ()


def _expected(expected: Expected) -> tuple[str, str]:
    return ("✓" if expected.seen else "·"), expected.words


def _guided(label: str, points: list[tuple[str, str]]) -> tuple[Part, ...]:
    if not points:
        return ()
    rows = [Row("", (Cell(words),), mark=mark, indent=2, whole=True) for mark, words in points]
    return ((label, "accent"),), *rows


def plain_text(message: Message, voice: Voice) -> str:
    """A message as plain text, for a call's chat; it says what it is."""
    sender = voice("From: {sender}", sender=message.sender) if message.sender else ""
    head = ("【演習】EXERCISE", heading(message, voice), message.title, sender)
    return "\n".join(part for part in head if part) + f"\n\n{message.body.strip()}\n"
