"""What is read aloud before STARTEX: the briefing, then the rules of play."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from simulator.console.operator import Operator
from simulator.exercise import commands as c
from simulator.tui import markdown, text
from simulator.tui.leaving import Leaving
from simulator.tui.screens.reading import WIDEST
from simulator.tui.showing import Showing
from simulator.tui.widgets.keybar import KeyBar, KeyHint
from simulator.tui.widgets.topline import TopLine
from simulator.wording.voice import Voice


class Briefing(Leaving[bool]):
    """Two pages. Dismissed with True after STARTEX, False where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "onward", show=False),
        Binding("left,backspace", "back", show=False),
        Binding("escape", "leave", show=False),
        Binding("space,pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, desk: Operator, begin: c.Begin | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._begin = begin or c.Begin()
        self._page = 0

    @property
    def place(self) -> object:
        """A page: the Enter that turned to the rules must not begin the exercise by bouncing."""
        return self, self._page

    def compose(self) -> ComposeResult:
        """The page, and the keys."""
        yield TopLine(id="top")
        with VerticalScroll(id="page"):
            yield Static(id="words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The briefing first."""
        self.query_one(TopLine).showing = Showing(self.desk.view(), self.desk.voice)
        self.query_one("#page").focus()
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Lines are made for a width."""
        self._draw()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def action_onward(self) -> None:
        """The next page; after the last one STARTEX."""
        if self._page == 0:
            self._page = 1
            self._draw()
        elif self.desk.act(self._begin):
            self.dismiss(True)

    def action_back(self) -> None:
        """The page before."""
        self._page = 0
        self._draw()

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        page = self.query_one("#page")
        page.scroll_relative(y=by * (page.size.height - 2), animate=False)

    def action_leave(self) -> None:
        """Without beginning; the record stays and can be resumed."""
        self.dismiss(False)

    def _draw(self) -> None:
        width = min(self.app.size.width - 8, WIDEST)
        rows = self._rules(width) if self._page else self._briefing(width)
        self.query_one("#words", Static).update(text.lines(rows))
        self.query_one("#page").scroll_home(animate=False)
        voice = self.desk.voice
        onward = voice("STARTEX: begin") if self._page else voice("Rules of play")
        hints = [KeyHint("onward", "Enter", onward, urgent=True)]
        hints += [KeyHint("back", "←", voice("Briefing"))] if self._page else []
        self.query_one(KeyBar).hints = (
            *hints,
            KeyHint("leave", "Esc", voice("Leave")),
            KeyHint("app.help", "F1", voice("Help")),
        )

    def _briefing(self, width: int) -> list[Content]:
        voice, scenario = self.desk.voice, self.desk.setup.scenario
        found = text.wrap(text.line((self.desk.names.text(scenario.title), "bold $text-accent")), width)
        for words in (scenario.briefing, scenario.system):
            if words:
                found += [Content(""), *markdown.render(voice.text(words), width)]
        return found

    def _rules(self, width: int) -> list[Content]:
        found = [text.line((self.desk.voice("Rules of play"), "bold $text-accent"))]
        for rule in rules_of_play(self.desk.voice):
            found += [Content(""), *text.wrap(rule, width, first="• ", rest="  ")]
        return found


def rules_of_play(voice: Voice) -> list[Content]:
    """What everybody must know before STARTEX; the player sheet says the same."""
    rules = (
        voice("This is an exercise. It tests our playbook, not anybody's person; there is no single right answer."),
        voice("Messages come up on the screen. Whoever they reach reads them aloud; then all talk."),
        voice(
            "Judge from what you know now. Ask the facilitator what you want to know; the answers are written down too."
        ),
        voice("Say aloud who does what by when. The operator types it in."),
        voice(
            "Two clocks run: the incident's and the room's. Talk costs incident time, but never past the next message."
        ),
        voice("Contact no real person or office, inside or outside; touch no real system."),
        voice("The story is made up. Deadlines are shown with their sources; nothing here is legal advice."),
    )
    stop = voice(
        "When something real happens, say: “Real event, stop the exercise” (実事案、演習中断)."
        " The operator stops the screen."
    )
    return [*map(Content, rules), text.line((stop, "bold $text-error"))]
