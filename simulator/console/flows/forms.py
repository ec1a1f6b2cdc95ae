"""Forms that are due: what can be answered by now, which one goes, what the table writes, and whether that is so."""

from __future__ import annotations

from functools import partial
from typing import get_args

from simulator.console.checks import earlier_check
from simulator.console.dialogs import Also, Choice, Form, Notice, Pick, Values, Write
from simulator.console.flows.reveal import may_show
from simulator.console.forms import applying_lines, awareness_lines, served_by
from simulator.console.moments import earlier
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Line, Row, Tone, Words, sections
from simulator.exercise import commands as c
from simulator.timeline.events import Mark
from simulator.timeline.forms import ItemStands, Knowable, Report, hardest, report, reports
from simulator.timeline.judge import judge
from simulator.wording.forms import judgement, lacking_words, wrong_form_words
from simulator.wording.scales import TRUTH_MARKS
from simulator.wording.sentences import written as written_words

_MARKS: tuple[Mark, ...] = get_args(Mark)
_SIGNS: dict[Knowable, Words] = {
    "blank": ("○", "warning"),
    "provisional": ("◐", "accent"),
    "complete": ("●", "good"),
}


async def forms(op: Operator) -> None:
    """The forms of the clocks that have started, until the list is left."""
    if not op.setup.forms:
        op.front.say(op.voice("No deadline of this scenario has a form in the library."), warning=True)
        return
    if not await may_show(op, "conduct"):
        return
    if not reports(op.setup, op.state):
        op.front.say(op.voice("No form is due yet: none of their clocks has started."), warning=True)
        return
    at = ""
    while chosen := await op.front.ask(partial(_list, op, at)):
        at = chosen.row.id
        if chosen.how == "send":
            if chosen.row.act:
                op.act(chosen.row.act)
        else:
            await _form(op, at)


async def tell_forms(op: Operator, step: str) -> None:
    """After a step that notifies was ordered or done: which forms go out with it, and what they lack."""
    known = op.setup.playbook.step(step)
    reaches = [*known.reaches, *(m for outcome in known.outcomes.values() for m in outcome.reaches)] if known else []
    if not served_by(op.setup, op.state, reaches) or not op.sees("conduct"):
        return

    def question() -> Notice:
        found = served_by(op.setup, op.state, reaches)
        words = (*applying_lines(found, op.names), *awareness_lines(op.setup, op.state, op.names))
        return Notice(op.voice("Forms that go out with it"), words, op.voice("closes"), then=("forms",))

    if await op.front.ask(question) == "forms":
        await forms(op)


# ---- the list


def _list(op: Operator, at: str) -> Choice:
    """Under each clock its forms, what is due first on top: the one that goes is marked."""
    voice = op.voice
    parts = [
        (_heading(op, going), [_row(op, going, form.id) for form in op.setup.forms_for(going.expectation.id)])
        for going in sorted(reports(op.setup, op.state), key=lambda going: (going.sent, _due(op, going) or going.at))
    ]
    also = (Also("send", "stay", voice("this is the one that goes")),)
    intro = awareness_lines(op.setup, op.state, op.names)
    return Choice(voice("Forms"), sections(parts), intro, voice("opens it"), also=also, at=at)


def _heading(op: Operator, going: Report) -> str:
    """The clock, and when it is due or the report was sent."""
    voice, title, due = op.voice, op.names.text(going.expectation.title), _due(op, going)
    if going.sent:
        return voice("{clock}: sent {when}", clock=title, when=voice.day_clock(going.at))
    return title if due is None else voice("{clock}: due {when}", clock=title, when=voice.day_clock(due))


def _due(op: Operator, going: Report) -> int | None:
    """The earliest deadline that runs for it."""
    verdicts = (v for v in judge(op.setup.clocks, op.state) if v.clock.id == going.expectation.id)
    return min((v.deadline for v in verdicts if v.standing == "running" and v.deadline is not None), default=None)


def _row(op: Operator, going: Report, form: str) -> Row:
    expectation, is_it = going.expectation, form == going.form.id
    known = op.setup.form(form)
    one = going if is_it or known is None else report(op.setup, op.state, expectation, known)
    words, tone = _how(op, one)
    act = None if one.chosen else c.ChooseForm(form, expectation.id)
    mark: Words = ("▶", "accent") if is_it else ("·", "quiet")
    title: Words = (op.names.form(form), "strong") if is_it else op.names.form(form)
    return Row(f"{expectation.id}/{form}", (Cell(title),), mark=mark, right=(words, tone), named=True, act=act)


def _how(op: Operator, one: Report) -> tuple[str, Tone]:
    """Whether it is to be used, and how many required items are blank."""
    voice = op.voice
    if not one.applies:
        return voice("not to be used, as far as is known"), "quiet"
    if one.lacking:
        return voice("required, blank: {count}", count=len(one.lacking)), "warning"
    return voice("required: all known"), "good"


# ---- one form


async def _form(op: Operator, row: str) -> None:
    at = ""
    while chosen := await op.front.ask(partial(_items, op, row, at)):
        at = chosen.row.id
        if chosen.how == "mark":
            await _mark(op, row, at)
        else:
            await _write(op, row, at)


def _report(op: Operator, row: str) -> Report:
    """The report of a row of the list."""
    expectation, _, form = row.partition("/")
    known = next(e for e in op.setup.expectations if e.id == expectation)
    return report(op.setup, op.state, known, next(f for f in op.setup.forms if f.id == form))


def _items(op: Operator, row: str, at: str) -> Choice:
    voice, names, one = op.voice, op.names, _report(op, row)
    hard = hardest(one)
    rest = [stands for stands in one.items if stands not in hard]
    parts = [
        (voice("Hardest: write these in your own words"), [_item(op, stands) for stands in hard]),
        (voice("The other items"), [_item(op, stands) for stands in rest]),
    ]
    lines = [names.text(one.form.recipient), names.text(one.form.note)]
    said = [words for words in (lacking_words(one, names), wrong_form_words(one, names)) if words]
    intro: list[Line] = [((words, "warning"),) for words in said]
    intro += [(words,) for words in lines if words]
    intro += [((judgement(voice), "quiet"),)]
    also = (Also("mark", "observe", voice("holds it against the truth")),)
    return Choice(names.form(one.form.id), sections(parts), tuple(intro), voice("writes"), also=also, at=at)


def _item(op: Operator, stands: ItemStands) -> Row:
    """An item: what can be known of it by now, what it asks, and what was written."""
    asks = op.names.text(stands.item.asks) + (f" {op.voice('(required)')}" if stands.required else "")
    cells = [Cell(asks), Cell((f"  {_knowable(op, stands.knowable)}", "quiet"))]
    if stands.written:
        cells.append(Cell((f"  {written_words(op.names, stands.written)}", "accent")))
    if stands.marked:
        cells.append(Cell((f"  {op.voice(TRUTH_MARKS[stands.marked.mark])}", "quiet")))
    return Row(stands.item.id, tuple(cells), mark=_SIGNS[stands.knowable], whole=True)


def _knowable(op: Operator, knowable: Knowable) -> str:
    voice = op.voice
    words: dict[Knowable, str] = {
        "blank": voice("blank: nothing is known yet"),
        "provisional": voice("provisional: a first answer can be given"),
        "complete": voice("complete: the answer is known"),
    }
    return words[knowable]


def _stands(op: Operator, row: str, item: str) -> ItemStands:
    return next(stands for stands in _report(op, row).items if stands.item.id == item)


async def _write(op: Operator, row: str, item: str) -> None:
    """What the table would put there."""
    form = row.partition("/")[2]

    def question() -> Form:
        voice, stands = op.voice, _stands(op, row, item)
        hint = voice("in the table's words; or: not known at this time, because …")
        last = stands.written.text if stands.written else ""
        fields: list[Write | Pick] = [Write("text", voice("Written"), last, hint)]
        if stands.item.awareness:
            check = earlier_check(voice, lambda: op.session.now)
            hint = voice("20:50, or 20m for 20 minutes ago")
            fields.append(Write("aware", voice("Aware since"), hint=hint, check=check))
        fields.append(Pick("seat", voice("Said by"), (("", voice("the table")), *op.seats())))
        intro: tuple[Line, ...] = (((op.names.text(stands.item.asks), "strong"),),)
        return Form(op.names.form(form), tuple(fields), intro, does=voice("records"))

    def command(answer: Values) -> c.WriteItem:
        since = answer.get("aware", "").strip()
        aware = earlier(since, op.session.now, op.voice) if since else None
        return c.WriteItem(form, item, answer["text"], aware, answer["seat"])

    await op.submit(question, command)


async def _mark(op: Operator, row: str, item: str) -> None:
    """The facilitator holds what was written against what is really the case."""
    form = row.partition("/")[2]
    if _stands(op, row, item).written is None:
        op.front.say(op.voice("Nobody has written anything there yet."), warning=True)
        return
    if not await may_show(op, "guide"):
        return

    def question() -> Form:
        voice, names, stands = op.voice, op.names, _stands(op, row, item)
        said = written_words(names, stands.written) if stands.written else ""
        truth = names.text(op.setup.scenario.truth)
        intro: list[Line] = [((names.text(stands.item.asks), "strong"),), ((said, "accent"),), ()]
        intro += [(voice("What is really the case: {truth}", truth=truth),)] if truth else []
        marks = tuple((mark, voice(words)) for mark, words in TRUTH_MARKS.items())
        fields = (Pick("mark", voice("It"), marks), Write("why", voice("Why")))
        return Form(voice("Held against the truth"), fields, tuple(intro), does=voice("records"))

    def command(answer: Values) -> c.MarkItem:
        mark = next(mark for mark in _MARKS if mark == answer["mark"])
        return c.MarkItem(form, item, mark, answer["why"])

    await op.submit(question, command)
