"""The playbook of a study as a graph in a list: a row a step, lines from what each waits for, and its time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from simulator.console.figures import Figure, Figures
from simulator.console.rows import Cell, Line, Row, Tone
from simulator.console.studying import Studying
from simulator.model.base import percent as odds_words
from simulator.model.playbook import FAILED, TIMED_OUT, Step
from simulator.plan.flow import Flow, Link, LinkKind, reached
from simulator.plan.tracks import Track, tracked
from simulator.study.result import Effort, Why
from simulator.wording.lengths import rough_span
from simulator.wording.names import PHASES, Names
from simulator.wording.shares import percent

_MOST_LANES: Final = 12
"""Lines beside each other that are drawn: farther ones are left out of the list, and stand in the words of a step."""
_ENDS: Final[Mapping[LinkKind, str]] = {"all": "▸", "any": "▹", "again": "↺"}
"""What stands where a line ends: all of these are waited for, any of them, it is done again."""


@dataclass(frozen=True)
class StepGraph:
    """The steps of a setup's playbook, and what a study says each spends."""

    names: Names
    studying: Studying

    @cached_property
    def flow(self) -> Flow:
        """The steps in an order in which each comes after what it waits for, and the arrows between them."""
        return Flow.of(self.names.setup.playbook)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """What stands before each step's title."""
        return gutters(self.flow)

    @property
    def _why(self) -> Why | None:
        return self.studying.study.why if self.studying.study else None

    @property
    def _spent(self) -> Mapping[str, Effort]:
        """Step → what it spends in one run, on average; empty until that is known."""
        return {effort.job: effort for effort in (self._why.work if self._why else ())}

    def rows(self) -> tuple[Row, ...]:
        """Time in one run, the graph, and the step's title; ◆ where it reaches a milestone."""
        spent = self._spent
        most = max((spent[step.id].whole for step in self.flow.steps if step.id in spent), default=0)
        steps = zip(self.flow.steps, self.lines, strict=True)
        return tuple(self._row(step, line, spent.get(step.id), most) for step, line in steps)

    def _row(self, step: Step, line: str, effort: Effort | None, most: float) -> Row:
        waited = effort is not None and effort.whole > 2 * effort.worked
        words = rough_span(self.names.voice, effort.whole) if effort else "–"
        tone: Tone = "warning" if waited else "strong"
        title = f"{'◆' if reached(step) else ' '} {self.names.step(step.id)}"
        cells = Cell((f"{words}{'…' if waited else ' '}", tone)), Cell((line, "quiet")), Cell(title)
        return Row(
            step.id, cells, bar=effort.whole / most if effort and most else 0.0, right=(self._roles(step), "quiet")
        )

    def _roles(self, step: Step) -> str:
        named = ((self.names.role(role), people) for role, people in step.role.items())
        return " + ".join(role if people == 1 else f"{people} {role}" for role, people in named)

    def about(self, at: int) -> tuple[Figure, ...]:
        """Who does a step, what it waits for, how it ends, and where its time goes."""
        step, voice = self.flow.steps[at], self.names.voice
        found: list[Figure] = [((self.names.step(step.id), "accent"),)]
        found.append(((f"{voice(PHASES[step.phase])} · {self._roles(step)}", "quiet"),))
        found += [Row("", (Cell((f"{head}: ", "quiet")), Cell(words)), whole=True) for head, words in self._facts(at)]
        effort = self._spent.get(step.id)
        if effort is not None:
            heads = (voice("worked"), voice("all busy"), voice("not there"), "")
            spans = (rough_span(voice, spent) for spent in (effort.worked, effort.for_person, effort.for_absent))
            often = voice("done {count} times in one run", count=f"{effort.share:.2g}")
            found += [(), Figures(heads, ((*spans, "" if f"{effort.share:.2g}" == "1" else often),)), *self._ways(step)]
        return tuple(found)

    def _facts(self, at: int) -> Iterator[tuple[str, str]]:
        """What is to be known of a step before anything is simulated, each under what it is."""
        step, voice, names = self.flow.steps[at], self.names.voice, self.names
        heads: dict[LinkKind, str] = {
            "all": voice("waits for all of these"),
            "any": voice("for any of these"),
            "again": voice("done again after"),
        }
        coming = [link for link in self.flow.links if link.end == at]
        for kind, head in heads.items():
            if led := [self._from(link) for link in coming if link.kind == kind]:
                yield f"{_ENDS[kind]} {head}", names.listed(led)
        if outside := self.flow.from_outside(step):
            yield f"◇ {voice('from outside')}", names.listed(map(names.milestone, outside))
        if step.outcomes:
            yield f"→ {voice('ends as')}", " / ".join(names.outcome(step.id, outcome) for outcome in step.outcomes)
        if step.repeat:
            back, most = names.step(step.repeat.from_), step.repeat.at_most
            words = {"step": back, "odds": odds_words(step.repeat.odds), "most": most}
            yield f"↺ {voice('sent back to')}", voice("“{step}”, in {odds}, {most} times at most", **words)
        if step.fails:
            yield f"✗ {voice('fails in')}", odds_words(step.fails.odds)
        if reached(step):
            yield f"◆ {voice('reaches')}", names.listed(map(names.milestone, reached(step)))

    def _from(self, link: Link) -> str:
        """The step that an arrow comes from, and the outcome or milestone on which it rests."""
        step = self.flow.steps[link.start]
        words = self.names.step(step.id)
        if not link.on:
            return words
        voice, names = self.names.voice, self.names
        without = {FAILED: voice("failed"), TIMED_OUT: voice("timed out")}.get(link.on, "")
        on = names.outcome(step.id, link.on) if link.on in step.outcomes else without or names.milestone(link.on)
        return voice("{step} ({end})", step=words, end=on)

    def _ways(self, step: Step) -> Iterator[Line]:
        """To which milestones it lies on the way, and how often."""
        for path in self._why.paths if self._why else ():
            if share := next((effort.share for effort in path.efforts if effort.job == step.id), 0.0):
                said = {"milestone": self.names.milestone(path.milestone), "share": percent(share)}
                yield (self.names.voice("on the way to “{milestone}” in {share} of the runs", **said),)


def gutters(flow: Flow) -> tuple[str, ...]:
    """What stands before each step's title: lines down from what it waits for, and a sign where one ends.

    A line that leads back is dotted. All are equally wide.
    """
    tracks = [track for track in tracked(flow.links) if track.number < _MOST_LANES]
    lanes = max((track.number + 1 for track in tracks), default=0)
    return tuple(_gutter(n, tracks, lanes) + _sign(n, flow) for n in range(len(flow.steps)))


def _gutter(row: int, tracks: list[Track], lanes: int) -> str:
    """The lanes of a row from the farthest to the nearest."""
    drawn, across = list[str](), False
    by_lane = {track.number: track for track in tracks if track.rows[0] <= row <= track.rows[1]}
    for lane in reversed(range(lanes)):
        track = by_lane.get(lane)
        turns = track is not None and (row == track.start or any(link.end == row for link in track.links))
        drawn.append(_piece(row, track, turns=turns, across=across))
        across = across or turns
    return "".join(drawn)


def _piece(row: int, track: Track | None, *, turns: bool, across: bool) -> str:
    """One lane of a row: nothing, a line down, one that turns to the row, and one that others cross."""
    if track is None:
        return "─" if across else " "
    first, last = track.rows
    if not turns:
        return "┼" if across else "┊" if track.links[0].end <= track.start else "│"
    if row == first:
        return "┬" if across else "╭"
    if row == last:
        return "┴" if across else "╰"
    return "┼" if across else "├"


def _sign(row: int, flow: Flow) -> str:
    """What the lines that end here mean; ◇ where only the world outside is waited for."""
    kinds = [link.kind for link in flow.links if link.end == row]
    first = next((kind for kind in ("all", "any", "again") if kind in kinds), None)
    if first:
        return _ENDS[first]
    return "◇" if flow.from_outside(flow.steps[row]) else " "
