"""What people saw, thought and agreed."""

from __future__ import annotations

import re
from datetime import date
from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules import duties, forms, judging, opinions, table_talk
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.timeline import events as e


def facts(t: Table, command: c.ObserveCommand) -> Facts:
    """Facts of what people write down. Raises ``Refused``."""
    match command:
        case c.Note():
            return _note(t, command)
        case c.Discuss():
            return _discuss(t, command)
        case c.Tick() | c.Rate() | c.Reconcile():
            return judging.facts(t, command)
        case c.Learn():
            return _learn(t, command)
        case c.Agree():
            return _agree(t, command)
        case c.Explain():
            return _explain(t, command)
        case c.Opine() | c.SortOpinion():
            return opinions.facts(t, command)
        case c.TellTable() | c.Ask() | c.AnswerRequest() | c.WriteLine():
            return table_talk.facts(t, command)
        case c.ChooseForm() | c.WriteItem() | c.MarkItem():
            return forms.facts(t, command)
        case c.Dismiss() | c.MarkDismissal():
            return duties.facts(t, command)
        case _:
            assert_never(command)


def _note(t: Table, x: c.Note) -> Facts:
    text = clean(x.text).strip()
    if not text:
        raise Refused("There is nothing written yet.")
    return (e.Noted(t.now, text, x.kind, x.objective, x.inject, x.seat),)


def _discuss(t: Table, x: c.Discuss) -> Facts:
    inject = t.plan.setup.scenario.inject(x.inject)
    if inject is None or not 0 < x.number <= len(inject.questions):
        raise Refused("There is no such question.")
    if t.state.delivery(x.inject).status != "delivered":
        raise Refused("The message that asks this has not come yet.")
    text = clean(x.text).strip()
    if not text and t.state.answers(x.inject, x.number):
        raise Refused("It is ticked already.")
    return (e.Discussed(t.now, x.inject, x.number, text, x.seat),)


def _learn(t: Table, x: c.Learn) -> Facts:
    text = clean(x.text).strip()
    if not text:
        raise Refused("There is nothing written yet.")
    return (e.LessonNoted(t.now, x.kind, text, x.objective, x.seat, x.sealed and not t.state.hot_wash),)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_day(written: str) -> bool:
    """Whether it is a day of the calendar, as 2026-12-01: *next Friday* means nothing to who reads it in May."""
    try:
        return bool(_DAY.fullmatch(written) and date.fromisoformat(written))
    except ValueError:
        return False


def _agree(t: Table, x: c.Agree) -> Facts:
    text = clean(x.text).strip()
    if not text:
        raise Refused("Say what is to be done.")
    taken = [int(action[3:]) for action in t.state.agreed if action[3:].isdecimal()]
    action = x.action or f"ca-{max(taken, default=0) + 1}"
    owner, due, retest = (clean(part).strip() for part in (x.owner, x.due, x.retest))
    if due and not is_day(due):
        raise Refused("“{due}” is no day: write it as 2026-12-01, or leave it empty.", due=due)
    if x.step and t.plan.setup.playbook.step(x.step) is None:
        raise Refused("The playbook has no step {step}.", step=x.step)
    return (e.ActionAgreed(t.now, action, text, owner, due, retest, x.objective, step=x.step),)


def _explain(t: Table, x: c.Explain) -> Facts:
    taken = t.state.choices.get(x.inject)
    if taken is None or taken.at is None or taken.undecided:
        raise Refused("Nobody has decided this yet.")
    return (e.Explained(t.now, x.inject, clean(x.why).strip(), x.sure, x.seat),)
