"""Clocks as a seat sees them, and those that went by: no event tells of that, the judge does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from simulator.console.chances import Chance, Chances
from simulator.console.missed import Missed, clock_title, missed, missed_words, told_together
from simulator.console.sights import Eyes
from simulator.console.view import ClockView, Sentence
from simulator.model.durations import MINUTE
from simulator.model.setup import Clock, Setup
from simulator.timeline.judge import Verdict, judge
from simulator.timeline.state import State
from simulator.wording.names import Names


class Deadlines:
    """The clocks of an exercise; the judge is asked once a State."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._judged: tuple[State, list[Verdict]] | None = None

    def clock_views(
        self, state: State, now: int, seen: Eyes, par: State | None, chances: Chances
    ) -> tuple[ClockView, ...]:
        """How each clock that these eyes see stands at ``now``."""
        verdicts = self._verdicts(state) if now == state.now else _judged(self._setup, replace(state, now=now))
        return tuple(_clock(verdict, now, seen, par, chances) for verdict in verdicts if _sees(verdict, seen))

    def missed(self, state: State, seen: Eyes) -> Mapping[str, Sentence]:
        """Clock or turn → when it was missed, in words: those that these eyes see, no benchmarks, earliest first."""
        return {key: (at, missed_words(clock, seen.names)) for at, key, clock in self._missed(state, seen)}

    def missed_together(self, state: State, seen: Eyes) -> tuple[Sentence, ...]:
        """The same, those of one second in one sentence."""
        return told_together(self._missed(state, seen), seen.names)

    def _missed(self, state: State, seen: Eyes) -> list[Missed]:
        until = state.now if state.ended_at is None else state.ended_at
        return missed((verdict for verdict in self._verdicts(state) if _sees(verdict, seen)), until)

    def _verdicts(self, state: State) -> list[Verdict]:
        if self._judged is None or self._judged[0] is not state:
            self._judged = (state, _judged(self._setup, state))
        return self._judged[1]


def _judged(setup: Setup, state: State) -> list[Verdict]:
    """As the judge has them; when the story is over, what still runs is settled by ENDEX, which plays on (rule 4)."""
    verdicts = judge(setup.clocks, state, over=state.now >= setup.scenario.ends_after)
    goes_on = state.ended_at is None
    return [v._replace(standing="running") if goes_on and v.standing == "undecided" else v for v in verdicts]


def _sees(verdict: Verdict, seen: Eyes) -> bool:
    """Who does not conduct sees none that has not started, and none that a message expects.

    What a message that has not come will expect is like its title.
    """
    if not seen.sees("clocks"):
        return False
    if not seen.sees("waiting-clocks"):
        return verdict.standing != "not-started" and verdict.clock.kind != "inject"
    return verdict.clock.kind != "inject" or (verdict.standing != "not-started" or seen.sees("titles"))


def _clock(verdict: Verdict, now: int, seen: Eyes, par: State | None, chances: Chances) -> ClockView:
    clock, names = verdict.clock, seen.names
    waits = clock.is_order or verdict.waits == clock.start
    return ClockView(
        key=clock.key,
        title=clock_title(clock, names),
        kind=clock.kind,
        standing=verdict.standing,
        is_order=clock.is_order,
        start=names.milestone(clock.start) if waits else "",
        end=names.milestone(clock.end) if clock.is_order or clock.keeps_away else "",
        started=verdict.started,
        deadline=verdict.deadline,
        reached=verdict.reached,
        moot=verdict.moot,
        turns_missed=sum(gap.missed for gap in verdict.gaps),
        keeps_away=clock.keeps_away,
        owes=_owes(verdict, names),
        turn_due=_turn_due(verdict),
        counts_with=names.milestone(verdict.waits) if verdict.waits not in ("", clock.start) else "",
        par=_par(clock, par) if seen.sees("par") else None,
        chance=_chance(verdict, now, chances) if seen.sees("chances") else None,
    )


def _owes(verdict: Verdict, names: Names) -> tuple[str, str] | None:
    """What people can state has come: no step done and no message delivered, as these tell of themselves."""
    clock, pressing = verdict.clock, verdict.standing in ("running", "missed")
    if not pressing or verdict.reached is not None or clock.is_order or clock.keeps_away or ":" in clock.end:
        return None
    return clock.end, names.milestone(clock.end)


def _turn_due(verdict: Verdict) -> int | None:
    """When the turn that runs is due, of a duty that recurs."""
    return next((gap.due for gap in verdict.gaps if gap.ended is None and not gap.missed), None)


def _par(clock: Clock, par: State | None) -> int | Literal["never"] | None:
    """Seconds the playbook alone takes; None where that is not known."""
    started = None if par is None or clock.is_order or clock.recurs or clock.keeps_away else par.reached(clock.start)
    if par is None or started is None or not clock.counts(par.reached):
        return None
    reached = par.reached(clock.end)
    return "never" if reached is None else max(reached - started, 0)


def _chance(verdict: Verdict, now: int, chances: Chances) -> Chance | None:
    """Under a minute, the milestone not reached, there is no chance to speak of."""
    due = verdict.deadline if verdict.standing == "running" else _turn_due(verdict)
    if due is None or due - now < MINUTE:
        return None
    return chances.get(verdict.clock.key)
