"""Files changed so that they say another value: they read back as meant, and every other byte stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simulator.content.edits import edited
from simulator.content.reading import validate
from simulator.content.yaml_nodes import parse
from simulator.errors import TabletopError
from simulator.model.base import Value
from simulator.model.estimates import Estimate
from simulator.model.kinds import PLAYBOOK, TEAM
from simulator.model.playbook import Playbook, Ref, Step
from simulator.model.team import OnCall, Role, Team

HEAD = "id: ours\nowner: us\nversion: '1'\nreviewed: 2026-10-01\nsteps:\n"
STEP = "  - id: look # first\n    role: a\n    once: detected\n"
Change = Callable[[Step], dict[str, Any]]
FASTER: Change = lambda step: {"takes": step.takes.scaled(0.5) if step.takes else None}  # noqa: E731
WAITS: Change = lambda step: {"after": (Ref("see"), Ref("tell"))}  # noqa: E731

STEPS = {
    "a figure": (FASTER, "    takes: 10m..20m # r", "    takes: 5m..10m # r"),
    "in quotes": (FASTER, "    takes: '10m'", "    takes: '5m'"),
    "one of several figures": (
        FASTER,
        "    takes: {p50: 10m,  p95: 1h, basis: 'measured: log'} # r",
        "    takes: {p50: 5m,  p95: 30m, basis: 'measured: log'} # r",
    ),
    "below each other": (
        FASTER,
        "    takes:\n      p50: 10m # r\n      # s\n      p95: 1h",
        "    takes:\n      p50: 5m # r\n      # s\n      p95: 30m",
    ),
    "in a shape that is not ours": (
        FASTER,
        "    takes: {low: 2m, likely: 4m, high: 6m, basis: measured} # r",
        "    takes: {estimate: 1m..2m..3m, basis: measured} # r",
    ),
    "a further key": (
        lambda _: {"calls_in": True},
        "    takes: 10m # r\n    # s\n    reaches: seen",
        "    takes: 10m # r\n    calls_in: true\n    # s\n    reaches: seen",
    ),
    "another word": (
        lambda _: {"after": (Ref("tell"),)},
        "    takes: 10m\n    after: 'see' # r",
        "    takes: 10m\n    after: 'tell' # r",
    ),
    "a list": (WAITS, "    takes: 10m\n    after: see # r", "    takes: 10m\n    after: [see, tell] # r"),
    "a longer list": (
        WAITS,
        "    takes: 10m\n    after:\n      - see # r\n    # s",
        "    takes: 10m\n    after:\n      - see # r\n      - tell\n    # s",
    ),
    "another list": (
        WAITS,
        "    takes: 10m\n    after:\n    - see # r\n    - ask # s\n    # t",
        "    takes: 10m\n    after:\n    - see # r\n    - tell\n    # t",
    ),
    "a key less": (
        lambda _: {"delay": 0},
        "    delay: 5m # r\n    # s\n    takes: 10m",
        "    # s\n    takes: 10m",
    ),
    "what stands there though it is the default": (
        lambda _: {"calls_in": True},
        "    takes: 10m\n    calls_in: false # r",
        "    takes: 10m\n    calls_in: true # r",
    ),
}
OTHERS = "".join(f"  - {{id: {name}, role: a, takes: 5m, once: detected}}\n" for name in ("see", "tell", "ask"))


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("change", "old", "new"), STEPS.values(), ids=STEPS)
def test_only_what_differs_is_written(change: Change, old: str, new: str, end: str) -> None:
    def file(lines: str) -> bytes:
        return f"\ufeff{HEAD}{STEP}{lines}\n{OTHERS}".replace("\n", end).encode()

    playbook = _read(file(old), PLAYBOOK)
    assert isinstance(playbook, Playbook)
    (step, *_) = playbook.steps
    now = playbook.with_steps({"look": step.model_copy(update=change(step))})
    assert edited(file(old), "p.yaml", PLAYBOOK, now).decode() == file(new).decode()


def _read(data: bytes, kind: Any) -> Value:
    [item] = validate(parse(data, "p.yaml"), kind)
    assert item.value is not None, item.problems
    value: Value = item.value
    return value


TEAM_HEAD = "id: ours\ntitle: T\ntimezone: Asia/Tokyo\nroles:\n"
CALLED = {"on_call": OnCall(answers_in=Estimate("fixed", (600,)))}
ROLES = {
    "one more": ({"ops": {"people": 2}}, "  ops:\n    people: 1 # r", "  ops:\n    people: 2 # r"),
    "in braces": (
        {"ops": {"people": 2}},
        "  ops: {people: 1, hours: always} # r",
        "  ops: {people: 2, hours: always} # r",
    ),
    "on call": (
        {"ops": CALLED},
        '  ops: {people: 1, hours: "Mon-Fri 09:00-18:00"} # r',
        '  ops: {people: 1, hours: "Mon-Fri 09:00-18:00", on_call: {answers_in: 10m}} # r',
    ),
    "nothing yet": ({"ops": {"people": 2}}, "  ops: {} # r", "  ops: {people: 2} # r"),
    "a further role": (
        {"nobody-1": {"people": "unlimited"}},
        "  ops:\n    people: 1 # r",
        "  ops:\n    people: 1 # r\n  nobody-1: {people: unlimited}",
    ),
}


@pytest.mark.parametrize(("changed", "old", "new"), ROLES.values(), ids=ROLES)
def test_so_it_is_with_people(changed: dict[str, dict[str, Any]], old: str, new: str) -> None:
    before = f"{TEAM_HEAD}{old}\n# the end\n".encode()
    team = _read(before, TEAM)
    assert isinstance(team, Team)
    roles = {name: team.roles.get(name, Role()).model_copy(update=keys) for name, keys in changed.items()}
    now = team.model_copy(update={"roles": team.roles | roles})
    assert edited(before, "t.yaml", TEAM, now).decode() == f"{TEAM_HEAD}{new}\n# the end\n"


IN_BRACES = "  - {id: look, role: a, takes: 10m, once: detected} # r\n"


@pytest.mark.parametrize("look", [IN_BRACES, f"{STEP}    takes: 10m # r\n"], ids=["braces", "below each other"])
def test_a_further_step_stands_behind_the_one_before_it(look: str) -> None:
    before = f"{HEAD}{look}{OTHERS}".encode()
    playbook = _read(before, PLAYBOOK)
    assert isinstance(playbook, Playbook)
    further = Step(id="call", role={"a": 1}, takes=Estimate("fixed", (0,)), once=("detected",), calls_in=True)
    first, *rest = playbook.steps
    now = playbook.model_copy(update={"steps": (first, further, *rest)})
    lines = "  - id: call\n    role: a\n    takes: 0m\n    once: [detected]\n    calls_in: true\n"
    assert edited(before, "p.yaml", PLAYBOOK, now).decode() == f"{HEAD}{look}{lines}{OTHERS}"


def test_what_cannot_be_read_is_not_changed() -> None:
    playbook = _read(f"{HEAD}{OTHERS}".encode(), PLAYBOOK)
    with pytest.raises(TabletopError) as told:
        edited(b"id: ours\nsteps: [\n", "p.yaml", PLAYBOOK, playbook)
    assert told.value.problems
