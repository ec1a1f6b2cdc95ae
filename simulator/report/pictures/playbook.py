"""A playbook at a glance: a row a step, arrows from what each waits for, and how long it works.

Rows and not a cloud of boxes: whatever the graph is like, titles stand under each other and stay as large as the rest
of a page, 25 steps fill one of A4, and no arrow runs through a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.model.durations import MINUTE
from simulator.model.playbook import Playbook, Step
from simulator.model.playbooks import Playbooks
from simulator.plan.flow import Flow, Link, LinkKind, reached
from simulator.plan.tracks import Track, tracked
from simulator.report.drawing import LETTER, PAGE, Box, Disc, Drawing, Label, LineStyle, Shape, Sign, Stroke, diamond
from simulator.report.pictures.bars import STYLES, parts
from simulator.report.pictures.packing import shortened, width_of
from simulator.study.result import Effort
from simulator.wording.lengths import rough_span
from simulator.wording.rhythm import rhythm_words
from simulator.wording.voice import Voice

_ROW, _HEAD, _LANE, _NODE = 28.0, 30.0, 7.0, 9.0
_TIME, _WORDS = 92.0, 46.0
"""Width of the bars of time, and of the words beside each."""
_IN: dict[LinkKind, float] = {"all": 4.0, "any": 8.5, "again": 13.0}
_OUT = 18.0
"""How far below the upper edge of a row arrows end, by kind, and begin: none hides another."""
_MOST_LANES = 150.0
"""What the tracks may take of the page: where there are more, they stand closer."""


def playbook_graph(
    playbook: Playbook | Playbooks,
    voice: Voice,
    called: Callable[[str], str],
    spent: Mapping[str, Effort] | None = None,
) -> Drawing:
    """The steps of a playbook, what each waits for, and its likely working time.

    ``called``: words for ids and phases. ``spent``: instead of that time, what a study says each step spends.
    """
    flow = Flow.of(playbook)
    tracks = tracked(flow.links)
    lanes = max((track.number + 1 for track in tracks), default=0)
    sheet = _Sheet(flow, voice, called, spent, lanes, min(_LANE, _MOST_LANES / max(lanes, 1)))
    shapes = [*sheet.legend(), *(shape for track in tracks for shape in sheet.arrows(track))]
    shapes += [shape for n, step in enumerate(flow.steps) for shape in sheet.row(n, step)]
    height = _HEAD + len(flow.steps) * _ROW + 4
    title = voice.text(playbook.title) if playbook.title else playbook.id
    cuts = tuple(_HEAD + n * _ROW for n in range(len(flow.steps)))
    return Drawing(voice("Steps of {playbook}", playbook=title), PAGE, height, tuple(shapes), cuts)


@dataclass(frozen=True)
class _Sheet:
    flow: Flow
    voice: Voice
    called: Callable[[str], str]
    spent: Mapping[str, Effort] | None
    lanes: int
    lane: float

    @property
    def _left(self) -> float:
        """Where the rows begin, right of the tracks."""
        return self.lanes * self.lane + 8

    def _x(self, number: int) -> float:
        return self._left - 6 - (number + 0.5) * self.lane

    def legend(self) -> Iterator[Shape]:
        """Colours of the phases that there are, what the signs mean, and what the bars are."""
        bars = self.voice("likely working time") if self.spent is None else self.voice("time in one run")
        yield Label(bars, (PAGE, 20.5), "end", "time")
        x = 0.0
        for phase in dict.fromkeys(step.phase for step in self.flow.steps):
            yield Box((x, 1), 9, 8, phase)
            yield Label(self.called(phase), (x + 12, 8.5))
            x += 22 + width_of(self.called(phase))
        x = 0.0
        voice = self.voice
        signs: list[tuple[Shape, str]] = [
            (Disc((3, 18), 2), voice("waits for all of these")),
            (Disc((3, 18), 2, hollow=True), voice("for any of these")),
            (Sign(((6, 15), (6, 21), (0, 18)), hollow=True), voice("done again")),
            (diamond(4, 18), voice("reaches a milestone")),
        ]
        for sign, words in signs:
            yield _moved(sign, x)
            yield Label(words, (x + 12, 20.5), style="time")
            x += 22 + width_of(words)

    def arrows(self, track: Track) -> Iterator[Shape]:
        """One track, with a sign at each step that it leads to."""
        x, again = self._x(track.number), track.links[0].end <= track.start
        style: LineStyle = "paused" if again else "way"
        first = _HEAD + track.start * _ROW + _OUT
        ends = [(link, self._entry(link)) for link in track.links]
        heights = [first, *(y for _, y in ends)]
        yield Stroke((x, first), (self._left, first), style)
        yield Stroke((x, min(heights)), (x, max(heights)), style)
        for link, y in ends:
            yield Stroke((x, y), (self._left, y), style)
            yield _sign(link, self._left - 3, y)

    def _entry(self, link: Link) -> float:
        return _HEAD + link.end * _ROW + _IN[link.kind]

    def row(self, n: int, step: Step) -> Iterator[Shape]:
        """A step: its phase by colour, title, milestones, who does it, on what it rests, how long it works."""
        top, x = _HEAD + n * _ROW, self._left
        yield Box((x, top + 1), _NODE, _ROW - 6, step.phase)
        x += _NODE + 5
        room = PAGE - _TIME - _WORDS - 10 - x
        title, goals = step.name(self.voice.language), self._listed(reached(step))
        at, below = x + width_of(title) + 8, self._below(n, step)
        yield Label(shortened(title, room), (x, top + 9), style="who")
        if goals and at + 7 + width_of(goals) <= x + room:
            yield diamond(at, top + 6)
            yield Label(goals, (at + 7, top + 9))
        elif goals:
            below += f" · ◆ {goals}"
        yield Label(shortened(below, PAGE - x), (x, top + 19), style="time")
        yield from self._time(step, top)

    def _below(self, n: int, step: Step) -> str:
        voice = self.voice
        roles = " + ".join(
            self.called(role) if people == 1 else f"{people} {self.called(role)}" for role, people in step.role.items()
        )
        parts = [roles, self.called(step.phase)]
        outside = self.flow.from_outside(step)
        parts += [f"◇ {self._listed(outside)}"] if outside else []
        resting = dict.fromkeys(self.called(link.on) for link in self.flow.links if link.end == n and link.on)
        parts += [voice("on {outcomes}", outcomes=voice.listed(resting))] if resting else []
        parts += [voice("if {milestone}", milestone=self.called(name)) for name in step.only_if]
        parts += [voice("unless {milestone}", milestone=self.called(name)) for name in step.unless]
        parts += rhythm_words(step, voice, self.called)
        if step.outcomes:
            parts.append("→ " + " / ".join(map(self.called, step.outcomes)))
        return " · ".join(parts)

    def _listed(self, ids: Iterable[str]) -> str:
        return self.voice.listed(map(self.called, ids))

    def _time(self, step: Step, top: float) -> Iterator[Shape]:
        """Its time as a bar, on one scale for all steps; the words at the right."""
        if step.takes is None and self.spent is None:
            until = self.voice("until {milestones}", milestones=self._listed(step.until))
            yield Label(shortened(until, _TIME + _WORDS), (PAGE, top + 9), "end", "time")
            return
        x, times = PAGE - _TIME - _WORDS, self._times(step)
        scale = _TIME / max(MINUTE, *(sum(self._times(other)) for other in self.flow.steps))
        for style, seconds in zip(STYLES, times, strict=True):
            if seconds:
                yield Box((x, top + 1.5), max(seconds * scale, 0.8), LETTER, style)
                x += seconds * scale
        yield Label(rough_span(self.voice, sum(times)), (PAGE, top + 9), "end", "time")

    def _times(self, step: Step) -> tuple[float, float, float]:
        """What it works, waits for people who are busy, and for people who are not there."""
        if self.spent is None:
            return (step.takes.likely if step.takes else 0.0), 0.0, 0.0
        effort = self.spent.get(step.id)
        return parts(effort) if effort else (0.0, 0.0, 0.0)


def _sign(link: Link, x: float, y: float) -> Shape:
    if link.kind == "again":
        return Sign(((x + 3, y - 3), (x + 3, y + 3), (x - 3, y)), hollow=True)
    return Disc((x, y), 2, hollow=link.kind == "any")


def _moved(shape: Shape, by: float) -> Shape:
    match shape:
        case Disc((x, y), radius, hollow):
            return Disc((x + by, y), radius, hollow)
        case Sign(points, hollow):
            return Sign(tuple((x + by, y) for x, y in points), hollow)
        case _:
            return shape
