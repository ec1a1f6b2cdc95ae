"""Seats that others join by: who is there, how somebody joins, and whose seat is to be free again."""

from __future__ import annotations

from functools import partial

from simulator.console.dialogs import Also, Choice, Notice
from simulator.console.flows.reveal import may_show
from simulator.console.hosting import Host, Presence, Reason, SeatStanding, Standing
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Line, Row, Tone
from simulator.errors import Sentence, TabletopError
from simulator.wording.voice import Voice

CARDS = "/cards"
"""The row that writes cards to print."""
PRESENCE: dict[Presence, Sentence] = {
    "free": Sentence("free seat"),
    "here": Sentence("here"),
    "away": Sentence("taken, not connected"),
}
"""Whether somebody sits there, in words."""
_SIGNS: dict[Presence, tuple[str, Tone]] = {"free": ("·", "quiet"), "here": ("●", "good"), "away": ("○", "warning")}
REASONS: dict[Reason, Sentence] = {
    "token": Sentence("wrong address or cookie"),
    "taken": Sentence("seat taken already"),
    "code": Sentence("wrong code"),
    "origin": Sentence("from another site's page"),
    "form": Sentence("not readable"),
    "size": Sentence("too long"),
    "rate": Sentence("too often"),
    "ref": Sentence("another seat's message"),
    "act": Sentence("against the rules"),
}
"""Why something was refused, in words."""


async def open_seats(op: Operator) -> bool:
    """From now on others can join; where they cannot, it is said why."""
    if op.opens is None or op.host is not None:
        return op.host is not None
    try:
        host = op.opens(op)
        await host.open()
    except TabletopError as error:
        op.front.say(op.voice("Seats cannot be opened: {reason}", reason=error.sentence), warning=True)
        return False
    op.host = host
    standing = host.standing()
    op.front.say(op.voice("Seats are open: {address}", address=standing.address))
    if not (standing.encrypted or standing.loopback):
        op.front.say(_read_along(op.voice), warning=True)
    return True


async def close_seats(op: Operator) -> None:
    """Nobody joins any more, and who did sees no more."""
    host, op.host = op.host, None
    if host is not None:
        await host.close()


async def seats(op: Operator) -> None:
    """The list of seats until it is left; opens them first."""
    if op.opens is None:
        op.front.say(op.voice("Nobody can join here."), warning=True)
        return
    if not await may_show(op, "conduct") or not await open_seats(op) or op.host is None:
        return
    at = ""
    while chosen := await op.front.ask(partial(_list, op, op.host, at)):
        at = chosen.row.id
        if at == CARDS:
            _write_cards(op, op.host)
        elif chosen.how == "free":
            op.host.free(at)
        else:
            await op.front.ask(partial(_how_to_join, op, op.host, at))


def _list(op: Operator, host: Host, at: str) -> Choice:
    voice, standing = op.voice, host.standing()
    cards = Row(CARDS, (Cell(voice("Write cards to print, one a seat")),), mark=("+", "accent"))
    return Choice(
        voice("Seats"),
        (*(_row(seat, voice) for seat in standing.seats), cards),
        intro=tuple(_intro(standing, voice)),
        does=voice("shows how to join"),
        leaves=voice("finishes"),
        also=(Also("free", "undo", voice("frees the seat")),),
        at=at,
    )


def _row(seat: SeatStanding, voice: Voice) -> Row:
    sign, tone = _SIGNS[seat.presence]
    return Row(seat.id, (Cell(seat.name),), mark=(sign, tone), right=(voice(PRESENCE[seat.presence]), tone))


def joining(op: Operator) -> tuple[Line, ...]:
    """Where one joins, and the code; nothing while nobody can."""
    return () if op.host is None else _joining(op.host.standing(), op.voice)


def _joining(standing: Standing, voice: Voice) -> tuple[Line, ...]:
    return (
        ((voice("Address") + "  ", "strong"), standing.address),
        ((voice("Code") + "  ", "strong"), (standing.code, "accent"), ("  " + voice("picks a free seat"), "quiet")),
    )


def _intro(standing: Standing, voice: Voice) -> list[Line]:
    lines = [*_joining(standing, voice)]
    if standing.loopback:
        lines.append(((voice("Only this machine reaches it."), "quiet"),))
    elif not standing.encrypted:
        lines.append(((_read_along(voice), "warning"),))
    if refused := refused_words(standing, voice):
        lines.append(((refused, "warning"),))
    return lines


def _read_along(voice: Voice) -> str:
    return voice("Without TLS: whoever is on this network can read along.")


def refused_words(standing: Standing, voice: Voice) -> str:
    """How often something was refused, and why; empty where nothing was."""
    counts = [f"{voice(REASONS[reason])} {count}" for reason, count in standing.refused.items() if count]
    return voice("Refused: {counts}", counts=voice.clauses(counts)) if counts else ""


def _how_to_join(op: Operator, host: Host, id_: str) -> Notice:
    """The seat's own address as words and as a QR code: for its own eyes, so under no players' view."""
    voice = op.voice
    seat = next(seat for seat in host.standing().seats if seat.id == id_)
    words = (
        (voice(PRESENCE[seat.presence]),),
        (),
        (seat.address,),
        (),
        *host.picture(seat.address),
        (),
        (voice("Whoever opens this address can take the seat while it is free."),),
    )
    return Notice(seat.name, words, voice("closes this"))


def _write_cards(op: Operator, host: Host) -> None:
    try:
        op.front.say(op.voice("Cards to print: {path}. Who has one can take its seat.", path=host.write_cards()))
    except TabletopError as error:
        op.front.say(op.voice(error.sentence), warning=True)
