"""Reads the tape of the kernel: what a run was, record by record, as numbers one behind the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.world.kernel.codes import CAME_AGAIN, CUT_OFF, ROW, RULED_OUT, STAFFED
from simulator.world.played import PlayedRun, Staff
from simulator.world.work import Row


def read(tape: Sequence[int], run: PlayedRun, ways: Sequence[Staff], ends: Mapping[int, str]) -> None:
    """Fills in what the tape of one run tells. ``ends``: number → how a visit ended."""
    place = 0
    while place < len(tape):
        kind = tape[place]
        if kind in (ROW, CUT_OFF):
            place = _read_row(tape, place, run.rows if kind == ROW else run.cut_off, ends)
        elif kind == RULED_OUT:
            step, at, cause = tape[place + 1 : place + 4]
            run.ruled_out.append((step, at, cause))
            place += 4
        elif kind == CAME_AGAIN:
            milestone, at = tape[place + 1 : place + 3]
            run.again.append((milestone, at))
            place += 3
        elif kind == STAFFED:
            job, visit, way = tape[place + 1 : place + 4]
            run.staffed[job, visit] = ways[way]
            place += 4
        else:
            job, visit, before, worked, way = tape[place + 1 : place + 6]
            run.staffed[job, visit] = ways[way]
            run.handed_over.setdefault((job, visit), []).append((ways[before], worked))
            place += 6


def _read_row(tape: Sequence[int], place: int, rows: list[Row], ends: Mapping[int, str]) -> int:
    """A visit; where the next record begins."""
    job, visit, ready, asked, started, ended, end, worked, absent, because, lacked = tape[place + 1 : place + 12]
    behind = place + 12 + 3 * lacked
    figures = tape[place + 12 : behind]
    whom = tuple(zip(figures[::3], figures[1::3], figures[2::3], strict=True))
    rows.append((job, visit, ready, asked, started, ended, ends[end], worked, absent, because, whom))
    return behind
