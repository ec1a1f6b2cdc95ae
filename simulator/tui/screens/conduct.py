"""The main screen: the exercise while it is played. It lays out, listens and hands on; flows do the asking."""

from __future__ import annotations

import gc
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import reactive

from simulator.console import news
from simulator.console.acts import ACTS, Flow
from simulator.console.chances import Chances
from simulator.console.flows import criteria, seen, telling
from simulator.console.forecasts import ForecastFeed, Seer
from simulator.console.operator import Operator
from simulator.console.pages import resumed
from simulator.console.panels.messages import plain_text
from simulator.console.view import View
from simulator.timeline.state import State
from simulator.tui import hints, keys
from simulator.tui.leaving import Leaving
from simulator.tui.screens.reading import Reading
from simulator.tui.showing import Showing
from simulator.tui.widgets.columns import PARTS, columns, show_revealed, show_tab, tabs
from simulator.tui.widgets.entry import Entry
from simulator.tui.widgets.injects import Injects
from simulator.tui.widgets.joining import JoinLine
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.large import LargeType
from simulator.tui.widgets.log import WIDE, LogStrip
from simulator.tui.widgets.message import MessagePanel
from simulator.tui.widgets.status import StatusLine
from simulator.tui.widgets.tabs import TabLine
from simulator.tui.widgets.topline import TopLine


class Conduct(Leaving[bool]):
    """Dismissed with True when play has ended and the review is to follow."""

    PAGE = keys.CONDUCT
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.CONDUCT),
        Binding("tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
        *(Binding(str(number), f"tab({number})", show=False) for number in range(1, len(PARTS) + 1)),
    ]
    GC_THRESHOLD = 20_000
    """Objects made since garbage was last collected, at which it is worth a look."""
    GC_ROUNDS = 10
    """Looks at young objects alone, after which all are looked at."""

    showing: reactive[Showing | None] = reactive(None, init=False, repaint=False)
    tab: reactive[str] = reactive("message", init=False, repaint=False)

    def __init__(self, operator: Operator, seer: Seer | None = None) -> None:
        super().__init__()
        self.operator = operator
        self._par: State | None = None
        self._outlook = ForecastFeed(operator.session, seer) if seer else None
        came = [message.id for message in operator.view().messages]
        self._known = frozenset(came)
        self._shown = came[-1] if came else ""
        self._unread = frozenset({self._shown} - {""})
        self._asking = False

    def compose(self) -> ComposeResult:
        """Top line, three columns, what happened last, keys."""
        yield TopLine(id="top").data_bind(Conduct.showing)
        yield TabLine(id="tabs")
        yield StatusLine(id="status").data_bind(Conduct.showing)
        yield from columns(Conduct.showing)
        yield LargeType(id="large").data_bind(Conduct.showing)
        names = self.operator.names
        objectives = [(o.id, names.text(o.text)) for o in self.operator.setup.scenario.objectives]
        yield JoinLine(id="join").data_bind(Conduct.showing)
        with Vertical(id="foot"):
            yield LogStrip(id="log").data_bind(Conduct.showing)
            yield Entry(objectives, "◆", hints.entry(self.operator.voice))
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Draws once, then listens to the room's clock."""
        self.watch_tab(self.tab)
        self.redraw()
        self.query_one(Injects).focus()
        self.set_interval(1, self._tick)
        self.call_after_refresh(self._settle)
        news.taken_up(self.operator)
        self._flow(self._go_on)

    # ---- what is seen

    def redraw(self) -> None:
        """One new view; widgets draw what is new to them, all in one repaint."""
        with self.app.batch_update():
            view = self._view()
            came = [message.id for message in view.messages]
            new = [name for name in came if name not in self._known]
            self._known = frozenset(came)
            self._unread = (self._unread | frozenset(new)) & self._known
            if new:
                self._shown = new[-1]
                self.tab = "message"
                self._ring(new[-1])
            elif self._shown not in self._known:
                self._shown = came[-1] if came else ""
            self._draw(view)

    def _view(self) -> View:
        self._look_forward()
        return self.operator.view(par=self._par, chances=self._outlook.chances if self._outlook else None)

    def _draw(self, view: View) -> None:
        before = self.showing.view if self.showing else None
        self.showing = Showing(view, self.operator.voice, self._shown, self._unread)
        if view.gate is not None and (before is None or before.gate is None):
            self._bell()
        if before is None or before.sights != view.sights:
            show_revealed(self, view)
            self._name_tabs(view)
        self.query_one(KeyBar).hints = hints.conduct(self.operator.voice, view, new=self._shown in self._unread)

    def _look_forward(self) -> None:
        """A new state asks for new chances; where no play is on there are none."""
        if not self._outlook:
            return
        if not self._outlook.on:
            self._outlook.forget()
        elif self._outlook.due():
            self.run_worker(self._outlook.refresh(self._foreseen), group="forecast")

    def _foreseen(self, _chances: Chances) -> None:
        if self.is_attached:
            self._draw(self._view())

    def _ring(self, inject: str) -> None:
        """A banner and a bell, for a new message; whoever types goes on typing."""
        self._bell()
        if self.query_one(Entry).is_open or self.app.screen is not self:
            news.message_came(self.operator, inject)

    def _bell(self) -> None:
        """Only if set-up asked for it."""
        if self.operator.state.bell:
            self.app.bell()

    def _tick(self) -> None:
        if self.is_attached and not self.operator.state.closed:
            self.operator.tick()
            young, rounds, _ = gc.get_count()
            if young > self.GC_THRESHOLD:
                # What is young is soon looked through; a key may wait for that, and seldom for all there is.
                gc.collect(2 if rounds >= self.GC_ROUNDS else 0)

    def _settle(self) -> None:
        """Once the first picture stands: the playbook's own times, and what lives as long as the exercise."""
        self._par = self.operator.session.par()
        self._draw(self._view())
        # Scenario and plan stay to the end, and what a paint leaves behind can wait until nobody waits for a paint.
        # The little that the start has left may stay as well: to look for it would hold up the first key.
        gc.freeze()
        gc.disable()

    def on_unmount(self) -> None:
        """Garbage is collected at any time again, and who tells the chances may go."""
        gc.enable()
        gc.unfreeze()
        if self._outlook:
            self._outlook.close()

    def _name_tabs(self, view: View) -> None:
        """On a small terminal: the parts that these eyes may see."""
        known = self.query_one(TabLine).tabs = tabs(view, self.operator.voice)
        if self.tab not in dict(known):
            self.tab = "message"

    def watch_tab(self, new: str) -> None:
        """On a small terminal one part is seen at a time."""
        show_tab(self, new)
        self.query_one(TabLine).active = new

    # ---- what widgets tell

    def on_injects_looked(self, event: Injects.Looked) -> None:
        """The operator moved in the list."""
        self._shown = event.inject
        self._unread -= {event.inject}
        self._draw(self._view())

    def on_injects_paged(self, event: Injects.Paged) -> None:
        """The message scrolls while the list has the cursor."""
        message = self.query_one(MessagePanel)
        message.scroll_relative(y=event.by * max(message.size.height - 2, 1), animate=False)

    def on_injects_opened(self, event: Injects.Opened) -> None:
        """Enter in the list, unless it was meant for a page that has just been closed, or that was not shown."""
        if self.operator.hears_enter():
            self._shown = event.inject
            self.action_read()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def on_tab_line_turned(self, event: TabLine.Turned) -> None:
        """A click on a tab."""
        self.tab = event.tab

    def on_entry_written(self, event: Entry.Written) -> None:
        """An observation; what was refused stays on the line."""
        with self.app.batch_update():
            if seen.note(self.operator, event.words, event.objective):
                self.query_one(Entry).clear()
                self._close_entry()

    def on_entry_ticking(self, event: Entry.Ticking) -> None:
        """The list of criteria; what is half written stays on the line."""
        if not self.query_one(Entry).draft:
            self._close_entry()
        self._flow(lambda op: criteria.tick(op, event.objective))

    def on_entry_left(self, _event: Entry.Left) -> None:
        """Escape on the line."""
        self._close_entry()

    def _close_entry(self) -> None:
        """The list has the cursor again."""
        self.query_one(Entry).close()
        self.query_one(Injects).focus()

    # ---- keys

    def _flow(self, flow: Flow) -> None:
        """One flow at a time: a key pressed while a question stands is not for this screen."""
        if not self._asking:
            self._asking = True
            self.run_worker(self._asked(flow))

    async def _asked(self, flow: Flow) -> None:
        try:
            then = await flow(self.operator)
            then = await telling.tell_missed(self.operator) or then
        finally:
            self._asking = False
            self.operator.answered()
        if then:
            await self.run_action(keys.side(then).call)
        if self.operator.state.ended_at is not None and self.is_attached:
            self.dismiss(True)

    def action_act(self, name: str) -> None:
        """An act of the console, by its name."""
        self._flow(ACTS[name])

    def action_end(self) -> None:
        """F9. The review has no line to go on writing on."""
        if self.query_one(Entry).draft:
            self.action_observe()
            self.operator.front.say(hints.draft_first(self.operator.voice), warning=True)
        else:
            self.action_act("end")

    async def _go_on(self, operator: Operator) -> None:
        """Where a record was resumed or a break lasts, somebody says that it goes on."""
        if not await resumed.go_on(operator):
            self.dismiss(False)

    def action_observe(self) -> None:
        """F2."""
        self.query_one(Entry).open()

    def action_read(self) -> None:
        """Enter."""
        message = self.showing.message if self.showing else None
        if message:
            self._unread -= {message.id}
            view = self._view()
            self._draw(view)
            self.app.push_screen(Reading(Showing(view, self.operator.voice), message, telling.AT_ONCE), self._has_read)

    async def _has_read(self, asked: int | str | None) -> None:
        """What was asked for while reading: something to hand out, or an act."""
        if isinstance(asked, int):
            seen.hand_out(self.operator, self._shown, asked)
        elif asked:
            await self.run_action(keys.side(asked).call)

    def action_copy(self) -> None:
        """Ctrl+Y."""
        message = self.showing.message if self.showing else None
        if message:
            self.app.copy_to_clipboard(plain_text(message, self.operator.voice))
            self.operator.front.say(hints.copied(self.operator.voice))

    def action_players(self) -> None:
        """F8."""
        self.operator.players = not self.operator.players
        self.set_class(self.operator.players, "-players")
        self.remove_class("-large")
        self.redraw()

    def action_large(self) -> None:
        """Ctrl+W: large type, which is for players' eyes."""
        if not self.operator.players:
            self.action_players()
        self.toggle_class("-large")

    def action_tab(self, number: int) -> None:
        """A figure: that part of the screen."""
        known = [tab for tab, _ in self.query_one(TabLine).tabs]
        if number <= len(known):
            self.tab = known[number - 1]
            self.query_one(f"#{self.tab}").focus()

    def action_turn(self, by: int) -> None:
        """Tab: the next part of the screen."""
        known = [tab for tab, _ in self.query_one(TabLine).tabs]
        self.action_tab((known.index(self.tab) + by) % len(known) + 1)
