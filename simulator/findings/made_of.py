"""What an exercise was made of, in marks that tell whether two tables had the same before them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from simulator.model.scenario import Session
from simulator.timeline.history import Head

_RULES = ("expectations", "public_holidays", "weeks")
"""What of a setup says which clocks there are, and when they end."""
_ANY = Session(brief=0, play=0, hot_wash=0)


@dataclass(frozen=True, slots=True)
class MadeOf:
    """The first sixteen digits of the sha256 of each part; equal where the parts are."""

    scenario: str
    """Without how long the room has for it: that is the facilitator's."""
    playbook: str
    team: str
    rules: str
    """The expectations, with the days that they do not count."""


def made_of(head: Head) -> MadeOf:
    """The marks of an exercise."""
    setup = head.setup

    def mark(*parts: str) -> str:
        return _mark(setup.model_dump(mode="json", exclude_defaults=True, include={*parts}))

    told = setup.model_copy(update={"scenario": setup.scenario.model_copy(update={"session": _ANY})})
    scenario = told.model_dump(mode="json", exclude_defaults=True, include={"scenario", "artefacts"})
    return MadeOf(_mark(scenario), mark("playbook"), mark("team"), mark(*_RULES))


def _mark(part: Any) -> str:
    return sha256(json.dumps(part, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
