"""Acts: every command has its name in the record, and what becomes of it when taken back fits what it writes."""

from __future__ import annotations

from typing import get_args

import pytest

from simulator.exercise import commands as c
from simulator.exercise.rules.decide import decide
from simulator.plan.compiler import compile_plan
from simulator.timeline import events as e
from simulator.timeline.acts import ACTS, Act, observed, on_incident, takes_back
from simulator.timeline.fold import fold
from simulator.timeline.moves import Move, changes_incident
from simulator.wording.acts import act_name
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from simulator.world.draws import Draws
from tests.report.table import SETUP
from tests.setups import make_setup


def test_each_command_has_a_name_of_its_own() -> None:
    named = {command.act for command in c.COMMANDS}
    assert len(named) == len(c.COMMANDS)
    assert named == set(ACTS) - {"", "talk"}


@pytest.mark.parametrize("command", c.COMMANDS)
def test_what_writes_observations_is_withdrawn_and_what_changes_the_incident_goes_back(
    command: type[c.Command],
) -> None:
    assert observed(command.act) == (command in get_args(c.ObserveCommand))
    sits = (c.Begin, c.Interrupt, c.TakeBreak, c.HandOver, c.Close, *get_args(c.SeatingCommand))
    lasts = (*get_args(c.OpeningCommand), *sits, *get_args(c.RewindCommand))
    assert on_incident(command.act) == (command not in (*lasts, *get_args(c.ObserveCommand)))


OBSERVING = [c.Note("Seen"), c.Tick("objective/o/1"), c.Learn("area", "Slow"), c.Agree("Write a list")]


@pytest.mark.parametrize("command", [*OBSERVING, c.Interrupt(), c.Join("table", ("player",))])
def test_what_lasts_holds_nothing_of_the_incident(command: c.PlayCommand) -> None:
    plan = compile_plan(make_setup([{"id": "look", "role": "analyst", "takes": "1h", "once": "detected"}]))
    facts = decide(plan, fold([e.Started(0)]), Draws(1), command)
    assert facts
    assert not any(map(changes_incident, facts))


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("act", ACTS)
def test_every_act_that_can_be_taken_back_has_a_name(act: Act, language: str) -> None:
    names = Names(SETUP, Voice.of(SETUP, language))
    assert bool(act_name(names, Move((e.Passed(60),), act=act))) == takes_back(act)


@pytest.mark.parametrize(
    ("act", "event", "english", "japanese"),
    [
        ("order", e.Ordered(0, "isolate"), "order of “Isolate”", "「隔離」の指示"),
        ("finish", e.WorkEnded(0, "isolate", 1, seat="x"), "“Isolate” declared done", "「隔離」の手動完了"),
        ("decide", e.DecisionTaken(0, "alert", "x"), "decision on “Egress alert”", "「外向き通信の警報」に関する判断"),
        ("jump", e.Passed(3600), "step in time to Fri 19:40", "7月10日（金）19:40までの時間送り"),
        ("note", e.Noted(0, "One\nline"), "note “One line”", "メモ「One line」"),
        ("note", e.Noted(0, "x" * 90), f"note “{'x' * 59}…”", f"メモ「{'x' * 59}…」"),
        ("tick", e.Ticked(0, "objective/keep-evidence/2"), "tick at “Two people keep it”", "確認「二人で保全した」"),
    ],
)
def test_it_is_named_by_what_it_is_about(act: Act, event: e.Event, english: str, japanese: str) -> None:
    move = Move((event,), act=act)
    for language, name in (("en", english), ("ja", japanese)):
        assert act_name(Names(SETUP, Voice.of(SETUP, language)), move) == name
