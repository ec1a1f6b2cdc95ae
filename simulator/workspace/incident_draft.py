"""A scenario drafted from the record of a real incident: its lines at the times at which they came.

A timeline tells what happened and what people did about it. Lines that mark what a step of the playbook reaches (or,
without one, what a deadline asks for) are what people did: they become what is expected of the table, with the time
they took. All others are messages. Everything that an exercise needs and no incident has is left to be written, in
words that ``tabletop check`` lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from simulator.errors import TabletopError
from simulator.model.durations import HOUR, MINUTE
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from simulator.timeline.events import Happened
from simulator.timeline.history import History
from simulator.wording.voice import Voice
from simulator.wording.width import cut

MOST = 200
"""Lines of which an exercise can be made: whoever has more chooses those that matter."""
_TITLE, _BODY = 70, 2_000
_OBJECTIVE = "by-the-playbook"


@dataclass(frozen=True)
class Draft:
    """What of an exercise no timeline tells."""

    category: str
    roles: Sequence[str]
    """Whom messages reach."""
    team: str
    playbook: Playbook | None = None


@dataclass
class _Message:
    """A line that reaches the table, and what people did about it."""

    event: Happened
    expects: list[dict[str, Any]] = field(default_factory=list)


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
    messages = _messages(lines, _done_by(history, frame.playbook), voice)
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
        "injects": [_inject(n, message, frame, voice) for n, message in enumerate(messages, 1)],
    }
    return Scenario.model_validate(raw, context={"language": voice.language})


def _done_by(history: History, playbook: Playbook | None) -> dict[str, str]:
    """Milestone that people reach by acting → the step that alone reaches it; empty where it is none, or several."""
    if playbook is None:
        return {clock.end: "" for clock in history.head.setup.clocks if not clock.is_order}
    reached: dict[str, str] = {}
    for step in playbook.steps:
        for name in (*step.reaches, *(one for outcome in step.outcomes.values() for one in outcome.reaches)):
            reached[name] = "" if name in reached else step.id
    return reached


def _messages(lines: Sequence[Happened], done_by: dict[str, str], voice: Voice) -> list[_Message]:
    messages: list[_Message] = []
    expected: set[str] = set()
    for event in lines:
        acted = [name for name in event.reaches if name in done_by]
        if not messages or not acted:
            messages.append(_Message(event))
            continue
        message = messages[-1]
        steps = dict.fromkeys(step for name in acted if (step := done_by[name]) and step not in expected)
        after = max(event.at - message.event.at, MINUTE)
        for step in steps:
            expected.add(step)
            message.expects.append({"step": step, "done_within": _whole_minutes(after)})
        if not steps:
            said = voice("{what} (after {span})", what=cut(_first(event.text), _TITLE), span=voice.span(after))
            message.expects.append({"text": said})
    return messages


def _whole_minutes(seconds: int) -> int:
    return -(-seconds // MINUTE) * MINUTE


def _first(text: str) -> str:
    return text.split("\n", 1)[0]


def _inject(number: int, message: _Message, frame: Draft, voice: Voice) -> dict[str, Any]:
    event = message.event
    was = {"line": event.line, "moment": voice.moment(event.at)}
    note = voice("As it was: line {line}, {moment}. Change what names people and places.", **was)
    raw: dict[str, Any] = {
        "id": f"line-{number}",
        "at": event.at,
        "discuss": 5 * MINUTE,
        "to": list(frame.roles),
        "channel": "chat",
        "title": voice("TODO: {what}", what=cut(_first(event.text), _TITLE)),
        "body": event.text[:_BODY],
        "objectives": [_OBJECTIVE],
        "reaches": list(event.reaches),
        "expects": message.expects,
        "facilitator": note,
    }
    if number == 1 and "detected" not in event.reaches:
        raw["reaches"] = ["detected", *event.reaches]
    return raw
