"""Where runs begin, as columns of numbers: what ``start.Start`` holds, once for all runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.world.kernel.codes import OPEN_WAY
from simulator.world.kernel.memory import Ints, ints
from simulator.world.kernel.tables import Tables, flags
from simulator.world.start import IDLE, PAUSED, RUNNING, Start


class Opening:
    """The columns of a start."""

    def __init__(self, start: Start, t: Tables, redrawn: Mapping[int, int]) -> None:
        """``redrawn``: call of the start, by its place → the slot that says when it is answered."""
        columns = start.columns
        self.now = start.now
        self.status, self.visit, self.sent_back = ints(columns.status), ints(columns.visit), ints(columns.sent_back)
        self.ended = ints(t.ends[end] for end in columns.ended)
        self.lived = ints(n for n, status in enumerate(columns.status) if status != IDLE)
        """Jobs of which more is known than that they are to come."""
        self.ready_at, self.asked_at, self.started_at = (
            ints(column) for column in (columns.ready_at, columns.asked_at, columns.started_at)
        )
        self.resumed_at, self.worked, self.takes, self.ended_at = (
            ints(column) for column in (columns.resumed_at, columns.worked, columns.takes, columns.ended_at)
        )
        self.with_way = ints(_ways(start, t))
        self.draws_anew = flags(_is_drawn_anew(start, n) for n in range(t.jobs))
        self.reached = ints(-1 if at is None else at for at in start.reached)
        self.again = ints(figure for pair in start.again for figure in pair)
        self.to_consider, self.at_work = ints(start.to_consider), ints(start.at_work)
        self.delayed, self.delay_until, self.delayed_by = _columns(start.delays, 3)
        self.pending = flags(n in start.pending for n in range(t.injects))
        self.released = flags(n in start.released for n in range(t.injects))
        self.due_inject, self.due_at = _columns(start.due, 2)
        self.open_questions = ints(inject for inject, _ in start.open_decisions)
        self.line_step, self.line_since, self.line_place = _columns(
            [
                (step, since, place)
                for since, order in start.lines
                for step, place in zip(order, sorted(order), strict=True)
            ],
            3,
        )
        calls = [
            (
                2 * pool + (kind == "call-in"),
                call.at,
                call.people,
                call.answers_at,
                call.until,
                redrawn.get(place, -1),
            )
            for place, (pool, kind, call) in enumerate(start.calls)
        ]
        self.call_line, self.call_at, self.call_people, self.call_answers, self.call_until, self.call_slot = _columns(
            calls, 6
        )


def _is_drawn_anew(start: Start, job: int) -> bool:
    """A forecast does not know when work under way will end, unless people said so."""
    at_work = start.columns.status[job] in (RUNNING, PAUSED)
    return at_work and not start.known_ends and job not in start.stated and not start.jobs[job].held


def _ways(start: Start, t: Tables) -> Iterable[int]:
    """How each job is staffed: as those do it who have begun, else open to whoever can."""
    numbers = {way: n for n, way in enumerate(t.ways)}
    for job, status in zip(start.jobs, start.columns.status, strict=True):
        yield OPEN_WAY if job.staffings and status != RUNNING else numbers[job.staff]


def _columns(rows: Iterable[tuple[int, ...]], width: int) -> list[Ints]:
    held = list(rows)
    return [ints(row[column] for row in held) for column in range(width)]
