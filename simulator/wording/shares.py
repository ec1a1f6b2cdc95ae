"""Shares, chances and gains as people read them, on every page and screen.

A *share* was counted and is a fact: so many of the runs. A *chance* is drawn from a share: it speaks of what was not
played, so nothing is impossible and nothing certain.
"""

from __future__ import annotations

from math import ceil, floor

from simulator.study.statistics import Gain, Share


def percent(share: float) -> str:
    """A share in whole per cents; with one more digit next to nothing and next to all."""
    return f"{share:.0%}" if share == 0 or 0.01 <= share <= 0.99 or share >= 1 else tenths(share)


def tenths(share: float) -> str:
    """A share to a tenth of a per cent, where figures lie close together: ``71.9%``."""
    return f"{share:.1%}"


def chance(p: float) -> str:
    """A chance in whole per cents: ``62%``, ``<1%``, ``>99%``."""
    return "<1%" if p < 0.005 else ">99%" if p > 0.995 else f"{p:.0%}"


def interval(share: Share) -> str:
    """The 95% interval of a share: ``68.8%–74.8%``."""
    return f"{tenths(share.low)}–{tenths(share.high)}"


def narrow_interval(share: Share) -> str:
    """The same where there is little room: in whole per cents, rounded outwards: ``68–75%``."""
    return f"{floor(100 * share.low)}–{ceil(100 * share.high)}%"


def points(by: float) -> str:
    """A difference of shares in points, signed."""
    return f"{100 * by:+.1f}"


def gain_interval(gain: Gain) -> str:
    """Its 95% interval, in points."""
    return f"{points(gain.low)} … {points(gain.high)}"


def bar(share: float, width: int) -> str:
    """A share from 0 to 1 as filled and empty blocks."""
    filled = min(max(round(share * width), 0), width)
    return "█" * filled + "░" * (width - filled)
