"""Puts together what an organisation can show of its exercises, and counts what it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from simulator.findings.edition import Edition
from simulator.findings.readiness import Asked, Followed, LeftOut, OwnClock, Readiness, Shown, last_runs
from simulator.model.expectation import Expectation
from simulator.model.profile import Organisation
from simulator.model.requirement import Requirement
from simulator.model.scenario import Scenario
from simulator.timeline.coverage import coverage
from simulator.timeline.follow_up import ActionProposed, ActionRetested, Entry, FollowUp
from simulator.workspace.actions import known
from simulator.workspace.past import Held, Register
from simulator.workspace.report_fields import kept_in, mark_of


def readiness(
    records: Sequence[Path],
    on: str,
    *,
    since: str = "",
    organisation: Organisation | None = None,
    clocks: Sequence[Expectation] = (),
    unsure: int = 0,
    requirements: Sequence[Requirement] = (),
    scenarios: Sequence[Scenario] = (),
    instead: str = "",
) -> Readiness:
    """What the records of some folders show of a period that ends on a day; ``since``: a year before, if not said.

    ``instead``: what stands where people wrote in their own words; empty: what they wrote.
    ``clocks``: those that can run for the organisation; ``unsure``: of how many others that is not known.
    """
    first, register = since or year_before(on), Register.read(*records)
    held = [one for one in register.held if first <= one.exercise.day <= on]
    told = [one for one in held if one.complete and one.exercise.history.head.purpose == "exercise"]
    followed = _followed(told, on, instead)
    shown = tuple(Shown(one.exercise.day, one.findings, followed.get(one.exercise.key, ())) for one in reversed(told))
    wanted = [requirement for requirement in requirements if requirement.areas and not requirement.off]
    covered = coverage(wanted, scenarios, [one.exercise.history for one in told])
    young = max(first, year_before(on))
    return Readiness(
        since=first,
        on=on,
        organisation=organisation,
        edition=_edition(told),
        shown=shown,
        left_out=_left_out(register, held, first, on),
        ledgers=register.ledgers,
        clocks=_own(clocks, shown),
        unsure=unsure,
        asked=tuple(Asked(one, tuple(h for h in one.held if h.day >= young)) for one in covered),
        others=len(requirements) - len(wanted),
    )


def year_before(day: str) -> str:
    """The same day of the year before; the 28th for a 29 February."""
    known = date.fromisoformat(day)
    short = known.replace(day=28) if (known.month, known.day) == (2, 29) else known
    return short.replace(year=known.year - 1).isoformat()


def _edition(told: Sequence[Held]) -> Edition:
    """The name and the mark that every exercise has; none where they are not the same. TabletopError as ``kept_in``."""
    filled = [dict(kept_in(one.exercise.path.parent).of(one.exercise.history.head)) for one in told]
    names = {each.get("organisation", "") for each in filled}
    if len(names) != 1:
        return Edition()
    return Edition({"organisation": names.pop()}, mark_of(filled[-1]))


def _followed(told: Sequence[Held], on: str, instead: str) -> Mapping[str, tuple[Followed, ...]]:
    """Exercise → its corrective actions as they stand."""
    by_exercise: dict[str, tuple[Followed, ...]] = {}
    for action in known(one.exercise for one in told):
        agreed = replace(action.agreed, text=instead) if instead else action.agreed
        entries = tuple(_without_words(entry, instead) if instead else entry for entry in action.entries)
        followed = Followed(action.id, agreed, entries, action.stage, action.due, overdue=action.overdue(on))
        by_exercise[action.exercise.key] = (*by_exercise.get(action.exercise.key, ()), followed)
    return by_exercise


def _without_words(entry: Entry[FollowUp], instead: str) -> Entry[FollowUp]:
    said = entry.said
    if isinstance(said, ActionProposed | ActionRetested):
        return entry
    return Entry(entry.wall, replace(said, evidence=instead))


def _left_out(register: Register, held: Sequence[Held], first: str, on: str) -> LeftOut:
    lost = [begun for begun in register.lost if first <= begun.began[:10] <= on]
    purposes = Counter(one.exercise.history.head.purpose for one in held) + Counter(begun.purpose for begun in lost)
    of_people = [one for one in held if one.exercise.history.head.purpose == "exercise"]
    return LeftOut(
        open=sum(not one.complete for one in of_people),
        lost=sum(begun.purpose == "exercise" for begun in lost),
        rehearsals=purposes["rehearsal"],
        demonstrations=purposes["demo"],
        incidents=purposes["incident"],
        unentered=sum(one.exercise.key in register.unentered for one in of_people),
        unreadable=len(register.unreadable),
        ledgers_unreadable=len(register.blind),
    )


def _own(clocks: Iterable[Expectation], shown: Sequence[Shown]) -> tuple[OwnClock, ...]:
    ran = last_runs(shown)
    own = [OwnClock(one, *ran[one.id]) if one.id in ran else OwnClock(one) for one in clocks]
    return tuple(sorted(own, key=lambda one: one.exercise is None))
