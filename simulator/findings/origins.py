"""Where in the record each thing came: the move a figure of the report goes back to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from simulator.timeline import events as e

Numbered = tuple[int, e.Event]
"""An event that counts, with the number of its move in the record."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The event by which something came."""

    at: int
    """Seconds since opens, as ``State`` tells it: of what people stated, since when they say it was so."""
    move: int
    """The number of its move, as the log of the report counts them."""
    place: int
    """Its place among the events that count: of two in one second it tells which was first."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Where everything came."""

    came: Mapping[str, Origin]
    """By the names of ``State.reached``, and ``<inject>/<n>`` for what was handed out."""
    arrivals: Mapping[str, tuple[Origin, ...]]
    """By the same names whenever it came, the first time and later ones."""
    decided: Mapping[str, Origin]
    """By inject; of a decision that was taken again, the last time."""
    ended: Origin | None
    """ENDEX, or the end of a real incident's timeline."""

    def at(self, names: Iterable[str], at: int) -> Origin | None:
        """Where one of these came at this second."""
        return next((o for name in names for o in self.arrivals.get(name, ()) if o.at == at), None)


def origins(log: Iterable[Numbered]) -> Origins:
    """Where everything came that came in these events.

    As in ``State`` the first time counts; a milestone that only people stated is theirs to state again.
    """
    came: dict[str, Origin] = {}
    arrivals: dict[str, tuple[Origin, ...]] = {}
    decided: dict[str, Origin] = {}
    ended: Origin | None = None
    stated: set[str] = set()
    for place, (move, event) in enumerate(log):
        here = Origin(event.at, move, place)
        if isinstance(event, e.MilestoneMarked) and (event.milestone not in came or event.milestone in stated):
            came[event.milestone] = replace(here, at=event.since)
            arrivals[event.milestone] = (*arrivals.get(event.milestone, ()), came[event.milestone])
            stated.add(event.milestone)
        elif isinstance(event, e.DecisionTaken):
            decided[event.inject] = here
        elif isinstance(event, e.PlayEnded | e.TimelineRead):
            ended = here
        for name in _names(event):
            came.setdefault(name, here)
            arrivals[name] = (*arrivals.get(name, ()), here)
    return Origins(came, arrivals, decided, ended)


def _names(event: e.Event) -> Iterator[str]:
    """All that an event brings, besides what people state."""
    match event:
        case e.WorkEnded(job=job):
            yield from event.reaches
            if not event.sent_back and event.outcome not in ("failed", "timed-out"):
                yield f"step:{job}"
        case e.StepSkipped(step=step):
            yield f"step:{step}"
        case e.InjectDelivered(inject=inject):
            yield from event.reaches
            yield f"inject:{inject}"
        case e.InjectImprovised() | e.DecisionTaken() | e.Happened():
            yield from event.reaches
        case e.ArtefactHanded(inject=inject, number=number):
            yield f"{inject}/{number}"
        case _:
            return
