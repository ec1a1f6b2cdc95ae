"""The playbook's steps: what is done, what runs, what waits; free actions after them."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.console import signs
from simulator.console.rows import Cell, Row, Tone
from simulator.console.view import StepView, View
from simulator.wording.voice import Voice


def name(voice: Voice) -> str:
    """In a word."""
    return voice("Playbook")


def heading(view: View, voice: Voice) -> str:
    """Who starts the steps, and how many wait for an order."""
    return counts(view.steps, view.self_running, voice)


def counts(steps: Iterable[StepView], self_running: bool, voice: Voice) -> str:
    """The same of these."""
    who = voice("Playbook · runs itself") if self_running else voice("Playbook · on orders")
    ready = sum(step.status == "ready" for step in steps)
    return f"{who} · ○ {voice('{count} ready', count=ready)}" if ready else who


def rows(view: View, voice: Voice) -> tuple[Row, ...]:
    """A row per step, in file order, then one per free action, with a plus."""
    return tuple(step_row(step, view.now, voice) for step in view.steps)


def step_row(step: StepView, now: int, voice: Voice) -> Row:
    """A step as sign, name, and when."""
    sign = signs.ORDERED if step.status in ("idle", "delayed") and step.ordered else signs.JOB[step.status]
    quiet: Tone = "quiet" if step.status in ("idle", "delayed", "ruled-out", "skipped") else ""
    title = f"+ {step.title}" if step.beyond else step.title
    loud: Tone = "strong" if step.status in ("running", "ready") else quiet
    return Row(step.id, (Cell((title, loud)),), mark=sign, right=(step_when(step, now, voice), quiet), named=True)


def step_when(step: StepView, now: int, voice: Voice) -> str:
    """When it ended, about when it will, or what it is."""
    if step.status == "done" and step.begins_at is not None:
        return voice("next {time}", time=voice.clock(step.begins_at))
    if step.status in ("done", "skipped") and step.ended_at is not None:
        return voice.clock(step.ended_at)
    if step.status == "running" and step.ends_about is not None:
        return f"≈{voice.span(max(step.ends_about - now, 0))}"
    if step.until:
        return voice("held")
    if step.status == "delayed" and step.begins_at is not None:
        return voice("from {time}", time=voice.clock(step.begins_at))
    if step.status == "queued":
        return voice("queued")
    named = step.status in ("ready", "paused") or step.ordered
    return signs.job_word(step.status, step.ordered, voice) if named else ""
