"""Single changes to a playbook, team or story as people read them, on every page and screen that shows a study."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.study.gains import WhatIf
from simulator.wording.names import Names

CHANGES: dict[str, str] = {
    "one-more": "one more: {what}",
    "on-call": "on call outside hours: {what}",
    "earlier": "shift an hour earlier: {what}",
    "calls-in": "calls in who is missing: {what}",
    "no-delay": "without delay: {what}",
    "faster": "25% faster: {what}",
    "no-approval": "without approval: {what}",
    "parallel": "at the same time: {what}",
    "one-away": "without one of: {what}",
    "all-away": "without {what}",
    "half-longer": "if half as long again: {what}",
    "half-shorter": "if half as long: {what}",
}
"""Kinds of change, in words; a decision is named by its options."""
AT_ONCE = "Whether two steps may be done at the same time is for you to say: only what the files hold was looked at."
"""The caution beside changes that do two steps at the same time."""
WHENEVER_ASKED = "What each option does to it, if it is always chosen:"
"""The line above decisions."""
MISSED = "What it costs if people are out of reach for the first day, one of a role or all of them:"
"""The line above absences."""
MISSED_BY_CLOCK = "How often each clock is met if one of a role, or all of it, is out of reach for the first day:"
"""The line above the table of who is missed."""
MATTERS = 0.01
"""A change that moves a chance by less is not worth a line."""


def change_words(change: WhatIf, names: Names) -> str:
    """A change in words."""
    return said_words(change.kind, change.what, names)


def said_words(kind: str, what: Sequence[str], names: Names) -> str:
    """The same of a change by its kind, and the roles or jobs it is about."""
    if kind == "deputy":
        role, deputy = map(names.role, what)
        return names.voice("deputy for {role}: {deputy}", role=role, deputy=deputy)
    if kind not in CHANGES:
        return names.option(*what)
    roles = kind in ("one-more", "on-call", "earlier", "one-away", "all-away")
    return names.voice(CHANGES[kind], what=names.listed(names.role(n) if roles else names.work(n) for n in what))


def figures_words(change: WhatIf) -> str:
    """What stands for the change at its place in the file: ``1 → 2``; empty where it has no figures."""
    return f"{change.was} → {change.now}" if change.was or change.now else ""


def matter(changes: Sequence[WhatIf]) -> list[WhatIf]:
    """Those that are worth a line."""
    return [change for change in changes if abs(change.gain.by) >= MATTERS]


def rest_words(changes: Sequence[WhatIf], names: Names) -> str:
    """How many are not worth a line; empty where all are."""
    rest = len(changes) - len(matter(changes))
    if rest and rest == len(changes):
        return names.voice("None of {count} moves it by as much as a point.", count=rest)
    return names.voice("{count} further changes move it by less than a point.", count=rest) if rest else ""


def file_words(kind: str, names: Names) -> str:
    """The kind of file that would change, and which one it is."""
    setup, voice = names.setup, names.voice
    if kind == "playbook":
        return f"{voice('Playbook')} {setup.playbook.id}"
    if kind == "team":
        return f"{voice('Team')} {setup.team.id}"
    return f"{voice('Scenario')} {setup.scenario.id}"
