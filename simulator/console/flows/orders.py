"""Orders: a step, now or once it is ready; and what else may be done about one."""

from __future__ import annotations

from functools import partial

from simulator.console import signs
from simulator.console.checks import length_check
from simulator.console.dialogs import Also, Choice, Chosen, Form, Write
from simulator.console.flows.beyond import ACTION, ANSWER, AWAY, CALL, beyond
from simulator.console.flows.discussion import discuss
from simulator.console.flows.forms import tell_forms
from simulator.console.flows.reveal import may_show
from simulator.console.flows.sure import sure
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Row, sections, simple
from simulator.exercise import commands as c
from simulator.exercise.arrivals import about
from simulator.exercise.views import Orderable
from simulator.model.durations import parse_duration
from simulator.timeline.state import JobStatus

_RANK: dict[JobStatus, int] = {
    "ready": 0, "running": 1, "paused": 1, "queued": 1, "idle": 2, "delayed": 2, "done": 3, "skipped": 3,
    "ruled-out": 4,
}  # fmt: skip
_WAITS = ("idle", "delayed")
_UNDER_WAY = ("queued", "running", "paused")
_OVER = ("done", "skipped", "ruled-out")


async def order(op: Operator) -> None:
    """Lists the steps, ready ones first, until something is ordered; ``stay`` orders and goes on.

    Where there is no playbook, the questions to discuss stand in its place.
    """
    at = ""
    if op.setup.discussion_only:
        await discuss(op)
        return
    if not await may_show(op, "playbook", "team"):
        return
    while chosen := await op.front.ask(partial(_orders, op, at)):
        at = chosen.row.id
        if chosen.how == "discuss":
            await discuss(op)
            continue
        done = await (beyond(op, at) if at in (CALL, AWAY, ACTION, ANSWER) else _step(op, chosen))
        if done and chosen.how != "stay":
            return


def _orders(op: Operator, at: str) -> Choice:
    voice, steps = op.voice, op.session.orderable()
    headings = (voice("Ready"), voice("Under way"), voice("Not ready"), voice("Done"), voice("Not needed"))
    others = {
        CALL: "+ " + voice("Call somebody in…"),
        ACTION: "+ " + voice("Something the playbook does not hold…"),
        ANSWER: "+ " + voice("Asked and answered…"),
    }
    ranked = [
        (heading, [_step_row(op, step) for step in steps if _RANK[step.status] == rank])
        for rank, heading in enumerate(headings)
    ]
    ranked[_RANK["running"]][1].extend(_action_row(op, name) for name in _under_way(op))
    ready, rest = sections(ranked[:1]), sections(ranked[1:])
    away = simple({AWAY: "+ " + voice("Somebody is out of reach…")})
    rows = (*ready, *([Row("")] if ready else []), *simple(others), Row(""), *rest, Row(""), *away)
    also = [Also("stay", "stay", voice("orders and stays")), Also("ways", "order", voice("other ways"))]
    if any(message.discuss for message in op.view_of_console().messages):
        also.append(Also("discuss", "observe", voice("questions")))
    return Choice(voice("Order"), rows, does=voice("orders"), also=tuple(also), at=at)


def _under_way(op: Operator) -> list[str]:
    """Free actions somebody is at, or is waited for."""
    return [name for name in op.state.actions if op.state.job(name).status in _UNDER_WAY]


def _action_row(op: Operator, name: str) -> Row:
    """A free action under way."""
    named, job = op.state.actions[name], op.state.job(name)
    who = op.names.listed(op.names.role(role) for role, _ in named.staff)
    words = _ends_about(op, name) or signs.job_word(job.status, False, op.voice)
    return Row(name, (Cell(f"+ {named.title}"), Cell(who), Cell(words)), mark=signs.JOB[job.status], named=True)


def _step_row(op: Operator, step: Orderable) -> Row:
    """A step with who would do it, and when that could begin or what it waits for."""
    roles = op.names.listed(op.names.role(role) for role in step.role.split(" + "))
    name = op.names.step(step.step)
    cells = (Cell((name, "strong") if step.status == "ready" else name), Cell(roles))
    sign = signs.ORDERED if step.status in _WAITS and step.ordered else signs.JOB[step.status]
    return Row(step.step, (*cells, Cell(_words(op, step))), mark=sign, named=True, act=_usual(op, step))


def _usual(op: Operator, step: Orderable) -> c.Command | None:
    """What is usually wanted of a step: its order, or its order back; None for one under way or over."""
    if step.status in (*_UNDER_WAY, *_OVER):
        return None
    seat = op.orderer(step.step)
    return c.Withdraw(step.step, seat) if step.ordered else c.Order(step.step, seat)


def _words(op: Operator, step: Orderable) -> str:
    voice, names, job = op.voice, op.names, op.state.job(step.step)
    if step.status == "ready":
        if step.starts_about is None:
            return voice("nobody will come")
        if step.starts_about <= op.session.now:
            return voice("can begin now")
        return voice("can begin about {when}", when=voice.when(step.starts_about, op.session.now))
    if step.status == "idle":
        waits = names.listed(names.awaited(name) for name in step.waits_for)
        known = voice("after {what}", what=waits) if waits else ""
        return voice("ordered; {words}", words=known) if step.ordered else known
    if step.status == "delayed" and job.ready_at is not None:
        known = voice("not before {when}", when=voice.when(job.ready_at, op.session.now))
        return voice("ordered; {words}", words=known) if step.ordered else known
    if ends := _ends_about(op, step.step):
        return ends
    word = signs.job_word(step.status, step.ordered, voice)
    return f"{word} {voice.when(job.ended_at, op.session.now)}" if job.ended_at is not None else word


def _ends_about(op: Operator, name: str) -> str:
    """When running work will end, as people would guess it, or with what; empty for other work."""
    job, step = op.state.job(name), op.setup.playbook.step(name)
    if job.status == "running" and step and step.held:
        return op.voice("until {milestones}", milestones=op.names.listed(map(op.names.awaited, step.until)))
    if job.ends_at is None:
        return ""
    return op.voice("done in about {span}", span=op.voice.span(max(about(job.ends_at) - op.session.now, 0)))


async def _step(op: Operator, chosen: Chosen) -> bool:
    """The usual thing as the row showed it; asked for, or for a step under way or over, what else there is."""
    act = chosen.row.act
    if chosen.how == "ways" or act is None:
        return await _more(op, chosen.row.id)
    done = op.act(act)
    if done and isinstance(act, c.Order):
        _say_who_is_missing(op, act.step)
        await tell_forms(op, act.step)
    return done


def _say_who_is_missing(op: Operator, step: str) -> None:
    """A step that waits for somebody off duty who would come if called."""
    known = op.setup.playbook.step(step)
    needed = known.roles if known and op.state.job(step).status == "queued" else ()
    away = [duty for duty in op.staff() if not duty.present and duty.can_call_in]
    missing = [role for duty in away for role in duty.roles if role in needed]
    if missing:
        roles = op.names.roles(missing)
        op.front.say(op.voice("{roles}: off duty, but could be called in.", roles=roles), warning=True)


async def _more(op: Operator, step: str) -> bool:
    """Out of order or again, done now, left out, longer or shorter."""
    voice = op.voice
    chosen = await op.front.ask(lambda: Choice(op.names.job(step), _other_ways(op, step), does=voice("does it")))
    if chosen is None:
        return False
    if chosen.row.act:
        if isinstance(chosen.row.act, c.Skip) and not await sure(op, chosen.row, op.names.job(step)):
            return False
        done = op.act(chosen.row.act)
        if done and isinstance(chosen.row.act, c.Order | c.Finish):
            await tell_forms(op, step)
        return done
    field = Write("takes", voice("Takes in all"), hint=voice("such as 45m or 2h"), check=length_check(voice))
    return await op.submit(
        lambda: Form(op.names.job(step), (field,)),
        lambda answer: c.Reestimate(step, parse_duration(answer["takes"].strip())),
    )


def _other_ways(op: Operator, step: str) -> tuple[Row, ...]:
    """What may be done about a step or a free action as it stands; each with its command, but for a new length."""
    voice, job, seat = op.voice, op.state.job(step), op.orderer(step)
    ways: list[tuple[str, str, c.Command | None]] = []
    if job.status in _OVER:
        ways.append(("now", voice("Do it again now"), c.Order(step, seat, now=True)))
    elif job.status in _WAITS:
        ways.append(("now", voice("Begin now, out of order"), c.Order(step, seat, now=True)))
    if job.status not in ("done", "skipped"):
        ways += [
            (f"done/{outcome}", _done_now(op, step, outcome), c.Finish(step, outcome, seat))
            for outcome in _outcomes(op, step) or ("",)
        ]
    if job.status in ("running", "paused") and job.takes is not None:
        ways.append(("takes", voice("Takes longer or shorter…"), None))
    if job.status not in _OVER and step not in op.state.actions:
        ways.append(("skip", voice("Leave it out; what follows goes on"), c.Skip(step, seat=seat)))
    if job.ordered:
        ways.append(("withdraw", voice("Take the order back"), c.Withdraw(step, seat)))
    return tuple(Row(id_, (Cell(words),), act=command) for id_, words, command in ways)


def _done_now(op: Operator, step: str, outcome: str) -> str:
    voice = op.voice
    return voice("Done now: {outcome}", outcome=op.names.outcome(step, outcome)) if outcome else voice("Done now")


def _outcomes(op: Operator, step: str) -> tuple[str, ...]:
    """Outcomes people may name; none where the story has fixed it."""
    known = op.setup.playbook.step(step)
    return tuple(known.outcomes) if known and step not in op.setup.scenario.outcomes else ()
