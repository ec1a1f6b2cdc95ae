"""What a front needs of the world around it: content, records, and the doors that open files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from simulator import __version__
from simulator.console.forecasts import Seer
from simulator.console.hosting import Opens
from simulator.console.operator import Operator
from simulator.content.library import Library
from simulator.exercise.session import Session
from simulator.exercise.wall import RealWall, Wall
from simulator.model.freshness import Freshness
from simulator.model.report_fields import Filled
from simulator.model.setup import Setup
from simulator.study.forecast_process import ForecastProcess
from simulator.study.fronts import Front
from simulator.study.gains import Further
from simulator.study.result import Study
from simulator.timeline.history import Head
from simulator.workspace.actions import Action, Past
from simulator.workspace.past import Register
from simulator.workspace.records import Begun, begun, make
from simulator.workspace.report_fields import keep, keep_of_team, kept_in


@dataclass(frozen=True)
class Choices:
    """How an exercise is to be, as far as it has been said."""

    scenario: str
    playbook: str | None = None
    team: str | None = None
    opens: str | None = None
    talk: float = 1.0
    self_running: bool = True
    stops: bool = False
    """On orders, time stops where a step becomes ready."""
    bell: bool = False
    reveal: tuple[str, ...] = ("clocks",)
    language: str = "en"
    seats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    purpose: str = "exercise"
    place: str = ""
    seed: int | None = None
    settings: tuple[str, ...] = ()
    room: str = ""
    """Room time for play today, as typed; empty: as the scenario plans."""
    left_out: tuple[str, ...] | None = None
    """Injects that are not to come; None: as proposed for the room time."""
    record: Path | None = None
    mirror: Path | None = None
    """The folder of a second copy of the record."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What is filled in for its reports, by the fields' names."""
    mark: Path | None = None
    """The organisation's mark, for its reports."""

    @property
    def room_is_set(self) -> bool:
        """Whether somebody said how much room time there is today, in whatever words."""
        return bool(self.room) or any(
            each.partition("=")[0].split(".")[0].strip() == "session" for each in self.settings
        )


@dataclass(frozen=True)
class AppContext:
    """Handed to a front; tests bring their own."""

    library: Library
    records: Path
    language: str = "en"
    past: Callable[[], Mapping[str, Past]] = dict
    """Scenario → what the records tell; asked when the library is shown."""
    unfinished: Callable[[], tuple[Action, ...]] = tuple
    """Corrective actions of earlier exercises that are still to be done or to be retested; asked at set-up."""
    register: Callable[[], Register] = Register
    """All exercises begun, as records and ledger tell; asked when people look back."""
    publish: Callable[[Session], Path | None] = lambda _session: None
    """Writes the report beside the record and says where; TabletopError if it cannot."""
    wall: Wall = field(default_factory=RealWall)
    seer: Seer | None = ForecastProcess
    """Who tells each clock's chance, from a plan and a seed; None: nobody."""
    opens: Opens[Operator] | None = None
    """Makes what seats join by; None where nobody can."""
    seats_at_once: bool = False
    """Seats can be taken from the beginning, and not only once somebody at the console asks for it."""
    runs: int = 1000
    """Runs of a study."""
    write_reach: Callable[[Front, Setup, str], Path | None] = lambda *_: None
    """Writes what it would take as a page in a language and says where; TabletopError if it cannot."""
    write_study: Callable[[Study, Further, Setup, str, Freshness], Path | None] = lambda *_: None
    """Writes a study, whose rules are so fresh, as a page in a language and says where; TabletopError if it cannot."""

    def start(self, choices: Choices, setup: Setup) -> Session:
        """A new record. TabletopError if it cannot be made."""
        head = self.head(choices, setup)
        self.keep(choices, head)
        return self.begin(choices, setup, lambda path: Session.start(path, head, wall=self.wall, mirror=choices.mirror))

    def keep(self, choices: Choices, head: Head) -> None:
        """Keeps what was filled in for reports. TabletopError for what cannot be, before the exercise begins."""
        if choices.fields or choices.mark:
            folder = self._folder(choices)
            make(folder)
            keep(folder, head, choices.fields, choices.mark)

    def filled_in(self, choices: Choices, team: str) -> Filled:
        """What is filled in for reports so far: what was said now before what is kept of the team.

        TabletopError where what is kept cannot be read.
        """
        return {**kept_in(self._folder(choices)).of_team(team), **choices.fields}

    def keep_of_team(self, choices: Choices, team: str, name: str, text: str) -> None:
        """Keeps an answer for every exercise of a team, at once. TabletopError where it cannot be."""
        make(self._folder(choices))
        keep_of_team(self._folder(choices), team, name, text)

    def _folder(self, choices: Choices) -> Path:
        return choices.record.parent if choices.record else self.records

    def head(self, choices: Choices, setup: Setup, *, driver: str = "people") -> Head:
        """What the record says first."""
        created = self.wall.stamp()
        # Not to be guessed from the choices, and another one each time: the second it was created.
        seed = choices.seed if choices.seed is not None else crc32(f"{created} {choices.scenario}".encode())
        return Head(
            setup=setup,
            seed=seed,
            language=choices.language,
            driver=driver,
            purpose=choices.purpose,
            seats=choices.seats,
            place=choices.place,
            left_out=choices.left_out or (),
            tool=f"tabletop {__version__}",
            created=created,
        )

    def begin(self, choices: Choices, setup: Setup, start: Callable[[Path], Begun]) -> Begun:
        """Starts a record where it is to lie; its folder is made. TabletopError if it cannot be."""
        if choices.record is None:
            return begun(self.records, f"{self.wall.stamp()[:10]}-{setup.scenario.id}", start)
        make(choices.record.parent)
        return start(choices.record)
