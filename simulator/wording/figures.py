"""Shares, gains and single changes as people read them, on every page and screen that tells a study."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.study.result import WhatIf
from simulator.study.statistics import Gain, Share
from simulator.wording.names import Names
from simulator.wording.voice import Voice

CHANGES: dict[str, str] = {
    "one-more": "one more: {what}",
    "on-call": "on call outside hours: {what}",
    "faster": "25% faster: {what}",
    "no-approval": "without approval: {what}",
    "parallel": "at the same time: {what}",
    "half-longer": "if half as long again: {what}",
    "half-shorter": "if half as long: {what}",
}
"""Kinds of change, in words; decisions are told by their options."""
AT_ONCE = "Whether two steps may be done at the same time is for you to say: only what the files hold was looked at."
"""What is said wherever steps side by side are offered."""
WHENEVER_ASKED = "What each option does to it, if it is always chosen:"
"""What is said over decisions."""
MATTERS = 0.01
"""A change that moves a chance by less is not worth a line."""


def percent(share: float) -> str:
    """A share in whole per cents; with one more digit next to nothing and next to all."""
    return f"{share:.0%}" if share == 0 or 0.01 <= share <= 0.99 or share >= 1 else f"{share:.1%}"


def interval(share: Share) -> str:
    """Its 95 % interval."""
    return f"{share.low:.1%}–{share.high:.1%}"


def points(by: float) -> str:
    """A difference of shares in points, signed."""
    return f"{100 * by:+.1f}"


def gain_interval(gain: Gain) -> str:
    """Its 95 % interval, in points."""
    return f"{100 * gain.low:+.1f} … {100 * gain.high:+.1f}"


def margin(seconds: int, voice: Voice) -> str:
    """Time to spare; late with a minus."""
    return f"{'-' if seconds <= -60 else ''}{voice.span(seconds)}"


def change_words(change: WhatIf, names: Names) -> str:
    """A change in words."""
    if change.kind not in CHANGES:
        return names.option(*change.what)
    roles = change.kind in ("one-more", "on-call")
    what = [names.role(name) if roles else names.work(name) for name in change.what]
    return names.voice(CHANGES[change.kind], what=names.listed(what))


def matter(changes: Sequence[WhatIf]) -> list[WhatIf]:
    """Those that are worth a line."""
    return [change for change in changes if abs(change.gain.by) >= MATTERS]


def rest_words(changes: Sequence[WhatIf], names: Names) -> str:
    """How many are not worth a line; empty where all are."""
    rest = len(changes) - len(matter(changes))
    if rest and rest == len(changes):
        return names.voice("None of {count} moves it by as much as a point.", count=rest)
    return names.voice("{count} further changes move it by less than a point.", count=rest) if rest else ""


def job_words(job: str, names: Names) -> str:
    """A step, the work of an inject or a decision; of several incidents, whose."""
    number, mark, name = job.rpartition("#")
    told = names.job(name)
    return f"{told} ({number})" if mark else told


def clock_words(key: str, names: Names) -> str:
    """A clock by its name, its reading included."""
    found = next((clock for clock in names.setup.clocks if clock.key == key), None)
    return names.reading(found) if found else key
