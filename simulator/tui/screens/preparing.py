"""Set-up on one screen, with sensible choices made: Enter begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from simulator.console.dialogs import Field, Notice, Pick, Write
from simulator.console.offers import talk_rates, who_starts
from simulator.content.library import Entry
from simulator.content.reading import LoadedItem
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.model.kinds import SCENARIO, TEAM
from simulator.model.scenario import Scenario
from simulator.model.team import Team
from simulator.tui import text
from simulator.tui.context import AppContext, Choices
from simulator.tui.front import dialog
from simulator.tui.leaving import Leaving
from simulator.tui.widgets.fields import PickRow, rows, values
from simulator.tui.widgets.keybar import KeyBar, KeyHint
from simulator.tui.widgets.seating import Seating
from simulator.wording.speech import problem_text
from simulator.wording.voice import Voice

_SHOWN = ("clocks", "playbook", "team")


@dataclass(frozen=True)
class Prepared:
    """A record begun, and how its play is to start."""

    session: Session
    begin: c.Begin


class Preparing(Leaving[Prepared | None]):
    """Dismissed with a new session, None for back."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", show=False),
        Binding("escape", "leave", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, house: AppContext, choices: Choices) -> None:
        super().__init__()
        self.house = house
        self.choices = choices
        self.voice = Voice(choices.language)
        self._fields: tuple[Field, ...] = ()

    def compose(self) -> ComposeResult:
        """Fields on the left, who sits where on the right."""
        scenario, best = self._sheet().value, self._best()
        yield Static(self._heading(scenario), id="preparing-top")
        self._fields = self._asked(scenario, *best)
        with Horizontal(id="preparing-columns"):
            with VerticalScroll(id="choices", classes="panel", can_focus=False) as fields:
                fields.border_title = f" {self.voice('Set-up')} "
                yield from rows(self._fields)
            yield Seating(self._team(best[1]) if best[1] else None, self.voice, id="seating")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The first field has the cursor; Enter begins from anywhere."""
        self.query_one("#field-playbook").focus()
        voice = self.voice
        self.query_one(KeyBar).hints = (
            KeyHint("begin", "Enter", voice("Begin"), urgent=True),
            KeyHint("app.focus_next", "↑↓", voice("Move")),
            KeyHint("", "←→", voice("Change")),
            KeyHint("app.help", "F1", voice("Help")),
            KeyHint("leave", "Esc", voice("Back")),
        )

    def _heading(self, scenario: Scenario | None) -> Content:
        title = self.voice.text(scenario.title) if scenario else self.choices.scenario
        return text.line(("【演習】EXERCISE", "bold $text-error"), "  ", (title, "bold"))

    def _sheet(self) -> LoadedItem[Scenario]:
        return self.house.library.find(SCENARIO, self.choices.scenario)

    def _team(self, name: str) -> Team | None:
        found: Team | None = self.house.library.find(TEAM, name).value
        return found

    def _best(self) -> tuple[str, str]:
        """Playbook and team: those asked for, else those the scenario is for; empty where there is none."""
        library, sheet, found = self.house.library, self._sheet(), []
        for asked, best in ((self.choices.playbook, library.playbook_for), (self.choices.team, library.team_for)):
            try:
                found.append(asked or best(sheet).id)
            except TabletopError:
                found.append("")
        return found[0], found[1]

    def _asked(self, scenario: Scenario | None, best: str, team: str) -> tuple[Field, ...]:
        voice, choices, library = self.voice, self.choices, self.house.library
        playbooks = [e for e in library.playbooks() if e.value]
        own = [e for e in playbooks if scenario and scenario.category in e.value.for_]
        opens = _opening(scenario, voice) if scenario else ""
        shown = tuple(
            Pick(f"reveal-{what}", label, self._yes_no(), "yes" if what in choices.reveal else "no")
            for what, label in zip(_SHOWN, self._shown_labels(), strict=True)
        )
        return (
            Pick(
                "playbook", voice("Playbook"), _offered(own + [e for e in playbooks if e not in own], best, voice), best
            ),
            Pick("team", voice("Team"), _offered([e for e in library.teams() if e.value], team, voice), team),
            Write("opens", voice("Incident opens"), choices.opens or "", hint=opens),
            Pick("language", voice("Language"), (("en", "English"), ("ja", "日本語")), choices.language),
            Pick("steps", voice("Steps"), who_starts(voice), "self" if choices.self_running else "orders"),
            Pick("talk", voice("Talk costs"), talk_rates(voice, choices.talk), f"{choices.talk:g}"),
            *shown,
            Pick("purpose", voice("Purpose"), self._purposes(), choices.purpose),
            Write("place", voice("Place"), choices.place, hint=voice("room or call; may stay empty")),
        )

    def _yes_no(self) -> tuple[tuple[str, str], ...]:
        return (("yes", self.voice("to players")), ("no", self.voice("not to players")))

    def _shown_labels(self) -> tuple[str, ...]:
        voice = self.voice
        return voice("Show clocks"), voice("Show playbook"), voice("Show team")

    def _purposes(self) -> tuple[tuple[str, str], ...]:
        voice = self.voice
        return (("exercise", voice("exercise")), ("rehearsal", voice("rehearsal")), ("demo", voice("demonstration")))

    def on_pick_row_turned(self, event: PickRow.Turned) -> None:
        """Another team has other roles; another language other words."""
        if event.field == "team":
            self.query_one(Seating).seat(self._team(event.value))
        elif event.field == "language":
            self.choices = self._chosen()
            self.voice = Voice(event.value)
            self.run_worker(self._again())

    async def _again(self) -> None:
        await self.recompose()
        self.on_mount()
        self.query_one("#field-language").focus()

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
        chosen = self._chosen()
        try:
            setup = self.house.library.setup(
                chosen.scenario, chosen.playbook, chosen.team, chosen.opens or None, chosen.settings
            )
            session = self.house.start(chosen, setup)
        except TabletopError as error:
            problems = tuple((problem_text(problem, self.voice.language),) for problem in error.problems)
            problems = problems or ((self.voice(error.sentence),),)
            self.app.push_screen(dialog(Notice(self.voice("This cannot be played"), problems), self.voice))
            return
        self.dismiss(Prepared(session, c.Begin(chosen.self_running, chosen.talk, chosen.reveal)))

    def _chosen(self) -> Choices:
        said = values(self, self._fields)
        return replace(
            self.choices,
            playbook=said["playbook"],
            team=said["team"],
            opens=said["opens"].strip() or None,
            language=said["language"],
            self_running=said["steps"] == "self",
            talk=float(said["talk"]),
            reveal=tuple(what for what in _SHOWN if said[f"reveal-{what}"] == "yes"),
            purpose=said["purpose"],
            place=said["place"].strip(),
            seats=self.query_one(Seating).seats(),
        )

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)


def _opening(scenario: Scenario, voice: Voice) -> str:
    return Voice(voice.language, scenario.opens, scenario.timezone).moment(0)


def _offered(entries: list[Entry], wanted: str, voice: Voice) -> tuple[tuple[str, str], ...]:
    """What can be chosen; a path named on the command line too."""
    found = tuple((entry.id, voice.text(entry.title)) for entry in entries)
    return found if any(id_ == wanted for id_, _ in found) or not wanted else ((wanted, wanted), *found)
