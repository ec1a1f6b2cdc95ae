"""Room time today, in words, and the injects that stay or are left out for it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from simulator.console.dialogs import Choice
from simulator.console.moments import room_time
from simulator.console.rows import Cell, Line, Row
from simulator.errors import TabletopError
from simulator.exercise.roomtime import lacking, proposed
from simulator.model.scenario import Scenario
from simulator.model.setup import Setup
from simulator.wording.voice import Voice

PROPOSED = "/proposed"


def fitted(setup: Setup, room: str, chosen: tuple[str, ...] | None, *, is_set: bool) -> tuple[Setup, tuple[str, ...]]:
    """The setup with the room time that was typed, and what is left out for it. TabletopError if it is no time."""
    scenario = today(setup.scenario, room)
    return setup.with_play(scenario.session.play), left_out(scenario, chosen, is_set=is_set)


def today(scenario: Scenario, room: str) -> Scenario:
    """The scenario with the room time that was typed, if any. TabletopError for what is no length of time."""
    try:
        return scenario.with_play(room_time(room)) if room else scenario
    except ValueError:
        raise TabletopError("{room!r} is no room time: write a length of time such as 45m or 1h", room=room) from None


def left_out(scenario: Scenario, chosen: tuple[str, ...] | None, *, is_set: bool) -> tuple[str, ...]:
    """What is not to come: as chosen, else as proposed where somebody said how much room time there is."""
    if chosen is not None:
        return chosen
    return proposed(scenario, scenario.session.play) if is_set else ()


def lacking_words(scenario: Scenario, left_out: Container[str], voice: Voice) -> str:
    """That the core injects plan more talk than there is time; empty where they fit."""
    over = lacking(scenario, left_out)
    if not over:
        return ""
    play = scenario.session.play
    return voice(
        "Room time is short: the core injects plan {planned} of talk, and play has {play}.",
        planned=voice.span(play + over),
        play=voice.span(play),
    )


def plan_line(scenario: Scenario, left_out: tuple[str, ...], voice: Voice) -> Line:
    """The talk planned beside the time there is, and how many injects are left out for it."""
    lacks = lacking_words(scenario, left_out, voice)
    if lacks:
        return ("▲ ", "warning"), lacks
    session = scenario.session
    planned = voice(
        "Talk planned: {planned} of {play} play. With briefing and hot wash {total}.",
        planned=voice.span(scenario.talk(left_out)),
        play=voice.span(session.play),
        total=voice.span(session.total),
    )
    return (planned, " ", voice("Injects left out: {count}.", count=len(left_out))) if left_out else (planned,)


def injects_choice(scenario: Scenario, left_out: tuple[str, ...], voice: Voice, at: str) -> Choice:
    """Every inject, to stay or to be left out."""
    rows = [Row(PROPOSED, (Cell(voice("As proposed for the room time")),)), Row("")]
    for inject in scenario.injects:
        kind = voice("optional") if inject.optional else voice("core")
        right = f"{voice.span(inject.discuss)} · {kind}" if inject.discuss else kind
        row = Row(inject.id, (Cell(inject.name(voice.language)),), ("✓", "good"), (right, "quiet"))
        if inject.id in left_out:
            row = replace(row, cells=(*row.cells, Cell((voice("left out"), "warning"))), mark="–")
        rows.append(row)
    intro = (plan_line(scenario, left_out, voice),)
    does = voice("leaves it out, or lets it stay")
    return Choice(voice("Injects today"), tuple(rows), intro, does, voice("finishes"), at=at)
