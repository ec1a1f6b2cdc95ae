"""What a player has: the roles that have a part in it, and what each decides and whom it tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from simulator.model.playbook import NONE, Step
from simulator.model.scenario import Scenario
from simulator.model.team import Role
from simulator.wording.names import Names

_DAYS = dict(zip(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "月火水木金土日", strict=True))


_HATS = 2
"""Roles of the same people that still get a card each."""


@dataclass(frozen=True, slots=True)
class Card:
    """A role as its player has it."""

    title: str
    hours: str
    """Empty for people who only stand for a role."""
    reach: tuple[str, ...]
    decides: tuple[str, ...]
    """What the playbook has it approve or settle, and whether the story asks it."""
    tells: tuple[str, ...]
    """Whom it informs, by which step."""


def cards(n: Names) -> tuple[Card, ...]:
    """The roles that have a part in it, machines left out, in the team's order.

    Two founders under eight hats get one card that names the hats.
    """
    scenario, team = n.setup.scenario, n.setup.team
    part = {role for step in n.setup.playbook.steps for role in step.roles}
    for inject in scenario.injects:
        part.update(inject.to)
        part.update(question.role for question in inject.questions if question.role)
        part.update([inject.decision.role] if inject.decision and inject.decision.role else [])
        part.update([inject.work.role] if inject.work else [])
    people = [role for role, who in team.roles.items() if role in part and who.people != "unlimited"]
    hats = {pool: [role for role in people if team.pool_of(role) == pool] for pool in map(team.pool_of, people)}
    shown = [role for role in people if len(hats[team.pool_of(role)]) <= _HATS or hats[team.pool_of(role)][0] == role]
    return tuple(_card(role, n, hats[team.pool_of(role)]) for role in shown)


def _card(role: str, n: Names, hats: Sequence[str]) -> Card:
    voice, who = n.voice, n.setup.team.roles[role]
    pool = n.setup.team.pool_of(role)
    source = n.setup.team.roles[pool]
    reach = []
    if len(hats) > _HATS:
        reach.append(voice("also: {roles}", roles=n.roles(hats[1:])))
    elif pool != role:
        reach.append(voice("the same people as {role}", role=n.role(pool)))
    if source.on_call:
        reach.append(voice("on call outside these hours"))
    if source.call_in:
        reach.append(voice("comes outside these hours when somebody calls"))
    if (who.timezone or n.setup.team.timezone) != n.setup.scenario.timezone:
        reach.append(voice("local time of {zone}", zone=who.timezone or n.setup.team.timezone))
    own = [role, *hats] if len(hats) > _HATS else [role]
    hours = "" if n.setup.team.id == NONE else _hours_at(source, n)
    return Card(n.role(role), hours, tuple(reach), _decides(own, n), _tells(own, n))


def _hours_at(role: Role, n: Names) -> str:
    """Its hours; of several sites the hours of each, in its own zone."""
    if not role.sites:
        return _hours(role.hours.written, n)
    zones = [site.timezone or n.setup.team.timezone for site in role.places]
    return n.voice.clauses(
        f"{_hours(site.hours.written, n)} ({zone})" for site, zone in zip(role.places, zones, strict=True)
    )


def _hours(written: str, n: Names) -> str:
    if written == "always":
        return n.voice("always")
    if n.voice.language == "ja":
        written = re.sub("|".join(_DAYS), lambda day: _DAYS[day[0]], written)
        return written.replace("-", "–").replace(", ", "、")
    return written.replace("-", "–")


def _decides(roles: Collection[str], n: Names) -> tuple[str, ...]:
    """Steps that approve or settle something. What the story will ask is not told, only that it may ask."""
    steps = [step for step in n.setup.playbook.steps if set(step.role) & set(roles)]
    found = [n.work(step.id) for step in steps if step.approval or step.outcomes]
    asked = [inject.decision.role for inject in n.setup.scenario.injects if inject.decision]
    return (*found, n.voice("what the facilitator asks me to decide")) if set(asked) & set(roles) else tuple(found)


def _tells(roles: Collection[str], n: Names) -> tuple[str, ...]:
    """Whom these roles inform by a step of the playbook, and then who waits for what they do.

    A step that a later message or an option starts is left out: its title and its recipient would tell the story.
    """
    recipients: dict[str, str] = {}
    ahead = _ahead(n.setup.scenario)
    own = [step for step in n.setup.playbook.steps if set(step.role) & set(roles) and ahead.isdisjoint(step.once)]
    for step in own:
        for e in n.setup.expectations:
            if e.to in step.reaches and e.recipient:
                recipients.setdefault(n.text(e.recipient), n.work(step.id))
    for step in own:
        for role in _next(step, n):
            if role not in roles:
                recipients.setdefault(n.role(role), n.milestone(f"step:{step.id}"))
    return tuple(n.voice("{whom}: {step}", whom=whom, step=step) for whom, step in recipients.items())


def _ahead(scenario: Scenario) -> frozenset[str]:
    """The milestones that messages after the opening and options reach."""
    later = [inject.reaches for inject in scenario.injects if inject.at != 0]
    chosen = [option.reaches for inject in scenario.injects if inject.decision for option in inject.decision.options]
    return frozenset(chain.from_iterable([*later, *chosen]))


def _next(step: Step, n: Names) -> Iterator[str]:
    """The roles of the steps that follow a step at once."""
    for other in n.setup.playbook.steps:
        if any(ref.step == step.id for ref in (*other.after, *other.after_any)):
            yield from other.role
