"""Every command, asked by every kind of seat."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.exercise import commands as c
from simulator.exercise.authority import may
from simulator.exercise.seats import CONSOLE, KINDS, WALL, Kind, Seat
from simulator.exercise.session import Session
from simulator.exercise.views import Refused
from simulator.timeline.history import Head
from tests.exercise.walls import StillWall
from tests.setups import make_setup

LOOK = {"id": "look", "role": "analyst", "takes": "20m", "once": "detected"}
PLAYBOOK = make_setup([LOOK]).playbook

MAY: list[tuple[c.Command, str]] = [
    (c.Begin(), "facilitator operator"),
    (c.SetPace(1.0, self_running=True), "facilitator operator"),
    (c.EndPlay(), "facilitator operator"),
    (c.TakeBreak(), "facilitator operator"),
    (c.HandOver(), "facilitator operator"),
    (c.Interrupt(stopped=True), "facilitator operator player evaluator observer"),
    (c.Interrupt(stopped=False), "facilitator operator"),
    (c.Close(), "facilitator operator"),
    (c.Order("look"), "operator player"),
    (c.Withdraw("look"), "operator player"),
    (c.Finish("look"), "operator player"),
    (c.Skip("look"), "operator player"),
    (c.Reestimate("look", 60), "facilitator operator"),
    (c.SetAway("legal", 3600), "facilitator operator"),
    (c.CallIn("legal"), "operator player"),
    (c.Act("Ask", "legal", 60), "operator player"),
    (c.OpenOptions("ask"), "facilitator operator"),
    (c.Decide("ask", "one"), "operator player"),
    (c.Mark("aware"), "operator player"),
    (c.Hold("ask"), "facilitator"),
    (c.Release("ask"), "facilitator"),
    (c.AnswerOutside("ask", "yes"), "facilitator"),
    (c.SkipInject("ask"), "facilitator"),
    (c.Improvise("A rumour"), "facilitator"),
    (c.HandOut("ask", 1), "facilitator"),
    (c.Note("Seen", seat=""), "facilitator operator player evaluator"),
    (c.Discuss("ask", 1), "facilitator operator player evaluator"),
    (c.Tick("objective/a/1"), "facilitator evaluator"),
    (c.Rate("a", "P", seat=""), "facilitator evaluator"),
    (c.Reconcile("a", "S", "Talked over"), "facilitator"),
    (c.OpenHotWash(), "facilitator operator"),
    (c.Learn("area", "Slow"), "facilitator operator player evaluator observer"),
    (c.Agree("Write a list"), "facilitator operator"),
    (c.Explain("ask", "Heard twice"), "facilitator operator"),
    (c.TellTable("ask"), "facilitator operator player"),
    (c.Ask("The log", ""), "facilitator operator player evaluator observer"),
    (c.AnswerRequest("ask-1", "Here"), "facilitator"),
    (c.WriteLine("We are lost", ""), "facilitator operator player evaluator observer"),
    (c.Opine("ask", "", "Cut it off"), "facilitator operator player"),
    (c.SortOpinion("ask", "legal", "one"), "facilitator operator"),
    (c.OpenOpinions("ask"), "facilitator operator"),
    (c.ChooseForm("sheet", "told"), "facilitator operator player"),
    (c.WriteItem("sheet", "what", "Weights left"), "facilitator operator player"),
    (c.MarkItem("sheet", "what", "holds"), "facilitator evaluator"),
    (c.Dismiss("law", "Nobody broke in"), "facilitator operator player"),
    (c.MarkDismissal("law", "holds"), "facilitator evaluator"),
    (c.Next(), "facilitator operator"),
    (c.NextEvent(), "facilitator operator"),
    (c.Jump(60), "facilitator operator"),
    (c.TakeBack(1), "facilitator operator"),
    (c.Redo(1), "facilitator operator"),
    (c.WithdrawObservation(1), "facilitator operator player evaluator observer"),
    (c.Join("observer", ("observer",)), "facilitator operator observer"),
    (c.Leave("observer"), "facilitator operator observer"),
    (c.FallSilent("observer"), "facilitator operator observer"),
]
"""A command → the kinds of seat that may ask for it."""


def test_the_table_holds_every_command() -> None:
    assert {type(command) for command, _ in MAY} == set(c.COMMANDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("command", "kinds"), MAY)
def test_a_seat_may_do_what_its_kind_may_and_nothing_else(command: c.Command, kinds: str, kind: Kind) -> None:
    assert (may(Seat.of(kind, roles=["analyst"]), command, PLAYBOOK) is None) == (kind in kinds.split())


@pytest.mark.parametrize(("command", "kinds"), MAY)
def test_the_console_may_do_everything_and_the_wall_nothing(command: c.Command, kinds: str) -> None:
    assert may(CONSOLE, command, PLAYBOOK) is None
    assert may(WALL, command, PLAYBOOK) is not None


def test_players_act_for_their_own_roles_and_evaluators_for_themselves() -> None:
    player = Seat.of("player", id="table-2", roles=["legal", "privacy"])
    assert may(player, c.Decide("ask", "one", seat="legal"), PLAYBOOK) is None
    assert may(player, c.Decide("ask", "one", seat="table-2"), PLAYBOOK) is None
    assert may(player, c.Decide("ask", "one", seat="security"), PLAYBOOK) is not None
    assert may(Seat.of("evaluator", id="evaluator-2"), c.Rate("a", "P", seat="evaluator"), PLAYBOOK) is not None
    assert may(CONSOLE, c.Decide("ask", "one", seat="security"), PLAYBOOK) is None


@pytest.mark.parametrize("command", [c.Order("look"), c.Withdraw("look"), c.Finish("look"), c.Skip("look")])
def test_a_step_is_ordered_by_those_who_do_it_and_by_the_console_for_all(command: c.Command) -> None:
    assert may(Seat.of("player", roles=["analyst", "legal"]), command, PLAYBOOK) is None
    assert may(Seat.of("player", roles=["legal"]), command, PLAYBOOK) is not None
    assert may(CONSOLE, command, PLAYBOOK) is None


def test_the_session_asks_before_it_does_anything(tmp_path: Path) -> None:
    session = Session.start(tmp_path / "record.jsonl", Head(make_setup([LOOK]), seed=1), wall=StillWall())
    session.act(c.Begin())
    before = session.path.read_bytes()
    with pytest.raises(Refused, match="not for your seat"):
        session.act(c.Order("look"), Seat.of("evaluator"))
    with pytest.raises(Refused, match="not for your seat"):
        session.act(c.Next(), Seat.of("player"))
    assert session.path.read_bytes() == before
    session.close()
