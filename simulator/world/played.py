"""What a run on autopilot was, whichever world played it: its visits, milestones and causes, by numbers of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from simulator.plan.specs import JobSpec
from simulator.plan.tables import Plan
from simulator.world.run import Run
from simulator.world.work import Row

Staff: TypeAlias = tuple[tuple[int, int], ...]
"""(pool, people) pairs."""


@dataclass(frozen=True)
class PlayedRun:
    """One run, to be read. Of one that was not traced only milestones, and ``again``, are known."""

    plan: Plan
    specs: Sequence[JobSpec]
    reached: Sequence[int | None]
    reached_by: Sequence[int] = ()
    """Milestone → what reached it, where that was in this run."""
    again: list[tuple[int, int]] = field(default_factory=list)
    """(milestone, when it came again), of those that duties look at that recur."""
    rows: list[Row] = field(default_factory=list)
    """The visits that are over, in the order in which they ended."""
    cut_off: list[Row] = field(default_factory=list)
    """The visits that the end of the run cut off."""
    ruled_out: list[tuple[int, int, int]] = field(default_factory=list)
    """(step, second, cause)."""
    staffed: dict[tuple[int, int], Staff] = field(default_factory=dict)
    """(job, visit) → who does, or last did, what deputies might have done."""
    handed_over: dict[tuple[int, int], list[tuple[Staff, int]]] = field(default_factory=dict)
    """(job, visit) → who had it before somebody took over, and the seconds it had been worked then."""

    @classmethod
    def of(cls, run: Run, *, traced: bool) -> PlayedRun:
        """What the plain world has played; of one that is traced, to its end."""
        if not traced:
            return cls(run.plan, run.specs, run.reached, run.reached_by, run.again)
        return cls(
            run.plan,
            run.plan.jobs,
            run.reached,
            run.reached_by,
            run.again,
            run.rows,
            run.open_rows(run.over_at()) if run.goes_on() else [],
            run.ruled_out,
            run.staffed,
            run.handed_over,
        )
