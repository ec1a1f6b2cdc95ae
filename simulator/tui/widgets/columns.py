"""The three columns that console and players' window share."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive

from simulator.console.scene import Scene
from simulator.tui.widgets.clocks import Clocks
from simulator.tui.widgets.gate import GatePanel
from simulator.tui.widgets.injects import Injects
from simulator.tui.widgets.message import MessagePanel
from simulator.tui.widgets.playbook import PlaybookPanel
from simulator.tui.widgets.team import TeamPanel

PARTS = ("message", "injects", "playbook", "clocks", "team")
"""Ids of what becomes a tab on a small terminal."""


def columns(scene: Reactive[Scene | None]) -> ComposeResult:
    """What came and what time waits for; the message over the playbook; clocks over the team."""
    with Horizontal(id="columns"):
        with Vertical(id="left"):
            yield Injects(id="injects").data_bind(scene=scene)
            yield GatePanel(id="gate").data_bind(scene=scene)
        with Vertical(id="middle"):
            yield MessagePanel(id="message").data_bind(scene=scene)
            yield PlaybookPanel(id="playbook").data_bind(scene=scene)
        with Vertical(id="right"):
            yield Clocks(id="clocks").data_bind(scene=scene)
            yield TeamPanel(id="team").data_bind(scene=scene)
