"""The main screen: the exercise while it is played. It lays out, listens and hands on; flows do the asking."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import reactive

from simulator.console.chances import Chances
from simulator.console.flows import criteria, decisions, injects, orders, reveal, rewind, seen, time
from simulator.console.forecasts import ForecastFeed, Seer
from simulator.console.operator import Operator
from simulator.console.panels.messages import plain_text
from simulator.console.view import View
from simulator.timeline.state import State
from simulator.tui import keys
from simulator.tui.leaving import Leaving
from simulator.tui.screens.players import show_only_revealed
from simulator.tui.screens.reading import Reading
from simulator.tui.showing import Showing
from simulator.tui.widgets.columns import PARTS, columns
from simulator.tui.widgets.entry import Entry
from simulator.tui.widgets.injects import Injects
from simulator.tui.widgets.keybar import KeyBar, KeyHint
from simulator.tui.widgets.log import WIDE, LogStrip
from simulator.tui.widgets.message import MessagePanel
from simulator.tui.widgets.status import StatusLine
from simulator.tui.widgets.tabs import TabLine
from simulator.tui.widgets.topline import TopLine

Flow = Callable[[Operator], Awaitable[str | None]]


class Conduct(Leaving[bool]):
    """Dismissed with True when play has ended and the review is to follow."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.CONDUCT),
        Binding("tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
        *(Binding(str(number), f"tab({number})", show=False) for number in range(1, len(PARTS) + 1)),
    ]
    GC_THRESHOLD = 20_000
    """Objects made since garbage was last collected, at which it is worth a look."""

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
        names = self.operator.names
        objectives = [(o.id, names.text(o.text)) for o in self.operator.setup.scenario.objectives]
        hint = self.operator.voice("what was seen – Tab: objective, F2: tick list, Enter writes, Esc leaves")
        with Vertical(id="foot"):
            yield LogStrip(id="log").data_bind(Conduct.showing)
            yield Entry(objectives, "◆", hint)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Draws once, then listens to the room's clock."""
        self.operator.changed = self.redraw
        self.watch_tab("", self.tab)
        self.redraw()
        self.query_one(Injects).focus()
        self.set_interval(1, self._tick)
        self.call_after_refresh(self._settle)
        if self.operator.session.continued:
            said = self.operator.voice(
                "This record was of version 1 and goes on as {path}. What it held before cannot be taken back.",
                path=self.operator.session.path.name,
            )
            self.operator.front.say(said, warning=True)

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
        stood = self.showing is not None and self.showing.view.gate is not None
        self.showing = Showing(view, self.operator.voice, self._shown, self._unread)
        if view.gate is not None and not stood:
            self.app.bell()
        show_only_revealed(self, view)
        self._name_tabs(view)
        self.query_one(KeyBar).hints = self._hints(view)

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
        self.app.bell()
        if self.query_one(Entry).is_open or self.app.screen is not self:
            self.operator.front.say(
                self.operator.voice("New message: {title}", title=self.operator.names.inject(inject))
            )

    def _tick(self) -> None:
        if self.is_attached and not self.operator.state.closed:
            self.operator.tick()
            if gc.get_count()[0] > self.GC_THRESHOLD:
                gc.collect()

    def _settle(self) -> None:
        """Once the first picture stands: the playbook's own times, and what lives as long as the exercise."""
        self._par = self.operator.session.par()
        self._draw(self._view())
        # Scenario and plan stay to the end, and what a paint leaves behind can wait until nobody waits for a paint.
        gc.collect()
        gc.freeze()
        gc.disable()

    def on_unmount(self) -> None:
        """Garbage is collected at any time again, and who tells the chances may go."""
        gc.enable()
        gc.unfreeze()
        if self._outlook:
            self._outlook.close()

    def _hints(self, view: View) -> tuple[KeyHint, ...]:
        """The bottom line, with what matters now set off."""
        voice = self.operator.voice
        urgent = ""
        if self._shown in self._unread:
            urgent = "read"
        elif view.owed:
            urgent = "decide"
        elif view.gate is not None:
            urgent = "end" if view.gate.kind == "end" else "next"
        return tuple(
            KeyHint(prefix + key.action, key.shown, keys.label(_named(key.action, view), voice), key.action == urgent)
            for prefix, shown in (("", keys.CONDUCT[:8]), ("app.", (keys.EVERYWHERE[0], keys.EVERYWHERE[3])))
            for key in shown
        )

    def _name_tabs(self, view: View) -> None:
        """On a small terminal: the parts that these eyes may see."""
        voice = self.operator.voice
        work = voice("Questions") if view.discussion_only else voice("Playbook")
        named = zip(PARTS, (voice("Message"), voice("Injects"), work, voice("Clocks"), voice("Team")), strict=True)
        tabs = tuple((tab, name) for tab, name in named if tab in ("message", "injects") or tab in view.sights)
        self.query_one(TabLine).tabs = tabs
        if self.tab not in dict(tabs):
            self.tab = "message"

    def watch_tab(self, old: str, new: str) -> None:
        """On a small terminal one part is seen at a time."""
        self.remove_class(f"-{old}")
        self.add_class(f"-{new}")
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
        """Enter in the list."""
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
        self._flow(lambda operator: criteria.tick(operator, event.objective))

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
        finally:
            self._asking = False
        if then:
            await self.run_action(then)
        if self.operator.state.ended_at is not None and self.is_attached:
            self.dismiss(True)

    def action_next(self) -> None:
        """F5."""
        self._flow(time.to_gate)

    def action_event(self) -> None:
        """Shift+F5."""
        self._flow(time.to_event)

    def action_jump(self) -> None:
        """F6."""
        self._flow(time.jump)

    def action_order(self) -> None:
        """F4."""
        self._flow(orders.order)

    def action_decide(self) -> None:
        """F3."""
        self._flow(decisions.decide)

    def action_aware(self) -> None:
        """Ctrl+A."""
        self._flow(decisions.aware)

    def action_injects(self) -> None:
        """F7."""
        self._flow(injects.manage)

    def action_titles(self) -> None:
        """Ctrl+U."""
        self._flow(reveal.titles)

    def action_pace(self) -> None:
        """Ctrl+S."""
        self._flow(time.pace)

    def action_end(self) -> None:
        """F9."""
        self._flow(time.end_play)

    def action_undo(self) -> None:
        """F10."""
        self._flow(rewind.undo)

    def action_redo(self) -> None:
        """Ctrl+Shift+Z."""
        self._flow(rewind.redo)

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
            self.app.push_screen(Reading(Showing(view, self.operator.voice), message), self._handed_out)

    def _handed_out(self, number: int | None) -> None:
        if number and self._shown:
            seen.hand_out(self.operator, self._shown, number)

    def action_copy(self) -> None:
        """Ctrl+Y."""
        message = self.showing.message if self.showing else None
        if message:
            self.app.copy_to_clipboard(plain_text(message, self.operator.voice))
            self.operator.front.say(self.operator.voice("Copied."))

    def action_players(self) -> None:
        """F8."""
        self.operator.players = not self.operator.players
        self.set_class(self.operator.players, "-players")
        self.redraw()

    def action_tab(self, number: int) -> None:
        """A figure: that part of the screen."""
        tabs = [tab for tab, _ in self.query_one(TabLine).tabs]
        if number <= len(tabs):
            self.tab = tabs[number - 1]
            self.query_one(f"#{self.tab}").focus()

    def action_turn(self, by: int) -> None:
        """Tab: the next part of the screen."""
        tabs = [tab for tab, _ in self.query_one(TabLine).tabs]
        self.action_tab((tabs.index(self.tab) + by) % len(tabs) + 1)


def _named(action: str, view: View) -> str:
    """What an action is called: where there is no playbook, nobody orders, all discuss."""
    return "discuss" if action == "order" and view.discussion_only else action
