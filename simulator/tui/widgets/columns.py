"""The three columns that console and players' window share: each part says what ``console.panels`` makes of a view."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import Reactive

from simulator.console.panels import clocks, gate, playbook, team
from simulator.console.view import View
from simulator.tui import keys
from simulator.tui.layouts import counted, grid, within
from simulator.tui.rows import lay_out_all
from simulator.tui.showing import Showing
from simulator.tui.widgets.injects import Injects
from simulator.tui.widgets.message import MessagePanel
from simulator.tui.widgets.panel import Panel
from simulator.wording.voice import Voice

PARTS = ("message", "injects", "playbook", "clocks", "team")
"""Ids of what becomes a tab on a small terminal."""
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
            yield Panel(_named(playbook.heading), _playbook, id="playbook").data_bind(showing=showing)
        with Vertical(id="right"):
            yield Panel(_named(clocks.heading), _clocks, id="clocks").data_bind(showing=showing)
            yield Panel(_named(team.heading), _team, id="team").data_bind(showing=showing)


def _named(heading: Callable[[View, Voice], str]) -> Callable[[Showing], str]:
    return lambda showing: heading(showing.view, showing.voice)


def _gate(showing: Showing, width: int, _height: int) -> list[Content]:
    return lay_out_all(gate.parts(showing.view, showing.voice, keys.SHOWN), width)


def _playbook(showing: Showing, width: int, height: int) -> Sequence[Content]:
    return grid(playbook.rows(showing.view, showing.voice), width, height, _STEP)


def _clocks(showing: Showing, width: int, height: int) -> Sequence[Content]:
    return within(clocks.parts(showing.view, showing.voice), width, height)


def _team(showing: Showing, width: int, height: int) -> Sequence[Content]:
    return counted(team.rows(showing.view, showing.voice), width, height)
