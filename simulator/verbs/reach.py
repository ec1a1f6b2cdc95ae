"""``tabletop simulate --reach``: what it would take for the clocks chosen to be met with a chance."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from simulator.content.assembly import Assembly
from simulator.content.nearest import advice
from simulator.errors import TabletopError
from simulator.model.setup import Setup
from simulator.study.changes import names_of_changes
from simulator.study.front_json import front_json
from simulator.study.fronts import ChangeSet, Fared, Front, Goal
from simulator.study.reach import Standing, clocks_in_force, reach
from simulator.study.sets import with_changes
from simulator.verbs.printed import columns, folded
from simulator.verbs.progress import Progress
from simulator.verbs.questions import Outputs, Questions
from simulator.verbs.simulate_options import SimulateOptions
from simulator.verbs.write_patch import write_patch
from simulator.wording.names import Names
from simulator.wording.reach import answer_words, caution_words, part_words, set_words, tried_words, why_words
from simulator.wording.shares import gain_interval, interval, percent, points
from simulator.wording.voice import Voice

DONE, INTERRUPTED = 0, 130


def reach_clocks(
    assembly: Assembly, asked: Questions, outputs: Outputs, options: SimulateOptions, libraries: Sequence[Path]
) -> int:
    """Searches, and prints or writes the answer; 130 where somebody stopped it, with the answer so far.

    Where a set is asked for as a patch, by its number, the answer goes to stderr.
    """
    setup = assembly.setup
    _refuse_unknown(setup, asked.without)
    goal = Goal(_chosen(setup, asked.clocks, options), asked.reach or 0.0, asked.budget)
    voice = Voice.of(setup, options.language)
    with Progress(voice) as progress:
        front = reach(
            setup,
            goal,
            seed=options.seed,
            without=asked.without,
            jobs=options.jobs,
            telling=_Told(progress, voice).tell,
        )
    if outputs.html_file:
        from simulator.workspace.reports import write_reach

        write_reach(outputs.html_file, front, setup, options.language)
    if outputs.as_json:
        print(json.dumps(front_json(front, setup), ensure_ascii=False, indent=2))
    else:
        for line in ReachText(setup, voice).lines(front):
            print(*folded(line), sep="\n", file=sys.stderr if asked.patch else sys.stdout)
    if asked.patch:
        write_patch(assembly, _made(setup, front, int(asked.patch)), libraries, voice)
    return INTERRUPTED if front.partial else DONE


def _made(setup: Setup, front: Front, number: int) -> Setup:
    """The setup with the set of this number made."""
    if not front.sets:
        raise TabletopError("there is no set {number}: none is told", number=number)
    if not 1 <= number <= len(front.sets):
        raise TabletopError(
            "there is no set {number}: they are numbered from 1 to {last}", number=number, last=len(front.sets)
        )
    made = with_changes(setup, front.sets[number - 1].ids)
    assert made
    return made


def _chosen(setup: Setup, named: Sequence[str], options: SimulateOptions) -> tuple[str, ...]:
    if not named:
        found = clocks_in_force(setup, seed=options.seed, jobs=options.jobs)
        if not setup.clocks:
            raise TabletopError("no clock runs here: name expectations in the scenario")
        if not found:
            raise TabletopError("no clock that binds starts here: name one with --clock")
        return found
    keys: dict[str, None] = {}
    for name in named:
        found = tuple(clock.key for clock in setup.clocks if name in (clock.id, clock.key))
        if not found:
            known = [clock.key for clock in setup.clocks]
            raise TabletopError("no clock {name} runs here{advice}", name=name, advice=advice(name, known))
        keys |= dict.fromkeys(found)
    return tuple(keys)


def _refuse_unknown(setup: Setup, without: Sequence[str]) -> None:
    known = names_of_changes(setup)
    for name in without:
        if name not in known:
            raise TabletopError("--without: there is no change {name}{advice}", name=name, advice=advice(name, known))


@dataclass
class _Told:
    """The search as it goes on, beside the progress."""

    progress: Progress
    voice: Voice
    _expected: int = field(default=20_000)

    def tell(self, standing: Standing) -> None:
        """Nobody knows how many runs it takes: whenever they are nearly played, more are expected."""
        while standing.runs > self._expected * 0.9:
            self._expected = self._expected * 3 // 2
        told = self.voice("best so far: {chances}", chances=self.voice.joined(map(percent, standing.chances)))
        self.progress(standing.runs, self._expected, told if standing.changes else "")


class ReachText:
    """A front as lines in one language, with the names of one setup."""

    def __init__(self, setup: Setup, voice: Voice) -> None:
        self.setup = setup
        self.voice = voice
        self.names = Names(setup, voice)

    def lines(self, front: Front) -> Iterator[str]:
        """The answer, things as they are and with each set, the sets, and what a search cannot know."""
        voice, setup = self.voice, self.setup
        yield f"{voice.text(setup.scenario.title)}  ·  {setup.playbook.id}  ·  {setup.team.id}"
        runs = voice("{runs} runs, seed {seed}", runs=f"{front.runs:,}", seed=front.seed)
        yield f"{tried_words(front, self.names)}  ·  {runs}"
        yield ""
        yield from answer_words(front, self.names)
        yield ""
        yield voice("As things are, and with each set:") if front.sets else voice("As things are:")
        yield from self._side_by_side(front)
        for n, one in enumerate(front.sets, 1):
            yield ""
            yield from self._set(n, one, front)
        yield ""
        yield from caution_words(self.names)

    def _side_by_side(self, front: Front) -> Iterator[str]:
        """The chance of each clock now and with each set, under what the set costs."""
        voice, numbers = self.voice, map(str, range(1, len(front.sets) + 1))
        costs = [["0", "", *(str(one.cost) for one in front.sets), voice("cost")]] if front.sets else []
        rows = [
            [percent(now.met.p), interval(now.met), *(percent(one.fared[n].met.p) for one in front.sets), words]
            for n, (now, words) in enumerate(zip(front.base, map(self.names.keyed, front.goal.clocks), strict=True))
        ]
        yield from columns([voice("now"), voice("95% interval"), *numbers, voice("expectation")], costs + rows)

    def _set(self, number: int, one: ChangeSet, front: Front) -> Iterator[str]:
        yield self.voice("Set {number}: {words}", number=number, words=set_words(one, front, self.names))
        for part in one.parts:
            yield f"  {part_words(part, one, front, self.names)}"
            yield f"    {part.id} · {self.voice('cost {cost}', cost=part.cost)}"
        yield from self._clocks(one.fared, front)
        yield from (f"  {words}" for words in why_words(one, front, self.names))

    def _clocks(self, fared: Sequence[Fared], front: Front) -> Iterator[str]:
        voice = self.voice
        heads = [voice("met"), voice("95% interval"), voice("gain"), voice("95% interval"), voice("expectation")]
        rows = [
            [percent(f.met.p), interval(f.met), points(f.gain.by), gain_interval(f.gain), self.names.keyed(key)]
            for key, f in zip(front.goal.clocks, fared, strict=True)
        ]
        yield from columns(heads, rows)
