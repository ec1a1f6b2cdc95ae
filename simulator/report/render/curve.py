"""When a milestone comes over many runs: bars over a time axis, the deadline a line, what is late dark."""

from __future__ import annotations

from html import escape

from simulator.model.text import clean
from simulator.report.render.packing import SIZE, width_of
from simulator.study.result import ExpectationResult, Histogram
from simulator.wording.names import Names
from simulator.wording.shares import percent

_WIDTH, _LEFT, _TOP, _HIGH = 720.0, 30.0, 16.0, 84.0
_BOTTOM = _TOP + _HIGH


def curve(found: ExpectationResult, names: Names) -> str:
    """One clock's histogram as SVG; times count from the clock's start."""
    picture = found.histogram
    assert picture is not None
    runs = sum(picture.counts) + picture.beyond + picture.never
    most = max(*picture.counts, 1)
    parts = [_text(percent(most / max(runs, 1)), _LEFT - 4, _TOP + 5, "end", "time")]
    parts += [_bar(picture, n, count / most) for n, count in enumerate(picture.counts) if count]
    parts += _axis(picture, names)
    parts += _deadline(picture, names)
    title = f"<title>{escape(names.voice('When it comes'))}</title>"
    box = f'viewBox="0 0 {_WIDTH:.0f} {_BOTTOM + 16:.0f}" font-size="{SIZE:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {box}>{title}{"".join(parts)}</svg>\n'


def _x(picture: Histogram, seconds: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - 12) * seconds / picture.whole


def _bar(picture: Histogram, n: int, share: float) -> str:
    left, right = _x(picture, n * picture.width), _x(picture, (n + 1) * picture.width)
    high = max(share * _HIGH, 0.8)
    place = f'x="{left + 0.6:.1f}" y="{_BOTTOM - high:.1f}" width="{right - left - 1.2:.1f}" height="{high:.1f}"'
    return f'<rect class="{"late" if picture.late(n) else "work"}" {place}/>'


def _axis(picture: Histogram, names: Names) -> list[str]:
    """A base line, and the time at every quarter."""
    end = _x(picture, picture.whole)
    found = [f'<line class="lane" x1="{_LEFT:.0f}" y1="{_BOTTOM:.1f}" x2="{end:.1f}" y2="{_BOTTOM:.1f}"/>']
    for n in range(5):
        at = picture.whole * n // 4
        x, anchor = _x(picture, at), ("start", "middle", "middle", "middle", "end")[n]
        found.append(f'<line class="lane" x1="{x:.1f}" y1="{_BOTTOM:.1f}" x2="{x:.1f}" y2="{_BOTTOM + 3:.1f}"/>')
        label = names.voice.span(at)
        found.append(_text(label, x + 10 if n == 4 else x, _BOTTOM + 12, anchor, "time"))
    return found


def _deadline(picture: Histogram, names: Names) -> list[str]:
    if picture.limit_shown is None:
        return []
    x, label = _x(picture, picture.limit_shown), deadline_words(picture, names)
    fits = x + 4 + width_of(label) <= _WIDTH
    sign = f"{x - 4:.1f},{_TOP - 14:.1f} {x + 4:.1f},{_TOP - 14:.1f} {x:.1f},{_TOP - 7:.1f}"
    return [
        f'<line class="endex" x1="{x:.1f}" y1="{_TOP - 10:.1f}" x2="{x:.1f}" y2="{_BOTTOM:.1f}"/>',
        f'<polygon class="sign" points="{sign}"/>',
        _text(label, x + 7 if fits else x - 7, _TOP - 7, "start" if fits else "end", "who"),
    ]


def deadline_words(picture: Histogram, names: Names) -> str:
    """``deadline 4h``."""
    return names.voice("deadline {span}", span=names.voice.span(picture.limit or 0))


def _text(words: str, x: float, y: float, anchor: str, style: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{style}" {place}>{escape(clean(words))}</text>'
