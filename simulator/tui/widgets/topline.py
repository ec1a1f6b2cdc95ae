"""The line that is always there: that it is an exercise, and the two clocks of the room and the incident."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.console.scene import Scene
from simulator.tui import text
from simulator.wording.voice import Voice


class TopLine(Widget):
    """【演習】EXERCISE, the title, incident time, what talk costs, room time and slack."""

    scene: reactive[Scene | None] = reactive(None)

    def render(self) -> RenderResult:
        """The fullest of several lines that fits."""
        return top_line(self.scene, self.size.width) if self.scene else Content("【演習】EXERCISE")


def top_line(scene: Scene, width: int) -> Content:
    """The top line for a width in cells: the title gives way to the time, the date to the title."""
    voice = scene.voice
    now = scene.now if scene.state.ended_at is None else scene.state.ended_at
    title = voice.text(scene.setup.scenario.title)
    local = voice.local(now)
    elapsed, pace, room = voice.elapsed(now), _pace(scene), _room(scene)
    seconds = f"{local:%H:%M:%S}"
    day = voice.day_clock(now).removesuffix(f"{local:%H:%M}")
    date = voice.day(local) + ("" if voice.language == "ja" else " ")
    for moment, least in ((f"{date}{seconds} {local:%Z}", text.cells(title)), (f"{day}{seconds}", 12)):
        rest = text.line("  ", (moment, "bold"), "  ", elapsed, "  ", pace)
        spare = width - _badge().cell_length - rest.cell_length - room.cell_length - 4
        if spare >= least:
            return text.columns(text.line(_badge(), "  ", text.cut(title, spare), rest), room, width)
    short = text.line(_badge(), " ", (f"{day}{seconds}", "bold"), " ", elapsed, " ", _pace(scene, short=True))
    return text.columns(short, _room(scene, short=True), width)


def _badge() -> Content:
    return text.line(("【演習】EXERCISE", "bold $text-error"))


def _pace(scene: Scene, *, short: bool = False) -> Content:
    voice, state = scene.voice, scene.state
    if state.stopped:
        return text.line(("■ " + voice("REAL EVENT"), "bold reverse $text-error"))
    if state.ended_at is not None:
        return text.line(("■ ENDEX", "bold"))
    if not state.started:
        return text.line(("○ " + voice("before STARTEX"), "$text-muted"))
    if scene.gate is not None:
        return text.line(("⏸" if short else "⏸ " + voice("time stands"), "bold $text-warning"))
    if state.talk == 0:
        return text.line(("○" if short else "○ " + voice("talk is free"), "$text-muted"))
    return text.line(("▶" if short else "▶ " + voice("talking {rate}:1", rate=f"{state.talk:g}"), "$text-success"))


def _room(scene: Scene, *, short: bool = False) -> Content:
    voice = scene.voice
    play = scene.setup.scenario.session.play
    used = f"{voice.room(scene.room)}/{voice.room(play)}"
    room = used if short else voice("room {used}", used=used)
    left = voice("{minutes} min left", minutes=max(play - scene.room, 0) // 60)
    if scene.slack is None or scene.players or scene.state.ended_at is not None:
        return text.line(room, " · ", left)
    slack = _slack(scene.slack, voice)
    return text.line(room, " · ", slack) if short else text.line(room, " · ", left, " · ", slack)


def _slack(slack: int, voice: Voice) -> Content:
    if slack < 0:
        return text.line(("▲ " + voice("{minutes} behind", minutes=-(slack // 60)), "bold $text-warning"))
    return text.line(voice("{minutes} spare", minutes=slack // 60))
