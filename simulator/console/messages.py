"""Messages as they are seen; each is kept until something about it changes, for all who see it alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from simulator.console import opinions
from simulator.console.message_view import Answer, Attachment, Expected, Message, Option, Question, Topic
from simulator.console.sights import Eyes, Sight
from simulator.model.injects import Artefact, Decision, Inject
from simulator.model.setup import Setup
from simulator.timeline.letters import untold
from simulator.timeline.opinions import Opinions
from simulator.timeline.state import Choice, Improvised, State


class Messages:
    """The messages of an exercise, in one language."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._kept: dict[tuple[str, frozenset[Sight]], tuple[object, Message]] = {}
        """Message and who sees it → what it was made of, and the message."""

    def shown(self, state: State, seen: Eyes, seats: tuple[str, ...] = ()) -> tuple[Message, ...]:
        """Those that came, in their order, each the very same value as before where nothing of it is new.

        Nothing is ticked in them yet. ``seats``: of the players, each of which is asked for its opinion.
        """
        letters = untold(self._setup.scenario, state)
        open_here = [(name, at) for name, at in _arrived(state) if name not in seen.private]
        return tuple(self._message(name, at, name in letters, state, seen, seats) for name, at in open_here)

    def _message(self, name: str, at: int, private: bool, state: State, seen: Eyes, seats: tuple[str, ...]) -> Message:
        inject = self._setup.scenario.inject(name)
        made_of = (at, seats, private, _parts(inject, state) if inject else state.improvised[name])
        kept = self._kept.get((name, seen.sights))
        if kept is None or kept[0] != made_of:
            made = self._made(name, at, state, seen, seats)
            self._kept[name, seen.sights] = kept = (made_of, replace(made, private=private))
        return kept[1]

    def _made(self, name: str, at: int, state: State, seen: Eyes, seats: tuple[str, ...]) -> Message:
        inject = self._setup.scenario.inject(name)
        if inject is None:
            return _improvised(name, state.improvised[name], seen)
        return self._placed(inject, at, state, seen, seats)

    def _placed(self, inject: Inject, at: int, state: State, seen: Eyes, seats: tuple[str, ...]) -> Message:
        names = seen.names
        choice, said = state.choices.get(inject.id), state.opinions_on(inject.id)
        return Message(
            id=inject.id,
            at=at,
            title=names.inject(inject.id),
            channel=names.channel(inject.channel),
            to=names.roles(inject.to),
            sender=names.text(inject.from_),
            body=names.voice.text(inject.body),
            question=_question(inject.decision, choice, said, seats, seen) if inject.decision and choice else None,
            attachments=tuple(self._attachments(inject, state, seen)),
            discuss=tuple(self._topics(inject, state, seen)),
            opens_module=inject.id in self._setup.scenario.modules,
            expected=tuple(_expected(inject, state, seen)) if seen.sees("expected") else (),
            note=names.text(inject.facilitator) if seen.sees("guide") else "",
        )

    def _topics(self, inject: Inject, state: State, seen: Eyes) -> Iterator[Topic]:
        """Questions that are there to help are for who has the guide; those that are the exercise are for all."""
        if not (seen.sees("guide") or self._setup.discussion_only):
            return
        names = seen.names
        for number, asked in enumerate(inject.questions, 1):
            answers = state.answers(inject.id, number)
            written = [Answer(x.at, x.text, names.seat(x.seat) if x.seat else "") for x in answers if x.text]
            yield Topic(
                number,
                names.text(asked.ask),
                who=names.seat(asked.role) if asked.role else "",
                theme=names.text(asked.theme),
                note=names.text(asked.facilitator) if seen.sees("guide") else "",
                discussed=bool(answers),
                answers=tuple(written) if seen.sees("observations") else (),
            )

    def _attachments(self, inject: Inject, state: State, seen: Eyes) -> Iterator[Attachment]:
        """What waits to be asked for is seen by those who hand it out, and once it was handed out."""
        names = seen.names
        for number, artefact in enumerate(inject.artefacts, 1):
            handed = state.handed.get(f"{inject.id}/{number}")
            if artefact.on_request and handed is None and not seen.sees("requests"):
                continue
            path = artefact.path(names.voice.language)
            text = names.voice.fill(self._setup.artefacts.get(path, ""))
            yield Attachment(
                number, _name(artefact, path, seen), text, path.endswith(".md"), artefact.on_request, handed
            )


def _arrived(state: State) -> list[tuple[str, int]]:
    """Messages that reached the table, and when, in the order they came."""
    arrived = [(name, delivery.at) for name, delivery in state.injects.items() if delivery.status == "delivered"]
    arrived += [(name, made.at) for name, made in state.improvised.items() if state.came(name)]
    return sorted(arrived, key=lambda pair: pair[1])


def _parts(inject: Inject, state: State) -> tuple[object, ...]:
    """All of a State that a message shows."""
    handed = tuple(state.handed.get(f"{inject.id}/{n}") for n in range(1, len(inject.artefacts) + 1))
    numbers = range(1, len(inject.expects) + 1)
    seen = tuple(_done(inject, n, state) for n in numbers)
    answers = tuple(state.answers(inject.id, n) for n in range(1, len(inject.questions) + 1))
    return state.choices.get(inject.id), state.opinions_on(inject.id), handed, seen, answers


def _done(inject: Inject, number: int, state: State) -> bool:
    """Whether the step that is expected is done."""
    step = inject.expects[number - 1].step
    return step is not None and state.job(step).first_done_at is not None


def _improvised(name: str, made: Improvised, seen: Eyes) -> Message:
    names = seen.names
    return Message(
        id=name,
        at=made.at,
        title=made.title,
        channel=names.channel(made.channel),
        to=names.roles(made.to),
        sender=made.sender,
        body=made.body,
    )


def _question(decision: Decision, choice: Choice, said: Opinions, seats: tuple[str, ...], seen: Eyes) -> Question:
    names = seen.names
    options = [Option(o.id, names.text(o.text), choice.option == o.id) for o in decision.listed] if choice.shown else []
    queue = tuple(Option(item.step, names.text(item.text), taken=False) for item in decision.queue if choice.shown)
    taken = decision.option(choice.option) if not choice.shown or decision.queue else None
    return Question(
        words=names.text(decision.question),
        who=names.decider(decision),
        role=decision.role or "",
        by=None if decision.answer_by is None else choice.opened_at + decision.answer_by,
        options=tuple(options),
        queue=queue if decision.queue else None,
        at=choice.at,
        seat=names.seat(choice.seat) if choice.seat else "",
        decided=choice.text or (names.text(taken.text) if taken else ""),
        undecided=choice.undecided,
        opinions=opinions.seen(decision, choice, said, seats, names),
    )


def _name(artefact: Artefact, path: str, seen: Eyes) -> str:
    """Its title, or else its file's name."""
    return seen.names.text(artefact.title) if artefact.title else path.rsplit("/", 1)[-1]


def _expected(inject: Inject, state: State, seen: Eyes) -> Iterator[Expected]:
    names, voice = seen.names, seen.names.voice
    for number, expected in enumerate(inject.expects, 1):
        words = names.text(expected.text) if expected.text else names.step(expected.step or "")
        if expected.done_within is not None:
            words = voice("{step} within {span}", step=words, span=voice.span(expected.done_within))
        what = f"inject/{inject.id}/{number}" if expected.text else ""
        yield Expected(words, _done(inject, number, state), what)


@lru_cache(maxsize=1024)
def ticked(message: Message, at: tuple[int | None, ...]) -> Message:
    """The message with when each of what is expected was ticked."""
    both = zip(message.expected, at, strict=True)
    expected = (replace(one, seen=one.seen or when is not None, seen_at=when) for one, when in both)
    return replace(message, expected=tuple(expected))
