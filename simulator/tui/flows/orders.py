"""Orders: a step, now or once it is ready; and what else may be done about one."""

from __future__ import annotations

from textual.content import Content

from simulator.exercise import commands as c
from simulator.exercise.views import Orderable
from simulator.timeline.state import Job, JobStatus
from simulator.tui import signs, text
from simulator.tui.desk import Desk
from simulator.tui.flows.beyond import beyond, length
from simulator.tui.modals.choose import Choose, Chosen, Row, rows_of, sections
from simulator.tui.modals.form import Form
from simulator.tui.widgets.fields import Write

_RANK: dict[JobStatus, int] = {
    "ready": 0, "running": 1, "paused": 1, "queued": 1, "idle": 2, "done": 3, "skipped": 3, "ruled-out": 4,
}  # fmt: skip
_UNDER_WAY = ("queued", "running", "paused")
_OVER = ("done", "skipped", "ruled-out")


async def order(desk: Desk) -> None:
    """Lists the steps, ready ones first. Enter orders and closes; Space orders and stays."""
    at = ""
    while chosen := await desk.ask(_order_dialogue(desk, at)):
        at = chosen.row
        if chosen.row.startswith("/"):
            done = await beyond(desk, chosen.row)
        else:
            done = await _step(desk, chosen)
        if done and chosen.key != "space":
            return


def _order_dialogue(desk: Desk, at: str) -> Choose:
    voice = desk.voice
    steps = desk.session.orderable()
    headings = (voice("Ready"), voice("Under way"), voice("Not ready"), voice("Done"), voice("Not needed"))
    others = {
        "/call": voice("Call somebody in…"),
        "/action": voice("Something the playbook does not hold…"),
        "/answer": voice("Asked and answered…"),
    }

    def rows(width: int) -> list[Row]:
        ranked = [
            (heading, [Row(step.step, step_row(desk, step, width)) for step in steps if _RANK[step.status] == rank])
            for rank, heading in enumerate(headings)
        ]
        ranked[_RANK["running"]][1].extend(Row(name, action_row(desk, name, width)) for name in _under_way(desk))
        return [
            *(Row(id_, Content("+ " + words)) for id_, words in others.items()),
            Row("", Content("")),
            *sections(ranked),
        ]

    first = min(steps, key=_wanted).step
    hint = voice("Enter orders · Space orders and stays · F4 other ways · Esc leaves")
    return Choose(voice("Order"), rows, hint=hint, keys=("f4", "space"), at=at or first)


def _under_way(desk: Desk) -> list[str]:
    """Free actions somebody is at, or is waited for."""
    return [name for name in desk.state.actions if desk.state.job(name).status in _UNDER_WAY]


def action_row(desk: Desk, name: str, width: int) -> Content:
    """A free action under way."""
    named, job = desk.state.actions[name], desk.state.job(name)
    sign, style = signs.JOB[job.status]
    who = desk.names.listed(desk.names.role(role) for role, _ in named.staff)
    title = text.fit(f"+ {named.title}", width * 2 // 5)
    words = _ends_about(desk, job) or signs.job_word(job.status, False, desk.voice)
    return text.line((sign, style), " ", title, "  ", text.fit(who, width // 6), "  ", words)


def _wanted(step: Orderable) -> int:
    """What is most likely to be ordered: a ready step, then one that nobody has ordered yet."""
    if step.status == "ready":
        return 0
    return 1 if step.status == "idle" and not step.ordered else 2


def step_row(desk: Desk, step: Orderable, width: int) -> Content:
    """A step with who would do it, and when that could begin or what it waits for."""
    sign, style = signs.ORDERED if step.status == "idle" and step.ordered else signs.JOB[step.status]
    roles = desk.names.listed(desk.names.role(role) for role in step.role.split(" + "))
    name = text.fit(desk.names.step(step.step), width * 2 // 5)
    who = text.fit(roles, width // 6)
    words = text.cut(_words(desk, step), width - text.cells(name) - text.cells(who) - 6)
    return text.line((sign, style), " ", (name, "bold" if step.status == "ready" else ""), "  ", (who, ""), "  ", words)


def _words(desk: Desk, step: Orderable) -> str:
    voice, names, job = desk.voice, desk.names, desk.state.job(step.step)
    if step.status == "ready":
        if step.starts_about is None:
            return voice("nobody will come")
        if step.starts_about <= desk.session.now:
            return voice("can begin now")
        return voice("can begin about {when}", when=voice.day_clock(step.starts_about))
    if step.status == "idle":
        waits = names.listed(_waited_for(desk, name) for name in step.waits_for)
        known = voice("after {what}", what=waits) if waits else ""
        return voice("ordered; {words}", words=known) if step.ordered else known
    if ends := _ends_about(desk, job):
        return ends
    if job.ended_at is not None:
        return f"{signs.job_word(step.status, step.ordered, voice)} {voice.day_clock(job.ended_at)}"
    return signs.job_word(step.status, step.ordered, voice)


def _ends_about(desk: Desk, job: Job) -> str:
    """When running work will end, as people would guess it; empty for other work."""
    if job.ends_at is None:
        return ""
    return desk.voice("done in about {span}", span=desk.voice.span(max(job.ends_at - desk.session.now, 0)))


def _waited_for(desk: Desk, name: str) -> str:
    step, equals, outcome = name.partition("=")
    if equals:
        return f"{desk.names.step(step)} = {outcome.replace('-', ' ')}"
    return desk.names.step(step) if desk.setup.playbook.step(step) else desk.names.milestone(name)


async def _step(desk: Desk, chosen: Chosen) -> bool:
    """Enter on a step: the usual thing; F4, or Enter on one under way or over: what else there is."""
    job, seat = desk.state.job(chosen.row), desk.orderer(chosen.row)
    if chosen.key == "f4" or job.status in (*_UNDER_WAY, *_OVER):
        return await _more(desk, chosen.row)
    if job.ordered:
        return desk.act(c.Withdraw(chosen.row, seat))
    if not desk.act(c.Order(chosen.row, seat)):
        return False
    _say_who_is_missing(desk, chosen.row)
    return True


def _say_who_is_missing(desk: Desk, step: str) -> None:
    """A step that waits for somebody off duty who would come if called."""
    found = desk.setup.playbook.step(step)
    needed = found.role if found and desk.state.job(step).status == "queued" else {}
    missing = [duty.role for duty in desk.staff() if duty.role in needed and not duty.present and duty.can_call_in]
    if missing:
        roles = desk.names.roles(missing)
        desk.say(desk.voice("{roles}: off duty, but could be called in (F4).", roles=roles), severity="warning")


async def _more(desk: Desk, step: str) -> bool:
    """Out of order or again, done now, left out, longer or shorter."""
    voice, job, seat = desk.voice, desk.state.job(step), desk.orderer(step)
    outcomes = _outcomes(desk, step)
    words: dict[str, Content | str] = {}
    if job.status in _OVER:
        words["now"] = voice("Do it again now")
    elif job.status == "idle":
        words["now"] = voice("Begin now, out of order")
    if job.status not in ("done", "skipped"):
        for outcome in outcomes or ("",):
            words[f"done/{outcome}"] = (
                voice("Done now: {outcome}", outcome=desk.names.outcome(step, outcome))
                if outcome
                else voice("Done now")
            )
    if job.status in ("running", "paused"):
        words["takes"] = voice("Takes longer or shorter…")
    if job.status not in _OVER and step not in desk.state.actions:
        words["skip"] = voice("Leave it out; what follows goes on")
    if job.ordered:
        words["withdraw"] = voice("Take the order back")
    chosen = await desk.ask(Choose(desk.names.job(step), rows_of(words), hint=voice("Enter does it. Esc leaves.")))
    if chosen is None:
        return False
    kind, _, outcome = chosen.row.partition("/")
    if kind == "takes":
        return await _takes(desk, step)
    commands: dict[str, c.Command] = {
        "now": c.Order(step, seat, now=True),
        "done": c.Finish(step, outcome, seat),
        "skip": c.Skip(step, seat=seat),
        "withdraw": c.Withdraw(step, seat),
    }
    return desk.act(commands[kind])


def _outcomes(desk: Desk, step: str) -> tuple[str, ...]:
    """Outcomes people may name; none where the story has fixed it."""
    found = desk.setup.playbook.step(step)
    return tuple(found.outcomes) if found and step not in desk.setup.scenario.outcomes else ()


async def _takes(desk: Desk, job: str) -> bool:
    voice = desk.voice
    field = Write("takes", voice("Takes in all"), hint=voice("such as 45m or 2h"))
    answer = await desk.ask(Form(desk.names.job(job), [field], hint=voice("Enter is done. Esc leaves.")))
    takes = length(desk, answer["takes"]) if answer else None
    return takes is not None and desk.act(c.Reestimate(job, takes))
