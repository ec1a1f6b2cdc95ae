"""What people do in one move, as the record names it, and what becomes of it when it is taken back."""

from __future__ import annotations

from typing import Literal, get_args

TimeAct = Literal["next", "next-event", "jump"]
ConductAct = Literal["set-pace", "end-play"]
WorkAct = Literal["order", "withdraw", "finish", "skip", "reestimate", "call-in", "set-away", "act"]
DecisionAct = Literal["open-options", "decide", "mark"]
InjectAct = Literal["hold", "release", "answer-outside", "skip-inject", "improvise", "hand-out"]
IncidentAct = Literal[TimeAct, ConductAct, WorkAct, DecisionAct, InjectAct]
"""Taken back, the incident goes back to the second before it."""
ObserveAct = Literal["note", "discuss", "tick", "rate", "learn", "agree", "explain", "reconcile"]
FormAct = Literal["choose-form", "write-item", "mark-item"]
DutyAct = Literal["dismiss", "mark-dismissal"]
OpinionAct = Literal["opine", "sort-opinion"]
SeatAct = Literal["tell-table", "ask", "answer", "write-line"]
"""Taken back, it goes by itself: no time moves, and nothing that was done since."""
OpeningAct = Literal["open-opinions", "open-hot-wash"]
"""What the room has read cannot be sealed again."""
SeatingAct = Literal["join", "leave", "silence"]
SessionAct = Literal["", "talk", "begin", "interrupt", "break", "hand-over", "close", SeatingAct]
RewindAct = Literal["take-back", "redo", "withdraw-observation"]
LastingAct = Literal[OpeningAct, SessionAct, RewindAct]
"""Never offered to be taken back. ``talk``: the room talked and nobody did anything. Empty: the program wrote of
itself, or it is a move of version 1, which did not say what people did."""

Act = Literal[IncidentAct, ObserveAct, FormAct, DutyAct, OpinionAct, SeatAct, LastingAct]
ACTS: tuple[Act, ...] = get_args(Act)
_INCIDENT = frozenset(get_args(IncidentAct))
_OBSERVED = frozenset(get_args(Literal[ObserveAct, FormAct, DutyAct, OpinionAct, SeatAct]))


def on_incident(act: Act) -> bool:
    """Whether the incident goes back when it is taken back."""
    return act in _INCIDENT


def observed(act: Act) -> bool:
    """Whether it wrote down what people saw, thought or agreed."""
    return act in _OBSERVED


def takes_back(act: Act) -> bool:
    """Whether it can be taken back at all."""
    return on_incident(act) or observed(act)
