"""No seat's view holds what that seat must not see, whatever the exercise and whatever was done in it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.console.looks import Looks
from simulator.console.pages.handover import sheet
from simulator.console.situation import Situation
from simulator.console.visibility import Viewer, view_for
from simulator.exercise.seats import WALL, Seat
from simulator.model.setup import Setup
from simulator.timeline.history import Head, History
from simulator.timeline.state import State
from simulator.wording.voice import Voice
from tests.console.secrets import CHANCE, PAR, SEATS, SECRETS, Exercise, marked, otherwise_drawn
from tests.discussions import discussed

seeds = st.integers(0, 2**32 - 1)


def may_see(seat: Seat, kind: str, number: int, setup: Setup, state: State) -> bool:
    """What the table of docs/design.md allows, said once more: a kind of secret, of the message of this number."""
    facilitates, evaluates = "facilitator" in seat.kinds, "evaluator" in seat.kinds
    conducts = facilitates or evaluates or "operator" in seat.kinds
    if kind in ("truth", "answer", "claim", "because", "held"):
        return False
    if kind == "opinion" and state.opinions_on(setup.scenario.injects[number].id).sealed:
        return False
    if facilitates and state.ended_at is not None:
        return True
    if kind in ("criterion", "observation"):
        return facilitates or evaluates
    writes = "player" in seat.kinds and "clocks" in state.reveal
    if kind in ("form", "item"):
        return conducts or writes
    if kind == "written":
        return conducts or writes
    if kind in ("lesson", "agreed"):
        return facilitates or state.ended_at is not None  # the room reads the hot wash together
    inject = setup.scenario.injects[number]
    choice = state.choices.get(inject.id)
    asks_the_table = inject.decision is not None and inject.decision.role is not None
    mine = not inject.to or asks_the_table or {*inject.to} & seat.roles
    delivery = state.delivery(inject.id)
    letter, told = inject.private and {*inject.to} & {*delivery.seated}, inject.id in state.told
    in_the_room = told if letter else seat.kinds & {"wall", "observer"}
    here = delivery.status == "delivered" and (conducts or in_the_room or mine)
    return (
        bool(here)
        and {
            "message": True,
            "opinion": True,
            "option": choice is not None and (choice.shown or choice.at is not None),
            "note": facilitates,
            "question": facilitates,
            "awaited": facilitates or evaluates,
            "request": facilitates or f"{inject.id}/1" in state.handed,
        }[kind]
    )


def leaks(text: str, seat: Seat, setup: Setup, situation: Situation) -> set[str]:
    """The markers in a text that a seat must not see."""
    state = situation.state
    found = {word for word in re.findall(r"[a-z]+x\d+x\d", text) if not _allowed(word, seat, setup, state)}
    if "facilitator" not in seat.kinds:
        numbers = {str(later - one) for one in (0, *PAR) for later in PAR if later > one} | {str(CHANCE)}
        found |= set(re.findall(r"[\d.]+", text)) & numbers
    return found | set(re.findall(r"\d+", text)) & _drawn(situation)


def _allowed(word: str, seat: Seat, setup: Setup, state: State) -> bool:
    kind, number, _ = word.split("x")
    if "facilitator" in seat.kinds and state.ended_at is not None and kind in ("later", "letter", "secret"):
        return True
    if kind == "later":
        return any(made.title == word and state.came(name) for name, made in state.improvised.items())
    if kind == "slip":
        return state.hot_wash and state.ended_at is not None
    if kind == "other":
        return "facilitator" in seat.kinds
    if kind in ("asked", "line"):
        return "facilitator" in seat.kinds or seat.id == "role-0"
    if kind == "secret":
        conducts = seat.kinds & {"facilitator", "operator", "evaluator"}
        return bool(conducts) or any(_reads(seat, name, state) for name in state.improvised)
    if kind == "letter":
        others = {"facilitator", "operator", "evaluator", "observer", "wall"}
        return bool(seat.kinds & others) or any(seat.roles & {*made.to} for made in state.improvised.values())
    return may_see(seat, kind, int(number), setup, state)


def _reads(seat: Seat, name: str, state: State) -> bool:
    made, room = state.improvised[name], seat.kinds & {"wall", "observer"}
    return bool(seat.roles & {*made.to} or name in state.told or (room and not made.private))


def _drawn(situation: Situation) -> set[str]:
    """When running work ends and who was called will come, to the second; hardly any other figure of three digits is.

    But for the second that a message came at which followed on work, when time stands before it.
    """
    state, told = situation.state, {situation.gate.at if situation.gate else None}
    ends = [job.ends_at for job in state.jobs.values() if job.ends_at is not None]
    answers = [call.answers_at for call in state.calls.values() if call.answers_at > state.now]
    return {str(at) for at in {*ends, *answers} - told if at % 60 and at > 99}


def check_that_nothing_leaks(seed: int) -> None:
    """Every seat of a random exercise, after its last move, in either language."""
    exercise = Exercise.random(seed)
    situation, setup = exercise.situations[-1], exercise.plan.setup
    for seat in SEATS:
        for language in ("en", "ja"):
            view = view_for(seat, exercise.plan, situation, Voice.of(setup, language))
            assert not leaks(repr(view), seat, setup, situation), (seat, language)
            assert view.pace is None or "facilitator" in seat.kinds, (
                "a view knows no seed, so it is no more than a guess"
            )


def check_that_hidden_values_make_no_difference(seed: int) -> None:
    """The same exercise with other secrets, and with other lengths drawn, looks the same to whom they are hidden."""
    exercise = Exercise.random(seed)
    situation, setup = exercise.situations[-1], exercise.plan.setup
    for seat in SEATS:
        voice = Voice.of(setup, Random(seed).choice(["en", "ja"]))

        def other(kind: str, number: int, seat: Seat = seat) -> str:
            hidden = not may_see(seat, kind, number, setup, situation.state)
            return marked(kind, number, 1 if hidden else 0)

        drawn = otherwise_drawn(situation)
        if "facilitator" not in seat.kinds:
            drawn = replace(drawn, par=None, chances={})
        assert view_for(seat, exercise.other(other), drawn, voice) == view_for(seat, exercise.plan, situation, voice)


@settings(max_examples=20)
@given(seeds)
def test_no_view_holds_what_its_seat_must_not_see(seed: int) -> None:
    check_that_nothing_leaks(seed)


@settings(max_examples=20)
@given(seeds)
def test_the_sheet_for_a_second_team_holds_no_more_than_the_wall(seed: int) -> None:
    exercise = Exercise.random(seed)
    situation, setup = exercise.situations[-1], exercise.plan.setup
    if situation.state.started and situation.state.ended_at is None:
        page = sheet(History(Head(setup, seed=1), situation.moves))
        # Which forms went out is known to the room that sent them.
        assert leaks(repr(page), WALL, setup, situation) <= {marked("form", 0)}


@settings(max_examples=20)
@given(seeds)
def test_what_is_hidden_makes_no_difference(seed: int) -> None:
    check_that_hidden_values_make_no_difference(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(20))
def test_no_view_of_two_thousand_exercises_leaks(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        check_that_nothing_leaks(seed)
        check_that_hidden_values_make_no_difference(seed)


@settings(max_examples=20)
@given(seeds)
def test_who_looks_with_others_sees_what_one_that_looks_alone_for_the_first_time_sees(seed: int) -> None:
    exercise = Exercise.random(seed)
    voice = Voice.of(exercise.plan.setup, "en")
    looks = Looks(exercise.plan, voice)
    viewers = {seat: Viewer(seat, looks) for seat in (*SEATS, Seat.of("evaluator", id="evaluator-2"))}
    for situation in exercise.situations:
        titles = Random(seed).random() < 0.5
        for seat, viewer in viewers.items():
            fresh = view_for(seat, exercise.plan, situation, voice, titles=titles)
            assert viewer.view(situation, titles=titles) == fresh


@pytest.mark.parametrize("seat", SEATS, ids=lambda seat: seat.id or "+".join(seat.kinds))
def test_what_is_discussed_is_put_to_all_and_what_was_answered_is_not(seat: Seat, tmp_path: Path) -> None:
    session = discussed(tmp_path)
    view = view_for(seat, session.plan, Situation(session.state, session.now, 0), Voice.of(session.setup, "en"))
    topic = view.messages[0].discuss[0]
    assert topic.words == "Who may switch the assistant off, and who is told first?"
    assert topic.discussed
    facilitates = "facilitator" in seat.kinds
    assert (bool(topic.answers), bool(topic.note)) == (facilitates, facilitates)


def test_the_markers_are_there_to_be_found() -> None:
    """Each kind of secret is seen by some seat of some exercise, but for those that no view holds."""
    seen: set[str] = set()
    for seed in range(40):
        exercise = Exercise.random(seed)
        for situation in exercise.situations:
            view = view_for(SEATS[0], exercise.plan, situation, Voice.of(exercise.plan.setup, "en"), titles=True)
            seen |= {word.split("x")[0] for word in re.findall(r"[a-z]+x\d+x\d", repr(view))}
            seen |= {"par"} if str(PAR[2] - PAR[0]) in repr(view) else set()
            seen |= {"chance"} if str(CHANCE) in repr(view) else set()
    secrets = {*SECRETS, "letter", "observation", "written", "held", "lesson", "agreed", "opinion", "par", "chance"}
    secrets |= {"asked", "line", "secret", "other"}
    assert secrets - seen == {"truth", "answer", "claim", "because", "held"}
