"""Taking back and redoing: the act is named before, and after."""

from __future__ import annotations

from simulator.console.dialogs import Also, Notice
from simulator.console.flows.mending import mend
from simulator.console.flows.reveal import may_show
from simulator.console.operator import Operator
from simulator.console.rows import Line
from simulator.console.sights import Sight
from simulator.exercise.views import Offer
from simulator.timeline.events import Continued
from simulator.wording.acts import act_name

_ACTS: tuple[Sight, ...] = ("conduct", "playbook", "observations")
"""What a seat must see to read the name of an act."""


async def undo(op: Operator) -> None:
    """Names the newest act, and takes it back if that is wanted: the incident goes back, or an observation goes.

    Asked for once more, it leads to what has been written down, to be mended.
    """
    offer = op.session.offer
    if offer is None:
        op.front.say(_nothing(op), warning=True)
        return
    if not await may_show(op, *_ACTS):
        return
    act = act_name(op.names, offer.move)
    answer = await op.front.ask(lambda: _question(op, offer, act))
    if answer == "mend":
        await mend(op)
    elif answer is not None and op.act(offer.command):
        op.front.say(op.voice("Taken back: {act}", act=act))


async def redo(op: Operator) -> None:
    """Redoes what was taken back last, or brings back the observation withdrawn last, until somebody acts."""
    offer = op.session.redo_offer
    if offer is None:
        op.front.say(op.voice("There is nothing to redo."), warning=True)
    elif await may_show(op, *_ACTS) and op.act(offer.command):
        op.front.say(op.voice("Redone: {act}", act=act_name(op.names, offer.move)))


def _question(op: Operator, offer: Offer, act: str) -> Notice:
    voice = op.voice
    words: tuple[Line, ...] = (((act, "strong"),), (), (_effect(op, offer),))
    return Notice(
        voice("Take back?"),
        words,
        voice("takes it back"),
        voice("leaves it"),
        also=(Also("mend", "undo", voice("mends a note")),),
    )


def _effect(op: Operator, offer: Offer) -> str:
    if offer.leads_to is None:
        return op.voice("It is withdrawn; time and all else stay as they are.")
    when = op.voice.day_clock(offer.leads_to)
    return op.voice(
        "The incident goes back to {when}. Notes, ticks and ratings stay; so does the room's time.", when=when
    )


def _nothing(op: Operator) -> str:
    """Why not: nobody has done anything, or it was recorded before acts were named."""
    moves = op.session.history.moves
    if any(isinstance(event, Continued) for move in moves for event in move.events):
        return op.voice("Nothing has been done since the record was continued; what is older cannot be taken back.")
    return op.voice("There is nothing to take back.")
