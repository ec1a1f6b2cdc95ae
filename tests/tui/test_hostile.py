"""Text that would be markup, links or actions elsewhere is shown as it stands, on every screen it reaches."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.console.context import AppContext
from simulator.exercise.session import Session
from simulator.timeline.history import Head
from simulator.tui.screens.study import StudyScreen
from tests.exercise.walls import StillWall
from tests.setups import make_setup
from tests.tui.table import opened

EVIL = "[/b] [CVE-2024-1] [@click=app.quit]go[/] [bold red]x [AI"


def setup() -> Any:
    return make_setup(
        [{"id": "fix", "title": EVIL, "role": "analyst", "takes": "10m", "once": "detected", "reaches": "fixed"}],
        [
            {
                "id": "alert",
                "at": "0m",
                "title": EVIL,
                "from": EVIL,
                "body": f"{EVIL}\n\n> {EVIL}\n\n- {EVIL}",
                "reaches": "detected",
                "facilitator": EVIL,
                "questions": [EVIL],
                "expects": [{"text": EVIL}],
                "artefacts": [{"file": "a.txt", "title": EVIL}],
                "objectives": ["goal"],
                "decision": {
                    "role": "analyst",
                    "question": EVIL,
                    "takes": "5m",
                    "options": [{"id": "one", "text": EVIL}, {"id": "two", "text": EVIL}],
                },
            }
        ],
        {"analyst": {"title": EVIL, "people": "1", "hours": "always"}},
        [{"id": "t", "title": EVIL, "kind": "own-target", "from": "detected", "to": "fixed", "within": "4h"}],
        title=EVIL,
        briefing=EVIL,
        objectives=[{"id": "goal", "text": EVIL, "look_for": [EVIL], "shows": ["fixed"]}],
        if_asked=[{"ask": EVIL, "answer": EVIL}],
    )


async def test_markup_in_a_scenario_is_only_text(tmp_path: Path) -> None:
    session = Session.start(tmp_path / "record.jsonl", Head(setup(), seed=1), wall=StillWall())
    async with opened(tmp_path, session=session) as table:
        await table.press("enter", "enter")
        shown = table.shown()
        assert shown.count("[/b] [CVE-2024-1]") > 5
        assert "[@click=app.quit]go[/]" in shown
        await table.press("f3", "f3")
        assert "[/b] [CVE-2024-1]" in table.shown()
        await table.press("escape", "f4", "escape", "f7", "escape", "ctrl+a", "escape", "enter", "right", "escape")
        await table.press("f2", "tab", f'"{EVIL.replace("[", "").replace("]", "")[:8]}"', "enter", "f2", "f2", "escape")
        await table.press("f6", "escape", "f5", "escape", "f9", "enter", "enter", "enter", "enter", "f9")
        assert isinstance(table.app.context, AppContext)
        assert "[/b] [CVE-2024-1]" in table.shown() or "rating" in table.shown()


async def test_typed_brackets_are_only_text_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press("enter", "enter", "enter", "f2")
        await table.press("left_square_bracket", "slash", "b", "right_square_bracket", "enter")
        assert "Observed: [/b]" in table.shown()


async def test_a_study_of_it_shows_it_as_text_in_every_view(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        screen = StudyScreen(replace(table.app.context, runs=20), setup(), "en")
        table.app.push_screen(screen)
        await table.pilot.pause()
        for view in ("1", "2", "f5"):
            for worker in [w for w in table.app.workers if w.group == "study"]:
                await worker.wait()
            await table.press(view)
            assert "[/b] [CVE-2024-1]" in table.shown()
        for worker in [w for w in table.app.workers if w.group == "study"]:
            await worker.wait()
        await table.press("enter")
        assert screen.studying.ranking is not None
        assert "[/b] [CVE-2024-1]" in table.shown()
