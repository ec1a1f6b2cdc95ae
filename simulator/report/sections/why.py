"""Why the worst came out as it did, in sentences: where the time went, or what stood on the way."""

from __future__ import annotations

from simulator.findings.findings import Findings
from simulator.findings.milestones import MilestoneTimes
from simulator.findings.outcomes import Outcome
from simulator.findings.stalled import How, Stalled
from simulator.model.durations import MINUTE
from simulator.wording.lengths import basis_words
from simulator.wording.names import Names

NAMED = 3
"""So many pieces of work are named."""
_STOOD: dict[How, str] = {
    "ready": "{work} was ready and never ordered",
    "queued": "{work} was ordered and waited for its people",
    "running": "{work} was under way",
    "paused": "{work} stood still",
    "skipped": "{work} was left out",
    "ruled-out": "{work} was ruled out",
    "open": "{work} was open",
}


def why(f: Findings, n: Names) -> str:
    """Of the worst miss what kept it, reached or not; where nothing was missed, of what was reached last."""
    worst = next(iter(f.first_page.worst), None)
    if worst and worst.never_in_play:
        return _not_reached(worst, f, n)
    during_play = [m for m in f.milestones if m.at is not None and not m.projected and m.basis.total]
    missed = [m for m in during_play if worst and m.id == worst.clock.end]
    chosen = next(iter(missed or during_play[-1:]), None)
    if chosen is None or chosen.at is None:
        return n.voice("No milestone that an expectation looks at was reached at the table.")
    return _took(chosen, chosen.at, n)


def _not_reached(o: Outcome, f: Findings, n: Names) -> str:
    """What was in the way; and if it comes after ENDEX, when."""
    milestone, stood = n.milestone(o.clock.end), _stood(f.first_page.stalled, n)
    if o.reached is None:
        return n.voice("“{milestone}” was never reached: {stood}.", milestone=milestone, stood=stood)
    return n.voice(
        "“{milestone}” was not reached in play: {stood}. As projected it comes {elapsed} from the start.",
        milestone=milestone,
        stood=stood,
        elapsed=n.voice.span(o.reached),
    )


def _stood(stalled: tuple[Stalled, ...], n: Names) -> str:
    if not stalled:
        return n.voice("nothing that leads to it could begin yet")
    said = [n.voice(_STOOD[one.how], work=n.work(one.job)) for one in stalled[:NAMED]]
    if len(stalled) > NAMED:
        said.append(n.voice("and {count} more", count=len(stalled) - NAMED))
    return n.voice.clauses(said)


def _took(chosen: MilestoneTimes, at: int, n: Names) -> str:
    """Where the time to a milestone went, beside the playbook alone."""
    said = {
        "milestone": n.milestone(chosen.id),
        "elapsed": n.voice.span(at),
        "basis": basis_words(n.voice, chosen.basis),
    }
    if chosen.par is None:
        return n.voice("“{milestone}” took {elapsed} from the start: {basis}.", **said)
    apart = n.voice.span(at - chosen.par)
    if abs(at - chosen.par) < MINUTE:
        return n.voice(
            "“{milestone}” took {elapsed} from the start ({basis}), as long as the playbook alone took.", **said
        )
    if at > chosen.par:
        return n.voice(
            "“{milestone}” took {elapsed} from the start ({basis}): {apart} more than the playbook alone took.",
            **said,
            apart=apart,
        )
    return n.voice(
        "“{milestone}” took {elapsed} from the start ({basis}): {apart} less than the playbook alone took.",
        **said,
        apart=apart,
    )
