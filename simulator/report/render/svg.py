"""The timeline as inline SVG: readable in black and white, labels never on top of each other.

Every mark and bar is packed into rows together with its label, so that the page's width decides the number
of rows. Only presentation attributes and classes are used: the page's policy allows no style attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from simulator.findings.chart import Bar, Chart, Mark
from simulator.model.durations import DAY, HOUR
from simulator.model.text import clean
from simulator.report.render.axis import Axis
from simulator.report.render.packing import SIZE, packed, shortened, spaced, width_of
from simulator.wording.names import Names

WIDTH, GUTTER, EDGE = 720.0, 104.0, 6.0
MARK_ROW, BAR_ROW, BAR = 12.0, 16.0, 4.5
_STEPS = (HOUR // 2, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY)
_HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="hatch" x1="0" y1="0" x2="0" y2="5"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class _Item:
    """A mark or a bar with its label: it takes the row from ``start`` to ``stop``."""

    start: float
    stop: float
    label: str
    label_x: float
    anchor: str
    what: Mark | Bar


def draw(chart: Chart, names: Names) -> str:
    """The chart as one SVG element."""
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
        self.parts: list[str] = []

    def lane(self, title: str, marks: Sequence[Mark | Bar], height: float) -> None:
        """Marks or bars under each other as far as their labels need it; nothing where there are none."""
        rows = packed([self._placed(mark) for mark in marks if isinstance(mark, Mark) or mark.worked or mark.paused])
        if not rows:
            return
        self.parts.append(f'<line class="lane" x1="0" y1="{self.y:.1f}" x2="{WIDTH:.0f}" y2="{self.y:.1f}"/>')
        self._text(shortened(title, GUTTER - 14), 0, self.y + 10.5, "start", "who")
        for number, row in enumerate(rows):
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
        clock = next(clock for clock in self.names.setup.clocks if clock.key == mark.what)
        title = shortened(self.names.clock(clock), 136 if clock.reading else 176)
        return title + (shortened(f" ({self.names.milestone(clock.start)})", 112) if clock.reading else "")

    # ---- pieces

    def _item(self, item: _Item, top: float) -> None:
        if isinstance(item.what, Bar):
            self._bar(item.what, top + SIZE + 1.5)
        else:
            self._sign(item.what, self.axis.x(item.what.at), top + MARK_ROW / 2 - 1)
        self._text(item.label, item.label_x, top + SIZE - 0.3, item.anchor)

    def _bar(self, bar: Bar, top: float) -> None:
        middle = top + BAR / 2
        for a, b in bar.paused:
            x1, x2 = self.axis.x(a), self.axis.x(b)
            self.parts.append(f'<line class="paused" x1="{x1:.1f}" y1="{middle:.1f}" x2="{x2:.1f}" y2="{middle:.1f}"/>')
        for a, b in bar.worked:
            for start, stop, style in self._split(a, b):
                x, wide = self.axis.x(start), max(self.axis.x(stop) - self.axis.x(start), 1.5)
                place = f'x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{BAR:.1f}"'
                self.parts.append(f'<rect class="{style}" {place}/>')

    def _split(self, start: int, stop: int) -> list[tuple[int, int, str]]:
        """A stretch of work, cut where play ended."""
        if self.end is None or stop <= self.end:
            return [(start, stop, "work")]
        if start >= self.end:
            return [(start, stop, "work projected")]
        return [(start, self.end, "work"), (self.end, stop, "work projected")]

    def _sign(self, mark: Mark, x: float, y: float) -> None:
        """A dot is an inject, a diamond a milestone (hollow: projected); a triangle is a deadline (filled: late)."""
        lived = self.end is None or mark.at <= self.end
        if mark.kind == "inject":
            self.parts.append(f'<circle class="{_sign_class(lived)}" cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>')
            return
        if mark.kind == "milestone":
            points, filled = [(x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)], lived
        else:
            points, filled = [(x - 4, y - 3.5), (x + 4, y - 3.5), (x, y + 3.5)], not mark.good
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
        self.parts.append(f'<polygon class="{_sign_class(filled)}" points="{path}"/>')

    def _text(self, text: str, x: float, y: float, anchor: str, style: str = "label") -> None:
        place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
        self.parts.append(f'<text class="{style}" {place}>{escape(clean(text))}</text>')

    # ---- the frame

    def finished(self) -> str:
        """The whole picture, ground first."""
        box = f'viewBox="0 0 {WIDTH:.0f} {self.y + 4:.0f}" font-size="{SIZE:.0f}"'
        title = f"<title>{escape(self.names.voice('Timeline'))}</title>"
        head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {box}>{title}{_HATCH}'
        ground = [*self._projection(), *self._ticks(), *self._breaks()]
        return head + "".join(ground + self.parts) + "</svg>\n"

    def _projection(self) -> Iterable[str]:
        if self.end is None:
            return
        x = self.axis.x(self.end)
        wide = max(WIDTH - x, 0)
        yield f'<rect class="after" x="{x:.1f}" y="14" width="{wide:.1f}" height="{self.y - 14:.1f}"/>'
        yield f'<line class="endex" x1="{x:.1f}" y1="2" x2="{x:.1f}" y2="{self.y:.1f}"/>'
        anchor, beside = ("end", x - 3) if wide < 60 else ("start", x + 3)
        yield f'<text class="who" x="{beside:.1f}" y="8" text-anchor="{anchor}">ENDEX</text>'

    def _ticks(self) -> Iterable[str]:
        """The time is always said at the start and where a shortened stretch ends; round hours where there is room."""
        room = self._tick_room()
        resumed = self._label_places([0, *(b for _, b in self.axis.breaks)])
        rounded = self._label_places(round_times(self.axis, self.names, room))
        first = spaced(sorted(resumed), room)
        for middle in first + spaced(sorted(rounded), room, first):
            seconds = resumed.get(middle, rounded.get(middle, 0))
            x, label = self.axis.x(seconds), escape(self.names.voice.day_clock(seconds))
            yield f'<line class="tick" x1="{x:.1f}" y1="22" x2="{x:.1f}" y2="{self.y:.1f}"/>'
            yield f'<text class="time" x="{middle:.1f}" y="18" text-anchor="middle">{label}</text>'

    def _label_places(self, moments: Sequence[int]) -> dict[float, int]:
        """Where the middle of each tick's label goes: above the tick, but not beyond the right edge."""
        return {min(self.axis.x(moment), WIDTH - self._tick_room() / 2): moment for moment in moments}

    def _tick_room(self) -> float:
        return width_of(self.names.voice.day_clock(0)) + 10

    def _breaks(self) -> Iterable[str]:
        for a, b in self.axis.breaks:
            x = (self.axis.x(a) + self.axis.x(b)) / 2
            yield f'<polyline class="break" points="{x - 3:.1f},27 {x - 1:.1f},21 {x + 1:.1f},27 {x + 3:.1f},21"/>'


def _sign_class(filled: bool) -> str:
    return "sign" if filled else "sign hollow"


def round_times(axis: Axis, names: Names, room: float) -> list[int]:
    """Round local times along the axis, outside what is shortened; as fine as there is room for."""
    most = (WIDTH - GUTTER) / (room * 1.2)
    step = next((step for step in _STEPS if axis.offsets[-1] / step <= most), _STEPS[-1])
    first = names.voice.local(0)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    offset = int((midnight - first) / timedelta(seconds=1))
    found = range(offset, axis.knots[-1] + 1, step)
    return [seconds for seconds in found if seconds >= 0 and not axis.broken(seconds)]
