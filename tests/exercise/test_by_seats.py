"""The same script, by the console alone and by the seats themselves: the incident is the same."""

from __future__ import annotations

from pathlib import Path

from simulator.exercise import commands as c
from simulator.exercise.seats import CONSOLE, Seat
from simulator.exercise.session import Session
from simulator.timeline.moves import changes_incident
from tests.console.script import begun
from tests.exercise.walls import StillWall

ROLES = ("operations", "commander", "legal", "press-office", "platform")
PLAYERS = {role: Seat.of("player", id=role, roles=[role]) for role in ROLES}
EVALUATORS = [Seat.of("evaluator", id=f"evaluator-{n}") for n in (1, 2)]
ASKED, GOAL = "cut-or-copy", "keep-evidence"

Done = tuple[Seat, c.Command]


def script() -> list[Done]:
    """Who does what: everything that seats can do, and what the incident is made of."""
    ops, commander, legal, platform = (PLAYERS[role] for role in ("operations", "commander", "legal", "platform"))
    first, second = EVALUATORS
    return [
        (CONSOLE, c.Next()),
        (platform, c.Order("copy", "platform")),
        (ops, c.Ask("Whose account is it?", "operations")),
        (CONSOLE, c.AnswerRequest("ask-1", "A contractor's")),
        (ops, c.Ask("The ticket of the account", "operations")),
        (CONSOLE, c.HandOut("alert", 2, "ask-2")),
        (legal, c.Opine(ASKED, "legal", "Copy", sure=80)),
        (ops, c.Opine(ASKED, "operations", "Cut", sure=60)),
        (CONSOLE, c.OpenOptions(ASKED)),
        (CONSOLE, c.OpenOpinions(ASKED)),
        (legal, c.Opine(ASKED, "legal", option="cut", sure=50)),
        (commander, c.Decide(ASKED, "cut", why="It still runs", seat="commander")),
        (legal, c.WriteLine("What is an account?", "legal")),
        (CONSOLE, c.Next()),
        (first, c.Tick(f"objective/{GOAL}/1", seat="evaluator-1")),
        (CONSOLE, c.Next()),
        (CONSOLE, c.EndPlay()),
        (first, c.Rate(GOAL, "M", "Late", "evaluator-1")),
        (second, c.Rate(GOAL, "P", seat="evaluator-2")),
        (CONSOLE, c.Reconcile(GOAL, "S", "Late, but it came")),
        (legal, c.Learn("area", "Nobody said whose account", seat="legal", sealed=True)),
        (CONSOLE, c.OpenHotWash()),
        (CONSOLE, c.Close()),
    ]


def played(folder: Path, *, by_seats: bool, twice: bool = False) -> Session:
    session = begun(folder, StillWall())
    for seat in (*PLAYERS.values(), *EVALUATORS) if by_seats else ():
        session.act(c.Join(seat.id, tuple(seat.kinds), tuple(seat.roles)), seat)
    for n, (seat, command) in enumerate(script()):
        for _ in range(2 if twice else 1):
            session.act(command, seat if by_seats else CONSOLE, ref=f"act-{n}")
    return session


def test_the_console_alone_and_the_seats_play_the_same_incident(tmp_path: Path) -> None:
    alone, seated = (played(tmp_path / str(by_seats), by_seats=by_seats) for by_seats in (False, True))
    incidents = [
        [event for event in session.history.events() if changes_incident(event)] for session in (alone, seated)
    ]
    assert incidents[0] == incidents[1]
    assert (alone.state.jobs, alone.state.milestones) == (seated.state.jobs, seated.state.milestones)
    assert alone.state.opinions == seated.state.opinions
    assert alone.state.ratings == seated.state.ratings
    authors = {move.by for move in seated.history.moves}
    assert {"operations", "commander", "legal", "evaluator-1", "evaluator-2", "facilitator"} <= authors


def test_what_a_phone_sends_twice_is_done_once(tmp_path: Path) -> None:
    once, twice = (played(tmp_path / str(again), by_seats=True, twice=again) for again in (False, True))
    assert [move.act for move in once.history.moves] == [move.act for move in twice.history.moves]
    assert once.state == twice.state
