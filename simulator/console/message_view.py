"""What a seat sees of a message: its words, what it asks, who would decide what, what came with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One way to decide."""

    id: str
    words: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a seat would decide."""

    words: str
    """Empty where it names an option alone."""
    option: str
    """The option it names or comes nearest to, in words; empty for none."""
    sure: int | None
    """In percent."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """What one seat said before the talk and after it."""

    seat: str
    who: str
    first: Opinion | None
    later: Opinion | None = None


@dataclass(frozen=True, slots=True)
class Opinions:
    """What seats think of a decision: who has said so, and once all are opened what they said."""

    given: tuple[str, ...]
    """Who has given a first one."""
    missing: tuple[str, ...]
    """Who of the players has not."""
    opened: bool
    voiced: tuple[Voiced, ...] = ()
    """Empty until they are opened: to everybody alike, and to those who gave them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A decision asked of the table; open while ``at`` is None."""

    words: str
    who: str
    role: str
    """Who is asked, by the role's id."""
    by: int | None
    """When it must be answered."""
    options: tuple[Option, ...] = ()
    """Empty until they are shown."""
    queue: tuple[Option, ...] | None = None
    """What is to be put in order, as written; empty until it is shown, None where the answer is an option."""
    at: int | None = None
    seat: str = ""
    """Who decided."""
    decided: str = ""
    """What was decided, where no option above says it."""
    undecided: bool = False
    """Nobody decided in time."""
    opinions: Opinions | None = None
    """None once it is decided and nobody has given any."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that goes with a message."""

    number: int
    """Its place among those of the message, from 1."""
    name: str
    text: str
    is_markdown: bool
    on_request: bool
    """It waits to be asked for."""
    handed_at: int | None

    @property
    def waits(self) -> bool:
        """It has not been asked for yet."""
        return self.on_request and self.handed_at is None


@dataclass(frozen=True, slots=True)
class Expected:
    """What players are expected to do about a message, and whether that was seen."""

    words: str
    seen: bool
    what: str = ""
    """What a tick of it is called in the record; empty where it is a step, which nobody ticks."""
    seen_at: int | None = None
    """When it was ticked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a question that was discussed."""

    at: int
    words: str
    who: str
    """Whose answer it is; empty for the table's."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A question to be discussed."""

    number: int
    """Its place among those of the message, from 1."""
    words: str
    who: str = ""
    """Who is asked first; empty for everybody."""
    theme: str = ""
    note: str = ""
    """The facilitator's."""
    discussed: bool = False
    answers: tuple[Answer, ...] = ()
    """Those written down, oldest first."""


@dataclass(frozen=True, slots=True)
class Message:
    """An inject that reached the table."""

    id: str
    at: int
    title: str
    channel: str
    to: str
    sender: str
    body: str
    """Markdown."""
    question: Question | None = None
    attachments: tuple[Attachment, ...] = ()
    discuss: tuple[Topic, ...] = ()
    opens_module: bool = False
    """It begins a part of the discussion."""
    expected: tuple[Expected, ...] = ()
    note: str = ""
    """The facilitator's."""
    private: bool = False
    """A letter that its roles alone read, as nobody has told the table of it."""

    def __hash__(self) -> int:
        """Quick, as what is made of a message is looked up by it for every seat; messages that differ are few."""
        return hash((self.id, self.at))

    @property
    def is_open(self) -> bool:
        """Its question waits for an answer."""
        return self.question is not None and self.question.at is None
