"""States as a sign with a tone, and as a word: never colour alone. All signs are one cell wide."""

from __future__ import annotations

from simulator.console.rows import Words
from simulator.timeline.judge import Standing
from simulator.timeline.state import InjectStatus, JobStatus
from simulator.wording.voice import Voice

JOB: dict[JobStatus, Words] = {
    "idle": ("·", "quiet"),
    "ready": ("○", "warning"),
    "queued": ("◷", "warning"),
    "running": ("▶", "accent"),
    "paused": ("⏸", "warning"),
    "done": ("✓", "good"),
    "skipped": ("↷", "quiet"),
    "ruled-out": ("–", "quiet"),
    "delayed": ("·", "quiet"),
}
ORDERED: Words = ("◷", "accent")

STANDING: dict[Standing, Words] = {
    "not-started": ("·", "quiet"),
    "running": ("▶", "warning"),
    "met": ("✓", "good"),
    "missed": ("▲", "bad"),
    "void": ("–", "quiet"),
    "undecided": ("?", "quiet"),
}

UNREAD: Words = ("●", "warning")
READ: Words = ("✓", "good")
OPEN: Words = ("◆", "accent")

INJECT: dict[InjectStatus, Words] = {
    "to-come": ("·", "quiet"),
    "delivered": READ,
    "dropped": ("↷", "quiet"),
    "held": ("⏸", "warning"),
    "released": ("·", "quiet"),
}


def job_word(status: JobStatus, ordered: bool, voice: Voice) -> str:
    """The state of a job in a word."""
    if status in ("idle", "delayed") and ordered:
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
        "delayed": voice("waits"),
    }
    return words[status]


def inject_word(status: InjectStatus, voice: Voice) -> str:
    """What became of a message."""
    words: dict[InjectStatus, str] = {
        "to-come": voice("to come"),
        "delivered": voice("delivered"),
        "dropped": voice("left out"),
        "held": voice("held back"),
        "released": voice("released"),
    }
    return words[status]
