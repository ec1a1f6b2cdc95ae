"""One exercise as a script: what is asked for, and the answers that are given; a front in memory that plays it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.console import acts
from simulator.console.dialogs import ON, USUAL, Choice, Chosen, Form, Notice
from simulator.console.flows import review
from simulator.console.operator import Operator
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.findings.findings import findings
from simulator.timeline.history import Head
from tests.exercise.walls import StillWall
from tests.tui.table import library

Answer = str | tuple[str, str] | Mapping[str, str]
"""A row, or a row and another way than the usual one; values for a form; ``ON`` for a notice."""


@dataclass(frozen=True)
class Asked:
    """An act by name, with the answers to what it asks; a question beyond them is left."""

    act: str
    answers: Sequence[Answer] = ()
    talk: int = 7
    """Room seconds of talk before it, with a tick at their end."""


PLAY = (
    Asked("next"),
    Asked("order", [("copy", "stay"), "/action", {"title": "Ring the cloud provider", "takes": "soon"}]),
    Asked("order", ["/action", {"title": "Ring the cloud provider", "takes": "20m"}]),
    Asked("decide", ["/show", ("cut", "who"), ("cut", "why"), {"why": "It still runs", "sure": "medium"}]),
    Asked("order", ["copy"]),
    Asked("event"),
    Asked("aware", ["personal-data-breach-known", {"since": "5m", "why": "So the log", "seat": "legal"}], talk=200),
    Asked("undo", [ON]),
    Asked("order", ["/answer", "0"]),
    Asked("order", [("classify", "ways"), "now"]),
    Asked("injects", ["rumour", "skip", ON]),
    Asked("injects", ["/new", {"title": ""}, {"title": "A call from the ministry", "to": "legal"}]),
    Asked("pace", [{"talk": "2"}]),
    Asked("next", talk=61),
    Asked("next", talk=0),  # a second press of the same finger: not heard
    Asked("jump", ["30m"]),
    Asked("tick", ["objective/keep-evidence/1"]),
    Asked("next", ["role/legal", "/go"]),
    Asked("end", [ON]),
)
REVIEW = (
    Asked("rate/keep-evidence", ["S", {"why": "The copy was late"}]),
    Asked("rate/speak-once", ["N"]),
    Asked("wash", [{"text": "Roles were clear"}, {"text": "Nobody knew who may cut", "kind": "area"}]),
    Asked("actions", ["/new", {"text": "Close accounts on the last day", "owner": "operations", "due": "2026-12-24"}]),
    Asked("close", [{"letters": "reco"}, ON]),
)


CLOCKS = c.Begin(self_running=True, reveal=("clocks",))


def begun(folder: Path, wall: StillWall, language: str = "en", command: c.Begin = CLOCKS) -> Session:
    """A record just after STARTEX."""
    head = Head(library().setup("lost-weights"), seed=7, language=language, created="2026-11-23T10:00:00+09:00")
    folder.mkdir(exist_ok=True)
    session = Session.start(folder / "record.jsonl", head, wall=wall)
    session.act(command)
    return session


@dataclass
class ScriptedFront:
    """Answers from a list; what is asked once that is used up is left."""

    answers: list[Answer] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    """Titles of what was asked, and what was said."""
    asked: list[Choice | Form | Notice] = field(default_factory=list)

    async def ask(self, question: Callable[[], Any]) -> Any:
        asked: Choice | Form | Notice = question()
        self.asked.append(asked)
        self.heard.append(asked.title)
        if isinstance(asked, Notice) and asked.passing:
            return None
        while self.answers:
            answer = answer_to(asked, self.answers.pop(0))
            if not isinstance(asked, Form) or asked.mistake(answer) is None:
                return answer
        return None

    def refresh(self) -> None:
        """Asks when its turn comes: nothing stands open in between."""

    def say(self, words: str, *, warning: bool = False) -> None:
        self.heard.append(words)

    def quit(self, code: int, words: str) -> None:
        raise AssertionError((code, words))


def answer_to(asked: Choice | Form | Notice, given: Answer) -> Any:
    """The answer a front brings, from what the script says."""
    if isinstance(asked, Choice):
        assert isinstance(given, str | tuple), (asked.title, given)
        row, how = (given, USUAL) if isinstance(given, str) else given
        assert how == USUAL or how in [way.id for way in asked.also]
        return Chosen(next(known for known in asked.rows if known.id == row), how)
    if isinstance(asked, Form):
        assert isinstance(given, Mapping), (asked.title, given)
        filled = asked.filled(given)
        return {f.id: f.chosen if hasattr(f, "chosen") else f.value for f in filled.fields}
    assert given == ON, (asked.title, given)
    return ON


async def play_in_memory(folder: Path) -> tuple[Path, ScriptedFront]:
    """The script through the front in memory."""
    wall, front = StillWall(), ScriptedFront()
    op = Operator(begun(folder, wall), front, wall)
    for asked in (*PLAY, *REVIEW):
        wall.talk(asked.talk)
        op.tick()
        front.answers = list(asked.answers)
        await _ask(op, asked.act)
        assert not front.answers, asked
    op.session.close()
    return op.session.path, front


async def _ask(op: Operator, act: str) -> None:
    kind, _, objective = act.partition("/")
    if kind == "rate":
        assessed = findings(op.session.history, op.session.par()).objectives
        await review.rate(op, next(one for one in assessed if one.objective.id == objective))
    elif kind == "wash":
        await review.hot_wash(op)
    elif kind == "actions":
        await review.actions(op)
    elif kind == "close":
        await review.close(op, lambda _session: None)
    else:
        await acts.ACTS[act](op)
