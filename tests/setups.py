"""Setups for tests: one small and readable, and any number of random ones."""

from __future__ import annotations

from random import Random
from typing import Any

from simulator.model.playbook import Playbook
from simulator.model.playbooks import together
from simulator.model.setup import Setup

OPENS = "2026-07-10T17:40+09:00"
"""A Friday evening in Tokyo, twenty minutes before office hours end."""


def make_setup(
    steps: list[dict[str, Any]],
    injects: list[dict[str, Any]] | None = None,
    roles: dict[str, Any] | None = None,
    expectations: list[dict[str, Any]] | None = None,
    pace: str = "",
    team_pace: str = "",
    **scenario: Any,
) -> Setup:
    """A setup from the keys a file would have; an alert reaches ``detected`` at once unless told otherwise.

    ``pace``: the playbook's, by its 95 % point.
    """
    injects = injects or [{"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"}]
    wanted = [e["id"] for e in expectations or ()]
    return Setup.model_validate(
        {
            "scenario": {
                "id": "test",
                "category": "test",
                "title": "A test",
                "opens": OPENS,
                "timezone": "Asia/Tokyo",
                "ends_after": "72h",
                "expectations": wanted,
                "injects": injects,
            }
            | scenario,
            "playbook": {
                "id": "test",
                "title": "Test",
                "owner": "nobody",
                "version": "1",
                "reviewed": "2026-10-01",
                "steps": steps,
            }
            | ({"pace": {"p95": pace}} if pace else {}),
            "team": {
                "id": "test",
                "title": "Test",
                "timezone": "Asia/Tokyo",
                "roles": roles or {"analyst": {"people": "1", "hours": "always"}},
            }
            | ({"pace": {"p95": team_pace}} if team_pace else {}),
            "expectations": expectations or [],
        }
    )


def random_setup(rng: Random) -> Setup:
    """Any mixture of what the formats allow: shifts, calls, meetings, outcomes, loops, decisions, timeouts."""
    roles = {f"role-{n}": _role(rng) for n in range(rng.randint(1, 3))}
    if rng.random() < 0.3:
        roles["shared"] = {"same_people_as": "role-0"}
    milestones = [f"m{n}" for n in range(4)]
    injects = [_inject(rng, n, list(roles), milestones) for n in range(rng.randint(1, 4))]
    injects[0] = {"id": "inject-0", "at": "0m", "title": "First", "reaches": "m0"}
    steps: list[dict[str, Any]] = []
    for n in range(rng.randint(1, 7)):
        steps.append(_step(rng, n, steps, list(roles), milestones))
    opens = rng.choice([OPENS, "2026-07-10T08:55+09:00", "2026-12-29T23:30+09:00", "2026-03-28T22:00+01:00"])
    ends_after = rng.choice(["6h", "30h", "90h"])
    clocks = _clocks(rng, milestones)
    paces = _paces(rng, steps)
    more = _about_people(rng, steps, roles)
    _queue(Random(f"queue {steps}"), injects, steps)
    return make_setup(steps, injects, roles, clocks, *paces, opens=opens, ends_after=ends_after, **more)


def crowded_setup(rng: Random) -> Setup:
    """Few people and much to do at once: queues, meetings, shifts that end in the middle of it all."""
    roles = {f"role-{n}": _role(rng) for n in range(rng.randint(1, 2))}
    roles["shared"] = {"same_people_as": "role-0"}
    roles["robot"] = {"people": "unlimited", "hours": "always"}
    milestones = [f"m{n}" for n in range(4)]
    injects = [_inject(rng, n, list(roles), milestones) for n in range(rng.randint(3, 6))]
    injects[0] = {"id": "inject-0", "at": "0m", "title": "First", "reaches": "m0"}
    steps: list[dict[str, Any]] = []
    for n in range(rng.randint(6, 12)):
        waits = {"once": "m0"} if rng.random() < 0.5 else {}
        steps.append(_step(rng, n, steps, list(roles), milestones) | waits)
    opens = rng.choice([OPENS, "2026-07-10T08:55+09:00"])
    clocks = _clocks(rng, milestones)
    paces = _paces(rng, steps)
    more = _about_people(rng, steps, roles)
    _queue(Random(f"queue {steps}"), injects, steps)
    return make_setup(steps, injects, roles, clocks, *paces, opens=opens, ends_after="90h", **more)


def relay_setup(rng: Random) -> Setup:
    """Roles held until a milestone, by people who take turns: nights and days, absences, deputies who are busy."""
    hours = ["Mon-Sun 08:00-20:00", "Mon-Sun 20:00-08:00", "Mon-Fri 09:00-18:00", "always"]
    roles = {f"role-{n}": _role(rng) | {"hours": rng.choice(hours)} for n in range(3)}
    milestones = [f"m{n}" for n in range(4)]
    injects = [_inject(rng, n, list(roles), milestones) for n in range(rng.randint(2, 4))]
    injects[0] = {"id": "inject-0", "at": "0m", "title": "First", "reaches": "m0"}
    steps: list[dict[str, Any]] = []
    for n in range(rng.randint(4, 8)):
        steps.append(_step(rng, n, steps, list(roles), milestones))
    for n, role in enumerate(rng.sample(list(roles), 2)):
        others = [name for name in roles if name != role]
        held = {"id": f"held-{n}", "role": role, "until": rng.choice(milestones[1:]), "reaches": rng.choice(milestones)}
        steps.append(held | {"once": "m0", "deputies": _some(rng, others), "priority": str(rng.randint(1, 9))})
    away = [_absence(rng, list(roles)) for _ in range(rng.choice([0, 2, 4]))]
    _queue(Random(f"queue {steps}"), injects, steps)
    return make_setup(steps, injects, roles, _clocks(rng, milestones), ends_after="90h", away=away)


def queue_setup(rng: Random) -> Setup:
    """Steps of few people whose order is decided, among others who want the same people."""
    roles = {f"role-{n}": _role(rng) for n in range(rng.randint(1, 2))}
    milestones = [f"m{n}" for n in range(4)]
    injects = [_inject(rng, n, list(roles), milestones) for n in range(rng.randint(1, 3))]
    injects[0] = {"id": "inject-0", "at": "0m", "title": "First", "reaches": "m0"}
    steps: list[dict[str, Any]] = []
    for n in range(rng.randint(4, 9)):
        step = _step(rng, n, steps, list(roles), milestones)
        if "takes" in step and rng.random() < 0.6:  # it waits for nothing but its turn
            step = {key: step[key] for key in ("id", "takes", "role", "priority", "fails", "timeout") if key in step}
            step["role"] = {rng.choice(list(roles)): "1"}
        steps.append(step | ({} if rng.random() < 0.3 else {"once": "m0"}))
    line = rng.sample(steps, rng.randint(2, min(5, len(steps))))
    queue = [{"step": step["id"], "text": step["id"]} for step in line]
    injects[0]["decision"] = {"role": rng.choice(list(roles)), "question": "Whom first?", "takes": "0m..5m..30m"}
    injects[0]["decision"] |= {"queue": queue, "reaches": rng.choice(milestones[1:])}
    if rng.random() < 0.5:
        injects[0]["decision"]["answer_by"] = rng.choice(["0m", "20m"])
    more = _about_people(rng, steps, roles)
    return make_setup(steps, injects, roles, _clocks(rng, milestones), ends_after="90h", **more)


def several_playbooks(rng: Random) -> tuple[Setup, Setup]:
    """Any incident whose steps are dealt among two or three playbooks, and the same with one that has them all.

    What a step waits for in another playbook it waits for by its id, and nothing is sent back there.
    """
    written = rng.choice([random_setup, crowded_setup, relay_setup])(rng).normal()
    steps, pace = written["playbook"]["steps"], {"pace": written["playbook"].get("pace")}
    hands: list[list[dict[str, Any]]] = [[] for _ in range(rng.randint(2, 3))]
    for step in steps:
        rng.choice(hands).append(step)
    hands = [[_for_itself(step, hand) for step in hand] for hand in hands if hand]
    paced = rng.sample(range(len(hands)), rng.randint(1, len(hands)))
    many = [
        written["playbook"] | {"id": f"part-{n}", "steps": hand} | (pace if n in paced else {"pace": None})
        for n, hand in enumerate(hands)
    ]
    one = written["playbook"] | {"steps": [step for hand in hands for step in hand]}
    books = together([Playbook.model_validate(part) for part in many]), Playbook.model_validate(one)
    several, alone = (Setup.model_validate(written | {"playbook": book}) for book in books)
    return several, alone


def _for_itself(step: dict[str, Any], hand: list[dict[str, Any]]) -> dict[str, Any]:
    """The step as the playbook can have it that has these steps."""
    own = {other["id"] for other in hand}
    waits = {key: step.get(key) or [] for key in ("after", "after_any", "once")}
    others = [
        name for key in ("after", "after_any") for ref in waits[key] if (name := ref.partition("=")[0]) not in own
    ]
    kept = {key: [ref for ref in waits[key] if ref.partition("=")[0] in own] for key in ("after", "after_any")}
    kept["once"] = [*dict.fromkeys([*waits["once"], *others])]
    loops = step.get("repeat") and step["repeat"]["from"] in own
    return {key: value for key, value in step.items() if key != "repeat" or loops} | kept


def _about_people(rng: Random, steps: list[dict[str, Any]], roles: dict[str, Any]) -> dict[str, Any]:
    """What half of the setups have about who does the work, and what their scenarios say of it.

    Last, so that all else stays as it was.
    """
    if rng.random() < 0.5:
        return {}
    for role in roles.values():
        if "hours" in role and rng.random() < 0.2:
            role["sites"] = {"here": _site(rng, role), "there": _site(rng, role)}
            for key in ("hours", "people", "timezone"):
                role.pop(key, None)
        for reach in (role.get("on_call"), role.get("call_in")):
            if reach and rng.random() < 0.4:
                reach |= {"answers": rng.choice(["0%", "50%", "90%", "100%"]), "rings_for": rng.choice(["5m", "1h"])}
                reach |= {"then": rng.choice(list(roles))} if rng.random() < 0.7 else {}
    for step in steps:
        if rng.random() < 0.2:
            again_on = _some(rng, ["m0", "m1", "m2", "m3", "inject-0"])
            step |= {} if "until" in step else {"again_on": again_on}
        if rng.random() < (0.4 if "takes" in step else 0.9):
            role = rng.choice(list(step["role"]))
            others = [name for name in roles if name != role]
            if others:
                step["deputies"] = {role: _some(rng, others)}
    return {"away": [_absence(rng, list(roles)) for _ in range(rng.choice([0, 0, 1, 3]))]}


def _site(rng: Random, role: dict[str, Any]) -> dict[str, Any]:
    hours = rng.choice(["Mon-Fri 09:00-18:00", "Mon-Sun 18:00-03:00", "Mon-Sat 09:00-12:00, Mon-Fri 13:00-17:00"])
    timezone = rng.choice([{}, {"timezone": "Europe/London"}])
    return {"people": role["people"], "hours": hours} | timezone


def _absence(rng: Random, roles: list[str]) -> dict[str, Any]:
    absence = {"role": rng.choice(roles), "at": rng.choice(["0m", "20m", "2h", "14h"])}
    people = {"people": "1"} if rng.random() < 0.5 else {}
    return absence | people | {"for": rng.choice(["5m", "3h", "40h"])}


def _estimate(rng: Random) -> Any:
    low, likely, high = sorted(rng.choice([0, 1, 5, 20, 60, 240, 600]) for _ in range(3))
    return rng.choice([f"{likely}m", f"{low}m..{high}m", f"{low}m..{likely}m..{high}m"])


def _paces(rng: Random, steps: list[dict[str, Any]]) -> tuple[str, str]:
    """The playbook's and the team's, often none; and a step that was observed, which none stretches."""
    if rng.random() < 0.3:
        takes = {"observed": [f"{rng.choice([1, 20, 240])}m" for _ in range(rng.choice([2, 10]))]}
        step = rng.choice(steps)
        step |= {"takes": takes} if "takes" in step else {}
    return rng.choice(["", "", "3", "1.5"]), rng.choice(["", "", "", "6"])


def _clocks(rng: Random, milestones: list[str]) -> list[dict[str, Any]]:
    """None, or a few; for those that are open the incident goes on beyond the story's end."""
    return [_clock(rng, n, milestones) for n in range(rng.choice([0, 0, 1, 3]))]


def _clock(rng: Random, n: int, milestones: list[str]) -> dict[str, Any]:
    clock: dict[str, Any] = {"id": f"clock-{n}", "title": f"Clock {n}", "kind": "law"}
    start, end, other = rng.sample(milestones, 3)
    if rng.random() < 0.2:
        clock[rng.choice(["unless", "only_if"])] = other
    if rng.random() < 0.2:
        return clock | {"order": [start, end]}
    if rng.random() < 0.1:
        clock["cap"] = {"from": other, "within": "2 calendar days"}
    within = rng.choice(["30m", "5h", "40h", "200h", "3 business days", "10 calendar days", "9 business hours"])
    if "cap" in clock and within.endswith(("m", "h")):
        clock["cap"]["spares_late_start"] = "true"
    if "cap" not in clock and Random(f"away {clock} {within}").random() < 0.15:
        until = {"until": other} if "unless" not in clock and "only_if" not in clock else {}
        return clock | {"from": start, "to": end, "not_before": within} | until
    limit = {"every": within, "until": other} if Random(str(clock)).random() < 0.15 and "cap" not in clock else {}
    return clock | {"from": start, "to": end} | (limit or {"within": within})


def _role(rng: Random) -> dict[str, Any]:
    role: dict[str, Any] = {
        "people": str(rng.randint(1, 3)),
        "hours": rng.choice(["always", "Mon-Fri 09:00-18:00", "Mon-Sun 22:00-06:00, Sat 10:00-12:00"]),
    }
    if rng.random() < 0.4:
        role["on_call"] = {"answers_in": _estimate(rng), "people": "1"}
    if rng.random() < 0.4:
        role["call_in"] = {"answers_in": _estimate(rng), "stays": rng.choice(["30m", "4h"])}
    if rng.random() < 0.3:
        role["overtime"] = rng.choice(["10m", "2h"])
    if rng.random() < 0.2:
        role["timezone"] = "America/New_York"
    return role


def _some(rng: Random, things: list[str], most: int = 2) -> list[str]:
    return rng.sample(things, min(len(things), rng.randint(1, most)))


def _step(rng: Random, n: int, before: list[dict[str, Any]], roles: list[str], milestones: list[str]) -> dict[str, Any]:
    step: dict[str, Any] = {"id": f"step-{n}", "takes": _estimate(rng)}
    step["role"] = {role: str(rng.randint(1, 2)) for role in _some(rng, roles)}
    if rng.random() < 0.3:
        step["outcomes"] = {"yes": "40%", "no": {"odds": "60%", "reaches": rng.choice(milestones)}}
    if rng.random() < 0.5:
        step["reaches"] = _some(rng, milestones)
    if not before or rng.random() < 0.3:
        step["once"] = _some(rng, milestones)
    if before and rng.random() < 0.8:
        step["after"] = [_ref(rng, other) for other in rng.sample(before, min(len(before), rng.randint(1, 2)))]
    if before and rng.random() < 0.2:
        step["after_any"] = [_ref(rng, other) for other in rng.sample(before, min(len(before), 2))]
    step |= _oddities(rng, before, milestones)
    step |= _waits_longer(Random(str(step)), step, milestones)
    return _held(Random(f"held {step}"), step, milestones)


def _held(rng: Random, step: dict[str, Any], milestones: list[str]) -> dict[str, Any]:
    """Sometimes the same step as a role that is held until a milestone, from draws of its own likewise."""
    if "every" in step or rng.random() > 0.2:
        return step
    only_timed = ("takes", "outcomes", "repeat", "fails", "timeout")
    return {key: value for key, value in step.items() if key not in only_timed} | {"until": _some(rng, milestones)}


def _waits_longer(rng: Random, step: dict[str, Any], milestones: list[str]) -> dict[str, Any]:
    """A delay, or coming again; from draws of their own: what a seed has made before, it makes still."""
    more = {"delay": rng.choice(["1m", "20m", "10h"])} if rng.random() < 0.15 else {}
    if rng.random() < 0.1 and "repeat" not in step:
        more |= {"every": rng.choice(["2h", "9h"]), "until": rng.choice(milestones)}
    return more


def _oddities(rng: Random, before: list[dict[str, Any]], milestones: list[str]) -> dict[str, Any]:
    """What few steps have."""
    step: dict[str, Any] = {}
    for key in ("only_if", "unless"):
        if rng.random() < 0.1:
            step[key] = rng.choice(milestones)
    if before and rng.random() < 0.25:
        step["repeat"] = {"from": rng.choice(before)["id"], "odds": "50%", "at_most": "2"}
    if rng.random() < 0.15:
        step["fails"] = {"odds": "40%"}
    if rng.random() < 0.15:
        step["timeout"] = rng.choice(["1m", "30m", "5h"])
    if rng.random() < 0.3:
        step["priority"] = str(rng.randint(1, 9))
    if rng.random() < 0.3:
        step["calls_in"] = "true"
    return step


def _ref(rng: Random, other: dict[str, Any]) -> str:
    outcomes = ["yes", "no"] if "outcomes" in other else []
    outcomes += ["failed"] if "fails" in other else []
    return f"{other['id']}={rng.choice(outcomes)}" if outcomes and rng.random() < 0.5 else other["id"]


def _inject(rng: Random, n: int, roles: list[str], milestones: list[str]) -> dict[str, Any]:
    inject: dict[str, Any] = {"id": f"inject-{n}", "title": f"Inject {n}"}
    if rng.random() < 0.6:
        inject["at"] = f"{rng.choice([0, 20, 25, 60, 600])}m"
    if "at" not in inject or rng.random() < 0.2:
        inject["once"] = rng.choice([*milestones, "step-0", "inject-0"] if n else milestones)
        inject["delay"] = f"{rng.choice([0, 5, 60])}m"
    if rng.random() < 0.3:
        inject["unless"] = rng.choice(milestones)
    if rng.random() < 0.5:
        inject["reaches"] = rng.choice(milestones)
    if rng.random() < 0.3:
        inject["work"] = {"role": rng.choice(roles), "takes": _estimate(rng)}
    if rng.random() < 0.4:
        inject["decision"] = _decision(rng, roles, milestones)
    return inject | _wire(Random(f"wire {inject}"), inject, milestones)


def _wire(rng: Random, inject: dict[str, Any], milestones: list[str]) -> dict[str, Any]:
    """Sometimes the same message as a trip-wire, from draws of its own likewise."""
    is_late = inject.get("at", "0m") != "0m" or inject.get("delay", "0m") != "0m"
    if "once" not in inject or not is_late or rng.random() > 0.4:
        return {}
    return {"trips_on": _some(rng, [*milestones, "step-0"])}


def _queue(rng: Random, injects: list[dict[str, Any]], steps: list[dict[str, Any]]) -> None:
    """Sometimes the answer to a decision is an order of steps, from draws of its own likewise."""
    asking = [inject["decision"] for inject in injects if "role" in inject.get("decision", {})]
    if len(steps) < 2 or not asking or rng.random() > 0.5:
        return
    decision = rng.choice(asking)
    for key in ("options", "if_undecided"):
        decision.pop(key, None)
    line = rng.sample(steps, rng.randint(2, min(4, len(steps))))
    decision["queue"] = [{"step": step["id"], "text": step["id"]} for step in line]
    alike = [step for step in line if "takes" in step and not step.get("deputies")]
    for step in alike if rng.random() < 0.5 else ():
        step.pop("priority", None)
        step["role"] = alike[0]["role"]


def _decision(rng: Random, roles: list[str], milestones: list[str]) -> dict[str, Any]:
    options = [
        {"id": "one", "text": "One", "odds": "50%", "reaches": rng.choice(milestones)},
        {"id": "two", "text": "Two", "odds": "50%", "calls_in": rng.choice(roles)},
    ]
    decision: dict[str, Any] = {"role": rng.choice(roles), "question": "Which?", "takes": _estimate(rng)}
    if rng.random() < 0.6:
        decision |= {"answer_by": rng.choice(["0m", "45m"]), "if_undecided": "two"}
    if Random(f"outside {decision}").random() < 0.2:
        decision = {"outside": "An agency", "question": "May we?", "takes": decision["takes"]}
    return decision | {"options": options}
