"""Forms: which is sent, what is written on it, and how that stands to the truth."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.model.form import FormItem
from simulator.timeline import events as e


def facts(t: Table, command: c.FormCommand) -> Facts:
    """Facts of what people do with forms. Raises ``Refused``."""
    if t.state.ended_at is not None and not isinstance(command, c.MarkItem):
        raise Refused("Play has ended: what was written can still be held against the truth, and nothing written anew.")
    match command:
        case c.ChooseForm():
            return _choose(t, command)
        case c.WriteItem():
            return _write(t, command)
        case c.MarkItem():
            return _mark(t, command)
        case _:
            assert_never(command)


def _choose(t: Table, x: c.ChooseForm) -> Facts:
    if x.form not in {form.id for form in t.plan.setup.forms_for(x.expectation)}:
        raise Refused("No such form can be sent for that.")
    chosen = t.state.forms.get(x.expectation)
    if chosen is not None and chosen.form == x.form:
        raise Refused("It is chosen already.")
    return (e.FormChosen(t.now, x.form, x.expectation, x.seat),)


def _write(t: Table, x: c.WriteItem) -> Facts:
    item, text = _item(t, x.form, x.item), clean(x.text).strip()
    if not text and x.aware is None:
        raise Refused("There is nothing written yet.")
    if x.aware is not None and not item.awareness:
        raise Refused("This item does not ask since when you knew.")
    if x.aware is not None and not 0 <= x.aware <= t.now:
        raise Refused("Say a time between the opening and now.")
    return (e.ItemWritten(t.now, x.form, x.item, text, x.aware, x.seat),)


def _mark(t: Table, x: c.MarkItem) -> Facts:
    _item(t, x.form, x.item)
    if f"{x.form}/{x.item}" not in t.state.written:
        raise Refused("Nobody has written anything there yet.")
    return (e.ItemMarked(t.now, x.form, x.item, x.mark, clean(x.why).strip()),)


def _item(t: Table, form: str, item: str) -> FormItem:
    written = t.plan.setup.form(form)
    asked = written.item(item) if written else None
    if asked is None:
        raise Refused("There is no such item.")
    return asked
