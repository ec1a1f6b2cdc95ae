"""Decisions: the open question first, its options on a second key; and becoming aware."""

from __future__ import annotations

from textual.content import Content

from simulator.exercise import commands as c
from simulator.model.scenario import Decision
from simulator.tui import text
from simulator.tui.desk import Desk
from simulator.tui.flows.moments import earlier
from simulator.tui.modals.choose import Choose, Row, rows_of
from simulator.tui.modals.form import Form
from simulator.tui.widgets.fields import Pick, Write
from simulator.tui.widgets.gate import answer_by
from simulator.wording.sentences import SURE

_SHOW, _OTHER, _AWARE = "/show", "/other", "/aware"


async def decide(desk: Desk) -> None:
    """The open decision, or a choice among several; with none open, becoming aware."""
    waiting = desk.state.open_decisions
    if not waiting:
        await aware(desk)
        return
    inject = waiting[0]
    if len(waiting) > 1:
        voice = desk.voice
        words: dict[str, Content | str] = {name: desk.names.inject(name) for name in reversed(waiting)}
        chosen = await desk.ask(
            Choose(voice("Which decision?"), rows_of(words), hint=voice("Enter chooses. Esc leaves."))
        )
        if chosen is None:
            return
        inject = chosen.row
    await _take(desk, inject)


async def _take(desk: Desk, inject: str) -> None:
    found = desk.setup.scenario.inject(inject)
    decision = found.decision if found else None
    if decision is None:
        return
    seats = [seat for seat, _ in desk.seats()]
    seat = desk.seat_of(decision.role)
    at = ""
    while chosen := await desk.ask(_decision_dialogue(desk, inject, decision, seat, at)):
        at = chosen.row
        if chosen.key == "tab":
            seat = seats[(seats.index(seat) + 1) % len(seats)] if seat in seats else seats[0]
        elif chosen.key == "f3" or chosen.row == _SHOW:
            if not desk.state.choices[inject].shown:
                desk.act(c.OpenOptions(inject))
            at = decision.options[0].id
        elif chosen.row == _AWARE:
            await aware(desk)
            return
        elif chosen.row == _OTHER:
            if await _something_else(desk, inject, decision, seat):
                return
        elif await _choose(desk, inject, chosen.row, seat, ask_why=chosen.key == "f2"):
            return


def _decision_dialogue(desk: Desk, inject: str, decision: Decision, seat: str, at: str) -> Choose:
    voice, names = desk.voice, desk.names
    shown = desk.state.choices[inject].shown
    by = answer_by(desk.scene(), inject)
    who = voice("Decides: {seat}", seat=names.seat(seat))
    if by is not None:
        who += "   " + voice("answer by {when}", when=voice.day_clock(by))
    intro = [text.line(("◆ ", "bold $text-accent"), (names.text(decision.question), "bold")), Content(""), Content(who)]

    def rows(width: int) -> list[Row]:
        found: list[Row] = []
        if shown:
            for number, option in enumerate(decision.options, 1):
                found += _option_rows(option.id, f"{number} {names.text(option.text)}", width)
        else:
            found.append(Row(_SHOW, Content(voice("Show the options (F3) – the table has talked it through"))))
        found.append(Row(_OTHER, Content(voice("Something else…"))))
        return [
            *found,
            Row("", Content("")),
            Row(_AWARE, Content(voice("A milestone was reached, somebody is aware…"))),
        ]

    if shown:
        hint = voice("Enter decides · F2 decides and asks why · Tab who · Esc leaves it open")
    else:
        hint = voice("F3 shows the options to everybody · Tab who · Esc leaves it open")
    return Choose(voice("Decide"), rows, intro=intro, hint=hint, keys=("f3", "f2", "tab"), at=at)


def _option_rows(id_: str, words: str, width: int) -> list[Row]:
    """An option in full: what is chosen must be read whole."""
    return [Row(id_, text.lines(text.wrap(words, width, rest="  ")))]


async def _choose(desk: Desk, inject: str, option: str, seat: str, *, ask_why: bool) -> bool:
    if not ask_why:
        return desk.act(c.Decide(inject, option, seat=seat))
    answer = await desk.ask(Form(desk.voice("Why, and how sure?"), _reasons(desk), hint=_done(desk)))
    return answer is not None and desk.act(c.Decide(inject, option, why=answer["why"], sure=answer["sure"], seat=seat))


async def _something_else(desk: Desk, inject: str, decision: Decision, seat: str) -> bool:
    """In the table's words; the nearest option only if the options are on the wall already."""
    voice, names = desk.voice, desk.names
    nearest = [("", voice("none of them"))]
    if desk.state.choices[inject].shown:
        nearest += [(option.id, names.text(option.text)) for option in decision.options]
    fields = (
        Write("text", voice("Decided in words"), hint=voice("in the table's words")),
        Pick("option", voice("Nearest option"), tuple(nearest)),
        *_reasons(desk),
    )
    answer = await desk.ask(Form(voice("Something else"), fields, hint=_done(desk)))
    if answer is None:
        return False
    return desk.act(c.Decide(inject, answer["option"], answer["text"], answer["why"], answer["sure"], seat))


def _reasons(desk: Desk) -> tuple[Write | Pick, ...]:
    voice = desk.voice
    sure = (("", voice("not said")), *((id_, voice(words)) for id_, words in SURE.items()))
    return Write("why", voice("Why"), hint=voice("may wait for the review")), Pick("sure", voice("How sure"), sure)


def _done(desk: Desk) -> str:
    return desk.voice("↑ ↓ move · Enter is done · Esc leaves")


async def aware(desk: Desk) -> None:
    """Somebody states that a milestone is reached: which, when, who, why."""
    voice, names = desk.voice, desk.names
    hint = voice("Enter chooses. Esc leaves.")
    dialogue = Choose(voice("Which milestone was reached?"), lambda width: milestone_rows(desk, width), hint=hint)
    chosen = await desk.ask(dialogue)
    if chosen is None:
        return
    fields = (
        Write("since", voice("Since"), hint=voice("now; or 20:50, or 20m for 20 minutes ago")),
        Pick("seat", voice("Said by"), desk.seats()),
        Write("why", voice("Why")),
    )
    answer = await desk.ask(Form(names.milestone(chosen.row), fields, hint=_done(desk)))
    if answer is not None:
        await _mark(desk, chosen.row, answer)


def milestone_rows(desk: Desk, width: int) -> list[Row]:
    """What starts a clock and is not reached first, what is reached last."""
    voice, names = desk.voice, desk.names
    starts: dict[str, str] = {}
    for clock in desk.setup.clocks:
        if ":" not in clock.start and not clock.is_order:
            starts.setdefault(clock.start, voice("starts: {clock}", clock=names.text(clock.title)))
    named = [*starts, *(m for m in desk.session.plan.milestones if ":" not in m and m not in starts)]
    found = []
    for name in sorted(named, key=lambda name: desk.state.reached(name) is not None):
        at = desk.state.reached(name)
        words = starts.get(name, "") if at is None else voice("reached {when}", when=voice.day_clock(at))
        left = text.line("· " if at is None else "✓ ", names.milestone(name))
        found.append(Row(name, text.columns(left, (text.cut(words, width // 2), "$text-muted"), width)))
    return found


async def _mark(desk: Desk, milestone: str, answer: dict[str, str]) -> None:
    try:
        since = earlier(answer["since"], desk.session.now, desk.voice) if answer["since"].strip() else None
    except ValueError:
        desk.say(desk.voice("Write a time such as 20:50, or 20m for 20 minutes ago."), severity="warning")
        return
    desk.act(c.Mark(milestone, since, answer["why"], answer["seat"]))
