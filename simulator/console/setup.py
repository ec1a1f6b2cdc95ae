"""Set-up: what can be chosen for an exercise, sensible choices made, and the record it begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial

from simulator.console.checks import room_time_check
from simulator.console.context import AppContext, Choices
from simulator.console.dialogs import Choice, Field, Front, Notice, Pick, Values, Write
from simulator.console.earlier import earlier_line, of_playbook
from simulator.console.flows.report_fields import OF_TEAM, fill_in
from simulator.console.offers import bells, starter, talk_rates, who_starts
from simulator.console.roomtime import PROPOSED, fitted, injects_choice, left_out, plan_line, today
from simulator.console.rows import Line
from simulator.console.seating import Seating
from simulator.content.library import Entry
from simulator.content.reading import LoadedItem
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.roomtime import proposed
from simulator.exercise.session import Session
from simulator.model.expectation import not_for
from simulator.model.kinds import PLAYBOOK, SCENARIO
from simulator.model.playbook import NONE
from simulator.model.scenario import Scenario
from simulator.model.setup import Setup
from simulator.wording.names import Names
from simulator.wording.speech import problem_text
from simulator.wording.studies import closed_days_words
from simulator.wording.voice import Voice
from simulator.workspace.actions import Action

_SHOWN = ("clocks", "playbook", "team")


@dataclass(frozen=True)
class Prepared:
    """A record, and how its play is to start where it has not."""

    session: Session
    begin: c.Begin

    @classmethod
    def resumed(cls, session: Session) -> Prepared:
        """A record begun earlier: in play both clocks stand until somebody says that it goes on."""
        if session.state.started:
            session.wait()
        return cls(session, c.Begin(reveal=Choices.reveal, left_out=session.head.left_out))

    def concern(self, voice: Voice) -> str:
        """What the facilitator should know of the files before anybody sits down; empty for nothing."""
        setup = self.session.head.setup
        others = [item.id for item in setup.expectations if not_for(item, setup.team.organisation)]
        told = voice("cannot run for this team's organisation: {clocks}", clocks=", ".join(others)) if others else ""
        return voice.clauses(words for words in (closed_days_words(Names(setup, voice)), told) if words)


@dataclass(frozen=True)
class SetUp:
    """An exercise to be, as far as it has been said."""

    context: AppContext
    choices: Choices
    earlier: tuple[Action, ...] = ()
    """Corrective actions of earlier exercises, with whatever playbook, that are not done with."""

    @cached_property
    def voice(self) -> Voice:
        """The language of the exercise."""
        return Voice(self.choices.language)

    @property
    def title(self) -> str:
        """The scenario's."""
        return self.voice.text(self._scenario.title) if self._scenario else self.choices.scenario

    @property
    def heading(self) -> str:
        """What all this is."""
        return self.voice("Set-up")

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All that can be chosen but the seats, as it is chosen now."""
        voice, choices, scenario = self.voice, self.choices, self._scenario
        return (
            Pick("playbook", voice("Playbook"), self._playbooks(), self._best_playbook),
            Pick("team", voice("Team"), self._teams(), self._best_team),
            Write("opens", voice("Incident opens"), choices.opens or "", hint=_opens(scenario, voice)),
            Write("room", voice("Room time"), choices.room, self._play_words, room_time_check(voice)),
            Pick("language", voice("Language"), (("en", "English"), ("ja", "日本語")), choices.language),
            *self._who_starts(),
            Pick("talk", voice("Talk costs"), talk_rates(voice, choices.talk), f"{choices.talk:g}"),
            *self._reveals(),
            Pick("bell", voice("Bell"), bells(voice), "yes" if choices.bell else "no"),
            Pick("purpose", voice("Purpose"), _purposes(voice), choices.purpose),
            Write("place", voice("Place"), choices.place, hint=voice("room or call; may stay empty")),
        )

    def seating(self, team: str = "") -> Seating:
        """Everybody of a team in a seat of their own; of the team chosen where none is named."""
        name = team or self._best_team
        return Seating.of(self.context.library.team_for(self._sheet, name).value if name else None)

    @property
    def seated(self) -> Seating:
        """Who sits where as chosen, else everybody in a seat of their own."""
        return self.seating().taken(self.choices.seats)

    def chosen(self, values: Values, seats: Mapping[str, tuple[str, ...]]) -> SetUp:
        """With what stands in the fields, and who sits where."""
        choices = replace(
            self.choices,
            playbook=values["playbook"],
            team=values["team"],
            opens=values["opens"].strip() or None,
            room=values["room"].strip(),
            language=values["language"],
            self_running=values.get("steps", "self") == "self",
            stops=values.get("steps") == "stops",
            bell=values["bell"] == "yes",
            talk=float(values["talk"]),
            reveal=tuple(what for what in _SHOWN if values.get(f"reveal-{what}") == "yes"),
            purpose=values["purpose"],
            place=values["place"].strip(),
            seats=seats,
        )
        return replace(self, choices=choices)

    def begin(self) -> Prepared:
        """Makes a record. TabletopError, with every problem, for what cannot be played."""
        chosen = self.choices
        setup, left = fitted(self._assembled, chosen.room, chosen.left_out, is_set=chosen.room_is_set)
        session = self.context.start(replace(chosen, left_out=left), setup)
        begin = c.Begin(chosen.self_running, chosen.talk, chosen.reveal, chosen.stops, chosen.bell, left)
        return Prepared(session, begin)

    @property
    def earlier_line(self) -> Line:
        """What earlier exercises with this playbook agreed on and is not done with; nothing where there is none."""
        known = of_playbook(self.earlier, self._playbook_id, self.choices.scenario)
        return earlier_line(known, self.context.wall.stamp()[:10], self.voice)

    @property
    def _playbook_id(self) -> str:
        """Of the playbook chosen, also where it is named by its file."""
        with suppress(TabletopError):
            if not self._is_discussion and (written := self.context.library.find(PLAYBOOK, self._best_playbook).value):
                return str(written.id)
        return self._best_playbook

    # ---- room time

    @property
    def room_line(self) -> Line:
        """How the talk planned fits the room time."""
        scenario = self._today
        return plan_line(scenario, self._left_out(scenario), self.voice) if scenario else ()

    def _left_out(self, scenario: Scenario) -> tuple[str, ...]:
        return left_out(scenario, self.choices.left_out, is_set=self.choices.room_is_set)

    @property
    def _today(self) -> Scenario | None:
        """The scenario with the room time there is; as planned where what was typed is no length of time."""
        with suppress(TabletopError):
            return self._planned and today(self._planned, self.choices.room)
        return self._planned

    @cached_property
    def _planned(self) -> Scenario | None:
        """The scenario with what was set on the command line; as it stands where that cannot be played."""
        with suppress(TabletopError):
            if self.choices.settings:
                return self._assembled.scenario
        return self._scenario

    @property
    def _play_words(self) -> str:
        voice, scenario = self.voice, self._planned
        return voice("{play} of play, as planned", play=voice.span(scenario.session.play)) if scenario else ""

    @property
    def _assembled(self) -> Setup:
        chosen = self.choices
        return self.context.library.setup(
            chosen.scenario, chosen.playbook, chosen.team, chosen.opens or None, chosen.settings
        )

    async def injects(self, front: Front, changed: Callable[[SetUp], None] = lambda _setup: None) -> SetUp:
        """Which injects stay today: asks until the list is left; ``changed`` hears of each that goes or comes back."""
        setup, scenario, at = self, self._today, ""
        while scenario and (chosen := await front.ask(partial(setup._injects, scenario, at))):
            at = chosen.row.id
            setup = setup._toggled(scenario, at)
            changed(setup)
        return setup

    async def report_fields(self, front: Front) -> SetUp:
        """What reports say of the organisation: asks until the list is left, and keeps each answer at once."""
        team, answered = self._best_team, set[str]()
        if not team or team == NONE:
            front.say(self.voice("Without a team each exercise keeps its own: fill them in in the review."))
            return self

        def keep(name: str, text: str) -> None:
            self.context.keep_of_team(self.choices, team, name, text)
            answered.add(name)

        try:
            await fill_in(front, self.voice, self.context.filled_in(self.choices, team), keep, OF_TEAM)
        except TabletopError as error:
            await front.ask(partial(refusal, error, self.voice))
        said = {name: text for name, text in self.choices.fields.items() if name not in answered}
        return replace(self, choices=replace(self.choices, fields=said))

    def _injects(self, scenario: Scenario, at: str) -> Choice:
        return injects_choice(scenario, self._left_out(scenario), self.voice, at)

    def _toggled(self, scenario: Scenario, inject: str) -> SetUp:
        left = self._left_out(scenario)
        if inject == PROPOSED:
            changed = proposed(scenario, scenario.session.play)
        else:
            changed = tuple(i.id for i in scenario.injects if (i.id in left) != (i.id == inject))
        return replace(self, choices=replace(self.choices, left_out=changed))

    # ---- what is offered

    @cached_property
    def _sheet(self) -> LoadedItem[Scenario]:
        return self.context.library.find(SCENARIO, self.choices.scenario)

    @property
    def _scenario(self) -> Scenario | None:
        return self._sheet.value

    @property
    def _starter(self) -> str:
        return starter(self_running=self.choices.self_running, stops=self.choices.stops)

    @cached_property
    def _best_playbook(self) -> str:
        """The one asked for, else the one for the scenario; empty where there is none."""
        try:
            return self.choices.playbook or self.context.library.playbook_for(self._sheet).id
        except TabletopError:
            return ""

    @cached_property
    def _best_team(self) -> str:
        try:
            return self.choices.team or self.context.library.team_for(self._sheet, None, self.choices.playbook).id
        except TabletopError:
            return ""

    def _playbooks(self) -> tuple[tuple[str, str], ...]:
        """Those for the scenario's category first; none last."""
        sound = [entry for entry in self.context.library.playbooks() if entry.value]
        own = [entry for entry in sound if self._scenario and self._scenario.category in entry.value.for_]
        without = ((NONE, self.voice("none (discussion)")),)
        others = [entry for entry in sound if entry not in own]
        return _offered([*own, *others], self._best_playbook, self.voice, (*self._together(), *without))

    def _together(self) -> tuple[tuple[str, str], ...]:
        """Several playbooks that the scenario, or who called, wants together: one choice."""
        try:
            best = self.context.library.playbook_for(self._sheet, self.choices.playbook).value
        except TabletopError:
            return ()
        if best is None or best.title is None or len(best.parts) == 1:
            return ()
        return ((self._best_playbook, self.voice.text(best.title)),)

    def _teams(self) -> tuple[tuple[str, str], ...]:
        without = ((NONE, self.voice("none (roles named)")),) if self._is_discussion else ()
        sound = [entry for entry in self.context.library.teams() if entry.value]
        return _offered(sound, self._best_team, self.voice, without)

    @property
    def _is_discussion(self) -> bool:
        return self._best_playbook == NONE

    def _who_starts(self) -> tuple[Pick, ...]:
        if self._is_discussion:
            return ()
        return (Pick("steps", self.voice("Steps"), who_starts(self.voice), self._starter),)

    def _reveals(self) -> tuple[Pick, ...]:
        voice = self.voice
        yes_no = (("yes", voice("to players")), ("no", voice("not to players")))
        labels = (voice("Show clocks"), voice("Show playbook"), voice("Show team"))
        return tuple(
            Pick(f"reveal-{what}", label, yes_no, "yes" if what in self.choices.reveal else "no")
            for what, label in zip(_SHOWN, labels, strict=True)
            if what != "playbook" or not self._is_discussion
        )


def refusal(error: TabletopError, voice: Voice) -> Notice:
    """Why something cannot be played: every problem there is."""
    problems = tuple((problem_text(problem, voice.language),) for problem in error.problems)
    return Notice(voice("This cannot be played"), problems or ((voice(error.sentence),),))


def _opens(scenario: Scenario | None, voice: Voice) -> str:
    return Voice(voice.language, scenario.opens, scenario.timezone).moment(0) if scenario else ""


def _purposes(voice: Voice) -> tuple[tuple[str, str], ...]:
    return (("exercise", voice("exercise")), ("rehearsal", voice("rehearsal")), ("demo", voice("demonstration")))


def _offered(
    entries: list[Entry], wanted: str, voice: Voice, others: tuple[tuple[str, str], ...] = ()
) -> tuple[tuple[str, str], ...]:
    """What can be chosen; a path named on the command line too."""
    offered = (*((entry.id, voice.text(entry.title)) for entry in entries), *others)
    return offered if any(id_ == wanted for id_, _ in offered) or not wanted else ((wanted, wanted), *offered)
