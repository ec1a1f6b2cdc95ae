"""Orders: a step, a call, something the playbook does not hold, a question answered."""

from __future__ import annotations

from textual.content import Content

from simulator.exercise import commands as c
from simulator.exercise.views import Orderable
from simulator.model.durations import MINUTE, parse_duration
from simulator.timeline.state import JobStatus
from simulator.tui import signs, text
from simulator.tui.desk import Desk
from simulator.tui.modals.choose import Choose, Chosen, Row, rows_of, sections
from simulator.tui.modals.form import Form
from simulator.tui.widgets.fields import Pick, Write

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
            done = await _beyond(desk, chosen.row)
        else:
            done = await _step(desk, chosen)
        if done and chosen.key != "space":
            return


def _order_dialogue(desk: Desk, at: str) -> Choose:
    voice = desk.voice
    steps = desk.session.orderable()
    headings = (voice("Ready"), voice("Under way"), voice("Not ready"), voice("Done"), voice("Not needed"))
    beyond = {
        "/call": voice("Call somebody in…"),
        "/action": voice("Something the playbook does not hold…"),
        "/answer": voice("Asked and answered…"),
    }

    def rows(width: int) -> list[Row]:
        ranked = [
            (heading, [Row(step.step, step_row(desk, step, width)) for step in steps if _RANK[step.status] == rank])
            for rank, heading in enumerate(headings)
        ]
        return [
            *(Row(id_, Content("+ " + words)) for id_, words in beyond.items()),
            Row("", Content("")),
            *sections(ranked),
        ]

    first = min(steps, key=lambda step: _RANK[step.status]).step
    hint = voice("Enter orders · Space orders and stays · F4 other ways · Esc leaves")
    return Choose(voice("Order"), rows, hint=hint, keys=("f4", "space"), at=at or first)


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
    if step.status == "running" and job.ends_at is not None:
        return voice("done in about {span}", span=voice.span(max(job.ends_at - desk.session.now, 0)))
    if job.ended_at is not None:
        return f"{signs.job_word(step.status, step.ordered, voice)} {voice.day_clock(job.ended_at)}"
    return signs.job_word(step.status, step.ordered, voice)


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
    return desk.act(c.Order(chosen.row, seat))


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
                voice("Done now: {outcome}", outcome=outcome.replace("-", " ")) if outcome else voice("Done now")
            )
    if job.status in ("running", "paused"):
        words["takes"] = voice("Takes longer or shorter…")
    if job.status not in _OVER:
        words["skip"] = voice("Leave it out; what follows goes on")
    if job.ordered:
        words["withdraw"] = voice("Take the order back")
    chosen = await desk.ask(Choose(desk.names.step(step), rows_of(words), hint=voice("Enter does it. Esc leaves.")))
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
    takes = _length(desk, answer["takes"]) if answer else None
    return takes is not None and desk.act(c.Reestimate(job, takes))


def _length(desk: Desk, typed: str) -> int | None:
    try:
        return parse_duration(typed.strip())
    except ValueError:
        desk.say(desk.voice("Write a length of time such as 45m or 2h."), severity="warning")
        return None


async def _beyond(desk: Desk, what: str) -> bool:
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
    takes = _length(desk, answer["takes"] or "30m") if answer else None
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
