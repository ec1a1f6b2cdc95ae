"""The scenarios there are, to choose one. Nothing is spoiled here."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from simulator.console.context import AppContext, Choices
from simulator.console.rows import Cell, Markdown, Part, Row, blocks
from simulator.content.library import Entry
from simulator.model.expectation import Expectation
from simulator.model.playbook import NONE
from simulator.model.scenario import Scenario
from simulator.wording.speech import problem_text
from simulator.wording.voice import Voice
from simulator.workspace.actions import Past


@dataclass(frozen=True)
class LibraryPage:
    """The scenarios in a language: the short ones, to begin with, first; those that cannot be played last."""

    context: AppContext
    voice: Voice
    past: Mapping[str, Past] = field(default_factory=dict)
    """What the records tell, where that is known."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """In the order they are listed; everything else goes by their number there, from 0."""
        return tuple(sorted(self.context.library.scenarios(), key=_room))

    @property
    def question(self) -> str:
        """What is asked here."""
        return self.voice("Which incident is to be rehearsed?")

    @property
    def headings(self) -> tuple[str, str]:
        """Of the list, and of the page about one."""
        return self.voice("Scenarios"), self.voice("What it is about")

    @property
    def broken(self) -> str:
        """Why one cannot be chosen."""
        return self.voice("This file has errors; run tabletop check on it.")

    def rows(self, number: int) -> tuple[Row, Row]:
        """One in the list."""
        entry = self.entries[number]
        return _rows(entry, self.past.get(entry.id, Past()), self.voice, self.context)

    def about(self, number: int) -> tuple[Part, ...]:
        """What helps to choose."""
        entry = self.entries[number]
        return _about(entry, self.past.get(entry.id, Past()), self.voice, self.context)

    def chosen(self, number: int) -> Choices | None:
        """An exercise of it to be; None where its file has errors."""
        entry = self.entries[number]
        return Choices(entry.id, language=self.voice.language) if entry.value else None


def _rows(entry: Entry, past: Past, voice: Voice, context: AppContext) -> tuple[Row, Row]:
    """The title and the length; the category, when it was last exercised, what is still open."""
    scenario: Scenario | None = entry.value
    if scenario is None:
        unread = Row("", (Cell((voice("cannot be read"), "bad")),), indent=2)
        return Row(entry.id, (Cell(entry.id),), mark=("▲", "bad")), unread
    length = voice("{minutes} min", minutes=scenario.session.total // 60)
    last = voice("last {day}", day=past.last) if past.last else voice("never exercised")
    actions = ("▲ " + voice("{count} actions open", count=past.open_actions)) if past.open_actions else ""
    return (
        Row(entry.id, (Cell((voice.text(scenario.title), "strong")),), right=length),
        Row(
            "",
            (Cell((f"{voice.text(context.library.category(scenario.category))} · {last}", "quiet")),),
            right=(actions, "warning"),
            indent=2,
        ),
    )


def _about(entry: Entry, past: Past, voice: Voice, context: AppContext) -> tuple[Part, ...]:
    """What helps to choose: the summary, what is at stake, how long it takes, which deadlines run."""
    scenario: Scenario | None = entry.value
    if scenario is None:
        return tuple((problem_text(problem, voice.language),) for problem in entry.problems)
    summary = scenario.summary
    title: tuple[Part, ...] = (((voice.text(scenario.title), "accent"),),)
    deadlines = [rule for rule in _rules_of(scenario, context) if rule.kind != "benchmark" and not rule.off]
    return blocks(
        [
            title,
            (Markdown(voice.text(summary)),) if summary else (),
            *_facts(scenario, past, voice),
            _listed(voice("What is at stake"), [voice.text(objective.text) for objective in scenario.objectives]),
            _listed(voice("Deadlines"), [voice.text(rule.title) for rule in deadlines]),
        ]
    )


def _facts(scenario: Scenario, past: Past, voice: Voice) -> list[tuple[Part, ...]]:
    session = scenario.session
    times = voice(
        "{total} min: {brief} briefing, {play} play, {hot_wash} hot wash",
        total=session.total // 60,
        brief=session.brief // 60,
        play=session.play // 60,
        hot_wash=session.hot_wash // 60,
    )
    facts = (
        (voice("Session"), times),
        (voice("Incident"), voice("{span} of incident time", span=voice.span(scenario.ends_after))),
        *(((voice("Playbook"), voice("none: for discussion only")),) if scenario.playbook == NONE else ()),
        (voice("Last exercised"), past.last or voice("never")),
        (voice("Actions open"), str(past.open_actions) if past.open_actions else voice("none")),
    )
    return [(((label, "strong"),), Row("", (Cell(words),), indent=2, whole=True)) for label, words in facts]


def _listed(heading: str, points: list[str]) -> tuple[Part, ...]:
    listed = (Row("", (Cell(words),), mark="•", indent=2, whole=True) for words in points)
    return (((heading, "strong"),), *listed) if points else ()


def _rules_of(scenario: Scenario, context: AppContext) -> list[Expectation]:
    """The expectations a scenario names, as far as they are in reach and sound."""
    known = {entry.id: entry.value for entry in context.library.expectations()}
    return [rule for name in scenario.expectations if (rule := known.get(name))]


def _room(entry: Entry) -> int:
    """Seconds in the room."""
    return entry.value.session.total if entry.value else sys.maxsize
