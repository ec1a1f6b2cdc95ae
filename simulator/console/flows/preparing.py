"""Set-up as questions, one field at a time: for a front that does not show all of it at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from simulator.console.dialogs import Choice, Field, Form, Front, Pick
from simulator.console.rows import Cell, Row, plain
from simulator.console.seating import Seating
from simulator.console.setup import Prepared, SetUp, refusal
from simulator.errors import TabletopError
from simulator.wording.voice import Voice

_BEGIN, _SEATS, _INJECTS, _REPORT, _DONE = "/begin", "/seats", "/injects", "/report", "/done"


async def prepare(front: Front, setup: SetUp) -> Prepared | None:
    """All that is chosen as a list, each to be changed; what cannot be played is said. None where it is left."""
    at = _BEGIN
    while chosen := await front.ask(partial(_overview, setup, at)):
        at = chosen.row.id
        if at == _BEGIN:
            try:
                prepared = _everybody_seated(setup).begin()
                if concern := prepared.concern(setup.voice):
                    front.say(concern, warning=True)
                return prepared
            except TabletopError as error:
                await front.ask(partial(refusal, error, setup.voice))
        elif at == _SEATS:
            setup = await _seated(front, setup)
        elif at == _INJECTS:
            setup = await setup.injects(front)
        elif at == _REPORT:
            setup = await setup.report_fields(front)
        else:
            setup = await _changed(front, setup, at)
    return None


def _everybody_seated(setup: SetUp) -> SetUp:
    """In a seat of their own, if nothing else was said."""
    seats = setup.choices.seats or setup.seating().seats()
    return replace(setup, choices=replace(setup.choices, seats=seats))


def _overview(setup: SetUp, at: str) -> Choice:
    voice = setup.voice
    rows = [Row(_BEGIN, (Cell((voice("Begin"), "strong")),))]
    rows += [Row(field.id, (Cell(f"{field.label}: {_words(field)}"),)) for field in setup.fields]
    rows.append(Row(_SEATS, (Cell(setup.seated.heading(voice)),)))
    rows.append(Row(_INJECTS, (Cell(voice("Injects today")),)))
    rows.append(Row(_REPORT, (Cell(voice("Report fields")),)))
    does, leaves = voice("begins, or changes what is named"), voice("goes back")
    intro = tuple(line for line in (((setup.title, "strong"),), setup.room_line, setup.earlier_line) if line)
    return Choice(setup.heading, tuple(rows), intro, does, leaves, at=at)


def _words(field: Field) -> str:
    return dict(field.options)[field.chosen] if isinstance(field, Pick) else field.value or field.hint


async def _changed(front: Front, setup: SetUp, name: str) -> SetUp:
    """One field; the others stay. Another team is seated from the start."""
    known = {field.id: field for field in setup.fields}
    answer = await front.ask(lambda: Form(known[name].label, (known[name],)))
    if answer is None:
        return setup
    values = {id_: field.chosen if isinstance(field, Pick) else field.value for id_, field in known.items()}
    return setup.chosen({**values, **answer}, {} if name == "team" else setup.choices.seats)


async def _seated(front: Front, setup: SetUp) -> SetUp:
    """Everybody in a seat of their own, until somebody moves."""
    seating, at = setup.seated, _DONE
    while chosen := await front.ask(partial(_seats, setup.voice, seating, at)):
        at = chosen.row.id
        if at == _DONE:
            return replace(setup, choices=replace(setup.choices, seats=seating.seats()))
        if answer := await front.ask(partial(_seat, setup.voice, seating, at)):
            seating = seating.moved(at, int(answer["seat"]))
    return setup


def _seats(voice: Voice, seating: Seating, at: str) -> Choice:
    done = Row(_DONE, (Cell((voice("Done"), "strong")),))
    intro = ((seating.heading(voice),),)
    return Choice(voice("Seats"), (done, *seating.rows(voice)), intro, leaves=voice("goes back"), at=at)


def _seat(voice: Voice, seating: Seating, role: str) -> Form:
    seats = tuple((str(n), voice("seat {number}", number=n)) for n in range(1, len(seating.numbers) + 1))
    name = next(plain(row.cells[0].words) for row in seating.rows(voice) if row.id == role)
    return Form(name, (Pick("seat", voice("Seat"), seats, str(seating.numbers[role])),))
