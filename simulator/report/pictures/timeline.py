"""The timeline as a drawing: readable in black and white, labels never on top of each other.

Every mark and bar is packed into rows together with its label, so that the page's width decides the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from simulator.findings.chart import Bar, Chart, Mark
from simulator.model.durations import DAY, HOUR
from simulator.report.drawing import (
    LETTER,
    PAGE,
    Anchor,
    Box,
    Break,
    Disc,
    Drawing,
    FillStyle,
    Label,
    LabelStyle,
    Shape,
    Stroke,
    diamond,
    triangle,
)
from simulator.report.pictures.axis import Axis
from simulator.report.pictures.packing import packed, shortened, spaced, width_of
from simulator.wording.names import Names
from simulator.wording.times import tick

WIDTH, GUTTER, EDGE = PAGE, 88.0, 6.0
MARK_ROW, BAR_ROW, BAR = 12.0, 16.0, 4.5
CUT = 6
"""A page may end before each lane and after so many of its rows."""
_STEPS = (HOUR // 2, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY)


@dataclass(frozen=True, slots=True)
class _Item:
    """A mark or a bar with its label: it takes the row from ``start`` to ``stop``."""

    start: float
    stop: float
    label: str
    label_x: float
    anchor: Anchor
    what: Mark | Bar


def timeline(chart: Chart, names: Names) -> Drawing:
    """The chart on a page's width, as high as it needs."""
    sheet = _Sheet(chart, names, Axis.over(_moments(chart), GUTTER, WIDTH - GUTTER - EDGE))
    sheet.lane(names.voice("Injects"), chart.injects, MARK_ROW)
    for role, bars in chart.lanes:
        sheet.lane(names.role(role), bars, BAR_ROW)
    sheet.lane(names.voice("Milestones"), chart.milestones, MARK_ROW)
    sheet.lane(names.voice("Deadlines"), chart.deadlines, MARK_ROW)
    return sheet.finished()


def _moments(chart: Chart) -> Iterable[int]:
    for mark in (*chart.injects, *chart.milestones, *chart.deadlines):
        yield mark.at
    for _, bars in chart.lanes:
        for bar in bars:
            for span in (*bar.worked, *bar.paused):
                yield from span
    if chart.ended_at is not None:
        yield chart.ended_at


class _Sheet:
    """The picture while it grows downwards."""

    def __init__(self, chart: Chart, names: Names, axis: Axis) -> None:
        self.end, self.names, self.axis = chart.ended_at, names, axis
        self.y = 24.0
        self.shapes: list[Shape] = []
        self.cuts: list[float] = []

    def lane(self, title: str, marks: Sequence[Mark | Bar], height: float) -> None:
        """Marks or bars under each other as far as their labels need it; nothing where there are none."""
        rows = packed([self._placed(mark) for mark in marks if isinstance(mark, Mark) or mark.worked or mark.paused])
        if not rows:
            return
        self.shapes.append(Stroke((0, self.y), (WIDTH, self.y), "lane"))
        self._text(shortened(title, GUTTER - 14), 0, self.y + 10.5, "start", "who")
        for number, row in enumerate(rows):
            if number % CUT == 0:
                self.cuts.append(self.y + number * height)
            for item in row:
                self._item(item, self.y + 2 + number * height)
        self.y += len(rows) * height + 4

    # ---- where things go

    def _placed(self, what: Mark | Bar) -> _Item:
        if isinstance(what, Mark):
            return self._beside(what, self._label(what))
        again = f" ({what.number})" if what.number > 1 else ""
        return self._above(what, shortened(self.names.job(what.job) + again, 190))

    def _beside(self, mark: Mark, label: str) -> _Item:
        """The label right of a mark, or left of it near the right edge."""
        x, wide = self.axis.x(mark.at), width_of(label)
        if x + 6 + wide <= WIDTH:
            return _Item(x - 4, x + 6 + wide, label, x + 6, "start", mark)
        return _Item(x - 6 - wide, x + 4, label, x - 6, "end", mark)

    def _above(self, bar: Bar, label: str) -> _Item:
        """The label above a bar, from its beginning or, near the right edge, to its end."""
        spans, wide = (*bar.worked, *bar.paused), width_of(label)
        start, end = self.axis.x(min(a for a, _ in spans)), self.axis.x(max(b for _, b in spans))
        if start + wide <= WIDTH:
            return _Item(start, max(end, start + wide), label, start, "start", bar)
        return _Item(min(start, end - wide), end, label, end, "end", bar)

    def _label(self, mark: Mark) -> str:
        if mark.kind == "inject":
            return shortened(f"{mark.number or '+'} {self.names.inject(mark.what)}", 176)
        if mark.kind == "milestone":
            return shortened(self.names.milestone(mark.what), 176)
        clock = self.names.setup.clock(mark.what)
        assert clock is not None
        title = shortened(self.names.clock(clock), 136 if clock.reading else 176)
        return title + (shortened(f" ({self.names.milestone(clock.start)})", 112) if clock.reading else "")

    # ---- pieces

    def _item(self, item: _Item, top: float) -> None:
        if isinstance(item.what, Bar):
            self._bar(item.what, top + LETTER + 1.5)
        else:
            self._sign(item.what, self.axis.x(item.what.at), top + MARK_ROW / 2 - 1)
        self._text(item.label, item.label_x, top + LETTER - 0.3, item.anchor)

    def _bar(self, bar: Bar, top: float) -> None:
        middle = top + BAR / 2
        for a, b in bar.paused:
            x1, x2 = self.axis.x(a), self.axis.x(b)
            self.shapes.append(Stroke((x1, middle), (x2, middle), "paused"))
        for a, b in bar.worked:
            for start, stop, style in self._split(a, b):
                x, wide = self.axis.x(start), max(self.axis.x(stop) - self.axis.x(start), 1.5)
                self.shapes.append(Box((x, top), wide, BAR, style))

    def _split(self, start: int, stop: int) -> list[tuple[int, int, FillStyle]]:
        """A stretch of work, cut where play ended."""
        if self.end is None or stop <= self.end:
            return [(start, stop, "work")]
        if start >= self.end:
            return [(start, stop, "work projected")]
        return [(start, self.end, "work"), (self.end, stop, "work projected")]

    def _sign(self, mark: Mark, x: float, y: float) -> None:
        """A dot is an inject, a diamond a milestone (hollow: projected); a triangle is a deadline (filled: late)."""
        during_play = self.end is None or mark.at <= self.end
        if mark.kind == "inject":
            self.shapes.append(Disc((x, y), 2.6, hollow=not during_play))
        elif mark.kind == "milestone":
            self.shapes.append(diamond(x, y, hollow=not during_play))
        else:
            self.shapes.append(triangle(x, y, hollow=mark.good))

    def _text(self, words: str, x: float, y: float, anchor: Anchor, style: LabelStyle = "label") -> None:
        self.shapes.append(Label(words, (x, y), anchor, style))

    # ---- the frame

    def finished(self) -> Drawing:
        """The whole picture, ground first."""
        ground = [*self._projection(), *self._ticks(), *self._breaks()]
        return Drawing(self.names.voice("Timeline"), WIDTH, self.y + 4, (*ground, *self.shapes), tuple(self.cuts))

    def _projection(self) -> Iterable[Shape]:
        if self.end is None:
            return
        x = self.axis.x(self.end)
        wide = max(WIDTH - x, 0)
        yield Box((x, 14), wide, self.y - 14, "after")
        yield Stroke((x, 2), (x, self.y), "endex")
        said = self.names.voice("end of the timeline") if self.names.is_real else "ENDEX"
        before = wide < max(60, width_of(said))
        yield Label(said, (x - 3, 8), "end", "who") if before else Label(said, (x + 3, 8), "start", "who")

    def _ticks(self) -> Iterable[Shape]:
        """The time is always said at the start and where a shortened stretch ends; round hours where there is room."""
        room = self._tick_room()
        resumed = self._label_places([0, *(b for _, b in self.axis.breaks)])
        rounded = self._label_places(round_times(self.axis, self.names, room))
        first = spaced(sorted(resumed), room)
        for middle in first + spaced(sorted(rounded), room, first):
            seconds = resumed.get(middle, rounded.get(middle, 0))
            x = self.axis.x(seconds)
            yield Stroke((x, 22), (x, self.y), "tick")
            yield Label(tick(self.names.voice, seconds), (middle, 18), "middle", "time")

    def _label_places(self, moments: Sequence[int]) -> dict[float, int]:
        """Where the middle of each tick's label goes: above the tick, but not beyond the right edge."""
        return {min(self.axis.x(moment), WIDTH - self._tick_room() / 2): moment for moment in moments}

    def _tick_room(self) -> float:
        return width_of(self.names.voice.day_clock(0)) + 10

    def _breaks(self) -> Iterable[Shape]:
        for a, b in self.axis.breaks:
            x = (self.axis.x(a) + self.axis.x(b)) / 2
            yield Break(((x - 3, 27), (x - 1, 21), (x + 1, 27), (x + 3, 21)))


def round_times(axis: Axis, names: Names, room: float) -> list[int]:
    """Round local times along the axis, outside what is shortened; as fine as there is room for."""
    most = (WIDTH - GUTTER) / (room * 1.2)
    step = next((step for step in _STEPS if axis.offsets[-1] / step <= most), _STEPS[-1])
    first = names.voice.local(0)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    offset = int((midnight - first) / timedelta(seconds=1))
    candidates = range(offset, axis.knots[-1] + 1, step)
    return [seconds for seconds in candidates if seconds >= 0 and not axis.broken(seconds)]
