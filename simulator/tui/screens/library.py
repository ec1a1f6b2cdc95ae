"""The scenarios there are, to choose one. Nothing is spoiled here."""

from __future__ import annotations

import sys
from asyncio import to_thread
from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.content.library import Entry, Library
from simulator.model.expectation import Expectation
from simulator.model.scenario import Scenario
from simulator.tui import keys, markdown, text
from simulator.tui.context import AppContext, Choices
from simulator.tui.leaving import Leaving
from simulator.tui.screens import open_study
from simulator.tui.widgets.keybar import KeyBar, KeyHint
from simulator.wording.speech import problem_text
from simulator.wording.voice import Voice
from simulator.workspace.actions import Past


class LibraryScreen(Leaving[Choices | None]):
    """Dismissed with the scenario chosen, None where the program is left."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.LIBRARY),
        Binding("f2,ctrl+l", "language", show=False),
        Binding("escape", "app.quit", show=False),
    ]

    def __init__(self, house: AppContext) -> None:
        super().__init__()
        self.house = house
        self.voice = Voice(house.language)
        self._entries: tuple[Entry, ...] = ()
        self._past: Mapping[str, Past] = {}

    def compose(self) -> ComposeResult:
        """A list, and what the one under the cursor is about."""
        yield Static(id="library-top")
        with Horizontal(id="library-columns"):
            yield OptionList(id="scenarios", markup=False, classes="panel")
            with VerticalScroll(id="about", classes="panel", can_focus=False):
                yield Static(id="about-words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Reads the library; what the records tell comes when it is known."""
        self._entries = tuple(sorted(self.house.library.scenarios(), key=_room))
        self.query_one(OptionList).focus()
        self.call_after_refresh(self._draw)
        self.run_worker(self._remember())

    async def _remember(self) -> None:
        self._past = await to_thread(self.house.past)
        self._draw()
        self._retell()

    def on_resize(self, _event: Resize) -> None:
        """Rows are made for a width."""
        self._draw()

    def _draw(self) -> None:
        voice = self.voice
        self.query_one("#library-top", Static).update(
            text.line(
                ("【演習】EXERCISE", "bold $text-error"), "  ", (voice("Which incident is to be rehearsed?"), "bold")
            )
        )
        options = self.query_one(OptionList)
        options.border_title = f" {voice('Scenarios')} "
        self.query_one("#about").border_title = f" {voice('What it is about')} "
        at = options.highlighted or 0
        width = max(options.scrollable_content_region.width, 20)
        options.set_options(
            Option(scenario_row(entry, self._past.get(entry.id, Past()), voice, width, self.house.library), id=str(n))
            for n, entry in enumerate(self._entries)
        )
        options.highlighted = at if self._entries else None
        self.query_one(KeyBar).hints = (
            KeyHint("choose", "Enter", voice("Choose"), urgent=True),
            KeyHint("study", "S", voice("Study")),
            KeyHint("language", "F2", "日本語" if voice.language == "en" else "English"),
            KeyHint("app.theme", "F11", voice("Light or dark")),
            KeyHint("app.help", "F1", voice("Help")),
            KeyHint("app.quit", "Esc", voice("Leave")),
        )

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tells about the scenario under the cursor."""
        entry = self._entries[int(event.option_id or 0)]
        width = max(self.query_one("#about").scrollable_content_region.width, 20)
        rows = about(entry, self._past.get(entry.id, Past()), self.voice, width, self.house.library)
        self.query_one("#about-words", Static).update(text.lines(rows))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        entry = self._entries[int(event.option_id or 0)]
        if entry.value is None:
            self.notify(self.voice("This file has errors; run tabletop check on it."), severity="warning", markup=False)
            return
        self.dismiss(Choices(entry.id, language=self.voice.language))

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def action_choose(self) -> None:
        """Enter."""
        self.query_one(OptionList).action_select()

    def action_study(self) -> None:
        """S: many runs of the scenario under the cursor."""
        at = self.query_one(OptionList).highlighted
        if at is not None and self._entries[at].value is not None:
            self.run_worker(open_study.study(self.app, self.house, self._entries[at].id, self.voice))

    def action_language(self) -> None:
        """English and Japanese in turn."""
        self.voice = Voice("ja" if self.voice.language == "en" else "en")
        self._draw()
        self._retell()

    def _retell(self) -> None:
        options = self.query_one(OptionList)
        at, options.highlighted = options.highlighted, None
        options.highlighted = at


def scenario_row(entry: Entry, past: Past, voice: Voice, width: int, library: Library) -> Content:
    """Two lines: the title and the length; the category, when it was last exercised, what is still open."""
    scenario: Scenario | None = entry.value
    if scenario is None:
        broken = text.line(("▲ ", "bold $text-error"), text.cut(entry.id, width - 2))
        return text.lines([broken, text.line(("  " + voice("cannot be read"), "$text-error"))])
    length = voice("{minutes} min", minutes=scenario.session.total // 60)
    title = text.columns((voice.text(scenario.title), "bold"), length, width)
    last = voice("last {day}", day=past.last) if past.last else voice("never exercised")
    words = f"  {voice.text(library.category(scenario.category))} · {last}"
    actions = ("▲ " + voice("{count} actions open", count=past.open_actions)) if past.open_actions else ""
    return text.lines([title, text.columns((words, "$text-muted"), (actions, "$text-warning"), width)])


def about(entry: Entry, past: Past, voice: Voice, width: int, library: Library) -> list[Content]:
    """What helps to choose: the summary, what is at stake, how long it takes, which deadlines run."""
    scenario: Scenario | None = entry.value
    if scenario is None:
        return [row for problem in entry.problems for row in text.wrap(problem_text(problem, voice.language), width)]
    found = text.wrap(text.line((voice.text(scenario.title), "bold $text-accent")), width)
    if scenario.summary:
        found += [Content(""), *markdown.render(voice.text(scenario.summary), width)]
    session = scenario.session
    times = voice(
        "{total} min: {brief} briefing, {play} play, {hot_wash} hot wash",
        total=session.total // 60,
        brief=session.brief // 60,
        play=session.play // 60,
        hot_wash=session.hot_wash // 60,
    )
    last = past.last or voice("never")
    for label, words in (
        (voice("Session"), times),
        (voice("Incident"), voice("{span} of incident time", span=voice.span(scenario.ends_after))),
        (voice("Last exercised"), last),
        (voice("Actions open"), str(past.open_actions) if past.open_actions else voice("none")),
    ):
        found += [Content(""), text.line((label, "bold")), *text.wrap(words, width, first="  ", rest="  ")]
    found += [Content(""), text.line((voice("What is at stake"), "bold"))] if scenario.objectives else []
    for objective in scenario.objectives:
        found += text.wrap(voice.text(objective.text), width, first="  • ", rest="    ")
    deadlines = [rule for rule in rules_of(scenario, library) if rule.kind != "benchmark" and not rule.off]
    found += [Content(""), text.line((voice("Deadlines"), "bold"))] if deadlines else []
    for rule in deadlines:
        found += text.wrap(voice.text(rule.title), width, first="  • ", rest="    ")
    return found


def rules_of(scenario: Scenario, library: Library) -> list[Expectation]:
    """The expectations a scenario names, as far as they are in reach and sound."""
    known = {entry.id: entry.value for entry in library.expectations()}
    return [rule for name in scenario.expectations if (rule := known.get(name))]


def _room(entry: Entry) -> int:
    """Seconds in the room: the short ones are those to begin with; what cannot be played comes last."""
    return entry.value.session.total if entry.value else sys.maxsize
