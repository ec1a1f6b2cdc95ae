"""First opinions on a decision, without a phone: typed one after another on hidden lines, or off the paper cards.

Sealed means secret from the room, not from the record. Once opened, each seat may say what it thinks after the talk.
"""

from __future__ import annotations

from functools import partial

from simulator.console import message_view as v
from simulator.console.dialogs import Also, Choice, Form, Pick, Values, Write
from simulator.console.operator import Operator
from simulator.console.panels.messages import voiced_words
from simulator.console.rows import Cell, Line, Row, simple
from simulator.exercise import commands as c
from simulator.model.injects import Decision
from simulator.timeline.opinions import SURENESS
from simulator.wording.opinions import sure_words

_OPEN = "/open"


async def opinions(op: Operator) -> None:
    """Of the open decision, or of one among several that were put."""
    put = [name for name in op.state.choices if _to_speak_of(op, name)]
    if not put:
        op.front.say(op.voice("No decision is open, and of none were opinions given."), warning=True)
        return
    inject = put[-1]
    if len(put) > 1:
        rows = simple({name: op.names.inject(name) for name in reversed(put)})
        chosen = await op.front.ask(lambda: Choice(op.voice("Which decision?"), rows))
        if chosen is None:
            return
        inject = chosen.row.id
    await on(op, inject)


def _to_speak_of(op: Operator, inject: str) -> bool:
    return op.state.choices[inject].at is None or inject in op.state.opinions


async def on(op: Operator, inject: str) -> None:
    """Who has given one; takes more, opens them, sorts them, takes what is said after the talk, until it is left.

    After ENDEX they can only be sorted: what is said then knows how it came out.
    """
    at = ""
    while chosen := await op.front.ask(partial(_list, op, inject, at)):
        at = chosen.row.id
        if chosen.row.act:
            op.act(chosen.row.act)
        elif chosen.how == "nearest" or op.state.ended_at is not None:
            await _sort(op, inject, at)
        elif op.state.opinions_on(inject).sealed:
            at = await _first(op, inject, at)
        else:
            await _later(op, inject, at)


def how_many(seen: v.Opinions, op: Operator) -> str:
    """Given and missing, in a few words."""
    return op.voice("{given} given, {missing} missing", given=len(seen.given), missing=len(seen.missing))


def seen_by_room(op: Operator, inject: str) -> v.Opinions:
    """What everybody may know of them."""
    message = op.view_of_console().message(inject)
    seen = message.question.opinions if message and message.question else None
    return seen or v.Opinions((), (), opened=False)


def _decision(op: Operator, inject: str) -> Decision:
    known = op.setup.scenario.inject(inject)
    assert known is not None
    assert known.decision is not None, inject
    return known.decision


def _list(op: Operator, inject: str, at: str) -> Choice:
    asked: Line = (("◆ ", "accent"), (op.names.text(_decision(op, inject).question), "strong"))
    if op.state.opinions_on(inject).sealed:
        return _sealed(op, inject, asked, at)
    voice = op.voice
    sorts = voice("nearest option of the first one")
    if op.state.ended_at is not None:
        return Choice(voice("Opinions"), _open_rows(op, inject), (asked,), sorts, at=at)
    intro: tuple[Line, ...] = (asked, ((voice("Open: what is said now is said aloud."), "quiet"),))
    does = voice("says what it thinks after the talk")
    also = (Also("nearest", "turn", sorts),)
    return Choice(voice("Opinions"), _open_rows(op, inject), intro, does, also=also, at=at)


def _sealed(op: Operator, inject: str, asked: Line, at: str) -> Choice:
    voice = op.voice
    opens = Row(_OPEN, (Cell(voice("Open them all, together")),), act=c.OpenOpinions(inject))
    secret = voice(
        "Sealed: no screen shows one before all are opened. They are on the record at once, and whoever holds the"
        " record can read them."
    )
    rows = (*_sealed_rows(op, inject), Row(""), opens)
    return Choice(voice("First opinions"), rows, (asked, (), ((secret, "quiet"),)), voice("gives one"), at=at)


def _sealed_rows(op: Operator, inject: str) -> tuple[Row, ...]:
    given = op.state.opinions_on(inject).first
    return tuple(
        Row(
            seat,
            (Cell(name),),
            mark=("✓", "good") if seat in given else ("·", "quiet"),
            right=(op.voice("given") if seat in given else op.voice("missing"), "quiet"),
            told=True,
        )
        for seat, name in op.players_seats()
    )


def _open_rows(op: Operator, inject: str) -> tuple[Row, ...]:
    """Every seat with what it said before the talk, and after it."""
    said = {voiced.seat: voiced for voiced in seen_by_room(op, inject).voiced}
    silent = [(seat, name) for seat, name in op.players_seats() if seat not in said]
    return (
        *(
            Row(seat, (Cell((voiced.who, "strong")), Cell(f"  {voiced_words(voiced, op.voice)}")), whole=True)
            for seat, voiced in said.items()
        ),
        *(
            Row(seat, (Cell(name), Cell((f"  {op.voice('said nothing')}", "quiet"))), whole=True)
            for seat, name in silent
        ),
    )


# ---- sealed


async def _first(op: Operator, inject: str, seat: str) -> str:
    """Takes a sealed one; answers with the next seat that has given none."""
    decision = _decision(op, inject)

    def command(answer: Values) -> c.Opine:
        number = answer.get("option", "").strip()
        option = decision.options[int(number) - 1].id if number else ""
        return c.Opine(inject, seat, answer["text"], option, _percent(answer["sure"]))

    if not await op.submit(lambda: _sealed_form(op, inject, decision, seat), command):
        return seat
    given = op.state.opinions_on(inject).first
    return next((other for other, _ in op.players_seats() if other not in given), _OPEN)


def _sealed_form(op: Operator, inject: str, decision: Decision, seat: str) -> Form:
    """All of it on hidden lines: a choice that is turned through could be read by the room."""
    voice, names = op.voice, op.names
    intro: list[Line] = [((names.text(decision.question), "strong"),), ()]
    fields = [Write("text", voice("I would"), hint=voice("in your own words; nobody sees it now"), hidden=True)]
    if op.state.choices[inject].shown:
        intro += [(f"{number} {names.text(option.text)}",) for number, option in enumerate(decision.options, 1)]
        check = partial(_number_check, op, len(decision.options))
        fields.insert(0, Write("option", voice("Option"), hint=voice("its number"), check=check, hidden=True))
    steps = ", ".join(map(str, SURENESS))
    hint = voice("{steps}%; 50: as likely as not", steps=steps)
    fields.append(Write("sure", voice("How sure"), hint=hint, check=partial(_sure_check, op), hidden=True))
    return Form(names.seat(seat), tuple(fields), tuple(intro), voice("seals it"), voice("gives none"))


def _number_check(op: Operator, most: int, written: str) -> str:
    number = written.strip()
    if not number or (number.isdecimal() and 1 <= int(number) <= most):
        return ""
    return op.voice("Type the number of an option, 1 to {most}, or nothing.", most=most)


def _sure_check(op: Operator, written: str) -> str:
    if not written.strip() or _percent(written) in SURENESS:
        return ""
    return op.voice("Type one of {steps}, or nothing.", steps=", ".join(map(str, SURENESS)))


def _percent(written: str) -> int | None:
    figure = written.strip().rstrip("%％").strip()
    return int(figure) if figure.isdecimal() else None


# ---- open


async def _later(op: Operator, inject: str, seat: str) -> None:
    """What a seat thinks after the talk, said aloud."""
    voice, decision = op.voice, _decision(op, inject)

    def question() -> Form:
        fields: list[Write | Pick] = [
            Write("text", voice("Would decide"), hint=voice("in its own words; may stay empty"))
        ]
        if op.state.choices[inject].shown:
            fields.append(Pick("option", voice("Option"), _options(op, decision)))
        sure = tuple((str(step), sure_words(step, voice)) for step in SURENESS)
        fields.append(Pick("sure", voice("How sure"), (("", voice("not said")), *sure)))
        return Form(op.names.seat(seat), tuple(fields), does=voice("records"))

    await op.submit(question, lambda x: c.Opine(inject, seat, x["text"], x.get("option", ""), _percent(x["sure"])))


def _options(op: Operator, decision: Decision) -> tuple[tuple[str, str], ...]:
    named = ((option.id, op.names.text(option.text)) for option in decision.options)
    return (("", op.voice("none of them")), *named)


async def _sort(op: Operator, inject: str, seat: str) -> None:
    """Which option a first opinion in words comes nearest to."""
    voice = op.voice
    none, *named = _options(op, _decision(op, inject))

    def question() -> Choice:
        rows = tuple(
            Row(option or "/none", (Cell(words),), whole=True, act=c.SortOpinion(inject, seat, option))
            for option, words in (*named, none)
        )
        nearest = op.state.opinions_on(inject).option_before(seat)
        return Choice(voice("Nearest option"), rows, does=voice("records"), at=nearest or "")

    chosen = await op.front.ask(question)
    if chosen and chosen.row.act:
        op.act(chosen.row.act)
