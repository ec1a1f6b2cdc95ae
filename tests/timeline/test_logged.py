"""What times of real incidents say of steps: only where a single step lies between two milestones."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from simulator.model.playbook import Playbook
from simulator.model.team import Team
from simulator.model.workdays import Workdays
from simulator.timeline.logged import Logged, logged
from simulator.timeline.working import WorkingTime
from tests.setups import make_setup
from tests.world.plays import step

LOOK = step("look", "20m", once="detected", reaches="triaged")
AGAIN = {"from": "stop", "odds": "10%", "at_most": "1"}
STOP = step("stop", "20m", after="look", reaches="contained")


def playbook(*steps: dict[str, Any]) -> Playbook:
    return make_setup(list(steps)).playbook


def seen(steps: list[dict[str, Any]], as_of: int | None = None, **minutes: int) -> Logged:
    """What one incident shows; times in minutes. A milestone such as ``step:look`` is written ``step__look``."""
    times = {name.replace("__", ":").replace("_", "-"): n * 60 for name, n in minutes.items()}
    return logged({"4711": times}, playbook(*steps), as_of=as_of)


def samples(found: Logged) -> list[tuple[str, int, str]]:
    return [(sample.step, sample.seconds // 60, sample.how) for sample in found.samples]


def unplaced(found: Logged) -> list[tuple[str, str]]:
    return [(step, why) for step, why, _ in found.unplaced]


def test_an_interval_with_one_step_in_it_is_its_length() -> None:
    found = seen([LOOK, STOP], detected=0, triaged=25, contained=70)
    assert samples(found) == [("look", 25, "logged"), ("stop", 45, "logged")]
    assert found.unplaced == ()


def test_work_begins_when_the_last_of_what_it_waits_for_has_come() -> None:
    both = step("both", "20m", after=["look", "stop"], once="declared", reaches="recovered")
    assert ("both", 5, "logged") in samples(
        seen([LOOK, STOP, both], detected=0, triaged=10, contained=30, declared=40, recovered=45)
    )


def test_parts_of_a_path_cannot_be_told_apart() -> None:
    found = seen([LOOK, STOP], detected=0, contained=70)
    assert samples(found) == []
    assert unplaced(found) == [("look", "no-end"), ("stop", "path")]


def test_a_path_is_told_beside_what_its_steps_take_by_their_estimates() -> None:
    book = playbook(LOOK, STOP)
    times = {"one": {"detected": 0, "contained": 70 * 60}, "two": {"detected": 0, "contained": 90 * 60}}
    [path] = logged(times, book).paths
    assert (path.steps, path.likely, path.took, path.at_least) == (("look", "stop"), 40 * 60, (4200, 5400), ())
    assert path.middle == pytest.approx((4200 * 5400) ** 0.5, abs=1)
    open_one = times | {"three": {"detected": 0}}
    [longer] = logged(open_one, book, as_of=300 * 60).paths
    assert longer.at_least == (300 * 60,)
    assert longer.middle > path.middle
    assert logged({"one": {"detected": 0, "triaged": 600, "contained": 4200}}, book).paths == ()


def test_a_step_without_a_milestone_may_be_logged_by_its_name() -> None:
    silent = step("look", "20m", once="detected")
    found = seen([silent, STOP], detected=0, step__look=20, contained=70)
    assert samples(found) == [("look", 20, "logged"), ("stop", 50, "logged")]


def test_work_is_counted_from_where_somebody_wrote_that_it_began() -> None:
    """Whatever it waits for: also what begins after one of several steps, or lies behind one without a time."""
    either = step("last", "5m", after_any=["look", "stop"], reaches="recovered")
    found = seen([LOOK, STOP, either], detected=0, begun__stop=40, contained=70, begun__last=80, recovered=95)
    assert samples(found) == [("stop", 30, "logged"), ("last", 15, "logged")]
    assert unplaced(seen([LOOK, STOP], detected=0, triaged=25, begun__stop=40)) == [("stop", "no-end")]
    assert seen([LOOK], begun__loook=5, triaged=9).unknown == ("begun:loook",)
    ending = step("end", "5m", after="stop", reaches="recovered")
    begun = {"one": {"begun:stop": 600, "recovered": 4200}}
    assert [path.took for path in logged(begun, playbook(LOOK, STOP, ending)).paths] == [(3600,)]


def test_what_two_steps_reach_says_nothing_of_either() -> None:
    fast = step("fast", "5m", once="detected", reaches="contained")
    slow = step("slow", "60m", once="detected", reaches="contained")
    assert unplaced(seen([fast, slow], detected=0, contained=9)) == [("fast", "shared"), ("slow", "shared")]
    assert samples(seen([fast, slow], detected=0, contained=9, step__fast=9)) == [("fast", 9, "logged")]


def test_what_is_under_way_took_at_least_so_long() -> None:
    assert samples(seen([LOOK, STOP], as_of=90 * 60, detected=0, triaged=25)) == [
        ("look", 25, "logged"),
        ("stop", 65, "cut-off"),
    ]
    assert unplaced(seen([LOOK, STOP], detected=0, triaged=25)) == [("stop", "no-end")]


def test_what_was_passed_by_is_not_under_way() -> None:
    """Recovered without ``contained``: somebody forgot to log it, or it was not needed."""
    found = seen([LOOK, STOP], as_of=9000, detected=0, triaged=25, recovered=60)
    assert samples(found) == [("look", 25, "logged")]
    assert unplaced(found) == [("stop", "no-end")]
    maybe = STOP | {"unless": "false-alarm"}
    assert unplaced(seen([LOOK, maybe], as_of=9000, detected=0, triaged=25)) == [("stop", "no-end")]


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (step("last", "5m", reaches="recovered"), "always"),
        (step("last", "5m", after_any=["look", "stop"], reaches="recovered"), "either"),
        (
            step(
                "last", "5m", after="stop", reaches="recovered", repeat={"from": "stop", "odds": "10%", "at_most": "1"}
            ),
            "sent-back",
        ),
        (step("last", "5m", once="declared", reaches="recovered"), "no-start"),
        (step("last", "5m", once="triaged", reaches="recovered"), "backwards"),
        (step("last", "5m", once="reported", reaches="recovered"), "at-once"),
    ],
)
def test_why_an_interval_is_not_placed(last: dict[str, Any], why: str) -> None:
    found = seen([LOOK, STOP, last], detected=0, triaged=80, contained=90, recovered=60, reported=60)
    assert ("last", why) in unplaced(found)


def test_milestones_that_the_playbook_does_not_know_are_named() -> None:
    assert seen([LOOK], detected=0, trigaed=25).unknown == ("trigaed",)


OFFICE = {"hours": "Mon-Fri 09:00-18:00"}
FRIDAY_17 = int(datetime(2026, 3, 6, 17, tzinfo=UTC).timestamp())
HOUR = 3600


def worked(hours: int, **role: object) -> int:
    """Hours at work of so many elapsed hours from a Friday at five."""
    team = Team.model_validate(
        {"id": "us", "title": "Us", "timezone": "UTC", "roles": {"analyst": OFFICE | role, "lead": {"hours": "always"}}}
    )
    day = 24 * HOUR
    time = WorkingTime(team, lambda _: Workdays(), FRIDAY_17 - 30 * day, FRIDAY_17 + 30 * day)
    [look] = playbook(step("look", "1h", role={"analyst": "1", "lead": "1"}, once="detected")).steps
    return time.between(look, FRIDAY_17, FRIDAY_17 + hours * HOUR) // HOUR


def test_nights_and_weekends_are_no_working_time() -> None:
    assert worked(1) == 1
    assert worked(66) == 3  # until Monday at eleven


def test_who_is_on_call_may_have_come_at_any_hour() -> None:
    assert worked(66, on_call={"answers_in": "15m"}) == 66


def test_nothing_worked_is_no_length() -> None:
    found = logged({"1": {"detected": 0, "triaged": 600}}, playbook(LOOK), between=lambda *_: 0)
    assert unplaced(found) == [("look", "off-duty")]


def test_a_role_that_is_held_takes_no_time_that_could_be_learned() -> None:
    lead = {"id": "lead", "role": "analyst", "once": "detected", "until": "triaged", "reaches": "led"}
    steps = [LOOK, lead, step("tell", "20m", after="lead", reaches="told")]
    assert samples(seen(steps, detected=0, triaged=30, led=30, told=50)) == [
        ("look", 30, "logged"),
        ("tell", 20, "logged"),
    ]
    assert samples(seen(steps, detected=0, triaged=30, told=50)) == [("look", 30, "logged")]
