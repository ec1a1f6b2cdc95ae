"""The section that puts the team among simulated runs of the playbook."""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.findings.percentiles import Percentile
from simulator.report.document import CellLine, Column, Figure, Paragraph, Section, TableCell, cell, section, table
from simulator.report.pictures.strips import strips
from simulator.wording.lengths import short_span
from simulator.wording.names import Names
from simulator.wording.shares import chance, narrow_interval, percent
from simulator.wording.studies import coming_words

KEY = (
    "Thin bar: nine of ten runs; thick bar: the middle half; dashed line: the middle. ◆ the team (hollow:"
    " projected), ▼ the deadline (filled: missed). Each strip has a scale of its own, its end at the right."
)
"""How to read the strips."""


def percentiles(f: Findings, n: Names) -> Section | None:
    """Each clock's time beside its distribution, and the chance the playbook alone had; None where none was studied."""
    if not f.percentiles:
        return None
    voice = n.voice
    columns = [Column(voice("Expectation"), 30), Column(voice("Team took"), 14)]
    columns += [Column(voice("Playbook alone"), 20), Column(voice("Chance of the playbook alone"), 16)]
    columns += [Column(voice("The team among the runs"), 20)]
    note = voice(
        "The playbook on autopilot, run again and again from the opening on draws of its own. Times count from the"
        " start of the clock. In brackets: where nine of ten runs lie, and the 95% interval of a chance."
    )
    return section(
        voice("Among simulated runs"),
        table("", columns, (_row(one, n) for one in f.percentiles)),
        Figure(strips(f.percentiles, n), voice(KEY)),
        Paragraph(note, "quiet"),
    )


def _row(one: Percentile, n: Names) -> tuple[TableCell, ...]:
    voice, simulated = n.voice, one.simulated
    late = CellLine(voice("projected"), "quiet") if one.outcome.reached_projected else CellLine("")
    took = cell(short_span(voice, one.took), late) if one.took is not None else cell(voice("not reached"))
    alone = cell(
        chance(simulated.met.p),
        CellLine(f"({narrow_interval(simulated.met)})", "quiet"),
        CellLine(_void(one, n), "quiet"),
    )
    reading = voice("counted from: {milestone}", milestone=n.milestone(one.outcome.clock.start))
    name = cell(n.clock(one.outcome.clock), CellLine(reading if one.outcome.clock.reading else "", "quiet"))
    return (name, took, _alone(one, n), alone, cell(stands(one, n)))


def _alone(one: Percentile, n: Names) -> TableCell:
    voice, points = n.voice, one.simulated.quantiles
    without = CellLine(coming_words(one.simulated.coming, n), "quiet")
    low, middle, high = ("…" if at is None else short_span(voice, at) for at in (points[5], points[50], points[95]))
    if points[50] is None:
        return cell(voice("not reached in half of the runs"), without)
    return cell(middle, CellLine(f"({low}–{high})", "quiet"), without)


def _void(one: Percentile, n: Names) -> str:
    share = one.simulated.void
    return n.voice("void in {share} of runs", share=percent(share)) if share else ""


def stands(one: Percentile, n: Names) -> str:
    """Where the team's time lies among the runs, in words."""
    if one.took is None:
        return n.voice("never came")
    share, runs = chance(one.faster_than), f"{one.simulated.runs:,}"
    return n.voice("faster than {share} of {runs} simulated runs", share=share, runs=runs)
