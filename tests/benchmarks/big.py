"""Content as large as the bars ask for, made from the bundled scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.content.library import Library
from simulator.home import libraries
from simulator.model.setup import Setup
from tests.setups import make_setup


def bundled_setup(scenario: str = "model-weight-theft") -> Setup:
    """One of the bundled exercises."""
    return Library.open(libraries()).setup(scenario)


def many_injects(count: int) -> Setup:
    """A bundled exercise with so many injects, one every ten minutes."""
    setup = bundled_setup()
    document = setup.normal()
    story: dict[str, Any] = document["scenario"]
    story["ends_after"] = f"{count * 10 + 60}m"
    story["injects"] += [
        {
            "id": f"extra-{n}",
            "at": f"{n * 10}m",
            "channel": "chat",
            "title": f"Message {n}",
            "body": "Please look. " * 12,
        }
        for n in range(count - len(story["injects"]))
    ]
    return Setup.model_validate(document)


def many_waiting(steps: int) -> Setup:
    """So many steps that one person is asked for at once."""
    step = {"role": "analyst", "takes": "10m..20m..60m", "once": "detected"}
    return make_setup([{"id": f"step-{n}"} | step for n in range(steps)], ends_after="9000h")


def library_of(folder: Path, scenarios: int, injects: int) -> Path:
    """So many scenarios of so many injects, each with its playbook, beside the bundled teams and clocks."""
    for name in ("scenarios", "playbooks/teams", "playbooks/expectations"):
        (folder / name).mkdir(parents=True)
    root = libraries()[-1]
    for source in (root / "playbooks").rglob("*.yaml"):
        if source.parent.name != "playbooks":
            target = folder / "playbooks" / source.parent.name / source.name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(source.read_bytes())
    playbook = (root / "playbooks" / "harmful-output.yaml").read_text("utf-8")
    for n in range(scenarios):
        (folder / "playbooks" / f"book-{n}.yaml").write_text(playbook.replace("harmful-output", f"book-{n}"), "utf-8")
        (folder / "scenarios" / f"story-{n}.yaml").write_text(_story(n, injects), "utf-8")
    return folder


def _story(n: int, injects: int) -> str:
    head = f"""id: story-{n}
category: book-{n}
title: Story {n}
opens: 2026-07-10T18:40+09:00
timezone: Asia/Tokyo
session: {{brief: 10m, play: 65m, hot_wash: 15m}}
playbook: book-{n}
team: tokyo-platform
expectations: [own-acknowledge, own-contain, jp-appi-preliminary]
objectives:
  - {{id: contain, text: Contain the harm, look_for: [Somebody decides], shows: [contained]}}
injects:
  - {{id: alert, at: 0m, discuss: 2m, channel: siem, title: Alert, reaches: detected, objectives: [contain]}}
"""
    return head + "".join(
        f"  - id: message-{m}\n    at: {m * 10}m\n    discuss: 2m\n    channel: chat\n    title: Message {m}\n"
        f"    body: |\n      Somebody writes for the {m}th time and wants to know what is going on here.\n"
        for m in range(1, injects)
    )
