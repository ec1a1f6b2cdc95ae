"""Four incidents with a pace of their own, for the test of calibration: whoever edits the library changes none of them.

One incident in twenty takes three and a half times as long as usual, and what a step takes is else known within bounds.
So how fast an incident has gone tells much of how it goes on, and a forecast that does not look is found out.
"""

from __future__ import annotations

from typing import Any

from simulator.model.setup import Setup
from tests.setups import make_setup
from tests.world.plays import ALERT, step

PACE = "3.5"
"""The 95 % point."""
MORNING = "2026-07-08T09:00+09:00"
"""A Wednesday."""
OFFICE = "Mon-Fri 09:00-18:00"


def within(limit: str, to: str, start: str = "detected") -> dict[str, Any]:
    """A target with a limit."""
    name = f"{start}-{to}-{limit}"
    return {"id": name, "title": name, "kind": "own-target", "from": start, "to": to, "within": limit}


def outage() -> Setup:
    """One pair of hands after the other; the repair is looked at, and one in three is done again."""
    steps = [
        step("triage", "3m..15m..45m", once="detected", reaches="triaged"),
        step("diagnose", "12m..40m..120m", after="triage", reaches="explained"),
        step("mend", "12m..30m..90m", after="diagnose", reaches="contained"),
        step("prove", "6m..15m..45m", after="mend", repeat={"from": "mend", "odds": "30%", "at_most": "2"}),
        step("restore", "18m..60m..135m", after="prove", reaches="recovered"),
        step("tell", "12m..30m..90m", after="diagnose", reaches="customers-told"),
        step("report", "35m..90m..225m", after=["restore", "tell"], reaches="reported"),
    ]
    clocks = [within("80m", "contained"), within("2h", "contained"), within("4h", "recovered")]
    clocks += [within("3h", "customers-told"), within("6h", "reported"), within("9h", "reported")]
    roles = {"analyst": {"people": "2", "hours": "always"}}
    return make_setup(steps, roles=roles, expectations=clocks, pace=PACE, opens=MORNING)


def leak() -> Setup:
    """Two desks: one that is always there, one of office hours that is called; what it comes to is an outcome."""
    steps = [
        step("triage", "6m..15m..40m", once="detected", reaches="triaged"),
        step("scope", "35m..90m..225m", after="triage", outcomes={"personal": "70%", "none": "30%"}, reaches="scoped"),
        step("contain", "18m..45m..120m", after="triage", reaches="contained"),
        step("assess", "25m..60m..150m", role="privacy", after="scope=personal", reaches="assessed"),
        step("draft", "35m..90m..180m", role="privacy", after="assess"),
        step("sign", "12m..30m..75m", role={"privacy": "1", "analyst": "1"}, after="draft", reaches="authority-told"),
        step("erase", "35m..2h..270m", after=["contain", "scope"], reaches="recovered"),
    ]
    clocks = [within("1h", "contained"), within("2h", "scoped"), within("4h", "assessed")]
    clocks += [within("6h", "authority-told"), within("10h", "authority-told"), within("4h", "recovered")]
    roles = {
        "analyst": {"people": "2", "hours": "always"},
        "privacy": {"people": "1", "hours": OFFICE, "on_call": {"answers_in": "10m..40m"}},
    }
    return make_setup(steps, roles=roles, expectations=clocks, pace=PACE, opens=MORNING)


def theft() -> Setup:
    """A question to the head, and evidence that is saved before anything is shut; in the evening."""
    options = [
        {"id": "shut", "text": "Shut it", "odds": "60%", "reaches": "shut"},
        {"id": "watch", "text": "Watch them", "odds": "40%", "calls_in": "legal"},
    ]
    question = {"role": "head", "question": "Shut it?", "takes": "9m..30m..70m", "options": options}
    injects: list[dict[str, Any]] = [
        ALERT,
        {"id": "demand", "title": "A demand", "once": "triaged", "delay": "20m", "decision": question},
        {"id": "press", "title": "The press", "at": "3h", "work": {"role": "head", "takes": "12m..30m..90m"}},
    ]
    steps = [
        step("triage", "9m..25m..60m", once="detected", reaches="triaged"),
        step("save", "35m..80m..180m", after="triage", reaches="saved"),
        step("trace", "55m..2h..270m", after="triage", reaches="explained"),
        step("rotate", "25m..60m..135m", after="save", reaches="contained"),
        step("value", "35m..80m..180m", role="legal", after="trace", calls_in="true", reaches="assessed"),
        step("inform", "18m..40m..90m", role="head", after=["value", "rotate"], reaches="board-told"),
    ]
    clocks = [within("2h", "saved"), within("3h", "contained"), within("3h", "explained")]
    clocks += [within("6h", "assessed"), within("7h", "board-told"), within("10h", "board-told")]
    roles = {
        "analyst": {"people": "2", "hours": "always"},
        "head": {"people": "1", "hours": "always"},
        "legal": {"people": "1", "hours": OFFICE, "call_in": {"answers_in": "20m..60m", "stays": "6h"}},
    }
    return make_setup(steps, injects, roles, clocks, pace=PACE)


def abuse() -> Setup:
    """Everything at once for two people, what is urgent first; an hourly update besides."""
    steps = [
        step("triage", "3m..10m..30m", once="detected", reaches="triaged", priority="1"),
        step("block", "9m..25m..60m", after="triage", reaches="contained", priority="2"),
        step("update", "10m", after="triage", every="1h", until="recovered"),
        step("count", "35m..90m..180m", after="triage", reaches="scoped"),
        step("rotate", "25m..60m..120m", after="block", reaches="rotated", priority="3"),
        step("review", "35m..80m..180m", after="rotate", fails={"odds": "20%"}),
        step("again", "18m..40m..90m", after="review=failed", reaches="recovered"),
        step("open", "12m..30m..70m", after="review", reaches="recovered"),
        step("bill", "35m..90m..180m", after="count", reaches="settled", delay="30m"),
    ]
    clocks = [within("40m", "contained"), within("2h", "rotated"), within("4h", "recovered")]
    clocks += [within("3h", "scoped"), within("7h", "settled"), within("10h", "settled")]
    roles = {"analyst": {"people": "2", "hours": "always"}}
    return make_setup(steps, roles=roles, expectations=clocks, pace=PACE, opens=MORNING)
