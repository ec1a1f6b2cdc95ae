"""An exercise with forms: two sheets that serve one clock, and one that serves another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.model.expectation import Expectation
from simulator.model.form import Form
from simulator.model.setup import Setup
from simulator.timeline.history import Head
from tests.exercise.walls import StillWall
from tests.tui.table import library

TOLD = {
    "id": "t-told",
    "title": {"en": "Customers told", "ja": "顧客への連絡"},
    "kind": "contract",
    "from": "detected",
    "to": "public-statement",
    "within": "24h",
}


def _item(id: str, asks: str, since: str, **rest: Any) -> dict[str, Any]:
    return {"id": id, "asks": asks, "provisional_from": since, "full_from": since} | rest


WHAT = _item("what", "What happened", "triaged")
NOTICED = _item("noticed", "When it was noticed", "detected", awareness="true")
SHEET = {
    "id": "sheet",
    "title": {"en": "Customer's sheet", "ja": "顧客指定の報告票"},
    "serves": "t-told",
    "recipient": "The customer's desk",
    "items": [
        _item("who", "Whom to ask", "given"),
        NOTICED,
        WHAT,
        _item("records", "How many records", "scope-known"),
        _item("cause", "Why it happened", "cause-known", first="unknown-ok"),
        _item("plan", "How we respond", "eradicated", first="unknown-ok") | {"provisional_from": "given"},
    ],
}
ATTACK = {
    "id": "attack-sheet",
    "title": {"en": "Sheet for attacks", "ja": "攻撃用の報告票"},
    "serves": "t-told",
    "applies_if": "attack-known",
    "items": [WHAT],
}
BOARD = {
    "id": "board",
    "title": {"en": "Word to the board", "ja": "取締役会への報告"},
    "serves": "t-contain",
    "items": [NOTICED, WHAT],
}


def setup() -> Setup:
    """The tests' own scenario, with one more clock and the forms."""
    plain = library().setup("lost-weights")
    told = Expectation.model_validate(TOLD)
    forms = tuple(Form.model_validate(form) for form in (SHEET, ATTACK, BOARD))
    return plain.model_copy(update={"expectations": (*plain.expectations, told), "forms": forms})


def begun(folder: Path, wall: StillWall | None = None, language: str = "en") -> Session:
    """A record just after STARTEX, on which the playbook runs itself."""
    folder.mkdir(exist_ok=True)
    head = Head(setup(), seed=7, language=language, created="2026-11-23T10:00:00+09:00")
    session = Session.start(folder / "record.jsonl", head, wall=wall or StillWall())
    session.act(c.Begin(self_running=True, reveal=("clocks",)))
    return session
