"""A deadline that goes by is told where people look, and once where nobody can miss it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.console import deadlines
from simulator.console.dialogs import Choice, Chosen, Notice
from simulator.console.flows import telling, time
from simulator.console.operator import Operator
from simulator.console.panels import clocks, gate, playbook
from simulator.console.rows import plain_line
from simulator.console.situation import Situation
from simulator.console.visibility import view_for
from simulator.exercise import commands as c
from simulator.exercise import gates
from simulator.exercise.seats import CONSOLE, WALL
from simulator.exercise.session import Session
from simulator.exercise.views import Gate
from simulator.model.setup import Clock
from simulator.timeline.history import Head
from simulator.timeline.judge import Verdict, judge
from simulator.timeline.state import State
from simulator.wording.voice import Voice
from tests.console.test_panels import ACTS, TARGET, VOICE, said, seen, table
from tests.exercise.walls import StillWall
from tests.setups import make_setup
from tests.world.plays import ALERT, MANY, Table, step

MISSED = "▲ Deadline missed: Contain"


class Hearing:
    """A front in memory that keeps the notices it was asked for, and goes on where it is asked whether to."""

    def __init__(self) -> None:
        self.asked: list[Notice] = []

    async def ask(self, question: Any) -> Any:
        asked = question()
        if isinstance(asked, Choice):
            return Chosen(asked.rows[0])
        self.asked.append(asked)
        return None

    def refresh(self) -> None: ...

    def say(self, words: str, *, warning: bool = False) -> None: ...

    def quit(self, code: int, words: str) -> None: ...


def operator(
    folder: Path, *, reveal: tuple[str, ...] = ("clocks",), start: str = "detected", within: str = "2h"
) -> Operator:
    """Somebody contains for three hours, two are granted; nothing else happens."""
    steps = [step("contain", "3h", once="detected", reaches="contained")]
    setup = make_setup(steps, [ALERT], expectations=[TARGET | {"from": start, "within": within}])
    session = Session.start(folder / "record.jsonl", Head(setup, seed=7), wall=StillWall())
    session.act(c.Begin(reveal=reveal))
    return Operator(session, Hearing(), StillWall(), debounce=0)


def asked(op: Operator) -> list[Notice]:
    assert isinstance(op.front, Hearing)
    return op.front.asked


def test_a_deadline_is_a_gate_until_whose_last_second_somebody_may_be_in_time() -> None:
    at = table()
    coming, _ = gates.next_gate(at.plan, at.state, at.draws)
    missed = Table(at.setup).until(119)
    gate_, _ = gates.next_gate(missed.plan, missed.state, missed.draws)
    assert coming.kind == "inject"
    assert gate_ == Gate(2 * 3600 + 1, "deadline", "own")
    coming_view = seen(missed, coming=gate_, gate=gate_, now=2 * 3600)
    assert coming_view.gate is not None
    assert coming_view.gate.at == 2 * 3600
    assert "Contain" in coming_view.gate.name
    assert clocks.parts(coming_view, VOICE)[0] == clocks.parts(replace(coming_view, gate=None), VOICE)[0]


async def test_what_passed_tells_it_and_a_screen_stops_for_it(tmp_path: Path) -> None:
    op = operator(tmp_path)
    await time.to_gate(op)
    told = asked(op)[-1]
    assert told.alarm
    assert told.title == "2h pass · deadline missed"
    assert [plain_line(line) for line in told.words if isinstance(line, tuple)] == [f"19:40  {MISSED}"]
    assert op.view().log[0] == (2 * 3600, MISSED)
    assert [clock.standing for clock in op.view().clocks] == ["missed"]
    assert clocks.heading(op.view(), VOICE) == "Clocks · ▲ 1 missed · 0 running"


async def test_it_is_told_once_and_again_only_if_it_is_missed_again(tmp_path: Path) -> None:
    op = operator(tmp_path)
    await time.to_gate(op)
    await telling.tell_missed(op)
    assert len(asked(op)) == 1
    op.session.take_back()
    await telling.tell_missed(op)
    assert not op.view().log[0][1].startswith("▲")
    await time.to_gate(op)
    assert [notice.alarm for notice in asked(op)] == [True, True]
    again = Operator(op.session, Hearing(), StillWall())
    await telling.tell_missed(again)
    assert not asked(again)


async def test_the_judge_is_asked_once_for_all_that_a_key_shows_and_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    op = operator(tmp_path)
    judged: list[State] = []

    def noted(clocks: tuple[Clock, ...], state: State, *, over: bool) -> tuple[Verdict, ...]:
        judged.append(state)
        return judge(clocks, state, over=over)

    monkeypatch.setattr(deadlines, "judge", noted)
    op.act(c.Note("Somebody asks"))
    op.view()
    op.view()
    await telling.tell_missed(op)
    assert judged == [op.state]


async def test_what_an_act_shows_to_be_missed_is_told_at_once(tmp_path: Path) -> None:
    op = operator(tmp_path, start="aware", within="1h")
    op.session.jump(2 * 3600)
    op.act(c.Mark("aware", since=60))
    await telling.tell_missed(op)
    assert [(notice.title, notice.alarm) for notice in asked(op)] == [("Deadline missed", True)]
    assert [plain_line(line) for line in asked(op)[0].words if isinstance(line, tuple)] == [f"Fri 18:41  {MISSED}"]


async def test_players_are_told_of_the_clocks_they_see_and_the_console_of_the_others_later(tmp_path: Path) -> None:
    op = operator(tmp_path, reveal=())
    op.players = True
    op.session.next()
    await telling.tell_missed(op)
    assert not asked(op)
    assert MISSED not in str(op.view())
    op.players = False
    await telling.tell_missed(op)
    assert len(asked(op)) == 1


async def test_a_limit_by_severity_is_told_once_the_severity_is_known(tmp_path: Path) -> None:
    steps = [
        step("triage", "30m", once="detected", reaches="p1-found"),
        step("contain", "3h", once="detected", reaches="contained"),
    ]
    target = TARGET | {"from": "detected", "only_if": "p1-found", "within": "15m"}
    session = Session.start(tmp_path / "r.jsonl", Head(make_setup(steps, [ALERT], MANY, [target]), 7), wall=StillWall())
    session.act(c.Begin(self_running=True, reveal=("clocks",)))
    op = Operator(session, Hearing(), StillWall(), debounce=0)
    (before,) = op.view().clocks
    assert clocks.state_words(before, op.view().now, VOICE) == "counts only with p1 found"
    await time.to_gate(op)
    assert op.state.now == 1800, "the deadline passed at 15 minutes, and nobody could know"
    assert op.view().log[0] == (1800, MISSED)
    (after,) = op.view().clocks
    assert clocks.state_words(after, op.view().now, VOICE) == "missed 00:15, 15m over"


async def test_each_turn_that_is_missed_is_told_and_the_running_one_shows(tmp_path: Path) -> None:
    steps = [step("contain", once="detected", every="3h", until="fixed", reaches="contained")]
    duty = {key: value for key, value in TARGET.items() if key != "within"} | {"from": "detected", "every": "2h"}
    setup = make_setup(steps, [ALERT], MANY, [duty | {"until": "fixed"}])
    session = Session.start(tmp_path / "r.jsonl", Head(setup, 7), wall=StillWall())
    session.act(c.Begin(self_running=True, reveal=("clocks",)))
    op = Operator(session, Hearing(), StillWall(), debounce=0)
    session.jump(600)
    (running,) = op.view().clocks
    assert (running.standing, running.started, running.deadline) == ("running", 600, 7800)
    for missed, again in ((7800, 11400), (18600, 22200)):
        await time.to_gate(op)
        assert op.view().log[0] == (missed, MISSED)
        (clock,) = op.view().clocks
        assert clocks.state_words(clock, op.view().now, VOICE).endswith(f"owed since {VOICE.clock(missed)}")
        session.jump(again)
        (clock,) = op.view().clocks
        words = clocks.state_words(clock, op.view().now, VOICE)
        assert words.endswith(f"due again {VOICE.clock(again + 7200)}")
    assert clock.turns_missed == 2
    assert len(asked(op)) == 2


def test_benchmarks_are_for_comparison_and_alarm_nobody() -> None:
    at = Table(make_setup([step("contain", "3h", once="detected", reaches="contained")], expectations=[BENCHMARK]))
    view = seen(at.until(121))
    assert [clock.standing for clock in view.clocks] == ["missed"]
    assert "missed" not in str(view.log)


BENCHMARK = TARGET | {"kind": "benchmark"}


def test_a_clock_missed_and_still_owed_stays_on_top() -> None:
    others = [TARGET | {"id": f"t-{n}", "title": f"Report {n}", "to": "told", "within": "9h"} for n in range(5)]
    steps = [step("contain", "3h", once="detected", reaches="contained")]
    at = Table(make_setup(steps, [ALERT], MANY, expectations=[*others, TARGET])).act(c.Order("contain"))
    assert said(clocks.parts(seen(at.until(150)), VOICE))[:2] == ["▲ Contain", "missed 02:00, 30m over"]
    assert said(clocks.parts(seen(at.until(190)), VOICE))[0] == "▶ Report 0"


# ---- what waits


def waiting(**keys: Any) -> Table:
    steps = [step("contain", once="detected", title="Contain it"), step("tell", once="detected", title="Tell them")]
    return Table(make_setup(steps, [ALERT, {"id": "call", "once": "contained", "title": "A call"}], MANY, **keys))


def test_steps_that_are_ready_and_wait_for_an_order_are_said() -> None:
    view = seen(waiting())
    assert playbook.heading(view, VOICE) == "Playbook · on orders · ○ 2 ready"
    assert "○ 2 steps are ready: Contain it, Tell them" in said(gate.parts(view, VOICE, ACTS))
    assert plain_line(gate.owed_line(view, VOICE, ACTS)).startswith("○ 2 steps are ready")
    hidden = seen(waiting(), WALL)
    assert "ready" not in " ".join(said(gate.parts(hidden, VOICE, ACTS)))


def test_on_orders_time_stops_where_a_step_becomes_ready_if_that_is_wanted() -> None:
    steps = [step("contain", "10m", once="detected"), step("tell", after="contain", title="Tell them")]
    at = Table(make_setup(steps)).act(c.Order("contain"))
    assert gates.next_gate(at.plan, at.state, at.draws)[0].kind == "end"
    at.act(c.SetPace(1, self_running=False, stops=True))
    ready, _ = gates.next_gate(at.plan, at.state, at.draws)
    assert ready == Gate(600, "ready", "tell")
    known = gates.coming(at.plan, at.state)
    assert known.kind == "end", "nobody can know when drawn work ends, nor that it does before a deadline"
    running = view_for(CONSOLE, at.plan, Situation(at.state, 30, 0, coming=known), Voice.of(at.setup, "en"))
    assert said(gate.parts(running, VOICE, ACTS))[0].endswith("at most: the end of the incident")
    named = view_for(CONSOLE, at.plan, Situation(at.state, 599, 0, gate=ready), Voice.of(at.setup, "en"))
    assert "Tell them" in " ".join(said(gate.parts(named, VOICE, ACTS)))
    unnamed = view_for(WALL, at.plan, Situation(at.state, 599, 0, gate=ready), Voice.of(at.setup, "en"))
    assert "Tell them" not in " ".join(said(gate.parts(unnamed, VOICE, ACTS)))
    at.act(c.Order("tell"))
    assert gates.next_gate(at.plan, at.state, at.draws)[0].kind == "end"


def test_messages_held_back_show_without_being_asked_for_and_by_name_only_if_asked() -> None:
    at = waiting().act(c.Improvise("Hello"))
    assert "· 1 message waits for something to happen." in said(gate.parts(seen(at), VOICE, ACTS))
    at.act(c.Hold("call"))
    assert "⏸ 1 message is held back (list)." in said(gate.parts(seen(at), VOICE, ACTS))
    assert "⏸ Held back (list): A call" in said(gate.parts(seen(at, titles=True), VOICE, ACTS))
    assert "held" not in " ".join(said(gate.parts(seen(at, WALL), VOICE, ACTS)))


def test_deadlines_of_one_second_are_told_in_one_line() -> None:
    """The log of a small terminal has one line."""
    both = [TARGET, TARGET | {"id": "two", "title": "Report", "to": "told"}]
    at = Table(make_setup([step("contain", "3h", once="detected", reaches="contained")], [ALERT], MANY, both))
    log = seen(at.until(121)).log
    assert log[0] == (2 * 3600, "▲ 2 deadlines missed: Contain, Report")
    assert "Deadline missed" not in str(log)
