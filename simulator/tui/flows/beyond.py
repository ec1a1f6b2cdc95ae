"""Beyond the playbook: somebody is called in, something is done that no step holds, a question is answered."""

from __future__ import annotations

from textual.content import Content

from simulator.exercise import commands as c
from simulator.model.durations import MINUTE, parse_duration
from simulator.tui import text
from simulator.tui.desk import Desk
from simulator.tui.modals.choose import Choose, Row
from simulator.tui.modals.form import Form
from simulator.tui.widgets.fields import Pick, Write


async def beyond(desk: Desk, what: str) -> bool:
    """``/call``, ``/action`` or ``/answer``; True where something was done."""
    if what == "/call":
        return await call_in(desk)
    return await free_action(desk) if what == "/action" else await answered(desk)


async def call_in(desk: Desk) -> bool:
    """Calls a role's people in."""
    voice, names = desk.voice, desk.names
    able = [duty for duty in desk.staff() if duty.can_call_in]
    if not able:
        desk.say(voice("Everybody who can be called is here or on the way."), severity="warning")
        return False

    def rows(width: int) -> list[Row]:
        found = []
        for duty in able:
            until = (
                voice("off until {when}", when=voice.day_clock(duty.next_change))
                if duty.next_change is not None
                else ""
            )
            present = voice("{present} of {people} here", present=duty.present, people=duty.people)
            words = f"{present} · {until}" if until and not duty.on_shift else present
            found.append(
                Row(duty.role, text.line(text.fit(names.role(duty.role), width // 2), " ", (words, "$text-muted")))
            )
        return found

    chosen = await desk.ask(Choose(voice("Call in"), rows, hint=voice("Enter calls. Esc leaves.")))
    return chosen is not None and desk.act(c.CallIn(chosen.row, desk.seat_of(chosen.row)))


async def free_action(desk: Desk) -> bool:
    """What the table does beyond its playbook."""
    voice = desk.voice
    reaches = (("", voice("nothing named")), *((m, desk.names.milestone(m)) for m in _unreached(desk)))
    fields = (
        Write("title", voice("What"), hint=voice("what is to be done")),
        Pick("role", voice("Who"), tuple((role, desk.names.role(role)) for role in desk.setup.team.roles)),
        Write("takes", voice("Takes"), "30m", hint=voice("such as 45m or 2h")),
        Pick("reaches", voice("Reaches"), reaches),
    )
    answer = await desk.ask(
        Form(voice("Beyond the playbook"), fields, hint=voice("↑ ↓ move · Enter orders · Esc leaves"))
    )
    takes = length(desk, answer["takes"] or "30m") if answer else None
    if answer is None or takes is None:
        return False
    reached = (answer["reaches"],) if answer["reaches"] else ()
    return desk.act(c.Act(answer["title"], answer["role"], max(takes, MINUTE), reached, desk.seat_of(answer["role"])))


def _unreached(desk: Desk) -> tuple[str, ...]:
    """Milestones of this exercise not yet reached, those that clocks wait for first."""
    awaited = [name for clock in desk.setup.clocks for name in (clock.end, clock.start) if ":" not in name]
    known = dict.fromkeys([*awaited, *desk.session.plan.milestones])
    return tuple(name for name in known if ":" not in name and desk.state.reached(name) is None)


async def answered(desk: Desk) -> bool:
    """What players asked and were told, from the scenario's answers or in one's own words."""
    voice, asked = desk.voice, desk.setup.scenario.if_asked

    def rows(width: int) -> list[Row]:
        found = []
        for n, item in enumerate(asked):
            found.append(
                Row(str(n), text.line(("? ", "bold $text-accent"), text.cut(desk.names.text(item.ask), width - 2)))
            )
            found += [Row("", line) for line in text.wrap(desk.names.text(item.answer), width, first="  ", rest="  ")]
        return [*found, Row("other", Content("+ " + voice("something else…")))]

    chosen = await desk.ask(
        Choose(voice("Asked and answered"), rows, hint=voice("Enter records that it was answered. Esc leaves."))
    )
    if chosen is None:
        return False
    if chosen.row != "other":
        item = asked[int(chosen.row)]
        return desk.act(
            c.Note(f"{desk.names.text(item.ask)} – {desk.names.text(item.answer)}", "answer", seat="facilitator")
        )
    fields = (Write("ask", voice("Asked")), Write("answer", voice("Answered")))
    answer = await desk.ask(Form(voice("Asked and answered"), fields, hint=voice("Enter records it. Esc leaves.")))
    if answer is None or not answer["ask"].strip():
        return False
    return desk.act(c.Note(f"{answer['ask']} – {answer['answer']}", "answer", seat="facilitator"))


def length(desk: Desk, typed: str) -> int | None:
    """A length of time as typed, in seconds; None, and it is said how to write one, for anything else."""
    try:
        return parse_duration(typed.strip())
    except ValueError:
        desk.say(desk.voice("Write a length of time such as 45m or 2h."), severity="warning")
        return None
