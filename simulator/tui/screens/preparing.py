"""Set-up on one screen, with sensible choices made: Enter begins."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList, Static

from simulator.console.setup import Prepared, SetUp, refusal
from simulator.errors import TabletopError
from simulator.tui import hints, keys, page_keys, text
from simulator.tui.front import TextualFront, dialog
from simulator.tui.leaving import Leaving
from simulator.tui.rows import content
from simulator.tui.widgets.fields import PickRow, rows, values
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.seating import SeatList
from simulator.tui.widgets.writing import Writing, drafts


class Preparing(Leaving[Prepared | None]):
    """Dismissed with a new record, None for back."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(page_keys.SETUP),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    PAGE = page_keys.SETUP

    def __init__(self, setup: SetUp) -> None:
        super().__init__()
        self.setup = setup
        self._left_with: tuple[str, ...] = ()
        """What had been written when somebody was asked whether it may go."""
        self._is_whole = False
        """Whether all its fields are there: not while it is composed anew in another language."""

    @property
    def place(self) -> object:
        """Where it was asked whether what is written may go, it is another: an Escape held down is no answer."""
        return self, self._left_with

    def compose(self) -> ComposeResult:
        """Fields on the left, who sits where on the right."""
        setup = self.setup
        heading = text.line(("【演習】EXERCISE", "bold $text-error"), "  ", (setup.title, "bold"))
        yield Static(heading, id="preparing-top")
        with Horizontal(id="preparing-columns"):
            with VerticalScroll(id="choices", classes="panel", can_focus=False) as fields:
                fields.border_title = f" {setup.heading} "
                yield from rows(setup.fields)
            yield SeatList(setup.seating(), setup.voice, id="seating")
        yield Static(id="room-line")
        yield Static(id="earlier-line")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The first field has the cursor; Enter begins from anywhere."""
        self._is_whole = True
        self.query_one(f"#field-{self.setup.fields[0].id}").focus()
        self.query_one(KeyBar).hints = hints.setup(self.setup.voice)
        self._tell_room()
        self._tell_earlier()
        self.run_worker(self._remember())

    async def _remember(self) -> None:
        """What earlier exercises agreed on comes when it is known."""
        earlier = await to_thread(self.setup.context.unfinished)
        self.setup = replace(self.setup, earlier=earlier)
        if self.is_attached and self._is_whole:
            self._tell_earlier()

    async def on_pick_row_turned(self, event: PickRow.Turned) -> None:
        """Another team has other roles; another playbook other actions; another language other words."""
        if event.field == "team":
            self.query_one(SeatList).seat(self.setup.seating(event.value))
        elif event.field == "playbook":
            self._tell_earlier()
        elif event.field == "language":
            self.setup = self._chosen()
            await self._again()

    async def _again(self) -> None:
        began = {line.id: line.began for line in self.query(Writing)}
        self._is_whole = False
        await self.recompose()
        for line in self.query(Writing):
            line.began = began.get(line.id, line.began)
        self.on_mount()
        self.query_one("#field-language").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Room time: which injects are left out for it is said at once."""
        if event.input.id == "field-room":
            self._tell_room()

    def _tell_room(self) -> None:
        self.query_one("#room-line", Static).update(content(self._chosen().room_line))

    def _tell_earlier(self) -> None:
        said, shown = self._chosen().earlier_line, self.query_one("#earlier-line", Static)
        shown.display = bool(said)
        shown.update(content(said))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter on a line to write."""
        event.stop()
        self.action_begin()

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Enter among the seats."""
        self.action_begin()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        if event.action:
            self.run_worker(self.run_action(event.action))

    def action_begin(self) -> None:
        """A record is made; what cannot be played is said, with every problem."""
        voice = self.setup.voice
        try:
            prepared = self._chosen().begin()
        except TabletopError as error:
            self.app.push_screen(dialog(refusal(error, voice), voice))
            return
        if concern := prepared.concern(voice):
            self.app.notify(concern, severity="warning", markup=False)
        self.dismiss(prepared)

    def _chosen(self) -> SetUp:
        return self.setup.chosen(values(self, self.setup.fields), self.query_one(SeatList).seating.seats())

    def action_injects(self) -> None:
        """F7: which injects stay today."""
        self.run_worker(self._injects())

    async def _injects(self) -> None:
        await self._chosen().injects(TextualFront(self.app, self.setup.voice), self._changed)

    def action_report_fields(self) -> None:
        """F6: what a report says that no record holds."""
        self.run_worker(self._report_fields())

    async def _report_fields(self) -> None:
        self.setup = await self._chosen().report_fields(TextualFront(self.app, self.setup.voice))

    def _changed(self, setup: SetUp) -> None:
        """What stands behind the list follows it."""
        self.setup = setup
        if self.is_attached:
            self._tell_room()

    def action_leave(self) -> None:
        """Back; a second time where something has been written, as it would be gone."""
        written = drafts([self])
        if not written or written == self._left_with:
            self.dismiss(None)
            return
        self._left_with = written
        self.notify(hints.drops(self.setup.voice), severity="warning", markup=False)
