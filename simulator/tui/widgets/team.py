"""Who is there, what they do, and when that changes."""

from __future__ import annotations

from textual.content import Content

from simulator.console.scene import Scene
from simulator.exercise.views import OnDuty
from simulator.tui import text
from simulator.tui.widgets.panel import Panel


class TeamPanel(Panel):
    """A line per role."""

    SHOWS_TIME = True

    def heading(self, scene: Scene) -> str:
        """Plainly."""
        return scene.voice("Team")

    def drawn(self, scene: Scene, width: int) -> list[Content]:
        """Everybody but those who are never missing."""
        return [duty_line(duty, scene, width) for duty in scene.staff if duty.people is not None]


def duty_line(duty: OnDuty, scene: Scene, width: int) -> Content:
    """A role as sign, name, people at hand where there are any, and what they do or when they come."""
    free = duty.present - sum(busy.people for busy in duty.busy)
    if duty.present == 0:
        sign, style, count = "–", "$text-muted", ""
    else:
        sign, style = ("▶", "bold $text-accent") if free <= 0 else ("○", "$text-success")
        count = f"{duty.present}/{duty.people} "
    words = duty_words(duty, scene)
    room = width - len(count) - 3
    least = room // 2 if duty.busy else 10
    name = text.fit(scene.names.role(duty.role), max(min(room - text.cells(words), 24), least))
    tone = "" if duty.present else "$text-muted"
    return text.line(
        (sign, style), " ", (name, tone), " ", (count, "bold"), (text.cut(words, room - text.cells(name)), tone)
    )


def duty_words(duty: OnDuty, scene: Scene) -> str:
    """What a role does now, or when it is back."""
    voice = scene.voice
    if duty.busy:
        busy = min(duty.busy, key=lambda b: b.ends_about if b.ends_about is not None else 1 << 40)
        name = scene.names.job(busy.job)
        if busy.ends_about is None:
            return f"⏸ {name}"
        return f"≈{voice.span(max(busy.ends_about - scene.now, 0))} {name}"
    if duty.call is not None and duty.call.answers_at > scene.now:
        return voice("called, ≈{when}", when=scene.when(duty.call.answers_at))
    if duty.present:
        return voice("free")
    return f"→ {scene.when(duty.next_change)}" if duty.next_change is not None else voice("off duty")
