"""What an organisation can show of its exercises over a period, with what is left out: a value in no language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.findings.edition import Edition
from simulator.findings.findings import Findings
from simulator.findings.outcomes import Outcome
from simulator.model.expectation import Expectation
from simulator.model.profile import Organisation
from simulator.model.requirement import Area
from simulator.timeline.coverage import Covered, Held
from simulator.timeline.events import ActionAgreed
from simulator.timeline.follow_up import Entry, FollowUp, Stage


@dataclass(frozen=True)
class Followed:
    """A corrective action, and where it stands on the day of the page."""

    id: str
    agreed: ActionAgreed
    entries: tuple[Entry[FollowUp], ...]
    """What the ledger says of it, oldest first."""
    stage: Stage
    due: str
    overdue: bool


@dataclass(frozen=True)
class Shown:
    """A closed exercise of people."""

    day: str
    findings: Findings
    actions: tuple[Followed, ...]

    @property
    def missed(self) -> tuple[Outcome, ...]:
        """Clocks that bind and were missed in play, the worst first."""
        return tuple(o for o in self.findings.first_page.worst if o.result == "missed")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was begun in the period and is not told, by why."""

    open: int
    """Exercises whose record is not closed."""
    lost: int
    """Exercises that the ledger knows and whose record cannot be read: deleted, moved or damaged."""
    rehearsals: int
    demonstrations: int
    incidents: int
    """Records of real incidents."""
    unentered: int
    """Exercises that are told, or not closed, and that no ledger knows."""
    unreadable: int
    """Records of whatever day that cannot be read."""
    ledgers_unreadable: int
    """Ledgers that cannot be read: whether more was begun is not known then."""


@dataclass(frozen=True, slots=True)
class LedgerMark:
    """What says later which ledger the page was made of."""

    first: str
    """Wall time of its first entry; empty where there is none."""
    entries: int
    head_hash: str


@dataclass(frozen=True)
class OwnClock:
    """A clock that can run for the organisation, and the last exercise in which it ran."""

    expectation: Expectation
    exercise: Shown | None = None
    """None where it ran in no exercise that is told."""
    outcome: Outcome | None = None
    """Of its readings there, the worst."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One demand, and the evidence for it that is younger than a year."""

    covered: Covered
    fresh: tuple[Held, ...]

    @property
    def rated(self) -> Held | None:
        """The newest that somebody rated; without one it was only gone through."""
        return next((held for held in self.fresh if held.rating), None)


@dataclass(frozen=True)
class Readiness:
    """The whole page as a value."""

    since: str
    """First day of the period; ISO."""
    on: str
    """Its last day, and that of the page."""
    organisation: Organisation | None
    edition: Edition
    """Whose page it is, where the teams whose exercises are told say the same."""
    shown: tuple[Shown, ...]
    """The newest first."""
    left_out: LeftOut
    ledgers: tuple[LedgerMark, ...]
    clocks: tuple[OwnClock, ...]
    """Those that can run, if it was said what the organisation is: exercised ones first."""
    unsure: int
    """Clocks of which too little was said to know whether they can run."""
    asked: tuple[Asked, ...]
    """Demands that belong to an area that customers ask about."""
    others: int
    """Demands of the library that belong to none."""

    @property
    def begun(self) -> int:
        """Exercises of people begun in the period, as far as records and ledgers know."""
        return len(self.shown) + self.left_out.open + self.left_out.lost

    def of_area(self, area: Area) -> tuple[Asked, ...]:
        """The demands of one area."""
        return tuple(one for one in self.asked if area in one.covered.requirement.areas)


def last_runs(shown: Iterable[Shown]) -> Mapping[str, tuple[Shown, Outcome]]:
    """Expectation → the last exercise in which a clock of it ran in play, and the worst of its readings there."""
    found: dict[str, tuple[Shown, Outcome]] = {}
    for exercise in shown:
        ran = [o for o in exercise.findings.outcomes if o.result in ("met", "missed")]
        for outcome in sorted(ran, key=lambda o: o.result == "met"):
            found.setdefault(outcome.clock.id, (exercise, outcome))
    return found
