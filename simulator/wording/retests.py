"""A study of a change to a playbook in one sentence, for every page that tells of corrective actions."""

from __future__ import annotations

from simulator.study.statistics import Gain, Share
from simulator.timeline.follow_up import ActionRetested, Entry
from simulator.wording.names import Names
from simulator.wording.shares import chance, gain_interval, narrow_interval, points
from simulator.wording.times import written_day


def retest_words(entry: Entry[ActionRetested], n: Names) -> str:
    """The chance before and after, with their intervals, from how many runs and of when."""
    voice, said = n.voice, entry.said
    before, after, gain = Share(*said.before), Share(*said.after), Gain(*said.gain)
    told = voice(
        "Chance of “{clock}”: {before} ({before_interval}) → {after} ({after_interval}), {gain} points ({interval});"
        " {runs} runs, playbook version {version}, {day}",
        clock=n.keyed(said.clock),
        before=chance(before.p),
        before_interval=narrow_interval(before),
        after=chance(after.p),
        after_interval=narrow_interval(after),
        gain=points(gain.by),
        interval=gain_interval(gain),
        runs=f"{said.runs:,}",
        version=said.version,
        day=written_day(voice, entry.wall),
    )
    return told if said.changed else voice("{told}; the step itself is as it was", told=told)
