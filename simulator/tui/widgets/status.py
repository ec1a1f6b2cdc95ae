"""One line for small terminals: what the table owes, and the nearest clock."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.console.scene import Scene
from simulator.tui import text
from simulator.tui.widgets.clocks import chance_of, clock_name
from simulator.tui.widgets.gate import answer_by, gate_words


class StatusLine(Widget):
    """The open decision or the gate on the left, the nearest deadline on the right."""

    scene: reactive[Scene | None] = reactive(None)

    def render(self) -> RenderResult:
        """Left gives way."""
        return status_line(self.scene, self.size.width) if self.scene else Content("")


def status_line(scene: Scene, width: int) -> Content:
    """Both halves for a width in cells."""
    nearest = _nearest_clock(scene, width * 2 // 5)
    waiting = scene.state.open_decisions
    if waiting:
        found = scene.setup.scenario.inject(waiting[-1])
        words = scene.names.text(found.decision.question) if found and found.decision else ""
        by = answer_by(scene, waiting[-1])
        until = scene.voice("by {when}", when=scene.when(by)) + " " if by is not None else ""
        left = text.line(("◆ ", "bold $text-accent"), until, (words, "bold"))
    else:
        left = gate_words(scene) or Content("")
    return text.columns(left, nearest, width)


def _nearest_clock(scene: Scene, width: int) -> Content:
    running = [v for v in scene.clocks if v.standing == "running" and v.deadline is not None]
    if not running:
        return Content("")
    first = min(running, key=lambda v: v.deadline or 0)
    left = scene.voice("{span} left", span=scene.voice.span((first.deadline or 0) - scene.now))
    chance = chance_of(first, scene)
    told = text.line(" ", (left, "bold"), *((" ", chance) if chance else ()))
    name = text.cut(clock_name(first, scene), max(width - told.cell_length - 2, 4))
    return text.line(("▶ ", "bold $text-warning"), name, told)
