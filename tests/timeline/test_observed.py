"""What an exercise shows of how long steps take: what people said or did, and never what was drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.exercise import commands as c
from simulator.exercise.autopilot import play_on_autopilot
from simulator.journal.reader import read
from simulator.model.playbook import Playbook
from simulator.timeline.events import WorkEnded
from simulator.timeline.history import Head
from simulator.timeline.observed import Observed, observed
from tests.exercise.records import Deed, play_record
from tests.exercise.walls import StillWall
from tests.setups import make_setup
from tests.world.plays import MANY, OFFICE, step

LONG = step("look", "2h..3h..4h", once="detected")
SHORT = step("note", "5m", once="detected")
OTHERS = [
    step("risky", "30m", once="detected", fails={"odds": "99%"}),
    step("again", "30m", once="detected", repeat={"from": "again", "odds": "100%", "at_most": "1"}),
    step("late", "2h", once="detected", timeout="30m"),
]
SETUP = make_setup([LONG, SHORT, *OTHERS], roles=MANY)


def seen(folder: Path, *deeds: Deed, playbook: Playbook = SETUP.playbook, **head: Any) -> Observed:
    setup = head.pop("setup", SETUP)
    return observed(read(play_record(folder / "one.jsonl", setup, *deeds, **head)), playbook)


def samples(found: Observed) -> list[tuple[str, int, str]]:
    return [(sample.step, sample.seconds // 60, sample.how) for sample in found.samples]


def test_a_drawn_length_is_no_observation(tmp_path: Path) -> None:
    found = seen(tmp_path, c.Order("note"), c.Order("look"), 300)
    assert samples(found) == []
    assert found.left_out == (("note", "drawn"), ("look", "drawn"))


def test_a_length_people_overruled_counts_in_full(tmp_path: Path) -> None:
    found = seen(tmp_path, c.Order("look"), 10, c.Reestimate("look", 50 * 60), 120)
    assert samples(found) == [("look", 50, "stated")]


def test_work_people_ended_counts_as_long_as_it_was_worked(tmp_path: Path) -> None:
    found = seen(tmp_path, c.Order("look"), 31, c.Finish("look"), 60)
    assert samples(found) == [("look", 31, "ended")]


def test_the_last_word_of_people_counts(tmp_path: Path) -> None:
    found = seen(tmp_path, c.Order("look"), 10, c.Reestimate("look", 3000), 20, c.Finish("look", seat="analyst"))
    assert samples(found) == [("look", 20, "ended")]


def test_what_was_undone_does_not_count(tmp_path: Path) -> None:
    found = seen(tmp_path, c.Order("look"), 10, c.Reestimate("look", 3000), "take back", 300)
    assert samples(found) == []
    assert found.left_out == (("look", "drawn"),)


def test_pauses_do_not_count(tmp_path: Path) -> None:
    """Twenty minutes before the weekend and ten after it are half an hour of work."""
    setup = make_setup([LONG], roles={"analyst": OFFICE}, ends_after="96h")
    found = seen(tmp_path, c.Order("look"), 5, c.Reestimate("look", 1800), 90 * 60, setup=setup)
    assert samples(found) == [("look", 30, "stated")]


def test_what_was_worked_when_people_went_home_is_the_calendars_doing(tmp_path: Path) -> None:
    setup = make_setup([LONG], roles={"analyst": OFFICE}, ends_after="96h")
    found = seen(tmp_path, c.Order("look"), 60, c.Finish("look"), setup=setup)
    assert found.left_out == (("look", "away"),)


def test_what_became_of_the_work_has_no_part_in_its_length(tmp_path: Path) -> None:
    deeds: list[Deed] = [
        c.Order("again"),
        c.Order("risky"),
        10,
        c.Reestimate("again", 1200),
        c.Reestimate("risky", 1260),
        25,
    ]
    history = read(play_record(tmp_path / "one.jsonl", SETUP, *deeds))
    ends = {event.job: event for event in history.events() if isinstance(event, WorkEnded)}
    assert (ends["again"].sent_back, ends["risky"].outcome) == (True, "failed")
    assert samples(observed(history, SETUP.playbook)) == [("again", 20, "stated"), ("risky", 21, "stated")]


@pytest.mark.parametrize(
    ("deeds", "why"),
    [
        ([c.Finish("look")], "not-begun"),
        ([c.Order("look"), c.Finish("look")], "not-begun"),
        ([c.Order("look"), c.Reestimate("look", 0)], "not-begun"),
        ([c.Order("look"), 10, c.Skip("look")], "skipped"),
    ],
    ids=["never begun", "waved through", "no time at all", "left out"],
)
def test_what_shows_no_length(deeds: list[Deed], why: str, tmp_path: Path) -> None:
    assert seen(tmp_path, *deeds).left_out == (("look", why),)


def test_what_was_cut_off_took_at_least_so_long(tmp_path: Path) -> None:
    """By its timeout, half an hour after it was asked for, or by ENDEX, after 20 minutes of 120."""
    deeds: list[Deed] = [c.Order("late"), 5, c.Reestimate("late", 3600), 60]
    assert samples(seen(tmp_path, *deeds)) == [("late", 30, "cut-off")]
    deeds = [c.Order("look"), 10, c.Reestimate("look", 7200), 20]
    (tmp_path / "two").mkdir()
    assert samples(seen(tmp_path / "two", *deeds)) == [("look", 20, "cut-off")]


def test_a_drawn_length_that_was_cut_off_is_no_observation_either(tmp_path: Path) -> None:
    assert seen(tmp_path, c.Order("look"), 20).left_out == (("look", "drawn"),)


@pytest.mark.parametrize(
    ("head", "why"),
    [({"purpose": "rehearsal"}, "rehearsal"), ({"purpose": "demo"}, "demo"), ({"closed": False}, "open")],
)
def test_records_that_show_nothing(head: dict[str, Any], why: str, tmp_path: Path) -> None:
    found = seen(tmp_path, c.Order("look"), 31, c.Finish("look"), **head)
    assert (found.unfit, found.samples) == (why, ())


def test_a_playbook_that_played_by_itself_shows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "alone.jsonl"
    play_on_autopilot(path, Head(SETUP, seed=11, driver="autopilot"), wall=StillWall())
    assert observed(read(path), SETUP.playbook).unfit == "autopilot"


def test_another_playbooks_steps_are_other_work_unless_said_in_the_same_words(tmp_path: Path) -> None:
    copy = SETUP.playbook.model_copy(update={"id": "ours"})
    named = make_setup([LONG | {"title": "Look around"}, SHORT], roles=MANY).playbook.model_copy(update={"id": "ours"})
    less = copy.model_copy(update={"steps": copy.steps[1:]})
    deeds: list[Deed] = [c.Order("look"), 31, c.Finish("look")]
    path = play_record(tmp_path / "one.jsonl", SETUP, *deeds)
    assert samples(observed(read(path), copy)) == [("look", 31, "ended")]
    assert observed(read(path), named).left_out == (("look", "other-work"),)
    assert observed(read(path), less).left_out == (("look", "unknown"),)


def test_a_record_is_named_by_its_head_hash_and_its_day(tmp_path: Path) -> None:
    history = read(play_record(tmp_path / "one.jsonl", SETUP))
    found = observed(history, SETUP.playbook)
    assert (found.mark, found.day) == (history.head_hash[:8], "2026-11-24")
    for nonsense in ("", '2026"]}\n'):
        other = read(play_record(tmp_path / f"{len(nonsense)}.jsonl", SETUP, created=nonsense))
        assert observed(other, SETUP.playbook).day == "2026-11-23"


def test_a_role_that_is_held_has_no_length_to_be_seen(tmp_path: Path) -> None:
    held = make_setup([{"id": "lead", "role": "analyst", "once": "detected", "until": "contained"}], roles=MANY)
    found = seen(tmp_path, c.Order("lead"), 31, c.Finish("lead"), 60, setup=held, playbook=held.playbook)
    assert (found.samples, found.left_out) == ((), ())
