"""Who is there, what they do, and when that changes."""

from __future__ import annotations

from simulator.console.rows import Cell, Row, Tone, Words
from simulator.console.view import RoleView, View
from simulator.wording.voice import Voice


def name(voice: Voice) -> str:
    """In a word."""
    return voice("Team")


def heading(_view: View, voice: Voice) -> str:
    """Plainly."""
    return voice("Team")


def rows(view: View, voice: Voice) -> tuple[Row, ...]:
    """A row for all roles of the same people: who is at hand, and what they do or when they come."""
    return tuple(role_row(role, view, voice) for role in view.staff)


def role_row(role: RoleView, view: View, voice: Voice) -> Row:
    """A role as sign, name, count and words."""
    away: Tone = "" if role.present else "quiet"
    sign: Words = ("–", "quiet")
    if role.present:
        sign = ("▶", "accent") if role.free <= 0 else ("○", "good")
    count = f"{role.present}/{role.people}" if role.present else ""
    words = Cell((_words(role, view, voice), away))
    return Row("", (Cell((role.role, away)), Cell((count, "strong")), words), mark=sign, named=True)


def _words(role: RoleView, view: View, voice: Voice) -> str:
    """What a role does now, or when it is back."""
    if role.busy:
        first = min(role.busy, key=lambda work: work.ends_about if work.ends_about is not None else 1 << 40)
        if first.ends_about is None:
            return f"⏸ {first.title}" if first.paused else voice("held: {job}", job=first.title)
        return f"≈{voice.span(max(first.ends_about - view.now, 0))} {first.title}"
    if role.comes_about is not None and role.comes_about > view.now:
        return voice("called, ≈{when}", when=voice.when(role.comes_about, view.now))
    if role.present:
        return voice("free")
    return f"→ {voice.when(role.next_change, view.now)}" if role.next_change is not None else voice("off duty")
