"""What people who are refused are told: why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.console.hosting import Reason
from simulator.errors import Sentence
from simulator.wording.voice import Voice

AWAY: Mapping[Reason, Sentence] = {
    "token": Sentence("This address opens no seat any more. Ask the facilitator for the address or the code."),
    "taken": Sentence("Somebody sits there already. The facilitator can free the seat."),
    "code": Sentence("That is not the code."),
    "origin": Sentence("This did not come from a page of this exercise."),
    "form": Sentence("This did not come from a page of this exercise."),
    "size": Sentence("That is too long."),
    "rate": Sentence("Too much at once: wait a moment."),
    "ref": Sentence("Another seat has sent this already."),
    "act": Sentence("That is no longer there."),
}


def away_words(reason: Reason, voice: Voice) -> str:
    """Why something was refused, where nobody said it better."""
    return voice(AWAY[reason])
