"""The inject in the middle of the screen: what is read aloud first, what the facilitator needs after it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from simulator.console.scene import Scene
from simulator.model.scenario import Artefact, Inject
from simulator.tui import markdown, text
from simulator.tui.widgets.injects import channel_of
from simulator.tui.widgets.panel import Panel


class MessagePanel(Panel):
    """One inject as it is read out, with its artefacts, questions and expected actions."""

    def heading(self, scene: Scene) -> str:
        """When it came, by what, and to whom."""
        return message_heading(scene, scene.shown)

    def drawn(self, scene: Scene, width: int) -> list[Content]:
        """The message, and for the facilitator what goes with it."""
        if not scene.shown:
            quiet = scene.voice("Nothing has happened yet. F5 brings the first message.")
            return text.wrap(text.line((quiet, "$text-muted")), width)
        found = list(message_lines(scene, scene.shown, width))
        if not scene.players:
            found += guide_lines(scene, scene.shown, width)
        return found

    def watch_scene(self, old: Scene | None, new: Scene | None) -> None:
        """Another message begins at its top."""
        super().watch_scene(old, new)
        if old is not None and new is not None and old.shown != new.shown:
            self.scroll_home(animate=False)


def message_heading(scene: Scene, inject: str) -> str:
    """``21:10 press → Communications``."""
    at = dict(scene.arrived).get(inject)
    if at is None:
        return scene.voice("Message")
    made, found = scene.state.improvised.get(inject), scene.setup.scenario.inject(inject)
    to = scene.names.roles(made.to if made else found.to if found else ())
    return f"{scene.voice.day_clock(at)}  {channel_of(scene, inject)}" + (f" → {to}" if to else "")


def message_lines(scene: Scene, inject: str, width: int) -> Iterator[Content]:
    """What everybody may see: title, sender, body, the question and the options once shown, artefacts."""
    voice = scene.voice
    yield from text.wrap(text.line((scene.names.inject(inject), "bold")), width)
    found = scene.setup.scenario.inject(inject)
    if found and found.from_:
        sender = voice("From: {sender}", sender=scene.names.text(found.from_))
        yield from text.wrap(text.line((sender, "$text-muted")), width)
    body = body_of(scene, inject)
    if body:
        yield Content("")
        yield from markdown.render(body, width)
    if found:
        yield from _decision(scene, found, width)
        yield from _artefacts(scene, found, width)


def body_of(scene: Scene, inject: str) -> str:
    """What the message says, whoever made it up."""
    made, found = scene.state.improvised.get(inject), scene.setup.scenario.inject(inject)
    return made.body if made else scene.voice.text(found.body if found else None)


def _decision(scene: Scene, inject: Inject, width: int) -> Iterator[Content]:
    choice = scene.state.choices.get(inject.id)
    if inject.decision is None or choice is None:
        return
    yield Content("")
    question = scene.names.text(inject.decision.question)
    yield from text.wrap(text.line(("◆ ", "bold $text-accent"), (question, "bold")), width, rest="  ")
    if choice.shown:
        for number, option in enumerate(inject.decision.options, 1):
            taken = choice.option == option.id
            line = text.line((scene.names.text(option.text), "bold" if taken else ""))
            yield from text.wrap(line, width, first=f"  {'✓' if taken else number} ", rest="    ")
    if choice.at is not None:
        yield from text.wrap(text.line((_taken(scene, inject), "$text-success")), width, first="  ", rest="    ")


def _taken(scene: Scene, inject: Inject) -> str:
    """How it was decided."""
    choice, voice = scene.state.choices[inject.id], scene.voice
    option = inject.decision.option(choice.option) if inject.decision and not choice.shown else None
    words = choice.text or (scene.names.text(option.text) if option else "")
    when, who = voice.clock(choice.at or 0), scene.names.seat(choice.seat) if choice.seat else ""
    known = (
        voice("✓ {when} not decided in time", when=when) if choice.undecided else voice("✓ {when} decided", when=when)
    )
    return "  ".join(part for part in (known, who, words) if part)


def artefacts_of(scene: Scene, inject: Inject | None) -> tuple[Artefact, ...]:
    """What goes with an inject; players see what waits to be asked for only once it was handed out."""
    if inject is None:
        return ()
    numbered = enumerate(inject.artefacts, 1)
    return tuple(
        a for n, a in numbered if not (scene.players and a.on_request) or f"{inject.id}/{n}" in scene.state.handed
    )


def handed_at(scene: Scene, inject: Inject, artefact: Artefact) -> int | None:
    """When an artefact that waits to be asked for was handed out, if it was."""
    return scene.state.handed.get(f"{inject.id}/{inject.artefacts.index(artefact) + 1}")


def artefact_name(scene: Scene, artefact: Artefact) -> str:
    """Its title, or else its file's name."""
    file = artefact.path(scene.voice.language).rsplit("/", 1)[-1]
    return scene.names.text(artefact.title) if artefact.title else file


def _artefacts(scene: Scene, inject: Inject, width: int) -> Iterator[Content]:
    found = artefacts_of(scene, inject)
    if not found:
        return
    yield Content("")
    for number, artefact in enumerate(found, 1):
        name = artefact_name(scene, artefact)
        at = handed_at(scene, inject, artefact)
        if at is not None:
            name = scene.voice("{name} (handed out {when})", name=name, when=scene.voice.clock(at))
        elif artefact.on_request:
            name = scene.voice("{name} (only when asked)", name=name)
        label = scene.voice("Attached") if number == 1 else ""
        gap = " " * (text.cells(scene.voice("Attached")) + 1 - text.cells(label))
        row = text.line((label, "$text-muted"), gap, (f"{number} ", "bold $text-accent"), name)
        yield from text.wrap(row, width, rest=" " * (text.cells(label + gap) + 2))


def guide_lines(scene: Scene, inject: str, width: int) -> Iterator[Content]:
    """What only the facilitator may see: questions, expected actions, the note."""
    found = scene.setup.scenario.inject(inject)
    if found is None:
        return
    voice, names = scene.voice, scene.names
    expected = [_expected(scene, found, number) for number in range(1, len(found.expects) + 1)]
    for label, points in (
        (voice("Discuss"), [("? ", names.text(question)) for question in found.questions]),
        (voice("Expected"), expected),
        (voice("Facilitator"), [("", names.text(found.facilitator))] if found.facilitator else []),
    ):
        if points:
            yield Content("")
            yield text.line((label, "bold $text-accent"))
        for mark, words in points:
            yield from text.wrap(words, width, first=f"  {mark}", rest="    ")


def _expected(scene: Scene, inject: Inject, number: int) -> tuple[str, str]:
    """An expected action: ticked or done, or neither."""
    expected = inject.expects[number - 1]
    seen = f"inject/{inject.id}/{number}" in scene.state.ticks
    if expected.text:
        return ("✓ " if seen else "· "), scene.names.text(expected.text)
    step = expected.step or ""
    seen = seen or scene.state.job(step).first_done_at is not None
    words = scene.names.step(step)
    if expected.done_within is not None:
        words = scene.voice("{step} within {span}", step=words, span=scene.voice.span(expected.done_within))
    return ("✓ " if seen else "· "), words
