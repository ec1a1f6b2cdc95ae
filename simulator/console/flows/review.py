"""After ENDEX: ratings, the hot wash, corrective actions, and closing the record."""

from __future__ import annotations

import re
from asyncio import to_thread
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import get_args
from unicodedata import normalize

from simulator.console.checks import day_check
from simulator.console.dialogs import ON, Choice, Field, Form, Notice, Pick, Values, Write
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Line, Row, Words
from simulator.console.witness import witness_lines
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.commands import Command
from simulator.exercise.session import Session
from simulator.findings.conduct import Decided
from simulator.findings.conduct import decisions as decided
from simulator.findings.objectives import Assessed
from simulator.journal.witness import witness_of
from simulator.timeline.events import Rated, Rating
from simulator.wording.scales import RATINGS, SURE

Publish = Callable[[Session], Path | None]
"""Writes the report and says where; None where none is to be written. TabletopError if it cannot."""
_NEW = "/new"
_SCALE: tuple[Rating, ...] = get_args(Rating)


async def rate(op: Operator, assessed: Assessed, rating: Rating | None = None) -> bool:
    """The evaluator's own rating first; only then what the rule suggests, and a note. True where it was rated.

    ``rating``: given already, so that only the note is asked for.
    """
    objective = assessed.objective.id
    if rating is None and op.state.apart(objective):
        return await _reconcile(op, assessed)
    command = c.Rate(objective, rating, _why(op, assessed)) if rating else await _rating(op, assessed)
    if command is None or not op.act(command):
        return False
    answer = await op.front.ask(lambda: _note(op, assessed))
    if answer and answer["why"].strip():
        op.act(c.Rate(objective, _own(op, objective).rating, answer["why"]))
    return True


def _why(op: Operator, assessed: Assessed) -> str:
    known = op.state.rated.get(assessed.objective.id, {}).get("evaluator")
    return known.why if known else ""


def _own(op: Operator, objective: str) -> Rated:
    """As it was rated here, whatever other evaluators say."""
    return op.state.rated[objective]["evaluator"]


async def _reconcile(op: Operator, assessed: Assessed) -> bool:
    """Evaluators differ: who rated what, then which rating counts, and why. True where that is settled."""
    objective = assessed.objective.id

    def question() -> Form:
        voice, names = op.voice, op.names
        intro: list[Line] = [((names.text(assessed.objective.text), "strong"),), ()]
        for rated in op.state.rated[objective].values():
            why = f"  {rated.why}" if rated.why else ""
            intro.append(((f"{rated.rating} ", "accent"), names.seat(rated.seat), (why, "quiet")))
        scale = tuple((letter, f"{letter} – {voice(RATINGS[letter])}") for letter in _SCALE)
        fields = (Pick("rating", voice("Counts"), scale), Write("why", voice("Why"), hint=voice("what settled it")))
        return Form(voice("Evaluators differ"), fields, tuple(intro), does=voice("records"))

    def command(answer: Values) -> c.Reconcile:
        return c.Reconcile(objective, next(x for x in _SCALE if x == answer["rating"]), answer["why"])

    return await op.submit(question, command)


async def _rating(op: Operator, assessed: Assessed) -> Command | None:
    chosen = await op.front.ask(lambda: _ratings(op, assessed))
    return chosen.row.act if chosen else None


def _ratings(op: Operator, assessed: Assessed) -> Choice:
    voice, objective = op.voice, assessed.objective
    known, why = op.state.rated.get(objective.id, {}).get("evaluator"), _why(op, assessed)
    rows = tuple(
        Row(rating, (Cell(voice(RATINGS[rating])),), (rating, "accent"), act=c.Rate(objective.id, rating, why))
        for rating in _SCALE
    )
    intro: tuple[Line, ...] = (((op.names.text(objective.text), "strong"),),)
    return Choice(voice("Your rating"), rows, intro, does=voice("rates"), at=known.rating if known else "")


def _note(op: Operator, assessed: Assessed) -> Form:
    voice, known = op.voice, _own(op, assessed.objective.id)
    mine = voice("Your rating: {rating}", rating=known.rating)
    rule = voice(
        "The rule suggests {rating}: {good} of {counted} counted.",
        rating=assessed.suggested,
        good=assessed.good,
        counted=assessed.counted,
    )
    fields = (Write("why", voice("Note"), known.why, hint=voice("why; may stay empty")),)
    return Form(op.names.text(assessed.objective.text), fields, (((f"{mine}   ", "strong"), rule),), voice("goes on"))


def wash_title(op: Operator) -> str:
    """What the round of strengths and areas is called: nothing was played of a real incident."""
    return op.voice("Lessons") if op.state.is_real else op.voice("Hot wash")


async def hot_wash(op: Operator) -> None:
    """A round by role: strengths and areas for improvement, until it is left.

    Everybody may write before anybody speaks: slips that are sealed are opened all together.
    """
    await _open_slips(op)
    seats = [seat for seat, _ in op.seats()]
    turn, kind = 0, "strength"
    while answer := await op.front.ask(partial(_lesson, op, kind, seats[turn % len(seats)])):
        kind, turn = answer["kind"], seats.index(answer["seat"])
        written = c.Learn(
            "strength" if kind.startswith("strength") else "area",
            answer["text"],
            answer["objective"],
            answer["seat"],
            kind.endswith("/sealed"),
        )
        if not answer["text"].strip() or op.act(written):
            turn += 1


async def _open_slips(op: Operator) -> None:
    voice, slips = op.voice, op.state.slips
    if slips:
        words: tuple[Line, ...] = ((voice("Written and sealed so far: {count}.", count=slips),),)
        does, leaves = voice("opens them all"), voice("leaves them sealed")
        if await op.front.ask(lambda: Notice(voice("Open the hot wash?"), words, does, leaves)) == ON:
            op.act(c.OpenHotWash())


def _lesson(op: Operator, kind: str, seat: str) -> Form:
    voice = op.voice
    fields = (
        Write("text", voice("What")),
        Pick("kind", voice("Kind"), _kinds(op), kind),
        Pick("seat", voice("Said by"), op.seats(), seat),
        Pick("objective", voice("Objective"), _objectives(op)),
    )
    return Form(wash_title(op), fields, does=voice("records, then the next"), leaves=voice("finishes"))


def _kinds(op: Operator) -> tuple[tuple[str, str], ...]:
    """Slips of paper that are typed in before all are read stay sealed."""
    voice = op.voice
    aloud = (("area", voice("area for improvement")), ("strength", voice("strength")))
    if op.state.hot_wash:
        return aloud
    slips = (
        ("area/sealed", voice("off a slip, sealed: area")),
        ("strength/sealed", voice("off a slip, sealed: strength")),
    )
    return (*aloud, *slips)


def _objectives(op: Operator) -> tuple[tuple[str, str], ...]:
    return (("", op.voice("none of them")), *((o.id, op.names.text(o.text)) for o in op.setup.scenario.objectives))


async def decisions(op: Operator) -> None:
    """Why each decision was taken and how sure the table was, until the list is left."""
    at = ""
    while chosen := await op.front.ask(partial(_decisions, op, at)):
        at = chosen.row.id
        await _explain(op, at)


async def _explain(op: Operator, inject: str) -> None:
    await op.submit(lambda: _explained(op, inject), lambda answer: c.Explain(inject, answer["why"], answer["sure"]))


def _decisions(op: Operator, at: str) -> Choice:
    voice = op.voice
    return Choice(voice("Decisions"), decision_rows(op), does=voice("opens"), leaves=voice("finishes"), at=at)


def decision_rows(op: Operator) -> tuple[Row, ...]:
    """What people decided; what nobody gave a reason for stands out."""
    rows = []
    for taken in taken_by_people(op):
        mark: Words = ("✓", "good") if taken.why else ("▲", "warning")
        said = taken.text or (op.names.text(taken.option.text) if taken.option else "–")
        rows.append(Row(taken.inject.id, (Cell(said),), mark=mark, right=op.names.inject(taken.inject.id)))
    return tuple(rows)


def taken_by_people(op: Operator) -> tuple[Decided, ...]:
    """Decisions of the table, oldest first."""
    return tuple(d for d in decided(op.setup, op.state, None) if d.by_table)


def _explained(op: Operator, inject: str) -> Form:
    voice = op.voice
    taken = next(d for d in taken_by_people(op) if d.inject.id == inject)
    asked = op.names.text(taken.inject.decision.question) if taken.inject.decision else ""
    sure = (("", voice("not said")), *((id_, voice(words)) for id_, words in SURE.items()))
    fields = (Write("why", voice("Why"), taken.why), Pick("sure", voice("How sure"), sure, taken.sure))
    return Form(voice("Why, and how sure?"), fields, (((asked, "strong"),),), voice("records"))


async def actions(op: Operator) -> None:
    """Corrective actions: a new one, or one to be changed, until the list is left."""
    at = _NEW
    while chosen := await op.front.ask(partial(_actions, op, at)):
        at = chosen.row.id
        await _agree(op, "" if at == _NEW else at)


def _actions(op: Operator, at: str) -> Choice:
    voice = op.voice
    rows = (Row(_NEW, (Cell("+ " + voice("New action…")),)), *action_rows(op))
    return Choice(voice("Corrective actions"), rows, does=voice("opens"), leaves=voice("finishes"), at=at)


def action_rows(op: Operator) -> tuple[Row, ...]:
    """What was agreed; an owner or a day to be set stands out."""
    rows = []
    for name, action in op.state.agreed.items():
        missing = not action.owner or not action.due
        owner = op.names.seat(action.owner) if action.owner else op.voice("owner to be set")
        due = action.due or op.voice("day to be set")
        mark: Words = ("▲", "warning") if missing else ("✓", "good")
        rows.append(Row(name, (Cell(action.text),), mark=mark, right=f"{owner} · {due}"))
    return tuple(rows)


async def _agree(op: Operator, action: str) -> None:
    def command(answer: Values) -> c.Agree:
        owner, due, retest = answer["owner"], answer["due"], answer["retest"]
        return c.Agree(answer["text"], owner, due, retest, answer["objective"], action, answer.get("step", ""))

    await op.submit(lambda: _agreed(op, action), command)


def _agreed(op: Operator, action: str) -> Form:
    voice, known = op.voice, op.state.agreed.get(action)
    owners = (("", voice("to be set")), *op.seats())
    retest = voice("how and when it is tried again")
    fields: tuple[Field, ...] = (
        Write("text", voice("What"), known.text if known else ""),
        Pick("owner", voice("Owner"), owners, known.owner if known else ""),
        Write("due", voice("Due"), known.due if known else "", voice("2026-12-01; empty: to be set"), day_check(voice)),
        Write("retest", voice("Seen to work by"), known.retest if known else "", hint=retest),
        Pick("objective", voice("Objective"), _objectives(op), known.objective if known else ""),
        *_changed_step(op, known.step if known else ""),
    )
    return Form(voice("Corrective action"), fields, does=voice("records"))


def _changed_step(op: Operator, step: str) -> tuple[Pick, ...]:
    """Which step of the playbook it changes: then a study can tell what that does to the clock that was missed."""
    steps = ((step.id, op.names.step(step.id)) for step in op.setup.playbook.steps)
    offered = (("", op.voice("none of them")), *steps)
    return (Pick("step", op.voice("Changes the step"), offered, step),) if len(offered) > 1 else ()


async def close(op: Operator, publish: Publish) -> bool:
    """Completes the record, writes the report and says where; True where it is closed."""
    voice = op.voice
    if not await op.submit(lambda: _closing(op), lambda _typed: c.Close()):
        return False
    report = await published(op, publish)
    await op.front.ask(lambda: Notice(voice("Closed"), proof_lines(op, report)))
    return True


def closing_letters(record: Path) -> str:
    """What is typed to close a record: the first letters of its name, without the day."""
    return re.sub(r"^\d{4}-\d{2}-\d{2}-", "", record.stem)[:4]


def _closing(op: Operator) -> Form:
    """A key that is pressed again and again must not seal a record: letters are asked for."""
    voice, letters = op.voice, closing_letters(op.session.path)
    wrong = voice("Type {letters}: the first letters of the record's name.", letters=letters)

    def check(written: str) -> str:
        return "" if normalize("NFKC", written).strip().casefold() == letters.casefold() else wrong

    missing = [o for o in op.setup.scenario.objectives if o.id not in op.state.ratings]
    words: list[Line] = [(voice("Nothing can be added after this."),)]
    if missing:
        words.append((("▲ ", "warning"), voice("Objectives without a rating: {count}.", count=len(missing))))
    words.append((str(op.session.path),))
    field = Write("letters", voice("To close, type {letters}", letters=letters), check=check)
    return Form(voice("Close the record?"), (field,), tuple(words), voice("closes it"), voice("closes nothing"))


async def published(op: Operator, publish: Publish) -> str:
    """Where the report was written; why not, where it was not.

    Its studies take long on a slow machine: on a thread, so that seats see meanwhile that the record is complete.
    """
    op.front.say(op.voice("The report is being written. That can take a minute or two."))
    try:
        path = await to_thread(publish, op.session)
    except TabletopError as error:
        return op.voice("The report could not be written: {reason}", reason=error.sentence)
    return str(path) if path else "–"


def proof_lines(op: Operator, report: str) -> tuple[Line, ...]:
    """Record, report and witness: what shows later that nothing was cut off or written anew."""
    voice = op.voice
    return (
        ((voice("Record") + "  ", "strong"), str(op.session.path)),
        ((voice("Report") + "  ", "strong"), report),
        *witness_lines(witness_of(op.session.history), voice),
    )
