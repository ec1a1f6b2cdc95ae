"""What time waits for, and what the table owes."""

from __future__ import annotations

from textual.content import Content

from simulator.console.scene import Scene
from simulator.exercise.views import Gate
from simulator.tui import text
from simulator.tui.widgets.panel import Panel


class GatePanel(Panel):
    """The open question above all; else why time stands, or that it runs."""

    SHOWS_TIME = True

    def heading(self, scene: Scene) -> str:
        """The kind of gate in a few words."""
        voice = scene.voice
        if scene.state.stopped:
            return voice("Exercise stopped")
        if scene.state.open_decisions:
            return voice("Decision open")
        return voice("Time stands") if scene.gate else voice("Time runs")

    def drawn(self, scene: Scene, width: int) -> list[Content]:
        """A few lines, the pressing ones first."""
        found: list[Content] = []
        for inject in reversed(scene.state.open_decisions):
            found += [Content("")] if found else []
            found += decision_lines(scene, inject, width)
        words = gate_words(scene)
        if words:
            found += [Content("")] if found else []
            found += text.wrap(words, width)
        return found + _late_lines(scene, width)


def decision_lines(scene: Scene, inject: str, width: int) -> list[Content]:
    """An open question: what, who, by when."""
    voice = scene.voice
    found = scene.setup.scenario.inject(inject)
    if found is None or found.decision is None:
        return []
    question = text.line(("◆ ", "bold $text-accent"), (scene.names.text(found.decision.question), "bold"))
    who = scene.names.seat(found.decision.role)
    by = answer_by(scene, inject)
    if by is not None:
        who += " · " + voice("answer by {when}", when=scene.when(by))
    return [
        *text.wrap(question, width, rest="  "),
        *text.wrap(text.line((who, "$text-muted")), width, first="  ", rest="  "),
    ]


def answer_by(scene: Scene, inject: str) -> int | None:
    """When the table must have decided; None if it need not, or never was asked."""
    found, choice = scene.setup.scenario.inject(inject), scene.state.choices.get(inject)
    if not found or not found.decision or found.decision.answer_by is None or not choice:
        return None
    return choice.opened_at + found.decision.answer_by


def gate_words(scene: Scene) -> Content | None:
    """Why time stands; None where there is nothing to say."""
    voice, gate, state = scene.voice, scene.gate, scene.state
    if not state.started or state.ended_at is not None:
        return None
    if gate is None:
        return text.line((_running_words(scene), "$text-muted"))
    when = scene.when(gate.at)
    if gate.kind == "inject":
        words = voice("{when}: something new is due. F5 brings it.", when=when)
    elif gate.kind == "decision":
        words = voice("{when}: the answer is due. F5 goes on without one.", when=when)
    elif gate.kind == "deadline":
        clock = scene.setup.clock(gate.what)
        name = scene.names.text(clock.title) if clock and scene.sees("clocks") else ""
        words = voice("{when}: deadline {name}. F5 goes on.", when=when, name=name)
    else:
        words = voice("{when}: the incident is over. F9 ends the play.", when=when)
    return text.line(("⏸ ", "bold $text-warning"), words)


def _running_words(scene: Scene) -> str:
    """That time runs, and for the facilitator how far."""
    voice, coming = scene.voice, scene.coming
    if coming is not None and not scene.players:
        return voice("F5 goes to {when}: {what}", when=scene.when(coming.at), what=coming_words(scene, coming))
    return voice("Talk costs no time.") if scene.state.talk == 0 else voice("Time runs while you talk.")


def coming_words(scene: Scene, gate: Gate) -> str:
    """A gate by its name, for the facilitator."""
    voice = scene.voice
    if gate.kind == "inject":
        return scene.names.inject(gate.what)
    if gate.kind == "decision":
        return voice("answer due: {inject}", inject=scene.names.inject(gate.what))
    if gate.kind == "deadline":
        clock = scene.setup.clock(gate.what)
        return voice("deadline: {name}", name=scene.names.text(clock.title) if clock else gate.what)
    return voice("the end of the incident")


def _late_lines(scene: Scene, width: int) -> list[Content]:
    """When the room runs late: what might be skipped."""
    if scene.players or scene.slack is None or scene.slack >= 0 or not scene.skippable:
        return []
    names = scene.names.listed(scene.names.inject(inject) for inject in scene.skippable)
    words = scene.voice("Running late. Could be skipped (F7): {names}", names=names)
    return [Content(""), *text.wrap(text.line(("▲ ", "bold $text-warning"), words), width, rest="  ")]
