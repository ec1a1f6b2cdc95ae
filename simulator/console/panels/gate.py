"""What time waits for, and what the table owes."""

from __future__ import annotations

from simulator.console.message_view import Question
from simulator.console.panels import Acts
from simulator.console.rows import Cell, Line, Part, Row, Words, blocks
from simulator.console.view import GateView, View
from simulator.wording.voice import Voice


def heading(view: View, voice: Voice) -> str:
    """The kind of gate in a few words."""
    if view.phase == "stopped":
        return voice("Exercise stopped")
    if view.phase == "break":
        return voice("Break")
    if view.owed:
        return voice("Decision open")
    return voice("Time is stopped") if view.gate else voice("Time runs")


def parts(view: View, voice: Voice, acts: Acts) -> tuple[Part, ...]:
    """The open questions above all, the newest first; why time stands, or that it runs; what waits; what is late."""
    questions = [question_rows(message.question, view, voice) for message in reversed(view.owed) if message.question]
    why = why_line(view, voice, acts)
    late = _late(view, voice, acts)
    return blocks(
        [
            *questions,
            wait_rows(view, voice),
            (why,) if why else (),
            _waiting(view, voice, acts),
            (late,) if late else (),
        ]
    )


def question_rows(question: Question, view: View, voice: Voice) -> tuple[Part, ...]:
    """An open question: what, who, by when."""
    who = question.who
    if question.by is not None:
        who += " · " + voice("answer by {when}", when=voice.when(question.by, view.now))
    asked = Row("", (Cell((question.words, "strong")),), mark=("◆", "accent"), whole=True)
    return asked, Row("", (Cell((who, "quiet")),), indent=2, whole=True)


def wait_rows(view: View, voice: Voice) -> tuple[Part, ...]:
    """What the table waits for on purpose, and until when at most; and whose answers it waits for."""
    said = (
        voice("Waiting until {when}, sooner with: {what}", when=voice.when(wait.until, view.now), what=wait.sooner)
        for wait in view.waits
    )
    asked = (
        voice(
            "{who} decides: {question} Answer expected about {when}",
            who=one.who,
            question=one.question,
            when=voice.when(one.about, view.now),
        )
        for one in view.asked
    )
    return tuple(Row("", (Cell((words, "strong")),), mark=("◷", "accent"), whole=True) for words in (*said, *asked))


def why_line(view: View, voice: Voice, acts: Acts) -> Line:
    """Why time stands, or that it runs; empty while no play is on."""
    if view.phase == "break":
        return (("⏸ ", "warning"), voice("A break: both clocks stand. {key} ends it.", key=acts["break"]))
    if view.phase != "play":
        return ()
    if view.gate is None:
        return ((_running(view, voice, acts), "quiet"),)
    return (("⏸ ", "warning"), _stands(view.gate, view, voice, acts))


def _stands(gate: GateView, view: View, voice: Voice, acts: Acts) -> str:
    when = voice.when(gate.at, view.now)
    if gate.kind == "inject":
        return voice("{when}: something new is due. {next} brings it.", when=when, next=acts["next"])
    if gate.kind in ("deadline", "ready") and not gate.name:
        return voice("{when}: time is stopped. {next} goes on.", when=when, next=acts["next"])
    if gate.kind == "decision":
        return voice("{when}: the answer is due. {next} goes on without one.", when=when, next=acts["next"])
    if gate.kind == "deadline":
        return voice("{when}: deadline {name}. {next} goes on.", when=when, name=gate.name, next=acts["next"])
    if gate.kind == "ready":
        return voice("{when}: a step can begin: {name}. {next} goes on.", when=when, name=gate.name, next=acts["next"])
    return voice("{when}: the incident is over. {end} ends the play.", when=when, end=acts["end"])


def _running(view: View, voice: Voice, acts: Acts) -> str:
    """That time runs, and for whoever conducts how far."""
    coming = view.coming
    if coming is None:
        return voice("Talk costs no time.") if view.talk == 0 else voice("Time runs while you talk.")
    when, what = voice.when(coming.at, view.now), _named(coming, voice)
    if not what:
        return voice("{next} goes to {when} at most.", next=acts["next"], when=when)
    return voice("{next} goes to {when} at most: {what}", next=acts["next"], when=when, what=what)


def _named(gate: GateView, voice: Voice) -> str:
    """A gate by its name; empty for a message whose title is not to be known yet."""
    if gate.kind == "decision":
        return voice("answer due: {inject}", inject=gate.name)
    return voice("the end of the incident") if gate.kind == "end" else gate.name


def _waiting(view: View, voice: Voice, acts: Acts) -> tuple[Row, ...]:
    """What seats asked for, steps that wait for an order, messages that wait for somebody or something."""
    found: list[tuple[Words, str]] = []
    if asked := asked_words(view, voice, acts):
        found.append((("?", "accent"), asked))
    if view.ready:
        steps = voice.listed(step.title for step in view.ready)
        found.append((("○", "warning"), voice("{ready}: {steps}", ready=ready_words(view, voice), steps=steps)))
    if view.held:
        found.append((("⏸", "warning"), _held(view, voice, acts)))
    if view.awaiting == 1:
        found.append((("·", "quiet"), voice("1 message waits for something to happen.")))
    elif view.awaiting:
        found.append((("·", "quiet"), voice("{count} messages wait for something to happen.", count=view.awaiting)))
    return tuple(Row("", (Cell(words),), mark=mark, whole=True) for mark, words in found)


def asked_words(view: View, voice: Voice, acts: Acts) -> str:
    """How many requests of seats wait for whoever answers them; empty for none, and to everybody else."""
    count = len(view.unanswered) if "facilitator" in view.seat.kinds else 0
    if not count:
        return ""
    if count == 1:
        return voice("1 request waits for an answer ({requests}).", requests=acts["requests"])
    return voice("{count} requests wait for an answer ({requests}).", count=count, requests=acts["requests"])


def _held(view: View, voice: Voice, acts: Acts) -> str:
    if all(view.held):
        names = voice.listed(view.held)
        return voice("Held back ({injects}): {names}", injects=acts["injects"], names=names)
    if len(view.held) == 1:
        return voice("1 message is held back ({injects}).", injects=acts["injects"])
    return voice("{count} messages are held back ({injects}).", count=len(view.held), injects=acts["injects"])


def ready_words(view: View, voice: Voice) -> str:
    """How many steps wait for an order; empty for none."""
    count = len(view.ready)
    if not count:
        return ""
    return voice("1 step is ready") if count == 1 else voice("{count} steps are ready", count=count)


def _late(view: View, voice: Voice, acts: Acts) -> Part:
    """When the room runs late: what might be skipped."""
    if not view.skippable:
        return ()
    if all(view.skippable):
        names = voice.listed(view.skippable)
        words = voice("Running late. Could be skipped ({injects}): {names}", injects=acts["injects"], names=names)
    else:
        count = len(view.skippable)
        words = voice("Running late. Could be skipped ({injects}): {count}", injects=acts["injects"], count=count)
    return Row("", (Cell(words),), mark=("▲", "warning"), whole=True)


def owed_line(view: View, voice: Voice, acts: Acts) -> Line:
    """In one line: the question asked last that is still open; else why time stands, or that it runs."""
    question = view.owed[-1].question if view.owed else None
    if question is None:
        waits: Line = (("○ " + ready_words(view, voice), "warning"), "  ") if view.ready else ()
        return *waits, *why_line(view, voice, acts)
    until = voice("by {when}", when=voice.when(question.by, view.now)) + " " if question.by is not None else ""
    return ("◆ ", "accent"), until, (question.words, "strong")
