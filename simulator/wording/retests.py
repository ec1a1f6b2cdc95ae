"""A study of a change to a playbook in one sentence, proposed or made: for every page of corrective actions."""

from __future__ import annotations

from simulator.study.statistics import Gain, Share
from simulator.timeline.follow_up import ActionProposed, ActionRetested, Entry, OneChange
from simulator.wording.changes import said_words
from simulator.wording.names import Names
from simulator.wording.shares import chance, gain_interval, narrow_interval, points
from simulator.wording.times import written_day


def retest_words(entry: Entry[ActionRetested], n: Names) -> str:
    """The chance before and after, with their intervals, from how many runs and of when."""
    voice, said = n.voice, entry.said
    told = voice(
        "Chance of “{clock}”: {before} ({before_interval}) → {after} ({after_interval}), {gain} points ({interval});"
        " {runs} runs, playbook version {version}, {day}",
        **_figures(said, n),
        version=said.version,
        day=written_day(voice, entry.wall),
    )
    return told if said.changed else voice("{told}; the step itself is as it was", told=told)


def proposal_words(entry: Entry[ActionProposed], n: Names) -> str:
    """The changes, the chance before and with them, from how many runs and of when."""
    voice, said = n.voice, entry.said
    return voice(
        "Proposed: {changes}. Chance of “{clock}”: {before} ({before_interval}) → {after} ({after_interval}),"
        " {gain} points ({interval}); {runs} runs, {day}",
        changes=voice.clauses(_change_words(change, n) for change in said.changes),
        **_figures(said, n),
        day=written_day(voice, entry.wall),
    )


def _change_words(said: OneChange, n: Names) -> str:
    change, where, was, now = said
    kind, *what = change.split("/")
    return n.voice("{change} ({where}: {was} → {now})", change=said_words(kind, what, n), where=where, was=was, now=now)


def _figures(said: ActionProposed | ActionRetested, n: Names) -> dict[str, str]:
    """The clock, its chance before and after, what that gains, and from how many runs."""
    before, after, gain = Share(*said.before), Share(*said.after), Gain(*said.gain)
    return {
        "clock": n.keyed(said.clock),
        "before": chance(before.p),
        "before_interval": narrow_interval(before),
        "after": chance(after.p),
        "after_interval": narrow_interval(after),
        "gain": points(gain.by),
        "interval": gain_interval(gain),
        "runs": f"{said.runs:,}",
    }
