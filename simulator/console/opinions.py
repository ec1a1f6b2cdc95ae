"""What a seat sees of opinions on a decision: who has given one; what they say once all were opened, and not before."""

from __future__ import annotations

from simulator.console.message_view import Opinion, Opinions, Voiced
from simulator.model.injects import Decision
from simulator.timeline.events import OpinionGiven
from simulator.timeline.opinions import Opinions as Given
from simulator.timeline.state import Choice
from simulator.wording.names import Names


def seen(decision: Decision, choice: Choice, said: Given, seats: tuple[str, ...], names: Names) -> Opinions | None:
    """The same to every seat; ``seats``: of the players. None where it is decided and nobody gave any."""
    if choice.at is not None and not (said.first or said.later):
        return None
    missing = () if choice.at is not None else tuple(names.seat(seat) for seat in seats if seat not in said.first)
    return Opinions(
        given=tuple(map(names.seat, said.first)),
        missing=missing,
        opened=not said.sealed,
        voiced=() if said.sealed else _voiced(decision, said, names),
    )


def _voiced(decision: Decision, said: Given, names: Names) -> tuple[Voiced, ...]:
    return tuple(
        Voiced(
            seat,
            names.seat(seat),
            _opinion(said.first.get(seat), said.option_before(seat), decision, names),
            _opinion(later, later.option if later else "", decision, names),
        )
        for seat in dict.fromkeys((*said.first, *said.later))
        for later in (said.later.get(seat),)
    )


def _opinion(given: OpinionGiven | None, option: str | None, decision: Decision, names: Names) -> Opinion | None:
    if given is None:
        return None
    named = decision.option(option or "")
    return Opinion(given.text, names.text(named.text) if named else "", given.sure)
