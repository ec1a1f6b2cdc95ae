"""What players do with the playbook and with deadlines, where set-up shows them: orders, and what has come."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from simulator.console.dialogs import Pick, Values, Write
from simulator.console.panels import clocks, playbook
from simulator.console.rows import Part
from simulator.console.view import ClockView, StepView
from simulator.exercise import commands as c
from simulator.exercise.seats import Seat
from simulator.hub.deeds import Deed, Sitting
from simulator.hub.section import Folded, Section
from simulator.wording.voice import Voice


@lru_cache(maxsize=64)
def of_playbook(steps: tuple[StepView, ...], self_running: bool, now: int, at: Sitting, voice: Voice) -> Section:
    """The steps that a player's roles do, to be ordered where they do not run by themselves; then all others."""
    own = [step for step in steps if step.roles & at.roles]
    body: list[Part | Deed | Folded] = []
    for step in own:
        body.append(playbook.step_row(step, now, voice))
        if not self_running and at.phase == "play":
            body += _order(step, voice)
    others = tuple(playbook.step_row(step, now, voice) for step in steps if step not in own)
    if own and others:
        body.append(Folded("playbook-others", voice("What other roles do"), others))
    elif others:
        body += others
    return Section("playbook", playbook.counts(steps, self_running, voice), tuple(body), folded=True)


def _order(step: StepView, voice: Voice) -> Iterator[Deed]:
    """As the console's list does: its order, or its order back; nothing for one that is under way or over."""
    if step.beyond or step.status not in ("ready", "idle", "delayed"):
        return
    does = voice("Take the order back") if step.ordered else voice("Order")
    id_ = f"order/{step.id}/{'off' if step.ordered else 'on'}"
    waits = step.ordered or step.status != "ready"
    yield Deed(id_, does, partial(_ordered, step.id, not step.ordered), minor=waits, about=step.title)


def _ordered(step: str, on: bool, seat: Seat, _values: Values) -> c.Command:
    return c.Order(step, seat.id) if on else c.Withdraw(step, seat.id)


@lru_cache(maxsize=64)
def of_clocks(known: tuple[ClockView, ...], now: int, at: Sitting, voice: Voice) -> Section:
    """Deadlines, each in a line; a player may state that what one asks for has come."""
    states = "player" in at.kinds and at.phase == "play"
    owed = dict(clock.owes for clock in known if clock.owes) if states else {}
    deeds = (_state(tuple(owed.items()), voice),) if owed else ()
    return Section("clocks", clocks.counts(known, voice), (*clocks.brief(known, now, voice), *deeds))


def _state(owed: tuple[tuple[str, str], ...], voice: Voice) -> Deed:
    fields = (Pick("milestone", voice("Which milestone was reached?"), owed, owed[0][0]), Write("why", voice("Why")))
    about = voice("State that a milestone was reached")
    return Deed("mark", voice("State it"), _stated, fields, folds=True, about=about)


def _stated(seat: Seat, x: Values) -> c.Command:
    return c.Mark(x["milestone"], why=x["why"], seat=seat.id)
