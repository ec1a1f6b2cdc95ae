"""Prosimos: the playbook as BPMN, cases that share one staff. Lognormal figures, as it knows no triangular ones."""

from __future__ import annotations

import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from tests.benchmarks.rivals.playbook import BACK_TO, FOLLOWERS, NUMBER, ODDS, ROLES, SENDER, STEPS, Step, lognormal

_DAY = {"beginTime": "00:00:00.000", "endTime": "23:59:59.999"}
_ALWAYS = [{"from": "MONDAY", "to": "SUNDAY"} | _DAY]
_NO_LIMIT = 1e9
_START = "2025-01-06 00:00:00.000000+00:00"
_DECLARE, _CANARY, _ROOT = NUMBER["declare"], NUMBER["canary"], NUMBER["rootcause"]


def cases(seed: int, count: int, every: int) -> list[Any]:
    """So many cases, one every so many seconds; its own traces of them.

    Called so that it neither writes a file nor sums up: the fastest it can be.
    """
    from prosimos.simulation_engine import run_simulation

    random.seed(seed)
    np.random.seed(seed)
    with TemporaryDirectory() as folder:
        model, staff = Path(folder) / "playbook.bpmn", Path(folder) / "staff.json"
        model.write_text(_model(), "utf-8")
        staff.write_text(json.dumps(_parameters(every)), "utf-8")
        arrivals = [float(n * every) for n in range(count)]
        played = run_simulation(str(model), str(staff), count, starting_at=_START, fixed_arrival_times=arrivals)
    traces: list[Any] = played.log_info.trace_list
    return traces


def activities(traces: list[Any]) -> int:
    """Steps done, visits counted one by one."""
    return sum(len(trace.event_list) for trace in traces)


def cycle_times(traces: list[Any]) -> list[float]:
    """Minutes from each case's start to its end."""
    return [(trace.completed_at - trace.started_at).total_seconds() / 60 for trace in traces]


def _model() -> str:
    tasks = "".join(f'<bpmn:task id="{step.id}" name="{step.id}"/>' for step in STEPS)
    gates = "".join(
        f'<bpmn:{kind}Gateway id="{name}"/>'
        for kind, name in (("parallel", "fork"), ("parallel", "join"), ("exclusive", "enter"), ("exclusive", "leave"))
    )
    flows = "".join(
        f'<bpmn:sequenceFlow id="{source}-to-{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in _flows()
    )
    ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="rivals" targetNamespace="x">'
        f'<bpmn:process id="playbook" isExecutable="false">{ends}{tasks}{gates}{flows}</bpmn:process>'
        "</bpmn:definitions>"
    )


def _flows() -> list[tuple[str, str]]:
    """Source and target; a fork, a join and the loop each pass a gateway."""
    flows = [("start", STEPS[0].id), (STEPS[-1].id, "end")]
    for number, step in enumerate(STEPS):
        for follower in FOLLOWERS[number]:
            source = {_DECLARE: "fork", SENDER: "leave"}.get(number, step.id)
            target = {BACK_TO: "enter", _ROOT: "join"}.get(follower, STEPS[follower].id)
            flows.append((source, target))
    inside = [(_DECLARE, "fork"), (SENDER, "leave")]
    flows += [(STEPS[number].id, gate) for number, gate in inside]
    return [*flows, ("join", STEPS[_ROOT].id), ("enter", STEPS[BACK_TO].id), ("leave", "enter")]


def _parameters(every: int) -> dict[str, Any]:
    return {
        "resource_profiles": [
            {"id": role, "name": role, "resource_list": [_person(role, n) for n in range(people)]}
            for role, people in ROLES.items()
        ],
        "arrival_time_distribution": {"distribution_name": "fix", "distribution_params": [{"value": every}]},
        "arrival_time_calendar": _ALWAYS,
        "gateway_branching_probabilities": [
            {
                "gateway_id": "leave",
                "probabilities": [
                    {"path_id": "leave-to-enter", "value": ODDS},
                    {"path_id": f"leave-to-{STEPS[_CANARY].id}", "value": 1 - ODDS},
                ],
            }
        ],
        "task_resource_distribution": [_task(step) for step in STEPS],
        "resource_calendars": [{"id": "always", "name": "always", "time_periods": _ALWAYS}],
        "event_distribution": [],
        "batch_processing": [],
        "case_attributes": [],
        "prioritisation_rules": [],
    }


def _person(role: str, number: int) -> dict[str, Any]:
    return {
        "id": f"{role}-{number}",
        "name": f"{role}-{number}",
        "cost_per_hour": 0,
        "amount": 1,
        "calendar": "always",
        "assignedTasks": [step.id for step in STEPS if step.role == role],
    }


def _task(step: Step) -> dict[str, Any]:
    figures = (*lognormal(step).moments, 0, _NO_LIMIT)
    drawn = {"distribution_name": "lognorm", "distribution_params": [{"value": figure} for figure in figures]}
    people = range(ROLES[step.role])
    return {"task_id": step.id, "resources": [{"resource_id": f"{step.role}-{n}"} | drawn for n in people]}
