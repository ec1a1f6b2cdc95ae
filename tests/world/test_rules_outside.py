"""Rule 32: what somebody outside decides, when they answer, and what people can do about it."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.console.panels import gate
from simulator.console.situation import Situation
from simulator.console.visibility import view_for
from simulator.exercise import commands as c
from simulator.exercise.seats import CONSOLE
from simulator.exercise.views import Refused
from simulator.findings.conduct import decisions
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.study import study
from simulator.timeline.events import DecisionTaken, WorkStarted
from simulator.wording.sentences import tell
from simulator.wording.voice import Voice
from tests.console.test_panels import ACTS, VOICE, said
from tests.setups import make_setup
from tests.world.plays import ALERT, MANY, Played, Table, step

OPTIONS = [
    {"id": "go-on", "text": "You may", "odds": "100%", "reaches": "allowed"},
    {"id": "stop", "text": "You may not"},
]
BACK = {"id": "back", "title": "Back", "kind": "own-target", "from": "detected", "to": "allowed", "within": "4h"}


def asked(**decision: Any) -> Setup:
    """The analyst looks for ten minutes, and then an agency has the question."""
    owned = {"outside": "An agency", "question": "May we go on?", "takes": "3h", "options": OPTIONS}
    inject = {"id": "agency", "once": "look", "title": "The agency is asked", "decision": owned | decision}
    letter = {"id": "letter", "once": "allowed", "title": "You may"}
    steps = [step("look", once="detected"), step("restart", once="allowed")]
    return make_setup(steps, [ALERT, inject, letter], MANY, [BACK], pace="3")


@pytest.mark.parametrize(
    "played", [Played(asked()), Table(asked(), self_running=True).until(9 * 60)], ids=["autopilot", "table"]
)
def test_they_answer_when_their_time_is_over_whatever_the_hour_and_the_pace(played: Played | Table) -> None:
    (visit,) = played.visits("decision/agency")
    assert visit.started_at is not None
    reached = played.state.reached
    assert reached("allowed") == reached("inject:letter") == visit.ended_at == visit.started_at + 3 * 3600
    taken = [(event.option, event.seat, event.undecided) for event in played.of(DecisionTaken)]
    assert taken == [("go-on", "", False)]


def table() -> Table:
    played = Table(asked(), self_running=True)
    return played.until(60)


def test_nobody_at_the_table_decides_it_or_ends_it() -> None:
    with pytest.raises(Refused, match="No decision is open"):
        table().act(c.Decide("agency", "stop"))
    with pytest.raises(Refused, match="Somebody outside decides"):
        table().act(c.Finish("decision/agency"))


def test_the_facilitator_answers_for_them() -> None:
    played = table().act(c.AnswerOutside("agency", "go-on"))
    assert played.at("inject:letter") == 60
    assert len(played.until(9 * 60).of(DecisionTaken)) == 1
    with pytest.raises(Refused, match="No answer is awaited"):
        played.act(c.AnswerOutside("agency", "stop"))
    with pytest.raises(Refused, match="Nobody outside"):
        played.act(c.AnswerOutside("alert", "stop"))


def test_screens_and_log_say_who_has_the_question_and_what_they_answered() -> None:
    played = table()
    view = view_for(CONSOLE, played.plan, Situation(played.state, played.state.now, 600), Voice.of(played.setup, "en"))
    (asked_of,) = view.asked
    about = VOICE.when(asked_of.about, view.now)
    assert f"◷ An agency decides: May we go on? Answer expected about {about}" in said(gate.parts(view, VOICE, ACTS))
    told = [
        tell(event, played.setup, Voice("en"), {})
        for event in played.until(9 * 60).events
        if isinstance(event, DecisionTaken | WorkStarted) and "look" not in str(event) and "restart" not in str(event)
    ]
    assert told == ["Put to An agency: May we go on?", "An agency answers on “The agency is asked”: You may"]


def test_a_report_lays_it_to_nobody_at_the_table() -> None:
    played = table().until(9 * 60)
    (decided,) = decisions(played.setup, played.state, None)
    assert decided.outside
    assert not decided.by_table
    assert decided.option is not None


def test_a_study_lays_the_waiting_to_nobody_of_the_team() -> None:
    found = study(compile_plan(asked()), seed=1, runs=20, why=True)
    assert found.why is not None
    (effort,) = [effort for effort in found.why.work if effort.job == "decision/agency"]
    assert (effort.worked, effort.for_person, effort.for_absent) == (3 * 3600, 0, 0)
    assert all(load.worked < 3600 for load in found.why.loads)
