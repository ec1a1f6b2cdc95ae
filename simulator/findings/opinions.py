"""First opinions beside what was decided: how far talk moved the table, who was right, whose dissent was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.findings.conduct import Decided
from simulator.findings.origins import Numbered
from simulator.study.gains import Hindsight
from simulator.timeline.events import OpinionGiven
from simulator.timeline.opinions import SURENESS, Opinions
from simulator.timeline.state import State

ENOUGH = 10
"""First opinions of which it is known whether they were right, below which sureness is held against nothing."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one seat thought of a decision, before the talk and after it."""

    seat: str
    first: OpinionGiven | None
    first_in: int | None
    """The move in which it was given."""
    before: str | None
    """The option that it named or was sorted to; empty for none of them, None where nobody sorted its words."""
    later: OpinionGiven | None
    later_in: int | None

    @property
    def after(self) -> str:
        """The option it named after the talk."""
        return self.later.option if self.later else ""


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Heard:
    """The opinions on one decision."""

    decided: Decided
    opened_at: int | None
    voices: tuple[Voice, ...]
    better: frozenset[str]
    """The options that a study in hindsight holds for surely the best; empty where it tells nothing of that."""

    @property
    def taken(self) -> str:
        """The option that people took, or the nearest to what they decided; empty for none."""
        return self.decided.option.id if self.decided.option and self.decided.by_table else ""

    @property
    def before(self) -> Part | None:
        """How many were for what was decided before the talk; None where no option was taken or none is known."""
        first = [voice.before for voice in self.voices if voice.before is not None]
        return Part(first.count(self.taken), len(first)) if self.taken and first else None

    @property
    def after(self) -> Part | None:
        """How many were for it after the talk, of those who said so; None where nobody did."""
        later = [voice.after for voice in self.voices if voice.later]
        return Part(later.count(self.taken), len(later)) if self.taken and later else None

    @property
    def dissent(self) -> tuple[str, ...]:
        """Seats that held on to something else after the talk: that is on record, whatever was decided."""
        return tuple(v.seat for v in self.voices if self.taken and v.later and v.after != self.taken)

    @property
    def silent(self) -> tuple[str, ...]:
        """Seats that had thought otherwise and said nothing after the talk: whether it moved them, nothing tells."""
        return tuple(v.seat for v in self.voices if self.taken and not v.later and v.before not in (None, self.taken))

    @property
    def unsorted(self) -> tuple[str, ...]:
        """Seats whose first words stand beside no option, as nobody has sorted them: they count on no side."""
        return tuple(voice.seat for voice in self.voices if voice.first and voice.before is None)

    @property
    def right(self) -> tuple[str, ...]:
        """Seats whose first opinion was for a better option."""
        return tuple(voice.seat for voice in self.voices if voice.before in self.better)


@dataclass(frozen=True, slots=True)
class Sureness:
    """How often first opinions of one sureness were right."""

    percent: int
    right: Part


def heard(decisions: Iterable[Decided], state: State, log: Sequence[Numbered]) -> tuple[Heard, ...]:
    """Each decision on which somebody gave an opinion, in the order they were put."""
    return tuple(
        Heard(
            decided,
            said.opened_at,
            tuple(_voices(said, log)),
            better(decided.option.id, decided.hindsight) if decided.option and decided.hindsight else frozenset(),
        )
        for decided in decisions
        if (said := state.opinions.get(decided.inject.id))
    )


def _voices(said: Opinions, log: Sequence[Numbered]) -> Iterator[Voice]:
    for seat in dict.fromkeys((*said.first, *said.later)):
        first, later = said.first.get(seat), said.later.get(seat)
        yield Voice(seat, first, _move(first, log), said.option_before(seat), later, _move(later, log))


def _move(opinion: OpinionGiven | None, log: Sequence[Numbered]) -> int | None:
    return next((move for move, event in reversed(log) if event == opinion), None) if opinion else None


def better(taken: str, studied: Hindsight) -> frozenset[str]:
    """The options that a study holds for the best ones: those that surely help a deadline and harm none.

    Where there is no such, the option taken, if every other one surely harms. Else it does not tell, and nobody is
    said to have been right.
    """
    moved = {name: [c.gain.by for c in clocks if c.surely_moves] for name, clocks in studied.options.items()}
    helps = {name for name, gains in moved.items() if gains and min(gains) > 0}
    if helps:
        return frozenset(helps)
    return frozenset({taken} if moved and all(gains and max(gains) < 0 for gains in moved.values()) else ())


def calibration(every: Iterable[Heard]) -> tuple[Sureness, ...]:
    """How often first opinions were right by how sure they were; empty while fewer than ``ENOUGH`` can be judged."""
    judged = [
        (voice.first.sure, voice.before in one.better)
        for one in every
        if one.better
        for voice in one.voices
        if voice.first and voice.first.sure is not None and voice.before is not None
    ]
    if len(judged) < ENOUGH:
        return ()
    by_step = {step: [right for sure, right in judged if sure == step] for step in SURENESS}
    return tuple(Sureness(step, Part(sum(right), len(right))) for step, right in by_step.items() if right)
