"""Every clock: what it is, how long is left, how likely it is to be met, and how the playbook alone would do."""

from __future__ import annotations

from textual.content import Content

from simulator.console import signs
from simulator.console.chances import chance_words
from simulator.console.scene import Scene
from simulator.timeline.judge import Verdict
from simulator.timeline.state import State
from simulator.tui import text
from simulator.tui.rows import piece
from simulator.tui.widgets.panel import Panel
from simulator.wording.names import KINDS
from simulator.wording.voice import Voice

_ORDER = ("running", "missed", "not-started", "met", "undecided")


class Clocks(Panel):
    """Running clocks first, the nearest deadline on top; one that was missed stays."""

    SHOWS_TIME = True

    def heading(self, scene: Scene) -> str:
        """How many run."""
        running = sum(verdict.standing == "running" for verdict in scene.clocks)
        return scene.voice("Clocks · {count} running", count=running)

    def drawn(self, scene: Scene, width: int) -> list[Content]:
        """Two or three lines a clock; an empty one between those that press."""
        found: list[Content] = []
        pressing = False
        for verdict in sorted(scene.clocks, key=_urgency):
            found += [Content("")] if pressing else []
            pressing = verdict.standing in ("running", "missed")
            found += clock_lines(verdict, scene, width)
        return found


def _urgency(verdict: Verdict) -> tuple[int, int]:
    return _ORDER.index(verdict.standing), verdict.deadline if verdict.deadline is not None else 1 << 40


def clock_lines(verdict: Verdict, scene: Scene, width: int) -> list[Content]:
    """One clock for a width in cells: its name; what is left, or how it went; par and whose it is."""
    voice, clock = scene.voice, verdict.clock
    sign, style = piece(signs.STANDING[verdict.standing])
    weight = "bold" if verdict.standing in ("running", "missed") else ""
    name = text.cut(clock_name(verdict, scene), width - 2)
    found = [text.line((f"{sign} ", style), (name, weight))]
    if verdict.standing == "running" and verdict.deadline is not None:
        found.append(_running(verdict, scene, width))
    else:
        found += text.wrap(text.line((_words(verdict, scene), _tone(verdict))), width, first="  ", rest="  ")
    if verdict.standing not in ("running", "missed"):
        return found
    par = par_words(verdict, scene.par, voice) if not scene.players else ""
    kind = voice(KINDS[clock.kind]) if clock.kind in KINDS else clock.kind
    return [*found, text.columns(("  " + par, "$text-muted"), (kind, "$text-muted"), width)]


def clock_name(verdict: Verdict, scene: Scene) -> str:
    """A clock's title, and what starts it where one expectation has several readings of awareness."""
    clock = verdict.clock
    title = scene.names.text(clock.title)
    return (
        scene.voice("{title} ({what})", title=title, what=scene.names.milestone(clock.start))
        if clock.reading
        else title
    )


def _running(verdict: Verdict, scene: Scene, width: int) -> Content:
    """A bar that fills as time is used, and what is left of it."""
    assert verdict.started is not None
    assert verdict.deadline is not None
    left = verdict.deadline - scene.now
    whole = max(verdict.deadline - verdict.started, 1)
    words = scene.voice("{span} left", span=scene.voice.span(left))
    near = left * 5 < whole
    words, tone = (f"! {words}", "bold $text-error") if near else (words, "bold")
    chance = chance_of(verdict, scene)
    filled = text.bar(1 - left / whole, min(max(width - text.cells(words) - chance.cell_length - 5, 4), 12))
    told = text.line("  ", (filled, "$text-accent"), "  ", (words, tone))
    return text.columns(told, chance, width) if chance else told


def chance_of(verdict: Verdict, scene: Scene) -> Content:
    """How likely a running clock is to be met; empty where that is not known, or not for these eyes."""
    found = scene.chances.get(verdict.clock.key)
    if found is None or scene.players or verdict.standing != "running":
        return Content("")
    return text.line((chance_words(found, scene.voice), "$text-muted" if found.rough else "bold"))


def _tone(verdict: Verdict) -> str:
    return {"missed": "bold $text-error", "met": ""}.get(verdict.standing, "$text-muted")


def _words(verdict: Verdict, scene: Scene) -> str:
    voice, clock = scene.voice, verdict.clock
    if clock.is_order:
        return _order_words(verdict, scene)
    if verdict.standing == "not-started":
        return voice("not started: waits for {milestone}", milestone=scene.names.milestone(clock.start))
    if verdict.standing == "missed" and verdict.reached is None:
        assert verdict.deadline is not None
        return voice("missed, {span} over", span=voice.span(scene.now - verdict.deadline))
    if verdict.standing == "missed":
        return voice("missed by {span}", span=voice.span(verdict.margin or 0))
    if verdict.standing == "met" and verdict.reached is not None:
        when = scene.when(verdict.reached)
        if verdict.margin is None:
            return voice("done {when}", when=when)
        return voice("met {when}, {span} to spare", when=when, span=voice.span(verdict.margin))
    return voice("undecided: time is over")


def _order_words(verdict: Verdict, scene: Scene) -> str:
    voice = scene.voice
    first = scene.names.milestone(verdict.clock.end)
    second = scene.names.milestone(verdict.clock.start)
    if verdict.standing == "missed":
        return voice("out of order: {second} came before {first}", first=first, second=second)
    if verdict.standing == "met":
        return voice("kept: {first} came first", first=first)
    return voice("{first} before {second}", first=first, second=second)


def par_words(verdict: Verdict, par: State | None, voice: Voice) -> str:
    """How long the playbook alone takes on the exercise's own draws; empty where that is not known."""
    if par is None or verdict.clock.is_order:
        return ""
    started, reached = par.reached(verdict.clock.start), par.reached(verdict.clock.end)
    if started is None:
        return ""
    return voice("par: never") if reached is None else voice("par {span}", span=voice.span(max(reached - started, 0)))
