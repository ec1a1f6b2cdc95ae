"""A table to sit at: the app on the tests' own small library, with a wall clock turned by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from textual import events
from textual._compositor import Compositor
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from simulator.console.context import AppContext, Choices
from simulator.console.operator import Operator
from simulator.console.setup import Prepared
from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.home import libraries
from simulator.plan.tables import Plan
from simulator.study.forecast import draws_of, forecast
from simulator.study.statistics import Share
from simulator.timeline.state import State
from simulator.tui.app import Tabletop
from tests.exercise.walls import StillWall
from tests.tui import styling as styling
from tests.tui.screen_text import screen_text

LIBRARY = Path(__file__).parent / "library"
WIDE, SMALL = (120, 36), (80, 24)

FRAME_S = 1 / 50
"""Seconds in which what works beside the screen has begun to show there."""


_render = Compositor.render_update
painting = ContextVar("painting", default=False)
"""Whether every frame is painted, as for somebody who sits before it."""


def _render_if_looked_at(compositor: Compositor, full: bool = False, **how: Any) -> RenderableType | None:
    """Of a screen that nobody sees no frame is painted, which is a third of the time; a look paints it in full."""
    return _render(compositor, full, **how) if full or painting.get() else None


Compositor.render_update = _render_if_looked_at  # type: ignore[assignment, method-assign]


class Here:
    """Tells chances as ``ForecastProcess`` does, from fewer runs and without a process."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan, self.draws = plan, draws_of(seed, runs=100)

    def chances(self, state: State) -> Mapping[str, Share]:
        return forecast(self.plan, state, self.draws)

    def close(self) -> None:
        """Nothing to end."""


CHARACTERS = {
    "enter": "\r",
    "space": " ",
    "tab": "\t",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "slash": "/",
}


def one_read(app: App[Any], *keys: str) -> None:
    """What a terminal hands over at once."""
    for key in keys:
        for name in key.strip('"') if key.startswith('"') else [key]:
            app.post_message(events.Key(name, name if len(name) == 1 else CHARACTERS.get(name)))


def _waits(screen: Screen[Any]) -> bool:
    """Whether something on the screen is to be styled, laid out or painted yet, or a message to be read."""
    parts = [screen, *screen.walk_children(Widget)]
    return (
        bool(screen._dirty_widgets or screen._callbacks or screen._recompose_required)
        or any(
            part._refresh_styles_required or part._layout_required or part._scroll_required or part._repaint_required
            for part in parts
        )
        or any(not part._message_queue.empty() for part in (screen.app, *parts))
    )


@dataclass
class Table:
    """The app and the hands at its keys."""

    app: Tabletop
    pilot: Pilot[Any]
    wall: StillWall

    async def press(self, *keys: str) -> None:
        """Keys one after another, each heard before the next; ``"words"`` in quotes come as if pasted."""
        for key in keys:
            if key.startswith('"'):
                assert isinstance(self.app.focused, Input)
                self.app.focused.insert_text_at_cursor(key.strip('"'))
            else:
                one_read(self.app, key)
            await self.app.heard()
            await self.settled()

    async def together(self, *keys: str) -> None:
        """Keys of one read: on their way before any has been heard; ``"words"`` in quotes come letter by letter."""
        one_read(self.app, *keys)
        await self.app.heard()
        await self.settled()

    async def settled(self) -> None:
        """Until the screen is as it will stay: a frame laid out may be what the next is drawn for."""
        await self.pilot.pause(FRAME_S)
        for _ in range(100):
            if self.app._exit or not _waits(self.app.screen):
                return
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()
        raise AssertionError("the screen does not come to rest")

    def shown(self) -> str:
        """The screen as text."""
        return screen_text(self.app)

    async def let_a_deadline_go_by(self) -> None:
        """Nobody orders anything, until what passed tells of the first deadline missed."""
        self.session.act(c.SetPace(1, self_running=False))
        for _ in range(9):
            await self.press("f5", "f5")
            if "deadline missed" in self.shown():
                return
            await self.press("escape")
        raise AssertionError("no deadline was missed")

    async def foreseen(self) -> None:
        """Waits until the chances on the screen are those of what happened last."""
        for asking in [worker for worker in self.app.workers if worker.group == "forecast"]:
            await asking.wait()
        await self.pilot.pause()

    @property
    def session(self) -> Session:
        assert self.app.operator is not None
        return self.app.operator.session


@cache
def library() -> Library:
    """The tests' library first, then the bundled one; read once, as no test writes to them."""
    return Library.open([LIBRARY, *libraries()])


def context(folder: Path, wall: StillWall, language: str = "en", **doors: Any) -> AppContext:
    """Records in a folder of the test; nobody tells chances unless asked to, as that is some work after every key."""
    doors.setdefault("seer", None)
    return AppContext(library(), folder / "records", language, wall=wall, **doors)


@asynccontextmanager
async def opened(
    folder: Path,
    *,
    language: str = "en",
    size: tuple[int, int] = WIDE,
    scenario: str | None = "lost-weights",
    session: Session | None = None,
    wall: StillWall | None = None,
    deaf: float = 0,
    waits: bool = False,
    **doors: Any,
) -> AsyncIterator[Table]:
    """The program as somebody starts it: at set-up, or at the library, or on a record; ``waits``: as resumed."""
    wall = wall or StillWall()
    choices = Choices(scenario, language=language, seed=7) if scenario and session is None else None
    prepared = None
    if session:
        prepared = Prepared.resumed(session) if waits else Prepared(session, c.Begin(reveal=Choices.reveal))
    app = Tabletop(context(folder, wall, language, **doors), prepared or choices)
    before, Operator.NEXT_DEBOUNCE_S = Operator.NEXT_DEBOUNCE_S, deaf
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await pilot.pause()
            yield Table(app, pilot, wall)
    finally:
        Operator.NEXT_DEBOUNCE_S = before


@asynccontextmanager
async def playing(folder: Path, *, bell: bool = False, **options: Any) -> AsyncIterator[Table]:
    """After STARTEX, as if dropped and resumed at once: set-up and briefing have tests of their own."""
    wall, choices = StillWall(), Choices("lost-weights", seed=7)
    session = context(folder, wall).start(choices, library().setup(choices.scenario))
    session.act(c.Begin(reveal=choices.reveal, bell=bell))
    async with opened(folder, session=session, wall=wall, **options) as table:
        yield table
