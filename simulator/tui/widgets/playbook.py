"""The playbook's steps in columns: what is done, what runs, what waits."""

from __future__ import annotations

from textual.content import Content

from simulator.console import signs
from simulator.console.scene import Scene
from simulator.model.playbook import Step
from simulator.tui import text
from simulator.tui.rows import piece
from simulator.tui.widgets.panel import Panel

_CELL = 22


class PlaybookPanel(Panel):
    """Steps in file order, as many columns as fit; free actions after them."""

    SHOWS_TIME = True

    def heading(self, scene: Scene) -> str:
        """Who starts the steps."""
        if scene.state.self_running:
            return scene.voice("Playbook · runs itself")
        return scene.voice("Playbook · on orders")

    def drawn(self, scene: Scene, width: int) -> list[Content]:
        """A grid, read down its columns."""
        count = max((width + 2) // (_CELL + 2), 1)
        wide = (width - 2 * (count - 1)) // count
        cells = [step_cell(step, scene, wide) for step in scene.setup.playbook.steps]
        cells += [action_cell(action, scene, wide) for action in scene.state.actions]
        rows = -(-len(cells) // count)
        return [Content("  ").join(cells[row::rows]) for row in range(rows)]


def step_cell(step: Step, scene: Scene, width: int) -> Content:
    """A step as sign, name and when, in exactly ``width`` cells."""
    return _cell(step.id, scene.names.step(step.id), scene, width)


def action_cell(action: str, scene: Scene, width: int) -> Content:
    """What the table does beyond its playbook, marked with a plus."""
    return _cell(action, "+ " + scene.state.actions[action].title, scene, width)


def _cell(name: str, title: str, scene: Scene, width: int) -> Content:
    job = scene.state.job(name)
    sign, style = piece(signs.ORDERED if job.status == "idle" and job.ordered else signs.JOB[job.status])
    when = job_when(name, scene)
    title = text.fit(title, max(width - text.cells(when) - 3, 4))
    quiet = "$text-muted" if job.status in ("idle", "ruled-out", "skipped") else ""
    return text.line(
        (sign, style), " ", (title, "bold" if job.status in ("running", "ready") else quiet), " ", (when, quiet)
    )


def job_when(name: str, scene: Scene) -> str:
    """When it ended, about when it will, or what it is."""
    voice, job = scene.voice, scene.state.job(name)
    if job.status in ("done", "skipped") and job.ended_at is not None:
        return voice.clock(job.ended_at)
    if job.status == "running" and job.ends_at is not None:
        return f"≈{voice.span(max(job.ends_at - scene.now, 0))}"
    if job.status == "queued":
        return voice("queued")
    return signs.job_word(job.status, job.ordered, voice) if job.status in ("ready", "paused") or job.ordered else ""
