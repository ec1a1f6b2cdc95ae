"""Which front an exercise is shown on, and how it goes on in the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.console.setup import Prepared
from simulator.line import journey
from simulator.tui.app import Tabletop
from simulator.verbs import fronts
from simulator.verbs.fronts import conduct, has_screen
from tests.console.script import begun
from tests.exercise.walls import StillWall
from tests.tui.table import context, playing


@pytest.mark.parametrize(("term", "shown"), [("xterm-256color", True), ("dumb", False), ("", False), (None, False)])
def test_a_terminal_that_can_only_write_shows_no_screen(
    monkeypatch: pytest.MonkeyPatch, term: str | None, shown: bool
) -> None:
    monkeypatch.setattr(fronts, "has_terminal", lambda: True)
    monkeypatch.delenv("TERM", raising=False)
    if term is not None:
        monkeypatch.setenv("TERM", term)
    assert has_screen() is shown


async def test_the_palette_hands_the_exercise_over_with_its_record_held(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        session = table.session
        await table.press("f5", "escape")
        table.wall.talk(3)
        commands = {command.title: command.callback for command in table.app.get_system_commands(table.app.screen)}
        commands["Go on in lines"]()
        await table.pilot.pause()
    assert table.app.onward is not None
    assert table.app.onward.session is session
    session.tick()
    assert session.now == 12 * 60 + 3
    session.next()
    session.close()


def test_from_lines_to_the_screen_and_back_it_is_one_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared = Prepared.resumed(begun(tmp_path, StillWall()))
    seen: list[tuple[str, object]] = []

    async def in_lines(_wire: object, _context: object, start: object, *, screen: bool) -> journey.Left:
        seen.append(("lines", start))
        return journey.Left(prepared, to_screen=len(seen) == 1)

    def on_screen(app: Tabletop) -> None:
        seen.append(("screen", app.start))
        app.onward = prepared

    monkeypatch.setattr(journey, "conduct", in_lines)
    monkeypatch.setattr(Tabletop, "run", on_screen)
    assert conduct(context(tmp_path, StillWall()), prepared, lines=True) == 0
    assert seen == [("lines", prepared), ("screen", prepared), ("lines", prepared)]
    assert f"To resume: tabletop resume {prepared.session.path} --line" in capsys.readouterr().err
