"""The program on the terminal: one way through it, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette, Provider
from textual.screen import Screen

from simulator.console.context import AppContext, Choices
from simulator.console.flows import seats
from simulator.console.flows.leaving import leave, leaving
from simulator.console.operator import Operator
from simulator.console.pages import stopped, whereabouts
from simulator.console.panels.top import BADGE, badge
from simulator.console.setup import Prepared, SetUp
from simulator.errors import Sentence
from simulator.tui import hints, keys, themes
from simulator.tui.front import TextualFront, dialog
from simulator.tui.help import Help, about
from simulator.tui.keyboard import Keyboard
from simulator.tui.palette import Commands
from simulator.tui.screens.briefing import Briefing
from simulator.tui.screens.broken import Broken
from simulator.tui.screens.conduct import Conduct
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.screens.preparing import Preparing
from simulator.tui.screens.review import Review, ReviewOfIncident
from simulator.tui.screens.stopped import Stopped
from simulator.tui.screens.study import StudyScreen
from simulator.tui.widgets.writing import drafts
from simulator.wording.voice import Voice


class Tabletop(Keyboard[None]):
    """From the library (or a scenario, or a record) through set-up, briefing and conduct to the review."""

    TITLE = BADGE
    CSS_PATH = ["styles/base.tcss", "styles/conduct.tcss", "styles/pages.tcss", "styles/study.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.EVERYWHERE)]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Commands}
    ALWAYS = keys.of("real_event", "quit")

    def __init__(self, context: AppContext, start: Choices | Prepared | None = None) -> None:
        """``start``: what set-up begins with, or a record; None for the library."""
        super().__init__()
        self.context = context
        self.start = start
        self._prepared: Prepared | None = None
        self.operator: Operator | None = None
        self.record: tuple[Path, bool] | None = None
        """The record played last, and whether it is complete."""
        self.mirror_lost: Sentence | None = None
        """Why its second copy ends before it; None where it is whole, or none was asked for."""
        self.onward: Prepared | None = None
        """The exercise that is to go on in lines; its record is still held."""
        self.stopped = False
        self._leaving = False
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK

    @property
    def voice(self) -> Voice:
        """The exercise's voice, or before there is one the language asked for."""
        return self.operator.voice if self.operator else Voice(self.context.language)

    def on_mount(self) -> None:
        """Sets out."""
        self.run_worker(self._journey())

    async def _journey(self) -> None:
        """Chooses an exercise and plays it; then, from the library, another."""
        if isinstance(self.start, Prepared):
            await self._play(self.start)
        elif self.start is not None:
            await self._set_up(self.start)
        else:
            while choices := await self.push_screen_wait(LibraryScreen(self.context)):
                await self._set_up(choices)
        self.exit()

    async def _set_up(self, choices: Choices) -> None:
        prepared = await self.push_screen_wait(Preparing(SetUp(self.context, choices)))
        if prepared is not None:
            await self._play(prepared)

    async def _play(self, prepared: Prepared) -> None:
        """Briefing, conduct, review: wherever the record stands."""
        session = prepared.session
        self._prepared = prepared
        self.title = badge(is_real=session.head.is_real)
        front = TextualFront(self, Voice(session.head.language))
        self.operator = operator = Operator(session, front, self.context.wall, opens=self.context.opens)
        try:
            operator.watch(self._heard)
            if self.context.seats_at_once:
                await seats.open_seats(operator)
            begin = partial(operator.begin, prepared.begin)
            if not operator.state.started and not await self.push_screen_wait(Briefing(operator, begin)):
                return
            operator.enter(self.context.records)
            if operator.state.stopped:
                await self._stop()
            while True:
                if operator.state.ended_at is None and not await self.push_screen_wait(
                    Conduct(operator, self.context.seer)
                ):
                    return
                operator.enter(self.context.records)
                review = ReviewOfIncident if operator.state.is_real else Review
                if await self.push_screen_wait(review(operator, self.context)):
                    return
        finally:
            await seats.close_seats(operator)
            if self.onward is None:
                session.close()
            self.record, self.mirror_lost = (session.path, session.state.closed), session.mirror_lost
            self.operator = None

    def _heard(self) -> None:
        """A real event may come from any seat."""
        if self.operator is not None and self.operator.state.stopped and self.operator.state.started:
            self.action_real_event()

    # ---- keys that work everywhere

    def action_lines(self) -> None:
        """From the palette: the same exercise, in lines."""
        self.run_worker(self._to_lines())

    async def _to_lines(self) -> None:
        written, voice = drafts(self.screen_stack), self.voice
        if not written or await self.push_screen_wait(dialog(leaving(voice, written), voice)) is not None:
            self.onward = self._prepared
            self.exit()

    def action_whereabouts(self) -> None:
        """From the palette: where the record lies, and what opens the players' window, ready to be pasted."""
        if self.operator is not None:
            self.copy_to_clipboard(whereabouts.watch_command(self.operator.session.path))
            self.push_screen(dialog(whereabouts.page(self.operator.session.path, self.voice), self.voice))

    def action_theme(self) -> None:
        """Light or dark."""
        self.theme = themes.other(self.theme)

    async def action_help(self) -> None:
        """About the screen one is on; F1 once more closes it."""
        if isinstance(self.screen, Help):
            self.screen.dismiss(None)
        elif page := about(self.screen, keys.EVERYWHERE, self.voice):
            self.push_screen(page)

    def action_real_event(self) -> None:
        """A real incident has the floor: on every screen, whatever is open."""
        if not self.stopped:
            self.stopped = True
            self.run_worker(self._stop())

    async def _stop(self) -> None:
        self.stopped = True
        try:
            operator = self.operator
            if operator is None or operator.state.is_real:
                self.notify(stopped.nothing_on(self.voice), markup=False)
                return
            stopped.stop(operator)
            stopped.go_on(operator, await self.push_screen_wait(Stopped(operator)))
        finally:
            self.stopped = False

    def action_command_palette(self) -> None:
        """Everything by name, in the table's language."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=hints.search(self.voice)))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette lists: the screen's own keys, then those that work everywhere."""
        voice = self.voice
        for key in _own(screen):
            does = partial(screen.call_later, screen.run_action, key.call)
            yield SystemCommand(_named(key, voice), keys.story(key.action, voice), does)
        for key in keys.EVERYWHERE:
            if key.action != "command_palette":
                yield SystemCommand(
                    _named(key, voice), keys.story(key.action, voice), getattr(self, f"action_{key.action}")
                )
        if self.operator is not None:
            for name, run in (("whereabouts", self.action_whereabouts), ("lines", self.action_lines)):
                yield SystemCommand(keys.label(name, voice), keys.story(name, voice), run)

    def action_help_quit(self) -> None:
        """Ctrl+C, by which many a program ends: says what does."""
        self.notify(hints.leaves(self.voice), markup=False)

    async def action_quit(self) -> None:
        """Asks first where an exercise is on: the record stays and can be resumed."""
        if isinstance(self.screen, Broken):
            self.screen.dismiss(None)
        elif not self._leaving:
            self._leaving = True
            self.run_worker(self._leave())

    async def _leave(self) -> None:
        try:
            await self._ask_to_leave()
        finally:
            self._leaving = False

    async def _ask_to_leave(self) -> None:
        operator = self.operator
        written = drafts(self.screen_stack)
        if operator is not None and not operator.state.closed:
            if await leave(operator, written):
                self.exit()
        elif not written or await self.push_screen_wait(dialog(leaving(self.voice, written), self.voice)) is not None:
            self.exit()


def _own(screen: Screen[Any]) -> tuple[keys.Key, ...]:
    """The keys of a screen that the palette lists."""
    own = ((Conduct, keys.CONDUCT), (LibraryScreen, keys.LIBRARY), (StudyScreen, keys.STUDY))
    return next((known for kind, known in own if isinstance(screen, kind)), ())


def _named(key: keys.Key, voice: Voice) -> str:
    return f"{keys.label(key.action, voice)}  ({key.shown})"
