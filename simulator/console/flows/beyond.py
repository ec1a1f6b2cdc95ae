"""Beyond the playbook: somebody is called in, something is done that no step holds, a question is answered."""

from __future__ import annotations

from simulator.console.checks import length_check, moment_check
from simulator.console.dialogs import Check, Choice, Form, Pick, Values, Write
from simulator.console.flows.reveal import may_show
from simulator.console.moments import moment
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Row
from simulator.exercise import commands as c
from simulator.exercise.views import OnDuty
from simulator.model.durations import MINUTE, parse_duration

CALL, AWAY, ACTION, ANSWER = "/call", "/away", "/action", "/answer"


async def beyond(op: Operator, what: str) -> bool:
    """``CALL``, ``AWAY``, ``ACTION`` or ``ANSWER``; True where something was done."""
    if what == CALL:
        return await call_in(op)
    if what == AWAY:
        return await out_of_reach(op)
    return await free_action(op) if what == ACTION else await answered(op)


async def call_in(op: Operator) -> bool:
    """Calls a role's people in."""
    voice = op.voice
    if not any(duty.can_call_in for duty in op.staff()):
        op.front.say(voice("Everybody who can be called is here or on the way."), warning=True)
        return False

    def question() -> Choice:
        rows = tuple(_duty_row(op, duty) for duty in op.staff() if duty.can_call_in)
        return Choice(voice("Call in"), rows, does=voice("calls"))

    chosen = await op.front.ask(question)
    return chosen is not None and op.act(c.CallIn(chosen.row.id, op.seat_of(chosen.row.id)))


def _duty_row(op: Operator, duty: OnDuty) -> Row:
    voice = op.voice
    words = voice("{present} of {people} here", present=duty.present, people=duty.people)
    if duty.next_change is not None and not duty.on_shift:
        words += " · " + voice("off until {when}", when=voice.when(duty.next_change, op.session.now))
    return Row(duty.role, (Cell(op.names.people(duty.roles)), Cell((words, "quiet"))), named=True)


async def out_of_reach(op: Operator) -> bool:
    """People of a role are out of reach for a while, or are back."""

    def command(answer: Values) -> c.SetAway:
        people = int(answer["people"]) if answer["people"] else None
        until = op.session.now if people == 0 else moment(answer["until"], op.session.now, op.voice)
        return c.SetAway(answer["role"], until, people)

    return await op.submit(lambda: _away_form(op), command)


def _away_form(op: Operator) -> Form:
    voice, roles = op.voice, op.setup.team.roles
    limited = {name: role.headcount for name, role in roles.items() if role.headcount != "unlimited"}
    most = max((people for people in limited.values() if isinstance(people, int)), default=1)
    numbers = (
        ("", voice("everybody")),
        *((str(n), str(n)) for n in range(1, most)),
        ("0", voice("nobody: all are back")),
    )
    check = moment_check(voice, lambda: op.session.now)
    fields = (
        Pick("role", voice("Who"), tuple((role, op.names.role(role)) for role in limited)),
        Pick("people", voice("How many"), numbers),
        Write("until", voice("Until"), "2h", voice("21:30, Mon 09:00 or 2h"), check),
    )
    return Form(voice("Out of reach"), fields, does=voice("records"))


async def free_action(op: Operator) -> bool:
    """What the table does beyond its playbook. Of what might be reached, some may still be to come."""
    if not await may_show(op, "waiting-clocks"):
        return False

    def command(answer: Values) -> c.Act:
        takes = parse_duration(answer["takes"].strip() or _USUALLY)
        reaches = (answer["reaches"],) if answer["reaches"] else ()
        return c.Act(answer["title"], answer["role"], max(takes, MINUTE), reaches, op.seat_of(answer["role"]))

    return await op.submit(lambda: _action_form(op), command)


_USUALLY = "30m"
"""How long a free action takes if nothing else is said."""


def _action_form(op: Operator) -> Form:
    voice, names = op.voice, op.names
    reaches = (("", voice("nothing named")), *((name, names.milestone(name)) for name in _unreached(op)))
    fields = (
        Write("title", voice("What"), hint=voice("what is to be done")),
        Pick("role", voice("Who"), tuple((role, names.role(role)) for role in op.setup.team.roles)),
        Write("takes", voice("Takes"), _USUALLY, voice("such as 45m or 2h"), length_check(voice, empty=True)),
        Pick("reaches", voice("Reaches"), reaches),
    )
    return Form(voice("Beyond the playbook"), fields, does=voice("orders"))


def _unreached(op: Operator) -> tuple[str, ...]:
    """Milestones of this exercise not yet reached, those that clocks wait for first."""
    awaited = [name for clock in op.setup.clocks for name in (clock.end, clock.start, *clock.only_if)]
    known = dict.fromkeys([*awaited, *op.session.plan.milestones])
    return tuple(name for name in known if ":" not in name and op.state.reached(name) is None)


_OTHER = "/other"


async def answered(op: Operator) -> bool:
    """What players asked and were told, from the scenario's answers or in one's own words."""
    voice = op.voice
    if not await may_show(op, "script"):
        return False
    chosen = await op.front.ask(lambda: _answers(op))
    if chosen is None:
        return False
    if chosen.row.act:
        return op.act(chosen.row.act)
    fields = (Write("ask", voice("Asked"), check=_asked(op)), Write("answer", voice("Answered")))
    return await op.submit(
        lambda: Form(voice("Asked and answered"), fields, does=voice("records")),
        lambda answer: _note(answer["ask"], answer["answer"]),
    )


def _answers(op: Operator) -> Choice:
    voice, names = op.voice, op.names
    rows: list[Row] = []
    for number, item in enumerate(op.setup.scenario.if_asked):
        ask, answer = names.text(item.ask), names.text(item.answer)
        rows.append(Row(str(number), (Cell(ask),), mark=("?", "accent"), act=_note(ask, answer)))
        rows.append(Row("", (Cell(answer),), mark=" ", whole=True))
    rows.append(Row(_OTHER, (Cell("+ " + voice("something else…")),)))
    return Choice(voice("Asked and answered"), tuple(rows), does=voice("records that it was answered"))


def _note(ask: str, answer: str) -> c.Note:
    return c.Note(f"{ask} – {answer}", "answer", seat="facilitator")


def _asked(op: Operator) -> Check:
    return lambda written: "" if written.strip() else op.voice("There is nothing written yet.")
