"""A scenario drafted from the record of a real incident: its lines at the times at which they came.

A timeline tells what happened and what people did about it. Lines that mark what a step of the playbook reaches (or,
without one, what a deadline asks for) are what people did: they become what is expected of the table, with the time
they took. All others are messages. Everything that an exercise needs and no incident has is left to be written, in
words that ``tabletop check`` lists. What was asked and decided within a time that the timeline tells is a decision of
the exercise, and takes as long as it did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simulator.errors import TabletopError
from simulator.model.durations import HOUR, MINUTE
from simulator.model.estimates import Estimate
from simulator.model.marks import BEGUN, DECIDED, is_milestone
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from simulator.model.setup import step_done
from simulator.timeline.events import Happened
from simulator.timeline.history import History
from simulator.timeline.learned import learned_of_decision
from simulator.wording.voice import Voice
from simulator.wording.width import cut
from simulator.workspace.incident_decisions import Asked, asked_in

MOST = 200
"""Lines of which an exercise can be made: whoever has more chooses those that matter."""
_TITLE, _BODY = 70, 2_000
_OBJECTIVE = "by-the-playbook"
_UNKNOWN = Estimate("fixed", (HOUR,))
"""How long an answer takes of which no incident has told."""


@dataclass(frozen=True)
class Draft:
    """What of an exercise no timeline tells."""

    category: str
    roles: Sequence[str]
    """Whom messages reach."""
    team: str
    playbook: Playbook | None = None
    like: Scenario | None = None
    """The scenario that it is like: what earlier incidents taught its decisions is kept."""


@dataclass(frozen=True)
class _Told:
    """What is told, of what incident, to whom."""

    history: History
    frame: Draft
    done_by: Mapping[str, str]
    voice: Voice


@dataclass
class _Message:
    """A line that reaches the table, and what people did about it."""

    event: Happened
    expects: list[dict[str, Any]] = field(default_factory=list)
    asks: Asked | None = None
    """What it puts to the table, or to somebody outside."""
    hears: Asked | None = None
    """Whose answer from outside it is."""


def drafted(history: History, frame: Draft, voice: Voice) -> Scenario:
    """The scenario. TabletopError where the record has too many lines, or none."""
    lines = [event for event in history.events() if isinstance(event, Happened)]
    if not lines or len(lines) > MOST:
        raise TabletopError(
            "an exercise is drafted of 1 to {most} lines, and the record has {count}: cut the timeline to those that"
            " matter, and import it anew",
            most=MOST,
            count=len(lines),
        )
    story, setup = history.head.setup.scenario, history.head.setup
    done_by, asked = _done_by(history, frame.playbook), asked_in(lines)[0]
    messages, told = _messages(lines, done_by, asked, voice), _Told(history, frame, done_by, voice)
    raw = {
        "id": story.id,
        "category": frame.category,
        "language": voice.language,
        "title": voice("TODO: a title that spoils nothing"),
        "summary": voice("TODO: one or two sentences for choosing an exercise"),
        "briefing": f"{voice('TODO: who you are, what you run, what day it is')}: {{T+0h}}",
        "truth": voice("TODO: what was really the case, with other people, places and names"),
        "system": voice("TODO: the AI system, its users, and who depends on it"),
        "opens": story.opens.isoformat(),
        "timezone": story.timezone,
        "ends_after": max(72 * HOUR, story.ends_after),
        "session": {"brief": 10 * MINUTE, "play": max(65, 5 * len(messages)) * MINUTE, "hot_wash": 15 * MINUTE},
        "playbook": frame.playbook.id if frame.playbook else "none",
        "team": frame.team,
        "expectations": [expectation.id for expectation in setup.expectations],
        "objectives": [{"id": _OBJECTIVE, "text": voice("TODO: what this exercise is to show")}],
        "injects": [_inject(n, message, told) for n, message in enumerate(messages, 1)],
    }
    return Scenario.model_validate(raw, context={"language": voice.language})


def _done_by(history: History, playbook: Playbook | None) -> dict[str, str]:
    """Mark of what people reach by acting → the step that alone reaches it; empty where it is none, or several."""
    if playbook is None:
        return {clock.end: "" for clock in history.head.setup.clocks if not clock.is_order}
    reached: dict[str, str] = {step_done(step.id): step.id for step in playbook.steps}
    for step in playbook.steps:
        for name in (*step.reaches, *(one for outcome in step.outcomes.values() for one in outcome.reaches)):
            reached[name] = "" if name in reached else step.id
    return reached


def _messages(
    lines: Sequence[Happened], done_by: dict[str, str], asked: dict[str, Asked], voice: Voice
) -> list[_Message]:
    messages: list[_Message] = []
    expected: set[str] = set()
    asking = {question.asked: question for question in asked.values()}
    settling = {question.settled: question for question in asked.values()}
    for event in lines:
        acted = [name for name in event.reaches if name in done_by or name.startswith((BEGUN, DECIDED))]
        answer = settling.get(event)
        if answer and answer.outside:
            messages.append(_Message(event, hears=answer))
            continue
        if not messages or event in asking or not (acted or answer):
            messages.append(_Message(event, asks=asking.get(event)))
            continue
        message = messages[-1]
        steps = dict.fromkeys(step for name in acted if (step := done_by.get(name)) and step not in expected)
        after = max(event.at - message.event.at, MINUTE)
        for step in steps:
            expected.add(step)
            message.expects.append({"step": step, "done_within": _whole_minutes(after)})
        if not steps and not answer:
            said = voice("{what} (after {span})", what=_short(event.text), span=voice.span(after))
            message.expects.append({"text": said})
    return messages


def _whole_minutes(seconds: int) -> int:
    return -(-seconds // MINUTE) * MINUTE


def _first(text: str) -> str:
    return text.split("\n", 1)[0]


def _short(text: str) -> str:
    return cut(_first(text), _TITLE)


def _inject(number: int, message: _Message, told: _Told) -> dict[str, Any]:
    event, voice = message.event, told.voice
    was = {"line": event.line, "moment": voice.moment(event.at)}
    note = voice("As it was: line {line}, {moment}. Change what names people and places.", **was)
    raw: dict[str, Any] = {
        "id": f"line-{number}",
        "at": event.at,
        "discuss": 5 * MINUTE,
        "to": list(told.frame.roles),
        "channel": "chat",
        "title": voice("TODO: {what}", what=_short(event.text)),
        "body": event.text[:_BODY],
        "objectives": [_OBJECTIVE],
        "reaches": list(filter(is_milestone, event.reaches)),
        "expects": message.expects,
        "facilitator": note,
    }
    if number == 1 and "detected" not in event.reaches:
        raw["reaches"] = ["detected", *raw["reaches"]]
    if message.hears:
        raw |= {"at": None, "once": [_heard(message.hears)]}
    return raw | (_decision(message.asks, told) if message.asks else {})


def _heard(asks: Asked) -> str:
    """The milestone with which an answer from outside reaches the table."""
    return f"heard-{asks.id}"


def _decision(asks: Asked, told: _Told) -> dict[str, Any]:
    """What an inject has of a question; under its own id, so that another incident finds what this one taught."""
    voice, settled, inject = told.voice, asks.settled, f"ask-{asks.id}"
    earlier = told.frame.like.inject(inject) if told.frame.like else None
    old = earlier.decision.takes if earlier and earlier.decision else _UNKNOWN
    learned = learned_of_decision(asks.id, old, asks.took, told.history.head.key, told.history.day)
    owner = {"outside": voice("TODO: who answers")} if asks.outside else {"role": settled.seat or told.frame.roles[0]}
    reached = [name for name in settled.reaches if is_milestone(name) and name not in told.done_by]
    heard = [_heard(asks)] if asks.outside else []
    as_it_was = {"id": "as-it-was", "text": _short(settled.text), "reaches": heard or reached}
    otherwise = {"id": "otherwise", "text": voice("TODO: what else could have been decided")}
    question = {"question": voice("TODO: {what}", what=_short(asks.asked.text)), "takes": learned.new or old}
    return {"id": inject, "decision": {**owner, **question, "options": [as_it_was, otherwise]}}
