"""The players' window: follows a record that another process writes, and shows what players may see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from simulator.console import log
from simulator.console.scene import Scene, arrived
from simulator.console.sights import eyes
from simulator.errors import TabletopError
from simulator.exercise.duty import staff
from simulator.exercise.seats import WALL
from simulator.journal.follow import Follower
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.timeline.history import History
from simulator.tui.leaving import Leaving
from simulator.tui.screens.reading import Reading
from simulator.tui.widgets.columns import columns
from simulator.tui.widgets.injects import Injects
from simulator.tui.widgets.log import LogStrip
from simulator.tui.widgets.message import MessagePanel
from simulator.tui.widgets.topline import TopLine
from simulator.wording.voice import Voice


class Players(Leaving[None]):
    """Reads only. The newest message always comes up; the arrows look back at earlier ones."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.quit", show=False)]
    EVERY = 0.5
    """Seconds between looks at the record."""

    scene: reactive[Scene | None] = reactive(None, init=False, repaint=False)

    def __init__(self, follower: Follower, language: str = "") -> None:
        super().__init__()
        self._follower = follower
        self._language = language
        self._plan: Plan | None = None
        self._known: frozenset[str] = frozenset()
        self._shown = ""

    def compose(self) -> ComposeResult:
        """The console's parts, fewer of them."""
        yield TopLine(id="top").data_bind(Players.scene)
        yield Static(id="curtain")
        yield from columns(Players.scene)
        with Vertical(id="foot"):
            yield LogStrip(id="log").data_bind(Players.scene)

    def on_mount(self) -> None:
        """Looks at once, then again and again."""
        self.look()
        self.query_one(Injects).focus()
        self.set_interval(self.EVERY, self.look)

    def look(self) -> None:
        """Shows what is new in the record."""
        try:
            history = self._follower.poll()
        except TabletopError as error:
            self.query_one("#curtain", Static).update(Content(Voice(self._language or "en")(error.sentence)))
            self.add_class("-curtain")
            return
        if history is not None:
            self._show(history)

    def _show(self, history: History) -> None:
        setup, state = history.head.setup, history.state()
        voice = Voice.of(setup, self._language or history.head.language)
        self._plan = self._plan or compile_plan(setup)
        names = [name for name, _ in arrived(state)]
        if [name for name in names if name not in self._known] or self._shown not in names:
            self._shown = names[-1] if names else ""
        self._known = frozenset(names)
        self.scene = Scene(
            setup=setup,
            state=state,
            voice=voice,
            now=state.now,
            room=state.room,
            staff=staff(self._plan, state) if "team" in state.reveal else (),
            told=log.latest(history.moves, eyes(WALL, setup, state, voice)),
            shown=self._shown,
            players=True,
        )
        show_only_revealed(self, self.scene)
        words = _curtain(self.scene)
        self.set_class(bool(words), "-curtain")
        self.query_one("#curtain", Static).update(words)

    def on_injects_looked(self, event: Injects.Looked) -> None:
        """Somebody looks back."""
        if self.scene is not None:
            self._shown = event.inject
            self.scene = _looking_at(self.scene, event.inject)

    def on_injects_paged(self, event: Injects.Paged) -> None:
        """The message scrolls while the list has the cursor."""
        message = self.query_one(MessagePanel)
        message.scroll_relative(y=event.by * max(message.size.height - 2, 1), animate=False)

    def on_injects_opened(self, event: Injects.Opened) -> None:
        """Full screen, here too."""
        if self.scene is not None:
            self.app.push_screen(Reading(_looking_at(self.scene, event.inject)))


def show_only_revealed(screen: Screen[Any], scene: Scene) -> None:
    """Parts that these eyes may not see give their room to the message."""
    for what in ("clocks", "playbook", "team"):
        screen.set_class(not scene.sees(what), f"-no-{what}")
    screen.set_class(not scene.sees("clocks") and not scene.sees("team"), "-no-right")


def _looking_at(scene: Scene, inject: str) -> Scene:
    return replace(scene, shown=inject)


def _curtain(scene: Scene) -> Content:
    """What covers the wall before, after and when a real event has the floor; empty while play is on."""
    voice, state = scene.voice, scene.state
    if state.stopped:
        return Content.assemble(("■ REAL EVENT  ·  実事案発生", "bold"), "\n\n", voice("The exercise is stopped."))
    title = voice.text(scene.setup.scenario.title)
    if not state.started:
        return Content.assemble((title, "bold"), "\n\n", voice("The exercise begins shortly."))
    if state.ended_at is not None:
        return Content.assemble(("ENDEX", "bold"), "\n\n", voice("The play has ended. Thank you."))
    return Content("")
