"""What should be looked at again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter

from simulator.content.assembly import Assembly
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import Context, at_check, of_assembly_at_check
from simulator.errors import Problem, Sentence
from simulator.model.expectation import Expectation
from simulator.model.form import Form
from simulator.model.kinds import EXPECTATIONS, FORMS, PLAYBOOK, REQUIREMENTS
from simulator.model.playbook import Playbook
from simulator.model.requirement import Requirement

_Dated = Expectation | Requirement | Form
_YEAR, _A_DAY = timedelta(days=366), timedelta(days=1)
_AS_OF = re.compile(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")


@at_check(PLAYBOOK)
def review_due(item: LoadedItem[Playbook], value: Playbook, context: Context) -> Iterator[Problem]:
    """A playbook is reviewed at least once a year."""
    if context.today and value.reviewed < context.today - _YEAR:
        message = Sentence(
            "last reviewed on {reviewed}, more than a year ago: {owner} should look at it again",
            reviewed=value.reviewed,
            owner=value.owner.own,
        )
        yield item.document.problem(("reviewed",), "review-due", message, "warning")


@at_check(PLAYBOOK)
def reviewed_in_time(item: LoadedItem[Playbook], value: Playbook, context: Context) -> Iterator[Problem]:
    """Nobody has reviewed it on a day that has not come."""
    if context.today and value.reviewed > context.today + _A_DAY:
        message = Sentence("{reviewed} has not come yet: write the day of the last review", reviewed=value.reviewed)
        yield item.document.problem(("reviewed",), "date-to-come", message, "warning")


@at_check(EXPECTATIONS, REQUIREMENTS, FORMS)
def looked_up(item: LoadedItem[_Dated], value: _Dated, context: Context) -> Iterator[Problem]:
    """The text of a rule, requirement or form is looked up at least once a year."""
    path = (*item.root, "as_of")
    if not value.as_of or not context.today:
        return
    try:
        day = _last_day(value.as_of)
    except ValueError:
        message = Sentence("expected a month such as 2026-10, found {found!r}", found=value.as_of[:20])
        yield item.document.problem(path, "bad-value", message, "warning")
        return
    if day.replace(day=1) > context.today + _A_DAY:
        message = Sentence("{as_of} has not come yet: write when the text was last looked up", as_of=value.as_of)
        yield item.document.problem(path, "date-to-come", message, "warning")
    if day < context.today - _YEAR:
        message = Sentence(
            "{id} was last looked up in {as_of}, more than a year ago: it may have changed",
            id=value.id,
            as_of=value.as_of,
        )
        yield item.document.problem(path, "out-of-date", message, "warning")


@at_check(EXPECTATIONS, REQUIREMENTS, FORMS)
def looked_at_again(item: LoadedItem[_Dated], value: _Dated, context: Context) -> Iterator[Problem]:
    """What is known to move is looked at again on the day that was set for it."""
    if context.today and value.recheck_is_due(context.today):
        message = Sentence(
            "{id} was to be looked up again by {day}: read the source anew, then set the next day",
            id=value.id,
            day=value.recheck_by,
        )
        yield item.document.problem((*item.root, "recheck_by"), "recheck-due", message, "note")
    if context.today and value.off == "future" and value.applies_from and value.applies_from <= context.today:
        message = Sentence(
            "{id} applies from {day}, which has come: read the source, then set its status",
            id=value.id,
            day=value.applies_from,
        )
        yield item.document.problem((*item.root, "status"), "applies-now", message, "note")


@of_assembly_at_check
def changed_since_review(assembly: Assembly) -> Iterator[Problem]:
    """A playbook that was reviewed before a rule of its scenario changed may still follow the old one."""
    for n, item in enumerate(assembly.expectations):
        last = item.value.changes[-1].in_ if item.value and item.value.changes else ""
        playbook = min(assembly.setup.playbook.parts, key=attrgetter("reviewed"))
        if last > f"{playbook.reviewed:%Y-%m}":
            message = Sentence(
                "{expectation} changed in {month}; {playbook} was last reviewed on {reviewed}: see if it still fits",
                expectation=item.id,
                month=last,
                playbook=playbook.id,
                reviewed=playbook.reviewed,
            )
            yield assembly.scenario.document.problem(("expectations", n), "fact-changed", message, "note")


def _last_day(text: str) -> date:
    """The last day it can mean; ValueError where it means none."""
    matched = _AS_OF.match(text)
    if not matched:
        raise ValueError(text)
    year, month, day = (int(part or 0) for part in matched.groups())
    if day:
        return date(year, month, day)
    return date(year, month, 28) if month else date(year, 12, 31)
