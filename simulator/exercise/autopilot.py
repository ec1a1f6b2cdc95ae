"""An exercise without people: the playbook plays, the record is the same kind of record."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from simulator.exercise.roomtime import dropped
from simulator.exercise.wall import RealWall, Wall
from simulator.journal.journal import Journal
from simulator.plan.compiler import compile_plan
from simulator.timeline import events as e
from simulator.timeline.fold import fold
from simulator.timeline.history import Head
from simulator.timeline.moves import Move
from simulator.timeline.state import State
from simulator.world.advance import play_out
from simulator.world.draws import Draws


def play_on_autopilot(path: Path, head: Head, *, wall: Wall | None = None, mirror: Path | None = None) -> State:
    """Plays the whole incident, one move an instant, and closes the record. TabletopError if it cannot be written.

    ``mirror`` is the folder of a second copy.
    """
    wall = wall or RealWall()
    plan = compile_plan(head.setup)
    begun: tuple[e.Event, ...] = (e.Started(0, self_running=True, talk=0.0), *dropped(head.left_out))
    # Without a playbook nobody is played: messages come, and what they ask stays open.
    auto = not head.setup.discussion_only
    *played, over = play_out(plan, fold(begun), Draws(head.seed), auto=auto)
    moves: list[tuple[e.Event, ...]] = [begun]
    moves += [tuple(move) for _, move in groupby(played, key=lambda event: event.at)]
    moves.append((over, e.PlayEnded(over.at), e.Closed(over.at)))
    journal = Journal.create(path, head, mirror=mirror)
    try:
        for move in moves:
            journal.append(Move(move, wall.stamp()))
    finally:
        journal.close()
    return fold(event for move in moves for event in move)
