"""States as a sign, a style and a word: never colour alone. All signs are one cell wide."""

from __future__ import annotations

from simulator.timeline.judge import Standing
from simulator.timeline.state import JobStatus
from simulator.wording.voice import Voice

JOB: dict[JobStatus, tuple[str, str]] = {
    "idle": ("·", "$text-muted"),
    "ready": ("○", "bold $text-warning"),
    "queued": ("◷", "$text-warning"),
    "running": ("▶", "bold $text-accent"),
    "paused": ("⏸", "$text-warning"),
    "done": ("✓", "$text-success"),
    "skipped": ("↷", "$text-muted"),
    "ruled-out": ("–", "$text-muted"),
}
ORDERED = ("◷", "$text-accent")

STANDING: dict[Standing, tuple[str, str]] = {
    "not-started": ("·", "$text-muted"),
    "running": ("▶", "bold $text-warning"),
    "met": ("✓", "$text-success"),
    "missed": ("▲", "bold $text-error"),
    "undecided": ("?", "$text-muted"),
}

UNREAD, READ, OPEN = ("●", "bold $text-warning"), ("✓", "$text-success"), ("◆", "bold $text-accent")
HELD, DROPPED, TO_COME = ("⏸", "$text-warning"), ("↷", "$text-muted"), ("·", "$text-muted")


def job_word(status: JobStatus, ordered: bool, voice: Voice) -> str:
    """The state of a job in a word."""
    if status == "idle" and ordered:
        return voice("ordered")
    words: dict[JobStatus, str] = {
        "idle": voice("waits"),
        "ready": voice("ready"),
        "queued": voice("waits for people"),
        "running": voice("running"),
        "paused": voice("paused"),
        "done": voice("done"),
        "skipped": voice("skipped"),
        "ruled-out": voice("not needed"),
    }
    return words[status]
