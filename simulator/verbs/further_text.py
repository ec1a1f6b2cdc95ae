"""What was asked besides a study in words and tables, for a terminal: changes, who is missed, another playbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from simulator.model.setup import Setup
from simulator.study.gains import Further, Ranking, WhatIf, by_absence
from simulator.verbs.beside import Beside
from simulator.verbs.printed import columns
from simulator.wording.changes import (
    AT_ONCE,
    MISSED,
    MISSED_BY_CLOCK,
    WHENEVER_ASKED,
    change_words,
    figures_words,
    matter,
    rest_words,
)
from simulator.wording.names import Names
from simulator.wording.shares import gain_interval, percent, points
from simulator.wording.voice import Voice


class FurtherText:
    """The answers as lines in one language, with the names of one setup."""

    def __init__(self, setup: Setup, voice: Voice) -> None:
        self.voice = voice
        self.names = Names(setup, voice)

    def further(self, further: Further, least: float) -> Iterator[str]:
        """What was asked besides the study: the changes ranked for each clock, and who is missed."""
        before = 0
        for ranking in further.rankings:
            yield ""
            yield from self.ranking(ranking, least, before)
            before += len(ranking.all)
        if further.missed:
            yield ""
            yield from self._missed(further.missed)

    def ranking(self, ranking: Ranking, least: float, before: int = 0) -> Iterator[str]:
        """Changes by what they gain, the options of decisions, and the assumptions that would turn the answer.

        ``before``: how many changes were numbered before these.
        """
        voice, numbers = self.voice, {change.id: n for n, change in enumerate(ranking.all, before + 1)}
        yield voice(
            "What to change first for {clock} (now {met} of {runs} runs):",
            clock=self.names.keyed(ranking.clock),
            met=percent(ranking.base.p),
            runs=f"{ranking.runs:,}",
        )
        yield from self._what_ifs(ranking, ranking.changes, numbers)
        yield voice(AT_ONCE)
        if ranking.decisions:
            yield ""
            yield voice(WHENEVER_ASKED)
            yield from self._what_ifs(ranking, ranking.decisions, numbers)
        if ranking.absences:
            yield ""
            yield voice(MISSED)
            yield from self._what_ifs(ranking, ranking.absences, numbers)
            yield self._turned(ranking, ranking.absences, least)
        if not ranking.assumptions:
            return
        yield ""
        yield voice("Figures assumed, or seen only a few times, that move it most, if wrong by half:")
        yield from self._what_ifs(ranking, ranking.assumptions, numbers)
        yield self._turned(ranking, ranking.assumptions, least)

    def _turned(self, ranking: Ranking, changes: Sequence[WhatIf], least: float) -> str:
        """Which of them would turn the answer."""
        voice = self.voice
        turned = self.names.listed(change_words(change, self.names) for change in ranking.turned(changes, least))
        if turned:
            return voice("Would turn the answer at {least}: {changes}.", least=percent(least), changes=turned)
        return voice("None of them alone would turn the answer at {least}.", least=percent(least))

    def _what_ifs(self, ranking: Ranking, changes: Sequence[WhatIf], numbers: Mapping[str, int]) -> Iterator[str]:
        """Those that make a difference; of the rest only how many."""
        voice = self.voice
        heads = [voice("no."), voice("gain"), voice("95% interval"), voice("then met"), voice("change")]
        heads += [voice("where, and what it stands for")]
        rows = [
            [
                str(numbers[change.id]),
                points(change.gain.by),
                gain_interval(change.gain),
                percent(ranking.then(change)),
                change_words(change, self.names),
                ": ".join(filter(None, [*change.where, figures_words(change)])),
            ]
            for change in matter(changes)
        ]
        if rows:
            yield from columns(heads, rows, lead=(4,))
        if rest := rest_words(changes, self.names):
            yield rest

    def _missed(self, missed: Sequence[Ranking]) -> Iterator[str]:
        """Who is out of reach × clock: the chance then, and what that costs where it is sure to cost something."""
        voice, n = self.voice, self.names
        yield voice(MISSED_BY_CLOCK)
        for number, ranking in enumerate(missed, 1):
            yield f"  ({number}) {n.keyed(ranking.clock)}"
        heads = [*(f"({number})" for number in range(1, len(missed) + 1)), voice("out of reach")]
        rows = [[*(percent(ranking.base.p) for ranking in missed), voice("nobody")]]
        for absence, by_clock in by_absence(missed):
            rows.append([*map(self._without, missed, by_clock), change_words(absence, n)])
        yield from columns(heads, rows)

    def _without(self, ranking: Ranking, absence: WhatIf) -> str:
        chance = percent(ranking.then(absence))
        return f"{chance} ({points(absence.gain.by)})" if absence.gain.is_sure else chance

    def compared(self, beside: Beside) -> Iterator[str]:
        """Another playbook, or the files as they were, beside these, clock by clock."""
        voice, name = self.voice, beside.name
        yield ""
        yield (
            voice("Since the files in {folder}, on the same draws:", folder=name)
            if beside.earlier
            else voice("Beside {playbook}, on the same draws:", playbook=name)
        )
        heads = [voice("met"), name, voice("gain"), voice("95% interval"), voice("expectation")]
        rows = [
            [
                *map(percent, (c.after.p, c.before.p) if beside.earlier else (c.before.p, c.after.p)),
                points(c.gain.by),
                gain_interval(c.gain),
                self.names.keyed(c.clock),
            ]
            for c in beside.clocks
        ]
        yield from columns(heads, rows)
