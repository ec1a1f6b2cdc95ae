"""Decisions: the open question first, its options only when asked for; and becoming aware."""

from __future__ import annotations

from functools import partial

from simulator.console.checks import earlier_check
from simulator.console.dialogs import Also, Choice, Form, Pick, Values, Write
from simulator.console.flows import opinions
from simulator.console.flows.duties import dismiss
from simulator.console.flows.queues import put_in_order
from simulator.console.flows.reveal import may_show
from simulator.console.moments import earlier
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Line, Row, simple
from simulator.exercise import commands as c
from simulator.exercise.rules.decisions import queues
from simulator.model.injects import Decision
from simulator.model.setup import Setup
from simulator.plan.graph import marked
from simulator.wording.scales import SURE

_SHOW, _OTHER, _AWARE, _OPINIONS = "/show", "/other", "/aware", "/opinions"


async def decide(op: Operator) -> None:
    """The open decision, or a choice among several; with none open, becoming aware."""
    waiting = op.state.open_decisions
    if not waiting and not queues(op.setup, op.state):
        await aware(op, op.voice("No decision is open."))
        return
    inject = waiting[0] if waiting else ""
    if len(waiting) != 1:
        chosen = await op.front.ask(lambda: _which(op))
        if chosen is None:
            return
        if chosen.row.id == _AWARE:
            await aware(op)
            return
        inject = chosen.row.id
    scripted = op.setup.scenario.inject(inject)
    if scripted and scripted.decision and scripted.decision.queue:
        await put_in_order(op, inject, scripted.decision)
    elif scripted and scripted.decision:
        await _take(op, inject, scripted.decision)


def _which(op: Operator) -> Choice:
    again = {name: op.voice("Another order: {inject}", inject=op.names.inject(name)) for name in _queues(op)}
    rows = simple({name: op.names.inject(name) for name in reversed(op.state.open_decisions)} | again)
    return Choice(op.voice("Which decision?"), (*rows, Row(""), _aware_row(op)))


def _queues(op: Operator) -> tuple[str, ...]:
    return queues(op.setup, op.state)


async def _take(op: Operator, inject: str, decision: Decision) -> None:
    seats = [seat for seat, _ in op.seats()]
    seat, at = op.seat_of(decision.role or ""), ""
    while chosen := await op.front.ask(partial(_decision, op, inject, decision, seat, at)):
        at = chosen.row.id
        if chosen.how == "who":
            seat = seats[(seats.index(seat) + 1) % len(seats)] if seat in seats else seats[0]
        elif chosen.how == "show" or at == _SHOW:
            if not op.state.choices[inject].shown:
                op.act(c.OpenOptions(inject))
            at = decision.options[0].id
        elif at == _OPINIONS:
            await opinions.on(op, inject)
        elif at == _AWARE:
            await aware(op)
            return
        elif await _choose(op, inject, decision, at, seat, ask_why=chosen.how == "why"):
            return


def _decision(op: Operator, inject: str, decision: Decision, seat: str, at: str) -> Choice:
    voice, names = op.voice, op.names
    who = Also("who", "turn", voice("who"))
    if op.state.choices[inject].shown:
        rows = tuple(
            Row(option.id, (Cell(names.text(option.text)),), mark=str(number), whole=True)
            for number, option in enumerate(decision.options, 1)
        )
        does, also = voice("decides"), (Also("why", "observe", voice("decides and asks why")), who)
    else:
        rows = simple({_SHOW: voice("Show the options – the table has talked it through")})
        does, also = "", (Also("show", "decide", voice("shows the options to everybody")), who)
    other = Row(_OTHER, (Cell(voice("Something else…")),))
    intro = _asked(op, inject, decision, seat)
    rows = (*rows, other, Row(""), _opinions_row(op, inject), _aware_row(op))
    return Choice(voice("Decide"), rows, intro, does, voice("leaves it open"), also, at)


def _opinions_row(op: Operator, inject: str) -> Row:
    seen = opinions.seen_by_room(op, inject)
    words = op.voice("Opinions, open…") if seen.opened else op.voice("First opinions, sealed…")
    return Row(_OPINIONS, (Cell(words),), right=(opinions.how_many(seen, op), "quiet"))


def _aware_row(op: Operator) -> Row:
    return Row(_AWARE, (Cell(op.voice("A milestone was reached, somebody is aware…")),))


def _asked(op: Operator, inject: str, decision: Decision, seat: str) -> tuple[Line, ...]:
    """The question, who decides it, by when."""
    voice, names = op.voice, op.names
    who = voice("Decides: {seat}", seat=names.seat(seat))
    if decision.answer_by is not None:
        due = op.state.choices[inject].opened_at + decision.answer_by
        who += "   " + voice("answer by {when}", when=voice.day_clock(due))
    return (("◆ ", "accent"), (names.text(decision.question), "strong")), (), (who,)


async def _choose(op: Operator, inject: str, decision: Decision, row: str, seat: str, *, ask_why: bool) -> bool:
    """An option, at once or with its reasons, or something else; True where it is decided."""
    voice = op.voice
    if row == _OTHER:
        return await op.submit(
            lambda: Form(voice("Something else"), _in_words(op, inject, decision)),
            lambda x: c.Decide(inject, x["option"], x["text"], x["why"], x["sure"], seat),
        )
    if not ask_why:
        return op.act(c.Decide(inject, row, seat=seat))
    return await op.submit(
        lambda: Form(voice("Why, and how sure?"), _reasons(op)),
        lambda x: c.Decide(inject, row, why=x["why"], sure=x["sure"], seat=seat),
    )


def _in_words(op: Operator, inject: str, decision: Decision) -> tuple[Write | Pick, ...]:
    """The table's words; the nearest option only if the options are on the wall already."""
    voice, names = op.voice, op.names
    nearest = [("", voice("none of them"))]
    if op.state.choices[inject].shown:
        nearest += [(option.id, names.text(option.text)) for option in decision.options]
    return (
        Write("text", voice("Decided in words"), hint=voice("in the table's words")),
        Pick("option", voice("Nearest option"), tuple(nearest)),
        *_reasons(op),
    )


def _reasons(op: Operator) -> tuple[Write | Pick, ...]:
    voice = op.voice
    sure = (("", voice("not said")), *((id_, voice(words)) for id_, words in SURE.items()))
    return Write("why", voice("Why"), hint=voice("may wait for the review")), Pick("sure", voice("How sure"), sure)


async def aware(op: Operator, said: str = "") -> None:
    """Somebody states that a milestone is reached: which, when, who, why. Or that a deadline does not apply.

    ``said`` stands above the milestones.
    """
    voice = op.voice
    if not await may_show(op, "waiting-clocks"):
        return
    also = (Also("dismiss", "aware", voice("a deadline does not apply")),) if op.setup.demands else ()
    asks = voice("Which milestone was reached?")
    intro: tuple[Line, ...] = ((said,),) if said else ()
    chosen = await op.front.ask(lambda: Choice(asks, milestone_rows(op), intro, also=also))
    if chosen is None:
        return
    if chosen.how == "dismiss":
        await dismiss(op)
        return
    milestone = chosen.row.id

    def form() -> Form:
        hint = voice("now; or 20:50, or 20m for 20 minutes ago")
        fields = (
            Write("since", voice("Since"), hint=hint, check=earlier_check(voice, lambda: op.session.now)),
            Pick("seat", voice("Said by"), op.seats()),
            Write("why", voice("Why")),
        )
        return Form(op.names.milestone(milestone), fields)

    def command(answer: Values) -> c.Mark:
        since = earlier(answer["since"], op.session.now, voice) if answer["since"].strip() else None
        return c.Mark(milestone, since, answer["why"], answer["seat"])

    await op.submit(form, command)


def _stand_for_options(setup: Setup) -> set[str]:
    """Milestones without a name of their own that options of decisions reach: nobody sees one happen."""
    decisions = (inject.decision for inject in setup.scenario.injects if inject.decision)
    reached = {milestone for decision in decisions for option in decision.options for milestone in option.reaches}
    return reached - setup.milestone_titles.keys()


def milestone_rows(op: Operator) -> tuple[Row, ...]:
    """What starts a clock and is not reached first, what is reached last. What only stands for an option is decided."""
    voice, names = op.voice, op.names
    starts: dict[str, str] = {}
    for clock in op.setup.clocks:
        if ":" not in clock.start and not clock.is_order:
            starts.setdefault(clock.start, voice("starts: {clock}", clock=names.text(clock.title)))
    others = dict.fromkeys([*op.session.plan.milestones, *marked(op.setup)])
    without = {*starts, *_stand_for_options(op.setup)}
    named = [*starts, *(m for m in others if ":" not in m and m not in without)]
    rows = []
    for name in sorted(named, key=lambda name: op.state.reached(name) is not None):
        at = op.state.reached(name)
        words = starts.get(name, "") if at is None else voice("reached {when}", when=voice.day_clock(at))
        rows.append(Row(name, (Cell(names.milestone(name)),), mark="·" if at is None else "✓", right=(words, "quiet")))
    return tuple(rows)
