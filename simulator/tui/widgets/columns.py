"""The three columns that console and players' window share: each part says what ``console.panels`` makes of a view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import Screen

from simulator.console.panels import clocks, gate, messages, playbook, questions, team
from simulator.console.view import View
from simulator.tui import keys
from simulator.tui.layouts import counted, grid, within
from simulator.tui.rows import lay_out_all
from simulator.tui.showing import Showing
from simulator.tui.widgets.injects import Injects
from simulator.tui.widgets.message import MessagePanel
from simulator.tui.widgets.panel import Panel
from simulator.wording.voice import Voice

PARTS: Mapping[str, Callable[[Voice], str]] = {
    "message": messages.name,
    "injects": messages.list_name,
    "playbook": playbook.name,
    "clocks": clocks.name,
    "team": team.name,
}
"""What becomes a tab on a small terminal: by its id, which is the sight it takes to see it, its name."""
_ALWAYS = ("message", "injects")
"""Parts that every seat may see."""
_BESIDE = {"gate": "injects"}
"""Parts without a tab of their own, and the part they stand beside."""
_STEP = 22
"""Cells a step takes at least."""


def columns(showing: Reactive[Showing | None]) -> ComposeResult:
    """What came and what time waits for; the message over the playbook; clocks over the team."""
    with Horizontal(id="columns"):
        with Vertical(id="left"):
            yield Injects(id="injects").data_bind(showing=showing)
            yield Panel(_named(gate.heading), _gate, id="gate").data_bind(showing=showing)
        with Vertical(id="middle"):
            yield MessagePanel(id="message").data_bind(showing=showing)
            yield Panel(_of_work, _work, id="playbook").data_bind(showing=showing)
        with Vertical(id="right"):
            yield Panel(_named(clocks.heading), _clocks, id="clocks").data_bind(showing=showing)
            yield Panel(_named(team.heading), _team, id="team").data_bind(showing=showing)


def tabs(view: View, voice: Voice) -> tuple[tuple[str, str], ...]:
    """The parts that these eyes may see, by name."""
    parts = {**PARTS, "playbook": questions.name} if view.discussion_only else PARTS
    return tuple((part, name(voice)) for part, name in parts.items() if _is_seen(part, view))


def show_revealed(screen: Screen[Any], view: View) -> None:
    """Parts that these eyes may not see give their room to the others."""
    for column in screen.query("#columns > Vertical"):
        for part in column.children:
            part.set_class(part.id in PARTS and not _is_seen(part.id, view), "-unseen")
        column.set_class(all(part.has_class("-unseen") for part in column.children), "-unseen")


def show_tab(screen: Screen[Any], tab: str) -> None:
    """On a small terminal one part is seen at a time."""
    for column in screen.query("#columns > Vertical"):
        for part in column.children:
            part.set_class(tab in (part.id, _BESIDE.get(part.id or "")), "-shown")
        column.set_class(any(part.has_class("-shown") for part in column.children), "-shown")


def _is_seen(part: str | None, view: View) -> bool:
    return part in _ALWAYS or part in view.sights


def _named(heading: Callable[[View, Voice], str]) -> Callable[[Showing], str]:
    return lambda showing: heading(showing.view, showing.voice)


def _gate(showing: Showing, width: int, _height: int) -> list[Content]:
    return lay_out_all(gate.parts(showing.view, showing.voice, keys.SHOWN), width)


def _of_work(showing: Showing) -> str:
    view, voice = showing.view, showing.voice
    return questions.heading(view, showing.shown, voice) if view.discussion_only else playbook.heading(view, voice)


def _work(showing: Showing, width: int, height: int) -> Sequence[Content]:
    """The steps of the playbook; where there is none, the questions to discuss."""
    if showing.view.discussion_only:
        return lay_out_all(questions.rows(showing.view, showing.shown, showing.voice), width)
    return grid(playbook.rows(showing.view, showing.voice), width, height, _STEP)


def _clocks(showing: Showing, width: int, height: int) -> Sequence[Content]:
    return within(clocks.parts(showing.view, showing.voice), width, height)


def _team(showing: Showing, width: int, height: int) -> Sequence[Content]:
    return counted(team.rows(showing.view, showing.voice), width, height)
